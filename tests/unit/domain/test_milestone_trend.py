"""Milestone trend analysis: the formulas of the slip chart, on figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pmo_desktop.domain.milestone_trend import (
    LEAST_SAMPLE,
    outlooks,
    percentile,
    period_slips,
    promises,
    slip_rate,
    stability,
    total_slip,
    with_today,
)
from pmo_desktop.domain.pack import PackMilestone
from pmo_desktop.domain.pack_history import PackOutlook

DAYS = tuple(date(2026, 6, 1) + timedelta(days=30 * at) for at in range(6))


def trend(*slips: int) -> tuple[tuple[date, date], ...]:
    """Return a trend whose forecasts lie so many days after 1 March 2027."""
    return tuple((day, date(2027, 3, 1) + timedelta(days=slip)) for day, slip in zip(DAYS, slips, strict=False))


def test_slips_from_report_to_report_and_in_all() -> None:
    told = trend(0, 0, 10, 25)
    assert period_slips(told) == (0, 10, 15)
    assert total_slip(told, None) == 25
    assert total_slip(told, date(2027, 2, 19)) == 35
    assert total_slip((), None) is None


def test_the_slip_rate_is_the_slope_of_the_last_three_reports() -> None:
    assert slip_rate(trend(0, 30, 60)) == 1
    assert slip_rate(trend(90, 0, 15, 30)) == Fraction(1, 2)
    assert slip_rate(trend(30, 15, 0)) == Fraction(-1, 2)
    # The best line through (0, 0), (30, 30), (60, 0) is level.
    assert slip_rate(trend(0, 30, 0)) == 0
    assert slip_rate(trend(0, 10)) is None
    assert slip_rate(((DAYS[0], DAYS[3]),) * 3) is None


def test_stability_counts_the_reports_that_moved_by_two_days_at_most() -> None:
    assert stability([trend(0, 2, 0, 3), trend(5)]) == (2, 3)
    assert stability([]) == (0, 0)


def stone(uid: str, baseline: date | None, actual: date | None) -> PackMilestone:
    return PackMilestone(uid, "p", uid, baseline=baseline, actual=actual)


def test_promises_are_kept_within_five_percent_of_the_lead_time() -> None:
    start, due = date(2026, 1, 1), date(2026, 7, 20)  # 200 days: ten days either way
    stones = [
        stone("early", due, due - timedelta(days=10)),
        stone("late", due, due + timedelta(days=10)),
        stone("too late", due, due + timedelta(days=11)),
        stone("never", due, None),
        stone("not due", date(2027, 1, 1), None),
        stone("no promise", None, due),
    ]
    assert promises(stones, {"p": start}, date(2026, 8, 1)) == (2, 4)
    # Without a start there is no lead time: a day is all that is given.
    assert promises([stone("a", due, due + timedelta(days=1))], {}, date(2026, 8, 1)) == (1, 1)


def past(index: int, ahead: int, slip: int, *, reached: bool = True) -> PackMilestone:
    """Return a milestone that was forecast `ahead` days ahead in the first report and came `slip` days later."""
    forecast = DAYS[0] + timedelta(days=ahead)
    day = forecast + timedelta(days=slip)
    return PackMilestone(
        f"m{index}", "p", "Done", forecast=day, actual=day if reached else None, trend=((DAYS[0], forecast),)
    )


def test_the_own_history_gives_median_and_p80_with_their_sample() -> None:
    stones = [past(index, 70, slip) for index, slip in enumerate((0, 0, 5, 10, 18, 18, 20, 41, 50, 60))]
    assert outlooks(stones, date(2027, 6, 1)) == (PackOutlook(60, 90, 10, 18, 41),)


def test_a_sample_below_the_least_says_nothing() -> None:
    stones = [past(index, 70, 10) for index in range(LEAST_SAMPLE - 1)]
    assert outlooks(stones, date(2027, 6, 1)) == ()
    assert len(outlooks([*stones, past(99, 70, 10)], date(2027, 6, 1))) == 1


def test_what_is_not_due_yet_does_not_count_and_what_is_overdue_counts_as_late_as_it_is() -> None:
    today = DAYS[0] + timedelta(days=100)
    due = [past(index, 70, 40, reached=False) for index in range(10)]
    (outlook,) = outlooks(due, today)
    assert outlook.median == 40  # forecast for day 110 by now
    assert outlooks([past(index, 89, 5, reached=False) for index in range(10)], DAYS[0] + timedelta(days=80)) == ()
    overdue = [past(index, 70, 10, reached=False) for index in range(10)]
    assert outlooks(overdue, today)[0].median == 30  # day 80 has passed: late by today at least


@pytest.mark.parametrize(("percent", "value"), [(1, 1), (20, 1), (21, 2), (80, 4), (81, 5), (100, 5)])
def test_percentiles_are_values_that_occurred(percent: int, value: int) -> None:
    assert percentile([1, 2, 3, 4, 5], percent) == value


def test_a_trend_ends_with_today() -> None:
    told = trend(0, 5)
    assert with_today(told, DAYS[1], date(2027, 4, 1)) == (told[0], (DAYS[1], date(2027, 4, 1)))
    assert with_today(told, DAYS[5], None) == told
