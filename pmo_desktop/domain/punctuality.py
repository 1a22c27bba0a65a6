"""Which milestones were promised for the last months, and which of those were met: one rule for window and pack."""

from __future__ import annotations

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
