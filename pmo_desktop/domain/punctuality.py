"""What was promised and kept: milestones by their baseline, reports by their deadline; one rule for window and pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

LOOK_DAYS: Final = 90
"""How many days back promises are counted, and ahead milestones are shown."""


def was_promised(baseline: date | None, data_date: date) -> bool:
    """Tell whether a milestone was promised for the days up to the data date; one without a baseline never was."""
    return baseline is not None and timedelta(0) <= data_date - baseline < timedelta(days=LOOK_DAYS)


def was_met(baseline: date | None, actual: date | None) -> bool:
    """Tell whether a milestone was reached on the day of its baseline or before."""
    return baseline is not None and actual is not None and actual <= baseline


def reports_in_time(answers: Iterable[tuple[date | None, date | None]], today: date) -> tuple[int, int]:
    """Return how many reports came by their deadline, of how many that were due by `today`.

    Attributes:
        answers: (deadline, day of the report) of each period, None where there is none; a period without a deadline
            asks nothing, and one whose deadline lies ahead counts only when the report is there.
    """
    asked = [(deadline, day) for deadline, day in answers if deadline is not None]
    due = [(deadline, day) for deadline, day in asked if day is not None or today > deadline]
    return sum(day is not None and day <= deadline for deadline, day in due), len(due)
