"""Custom fields of projects: added, renamed, given choices, deleted with their values."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import CustomField, Project
from ...texts.messages import N_
from ..editing import load
from ..fields.choices import CUSTOM_KIND
from ..values import name_of


def create(session: Session, name: str, kind: str, choices: Sequence[str] = ()) -> int:
    """Add a field (text, number, date or choice) to all projects and return its id."""
    if all(kind != known.value for known in CUSTOM_KIND):
        raise PmoError("field_kind_unknown", kind=kind)
    last = session.scalar(select(func.max(CustomField.position)))
    row = CustomField(
        name=_free_name(session, name),
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
    row.name = _free_name(session, name, field_id)


def set_choices(session: Session, field_id: int, choices: Sequence[str]) -> None:
    """Set the choices of a choice field; values that are no longer among them stay until they are edited."""
    (row,) = load(session, "custom_field", [field_id])
    row.choices = _choices(choices)


def reorder(session: Session, ids: Sequence[int]) -> None:
    """Put fields in the order of `ids`."""
    for place, row in enumerate(load(session, "custom_field", ids)):
        row.position = place


def delete(session: Session, field_id: int) -> None:
    """Delete a field and its values in every project."""
    (row,) = load(session, "custom_field", [field_id])
    for project in session.scalars(select(Project)):
        if row.uid in project.custom:
            project.custom = {key: value for key, value in project.custom.items() if key != row.uid}
    session.delete(row)


def _free_name(session: Session, name: str, own: int = 0) -> str:
    cleaned = name_of(N_("Field"), name)
    same = select(CustomField.id).where(func.lower(CustomField.name) == cleaned.lower(), CustomField.id != own)
    if session.scalars(same).first() is not None:
        raise PmoError("name_taken", name=cleaned)
    return cleaned


def _choices(choices: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(name_of(N_("Choice"), word) for word in choices if word.strip()))
    if not words:
        raise PmoError("choices_missing")
    return words
