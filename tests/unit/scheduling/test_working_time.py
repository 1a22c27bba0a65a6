"""The arithmetic of working time against a clock that walks minute by minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.calendars import (
    CalendarException,
    Hours,
    WorkCalendar,
    WorkWeek,
    night_shift,
    round_the_clock,
    standard,
)
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.recurrence import days_of
from pmo_desktop.domain.worktime import WorkClock, both, compile_calendar, compile_calendars, to_instant, to_moment
from pmo_desktop.scheduling.vectors import VectorClock

FIRST = date(2026, 1, 1)
QUARTERS = st.lists(st.integers(0, 96), max_size=4, unique=True).map(sorted)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    marks = [15 * quarter for quarter in draw(QUARTERS)]
    return tuple(zip(marks[::2], marks[1::2], strict=False))


@st.composite
def days(draw: st.DrawFn, *, empty: bool) -> tuple[Hours | None, ...]:
    maybe = st.one_of(st.none(), hours()) if empty else hours()
    return tuple(draw(maybe) for _ in range(7))


def some_day() -> st.SearchStrategy[date]:
    return st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def calendar_line(draw: st.DrawFn) -> tuple[WorkCalendar, ...]:
    """A calendar (1) based on another (2), each with exceptions and working-week variations."""
    line = []
    for uid in (1, 2):
        spans = draw(st.lists(st.tuples(some_day(), st.integers(0, 9), hours()), max_size=2))
        exceptions = tuple(CalendarException(day, day + timedelta(days=more), span) for day, more, span in spans)
        variations = draw(st.lists(st.tuples(some_day(), st.integers(0, 20), days(empty=True)), max_size=1))
        weeks = tuple(WorkWeek(day, day + timedelta(days=more), week) for day, more, week in variations)  # type: ignore[arg-type]
        week = draw(days(empty=uid == 1))
        line.append(WorkCalendar(uid, f"C{uid}", week, weeks, exceptions, base=2 if uid == 1 else None))  # type: ignore[arg-type]
    return tuple(line)


def expected_hours(line: tuple[WorkCalendar, ...], day: date) -> Hours:
    """The rules, written down a second time: exception, variation, week, then the base calendar."""
    for calendar in line:
        for exception in calendar.exceptions:
            if exception.start <= day <= exception.finish:
                return exception.hours
    weekday = day.isoweekday() % 7
    for calendar in line:
        for week in calendar.weeks:
            varied = week.days[weekday]
            if week.start <= day <= week.finish and varied is not None:
                return varied
        own = calendar.days[weekday]
        if own is not None:
            return own
    return ()


class MinuteClock:
    """Knows for each minute of some months whether it is worked at, and counts by walking."""

    def __init__(self, line: tuple[WorkCalendar, ...]) -> None:
        self.begin = to_instant(datetime(2025, 11, 1))
        self.worked: list[bool] = []
        day = date(2025, 11, 1)
        while day < date(2026, 6, 1):
            minutes = [False] * 1440
            for start, end in expected_hours(line, day):
                minutes[start:end] = [True] * (end - start)
            self.worked += minutes
            day += timedelta(days=1)

    def between(self, begin: int, end: int) -> int:
        return sum(self.worked[begin - self.begin : end - self.begin])

    def add(self, instant: int, minutes: int) -> int:
        at = instant - self.begin
        while minutes > 0:
            minutes -= self.worked[at]
            at += 1
        while minutes < 0:
            at -= 1
            minutes += self.worked[at]
        return at + self.begin

    def next_start(self, instant: int) -> int:
        at = instant - self.begin
        while not self.worked[at]:
            at += 1
        return at + self.begin


@given(calendar_line(), st.integers(0, 60 * 1440), st.integers(-2000, 2000))
def test_the_clock_counts_as_one_that_walks_minute_by_minute(
    line: tuple[WorkCalendar, ...], offset: int, minutes: int
) -> None:
    clock = compile_calendars(line)[1]
    walker = MinuteClock(line)
    instant = to_instant(datetime(2026, 1, 1)) + offset
    for day in range(-10, 80):
        assert clock.hours_of(FIRST + timedelta(days=day)) == expected_hours(line, FIRST + timedelta(days=day))
    later = instant + abs(minutes)
    assert clock.between(instant, later) == walker.between(instant, later)
    ahead = walker.between(instant, walker.begin + len(walker.worked))
    behind = walker.between(walker.begin, instant)
    if ahead > abs(minutes) and behind > abs(minutes):
        assert clock.add(instant, minutes) == walker.add(instant, minutes)
        assert clock.next_start(instant) == walker.next_start(instant)
        if minutes:
            start = walker.next_start(instant)
            finish = walker.add(instant, abs(minutes))
            assert clock.lay(instant, abs(minutes)) == (start, finish)
            begun = walker.add(instant, -abs(minutes))
            assert clock.lay_back(instant, abs(minutes)) == (begun, clock.previous_finish(instant))


@given(calendar_line(), st.integers(-(10**8), 10**8))
def test_the_inverses_give_back_the_same_count(line: tuple[WorkCalendar, ...], instant: int) -> None:
    clock = compile_calendars(line)[1]
    if not any(hours for hours in clock.runs[0][1]) or not any(hours for hours in clock.runs[-1][1]):
        return
    work = clock.work_at(instant)
    assert clock.work_at(clock.start_at(work)) == work == clock.work_at(clock.finish_at(work))
    assert clock.finish_at(work) <= clock.start_at(work)
    assert clock.previous_finish(instant) <= instant <= clock.next_start(instant)


@given(calendar_line(), st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=5))
def test_many_instants_at_once_are_counted_as_one_by_one(line: tuple[WorkCalendar, ...], instants: list[int]) -> None:
    clock = compile_calendars(line)[1]
    if not (clock.tables[0].total and clock.tables[-1].total):
        return
    vector = VectorClock(clock)
    work = vector.work_at(np.array(instants, dtype=np.int64))
    assert work.tolist() == [clock.work_at(instant) for instant in instants]
    assert vector.start_at(work).tolist() == [clock.start_at(count) for count in work.tolist()]


def test_friday_evening_and_monday_morning_are_the_same_working_instant() -> None:
    clock = compile_calendar(standard())
    friday, monday = to_instant(datetime(2026, 1, 9, 17)), to_instant(datetime(2026, 1, 12, 8))
    assert clock.between(friday, monday) == 0
    assert clock.add(to_instant(datetime(2026, 1, 9, 16)), 60) == friday
    assert clock.add(to_instant(datetime(2026, 1, 12, 9)), -60) == monday


@pytest.mark.parametrize(
    ("calendar", "minutes"), [(standard(), 2400), (round_the_clock(), 7 * 1440), (night_shift(), 5 * 480)]
)
def test_the_standard_calendars_have_their_week(calendar: WorkCalendar, minutes: int) -> None:
    clock = compile_calendar(calendar)
    monday = to_instant(datetime(2026, 1, 5))
    assert clock.between(monday, monday + 7 * 1440) == minutes


@pytest.mark.parametrize("year", [1900, 1984, 2026, 2149, 2200, 5850])
def test_years_near_and_far_are_counted(year: int) -> None:
    clock = compile_calendar(standard())
    begin = to_instant(datetime(year, 3, 1, 8))
    assert to_moment(clock.add(begin, 480 * 5)) - to_moment(begin) < timedelta(days=9)


def test_a_calendar_without_working_time_is_refused_when_it_is_used() -> None:
    idle: tuple[Hours, ...] = ((),) * 7
    clock = compile_calendar(WorkCalendar(1, "Never", idle))  # type: ignore[arg-type]
    with pytest.raises(PmoError) as refused:
        clock.add(0, 60)
    assert refused.value.message_id == "calendar_no_working_time"
    assert refused.value.values["calendar"] == "Never"


def test_a_calendar_that_works_on_one_day_only_ends_with_a_sentence() -> None:
    once = CalendarException(date(2026, 1, 5), date(2026, 1, 5), ((480, 720),))
    clock = compile_calendar(WorkCalendar(1, "Once", ((),) * 7, exceptions=(once,)))
    begin = to_instant(datetime(2026, 1, 1))
    assert to_moment(clock.add(begin, 240)) == datetime(2026, 1, 5, 12)
    with pytest.raises(PmoError, match="calendar_exhausted"):
        clock.add(begin, 241)
    with pytest.raises(PmoError, match="calendar_exhausted"):
        clock.add(begin, -1)


def test_calendars_in_a_ring_and_without_their_base_are_named() -> None:
    with pytest.raises(PmoError, match="calendar_base_ring"):
        compile_calendars([WorkCalendar(1, "A", base=2), WorkCalendar(2, "B", base=1)])
    with pytest.raises(PmoError, match="calendar_base_missing"):
        compile_calendars([WorkCalendar(1, "A", base=9)])


def test_equal_calendars_share_a_clock() -> None:
    clocks = compile_calendars([standard(1), WorkCalendar(5, "Someone", base=1), round_the_clock(2)])
    assert clocks[1] is clocks[5]
    assert clocks[1] is not clocks[2]


def brute_overlap(first: WorkClock, second: WorkClock, day: date) -> Hours:
    one, two = first.hours_of(day), second.hours_of(day)
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in two if max(a, c) < min(b, d))


@given(calendar_line(), calendar_line())
def test_what_two_clocks_share_is_what_both_work(one: tuple[WorkCalendar, ...], two: tuple[WorkCalendar, ...]) -> None:
    first, second = compile_calendars(one)[1], compile_calendars(two)[1]
    shared = both(first, second)
    if shared is first:
        return
    for number in range(70):
        day = FIRST + timedelta(days=number)
        assert shared.hours_of(day) == brute_overlap(first, second, day)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CalendarException(date(2026, 1, 1), date(2026, 1, 3)), ["2026-01-01", "2026-01-02", "2026-01-03"]),
        (
            CalendarException(date(2026, 1, 1), date(2026, 2, 1), recurrence="every_days", period=10, occurrences=3),
            ["2026-01-01", "2026-01-11", "2026-01-21"],
        ),
        (
            CalendarException(date(2026, 1, 7), date(2026, 1, 31), recurrence="weekly", period=2, weekdays=0b0100010),
            ["2026-01-09", "2026-01-19", "2026-01-23"],
        ),
        (
            CalendarException(date(2026, 1, 1), date(2026, 6, 30), recurrence="monthly_day", month_day=31),
            ["2026-01-31", "2026-03-31", "2026-05-31"],
        ),
        (
            CalendarException(date(2026, 1, 1), date(2026, 3, 31), recurrence="monthly_position", item=8, position=4),
            ["2026-01-30", "2026-02-27", "2026-03-27"],
        ),
        (
            CalendarException(date(2026, 1, 1), date(2028, 12, 31), recurrence="yearly_day", month=2, month_day=29),
            ["2028-02-29"],
        ),
        (
            CalendarException(date(2026, 1, 1), date(2027, 12, 31), recurrence="yearly_position", month=9, item=4),
            ["2026-09-07", "2027-09-06"],
        ),
    ],
)
def test_exceptions_recur_as_their_rule_says(rule: CalendarException, expected: list[str]) -> None:
    assert [day.isoformat() for day in days_of(rule)] == expected


@pytest.mark.parametrize("recurrence", ["daily", "every_days", "weekly", "monthly_day", "yearly_position"])
def test_a_rule_over_all_of_time_ends(recurrence: str) -> None:
    rule = CalendarException(date.min, date.max, recurrence=recurrence, period=9, weekdays=127)  # type: ignore[arg-type]
    assert sum(1 for _ in days_of(rule)) <= 150_000


def test_a_holiday_goes_before_a_rule_that_makes_the_day_worked_at() -> None:
    holiday = CalendarException(date(2026, 1, 5), date(2026, 1, 5))
    mondays = CalendarException(date(2026, 1, 1), date(2026, 2, 1), ((600, 660),), recurrence="weekly", weekdays=2)
    clock = compile_calendar(WorkCalendar(1, "C", standard().days, exceptions=(mondays, holiday)))
    assert clock.hours_of(date(2026, 1, 5)) == ()
    assert clock.hours_of(date(2026, 1, 12)) == ((600, 660),)
