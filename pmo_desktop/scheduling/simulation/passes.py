"""The forward pass of `scheduling.forward` over all iterations at once, and which tasks hold the finish in each.

With the planned lengths it gives exactly the dates of `scheduling.schedule`, but for tasks that are put as late as
possible: here they, and what waits for them, are early, which leaves the finish where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...domain.plan import PlanTask
from ...domain.worktime import ROUND_THE_CLOCK, WorkClock, to_instant
from ..network import FF, FS, PLAIN, SF, Network
from ..passes import FAR_PAST
from ..result import Solved
from .clocks import ClockTables, ClockTableSet
from .shapes import Shape, Times, shape_of

Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Dates:
    """The dates of a block of iterations, by node; None where a summary says nothing.

    Attributes:
        start: where tasks start, or for most what their links ask: only the working minute is the same.
        end: the last finish of all.
    """

    start: list[Times | None]
    finish: list[Times | None]
    lengths: Times
    end: Times


class Passes:
    """A scheduled plan made ready for arrays.

    Attributes:
        begin: the instant where tasks start that nothing holds.
        counting: the rows of which the last is the finish of the whole.
    """

    def __init__(self, solved: Solved) -> None:
        network, state = solved.network, solved.state
        self.network = network
        self._plan = solved.plan
        self._state = state
        self.begin = state.project_start
        self.clocks = ClockTableSet(_count_clocks(network), (state.project_start, state.project_finish))
        self._shapes: list[Shape | None] = [
            None if span is None else shape_of(task, span, self.clocks.of(clock), self.clocks)
            for task, span, clock in zip(network.tasks, network.spans, network.clocks, strict=True)
        ]
        self._kinds = list(network.links.kind)
        self._lag_clocks = [self._tables(clock) for clock in network.links.clock]
        self._percents = self._percent_lags()
        self._needs_start = _start_needed(network)
        self._plain = network.plain
        self.counting = [row for row, task in enumerate(network.tasks) if task.active and not network.is_summary[row]]

    def forward(self, lengths: Times, stop: Callable[[], None] | None = None) -> Dates:
        """Return the dates that go with lengths (a row a task); `stop` is called now and then and may raise."""
        network, shapes = self.network, self._shapes
        count = lengths.shape[1]
        dates = Dates([None] * network.nodes, [None] * network.nodes, lengths, lengths[:0])
        begin = np.full(count, self.begin, dtype=lengths.dtype)
        links, size, hold = network.links, network.size, self._state.hold
        for step, node in enumerate(network.order):
            if stop is not None and step % 256 == 255:
                stop()
            if node >= size:
                if node < 2 * size:
                    self._open(dates, node)
                continue
            shape = shapes[node]
            assert shape is not None
            at: Times | None = None
            for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
                asked = self._asked(dates, number, shape, lengths[node])
                at = _later(at, asked)
            if network.opening[node] >= 0:
                at = _later(at, dates.start[network.opening[node]])
            if self._plain[node]:
                at = begin if at is None else at
                if hold > FAR_PAST:
                    at = np.maximum(at, hold)
                if self._needs_start[node]:
                    at = shape.first_start(at, lengths[node])
                    finish = shape.finish_of(at, lengths[node])
                else:
                    finish = shape.lay(at, lengths[node])
            else:
                at, finish = self._special(dates, node, shape, at)
            dates.start[node], dates.finish[node] = at, finish
            if network.closing[node] >= 0 and network.tasks[node].active:
                self._close(dates, network.closing[node], at, finish)
        end = begin
        for row in self.counting:
            finished = dates.finish[row]
            assert finished is not None
            end = np.maximum(end, finished) if end is not begin else finished
        dates.end = end
        return dates

    def critical(self, dates: Dates) -> list[Flags | None]:
        """Return by row in which iterations a task holds the finish: where it is the last, or what waits for it
        starts no later than it must and holds the finish; None for a task that never does."""
        network = self.network
        links, size = network.links, network.size
        flags: list[Flags | None] = [None] * network.nodes
        for row in self.counting:
            finish = dates.finish[row]
            flags[row] = None if finish is None else finish == dates.end
        for node in reversed(network.order):
            if network.tasks[network.row_of(node)].active:
                self._from_closing(dates, flags, node)
            flag = flags[node]
            if flag is None or node >= 2 * size:
                continue
            if not flag.any():  # as of most tasks of a large plan
                flags[node] = None
                continue
            if node in self._state.progress:
                self._mark_unfinished(dates, flags, node)
                continue
            if node < size and self._has_own_dates(node):
                continue
            numbers = links.into[links.into_at[node] : links.into_at[node + 1]]
            row = network.row_of(node)
            opening = network.opening[row]
            if len(numbers) == 1 and opening < 0 and node < size and self._sways(node, numbers[0]):
                _mark(flags, links.head[numbers[0]], flag)
                continue
            shape = self._shapes[node] if node < size else None
            tables = None if shape is None else shape.clock
            start = dates.start[node]
            if start is None:
                continue
            works = start if tables is None else tables.work_at(start)
            for number in numbers:
                asked = self._asked(dates, number, shape, dates.lengths[row])
                if asked is not None:
                    tight = (asked if tables is None else tables.work_at(asked)) >= works
                    _mark(flags, links.head[number], flag & tight)
            if opening >= 0 and (above := dates.start[opening]) is not None:
                tight = (above if tables is None else tables.work_at(above)) >= works
                _mark(flags, opening, flag & tight)
        for row, progress in self._state.progress.items():
            if progress.finish is not None:
                flags[row] = None
        return flags[:size]

    def _sways(self, row: int, number: int) -> bool:
        """Return whether the only link into a task always decides its start."""
        return self._plain[row] and self._kinds[number] in (PLAIN, FS) and self._state.hold == FAR_PAST

    def _has_own_dates(self, row: int) -> bool:
        task = self.network.tasks[row]
        return (task.manual or task.external) and (task.manual_start is not None or task.manual_finish is not None)

    def _mark_unfinished(self, dates: Dates, flags: list[Flags | None], row: int) -> None:
        """Let a started task pass on that it holds the finish to what its remaining work still waits for."""
        progress, flag, finish = self._state.progress[row], flags[row], dates.finish[row]
        if self._plan.progress_mode != "retained_logic" or progress.finish is not None:
            return
        assert flag is not None
        assert finish is not None
        links, task = self.network.links, self.network.tasks[row]
        left = self._left(row, dates.lengths[row])
        waited = [
            (links.head[number], self._kinds[number], self._asked(dates, number, None, dates.lengths[row]))
            for number in links.into[links.into_at[row] : links.into_at[row + 1]]
        ]
        if self.network.opening[row] >= 0:
            waited.append((self.network.opening[row], FS, dates.start[self.network.opening[row]]))
        for head, kind, at in waited:
            if at is not None:
                ends = at if kind in (FF, SF) else self._rest_from(row, task, at, left)
                _mark(flags, head, flag & (left > 0) & (ends >= finish))

    def _from_closing(self, dates: Dates, flags: list[Flags | None], node: int) -> None:
        """Let a summary that holds the finish pass that on to the tasks that end, or start, with it."""
        closing = self.network.closing[self.network.row_of(node)]
        if closing < 0 or flags[closing] is None or self.network.size <= node < 2 * self.network.size:
            return
        for own, others in ((dates.finish[node], dates.finish), (dates.start[node], dates.start)):
            above = others[closing]
            if own is not None and above is not None:
                _mark(flags, node, flags[closing] & (own == above))

    def _asked(self, dates: Dates, number: int, shape: Shape | None, lengths: Times) -> Times | None:
        """Return the earliest starts that a link leaves to its successor, whose lengths are given."""
        links = self.network.links
        kind, head = self._kinds[number], links.head[number]
        at = dates.finish[head] if kind in (PLAIN, FS, FF) else dates.start[head]
        if kind == PLAIN or at is None:
            return at
        lag: Times | int = links.lag[number]
        if number in self._percents:
            share = dates.lengths[head] * self._percents[number] / 100
            lag = np.rint(share).astype(dates.lengths.dtype)
        tables = self._lag_clocks[number]
        at = at + lag if tables is None else tables.add(at, lag)
        if kind in (FF, SF) and shape is not None:
            at = shape.start_of(at, lengths)
            if kind == FF:
                at = np.maximum(at, self.begin)
        return at

    def _percent_lags(self) -> dict[int, int]:
        """Return the lags that go with the length of their task, which may be none as planned, by number."""
        links, network = self.network.links, self.network
        percents: dict[int, int] = {}
        for number, place in enumerate(links.place):
            link, head = self._plan.links[place], links.head[number]
            if link.lag and link.lag_kind.endswith("percent") and head < network.size:
                percents[number] = link.lag
                elapsed = link.lag_kind.startswith("elapsed") or network.tasks[head].elapsed
                own = network.clocks[network.row_of(links.tail[number])]
                self._lag_clocks[number] = None if elapsed else self.clocks.of(own)
                if self._kinds[number] == PLAIN:
                    self._kinds[number] = FS
        return percents

    def _special(self, dates: Dates, row: int, shape: Shape, at: Times | None) -> tuple[Times, Times]:
        """Return start and finish of a task with dates or delays of its own; `at` is what links ask for."""
        task, lengths = self.network.tasks[row], dates.lengths[row]
        if row in self._state.progress:
            return self._under_way(dates, row, shape)
        if task.manual or task.external:
            if task.manual_start is not None:
                start = self._all(to_instant(task.manual_start), lengths)
                if task.manual_finish is None:
                    return start, np.maximum(start, shape.finish_of(start, lengths))
                return start, np.maximum(start, to_instant(task.manual_finish))
            if task.manual_finish is not None:
                finish = self._all(to_instant(task.manual_finish), lengths)
                return shape.start_of(finish, lengths), finish
        date = None if task.constraint_date is None else to_instant(task.constraint_date)
        kind = task.constraint if date is not None else "ASAP"
        if at is None and kind not in ("SNET", "FNET"):
            at = self._all(self.begin, lengths)
        if self._state.hold > FAR_PAST:
            at = _later(at, self._all(self._state.hold, lengths))
        if at is not None:
            at = shape.first_start(at, lengths)
            if task.levelling_delay:
                at = shape.first_start(at + task.levelling_delay, lengths)
        if date is not None and kind not in ("ASAP", "ALAP"):
            at = self._constrained(shape, at, lengths, kind, self._all(date, lengths))
        assert at is not None
        return at, shape.finish_of(at, lengths)

    def _constrained(self, shape: Shape, at: Times | None, lengths: Times, kind: str, date: Times) -> Times:
        wanted = date if kind in ("SNET", "SNLT", "MSO") else shape.start_of(date, lengths)
        first = shape.first_start(wanted, lengths)
        if at is None:
            return first
        hard = kind in ("MSO", "MFO")
        moved = np.zeros(len(at), dtype=bool)
        if hard or kind in ("SNET", "FNET"):
            moved |= at < wanted
        if self._plan.honours_constraints and (hard or kind in ("SNLT", "FNLT")):
            moved |= at > wanted
        return np.where(moved, first, at)

    def _under_way(self, dates: Dates, row: int, shape: Shape) -> tuple[Times, Times]:
        """Return start and finish of a started task: actual, or what is left after where work goes on."""
        progress, task, lengths = self._state.progress[row], self.network.tasks[row], dates.lengths[row]
        start = self._all(progress.start, lengths)
        if progress.finish is not None:
            return start, self._all(progress.finish, lengths)
        left = self._left(row, lengths)
        if progress.resume is not None:
            finish = self._rest_from(row, task, self._all(progress.resume, lengths), left)
        else:
            finish = shape.finish_of(start, np.maximum(lengths, self._done(row)))
        last: Times | None = None
        if self._plan.progress_mode != "actual_dates":
            held: Times | None = None if self._state.hold == FAR_PAST else self._all(self._state.hold, lengths)
            if self._plan.progress_mode == "retained_logic":
                first, last = self._still_waited_for(dates, row)
                held = _later(held, first)
            if held is not None:
                usual = progress.done_until if progress.resume is None else progress.resume
                finish = np.where((held > usual) & (left > 0), self._rest_from(row, task, held, left), finish)
        if task.constraint == "FNET" and task.constraint_date is not None:
            finish = np.maximum(finish, to_instant(task.constraint_date))
        return start, finish if last is None else np.where(left > 0, np.maximum(finish, last), finish)

    def _done(self, row: int) -> int:
        return max(0, self.network.tasks[row].duration - self._state.progress[row].remaining)

    def _left(self, row: int, lengths: Times) -> Times:
        """Return how much of a started task is left to do."""
        left: Times = np.maximum(lengths - self._done(row), 0)
        return left

    def _rest_from(self, row: int, task: PlanTask, resume: Times, left: Times) -> Times:
        """Return when remaining work is done that goes on then."""
        own = self.clocks.of(self.network.clocks[row])
        at = own.next_start(resume)
        return at + left if task.elapsed else own.add(at, left)

    def _still_waited_for(self, dates: Dates, row: int) -> tuple[Times | None, Times | None]:
        """Return when the links of a started task would let it start, and when they would let it finish."""
        links = self.network.links
        first: Times | None = None
        last: Times | None = None
        for number in links.into[links.into_at[row] : links.into_at[row + 1]]:
            at = self._asked(dates, number, None, dates.lengths[row])
            if self._kinds[number] in (FF, SF):
                last = _later(last, at)
            else:
                first = _later(first, at)
        opening = self.network.opening[row]
        return (first if opening < 0 else _later(first, dates.start[opening])), last

    def _all(self, instant: int, lengths: Times) -> Times:
        return np.full(len(lengths), instant, dtype=lengths.dtype)

    def _open(self, dates: Dates, node: int) -> None:
        """Work out what a summary hands down to its tasks: the latest of what it and those above it wait for."""
        network = self.network
        links, row = network.links, network.row_of(node)
        start: Times | None = None
        for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
            start = _later(start, self._asked(dates, number, None, dates.lengths[row]))
        task = network.tasks[row]
        if task.constraint == "SNET" and task.constraint_date is not None:
            start = _later(start, self._all(to_instant(task.constraint_date), dates.lengths[row]))
        if network.opening[row] >= 0:
            start = _later(start, dates.start[network.opening[row]])
        dates.start[node] = start

    def _close(self, dates: Dates, node: int, start: Times, finish: Times) -> None:
        """Widen the summaries that others wait for by a task's dates."""
        while node >= 0:
            first = dates.start[node]
            dates.start[node] = start if first is None else np.minimum(first, start)
            dates.finish[node] = _later(dates.finish[node], finish)
            node = self.network.closing[self.network.row_of(node)]

    def _tables(self, clock: WorkClock | None) -> ClockTables | None:
        """Return the tables of a lag's clock; None where there is no lag, or one of any time."""
        return None if clock is None or clock is ROUND_THE_CLOCK else self.clocks.of(clock)


def _later(one: Times | None, other: Times | None) -> Times | None:
    if one is None or other is None:
        return other if one is None else one
    return np.maximum(one, other)


def _mark(flags: list[Flags | None], node: int, flag: Flags) -> None:
    known = flags[node]
    flags[node] = flag if known is None else known | flag


def _start_needed(network: Network) -> list[bool]:
    """Return for which rows the start itself must be known, not only from when on it is looked for."""
    needed = [closing >= 0 for closing in network.closing]
    for head, kind in zip(network.links.head, network.links.kind, strict=True):
        if head < network.size and kind not in (PLAIN, FS, FF):
            needed[head] = True
    return needed


def _count_clocks(network: Network) -> int:
    clocks = {id(clock) for clock in network.clocks} | {id(clock) for clock in network.links.clock if clock}
    return len(clocks) + sum(1 for span in network.spans if hasattr(span, "_parts"))
