"""Saved views of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import SavedView
from ...texts.messages import N_
from ..editing import load
from ..values import name_of


def save(session: Session, page: str, name: str, definition: Mapping[str, Any]) -> int:
    """Save a view of a page under a name, over one of the same name if there is one; return its id."""
    cleaned = name_of(N_("View"), name)
    row = _named(session, page, cleaned)
    if row is None:
        last = session.scalar(select(func.max(SavedView.position)).where(SavedView.page == page))
        row = SavedView(page=page, name=cleaned, position=0 if last is None else last + 1)
        session.add(row)
    row.definition = dict(definition)
    session.flush()
    return row.id


def rename(session: Session, view_id: int, name: str) -> None:
    """Rename a view."""
    (row,) = load(session, "saved_view", [view_id])
    cleaned = name_of(N_("View"), name)
    other = _named(session, row.page, cleaned)
    if other is not None and other.id != view_id:
        raise PmoError("name_taken", name=cleaned)
    row.name = cleaned


def reorder(session: Session, ids: Sequence[int]) -> None:
    """Put views in the order of `ids`."""
    for place, row in enumerate(load(session, "saved_view", ids)):
        row.position = place


def delete(session: Session, view_id: int) -> None:
    """Delete a view."""
    (row,) = load(session, "saved_view", [view_id])
    session.delete(row)


def _named(session: Session, page: str, name: str) -> SavedView | None:
    same = select(SavedView).where(SavedView.page == page, func.lower(SavedView.name) == name.lower())
    return session.scalars(same).first()
