"""Summaries: dates, floats, durations, percent complete, work and cost of what lies below them."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.plan import Plan
from ..domain.worktime import to_instant
from .floats import Floats
from .network import Network
from .passes import MANUAL, State


@dataclass(slots=True)
class Totals:
    """What is summed by row: minutes of duration, of done duration and of work, cost in minor units."""

    duration: list[int]
    percent_complete: list[int]
    work: list[int]
    cost: list[int]


def roll_up(plan: Plan, network: Network, state: State, floats: Floats) -> Totals:
    """Fill the dates and floats of summaries in place, lowest first, and return durations and sums of all rows.

    A summary runs from the first start to the last finish of its active tasks. For its late dates a manual task counts
    with its own dates, as in MS Project. Percent complete is weighed by duration.
    """
    size = network.size
    tasks, parent = network.tasks, network.parent
    has_dates = [not summary for summary in network.is_summary]
    weight, done = [0.0] * size, [0.0] * size
    totals = Totals([0] * size, [0] * size, [0] * size, [0] * size)
    for row in reversed(range(size)):
        task = tasks[row]
        if network.is_summary[row]:
            _finish_summary(plan, network, state, floats, row, has_dates[row])
            totals.duration[row] = network.clocks[row].between(state.placed_start[row], state.placed_finish[row])
            totals.percent_complete[row] = int(100 * done[row] / weight[row] + 1e-9) if weight[row] else 0
            totals.work[row] += task.work or 0 if not totals.work[row] else 0
        else:
            span = network.spans[row]
            assert span is not None
            totals.duration[row] = task.duration
            totals.percent_complete[row] = task.percent_complete
            totals.work[row] = task.work or 0
            totals.cost[row] = task.cost or 0
            weight[row] = task.duration
            done[row] = task.duration * task.percent_complete / 100
        above = parent[row]
        if above < 0 or (not task.active and tasks[above].active):
            continue
        weight[above] += weight[row]
        done[above] += done[row]
        totals.work[above] += totals.work[row]
        totals.cost[above] += totals.cost[row]
        _widen(network, state, row, above, has_dates)
    return totals


def _widen(network: Network, state: State, row: int, above: int, has_dates: list[bool]) -> None:
    manual = network.tasks[row].manual and not network.is_summary[row]
    early_start, early_finish = state.placed_start[row], state.placed_finish[row]
    late_start = early_start if manual else state.late_start[row]
    late_finish = early_finish if manual else state.late_finish[row]
    if not has_dates[above]:
        has_dates[above] = True
        state.placed_start[above], state.placed_finish[above] = early_start, early_finish
        state.late_start[above], state.late_finish[above] = late_start, late_finish
        return
    state.placed_start[above] = min(state.placed_start[above], early_start)
    state.placed_finish[above] = max(state.placed_finish[above], early_finish)
    state.late_start[above] = min(state.late_start[above], late_start)
    state.late_finish[above] = max(state.late_finish[above], late_finish)


def _finish_summary(plan: Plan, network: Network, state: State, floats: Floats, row: int, has_dates: bool) -> None:
    task = network.tasks[row]
    if not has_dates:
        for dates in (state.placed_start, state.placed_finish, state.late_start, state.late_finish):
            dates[row] = state.project_start
    if task.manual and task.manual_start is not None:
        state.placed_start[row] = to_instant(task.manual_start)
        state.driver[row] = MANUAL
    if task.manual and task.manual_finish is not None:
        state.placed_finish[row] = max(state.placed_start[row], to_instant(task.manual_finish))
    state.early_start[row], state.early_finish[row] = state.placed_start[row], state.placed_finish[row]
    between = network.clocks[row].between
    floats.total[row] = min(
        between(state.early_start[row], state.late_start[row]),
        between(state.early_finish[row], state.late_finish[row]),
    )
    floats.free[row] = floats.total[row]
    floats.critical[row] = floats.total[row] <= plan.critical_slack and task.active and has_dates
