"""What surrounds a reported rating: how old it is, what speaks against it, who answers for an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from .messages import Message
from .rag import DIMENSIONS, SEVERITY, Dimension, Rag
from .rag_measures import dimension_words, rating_words
from .reporting_dates import next_data_date

USUAL_PERIOD: Final = 30
"""Days of a period where only one is known."""

ReportState: TypeAlias = Literal["reported", "draft", "missing", "late"]
"""Complete; begun but not complete; not begun; neither complete nor in time."""

NEEDED: Final[Mapping[str, str]] = {
    "reason": "status_needs_reason",
    "next_step": "status_needs_next_step",
    "next_owner": "status_needs_next_owner",
    "next_due": "status_needs_next_due",
}
"""What amber and red have to say, each with the message that asks for it."""


@dataclass(frozen=True)
class Override:
    """A rating that somebody puts in place of the computed one, for at most two periods.

    Attributes:
        expires_on: last data date for which it holds.
    """

    id: int
    dimension: Dimension
    rag: Rag
    reason: str
    author: str
    made_on: date
    expires_on: date

    def holds_on(self, data_date: date) -> bool:
        """Tell whether it is in force in the period of a data date."""
        return self.made_on <= data_date <= self.expires_on


def latest_expiry(data_date: date) -> date:
    """Return the last day for which an override made in the period of `data_date` may hold: the next data date."""
    return next_data_date(data_date)


def is_stale(updated_on: date | None, data_date: date, previous: date | None) -> bool:
    """Tell whether an update is older than one and a half periods at a data date.

    Attributes:
        updated_on: None where nobody has ever reported: there is nothing that could have grown old.
        previous: the data date before, from which the length of a period is taken.
    """
    if updated_on is None:
        return False
    length = (data_date - previous).days if previous is not None and previous < data_date else USUAL_PERIOD
    return 2 * (data_date - updated_on).days > 3 * length


def is_better(reported: Rag, computed: Rag) -> bool:
    """Tell whether a reported rating is better than the computed one."""
    return bool(reported and computed) and SEVERITY[reported] < SEVERITY[computed]


def relief_allowed(computed: Rag, wanted: Rag) -> bool:
    """Tell whether an override may stand for a computed rating: at most one step better, or worse."""
    if wanted not in ("G", "A", "R") or computed not in ("G", "A", "R") or wanted == computed:
        return False
    return SEVERITY[computed] - SEVERITY[wanted] <= 1


def missing_words(ratings: Mapping[str, Rag], words: Mapping[str, object]) -> tuple[str, ...]:
    """Return which fields an amber or red status still needs; the first one is "overall" where nothing is rated."""
    if not ratings.get("overall"):
        return ("overall",)
    if not any(ratings.get(dimension) in ("A", "R") for dimension in DIMENSIONS):
        return ()
    return tuple(name for name in NEEDED if not words.get(name))


def problems(ratings: Mapping[str, Rag], words: Mapping[str, object]) -> tuple[Message, ...]:
    """Return in words what a status still needs before it can be printed."""
    missing = missing_words(ratings, words)
    if missing == ("overall",):
        return (Message("status_not_rated"),)
    rated: dict[Rag, list[Dimension]] = {"R": [], "A": []}
    for dimension in DIMENSIONS:
        rag = ratings.get(dimension, "")
        if rag in rated:
            rated[rag].append(dimension)
    worst: Rag = "R" if rated["R"] else "A"
    where = rated[worst][0] if rated[worst] else "overall"
    values = {"rating": rating_words(worst), "dimension": dimension_words(where)}
    return tuple(Message(NEEDED[name], values) for name in missing)


def report_state(is_begun: bool, is_complete: bool, deadline: date | None, today: date) -> ReportState:
    """Return how far a report has come."""
    if is_complete:
        return "reported"
    if deadline is not None and today > deadline:
        return "late"
    return "draft" if is_begun else "missing"


def days_late(is_complete: bool, reported_on: date | None, deadline: date | None, today: date) -> int:
    """Return how many days after the deadline a report came, or has been waited for so far; 0 in time."""
    if deadline is None:
        return 0
    day = reported_on if is_complete and reported_on is not None else today
    return max(0, (day - deadline).days)


def in_force(overrides: Iterable[Override], data_date: date) -> dict[Dimension, Override]:
    """Return the overrides that hold in a period, the newest one of each dimension."""
    holding = [one for one in overrides if one.holds_on(data_date)]
    return {one.dimension: one for one in sorted(holding, key=lambda item: (item.made_on, item.id))}
