"""Summaries: dates, floats, durations, percent complete, work and cost of what lies below them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..domain.plan import Plan
from ..domain.worktime import to_instant
from .floats import Floats
from .network import Network
from .passes import FAR_FUTURE, FAR_PAST, MANUAL, State
from .vectors import Ints


@dataclass(slots=True)
class Totals:
    """What is summed by row: minutes of duration and of work, percent complete, cost in minor units."""

    duration: list[int]
    percent_complete: list[int]
    work: list[int]
    cost: list[int]


def roll_up(plan: Plan, network: Network, state: State, floats: Floats) -> Totals:
    """Fill the dates and floats of summaries in place, lowest first, and return durations and sums of all rows.

    A summary runs from the first start to the last finish of its active tasks; tasks of other plans do not count. For
    its late dates a manual task counts with its own dates, as in MS Project. One whose work has begun can slip by its
    finish only, and one that is done is not critical. Percent complete is weighed by duration.
    """
    tasks, size = network.tasks, network.size
    summary = network.is_summary
    duration = [0 if above else task.duration for above, task in zip(summary, tasks, strict=True)]
    percent = [0 if above else task.percent_complete for above, task in zip(summary, tasks, strict=True)]
    work = [0 if above else task.work or 0 for above, task in zip(summary, tasks, strict=True)]
    cost = [(task.fixed_cost if above else task.cost) or 0 for above, task in zip(summary, tasks, strict=True)]
    if not any(summary):
        return Totals(duration, percent, work, cost)
    parent = np.array(network.parent)
    folded = _Fold(network, state, duration, percent, work, cost)
    for rows in reversed(network.levels):
        _finish_summaries(plan, network, state, floats, folded, rows[folded.is_summary[rows]])
        counting = rows[parent[rows] >= 0]
        counting = counting[folded.active[counting] | ~folded.active[parent[counting]]]
        counting = counting[~folded.external[counting]]
        folded.add(counting, parent[counting])
    done, weight = folded.done.tolist(), folded.weight.tolist()
    for row in range(size):
        if summary[row]:
            duration[row] = network.clocks[row].between(state.placed_start[row], state.placed_finish[row])
            percent[row] = int(done[row] / weight[row] + 1e-9) if weight[row] else 0
    return Totals(duration, percent, folded.work.tolist(), folded.cost.tolist())


class _Fold:
    """Running minima, maxima and sums by row; summaries start empty."""

    def __init__(
        self,
        network: Network,
        state: State,
        duration: list[int],
        percent: list[int],
        work: list[int],
        cost: list[int],
    ) -> None:
        size = network.size
        self.is_summary = np.array(network.is_summary)
        self.active = np.array([task.active for task in network.tasks])
        self.external = np.array([bool(task.extra) and task.external for task in network.tasks])
        manual = np.array([task.manual for task in network.tasks]) & ~self.is_summary
        self.start = np.array(state.placed_start[:size])
        self.finish = np.array(state.placed_finish[:size])
        self.late_start = np.where(manual, self.start, np.array(state.late_start[:size]))
        self.late_finish = np.where(manual, self.finish, np.array(state.late_finish[:size]))
        for first in (self.start, self.late_start):
            first[self.is_summary] = FAR_FUTURE
        for last in (self.finish, self.late_finish):
            last[self.is_summary] = FAR_PAST
        self.work, self.cost = np.array(work, dtype=np.int64), np.array(cost, dtype=np.int64)
        self.weight = np.array(duration, dtype=np.int64)
        self.done = self.weight * np.array(percent, dtype=np.int64)
        self.begun = np.zeros(size, dtype=bool)
        self.begun[list(state.progress)] = True
        self.open = ~self.is_summary
        self.open[[row for row, done in state.progress.items() if done.finish is not None]] = False

    def add(self, rows: Ints, above: Ints) -> None:
        """Fold rows into their summaries."""
        for flag in (self.begun, self.open):
            flag[above[flag[rows]]] = True
        for first in (self.start, self.late_start):
            np.minimum.at(first, above, first[rows])
        for last in (self.finish, self.late_finish):
            np.maximum.at(last, above, last[rows])
        for total in (self.work, self.cost, self.weight, self.done):
            np.add.at(total, above, total[rows])


def _finish_summaries(plan: Plan, network: Network, state: State, floats: Floats, folded: _Fold, rows: Ints) -> None:
    """Give summaries of one depth their dates and floats."""
    has_dates = folded.start[rows] < FAR_FUTURE
    empty = rows[~has_dates]
    for dates in (folded.start, folded.finish, folded.late_start, folded.late_finish):
        dates[empty] = state.project_start
    places = rows.tolist()
    for row in places:
        task = network.tasks[row]
        if task.manual and task.manual_start is not None:
            folded.start[row] = to_instant(task.manual_start)
            state.driver[row] = MANUAL
        if task.manual and task.manual_finish is not None:
            folded.finish[row] = max(int(folded.start[row]), to_instant(task.manual_finish))
    folds = (folded.start, folded.finish, folded.late_start, folded.late_finish)
    flags = (folded.begun, folded.open)
    for row, start, finish, late_start, late_finish, begun, left in zip(
        places, *(fold[rows].tolist() for fold in (*folds, *flags)), strict=True
    ):
        state.placed_start[row] = state.early_start[row] = start
        state.placed_finish[row] = state.early_finish[row] = finish
        state.late_start[row], state.late_finish[row] = late_start, late_finish
        work_at = network.clocks[row].work_at
        total = work_at(late_finish) - work_at(finish)
        if not begun:
            total = min(work_at(late_start) - work_at(start), total)
        floats.total[row] = floats.free[row] = total
        floats.critical[row] = total <= plan.critical_slack and left and network.tasks[row].active
