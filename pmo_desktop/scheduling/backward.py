"""The backward pass: how late everything can be without moving the project's finish, a deadline or a fixed date."""

from __future__ import annotations

from ..domain.plan import Plan, PlanTask
from ..domain.worktime import WorkClock, to_instant
from .network import FF, FS, SF, SS, Network
from .passes import FAR_FUTURE, State
from .spans import Span


def backward_pass(plan: Plan, network: Network, state: State) -> None:
    """Fill late dates, back from `state.project_finish`."""
    size = network.size
    late_start, late_finish, link_late_start = state.late_start, state.late_finish, state.link_late_start
    tasks, spans, after, closing = network.tasks, network.spans, network.after, network.closing
    progress = state.progress
    end = state.project_finish
    own_end = plan.many_critical_paths
    earliest = _earliest_rows(network, state)
    for node in network.order:
        if node >= size:
            late_start[node] = late_finish[node] = link_late_start[node] = FAR_FUTURE
    for node in reversed(network.order):
        if node >= size:
            _close_or_open(network, state, node)
            continue
        task, span = tasks[node], spans[node]
        assert span is not None
        done = progress.get(node)
        if done is not None and done.finish is not None:
            late_start[node] = link_late_start[node] = done.start
            late_finish[node] = done.finish
            _hand_up(network, state, node)
            continue
        finish = FAR_FUTURE
        for target, kind, lag, clock, _ in after[node]:
            other = progress.get(target)
            if other is not None and other.finish is not None:
                continue
            if kind == FS:
                at = link_late_start[target]
                if clock is not None:
                    at = clock.add(at, -lag)
            else:
                at = _finish_for(state, span, task, target, kind, lag, clock, started=done is not None)
            if at < finish:
                finish = at
        summary = closing[node]
        if summary >= 0:
            finish = min(finish, _from_summary(network, state, node, span, summary, earliest))
        if finish > end:
            finish = state.early_finish[node] if own_end and finish == FAR_FUTURE else end
        if task.deadline is not None or (task.constraint_date is not None and task.constraint not in _FREE):
            finish = _bounded(task, span, finish)
        if not task.manual:  # MS Project leaves the user's own tasks where their successors start
            finish = span.last_finish(finish)
        late_finish[node] = finish
        if done is None:
            late_start[node] = link_late_start[node] = span.start_of(finish)
        else:
            late_start[node] = done.start
            remaining = done.remaining
            link_late_start[node] = finish - remaining if task.elapsed else network.clocks[node].add(finish, -remaining)
        _hand_up(network, state, node)


_FREE = ("ASAP", "ALAP", "SNET", "FNET")


def _bounded(task: PlanTask, span: Span, finish: int) -> int:
    """Return a late finish brought forward by a deadline or a constraint; a must-date sets it."""
    if task.constraint_date is not None:
        date = to_instant(task.constraint_date)
        if task.constraint == "MSO":
            finish = span.finish_of(date)
        elif task.constraint == "MFO":
            finish = date
        elif task.constraint == "SNLT":
            finish = min(finish, span.finish_of(date))
        elif task.constraint == "FNLT":
            finish = min(finish, date)
    return finish if task.deadline is None else min(finish, to_instant(task.deadline))


def _finish_for(
    state: State,
    span: Span,
    task: PlanTask,
    target: int,
    kind: int,
    lag: int,
    clock: WorkClock | None,
    *,
    started: bool,
) -> int:
    """Return the latest finish that a link of the rarer kinds leaves to its predecessor.

    Links from a start say nothing about a task that has started. MS Project lets them say nothing about a manual task
    either.
    """
    if kind in (SS, SF) and (started or task.manual):
        return FAR_FUTURE
    at = state.link_late_start[target] if kind == SS else state.late_finish[target]
    if at >= FAR_FUTURE:
        return FAR_FUTURE
    if clock is not None:
        at = clock.add(at, -lag)
    return at if kind == FF else span.finish_of(at)


def _from_summary(network: Network, state: State, node: int, span: Span, summary: int, earliest: dict[int, int]) -> int:
    """Return the latest finish that the links of a summary above leave to one of its tasks.

    A link from the summary's start holds only the task that starts it.
    """
    finish = FAR_FUTURE
    while summary >= 0:
        finish = min(finish, state.late_finish[summary])
        if earliest.get(summary) == node and state.late_start[summary] < FAR_FUTURE:
            finish = min(finish, span.finish_of(state.late_start[summary]))
        summary = network.closing[network.row_of(summary)]
    return finish


def _earliest_rows(network: Network, state: State) -> dict[int, int]:
    """Return for each summary that others wait for the row that starts it."""
    earliest: dict[int, int] = {}
    for node in network.order:
        if node >= network.size or not network.tasks[node].active:
            continue
        summary = network.closing[node]
        while summary >= 0:
            if summary not in earliest or state.placed_start[node] < state.placed_start[earliest[summary]]:
                earliest[summary] = node
            summary = network.closing[network.row_of(summary)]
    return earliest


def _close_or_open(network: Network, state: State, node: int) -> None:
    """Gather at a summary's closing node what its links ask; an opening node has gathered it from its tasks."""
    size = network.size
    row = network.row_of(node)
    if node < 2 * size:
        above = network.opening[row]
        if above >= 0:
            state.late_start[above] = min(state.late_start[above], state.late_start[node])
            state.late_finish[above] = min(state.late_finish[above], state.late_finish[node])
        state.link_late_start[node] = state.late_start[node]
        return
    task = network.tasks[row]
    if task.constraint == "FNLT" and task.constraint_date is not None:
        state.late_finish[node] = min(state.late_finish[node], to_instant(task.constraint_date))
    for target, kind, lag, clock, _ in network.after[node]:
        other = state.progress.get(target)
        if other is not None and other.finish is not None:
            continue
        at = state.link_late_start[target] if kind in (FS, SS) else state.late_finish[target]
        if at >= FAR_FUTURE:
            continue
        if clock is not None:
            at = clock.add(at, -lag)
        if kind in (FS, FF):
            state.late_finish[node] = min(state.late_finish[node], at)
        else:
            state.late_start[node] = min(state.late_start[node], at)


def _hand_up(network: Network, state: State, node: int) -> None:
    """Tell the summary that hands down a wait how late its task can start."""
    summary = network.opening[node]
    if summary >= 0 and network.tasks[node].active:
        state.late_start[summary] = min(state.late_start[summary], state.link_late_start[node])
        state.late_finish[summary] = min(state.late_finish[summary], state.late_finish[node])
