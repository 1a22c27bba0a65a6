"""Data confidence: what makes a grade, and what caps it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pmo_desktop.domain.confidence import confidence

TODAY = date(2026, 11, 20)


def graded(age: int | None = 1, **more: Any) -> tuple[str, int]:
    values: dict[str, Any] = {"required": 10, "missing": (), "quality": 100, "unapproved": 0} | more
    updated = None if age is None else TODAY - timedelta(days=age)
    found = confidence(updated=updated, data_date=TODAY, period_days=30, **values)
    return found.grade, found.points


def test_a_project_that_has_it_all_is_an_a() -> None:
    assert graded() == ("A", 100)


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"quality": 60}, ("B", 88)),
        ({"missing": ("sponsor",) * 4}, ("A", 90)),
        ({"missing": ("sponsor",) * 10}, ("B", 75)),
        ({"unapproved": 1}, ("B", 85)),
        ({"unapproved": 1, "quality": 50}, ("C", 70)),
        ({"quality": None}, ("A", 100)),
        ({"quality": None, "unapproved": 1}, ("B", 79)),
        ({"age": 31}, ("B", 85)),
        ({"age": None, "missing": ("sponsor",) * 10, "quality": 0}, ("D", 15)),
    ],
)
def test_each_part_costs_its_points(values: dict[str, Any], result: tuple[str, int]) -> None:
    assert graded(**values) == result


def test_a_status_older_than_one_and_a_half_periods_is_never_better_than_c() -> None:
    assert graded(45)[0] == "B"
    assert graded(46) == ("C", 70)
    assert graded(46, quality=None)[0] == "C"
    assert graded(None)[0] == "C"


def test_an_update_after_the_data_date_is_fresh() -> None:
    found = confidence(
        updated=TODAY + timedelta(days=3), data_date=TODAY, period_days=30, required=1, missing=(), quality=None,
        unapproved=0,
    )  # fmt: skip
    assert (found.days_old, found.grade) == (0, "A")
