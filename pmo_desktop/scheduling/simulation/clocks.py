"""Working time of many instants at once: `domain.worktime.WorkClock` over arrays.

The stretch of time that a simulation moves in is kept as two tables, so that a lookup is one indexed read; outside of
them the runs of weeks are searched.
"""

from __future__ import annotations

import numpy as np

from ...domain.errors import PmoError
from ...domain.worktime import WEEK, WorkClock
from .sampling import Ints


class ClockTables:
    """A clock's answers for arrays of instants or of working minutes.

    Its table holds up to `longest` minutes; `usual` is the stretch that will be asked about, as far as is known.
    """

    def __init__(self, clock: WorkClock, longest: int, usual: tuple[int, int]) -> None:
        self.clock = clock
        self._longest = longest
        self._usual = usual
        distinct = {id(table): table for table in clock.tables}
        place = {key: index for index, key in enumerate(distinct)}
        self._table = np.array([place[id(table)] for table in clock.tables])
        self._before = np.stack([np.frombuffer(table.before, dtype=np.uint16) for table in distinct.values()])
        self._minute = np.zeros((len(distinct), WEEK), dtype=np.int64)
        for row, table in zip(self._minute, distinct.values(), strict=True):
            row[: table.total] = np.frombuffer(table.minute, dtype=np.uint16)
        self._weeks = np.array(clock.weeks, dtype=np.int64)
        self._counts = np.array(clock.counts, dtype=np.int64)
        self._totals = np.array([table.total for table in clock.tables], dtype=np.int64)
        self._first = self._last = 0
        self._first_work = 0
        self._works = np.empty(0, dtype=np.int32)
        self._instants = np.empty(0, dtype=np.int32)

    def work_at(self, instants: Ints) -> Ints:
        """Return the working minutes that have gone by at instants."""
        off = instants - self._first
        if off.min() >= 0:
            try:
                return self._works.take(off) + np.int64(self._first_work)
            except IndexError:
                pass  # beyond the table
        if not self._reach(int(instants.min()), int(instants.max())):
            return self._count(instants)
        return self._works.take(instants - self._first) + np.int64(self._first_work)

    def start_at(self, works: Ints) -> Ints:
        """Return the instants when working minutes begin."""
        off = works - self._first_work
        if off.min() >= 0:
            try:
                return self._instants.take(off) + np.int64(self._first)
            except IndexError:
                pass  # beyond the table
        ends = self._find(np.array([works.min(), works.max()]))
        if not self._reach(int(ends[0]), int(ends[1])):
            return self._find(works)
        return self._instants.take(works - self._first_work) + np.int64(self._first)

    def finish_at(self, works: Ints) -> Ints:
        """Return the instants when as many working minutes have just ended."""
        return self.start_at(works - 1) + 1

    def next_start(self, instants: Ints) -> Ints:
        """Return each instant if it is worked at, else when work next begins."""
        return self.start_at(self.work_at(instants))

    def add(self, instants: Ints, minutes: Ints | int) -> Ints:
        """Return the instants so many working minutes later, or earlier; 0 moves nothing."""
        if isinstance(minutes, int):
            if not minutes:
                return instants
            works = self.work_at(instants) + minutes
            return self.finish_at(works) if minutes > 0 else self.start_at(works)
        works = self.work_at(instants) + minutes
        later = np.where(minutes > 0, self.finish_at(works), self.start_at(works))
        return np.where(minutes == 0, instants, later)

    def _reach(self, low: int, high: int) -> bool:
        """Make the tables cover a stretch of time, with room for more; return False where that is too long."""
        if self._last > self._first:
            low, high = min(low, self._first), max(high, self._last - 1)
        else:
            low, high = min(low, self._usual[0]), max(high, self._usual[1])
        room = max(WEEK, (high - low) // 2)
        first, last = (low - WEEK) // WEEK, (high + room) // WEEK + 1
        if (last - first) * WEEK > self._longest:
            first, last = low // WEEK - 1, high // WEEK + 2
        if (last - first) * WEEK > self._longest:
            return False
        weeks = np.arange(first, last)
        counts = self._count(weeks * WEEK)
        run = np.searchsorted(self._weeks, weeks, side="right") - 1
        self._works = self._before[self._table[run], :WEEK].astype(np.int32)
        self._works += (counts - counts[0]).astype(np.int32)[:, None]
        self._works = self._works.reshape(-1)
        self._first, self._last = first * WEEK, last * WEEK
        self._first_work = int(counts[0])
        last_work = int(counts[-1] - counts[0] + self._totals[run[-1]])
        following = np.append(self._works[1:], np.int32(last_work))
        self._instants = np.flatnonzero(following > self._works).astype(np.int32)
        return True

    def _count(self, instants: Ints) -> Ints:
        week = instants // WEEK
        rest = instants - week * WEEK
        run = np.searchsorted(self._weeks, week, side="right") - 1
        before = self._before[self._table[run], rest].astype(np.int64)
        result: Ints = self._counts[run] + (week - self._weeks[run]) * self._totals[run] + before
        return result

    def _find(self, works: Ints) -> Ints:
        run = np.searchsorted(self._counts, works, side="right") - 1
        totals = self._totals[run]
        if int(run.min()) < 0 or int(totals.min()) == 0:
            worked = bool(self._totals.any())
            raise PmoError("calendar_exhausted" if worked else "calendar_no_working_time", calendar=self.clock.name)
        week, rest = np.divmod(works - self._counts[run], totals)
        result: Ints = (self._weeks[run] + week) * WEEK + self._minute[self._table[run], rest]
        return result


class ClockTableSet:
    """The tables of each clock of a plan, made when first asked for. `clocks` is how many there may be."""

    def __init__(self, clocks: int, usual: tuple[int, int], minutes: int = 24_000_000) -> None:
        self._longest = minutes // max(clocks, 1)
        self._usual = usual
        self._made: dict[int, ClockTables] = {}

    def of(self, clock: WorkClock) -> ClockTables:
        """Return the tables of a clock."""
        tables = self._made.get(id(clock))
        if tables is None:
            tables = self._made[id(clock)] = ClockTables(clock, self._longest, self._usual)
        return tables
