"""Time along a horizontal axis: where a moment lies, and which ticks and labels stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from ..texts import Texts

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "half", "year"]

ZOOMS: Final[tuple[Unit, ...]] = ("day", "week", "month", "quarter", "half", "year")
"""The Gantt's six zooms, nearest first; each is named after the unit of its lower header row."""

WIDTHS: Final[Mapping[Unit, float]] = {
    "day": 28.0, "week": 8.0, "month": 2.6, "quarter": 1.1, "half": 0.55, "year": 0.22,
}  # fmt: skip
"""Width of a day in each zoom, in pixels."""

UPPER: Final[Mapping[Unit, Unit]] = {
    "day": "month", "week": "month", "month": "quarter", "quarter": "year", "half": "year", "year": "year",
}  # fmt: skip
"""The unit of the upper header row of each zoom."""

DAYS: Final[Mapping[Unit, float]] = {
    "day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "half": 182.62, "year": 365.25,
}  # fmt: skip
"""Mean length of each unit."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One unit of the axis: from x to x + width, with the label that belongs into it."""

    x: float
    width: float
    label: str
    day: date


@dataclass(frozen=True)
class Timescale:
    """A linear axis of time.

    Attributes:
        origin: the moment at x = 0.
        day_width: pixels or points a day.
    """

    origin: datetime
    day_width: float

    @classmethod
    def between(cls, first: date, last: date, width: float) -> Timescale:
        """Return the scale that spreads the days from `first` to `last` over `width`."""
        days = max((last - first).days, 1)
        return cls(datetime.combine(first, datetime.min.time()), width / days)

    def x(self, moment: date) -> float:
        """Return where a day begins, or where a moment lies."""
        at = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
        return (at - self.origin) / timedelta(days=1) * self.day_width

    def moment(self, x: float) -> datetime:
        """Return the moment at x, rounded to the minute; the calendar ends with the years 1 and 9999."""
        minutes = round(x / self.day_width * 1440)
        earliest = (datetime.min - self.origin) // timedelta(minutes=1) + 1
        latest = (datetime.max - self.origin) // timedelta(minutes=1)
        return self.origin + timedelta(minutes=min(max(minutes, earliest), latest))

    def ticks(self, unit: Unit, left: float, right: float, t: Texts, *, short: bool = False) -> list[Tick]:
        """Return the units that touch the window from x = left to x = right.

        With `short`, labels fit narrow columns ("Q3 26" instead of "Q3 2026").
        """
        found = []
        for first, after in _units(unit, self.moment(left).date(), self.moment(right).date()):
            x = self.x(first)
            found.append(Tick(x, self.x(after) - x, label(unit, first, t, short=short), first))
        return found

    def unit(self, narrowest: float) -> Unit:
        """Return the finest unit that is at least `narrowest` wide."""
        return next((unit for unit in ZOOMS if DAYS[unit] * self.day_width >= narrowest), "year")


def shifted(day: date, days: int) -> date:
    """Return the day that many days later, or the calendar's first or last day where it has none."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)


def label(unit: Unit, day: date, t: Texts, *, short: bool = False) -> str:
    """Return the name of the unit that begins on `day`, in the language of `t`."""
    year = f"{day.year % 100:02d}" if short else str(day.year)
    match unit:
        case "day":
            return str(day.day)
        case "week":
            return t.date(day, year=False) if short else str(day.day)
        case "month":
            return t.short_month(day) if short else t.month(day)
        case "quarter":
            return t("Q{quarter} {year}", quarter=str((day.month + 2) // 3), year=year)
        case "half":
            return t("H{half} {year}", half="1" if day.month < 7 else "2", year=year)
        case "year":
            return str(day.year)


def _units(unit: Unit, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield (first day, day after) of every unit that touches first to last; weeks begin on Monday."""
    start = _floor(unit, first)
    while start <= last:
        after = _next(unit, start)
        yield start, after
        if after == date.max:
            return
        start = after


def _floor(unit: Unit, day: date) -> date:
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "half":
            return day.replace(month=1 if day.month < 7 else 7, day=1)
        case "year":
            return day.replace(month=1, day=1)


def _next(unit: Unit, day: date) -> date:
    if unit in ("day", "week"):
        return shifted(day, 1 if unit == "day" else 7)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1) if total // 12 <= date.max.year else date.max
