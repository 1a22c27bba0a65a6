"""Custom fields of projects and of tasks: added, renamed, given choices, deleted with their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import CustomField, Project, Task
from ...texts.messages import N_
from ..editing import load
from ..fields.choices import CUSTOM_KIND
from ..values import name_of


def create(session: Session, name: str, kind: str, choices: Sequence[str] = (), record: str = "project") -> int:
    """Add a field (text, number, date or choice) to all projects, or to all tasks, and return its id."""
    if all(kind != known.value for known in CUSTOM_KIND):
        raise PmoError("field_kind_unknown", kind=kind)
    last = session.scalar(select(func.max(CustomField.position)))
    row = CustomField(
        record=record,
        name=_free_name(session, name, record),
        kind=kind,
        choices=_choices(choices) if kind == "choice" else [],
        position=0 if last is None else last + 1,
    )
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, field_id: int, name: str) -> None:
    """Rename a field; values stay."""
    (row,) = load(session, "custom_field", [field_id])
    row.name = _free_name(session, name, row.record, field_id)


def set_choices(session: Session, field_id: int, choices: Sequence[str]) -> None:
    """Set the choices of a choice field; values that are no longer among them stay until they are edited."""
    (row,) = load(session, "custom_field", [field_id])
    row.choices = _choices(choices)


def reorder(session: Session, ids: Sequence[int]) -> None:
    """Put fields in the order of `ids`."""
    for place, row in enumerate(load(session, "custom_field", ids)):
        row.position = place


def delete(session: Session, field_id: int) -> None:
    """Delete a field and its values in every project, or in every task."""
    (row,) = load(session, "custom_field", [field_id])
    holder: Any = Task if row.record == "task" else Project
    for owner in session.scalars(select(holder).where(cast(holder.custom, String).contains(row.uid))):
        if row.uid in owner.custom:
            owner.custom = {key: value for key, value in owner.custom.items() if key != row.uid}
    session.delete(row)


def _free_name(session: Session, name: str, record: str, own: int = 0) -> str:
    cleaned = name_of(N_("Field"), name)
    of_record = select(CustomField.id).where(CustomField.record == record, CustomField.id != own)
    if session.scalars(of_record.where(func.lower(CustomField.name) == cleaned.lower())).first() is not None:
        raise PmoError("name_taken", name=cleaned)
    return cleaned


def _choices(choices: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(name_of(N_("Choice"), word) for word in choices if word.strip()))
    if not words:
        raise PmoError("choices_missing")
    return words
