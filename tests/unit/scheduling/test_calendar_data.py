"""Calendars as the store keeps them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pmo_desktop.domain.calendars import (
    CalendarException,
    WorkCalendar,
    WorkWeek,
    checked_hours,
    from_json,
    night_shift,
    round_the_clock,
    standard,
    to_json,
)
from pmo_desktop.domain.errors import PmoError

FULL = WorkCalendar(
    uid=7,
    name="Site",
    days=(None, ((420, 720),), None, (), None, ((0, 1440),), None),
    weeks=(WorkWeek(date(2026, 7, 1), date(2026, 8, 31), standard().days, "Summer"),),
    exceptions=(
        CalendarException(date(2026, 12, 25), date(2026, 12, 26), name="Christmas"),
        CalendarException(
            date(2026, 1, 1), date(2030, 1, 1), ((480, 600),), "Short", "yearly_position", 1, 4, 0, 5, 1, 8, 4
        ),
    ),
    base=3,
    is_base=False,
    extra={"GUID": "x"},
)


@pytest.mark.parametrize("calendar", [standard(), round_the_clock(), night_shift(), FULL], ids=lambda item: item.name)
def test_a_calendar_comes_back_from_the_store_as_it_went_in(calendar: WorkCalendar) -> None:
    stored = json.loads(json.dumps(to_json(calendar)))
    back = from_json(stored, uid=calendar.uid, name=calendar.name, base=calendar.base, is_base=calendar.is_base)
    assert back == calendar


@pytest.mark.parametrize(
    "stored",
    [
        {"days": [1, 2]},
        {"days": [None] * 6},
        {"exceptions": [{}]},
        {"weeks": [{"start": "tbc", "finish": "2026-01-01"}]},
        {"exceptions": [{"start": "2026-01-01", "finish": "2026-01-01", "recurrence": "lunar"}]},
        {"days": [[[600, 500]]] * 7},
    ],
)
def test_a_definition_that_makes_no_sense_is_refused_by_name(stored: dict[str, object]) -> None:
    with pytest.raises(PmoError) as refused:
        from_json(stored, uid=1, name="Odd")
    assert refused.value.values["calendar"] == "Odd"


def test_ranges_that_touch_become_one() -> None:
    assert checked_hours([(720, 780), (480, 720), (900, 1440)], "C") == ((480, 780), (900, 1440))
