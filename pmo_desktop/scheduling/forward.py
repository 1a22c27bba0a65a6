"""The forward pass: how early everything can be, and what decides it."""

from __future__ import annotations

from ..domain.plan import Plan, PlanTask
from ..domain.worktime import WorkClock, to_instant
from .network import FF, FS, PLAIN, SF, Links, Network
from .passes import ACTUAL, CONSTRAINT, FAR_PAST, LATEST, LEVELLING, LINK, MANUAL, PROJECT, Progress, State, progress_of
from .spans import Span


def forward_pass(
    plan: Plan, network: Network, state: State, begin: int, *, latest: frozenset[int] = frozenset()
) -> None:
    """Fill early and placed dates and drivers, from `begin` where nothing else holds a task.

    A second pass names in `latest` the rows that are put as late as possible: those who wait for them wait for their
    late dates, unless they are put late themselves.
    """
    early_start, early_finish = state.early_start, state.early_finish
    placed_start, placed_finish = state.placed_start, state.placed_finish
    driver, driver_link = state.driver, state.driver_link
    size, spans, opening, closing = network.size, network.spans, network.opening, network.closing
    links = network.links
    heads, kinds, into, into_at, places = links.head, links.kind, links.into, links.into_at, links.place
    plain = _plain_rows(network)
    _reset_closings(network, state)
    for node in network.order:
        if node >= size:
            if node < 2 * size:
                _open(network, state, node)
            continue
        span = spans[node]
        assert span is not None
        starts, finishes = (early_start, early_finish) if node in latest else (placed_start, placed_finish)
        start = FAR_PAST
        link = -1
        for number in into[into_at[node] : into_at[node + 1]]:
            if kinds[number] == PLAIN:
                at = finishes[heads[number]]
            else:
                at = start_after(links, number, starts, finishes, span, begin)
            if at > start:
                start, link = at, places[number]
        held = LINK
        if opening[node] >= 0 and placed_start[opening[node]] > start:
            start, link = placed_start[opening[node]], driver_link[opening[node]]
            held = LINK if link >= 0 else CONSTRAINT
        if plain[node]:
            if start == FAR_PAST:
                start, held = begin, PROJECT
            start, finish = span.lay(start)
        else:
            start, finish, held = _special(plan, network, state, node, start, held, begin)
        early_start[node], early_finish[node] = start, finish
        if node in latest:
            start, finish, held = state.late_start[node], state.late_finish[node], LATEST
        driver[node] = held
        driver_link[node] = link if held == LINK else -1
        placed_start[node], placed_finish[node] = start, finish
        if closing[node] >= 0 and network.tasks[node].active:
            _close(network, state, closing[node], start, finish)


def _plain_rows(network: Network) -> list[bool]:
    """Return which rows need no more than links and a span."""
    return [
        not (
            task.manual
            or (task.extra and task.external)
            or task.actual_start is not None
            or task.constraint not in ("ASAP", "ALAP")
            or task.levelling_delay
        )
        for task in network.tasks
    ]


def read_progress(network: Network, state: State) -> None:
    """Note what is done of each started task."""
    for row, task in enumerate(network.tasks):
        if task.actual_start is not None and not network.is_summary[row]:
            progress = progress_of(task, network, row)
            assert progress is not None
            state.progress[row] = progress


def start_after(links: Links, number: int, starts: list[int], finishes: list[int], span: Span, begin: int) -> int:
    """Return the earliest start that a link leaves to its successor."""
    kind, head, clock = links.kind[number], links.head[number], links.clock[number]
    at = finishes[head] if kind in (PLAIN, FS, FF) else starts[head]
    if clock is not None:
        at = clock.add(at, links.lag[number])
    if kind in (FF, SF):
        at = span.start_of(at)
        return max(at, begin) if kind == FF else at
    return at


def _special(
    plan: Plan, network: Network, state: State, row: int, start: int, held: int, begin: int
) -> tuple[int, int, int]:
    """Return start, finish and driver of a task with dates or delays of its own; `start` is what links ask for."""
    task, span, clock = network.tasks[row], network.spans[row], network.clocks[row]
    assert span is not None
    honour = plan.honours_constraints
    progress = state.progress.get(row)
    if progress is not None:
        return progress.start, _finish_under_way(task, span, clock, progress), ACTUAL
    if task.manual or task.external:
        if task.manual_start is not None:
            at = to_instant(task.manual_start)
            finish = to_instant(task.manual_finish) if task.manual_finish is not None else span.finish_of(at)
            return at, max(at, finish), MANUAL
        if task.manual_finish is not None:
            finish = to_instant(task.manual_finish)
            return span.start_of(finish), finish, MANUAL
    date = None if task.constraint_date is None else to_instant(task.constraint_date)
    kind = task.constraint if date is not None else "ASAP"
    if start == FAR_PAST and kind not in ("SNET", "FNET"):
        start, held = begin, PROJECT
    if start > FAR_PAST:
        start = span.first_start(start)
    if task.levelling_delay and start > FAR_PAST:
        start, held = span.first_start(start + task.levelling_delay), LEVELLING
    if date is None or kind in ("ASAP", "ALAP"):
        return start, span.finish_of(start), held
    wanted = date if kind in ("SNET", "SNLT", "MSO") else span.start_of(date)
    hard = kind in ("MSO", "MFO")
    too_early = start < wanted and (hard or kind in ("SNET", "FNET"))
    too_late = honour and start > wanted and (hard or kind in ("SNLT", "FNLT"))
    if too_late:
        state.conflict[row] = clock.between(wanted, start)
    if too_early or too_late:
        start, held = span.first_start(wanted), CONSTRAINT
    return start, span.finish_of(start), held


def _finish_under_way(task: PlanTask, span: Span, clock: WorkClock, progress: Progress) -> int:
    """Return the finish of a started task: actual, or what is left after where work goes on."""
    if progress.finish is not None:
        return progress.finish
    if progress.resume is not None:
        at = clock.next_start(progress.resume)
        finish = at + progress.remaining if task.elapsed else clock.add(at, progress.remaining)
    else:
        finish = span.finish_of(progress.start)
    if task.constraint == "FNET" and task.constraint_date is not None:
        finish = max(finish, to_instant(task.constraint_date))
    return finish


def _open(network: Network, state: State, node: int) -> None:
    """Work out what a summary hands down to its tasks: the latest of what it and those above it wait for."""
    row = network.row_of(node)
    start = FAR_PAST
    link = -1
    links = network.links
    for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
        clock, head = links.clock[number], links.head[number]
        at = state.placed_finish[head] if links.kind[number] in (PLAIN, FS, FF) else state.placed_start[head]
        if clock is not None:
            at = clock.add(at, links.lag[number])
        if at > start:
            start, link = at, links.place[number]
    task = network.tasks[row]
    if task.constraint == "SNET" and task.constraint_date is not None:
        date = to_instant(task.constraint_date)
        if date > start:
            start, link = date, -1
    above = network.opening[row]
    if above >= 0 and state.placed_start[above] > start:
        start, link = state.placed_start[above], state.driver_link[above]
    state.placed_start[node] = state.early_start[node] = start
    state.driver_link[node] = link


def _reset_closings(network: Network, state: State) -> None:
    for node in network.order if network.nodes > network.size else ():
        if node >= 2 * network.size:
            state.placed_start[node] = state.placed_finish[node] = FAR_PAST


def _close(network: Network, state: State, node: int, start: int, finish: int) -> None:
    """Widen the summaries that others wait for by a task's dates; unset dates are FAR_PAST."""
    while node >= 0:
        if state.placed_start[node] == FAR_PAST or start < state.placed_start[node]:
            state.placed_start[node] = start
        state.placed_finish[node] = max(state.placed_finish[node], finish)
        state.early_start[node], state.early_finish[node] = state.placed_start[node], state.placed_finish[node]
        node = network.closing[network.row_of(node)]
