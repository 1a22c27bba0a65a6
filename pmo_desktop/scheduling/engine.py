"""The critical path method, as MS Project does it."""

from __future__ import annotations

from datetime import datetime

from ..domain.errors import PmoError
from ..domain.plan import Plan
from ..domain.worktime import WEEK, to_instant, to_moment
from .backward import backward_pass
from .blame import naming_task
from .even import even_passes
from .floats import Floats, work_out_floats
from .forward import forward_pass, read_progress
from .fromfinish import schedule_from_finish
from .network import Network, build
from .passes import State, blank
from .result import Schedule, Solved
from .rollup import roll_up


def schedule(plan: Plan, network: Network | None = None) -> Schedule:
    """Return the dates, floats and drivers of a plan; the plan is not changed.

    Args:
        network: what `prepare` returned for this very plan; None prepares it.

    Raises:
        PmoError: links form a loop, a duration is negative, a calendar never works, a date is outside the years 1 to
            9999, or something is referred to that is not there. The message names the task.
    """
    if network is None:
        network = build(plan)
    state = blank(network)
    waits = plan.reschedule_remaining or plan.progress_mode != "project"
    if waits and plan.data_date is not None and not plan.from_finish:
        state.hold = to_instant(plan.data_date)
    begin = to_instant(_finish(plan) if plan.from_finish else _start(plan))
    try:
        read_progress(network, state)
        if plan.from_finish:
            schedule_from_finish(plan, network, state, begin)
        else:
            schedule_from_start(plan, network, state, begin)
    except PmoError as error:
        raise naming_task(error, plan, network, state) from error
    return finished(plan, network, state, work_out_floats(plan, network, state))


def finished(plan: Plan, network: Network, state: State, floats: Floats) -> Schedule:
    """Return the schedule of a state whose passes are done."""
    roll_up(plan, network, state, floats)
    if state.worked is None:
        _check_range(network, state)
    return _result(plan, network, state, floats)


def solved_of(plan: Plan, dates: Schedule) -> Solved:
    """Return how a schedule came about; worked out anew where it is not the schedule of this very plan."""
    return dates.solved if dates.solved.plan is plan else schedule(plan).solved


def schedule_from_start(plan: Plan, network: Network, state: State, begin: int) -> None:
    """Everything as early as it can be; then, in a second pass, what is to be late as late as it can be."""
    state.project_start = begin
    if not even_passes(plan, network, state, begin):
        forward_pass(plan, network, state, begin)
        state.project_finish = last_finish(network, state, begin)
        backward_pass(plan, network, state)
    if True not in network.flags.latest:
        return
    latest = frozenset(
        row
        for row, wanted in enumerate(network.flags.latest)
        if wanted
        and not (network.is_summary[row] or row in state.progress)
        and network.flags.active[row]
        and not network.flags.manual[row]
    )
    if latest:
        state.worked = None
        forward_pass(plan, network, state, begin, latest=latest)


def last_finish(network: Network, state: State, begin: int) -> int:
    """Return when the last active task ends."""
    rows = zip(state.early_finish, network.is_summary, network.flags.active, strict=False)
    return max([finish for finish, summary, active in rows if active and not summary], default=begin)


def _start(plan: Plan) -> datetime:
    if plan.plan_start is not None:
        return plan.plan_start
    known = _own_dates(plan)
    if known:
        return min(known)
    raise PmoError("plan_start_missing", plan=plan.name)


def _finish(plan: Plan) -> datetime:
    if plan.plan_finish is not None:
        return plan.plan_finish
    known = _own_dates(plan)
    if known:
        return max(known)
    raise PmoError("plan_finish_missing", plan=plan.name)


def _own_dates(plan: Plan) -> list[datetime]:
    return [
        date
        for task in plan.tasks
        for date in (task.manual_start, task.actual_start, task.constraint_date)
        if date is not None
    ]


def _check_range(network: Network, state: State) -> None:
    """Raise an error that names a task whose dates no calendar has."""
    first, last = to_instant(datetime.min) + WEEK, to_instant(datetime.max) - WEEK
    size = network.size
    for several in (
        (state.placed_start, state.placed_finish, state.early_finish),
        (state.late_start, state.late_finish),
    ):
        shown = [dates[:size] for dates in several]
        if not size or all(first <= min(dates) and max(dates) <= last for dates in shown):
            continue
        # Of several tasks the first in the order of the passes is the one that pushes the others out.
        rows = [node for node in network.order if node < size] + list(range(size))
        row = next(row for row in rows if any(not first <= dates[row] <= last for dates in shown))
        raise PmoError("task_date_out_of_range", task=network.tasks[row].name)


def _result(plan: Plan, network: Network, state: State, floats: Floats) -> Schedule:
    start = to_moment(state.project_start) if plan.from_finish else _start(plan)
    several = (
        state.placed_start, state.placed_finish, state.early_start, state.early_finish,
        state.late_start, state.late_finish,
        state.driver_link,
    )  # fmt: skip
    rows = several if network.nodes == network.size else [values[: network.size] for values in several]
    placed_start, placed_finish, early_start, early_finish, late_start, late_finish, driver_link = rows
    return Schedule(
        row=network.row,
        start=placed_start,
        finish=placed_finish,
        early_start=early_start,
        early_finish=early_finish,
        late_start=late_start,
        late_finish=late_finish,
        total_float=floats.total,
        critical=floats.critical,
        summary=network.is_summary,
        parent=network.parent,
        driver_link=driver_link,
        links=plan.links,
        project_start=start,
        project_finish=to_moment(state.project_finish),
        solved=Solved(plan, network, state, floats),
    )
