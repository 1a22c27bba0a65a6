"""Rows by what users know of them: their name, and the project whose page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import RECORDED, HistoryRow, Project

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "portfolio": ("name",),
    "programme": ("name",),
    "project": ("code", "name"),
    "risk": ("code", "title"),
    "issue": ("code", "title"),
    "decision": ("code", "title"),
    "dependency": ("code", "title"),
    "action": ("code", "title"),
    "assumption": ("code", "title"),
    "change_request": ("code", "title"),
    "lesson": ("code", "title"),
    "benefit": ("code", "title"),
    "task": ("name",),
    "resource": ("name",),
    "custom_field": ("name",),
    "saved_view": ("name",),
    "template": ("name",),
}
"""Columns that name a row of a table."""

OWNERS: Final[Mapping[str, tuple[str, str]]] = {
    "status_update": ("project_id", "project"),
    "link": ("project_id", "project"),
    "assignment": ("project_id", "project"),
    "task_baseline": ("project_id", "project"),
    "calendar": ("project_id", "project"),
    "risk_score": ("risk_id", "risk"),
}
"""Rows without a name of their own, and the row that they belong to."""

ORDER: Final = (*NAMES, *OWNERS)
"""Which row of a change set gives it its name: the first kind of these."""


def project_of(session: Session, table: str, row_id: int) -> int | None:
    """Return the id of the project that a row belongs to, None where it belongs to none or is gone.

    What belongs to a draft of a plan belongs to its project.
    """
    shape = RECORDED.get(table)
    if shape is None:
        return None
    column = shape.c.id if table == "project" else shape.c.get("project_id")
    if column is None:
        return None
    found = session.execute(select(column).where(shape.c.id == row_id)).scalar()
    if found is None:
        return None
    draft_of = session.scalar(select(Project.draft_of).where(Project.id == found))
    return int(found) if draft_of is None else draft_of


def subjects(session: Session, seqs: Iterable[int], *, most: int = 6) -> dict[int, str]:
    """Return what change sets were about: the name of their one record, as it is called now.

    Change sets of several records, of more than `most` rows, or of rows that are gone have none.
    """
    wanted = list(seqs)
    query = select(HistoryRow.seq, HistoryRow.table, HistoryRow.row_id).where(HistoryRow.seq.in_(wanted))
    touched: dict[int, list[tuple[str, int]]] = {}
    for row in session.execute(query):
        if len(touched.setdefault(row.seq, [])) <= most:
            touched[row.seq].append((row.table, row.row_id))
    small = {seq: rows for seq, rows in touched.items() if len(rows) <= most}
    names = _names(session, {row for rows in small.values() for row in rows})
    told = {}
    for seq, rows in small.items():
        kinds = [table for table in ORDER if any(table == row[0] for row in rows)]
        known = {names.get(row, "") for row in rows if kinds and row[0] == kinds[0]}
        if len(known) == 1:
            told[seq] = known.pop()
    return told


def _names(session: Session, rows: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    owners: dict[tuple[str, int], tuple[str, int]] = {}
    for table, (column, owner) in OWNERS.items():
        for row_id, key in _read(session, table, (column,), rows):
            if key is not None:
                owners[table, row_id] = (owner, int(key))
    wanted = rows | set(owners.values())
    names = {
        (table, row_id): " ".join(str(part) for part in parts if part)
        for table, columns in NAMES.items()
        for row_id, *parts in _read(session, table, columns, wanted)
    }
    return names | {row: names.get(owner, "") for row, owner in owners.items()}


def _read(session: Session, table: str, columns: tuple[str, ...], rows: set[tuple[str, int]]) -> list[Any]:
    ids = [row_id for kind, row_id in rows if kind == table]
    if not ids:
        return []
    shape = RECORDED[table].c
    return list(session.execute(select(shape.id, *(shape[name] for name in columns)).where(shape.id.in_(ids))))
