"""Data confidence: how far the figures of a project can be trusted, as a grade from A to D with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from .pack_history import Grade, PackConfidence

FULL: Final = 100
FRESH: Final = 30
"""Points for a status that was written since the last period; none after one and a half periods."""

COMPLETE: Final = 25
"""Points for required fields that are filled, in proportion."""

SOUND: Final = 30
"""Points for checks of the schedule that are met, in proportion."""

AGREED: Final = 15
"""Points when nothing that was promised was changed without approval."""

GRADES: Final[Sequence[tuple[int, Grade]]] = ((90, "A"), (75, "B"), (55, "C"), (0, "D"))
"""Least points of each grade, of 100."""

STALE: Final = 1.5
"""Periods without an update after which a status says nothing."""


def confidence(
    *,
    updated: date | None,
    data_date: date,
    period_days: int,
    required: int,
    missing: Sequence[str],
    quality: int | None,
    unapproved: int,
) -> PackConfidence:
    """Return the grade of a project.

    Attributes:
        updated: day of the last update of its status; `period_days`: usual length of a period.
        required: how many fields are asked for; `missing`: names of those that are empty.
        quality: share of the schedule's checks that are met, 0 to 100; None without a plan, which then does not count.
        unapproved: changes to what was promised that nobody approved.

    A status older than one and a half periods is never better than C, whatever else is right.
    """
    days_old = None if updated is None else max((data_date - updated).days, 0)
    limit = period_days * STALE
    is_stale = days_old is None or days_old > limit
    fresh = 0.0 if days_old is None or is_stale else 1.0 if days_old <= period_days else 0.5
    parts = [
        (FRESH, fresh),
        (COMPLETE, 1 - len(missing) / required if required else 1.0),
        (AGREED, 0.0 if unapproved else 1.0),
    ]
    if quality is not None:
        parts.append((SOUND, quality / 100))
    points = round(FULL * sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts))
    grade = next(letter for least, letter in GRADES if points >= least)
    if is_stale and grade in ("A", "B"):
        grade = "C"
    return PackConfidence(grade, points, days_old, tuple(missing), quality, unapproved)
