"""Issues: added, closed, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ..editing import load, new_row, next_code

CODE_PREFIX: Final = "I-"


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add an issue and return its id; without a code it gets the next one."""
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, "issue", CODE_PREFIX)
    if "raised_on" not in values:
        fixed["raised_on"] = date.today()
    return int(new_row(session, "issue", values, **fixed).id)


def close(session: Session, ids: Sequence[int], on: date) -> None:
    """Close issues on a day."""
    for row in load(session, "issue", ids):
        row.status = "closed"
        row.closed_on = on


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete issues."""
    for row in load(session, "issue", ids):
        session.delete(row)
