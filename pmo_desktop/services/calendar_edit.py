"""What the calendar editor does to a calendar as a value, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..domain.calendars import STANDARD_HOURS, CalendarException, Days, Hours, WorkCalendar, WorkWeek
from ..domain.recurrence import days_of
from ..domain.worktime import WorkClock, compile_calendars
from .holiday_sets import Holiday

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayLook:
    """How a day stands in a calendar.

    Attributes:
        base_hours: its hours in the calendar below, or in the plain week where there is none.
        exception: the calendar's own exception that falls on it.
        inherited: an exception of a calendar below, where its own says nothing.
        week: the working week of a stretch of time that it lies in.
    """

    day: date
    hours: Hours
    base_hours: Hours
    exception: CalendarException | None = None
    inherited: CalendarException | None = None
    week: WorkWeek | None = None

    @property
    def differs(self) -> bool:
        """True where the calendar has other hours than the one below it, or than its plain week."""
        return self.hours != self.base_hours


class Lineage:
    """A calendar with those it inherits from, ready to be asked of its days."""

    def __init__(self, calendar: WorkCalendar, others: Iterable[WorkCalendar]) -> None:
        by_uid = {other.uid: other for other in others} | {calendar.uid: calendar}
        self.calendar = calendar
        self._clock: WorkClock = compile_calendars(by_uid.values())[calendar.uid]
        plain = replace(calendar, weeks=(), exceptions=())
        below = by_uid.get(calendar.base) if calendar.base is not None else None
        self._below = compile_calendars((by_uid | {plain.uid: plain}).values())[below.uid if below else plain.uid]
        self._ancestors: list[WorkCalendar] = []
        while below is not None and below not in self._ancestors:
            self._ancestors.append(below)
            below = by_uid.get(below.base) if below.base is not None else None

    def days(self, first: date, last: date) -> list[DayLook]:
        """Return how each day stands, both included."""
        own = exceptions_on(self.calendar.exceptions, first, last)
        inherited: dict[date, CalendarException] = {}
        for ancestor in reversed(self._ancestors):
            inherited.update(exceptions_on(ancestor.exceptions, first, last))
        looks: list[DayLook] = []
        day = first
        while day <= last:
            week = next((week for week in self.calendar.weeks if week.start <= day <= week.finish), None)
            looks.append(
                DayLook(
                    day, self._clock.hours_of(day), self._below.hours_of(day), own.get(day), inherited.get(day), week
                )
            )
            day += ONE_DAY
        return looks

    def usual_hours(self) -> Hours:
        """Return the hours of the first weekday that is worked, for days that are made up for."""
        monday = date(2024, 1, 1)
        plain = replace(self.calendar, weeks=(), exceptions=())
        clock = compile_calendars([*self._ancestors, plain])[plain.uid]
        days = (clock.hours_of(monday + timedelta(days=offset)) for offset in range(7))
        return next((hours for hours in days if hours), STANDARD_HOURS)


def exceptions_on(exceptions: Sequence[CalendarException], first: date, last: date) -> dict[date, CalendarException]:
    """Return the exception that counts for each day between two: one that falls once goes before one that recurs."""
    found: dict[date, CalendarException] = {}
    for exception in sorted(exceptions, key=lambda one: one.recurrence != "daily"):
        if exception.start > last or exception.finish < first:
            continue
        for day in days_of(exception):
            if day > last:
                break
            if day >= first:
                found.setdefault(day, exception)
    return found


def next_days(exception: CalendarException, today: date, count: int = 5) -> list[date]:
    """Return the next days on which an exception falls, from today on."""
    found: list[date] = []
    for day in days_of(exception):
        if day >= today:
            found.append(day)
            if len(found) == count:
                break
    return found


def with_days(calendar: WorkCalendar, days: Iterable[date], hours: Hours | None, name: str = "") -> WorkCalendar:
    """Return the calendar with other hours on some days; None takes its own one-off exceptions there away."""
    wanted = sorted(set(days))
    kept = _without(calendar.exceptions, set(wanted))
    added = () if hours is None else tuple(_runs([(day, name, hours) for day in wanted]))
    return replace(calendar, exceptions=_sorted([*kept, *added]))


def with_holidays(calendar: WorkCalendar, holidays: Iterable[Holiday], hours: Hours, made_up: str) -> WorkCalendar:
    """Return the calendar with public holidays as exceptions; what it has already stays as it is.

    `hours` are those of days that are worked instead of others, `made_up` is what such a day is called.
    """
    found = list(holidays)
    if not found:
        return calendar
    first, last = min(one.day for one in found), max(one.day for one in found)
    once = [one for one in calendar.exceptions if one.recurrence == "daily"]
    known = exceptions_on(once, first, last)
    new: list[tuple[date, str, Hours]] = []
    for one in found:
        old = known.get(one.day)
        if old is None or bool(old.hours) != one.works:
            new.append((one.day, made_up if one.works else one.name, hours if one.works else ()))
    if not new:
        return calendar
    kept = _without(calendar.exceptions, {day for day, _, _ in new})
    return replace(calendar, exceptions=_sorted([*kept, *_runs(new)]))


def with_weekday(calendar: WorkCalendar, weekday: int, hours: Hours | None) -> WorkCalendar:
    """Return the calendar with other hours on a weekday (Sunday is 0); None takes those of the calendar below."""
    return replace(calendar, days=_replaced(calendar.days, weekday, hours))


def with_week_day(week: WorkWeek, weekday: int, hours: Hours | None) -> WorkWeek:
    """Return a working-week variation with other hours on a weekday."""
    return replace(week, days=_replaced(week.days, weekday, hours))


def _replaced(days: Days, weekday: int, hours: Hours | None) -> Days:
    changed = [*days]
    changed[weekday] = hours
    sun, mon, tue, wed, thu, fri, sat = changed
    return (sun, mon, tue, wed, thu, fri, sat)


def _without(exceptions: Iterable[CalendarException], days: set[date]) -> list[CalendarException]:
    """Return exceptions with some days cut out of those that fall once; one that recurs stays whole."""
    left: list[CalendarException] = []
    for exception in exceptions:
        if exception.recurrence != "daily" or exception.occurrences or not _touches(exception, days):
            left.append(exception)
            continue
        begin = exception.start
        for day in sorted(day for day in days if exception.start <= day <= exception.finish):
            if day > begin:
                left.append(replace(exception, start=begin, finish=day - ONE_DAY))
            begin = day + ONE_DAY
        if begin <= exception.finish:
            left.append(replace(exception, start=begin))
    return left


def _touches(exception: CalendarException, days: set[date]) -> bool:
    return any(exception.start <= day <= exception.finish for day in days)


def _runs(days: Sequence[tuple[date, str, Hours]]) -> list[CalendarException]:
    """Return exceptions for days, those after one another with the same name and hours as one."""
    runs: list[CalendarException] = []
    for day, name, hours in sorted(days):
        last = runs[-1] if runs else None
        if last is not None and last.finish + ONE_DAY == day and (last.name, last.hours) == (name, hours):
            runs[-1] = replace(last, finish=day)
        else:
            runs.append(CalendarException(day, day, hours, name))
    return runs


def _sorted(exceptions: Iterable[CalendarException]) -> tuple[CalendarException, ...]:
    return tuple(sorted(exceptions, key=lambda one: (one.start, one.finish, one.name)))


def dependents(bases: Mapping[int, int | None], calendar_id: int) -> set[int]:
    """Return a calendar and all that inherit from it, by `bases`: calendar to the one it is based on."""
    found = {calendar_id}
    while True:
        more = {key for key, base in bases.items() if base in found} - found
        if not more:
            return found
        found |= more
