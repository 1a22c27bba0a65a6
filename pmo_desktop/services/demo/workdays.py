"""Working days by number, for plans whose tasks last whole days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

FIRST: Final = date(2024, 1, 1)
LAST: Final = date(2031, 12, 31)

MORNING: Final = time(8)
EVENING: Final = time(17)


class Workdays:
    """The working days of the sample's calendar, numbered from `FIRST`.

    A moment is a number too: `n` is the morning of day n where something starts and the evening of day n - 1 where
    something ends.
    """

    def __init__(self, holidays: Sequence[tuple[date, date]]) -> None:
        closed = {first + timedelta(at) for first, last in holidays for at in range((last - first).days + 1)}
        span = (FIRST + timedelta(at) for at in range((LAST - FIRST).days + 1))
        self._days = [day for day in span if day.weekday() < 5 and day not in closed]

    def number(self, day: date) -> int:
        """Return the number of the first working day on or after `day`."""
        return bisect_left(self._days, day)

    def ending(self, day: date) -> int:
        """Return the moment at the end of `day`, or of the last working day before it."""
        return bisect_left(self._days, day + timedelta(1))

    def start(self, moment: int) -> datetime:
        """Return when something starts that starts at `moment`."""
        return datetime.combine(self._days[moment], MORNING)

    def finish(self, moment: int) -> datetime:
        """Return when something ends that ends at `moment`."""
        return datetime.combine(self._days[moment - 1], EVENING)
