"""Total and free float in working minutes, and which tasks are critical."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..domain.plan import Plan
from .network import FF, PLAIN, SF, SS, Network
from .passes import State
from .vectors import Ints

_NONE = np.iinfo(np.int64).max


@dataclass(slots=True)
class Floats:
    """Total floats and criticality by row of the plan."""

    total: list[int]
    critical: list[bool]


def work_out_floats(plan: Plan, network: Network, state: State) -> Floats:
    """Return the total floats of all tasks; those of summaries come with the roll-up.

    Total float is the smaller of what the start and the finish can slip; of a started task only the finish can, of a
    finished one nothing, and one that is put as late as possible has used it up. A task whose fixed date comes before
    what its links allow lacks the difference. It counts on the task's own calendar, or on the plan's; on any time where
    the duration is elapsed.
    """
    size = network.size
    floats = Floats([0] * size, [False] * size)
    put_floats(plan, network, state, floats, range(size))
    return floats


def put_floats(plan: Plan, network: Network, state: State, floats: Floats, rows: Sequence[int]) -> None:
    """Work out the floats of some rows in place."""
    if not rows:
        return
    every = len(rows) == network.size
    start_slack, finish_slack = _slacks(plan, network, state, rows, every=every)
    total = np.minimum(start_slack, finish_slack)
    idle = np.array(network.flags.idle if every else [network.flags.idle[row] for row in rows], dtype=bool)
    progress, conflict = state.progress, state.conflict
    if progress or conflict:
        for index, row in enumerate(rows):
            done = progress.get(row)
            if done is not None:
                total[index] = finish_slack[index] if done.finish is None else 0
                idle[index] |= done.finish is not None
            if row in conflict and (done is None or done.finish is None):
                total[index] = min(total[index], -conflict[row])
    critical = (total <= plan.critical_slack) & ~idle
    if every:
        floats.total, floats.critical = total.tolist(), critical.tolist()
        return
    for row, slack, hot in zip(rows, total.tolist(), critical.tolist(), strict=True):
        floats.total[row], floats.critical[row] = slack, hot


def _slacks(plan: Plan, network: Network, state: State, rows: Sequence[int], *, every: bool) -> tuple[Ints, Ints]:
    """Return how far starts and finishes of some rows can slip."""
    if every and state.worked is not None:
        early_start, early_finish, late_start, late_finish = state.worked[:4]
        return late_start - early_start, late_finish - early_finish
    places = np.array(rows, dtype=np.int64)

    def count(instants: list[int]) -> Ints:
        chosen = instants[: network.size] if every else [instants[row] for row in rows]
        return network.counter.work_at(np.array(chosen, dtype=np.int64), places)

    start, finish = count(state.early_start), count(state.early_finish)
    latest = network.flags.latest
    if not plan.from_finish and True in latest:
        late = np.array(latest if every else [latest[row] for row in rows], dtype=bool)
        start = np.where(late, count(state.placed_start), start)
        finish = np.where(late, count(state.placed_finish), finish)
    return count(state.late_start) - start, count(state.late_finish) - finish


def free_floats(network: Network, state: State, floats: Floats) -> list[int]:
    """Return what each task can slip before another one moves; of a summary its total float."""
    links, size, progress = network.links, network.size, state.progress
    numbers = links.out[: links.out_at[size]]
    if network.nodes > size:
        numbers = [number for number in numbers if links.tail[number] < size]
    finished = [row for row, done in progress.items() if done.finish is not None]
    if finished:
        done = set(finished)
        numbers = [number for number in numbers if links.tail[number] not in done]
    least = np.full(size, _NONE, dtype=np.int64)
    if numbers:
        heads = np.array([links.head[number] for number in numbers], dtype=np.int64)
        np.minimum.at(least, heads, _gaps(network, state, numbers))
    least[network.outline.summaries] = _NONE
    total = np.array(floats.total, dtype=np.int64)
    free = np.where(least == _NONE, total, np.where(total >= 0, np.minimum(least, total), least))
    free[finished] = 0
    dates: list[int] = free.tolist()
    return dates


def gaps_of_links(network: Network, state: State) -> list[int | None]:
    """Return by number of a link the minutes that its predecessor can move before it moves its successor.

    Minutes of the predecessor's working time; negative where the link is broken. None where the successor is inactive.
    """
    gaps: list[int | None] = [None] * len(network.links.head)
    numbers = network.links.out
    if numbers:
        for number, gap in zip(numbers, _gaps(network, state, numbers).tolist(), strict=True):
            gaps[number] = gap
    return gaps


def _gaps(network: Network, state: State, numbers: Sequence[int]) -> Ints:
    """Return the gaps of the links with these numbers."""
    links, size, counter = network.links, network.size, network.counter
    starts, finishes = state.placed_start, state.placed_finish
    kinds, heads, tails, clocks, lags = links.kind, links.head, links.tail, links.clock, links.lag
    before = [heads[number] for number in numbers]
    # A summary that waits is where its tasks begin, not where its links would let it begin.
    after = [tails[number] % size for number in numbers]
    own = [finishes[head] for head in before]
    other = [starts[tail] for tail in after]
    for index, number in enumerate(numbers):
        kind = kinds[number]
        if kind == PLAIN:
            continue
        if kind in (SS, SF):
            own[index] = starts[before[index]]
        if kind in (FF, SF):
            other[index] = finishes[after[index]]
        clock = clocks[number]
        if clock is not None:
            other[index] = clock.add(other[index], -lags[number])
    begins, ends = np.array(own, dtype=np.int64), np.array(other, dtype=np.int64)
    rows = np.array(before, dtype=np.int64) % size
    gaps = counter.work_at(ends, rows) - counter.work_at(begins, rows)
    if (gaps < 0).any() and len(set(map(id, network.clocks))) > 1:
        # A successor's Friday evening is not before a predecessor's Saturday where the successor rests in between.
        later = np.array(after, dtype=np.int64)
        gaps = np.where(gaps < 0, np.maximum(gaps, counter.work_at(ends, later) - counter.work_at(begins, later)), gaps)
    return gaps
