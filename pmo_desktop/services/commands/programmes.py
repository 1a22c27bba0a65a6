"""Programmes: made, ordered, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...persistence.tables import Programme, Project
from ..editing import load, new_row


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add a programme after the others and return its id."""
    last = session.scalar(select(func.max(Programme.position)))
    row = new_row(session, "programme", values, position=0 if last is None else last + 1)
    return int(row.id)


def find_or_create(session: Session, name: str) -> int:
    """Return the id of the programme with this name, or of a new one."""
    known = session.scalars(select(Programme.id).where(func.lower(Programme.name) == name.strip().lower())).first()
    return known if known is not None else create(session, {"name": name})


def reorder(session: Session, ids: Sequence[int]) -> None:
    """Put programmes in the order of `ids`."""
    for place, row in enumerate(load(session, "programme", ids)):
        row.position = place


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete programmes; their projects stay, without a programme."""
    rows = load(session, "programme", ids)
    for project in session.scalars(select(Project).where(Project.programme_id.in_(list(ids)))):
        project.programme_id = None
    session.flush()
    for row in rows:
        session.delete(row)
