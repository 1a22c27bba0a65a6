"""The backward pass: how late everything can be without moving the project's finish, a deadline or a fixed date."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.plan import Plan, PlanTask
from ..domain.worktime import to_instant
from .network import FF, PLAIN, SF, SS, Links, Network
from .passes import FAR_FUTURE, State
from .spans import Span


def backward_pass(
    plan: Plan,
    network: Network,
    state: State,
    *,
    earliest: frozenset[int] = frozenset(),
    nodes: Iterable[int] | None = None,
) -> None:
    """Fill late dates, back from `state.project_finish`.

    A second pass over a plan that is scheduled from its finish names in `earliest` the rows that are put as early as
    possible: those that they wait for must make their early dates. `nodes` are those that are worked out, the last
    ones first; all of them unless told otherwise, and all of them where summaries have links.
    """
    late_start, late_finish = state.late_start, state.late_finish
    link_late_start, link_late_finish = state.link_late_start, state.link_late_finish
    size, tasks, spans, closing = network.size, network.tasks, network.spans, network.closing
    links = network.links
    tails, kinds, out, out_at = links.tail, links.kind, links.out, links.out_at
    progress, loose = state.progress, network.flags.loose
    end = state.project_finish
    linked = network.nodes > size
    overriding = plan.progress_mode == "progress_override"
    first_rows = _first_rows(network, state) if linked else {}
    own_end = plan.many_critical_paths and not plan.from_finish
    for node in network.order if linked else ():
        if node >= size:
            late_start[node] = late_finish[node] = FAR_FUTURE
            link_late_start[node] = link_late_finish[node] = FAR_FUTURE
    for node in reversed(network.order) if nodes is None else nodes:
        if node >= size:
            _close_or_open(network, state, node)
            continue
        task, span = tasks[node], spans[node]
        assert span is not None
        done = progress.get(node) if progress else None
        if done is not None and done.finish is not None:
            late_start[node] = link_late_start[node] = done.start
            late_finish[node] = link_late_finish[node] = done.finish
        else:
            finish = FAR_FUTURE
            for number in out[out_at[node] : out_at[node + 1]]:
                if kinds[number] == PLAIN and not progress:
                    at = link_late_start[tails[number]]
                else:
                    at = finish_before(
                        links, number, state, span, task, started=done is not None, overriding=overriding
                    )
                if at < finish:
                    finish = at
            if closing[node] >= 0:
                finish = min(finish, _from_summary(network, state, node, span, closing[node], first_rows))
            if finish > end:
                finish = state.early_finish[node] if own_end and finish == FAR_FUTURE else end
            if not loose[node]:
                finish = bounded(task, span, finish)
            link_late_finish[node] = finish
            if done is not None:
                late_finish[node] = finish = span.last_finish(finish)
                late_start[node] = done.start
                left = finish - done.remaining if task.elapsed else network.clocks[node].add(finish, -done.remaining)
                link_late_start[node] = left
            elif task.manual:  # MS Project leaves the user's own tasks where their successors start
                late_finish[node] = finish
                late_start[node] = link_late_start[node] = span.start_of(finish)
            else:
                late_start[node], late_finish[node] = span.lay_back(finish)
                link_late_start[node] = late_start[node]
        if node in earliest:
            link_late_start[node], link_late_finish[node] = state.early_start[node], state.early_finish[node]
        if linked:
            _hand_up(network, state, node)


def bounded(task: PlanTask, span: Span, finish: int) -> int:
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


def finish_before(
    links: Links,
    number: int,
    state: State,
    span: Span,
    task: PlanTask,
    *,
    started: bool,
    overriding: bool = False,
) -> int:
    """Return the latest finish that a link leaves to its predecessor.

    A finished successor asks for nothing. Links from a start say nothing about a task that has started, and MS Project
    lets them say nothing about a manual task either. Where progress is `overriding` logic, a started successor asks for
    nothing either.
    """
    kind, tail, clock = links.kind[number], links.tail[number], links.clock[number]
    other = state.progress.get(tail)
    if (other is not None and (overriding or other.finish is not None)) or (
        kind in (SS, SF) and (started or task.manual)
    ):
        return FAR_FUTURE
    if kind == SS and other is not None:
        # As MS Project has it: what has started binds a task that should have come first by the work it has done.
        ends_here = links.out_at[tail] == links.out_at[tail + 1]
        return FAR_FUTURE if ends_here else span.finish_of(other.done_until)
    at = state.link_late_finish[tail] if kind in (FF, SF) else state.link_late_start[tail]
    if at >= FAR_FUTURE:
        return FAR_FUTURE
    if clock is not None:
        at = clock.add(at, -links.lag[number])
    return span.finish_of(at) if kind in (SS, SF) else at


def _from_summary(
    network: Network, state: State, node: int, span: Span, summary: int, first_rows: dict[int, int]
) -> int:
    """Return the latest finish that the links of a summary above leave to one of its tasks.

    A link from the summary's start holds only the task that starts it.
    """
    finish = FAR_FUTURE
    while summary >= 0:
        finish = min(finish, state.late_finish[summary])
        if first_rows.get(summary) == node and state.late_start[summary] < FAR_FUTURE:
            finish = min(finish, span.finish_of(state.late_start[summary]))
        summary = network.closing[network.row_of(summary)]
    return finish


def _first_rows(network: Network, state: State) -> dict[int, int]:
    """Return for each summary that others wait for the row that starts it."""
    first_rows: dict[int, int] = {}
    for node in network.order:
        if node >= network.size or not network.tasks[node].active:
            continue
        summary = network.closing[node]
        while summary >= 0:
            first = first_rows.setdefault(summary, node)
            if (state.placed_start[node], node) < (state.placed_start[first], first):
                first_rows[summary] = node
            summary = network.closing[network.row_of(summary)]
    return first_rows


def _close_or_open(network: Network, state: State, node: int) -> None:
    """Gather at a summary's closing node what its links ask; an opening node has gathered it from its tasks."""
    size = network.size
    row = network.row_of(node)
    if node < 2 * size:
        above = network.opening[row]
        if above >= 0:
            state.late_start[above] = min(state.late_start[above], state.late_start[node])
            state.late_finish[above] = min(state.late_finish[above], state.late_finish[node])
        state.link_late_start[node], state.link_late_finish[node] = state.late_start[node], state.late_finish[node]
        return
    task = network.tasks[row]
    if task.constraint == "FNLT" and task.constraint_date is not None:
        state.late_finish[node] = min(state.late_finish[node], to_instant(task.constraint_date))
    links = network.links
    for number in links.out[links.out_at[node] : links.out_at[node + 1]]:
        kind, tail, clock = links.kind[number], links.tail[number], links.clock[number]
        other = state.progress.get(tail)
        at = state.link_late_finish[tail] if kind in (FF, SF) else state.link_late_start[tail]
        if at >= FAR_FUTURE or (other is not None and other.finish is not None):
            continue
        if clock is not None:
            at = clock.add(at, -links.lag[number])
        if kind in (SS, SF):
            state.late_start[node] = min(state.late_start[node], at)
        else:
            state.late_finish[node] = min(state.late_finish[node], at)


def _hand_up(network: Network, state: State, node: int) -> None:
    """Tell the summary that hands down a wait how late its task can start."""
    summary = network.opening[node]
    if summary >= 0 and network.tasks[node].active:
        state.late_start[summary] = min(state.late_start[summary], state.link_late_start[node])
        state.late_finish[summary] = min(state.late_finish[summary], state.link_late_finish[node])
