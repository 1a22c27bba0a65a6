"""Saved views, and the custom fields as their settings page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import CustomField, Project, SavedView, Task


@dataclass(frozen=True)
class ViewOfTable:
    """A named way to look at a table; `definition` is the page's own."""

    id: int
    uid: str
    page: str
    name: str
    definition: Mapping[str, Any]


@dataclass(frozen=True)
class CustomFieldView:
    """A custom field; `used` counts the projects, or tasks, that have a value."""

    id: int
    uid: str
    name: str
    kind: str
    choices: tuple[str, ...]
    used: int


def saved_views(session: Session, page: str) -> tuple[ViewOfTable, ...]:
    """Return the saved views of a page in their order."""
    query = select(SavedView).where(SavedView.page == page).order_by(SavedView.position, SavedView.id)
    return tuple(ViewOfTable(row.id, row.uid, row.page, row.name, row.definition) for row in session.scalars(query))


def custom_field_list(session: Session, record: str = "project") -> tuple[CustomFieldView, ...]:
    """Return the custom fields of projects, or of tasks, in their order."""
    holder = Task if record == "task" else Project
    values = [custom for custom in session.scalars(select(holder.custom)) if custom]
    return tuple(
        CustomFieldView(
            row.id, row.uid, row.name, row.kind, tuple(row.choices), sum(row.uid in custom for custom in values)
        )
        for row in session.scalars(
            select(CustomField).where(CustomField.record == record).order_by(CustomField.position, CustomField.id)
        )
    )
