"""The days on which a calendar exception falls."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from .calendars import CalendarException

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2299, 12, 31)
"""Exceptions are looked for between these days; outside, a calendar has its plain week."""


def days_of(exception: CalendarException) -> Iterator[date]:
    """Yield the days on which an exception falls, ascending."""
    days = (day for day in _all_days(exception) if FIRST_DAY <= day <= LAST_DAY)
    return islice(days, exception.occurrences) if exception.occurrences > 0 else days


def _all_days(exception: CalendarException) -> Iterator[date]:
    start, finish = exception.start, min(exception.finish, LAST_DAY)
    if exception.recurrence in ("daily", "every_days"):
        step = max(1, exception.period) if exception.recurrence == "every_days" else 1
        first = start if start >= FIRST_DAY else FIRST_DAY + timedelta(days=(start - FIRST_DAY).days % step)
        for offset in range(0, (finish - first).days + 1, step):
            yield first + timedelta(days=offset)
    elif exception.recurrence == "weekly":
        yield from _weekly(exception, start, finish)
    else:
        for day in _monthly_or_yearly(exception, start, finish):
            if start <= day <= finish:
                yield day


def _weekly(exception: CalendarException, start: date, finish: date) -> Iterator[date]:
    start = max(start, FIRST_DAY)
    sunday = start - timedelta(days=start.isoweekday() % 7)
    step = timedelta(weeks=max(1, min(exception.period, 5000)))
    while sunday <= finish:
        for weekday in range(7):
            day = sunday + timedelta(days=weekday)
            if exception.weekdays >> weekday & 1 and start <= day <= finish:
                yield day
        sunday += step


def _monthly_or_yearly(exception: CalendarException, start: date, finish: date) -> Iterator[date]:
    yearly = exception.recurrence.startswith("yearly")
    step = 12 if yearly else max(1, exception.period)
    first = start.year * 12 + ((exception.month - 1) if yearly else (start.month - 1))
    for number in range(first, finish.year * 12 + finish.month, step):
        year, month = divmod(number, 12)
        if exception.recurrence.endswith("position"):
            yield _by_position(year, month + 1, exception.item, exception.position)
        elif exception.month_day <= monthrange(year, month + 1)[1]:
            yield date(year, month + 1, max(1, exception.month_day))


def _by_position(year: int, month: int, item: int, position: int) -> date:
    """Return the nth day, weekday, weekend day or named day of a month; position 4 is the last one."""
    last = monthrange(year, month)[1]
    candidates = [day for day in (date(year, month, number) for number in range(1, last + 1)) if _is_item(day, item)]
    return candidates[-1] if position >= 4 else candidates[min(position, len(candidates) - 1)]


def _is_item(day: date, item: int) -> bool:
    weekday = day.isoweekday() % 7
    if item == 0:
        return True
    if item in (1, 2):
        return (weekday in (0, 6)) == (item == 2)
    return weekday == item - 3
