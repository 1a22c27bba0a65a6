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
    """Floats and criticality by row of the plan."""

    total: list[int]
    free: list[int]
    critical: list[bool]


def work_out_floats(plan: Plan, network: Network, state: State) -> Floats:
    """Return the floats of all tasks; those of summaries come with the roll-up.

    Total float is the smaller of what the start and the finish can slip; of a started task only the finish can, of a
    finished one nothing, and one that is put as late as possible has used it up. A task whose fixed date comes before
    what its links allow lacks the difference. Free float is what a task can slip before another one moves. Both count
    on the task's own calendar, or on the plan's; on any time where the duration is elapsed.
    """
    size = network.size
    floats = Floats([0] * size, [0] * size, [False] * size)
    put_floats(plan, network, state, floats, range(size))
    return floats


def put_floats(plan: Plan, network: Network, state: State, floats: Floats, rows: Sequence[int]) -> None:
    """Work out the floats of some rows in place."""
    if not rows:
        return
    tasks = network.tasks
    places = np.array(rows, dtype=np.int64)
    every = len(rows) == network.size

    def count(instants: list[int]) -> Ints:
        chosen = instants[: network.size] if every else [instants[row] for row in rows]
        return network.counter.work_at(np.array(chosen, dtype=np.int64), places)

    start, finish = count(state.early_start), count(state.early_finish)
    late = np.array([tasks[row].constraint == "ALAP" for row in rows])
    if not plan.from_finish and late.any():
        start = np.where(late, count(state.placed_start), start)
        finish = np.where(late, count(state.placed_finish), finish)
    total = count(state.late_finish) - finish
    start_slack = count(state.late_start) - start
    progress = state.progress
    started = np.array([row in progress for row in rows]) if progress else np.zeros(len(rows), dtype=bool)
    finished = np.zeros(len(rows), dtype=bool)
    for index in np.flatnonzero(started).tolist():
        finished[index] = progress[rows[index]].finish is not None
    total = np.where(started, total, np.minimum(total, start_slack))
    if state.conflict:
        lacking = np.array([state.conflict.get(row, -_NONE) for row in rows], dtype=np.int64)
        total = np.where(lacking > -_NONE, np.minimum(total, -lacking), total)
    total[finished] = 0
    least = _least_gaps(network, state, rows, places)
    free = np.where(least == _NONE, total, np.where(total >= 0, np.minimum(least, total), least))
    free[finished] = 0
    above = network.is_summary
    idle = np.array([above[row] or not tasks[row].active or tasks[row].undated for row in rows])
    critical = (total <= plan.critical_slack) & ~finished & ~idle
    if every:
        floats.total, floats.free, floats.critical = total.tolist(), free.tolist(), critical.tolist()
        return
    for row, slack, own, hot in zip(rows, total.tolist(), free.tolist(), critical.tolist(), strict=True):
        floats.total[row], floats.free[row], floats.critical[row] = slack, own, hot


def _least_gaps(network: Network, state: State, rows: Sequence[int], places: Ints) -> Ints:
    """Return for each row the smallest gap to a task that waits for it, `_NONE` where none waits."""
    links, size, progress = network.links, network.size, state.progress
    out, out_at, tails = links.out, links.out_at, links.tail
    least = np.full(size, _NONE, dtype=np.int64)
    if len(rows) == size:
        numbers = out[: out_at[size]]
    else:
        numbers = [number for row in rows for number in out[out_at[row] : out_at[row + 1]]]
    if network.nodes > size:
        numbers = [number for number in numbers if tails[number] < size]
    if progress:
        finished = {row for row, done in progress.items() if done.finish is not None}
        numbers = [number for number in numbers if tails[number] not in finished]
    if numbers:
        heads = np.array([links.head[number] for number in numbers], dtype=np.int64)
        np.minimum.at(least, heads, _gaps(network, state, numbers))
    chosen: Ints = least[places]
    return chosen


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
