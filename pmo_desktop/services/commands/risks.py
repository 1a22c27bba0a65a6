"""Risks: added, scored, closed, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from sqlalchemy.orm import Session

from ..editing import load, new_row, next_code
from ..fields import field
from ..removal import remove
from ..values import check

CODE_PREFIX: Final = "R-"
Score = Literal["inherent", "current", "target"]
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
    row = new_row(session, "risk", values, **fixed)
    if row.inherent_probability is None and row.inherent_impact is None:
        # The first judgement is the one before any response.
        row.inherent_probability, row.inherent_impact = row.probability, row.impact
    return int(row.id)


def rescore(session: Session, risk_id: int, probability: int, impact: int, which: Score = "current") -> None:
    """Set one of a risk's scores, as when its number is dragged on the map."""
    names = PAIRS[which]
    (row,) = load(session, "risk", [risk_id])
    for name, value in zip(names, (probability, impact), strict=True):
        setattr(row, name, check(field("risk", name), value))
    if which == "current":
        row.reviewed_on = date.today()


def close(session: Session, ids: Sequence[int]) -> None:
    """Close risks: they leave the map and the exposure, and stay in the register."""
    for row in load(session, "risk", ids):
        row.status = "closed"


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete risks with their scores, responses and traces."""
    remove(session, "risk", ids)
