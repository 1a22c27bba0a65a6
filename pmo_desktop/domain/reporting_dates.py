"""The dates of the reporting period after one: the same day of the month as people name it, never on a weekend."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

WEEK: Final = 7
SATURDAY: Final = 5


def next_data_date(day: date) -> date:
    """Return the data date a month later: the same weekday of the month ("third Friday"), or again its end.

    A fifth weekday becomes the last one; a day that falls on a weekend becomes the Friday before, or the Monday after
    where that is another month.
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = monthrange(year, month)[1]
    if day >= _working_day_before(day.replace(day=monthrange(day.year, day.month)[1])):
        return _working_day_before(date(year, month, last))
    number = (day.day - 1) // WEEK
    first = (day.weekday() - date(year, month, 1).weekday()) % WEEK + 1
    at = first + number * WEEK
    wanted = date(year, month, at if at <= last else at - WEEK)
    before = _working_day_before(wanted)
    return before if before.month == month else wanted + timedelta(days=WEEK - wanted.weekday())


def follow(day: date, data_date: date, next_date: date) -> date:
    """Return a deadline or meeting as far from the next data date as `day` is from this one; a Monday for a weekend."""
    moved = next_date + (day - data_date)
    return moved + timedelta(days=max(0, WEEK - moved.weekday()) if moved.weekday() >= SATURDAY else 0)


def _working_day_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
