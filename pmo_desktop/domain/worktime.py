"""Working time as arithmetic: calendars compiled so that the engine counts in whole minutes.

An instant is a number of minutes since Sunday, 1 January 1984, 0:00. `WorkClock.work_at` turns an instant into the
working minutes that have gone by, and two inverses turn those back: `start_at` into the moment when the next working
minute begins (Monday 8:00), `finish_at` into the moment when the last one ended (Friday 17:00). Everything else is
adding integers. A calendar is cut into runs of equal weeks; a week is one table of 10,080 minutes, so a lookup is a
division and an index, and a bisection where there are exceptions.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from .calendars import DAY, NO_HOURS, STANDARD_HOURS, CalendarException, Days, Hours, WorkCalendar
from .errors import PmoError
from .recurrence import FIRST_DAY, LAST_DAY, days_of

WEEK: Final = 7 * DAY
EPOCH: Final = datetime(1984, 1, 1)
_EPOCH_DAY: Final = EPOCH.toordinal()
_FIRST_WEEK: Final = -(10**11)
"""Where the first run of weeks begins: long before any date, so that counts of working minutes are never negative."""

Pattern = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""The hours of a week from Sunday to Saturday."""


def to_instant(moment: datetime) -> int:
    """Return the minutes from the epoch to a moment; seconds are cut off."""
    return (moment.toordinal() - _EPOCH_DAY) * DAY + moment.hour * 60 + moment.minute


def to_moment(instant: int) -> datetime:
    """Return the moment of an instant.

    Raises:
        PmoError: it lies outside the years 1 to 9999.
    """
    try:
        return EPOCH + timedelta(minutes=instant)
    except OverflowError as error:
        raise PmoError("date_out_of_range") from error


class Week:
    """The tables of one week: working minutes before each minute, and the minute of each working minute."""

    __slots__ = ("before", "minute", "total")

    def __init__(self, pattern: Pattern) -> None:
        before = array("H")
        minute = array("H")
        for weekday, hours in enumerate(pattern):
            at = weekday * DAY
            for begin, end in hours:
                before.extend([len(minute)] * (at + begin - len(before)))
                before.extend(range(len(minute), len(minute) + end - begin))
                minute.extend(range(at + begin, at + end))
        before.extend([len(minute)] * (WEEK + 1 - len(before)))
        self.before = before
        self.minute = minute
        self.total = len(minute)


@lru_cache(maxsize=1024)
def _week(pattern: Pattern) -> Week:
    return Week(pattern)


Run = tuple[int, Pattern]
"""The first week of a run of equal weeks (0 is the epoch's) and its pattern."""


class WorkClock:
    """A compiled calendar. Immutable; two calendars with the same working time share one clock (compare with `is`).

    Attributes:
        name: the calendar's name, for messages.
        runs: its runs of equal weeks, ascending; the first reaches back for ever, the last goes on for ever.
        weeks, counts, tables: by run, its first week, the working minutes before it, and its week's table.
    """

    __slots__ = ("_ends", "counts", "name", "runs", "tables", "weeks")

    def __init__(self, name: str, runs: tuple[Run, ...]) -> None:
        self.name = name
        self.runs = ((_FIRST_WEEK, runs[0][1]), *runs[1:])
        self.weeks = [week for week, _ in self.runs]
        self.tables = [_week(pattern) for _, pattern in self.runs]
        counts = [0]
        for index in range(1, len(self.weeks)):
            weeks = self.weeks[index] - self.weeks[index - 1]
            counts.append(counts[-1] + weeks * self.tables[index - 1].total)
        self.counts = counts
        # Where the counts of a run end, so that what follows in the same run needs no second search.
        self._ends = [*counts[1:], 10**24 if self.tables[-1].total else counts[-1]]

    def work_at(self, instant: int) -> int:
        """Return the working minutes that have gone by at an instant."""
        week, rest = divmod(instant, WEEK)
        index = bisect_right(self.weeks, week) - 1
        table = self.tables[index]
        return self.counts[index] + (week - self.weeks[index]) * table.total + table.before[rest]

    def start_at(self, work: int) -> int:
        """Return the instant when the working minute number `work` begins.

        Raises:
            PmoError: the calendar has no working time, or none that late.
        """
        index = bisect_right(self.counts, work) - 1
        table = self.tables[index]
        if not table.total or index < 0:
            worked = any(table.total for table in self.tables)
            raise PmoError("calendar_exhausted" if worked else "calendar_no_working_time", calendar=self.name)
        week, rest = divmod(work - self.counts[index], table.total)
        return (self.weeks[index] + week) * WEEK + table.minute[rest]

    def lay(self, instant: int, length: int) -> tuple[int, int]:
        """Return start and finish of so many working minutes (1 or more) that begin at `instant` or soon after."""
        week, rest = divmod(instant, WEEK)
        index = bisect_right(self.weeks, week) - 1
        table = self.tables[index]
        total = table.total
        base, count = self.weeks[index], self.counts[index]
        work = count + (week - base) * total + table.before[rest]
        last = work + length - 1
        if last >= self._ends[index]:
            return self.start_at(work), self.start_at(last) + 1
        week, rest = divmod(work - count, total)
        start = (base + week) * WEEK + table.minute[rest]
        week, rest = divmod(last - count, total)
        return start, (base + week) * WEEK + table.minute[rest] + 1

    def lay_back(self, instant: int, length: int) -> tuple[int, int]:
        """Return start and finish of so many working minutes (1 or more) that end at `instant` or shortly before."""
        week, rest = divmod(instant, WEEK)
        index = bisect_right(self.weeks, week) - 1
        table = self.tables[index]
        total = table.total
        base, count = self.weeks[index], self.counts[index]
        work = count + (week - base) * total + table.before[rest]
        first = work - length
        if first < count or work > self._ends[index]:
            return self.start_at(first), self.start_at(work - 1) + 1
        week, rest = divmod(first - count, total)
        start = (base + week) * WEEK + table.minute[rest]
        week, rest = divmod(work - 1 - count, total)
        return start, (base + week) * WEEK + table.minute[rest] + 1

    def finish_at(self, work: int) -> int:
        """Return the instant when as many working minutes have just ended."""
        return self.start_at(work - 1) + 1

    def next_start(self, instant: int) -> int:
        """Return the instant itself if it is worked at, else when work next begins."""
        return self.start_at(self.work_at(instant))

    def previous_finish(self, instant: int) -> int:
        """Return the instant itself if it was worked just before it, else when work last ended."""
        return self.start_at(self.work_at(instant) - 1) + 1

    def add(self, instant: int, minutes: int) -> int:
        """Return the instant so many working minutes later, or earlier where negative; 0 moves nothing.

        Going forward it ends where work ends (Friday 17:00), going back where work begins (Monday 8:00).
        """
        if minutes > 0:
            return self.lay(instant, minutes)[1]
        return self.lay_back(instant, -minutes)[0] if minutes else instant

    def between(self, begin: int, end: int) -> int:
        """Return the working minutes from `begin` to `end`, negative where `end` comes first."""
        return self.work_at(end) - self.work_at(begin)

    def hours_of(self, day: date) -> Hours:
        """Return the working ranges of a day, in minutes of the day."""
        week, weekday = divmod(day.toordinal() - _EPOCH_DAY, 7)
        index = bisect_right(self.weeks, week) - 1
        return self.runs[index][1][weekday]


ROUND_THE_CLOCK: Final = WorkClock("24 Hours", ((0, (((0, DAY),),) * 7),))
"""The clock of elapsed time."""


def compile_calendars(calendars: Iterable[WorkCalendar]) -> dict[int, WorkClock]:
    """Return a clock for each calendar, by its key; equal ones share a clock.

    Raises:
        PmoError: a base calendar is missing, or calendars inherit from each other in a ring.
    """
    by_uid = {calendar.uid: calendar for calendar in calendars}
    shared: dict[tuple[Run, ...], WorkClock] = {}
    clocks: dict[int, WorkClock] = {}
    for calendar in by_uid.values():
        runs = _runs(_lineage(calendar, by_uid))
        clock = shared.get(runs)
        if clock is None:
            clock = shared[runs] = WorkClock(calendar.name, runs)
        clocks[calendar.uid] = clock
    return clocks


def compile_calendar(calendar: WorkCalendar) -> WorkClock:
    """Return the clock of a calendar that inherits from none."""
    return compile_calendars([calendar])[calendar.uid]


def both(first: WorkClock, second: WorkClock) -> WorkClock:
    """Return the clock of the time that both work; the first alone where there is none, as MS Project does."""
    if first is second:
        return first
    weeks = sorted({week for week, _ in first.runs} | {week for week, _ in second.runs})
    runs = _joined((week, _overlap(_pattern_at(first, week), _pattern_at(second, week))) for week in weeks)
    if not any(hours for _, pattern in runs for hours in pattern) or not any(hours for hours in runs[-1][1]):
        return first
    if runs == first.runs:
        return first
    return second if runs == second.runs else WorkClock(first.name, runs)


def _pattern_at(clock: WorkClock, week: int) -> Pattern:
    return clock.runs[bisect_right(clock.weeks, week) - 1][1]


def _overlap(first: Pattern, second: Pattern) -> Pattern:
    days = [
        tuple((max(a, c), min(b, d)) for a, b in one for c, d in two if max(a, c) < min(b, d))
        for one, two in zip(first, second, strict=True)
    ]
    return (days[0], days[1], days[2], days[3], days[4], days[5], days[6])


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for week, pattern in runs:
        if not joined or joined[-1][1] != pattern:
            joined.append((week, pattern))
    return tuple(joined)


def _lineage(calendar: WorkCalendar, by_uid: Mapping[int, WorkCalendar]) -> list[WorkCalendar]:
    """Return a calendar and those it inherits from, nearest first."""
    line = [calendar]
    while (base := line[-1].base) is not None:
        if base not in by_uid:
            raise PmoError("calendar_base_missing", calendar=line[-1].name)
        if any(ancestor.uid == base for ancestor in line):
            raise PmoError("calendar_base_ring", calendar=calendar.name)
        line.append(by_uid[base])
    return line


def _runs(line: Sequence[WorkCalendar]) -> tuple[Run, ...]:
    """Return the runs of equal weeks of a calendar with its ancestors.

    What counts for a day: its exception, or the nearest ancestor's; else the nearest calendar that says anything of
    that weekday, first in a working-week variation, then in its plain week. An exception that falls once goes before
    one that recurs.
    """
    exceptions: dict[int, Hours] = {}
    for calendar in reversed(line):
        own: dict[int, Hours] = {}
        for exception in sorted(calendar.exceptions, key=_recurs):
            for day in days_of(exception):
                own.setdefault(day.toordinal() - _EPOCH_DAY, exception.hours)
        exceptions.update(own)
    plain = _plain_week(line)
    touched = {day // 7 for day in exceptions}
    for calendar in line:
        for week in calendar.weeks:
            begin = (max(week.start, FIRST_DAY).toordinal() - _EPOCH_DAY) // 7
            end = (min(week.finish, LAST_DAY).toordinal() - _EPOCH_DAY) // 7
            touched.update(range(begin, end + 1))
    changes: list[Run] = [(_FIRST_WEEK, plain)]
    previous: int | None = None
    for number in sorted(touched):
        if previous is not None and number > previous + 1:
            changes.append((previous + 1, plain))
        days = [exceptions.get(day, _weekday_hours(line, plain, day)) for day in range(number * 7, number * 7 + 7)]
        changes.append((number, (days[0], days[1], days[2], days[3], days[4], days[5], days[6])))
        previous = number
    if previous is not None:
        changes.append((previous + 1, plain))
    return _joined(changes)


def _recurs(exception: CalendarException) -> bool:
    return exception.recurrence != "daily"


def _plain_week(line: Sequence[WorkCalendar]) -> Pattern:
    usual: Days = (NO_HOURS, *([STANDARD_HOURS] * 5), NO_HOURS)  # type: ignore[assignment]
    days = [
        next((hours for calendar in line if (hours := calendar.days[weekday]) is not None), usual[weekday])
        for weekday in range(7)
    ]
    return tuple(hours or NO_HOURS for hours in days)  # type: ignore[return-value]


def _weekday_hours(line: Sequence[WorkCalendar], plain: Pattern, number: int) -> Hours:
    if not any(calendar.weeks for calendar in line):
        return plain[number % 7]
    day = date.fromordinal(number + _EPOCH_DAY)
    for calendar in line:
        for week in calendar.weeks:
            hours = week.days[number % 7]
            if hours is not None and week.start <= day <= week.finish:
                return hours
        own = calendar.days[number % 7]
        if own is not None:
            return own
    return plain[number % 7]
