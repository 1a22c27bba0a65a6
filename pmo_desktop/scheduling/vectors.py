"""Working minutes of many instants at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..domain.worktime import WEEK, WorkClock

Ints = npt.NDArray[np.int64]


def work_at(clock: WorkClock, instants: Ints) -> Ints:
    """Return what `clock.work_at` returns for each instant."""
    week = instants // WEEK
    rest = instants - week * WEEK
    distinct = {id(table): table for table in clock.tables}
    place = {key: index for index, key in enumerate(distinct)}
    before = np.stack([np.frombuffer(table.before, dtype=np.uint16) for table in distinct.values()])
    table_of = np.array([place[id(table)] for table in clock.tables])
    total = np.array([table.total for table in clock.tables], dtype=np.int64)
    weeks = np.array(clock.weeks, dtype=np.int64)
    counts = np.array(clock.counts, dtype=np.int64)
    run = np.searchsorted(weeks, week, side="right") - 1
    result: Ints = counts[run] + (week - weeks[run]) * total[run] + before[table_of[run], rest].astype(np.int64)
    return result


class Counter:
    """Counts each row's instants on the row's own clock."""

    def __init__(self, clocks: Sequence[WorkClock]) -> None:
        kinds: dict[int, WorkClock] = {}
        for clock in clocks:
            kinds.setdefault(id(clock), clock)
        self._clocks = list(kinds.values())
        if len(self._clocks) > 1:
            number = {key: index for index, key in enumerate(kinds)}
            self._of_row = np.array([number[id(clock)] for clock in clocks])

    def work_at(self, instants: Ints, rows: Ints | slice) -> Ints:
        """Return the working minutes at each instant, on the clock of the row at the same place in `rows`."""
        if len(self._clocks) == 1:
            return work_at(self._clocks[0], instants)
        result = np.zeros(len(instants), dtype=np.int64)
        which = self._of_row[rows]
        for index, clock in enumerate(self._clocks):
            mine = which == index
            if mine.any():
                result[mine] = work_at(clock, instants[mine])
        return result
