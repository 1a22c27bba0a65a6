"""Milestones met: the overview and the status pack count by one rule."""

from __future__ import annotations

from datetime import date

from pmo_desktop.domain.punctuality import was_met, was_promised
from pmo_desktop.services.queries.milestones import MilestoneRow, promised_and_met

TODAY = date(2026, 6, 30)


def milestone(plan: date | None, actual: date | None = None, *, point: bool = True) -> MilestoneRow:
    return MilestoneRow(1, "1", "M", False, plan, plan or TODAY, None, actual is not None, False, "", point, actual)


def test_the_last_ninety_days_end_with_the_data_date() -> None:
    days = [date(2026, 4, 1), date(2026, 4, 2), TODAY, date(2026, 7, 1), None]
    assert [was_promised(day, TODAY) for day in days] == [False, True, True, False, False]


def test_met_is_on_the_day_or_before() -> None:
    assert was_met(TODAY, TODAY)
    assert not was_met(TODAY, date(2026, 7, 1))
    assert not was_met(TODAY, None)


def test_tasks_with_work_are_no_milestones_however_key() -> None:
    rows = [
        milestone(date(2026, 6, 1), date(2026, 6, 1)),
        milestone(date(2026, 6, 2), date(2026, 6, 20)),
        milestone(date(2026, 6, 3)),
        milestone(date(2026, 6, 3), date(2026, 6, 3), point=False),
    ]
    assert promised_and_met(rows, TODAY) == (3, 1)
