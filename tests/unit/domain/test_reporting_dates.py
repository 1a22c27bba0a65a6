"""The dates proposed for the next reporting period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_desktop.domain.reporting_dates import follow, next_data_date


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 11, 20), date(2026, 12, 18)),  # the third Friday
        (date(2026, 12, 18), date(2027, 1, 15)),
        (date(2026, 10, 30), date(2026, 11, 30)),  # the last working day
        (date(2027, 1, 31), date(2027, 2, 26)),
        (date(2026, 9, 29), date(2026, 10, 27)),  # a fifth Tuesday becomes the fourth
        (date(2026, 12, 20), date(2027, 1, 15)),  # a Sunday becomes the Friday before
    ],
)
def test_the_next_data_date_is_the_same_day_as_people_name_it(last: date, expected: date) -> None:
    assert next_data_date(last) == expected


def test_no_proposed_date_is_on_a_weekend_or_in_another_month() -> None:
    for number in range(1500):
        day = date(2024, 1, 1) + timedelta(days=number)
        later = next_data_date(day)
        assert later.weekday() < 5
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 1
        assert follow(day + timedelta(days=4), day, later).weekday() < 5


def test_the_meeting_follows_at_the_same_distance() -> None:
    assert follow(date(2026, 11, 26), date(2026, 11, 20), date(2026, 12, 18)) == date(2026, 12, 24)
    assert follow(date(2026, 11, 28), date(2026, 11, 20), date(2026, 12, 18)) == date(2026, 12, 28)
