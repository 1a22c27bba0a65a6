"""Scheduling from the finish: the mirror of scheduling from the start."""

from __future__ import annotations

from ..domain.plan import Plan
from ..domain.worktime import to_instant
from .backward import backward_pass
from .forward import forward_pass
from .network import Network
from .passes import CONSTRAINT, LATEST, State


def schedule_from_finish(plan: Plan, network: Network, state: State, end: int) -> None:
    """Everything as late as it can be before `end`; what is to be early as early as the project's start allows.

    A plan that is scheduled from its finish puts a task late unless its constraint says as soon as possible.
    """
    state.project_finish = end
    backward_pass(plan, network, state)
    begin = min(
        (
            state.late_start[row]
            for row, task in enumerate(network.tasks)
            if task.active and not network.is_summary[row]
        ),
        default=end,
    )
    state.project_start = begin
    forward_pass(plan, network, state, begin)
    free = [row for row, task in enumerate(network.tasks) if not (network.is_summary[row] or task.manual)]
    movable = [row for row in free if network.tasks[row].active and row not in state.progress]
    early = frozenset(row for row in movable if network.tasks[row].constraint == "ASAP")
    if early:
        backward_pass(plan, network, state, earliest=early)
    for row in movable:
        if row not in early:
            _put_late(network, state, row)


def _put_late(network: Network, state: State, row: int) -> None:
    """Put a task as late as possible, or at the date that it must not come before where that is later."""
    task, span = network.tasks[row], network.spans[row]
    assert span is not None
    start, finish, driver = state.late_start[row], state.late_finish[row], LATEST
    if task.constraint in ("SNET", "FNET") and task.constraint_date is not None:
        date = to_instant(task.constraint_date)
        wanted, until = span.lay(date if task.constraint == "SNET" else span.start_of(date))
        if wanted > start:
            start, finish, driver = wanted, until, CONSTRAINT
    state.placed_start[row], state.placed_finish[row] = start, finish
    state.driver[row], state.driver_link[row] = driver, -1
