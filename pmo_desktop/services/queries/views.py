"""Saved views, and the custom fields as their settings page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import CustomField, Project, SavedView


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
    """A custom field; `used` counts the projects that have a value."""

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


def custom_field_list(session: Session) -> tuple[CustomFieldView, ...]:
    """Return the custom fields of projects in their order."""
    values = list(session.scalars(select(Project.custom)))
    return tuple(
        CustomFieldView(
            row.id, row.uid, row.name, row.kind, tuple(row.choices), sum(row.uid in custom for custom in values)
        )
        for row in session.scalars(select(CustomField).order_by(CustomField.position, CustomField.id))
    )
