"""Summaries: dates, floats, durations, percent complete, work and cost of what lies below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..domain.plan import Plan, PlanTask
from ..domain.worktime import to_instant
from .floats import Floats
from .network import Network
from .passes import FAR_FUTURE, FAR_PAST, MANUAL, State

_ByRow = list[int] | dict[int, int]

_FEW: Final = 32
"""Arrays take longer than so many single counts."""


@dataclass(slots=True)
class Totals:
    """What is summed by row: minutes of duration and of work, percent complete, cost in minor units."""

    duration: list[int]
    percent_complete: list[int]
    work: list[int]
    cost: list[int]


def roll_up(plan: Plan, network: Network, state: State, floats: Floats) -> None:
    """Fill the dates and floats of summaries in place, lowest first.

    A summary runs from the first start to the last finish of its active tasks; tasks of other plans do not count. For
    its late dates a manual task counts with its own dates, as in MS Project. One whose work has begun can slip by its
    finish only, and one that is done is not critical.
    """
    outline = network.outline
    if not outline.summaries:
        return
    rows = outline.summaries
    late_start, late_finish = state.late_start, state.late_finish
    if True in network.flags.manual:
        late_start, late_finish = late_start[:], late_finish[:]
        for row, manual in enumerate(network.flags.manual):
            if manual:
                late_start[row], late_finish[row] = state.placed_start[row], state.placed_finish[row]
    firsts = [(own, dict.fromkeys(rows, FAR_FUTURE)) for own in (state.placed_start, late_start)]
    lasts = [(own, dict.fromkeys(rows, FAR_PAST)) for own in (state.placed_finish, late_finish)]
    for above, begin, end in outline.runs:
        for own, folded in firsts:
            folded[above] = min(folded[above], min(own[begin:end]))
        for own, folded in lasts:
            folded[above] = max(folded[above], max(own[begin:end]))
    begun, left = _begun_and_left(network, state)
    every = [folded for _, folded in firsts + lasts]
    for row in reversed(rows):
        _put_dates(network, state, row, every)
        above = outline.parent[row]
        if above >= 0 and outline.counting[row]:
            for _, folded in firsts:
                folded[above] = min(folded[above], folded[row])
            for _, folded in lasts:
                folded[above] = max(folded[above], folded[row])
            if row in begun:
                begun.add(above)
            left[above] += left[row]
    starts, late_starts, finishes, late_finishes = every
    start_slack = _between(network, starts, late_starts)
    finish_slack = _between(network, finishes, late_finishes)
    active = network.flags.active
    for row, early, late in zip(rows, start_slack, finish_slack, strict=True):
        total = late if row in begun or late < early else early
        floats.total[row] = total
        floats.critical[row] = total <= plan.critical_slack and left[row] > 0 and active[row]


def _begun_and_left(network: Network, state: State) -> tuple[set[int], dict[int, int]]:
    """Return the summaries right below which a task has begun, and how many there are not done."""
    outline = network.outline
    begun, left = set(), dict.fromkeys(outline.summaries, 0)
    for above, begin, end in outline.runs:
        left[above] += end - begin
    for row, done in state.progress.items():
        above = outline.parent[row]
        if above >= 0 and outline.counting[row]:
            begun.add(above)
            left[above] -= done.finish is not None
    return begun, left


def _put_dates(network: Network, state: State, row: int, folded: Sequence[dict[int, int]]) -> None:
    """Give a summary its dates; `folded` are what its tasks make of them."""
    starts, late_starts, finishes, late_finishes = folded
    if starts[row] == FAR_FUTURE:
        for dates in folded:
            dates[row] = state.project_start
    if network.flags.manual[row]:
        task = network.tasks[row]
        if task.manual_start is not None:
            starts[row] = to_instant(task.manual_start)
            state.driver[row] = MANUAL
        if task.manual_finish is not None:
            finishes[row] = max(starts[row], to_instant(task.manual_finish))
    state.placed_start[row] = state.early_start[row] = starts[row]
    state.placed_finish[row] = state.early_finish[row] = finishes[row]
    state.late_start[row], state.late_finish[row] = late_starts[row], late_finishes[row]


def _between(network: Network, begins: _ByRow, ends: _ByRow) -> list[int]:
    """Return the working minutes from one date to another of each summary, on its calendar."""
    rows = network.outline.summaries
    if len(rows) < _FEW:
        return [network.clocks[row].between(begins[row], ends[row]) for row in rows]
    places = np.array(rows, dtype=np.int64)
    count = network.counter.work_at
    first, last = (np.array([dates[row] for row in rows], dtype=np.int64) for dates in (begins, ends))
    counted: list[int] = (count(last, places) - count(first, places)).tolist()
    return counted


Amounts = tuple[list[int], list[int], list[int], list[int]]
"""Duration, percent complete, work and cost by row as the tasks themselves say, those of summaries without them."""


def amounts_of(network: Network) -> Amounts:
    """Return the amounts of all tasks."""
    read = [_amount(task, summary=above) for task, above in zip(network.tasks, network.is_summary, strict=True)]
    durations, percents, works, costs = map(list, zip(*read, strict=True)) if read else ([], [], [], [])
    return durations, percents, works, costs


def amounts_with(amounts: Amounts, network: Network, rows: Iterable[int]) -> Amounts:
    """Return amounts with some rows read anew."""
    duration, percent, work, cost = (values[:] for values in amounts)
    for row in rows:
        duration[row], percent[row], work[row], cost[row] = _amount(network.tasks[row], summary=network.is_summary[row])
    return duration, percent, work, cost


def _amount(task: PlanTask, *, summary: bool) -> tuple[int, int, int, int]:
    if summary:
        return 0, 0, 0, task.fixed_cost or 0
    return task.duration, task.percent_complete, task.work or 0, task.cost or 0


def totals_of(network: Network, state: State, amounts: Amounts) -> Totals:
    """Return durations and sums of all rows. Percent complete is weighed by duration."""
    outline = network.outline
    duration, percent, work, cost = (values[:] for values in amounts)
    if not outline.summaries:
        return Totals(duration, percent, work, cost)
    weight = duration[:]
    done = [minutes * share for minutes, share in zip(duration, percent, strict=True)]
    summed = (work, cost, weight, done)
    for above, begin, end in outline.runs:
        for values in summed:
            values[above] += sum(values[begin:end])
    for row in reversed(outline.summaries):
        above = outline.parent[row]
        if above >= 0 and outline.counting[row]:
            for values in summed:
                values[above] += values[row]
        percent[row] = done[row] // weight[row] if weight[row] else 0
    for row, minutes in zip(outline.summaries, _between(network, state.placed_start, state.placed_finish), strict=True):
        duration[row] = minutes
    return Totals(duration, percent, work, cost)
