"""Risks: added, scored, closed, deleted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from sqlalchemy.orm import Session

from ...domain import risk as scoring
from ...domain.errors import PmoError
from ...persistence.tables import Risk
from ..editing import load, new_row, next_code
from ..fields import field
from ..removal import remove
from ..values import check

CODE_PREFIX: Final = "R-"
Score = Literal["inherent", "current", "target"]
IMPACT_KINDS: Final = ("time", "cost", "scope", "quality", "reputation")
PAIRS: Final[Mapping[Score, tuple[str, str]]] = {
    "inherent": ("inherent_probability", "inherent_impact"),
    "current": ("probability", "impact"),
    "target": ("target_probability", "target_impact"),
}
"""Fields of each of a risk's three scores."""


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add a risk and return its id; without a code it gets the next one of the whole store."""
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, "risk", CODE_PREFIX)
    if "identified_on" not in values:
        fixed["identified_on"] = date.today()
    row: Risk = new_row(session, "risk", values, **fixed)
    settle(row, set(values))
    if row.inherent_probability is None and row.inherent_impact is None:
        # The first judgement is the one before any response.
        row.inherent_probability, row.inherent_impact = row.probability, row.impact
    return int(row.id)


def settle(row: Risk, changed: Collection[str]) -> None:
    """Bring in line what follows from fields of a risk that were `changed`: its impact, its next review, its end.

    Raises:
        PmoError: the best case of an impact is worse than the worst.
    """
    for kind in ("days", "cost"):
        points = [getattr(row, f"{kind}_{end}") for end in ("low", "likely", "high")]
        known = [point for point in points if point is not None]
        if known != sorted(known):
            raise PmoError("three_points_out_of_order", risk=row.code)
    if any(name.startswith("impact_") for name in changed):
        row.impact = scoring.worst(getattr(row, f"impact_{kind}") for kind in IMPACT_KINDS)
    if {"reviewed_on", "review_every"} & set(changed):
        row.review_on = scoring.next_review(row.reviewed_on, row.review_every) or row.review_on
    if "status" in changed and row.status in ("closed", "rejected") and row.closed_on is None:
        row.closed_on = date.today()


def review(session: Session, ids: Sequence[int], on: date) -> None:
    """Note that risks were looked at on a day; the next review follows where one is due every so many days."""
    for row in load(session, "risk", ids):
        row.reviewed_on = on
        settle(row, {"reviewed_on"})


def rescore(session: Session, risk_id: int, probability: int, impact: int, which: Score = "current") -> None:
    """Set one of a risk's scores, as when its number is dragged on the map."""
    names = PAIRS[which]
    (row,) = load(session, "risk", [risk_id])
    for name, value in zip(names, (probability, impact), strict=True):
        setattr(row, name, check(field("risk", name), value))
    if which == "current":
        row.reviewed_on = date.today()
        settle(row, {"reviewed_on"})


def close(session: Session, ids: Sequence[int]) -> None:
    """Close risks: they leave the map and the exposure, and stay in the register."""
    for row in load(session, "risk", ids):
        row.status = "closed"
        settle(row, {"status"})


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete risks with their scores, responses and traces."""
    remove(session, "risk", ids)
