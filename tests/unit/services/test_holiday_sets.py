"""Public holidays. The Chinese days are those of the yearly notices of the State Council."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar, standard
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.worktime import compile_calendar
from pmo_desktop.services.calendar_edit import with_days, with_holidays
from pmo_desktop.services.holiday_sets import countries, holidays_of, parts_of

HOURS = ((480, 720), (780, 1020))

MADE_UP = {
    2024: ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    2025: ("01-26", "02-08", "04-27", "09-28", "10-11"),
    2026: ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
}
FREE = {
    2024: (("02-10", "02-17"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-10", "06-10"), ("09-15", "09-17"),
           ("10-01", "10-07")),
    2025: (("01-01", "01-01"), ("01-28", "02-04"), ("04-04", "04-06"), ("05-01", "05-05"), ("05-31", "06-02"),
           ("10-01", "10-08")),
    2026: (("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"),
           ("09-25", "09-27"), ("10-01", "10-07")),
}  # fmt: skip


def chinese(year: int) -> WorkCalendar:
    return with_holidays(standard(), holidays_of("CN", [year], "zh_CN").days, HOURS, "调休上班")


def day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_chinese_year_as_the_state_council_announced_it(year: int) -> None:
    found = holidays_of("CN", [year], "zh_CN")
    assert found.unannounced == ()
    assert [one.day for one in found.days if one.works] == [day(year, text) for text in MADE_UP[year]]
    clock = compile_calendar(chinese(year))
    assert all(clock.hours_of(day(year, text)) == HOURS for text in MADE_UP[year])
    free = set()
    for first, last in FREE[year]:
        at = day(year, first)
        while at <= day(year, last):
            free.add(at)
            at += timedelta(days=1)
    at = date(year, 1, 1) if year != 2024 else date(year, 1, 2)
    while at.year == year:  # every other day is as in a plain week
        expected = at not in free and (at.isoweekday() < 6 or at in {day(year, text) for text in MADE_UP[year]})
        assert bool(clock.hours_of(at)) == expected, at
        at += timedelta(days=1)


def test_a_year_that_is_not_announced_has_its_holidays_and_says_what_is_missing() -> None:
    found = holidays_of("CN", [2026, 2055], "zh_CN")
    assert found.unannounced == (2055,)
    assert not [one for one in found.days if one.works and one.day.year == 2055]
    assert date(2055, 10, 1) in {one.day for one in found.days}


def test_countries_that_never_trade_days_are_always_known() -> None:
    assert holidays_of("DE", [2055], "en").unannounced == ()


def test_a_part_of_a_country_has_more() -> None:
    whole = {one.day for one in holidays_of("DE", [2026], "en").days}
    bavaria = {one.day for one in holidays_of("DE-BY", [2026], "en").days}
    assert bavaria > whole
    assert date(2026, 1, 6) in bavaria - whole
    assert ("BY", "Bayern") in parts_of("DE")


def test_names_are_in_the_language_of_the_window_where_the_library_has_it() -> None:
    assert holidays_of("CN", [2025], "zh_CN").days[0].name == "元旦"
    assert holidays_of("CN", [2025], "en").days[0].name == "New Year's Day"
    assert holidays_of("DE", [2025], "zh_CN").days[0].name == "New Year's Day"
    assert next(one.name for one in countries("zh_CN") if one.code == "DE") == "德国"
    assert next(one.name for one in countries("en") if one.code == "CN") == "China"


@pytest.mark.parametrize(
    ("code", "years"), [("XX", [2025]), ("DE-XX", [2025]), ("", [2025]), ("CN", []), ("CN", [1200]), ("CN", [2025] * 2)]
)
def test_what_is_not_known_is_refused(code: str, years: list[int]) -> None:
    if years == [2025, 2025]:
        assert len({one.day.year for one in holidays_of(code, years, "en").days}) == 1
        return
    with pytest.raises(PmoError):
        holidays_of(code, years, "en")


def test_applying_again_makes_no_doubles_and_leaves_what_the_user_made() -> None:
    own = CalendarException(date(2026, 2, 16), date(2026, 2, 16), (), "Our own day off")
    short = CalendarException(date(2026, 12, 24), date(2026, 12, 24), ((480, 720),), "Short day")
    days = holidays_of("CN", [2026], "zh_CN").days
    begun = with_holidays(WorkCalendar(1, "A", exceptions=(own, short)), days, HOURS, "调休上班")
    assert own in begun.exceptions
    assert short in begun.exceptions
    assert with_holidays(begun, days, HOURS, "调休上班") == begun
    assert with_holidays(begun, holidays_of("CN", [2026], "en").days, HOURS, "x") == begun  # in another language too
    more = with_holidays(begun, holidays_of("CN", [2025, 2026], "zh_CN").days, HOURS, "调休上班")
    assert set(begun.exceptions) < set(more.exceptions)


def test_days_are_cut_out_of_longer_exceptions() -> None:
    holiday = CalendarException(date(2026, 7, 1), date(2026, 7, 10), (), "Works holiday")
    calendar = with_days(WorkCalendar(1, "A", exceptions=(holiday,)), [date(2026, 7, 3)], HOURS)
    assert [(one.start.day, one.finish.day, bool(one.hours)) for one in calendar.exceptions] == [
        (1, 2, False), (3, 3, True), (4, 10, False)]  # fmt: skip
    assert with_days(calendar, [date(2026, 7, 3)], None).exceptions[0].finish == date(2026, 7, 2)


def test_the_library_is_not_loaded_before_it_is_asked() -> None:
    code = (
        "import sys, pmo_desktop.services.holiday_sets, pmo_desktop.services.calendar_edit;"
        "sys.exit('holidays' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
