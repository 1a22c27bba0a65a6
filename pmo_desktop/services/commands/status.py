"""What is reported on a project for a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.rag import DIMENSIONS
from ..editing import reports, specs_for
from ..fields import field
from ..values import check, clean

NOTE_LIMIT: Final = 80
"""Characters of the words to a single dimension: one line beside its mark."""


def write(
    session: Session,
    project_id: int,
    values: Mapping[str, object],
    *,
    author: str = "",
    period_id: int | None = None,
) -> int:
    """Write a project's report of a period, the current one where none is named, and return its id.

    Attributes:
        values: fields of `status_update`: ratings, reason, next step and so on; those not named stay. `reasons` is a
            mapping of dimension to a few words; dimensions not named stay.

    Raises:
        PmoError: a value is refused, the period is published, or none is open; nothing is changed.
    """
    notes = values.get("reasons", {})
    plain = {name: value for name, value in values.items() if name != "reasons"}
    specs = specs_for(session, "status_update", plain)
    checked = {name: check(spec, plain[name]) for name, spec in specs.items()}
    (row,) = reports(session, [project_id], period_id)
    for name, value in checked.items():
        setattr(row, name, value)
    if isinstance(notes, Mapping) and notes:
        merged = {**(row.reasons or {}), **{name: _note(name, words) for name, words in notes.items()}}
        row.reasons = {name: words for name, words in merged.items() if words}
    if author:
        row.author = str(check(field("project", "manager"), author))
    row.updated_at = datetime.now()
    session.flush()
    return row.id


def _note(dimension: object, words: object) -> str:
    if dimension not in DIMENSIONS:
        raise PmoError("field_unknown", name=str(dimension))
    text = clean(str(words or ""))
    if len(text) > NOTE_LIMIT:
        caption = field("status_update", str(dimension)).caption
        raise PmoError("value_too_long", field=caption, limit=NOTE_LIMIT, length=len(text))
    return text
