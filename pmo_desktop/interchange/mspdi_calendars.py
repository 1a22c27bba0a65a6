"""The calendars of MS Project's XML."""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree

from ..domain.calendars import (
    DAY,
    INHERITED_DAYS,
    NO_HOURS,
    STANDARD_HOURS,
    CalendarException,
    Days,
    Hours,
    Recurrence,
    WorkCalendar,
    WorkWeek,
    checked_hours,
)
from ..domain.errors import PmoError
from .mspdi_fields import Findings, Row, children, problem

_RECURRENCES: Final[dict[int, Recurrence]] = {
    1: "daily",
    2: "yearly_day",
    3: "yearly_position",
    4: "monthly_day",
    5: "monthly_position",
    6: "weekly",
    7: "every_days",
}
_KNOWN: Final = frozenset({"GUID", "IsBaselineCalendar"})


def read_calendars(root: etree._Element, findings: Findings) -> tuple[WorkCalendar, ...]:
    """Return the calendars of a project, those of its resources among them.

    Raises:
        PmoError: a calendar has no key or one that another has, or a value cannot be read.
    """
    calendars: dict[int, WorkCalendar] = {}
    for group in children(root, "Calendars"):
        for element in children(group, "Calendar"):
            calendar = _calendar(Row(element, "Calendar"), findings)
            if calendar.uid in calendars:
                raise PmoError("mspdi_key_twice", row=calendar.name, key=str(calendar.uid))
            calendars[calendar.uid] = calendar
    return tuple(_with_sound_bases(calendars, findings))


def _with_sound_bases(calendars: dict[int, WorkCalendar], findings: Findings) -> list[WorkCalendar]:
    """Return the calendars with bases that are there; 0 and -1 say that there is none."""
    sound: list[WorkCalendar] = []
    for calendar in calendars.values():
        base = calendar.base
        if base is not None and (base not in calendars or base == calendar.uid):
            if base > 0 and base != calendar.uid:
                findings.problems.append(problem("mspdi_base_missing", calendar.name, "BaseCalendarUID", str(base)))
            calendar = WorkCalendar(
                uid=calendar.uid,
                name=calendar.name,
                days=calendar.days,
                weeks=calendar.weeks,
                exceptions=calendar.exceptions,
                base=None,
                is_base=calendar.is_base,
                extra=calendar.extra,
            )
        sound.append(calendar)
    return sound


def _calendar(row: Row, findings: Findings) -> WorkCalendar:
    uid = row.key()
    name = row.text("Name").strip()
    base = row.whole("BaseCalendarUID")
    is_base = row.flag("IsBaseCalendar", True)
    days: list[Hours | None] = list(INHERITED_DAYS)
    dated: list[CalendarException] = []
    for group in row.nested.pop("WeekDays", []):
        for element in children(group, "WeekDay"):
            weekday = Row(element, "WeekDay")
            weekday.label = name
            kind = weekday.number("DayType", -1)
            hours = _hours(weekday, name)
            if 1 <= kind <= 7:
                days[kind - 1] = hours
            elif kind == 0:
                dated.extend(_dated_day(weekday, hours))
            weekday.rest(frozenset(), frozenset(), findings)
    exceptions = [
        exception
        for group in row.nested.pop("Exceptions", [])
        for element in children(group, "Exception")
        if (exception := _exception(Row(element, "Exception"), name, findings)) is not None
    ]
    weeks = tuple(
        week
        for group in row.nested.pop("WorkWeeks", [])
        for element in children(group, "WorkWeek")
        if (week := _work_week(Row(element, "WorkWeek"), name, findings)) is not None
    )
    sun, mon, tue, wed, thu, fri, sat = days
    return WorkCalendar(
        uid=uid,
        name=name or str(uid),
        days=(sun, mon, tue, wed, thu, fri, sat),
        weeks=weeks,
        # Newer files say every exception twice; the old form, day by day, counts only where it is alone.
        exceptions=tuple(exceptions or dated),
        base=base,
        is_base=is_base,
        extra=row.rest(_KNOWN, frozenset(), findings),
    )


def _hours(row: Row, calendar: str) -> Hours:
    """Return the hours of a day; one that is worked at but has none has the usual ones."""
    working = row.flag("DayWorking", bool(row.nested.get("WorkingTimes")))
    ranges: list[tuple[int, int]] = []
    for group in row.nested.pop("WorkingTimes", []):
        for element in children(group, "WorkingTime"):
            span = Row(element, "WorkingTime")
            span.label = calendar
            if "FromTime" not in span.texts or "ToTime" not in span.texts:
                continue
            begin, end = span.clock("FromTime", 0), span.clock("ToTime", 0)
            ranges.append((begin, end or DAY))
    if not working:
        return NO_HOURS
    return checked_hours(ranges, calendar) if ranges else STANDARD_HOURS


def _period(row: Row) -> tuple[date, date] | None:
    for element in row.nested.pop("TimePeriod", []):
        period = Row(element, row.what)
        period.label = row.label
        start, finish = period.day("FromDate"), period.day("ToDate")
        if start is not None and finish is not None and start <= finish:
            return start, finish
    return None


def _dated_day(row: Row, hours: Hours) -> list[CalendarException]:
    period = _period(row)
    return [] if period is None else [CalendarException(*period, hours=hours)]


def _exception(row: Row, calendar: str, findings: Findings) -> CalendarException | None:
    name = row.text("Name")
    row.label = f"{calendar}: {name}"
    period = _period(row)
    hours = _hours(row, calendar)
    kind = _RECURRENCES.get(row.number("Type", 1))
    if period is None or kind is None:
        findings.problems.append(problem("mspdi_exception_left_out", row.label, "Exception"))
        return None
    counted = row.flag("EnteredByOccurrences")
    occurrences = row.number("Occurrences", 0)
    exception = CalendarException(
        start=period[0],
        finish=period[1],
        hours=hours,
        name=name,
        recurrence=kind,
        period=_within(row.number("Period", 1), 1, 9999),
        occurrences=max(0, occurrences) if counted and kind != "daily" else 0,
        weekdays=_within(row.number("DaysOfWeek", 0), 0, 127),
        month=_within(row.number("Month", 0) + 1, 1, 12),
        month_day=_within(row.number("MonthDay", 1), 1, 31),
        item=_within(row.number("MonthItem", 0), 0, 9),
        position=_within(row.number("MonthPosition", 0), 0, 4),
    )
    row.rest(frozenset(), frozenset(), findings)
    return exception


def _within(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


def _work_week(row: Row, calendar: str, findings: Findings) -> WorkWeek | None:
    name = row.text("Name")
    row.label = f"{calendar}: {name}"
    period = _period(row)
    days: list[Hours | None] = list(INHERITED_DAYS)
    for group in row.nested.pop("WeekDays", []):
        for element in children(group, "WeekDay"):
            weekday = Row(element, "WeekDay")
            weekday.label = calendar
            kind = weekday.number("DayType", -1)
            if 1 <= kind <= 7:
                days[kind - 1] = _hours(weekday, calendar)
    row.rest(frozenset(), frozenset(), findings)
    if period is None:
        findings.problems.append(problem("mspdi_work_week_left_out", row.label, "WorkWeek"))
        return None
    sun, mon, tue, wed, thu, fri, sat = days
    week: Days = (sun, mon, tue, wed, thu, fri, sat)
    return WorkWeek(start=period[0], finish=period[1], days=week, name=name)
