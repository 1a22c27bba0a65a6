"""Working calendars as data: a week, its variations, exceptions and a calendar to inherit from.

A calendar says when work can happen; `domain.worktime` compiles it into the form that the engine counts with. Days are
indexed from Sunday (0) to Saturday (6), as MS Project counts them; hours are `(from, to)` in minutes of the day, `to`
up to 1440 (24:00).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from .errors import PmoError

Hours = tuple[tuple[int, int], ...]
"""The working ranges of a day, ascending and apart; empty where nobody works."""

Recurrence = Literal[
    "daily", "every_days", "weekly", "monthly_day", "monthly_position", "yearly_day", "yearly_position"
]

DAY: Final = 1440
STANDARD_HOURS: Final[Hours] = ((480, 720), (780, 1020))
NO_HOURS: Final[Hours] = ()

Days = tuple[Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None]
"""Seven days from Sunday; None where the day is as in the calendar below."""

INHERITED_DAYS: Final[Days] = (None, None, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Another week for a stretch of time, both days included."""

    start: date
    finish: date
    days: Days = INHERITED_DAYS
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarException:
    """Days that differ from the week: a holiday, a Saturday made up for, a shorter day, once or again and again.

    Attributes:
        start, finish: first and last day that it may fall on.
        hours: the hours of those days; empty where nobody works.
        recurrence: `daily` is every day from start to finish.
        period: every so many days, weeks or months.
        occurrences: how often at most; 0 is until `finish`.
        weekdays: bits of the days of a weekly exception, Sunday is 1.
        month: 1 to 12 for the yearly kinds.
        month_day: day of the month for the kinds by day.
        item: what is counted in the kinds by position: 0 day, 1 weekday, 2 weekend day, 3 Sunday to 9 Saturday.
        position: 0 first to 3 fourth, 4 last.
    """

    start: date
    finish: date
    hours: Hours = NO_HOURS
    name: str = ""
    recurrence: Recurrence = "daily"
    period: int = 1
    occurrences: int = 0
    weekdays: int = 0
    month: int = 1
    month_day: int = 1
    item: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar of a plan. `uid` is its key in the plan, `base` the key of the calendar it inherits from."""

    uid: int
    name: str
    days: Days = INHERITED_DAYS
    weeks: tuple[WorkWeek, ...] = ()
    exceptions: tuple[CalendarException, ...] = ()
    base: int | None = None
    is_base: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)


def _week(hours: Hours) -> Days:
    return (NO_HOURS, hours, hours, hours, hours, hours, NO_HOURS)


def standard(uid: int = 1, name: str = "Standard") -> WorkCalendar:
    """Return Monday to Friday, 8 to 12 and 13 to 17."""
    return WorkCalendar(uid, name, _week(STANDARD_HOURS))


def round_the_clock(uid: int = 2, name: str = "24 Hours") -> WorkCalendar:
    """Return a calendar that never rests."""
    hours: Hours = ((0, DAY),)
    return WorkCalendar(uid, name, (hours, hours, hours, hours, hours, hours, hours))


def night_shift(uid: int = 3, name: str = "Night Shift") -> WorkCalendar:
    """Return the nights from Monday 23:00 to Saturday 8:00, with a break from 3 to 4."""
    evening: Hours = ((1380, DAY),)
    morning: Hours = ((0, 180), (240, 480))
    night = morning + evening
    return WorkCalendar(uid, name, (NO_HOURS, evening, night, night, night, night, morning))


def checked_hours(ranges: list[tuple[int, int]] | Hours, calendar: str) -> Hours:
    """Return the ranges sorted and joined where they touch.

    Raises:
        PmoError: a range is outside the day or ends before it begins.
    """
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(ranges):
        if not 0 <= begin < end <= DAY:
            raise PmoError("calendar_hours_bad", calendar=calendar)
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def to_json(calendar: WorkCalendar) -> dict[str, Any]:
    """Return the definition as the store keeps it (`Calendar.definition`): all but key, name, base and `is_base`."""
    definition: dict[str, Any] = {"days": _days_json(calendar.days)}
    if calendar.weeks:
        definition["weeks"] = [
            {
                "name": week.name,
                "start": week.start.isoformat(),
                "finish": week.finish.isoformat(),
                "days": _days_json(week.days),
            }
            for week in calendar.weeks
        ]
    if calendar.exceptions:
        definition["exceptions"] = [_exception_json(exception) for exception in calendar.exceptions]
    if calendar.extra:
        definition["extra"] = dict(calendar.extra)
    return definition


def from_json(
    definition: Mapping[str, Any], *, uid: int, name: str, base: int | None = None, is_base: bool = True
) -> WorkCalendar:
    """Return the calendar of a stored definition; `{}` is the standard week, or the base's where there is a base.

    Raises:
        PmoError: the definition is not one that `to_json` writes.
    """
    try:
        return WorkCalendar(
            uid=uid,
            name=name,
            days=_days_from(definition.get("days"), name),
            weeks=tuple(
                WorkWeek(
                    start=date.fromisoformat(week["start"]),
                    finish=date.fromisoformat(week["finish"]),
                    days=_days_from(week.get("days"), name),
                    name=str(week.get("name", "")),
                )
                for week in definition.get("weeks", ())
            ),
            exceptions=tuple(_exception_from(item, name) for item in definition.get("exceptions", ())),
            base=base,
            is_base=is_base,
            extra=dict(definition.get("extra", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PmoError("calendar_definition_bad", calendar=name) from error


def _days_json(days: Days) -> list[Any]:
    return [None if hours is None else [list(span) for span in hours] for hours in days]


def _days_from(stored: Any, name: str) -> Days:
    if stored is None:
        return INHERITED_DAYS
    sun, mon, tue, wed, thu, fri, sat = (None if hours is None else _hours_from(hours, name) for hours in stored)
    return (sun, mon, tue, wed, thu, fri, sat)


def _hours_from(stored: Any, name: str) -> Hours:
    return checked_hours([(int(begin), int(end)) for begin, end in stored], name)


_NUMBERS: Final[Mapping[str, int]] = {
    "period": 1,
    "occurrences": 0,
    "weekdays": 0,
    "month": 1,
    "month_day": 1,
    "item": 0,
    "position": 0,
}
_RECURRENCES: Final[tuple[Recurrence, ...]] = (
    "daily",
    "every_days",
    "weekly",
    "monthly_day",
    "monthly_position",
    "yearly_day",
    "yearly_position",
)


def _exception_json(exception: CalendarException) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "name": exception.name,
        "start": exception.start.isoformat(),
        "finish": exception.finish.isoformat(),
        "hours": [list(span) for span in exception.hours],
        "recurrence": exception.recurrence,
    }
    stored.update({key: getattr(exception, key) for key, usual in _NUMBERS.items() if getattr(exception, key) != usual})
    return stored


def _exception_from(stored: Mapping[str, Any], name: str) -> CalendarException:
    kind: Recurrence = _RECURRENCES[_RECURRENCES.index(stored.get("recurrence", "daily"))]
    return CalendarException(
        start=date.fromisoformat(stored["start"]),
        finish=date.fromisoformat(stored["finish"]),
        hours=_hours_from(stored.get("hours", ()), name),
        name=str(stored.get("name", "")),
        recurrence=kind,
        **{key: int(stored.get(key, usual)) for key, usual in _NUMBERS.items()},
    )
