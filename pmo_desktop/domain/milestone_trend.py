"""Milestone trend analysis: how forecasts moved from report to report, and what that says of those to come.

A trend is a tuple of (report date, forecast then) pairs, oldest first, one for each pack that was issued. Formulas
after the slip chart of project controls: a level line keeps its date, a rising one slips, one that meets the diagonal
is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final

from .pack import PackMilestone
from .pack_history import PackOutlook

Trend = Sequence[tuple[date, date]]

STABLE_DAYS: Final = 2
"""A forecast that moved by no more than this many days from one report to the next was stable."""

RATE_REPORTS: Final = 3
"""Reports from which the slip rate is taken."""

LEAD_SHARE: Final = Fraction(5, 100)
"""A promise is kept when the milestone is reached within this share of its lead time."""

LEAST_SAMPLE: Final = 10
"""Milestones below which nothing is said of how forecasts have held."""

HORIZONS: Final = ((0, 30), (30, 60), (60, 90), (90, 180))
"""Days ahead, from and up to but not including, by which forecasts are told apart."""


def period_slips(trend: Trend) -> tuple[int, ...]:
    """Return by how many days the forecast moved from each report to the next."""
    days = [forecast for _, forecast in trend]
    return tuple((later - earlier).days for earlier, later in pairwise(days))


def total_slip(trend: Trend, baseline: date | None) -> int | None:
    """Return the days from the baseline to the last forecast; without a baseline from the first forecast."""
    if not trend:
        return None
    return (trend[-1][1] - (baseline or trend[0][1])).days


def slip_rate(trend: Trend) -> Fraction | None:
    """Return the days slipped for each day that went by, over the last three reports: the slope of their best line.

    From 1 upwards the date runs away as fast as time passes. None with fewer than three reports.
    """
    last = trend[-RATE_REPORTS:]
    if len(last) < RATE_REPORTS:
        return None
    xs = [report.toordinal() for report, _ in last]
    ys = [forecast.toordinal() for _, forecast in last]
    n = len(last)
    spread = n * sum(x * x for x in xs) - sum(xs) ** 2
    if not spread:
        return None
    return Fraction(n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys), spread)


def stability(trends: Iterable[Trend]) -> tuple[int, int]:
    """Return how many movements between two reports stayed within two days, and how many there were."""
    slips = [slip for trend in trends for slip in period_slips(trend)]
    return sum(abs(slip) <= STABLE_DAYS for slip in slips), len(slips)


def promises(milestones: Iterable[PackMilestone], starts: dict[str, date | None], data_date: date) -> tuple[int, int]:
    """Return how many promises were kept, and how many had come due: the two sides of the promise-keeping index.

    Kept is a milestone reached no later or earlier than 5 % of its lead time, at least one day; its lead time runs from
    its project's start (in `starts`, by uid) to its baseline.
    """
    kept = due = 0
    for stone in milestones:
        if stone.baseline is None or stone.baseline > data_date:
            continue
        due += 1
        start = starts.get(stone.project)
        lead = (stone.baseline - start).days if start else 0
        tolerance = max(1, int(lead * LEAD_SHARE))
        kept += stone.actual is not None and abs((stone.actual - stone.baseline).days) <= tolerance
    return kept, due


def outlooks(milestones: Iterable[PackMilestone], data_date: date) -> tuple[PackOutlook, ...]:
    """Return how far forecasts have slipped in the end, by how far ahead they were.

    Counted is every milestone whose forecast day of an earlier report has come by now: its slip runs to the day on
    which it was reached, or else to today's forecast. Each counts once a horizon, by its latest report. A horizon with
    fewer than `LEAST_SAMPLE` milestones says nothing and is left out.
    """
    stones = list(milestones)
    found = []
    for low, high in HORIZONS:
        slips = sorted(slip for stone in stones if (slip := _outcome(stone, low, high, data_date)) is not None)
        if len(slips) >= LEAST_SAMPLE:
            found.append(PackOutlook(low, high, len(slips), _rounded(median(slips)), percentile(slips, 80)))
    return tuple(found)


def percentile(ordered: Sequence[int], percent: int) -> int:
    """Return the smallest of the ordered values that at least so many percent do not exceed."""
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


def with_today(trend: Trend, data_date: date, expected: date | None) -> tuple[tuple[date, date], ...]:
    """Return a trend up to today: past reports, then what is expected now."""
    past = tuple(point for point in trend if point[0] < data_date)
    return (*past, (data_date, expected)) if expected else past


def _outcome(stone: PackMilestone, low: int, high: int, data_date: date) -> int | None:
    expected = stone.expected
    if expected is None:
        return None
    for report, forecast in reversed(stone.trend):
        ahead = (forecast - report).days
        is_before = report < data_date and (stone.actual is None or report < stone.actual)
        if low <= ahead < high and is_before and forecast <= data_date:
            return (max(expected, data_date if stone.actual is None else expected) - forecast).days
    return None


def _rounded(value: float) -> int:
    """Return a median as whole days, halves away from zero, so that it never looks better than it is."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def is_next(stone: PackMilestone, outlook: PackOutlook, data_date: date) -> bool:
    """Tell whether a milestone is as far ahead as an outlook speaks of."""
    day = stone.forecast
    if stone.actual is not None or day is None:
        return False
    return timedelta(days=outlook.low) <= day - data_date < timedelta(days=outlook.high)
