"""Working minutes of many instants at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..domain.worktime import WEEK, WorkClock

Ints = npt.NDArray[np.int64]


class VectorClock:
    """A clock's tables as arrays."""

    def __init__(self, clock: WorkClock) -> None:
        distinct = {id(table): table for table in clock.tables}
        place = {key: index for index, key in enumerate(distinct)}
        self._before = np.concatenate([np.frombuffer(table.before, dtype=np.uint16) for table in distinct.values()])
        width = len(clock.tables[0].before)
        self._at = np.array([place[id(table)] * width for table in clock.tables], dtype=np.int64)
        sizes = [table.total for table in distinct.values()]
        begins = [sum(sizes[:index]) for index in range(len(sizes))]
        self._minute = np.concatenate([np.frombuffer(table.minute, dtype=np.uint16) for table in distinct.values()])
        self._from = np.array([begins[place[id(table)]] for table in clock.tables], dtype=np.int64)
        self._counts = np.array(clock.counts, dtype=np.int64)
        self._total = np.array([table.total for table in clock.tables], dtype=np.int64)
        self._weeks = np.array(clock.weeks, dtype=np.int64)
        # Working minutes before the run as if it had begun in week 0, so that a lookup needs one product only.
        self._base = np.array(clock.counts, dtype=np.int64) - self._weeks * self._total

    def work_at(self, instants: Ints) -> Ints:
        """Return what `WorkClock.work_at` returns for each instant."""
        week = instants // WEEK
        rest = instants - week * WEEK
        if len(self._weeks) == 1:
            result: Ints = week * self._total[0] + (self._before[rest] + self._base[0])
            return result
        run = np.searchsorted(self._weeks, week, side="right") - 1
        result = self._base[run] + week * self._total[run]
        result += self._before[self._at[run] + rest]
        return result

    def start_at(self, work: Ints) -> Ints:
        """Return what `WorkClock.start_at` returns for each count, on a clock that works in its first and last week."""
        if len(self._weeks) == 1:
            week = work // self._total[0]
            result: Ints = week * WEEK + self._minute[work - week * self._total[0]]
            result += self._weeks[0] * WEEK
            return result
        run = np.searchsorted(self._counts, work, side="right") - 1
        total = self._total[run]
        count = work - self._counts[run]
        week = count // total
        result = (self._weeks[run] + week) * WEEK
        result += self._minute[self._from[run] + (count - week * total)]
        return result


def work_at(clock: WorkClock, instants: Ints) -> Ints:
    """Return what `clock.work_at` returns for each instant."""
    return VectorClock(clock).work_at(instants)


class Counter:
    """Counts each row's instants on the row's own clock."""

    def __init__(self, clocks: Sequence[WorkClock]) -> None:
        kinds = {id(clock): clock for clock in clocks}
        self.kinds = len(kinds)
        self.only = clocks[0] if self.kinds == 1 else None
        self._clocks = [VectorClock(clock) for clock in kinds.values()]
        if self.kinds > 1:
            number = {key: index for index, key in enumerate(kinds)}
            self._of_row = np.array([number[id(clock)] for clock in clocks])

    def work_at(self, instants: Ints, rows: Ints) -> Ints:
        """Return the working minutes at each instant, on the clock of the row at the same place in `rows`."""
        if self.kinds <= 1:
            return self._clocks[0].work_at(instants) if self._clocks else instants
        result = np.zeros(len(instants), dtype=np.int64)
        which = self._of_row[rows]
        for index, clock in enumerate(self._clocks):
            mine = which == index
            if mine.any():
                result[mine] = clock.work_at(instants[mine])
        return result

    def start_at(self, work: Ints) -> Ints:
        """Return the instants at which working minutes begin, where there is one clock only."""
        return self._clocks[0].start_at(work)
