"""What the store holds already, as an import compares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Period, Project, StatusUpdate
from ..editing import CLASSES
from ..fields import CUSTOM, FieldSpec
from ..queries.periods import current_period
from .kinds import TABLES, Kind

Values: TypeAlias = Mapping[str, object]


def existing(
    session: Session, kind: Kind, specs: Mapping[str, FieldSpec]
) -> tuple[dict[str, Values], dict[str, Values]]:
    """Return the rows that an import may update, by key and by name; each as field name to value, and its `id`."""
    if kind != "registry":
        cls: Any = CLASSES[TABLES[kind]]
        records = [_of_row(row, specs.values()) for row in session.scalars(select(cls).order_by(cls.id.desc()))]
        by_key: dict[str, Values] = {key_of(row.get("project_id"), str(row["code"])): row for row in records}
        by_title: dict[str, Values] = {str(row["title"]).casefold(): row for row in records}
        by_title |= {key_of(row.get("project_id"), str(row["title"])): row for row in records}
        return by_key, by_title
    rows = {
        row.id: _of_row(row, specs.values())
        for row in session.scalars(select(Project).where(Project.draft_of.is_(None)))
    }
    period = current_period(session)
    if period is not None:
        status = [spec for spec in specs.values() if spec.home == "status_update"]
        for update in session.scalars(select(StatusUpdate).where(StatusUpdate.period_id == period.id)):
            for spec in status:
                rows[update.project_id][spec.name] = getattr(update, spec.column)
    for key, percent in _last_progress(session).items():
        rows[key]["percent_complete"] = percent
    by_code: dict[str, Values] = {str(row["code"]).casefold(): row for row in rows.values()}
    return by_code, {str(row["name"]).casefold(): row for row in rows.values()}


def _last_progress(session: Session) -> dict[int, int]:
    """Return each project's progress as the registry shows it: as last reported."""
    query = (
        select(StatusUpdate.project_id, StatusUpdate.percent_complete)
        .join(Period, Period.id == StatusUpdate.period_id)
        .where(StatusUpdate.percent_complete.is_not(None))
        .order_by(Period.data_date, Period.id)
    )
    return {key: percent for key, percent in session.execute(query) if percent is not None}


def key_of(project_id: object, code: str) -> str:
    """Return what tells one record from another: each project may have its own R-1."""
    return f"{project_id or 0}:{code.casefold()}"


def _of_row(row: Any, specs: Iterable[FieldSpec]) -> dict[str, object]:
    found: dict[str, object] = {"id": row.id}
    for spec in specs:
        if spec.is_custom:
            found[spec.name] = row.custom.get(spec.name.removeprefix(CUSTOM))
        elif spec.home == spec.table:
            found[spec.name] = getattr(row, spec.name)
        else:
            found[spec.name] = "" if spec.kind in ("rag", "text", "long_text", "person") else None
    return found
