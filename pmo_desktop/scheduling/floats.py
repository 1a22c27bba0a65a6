"""Total and free float in working minutes, and which tasks are critical."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..domain.plan import Plan
from ..domain.worktime import ROUND_THE_CLOCK
from .network import FF, SF, SS, Network
from .passes import State
from .vectors import Counter, Ints

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
    if not size:
        return Floats([], [], [])
    tasks = network.tasks
    counter = row_counter(network)
    every = slice(None)

    def count(instants: list[int]) -> Ints:
        return counter.work_at(np.array(instants[:size], dtype=np.int64), every)

    late = np.array([task.constraint == "ALAP" for task in tasks]) & (not plan.from_finish)
    start_slack = count(state.late_start) - np.where(late, count(state.placed_start), count(state.early_start))
    total = count(state.late_finish) - np.where(late, count(state.placed_finish), count(state.early_finish))
    started = np.zeros(size, dtype=bool)
    finished = np.zeros(size, dtype=bool)
    for row, done in state.progress.items():
        started[row] = True
        finished[row] = done.finish is not None
    total = np.where(started, total, np.minimum(total, start_slack))
    for row, conflict in state.conflict.items():
        total[row] = min(total[row], -conflict)
    total[finished] = 0
    least = _least_gaps(network, state, counter, finished)
    free = np.where(least == _NONE, total, np.where(total >= 0, np.minimum(least, total), least))
    free[finished] = 0
    idle = np.array(
        [above or not task.active or task.undated for above, task in zip(network.is_summary, tasks, strict=True)]
    )
    critical = (total <= plan.critical_slack) & ~finished & ~idle
    return Floats(total.tolist(), free.tolist(), critical.tolist())


def _least_gaps(network: Network, state: State, counter: Counter, finished: npt.NDArray[np.bool_]) -> Ints:
    """Return for each row the smallest gap to a task that waits for it, `_NONE` where none waits."""
    links, size = network.links, network.size
    least = np.full(size, _NONE, dtype=np.int64)
    numbers = np.array(links.out, dtype=np.int64)
    heads, tails = np.array(links.head, dtype=np.int64), np.array(links.tail, dtype=np.int64)
    if not len(numbers):
        return least
    numbers = numbers[(heads[numbers] < size) & (tails[numbers] < size)]
    numbers = numbers[~finished[tails[numbers]]]
    np.minimum.at(least, heads[numbers], _gaps(network, state, counter, numbers))
    return least


def gaps_of_links(network: Network, state: State) -> list[int | None]:
    """Return by number of a link the minutes that its predecessor can move before it moves its successor.

    Minutes of the predecessor's working time; negative where the link is broken. None where the successor is inactive.
    """
    gaps: list[int | None] = [None] * len(network.links.head)
    numbers = np.array(sorted(network.links.out), dtype=np.int64)
    if len(numbers):
        found = _gaps(network, state, row_counter(network), numbers)
        for number, gap in zip(numbers.tolist(), found.tolist(), strict=True):
            gaps[number] = gap
    return gaps


def row_counter(network: Network) -> Counter:
    """Return what counts floats: each task's own calendar, or any time where its duration is elapsed."""
    return Counter(
        [
            ROUND_THE_CLOCK if task.elapsed and task.duration else clock
            for task, clock in zip(network.tasks, network.clocks, strict=True)
        ]
    )


def _gaps(network: Network, state: State, counter: Counter, numbers: Ints) -> Ints:
    """Return the gaps of the links with these numbers."""
    links, size = network.links, network.size
    kinds = np.array(links.kind)[numbers]
    heads = np.array(links.head, dtype=np.int64)[numbers]
    # A summary that waits is where its tasks begin, not where its links would let it begin.
    tails = np.array(links.tail, dtype=np.int64)[numbers] % size
    starts, finishes = np.array(state.placed_start, dtype=np.int64), np.array(state.placed_finish, dtype=np.int64)
    other = np.where((kinds == FF) | (kinds == SF), finishes[tails], starts[tails])
    own = np.where((kinds == SS) | (kinds == SF), starts[heads], finishes[heads])
    heads = heads % size
    for index, number in enumerate(numbers.tolist()):
        clock = links.clock[number]
        if clock is not None:
            other[index] = clock.add(int(other[index]), -links.lag[number])
    gaps = counter.work_at(other, heads) - counter.work_at(own, heads)
    if len(set(map(id, network.clocks))) > 1:
        # A successor's Friday evening is not before a predecessor's Saturday where the successor rests in between.
        gaps = np.where(gaps < 0, np.maximum(gaps, counter.work_at(other, tails) - counter.work_at(own, tails)), gaps)
    return gaps
