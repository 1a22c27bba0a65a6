"""Decisions: the answers that they allow, and the one that was taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...domain.pack import PackOption
from ..editing import load
from ..fields import field
from ..values import check, clean


def set_options(session: Session, decision_id: int, options: Sequence[PackOption]) -> None:
    """Set the answers that a decision allows, at most one of them recommended."""
    (row,) = load(session, "decision", [decision_id])
    row.options = [
        {
            "name": clean(option.name),
            "when": clean(option.when),
            "cost": clean(option.cost),
            "gain": clean(option.gain),
            "risk": clean(option.risk),
            "recommended": option.recommended,
        }
        for option in options
    ]


def decide(session: Session, decision_id: int, outcome: str, decided_on: date, act_by: date | None = None) -> None:
    """Note what the committee answered."""
    (row,) = load(session, "decision", [decision_id])
    row.outcome = str(check(field("decision", "outcome"), outcome))
    row.decided_on = decided_on
    row.act_by = act_by
    row.status = "decided"
