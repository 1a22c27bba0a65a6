"""Decisions: asked for, taken, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ...domain.pack import PackOption
from ..editing import load, new_row, next_code
from ..fields import field
from ..values import check, clean

CODE_PREFIX: Final = "D-"


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add a question for the committee and return its id; without a code it gets the next one."""
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, "decision", CODE_PREFIX)
    return int(new_row(session, "decision", values, **fixed).id)


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


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete decisions."""
    for row in load(session, "decision", ids):
        session.delete(row)
