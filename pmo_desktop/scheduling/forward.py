"""The forward pass: how early everything can be, and what decides it."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.plan import Plan
from ..domain.worktime import to_instant
from .network import FF, FS, PLAIN, SF, Links, Network
from .passes import (
    ACTUAL,
    CONSTRAINT,
    DATA_DATE,
    FAR_PAST,
    LATEST,
    LEVELLING,
    LINK,
    MANUAL,
    PROJECT,
    Progress,
    State,
    progress_of,
)
from .spans import Span


def forward_pass(
    plan: Plan,
    network: Network,
    state: State,
    begin: int,
    *,
    latest: frozenset[int] = frozenset(),
    nodes: Iterable[int] | None = None,
) -> None:
    """Fill early and placed dates and drivers, from `begin` where nothing else holds a task.

    A second pass names in `latest` the rows that are put as late as possible: those who wait for them wait for their
    late dates, unless they are put late themselves. `nodes` are those of the network's order that are worked out; all
    of them unless told otherwise.
    """
    early_start, early_finish = state.early_start, state.early_finish
    placed_start, placed_finish = state.placed_start, state.placed_finish
    driver, driver_link = state.driver, state.driver_link
    size, spans, opening = network.size, network.spans, network.opening
    links = network.links
    heads, kinds, into, into_at, places = links.head, links.kind, links.into, links.into_at, links.place
    plain, hold = network.flags.plain, state.hold
    for node in network.order if nodes is None else nodes:
        if node >= size:
            if node < 2 * size:
                _open(network, state, node)
            else:
                _close(network, state, node)
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
            if start < hold:
                start, held = hold, DATA_DATE
            start, finish = span.lay(start)
        else:
            start, finish, held = special(plan, network, state, node, start, held, begin)
        early_start[node], early_finish[node] = start, finish
        if node in latest:
            start, finish, held = state.late_start[node], state.late_finish[node], LATEST
        driver[node] = held
        driver_link[node] = link if held == LINK else -1
        placed_start[node], placed_finish[node] = start, finish


def read_progress(network: Network, state: State) -> None:
    """Note what is done of each started task."""
    plain = network.flags.plain
    if False in plain:
        for row, task in enumerate(network.tasks):
            if not plain[row] and task.actual_start is not None:
                read_progress_of(network, state, row)


def read_progress_of(network: Network, state: State, row: int) -> None:
    """Note what is done of one task."""
    progress = None if network.is_summary[row] else progress_of(network.tasks[row], network, row)
    if progress is not None:
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


def special(
    plan: Plan, network: Network, state: State, row: int, start: int, held: int, begin: int
) -> tuple[int, int, int]:
    """Return start, finish and driver of a task with dates or delays of its own; `start` is what links ask for."""
    task, span, clock = network.tasks[row], network.spans[row], network.clocks[row]
    assert span is not None
    honour = plan.honours_constraints
    progress = state.progress.get(row)
    if progress is not None:
        return progress.start, _finish_under_way(plan, network, state, row, progress), ACTUAL
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
    if start < state.hold:
        start, held = state.hold, DATA_DATE
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


def _finish_under_way(plan: Plan, network: Network, state: State, row: int, progress: Progress) -> int:
    """Return the finish of a started task: actual, or what is left after where work goes on."""
    if progress.finish is not None:
        return progress.finish
    task, span, clock = network.tasks[row], network.spans[row], network.clocks[row]
    assert span is not None
    resume, last = progress.resume, FAR_PAST
    if progress.remaining and plan.progress_mode != "actual_dates":
        held = state.hold
        if plan.progress_mode == "retained_logic":
            first, last = _still_waited_for(network, state, row)
            held = max(held, first)
        if held > (progress.done_until if resume is None else resume):
            resume = held
    if resume is not None:
        at = clock.next_start(resume)
        finish = at + progress.remaining if task.elapsed else clock.add(at, progress.remaining)
    else:
        finish = span.finish_of(progress.start)
    if task.constraint == "FNET" and task.constraint_date is not None:
        finish = max(finish, to_instant(task.constraint_date))
    return max(finish, last)


def _still_waited_for(network: Network, state: State, row: int) -> tuple[int, int]:
    """Return when the links of a started task would let it start, and when they would let it finish."""
    links = network.links
    first, last = FAR_PAST, FAR_PAST
    for number in links.into[links.into_at[row] : links.into_at[row + 1]]:
        kind, head, clock = links.kind[number], links.head[number], links.clock[number]
        at = state.placed_finish[head] if kind in (PLAIN, FS, FF) else state.placed_start[head]
        if clock is not None:
            at = clock.add(at, links.lag[number])
        if kind in (FF, SF):
            last = max(last, at)
        else:
            first = max(first, at)
    above = network.opening[row]
    return (first if above < 0 else max(first, state.placed_start[above])), last


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


def _close(network: Network, state: State, node: int) -> None:
    """Work out the first start and the last finish below a summary, for those who wait for it; FAR_PAST for none."""
    start = finish = FAR_PAST
    for member in network.members.get(node, ()):
        begin = state.placed_start[member]
        if begin != FAR_PAST:
            start = begin if start == FAR_PAST else min(start, begin)
            finish = max(finish, state.placed_finish[member])
    state.placed_start[node] = state.early_start[node] = start
    state.placed_finish[node] = state.early_finish[node] = finish
