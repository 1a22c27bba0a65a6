"""The history of one project: of its row and of all that belongs to it."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...persistence.history import Entry, entries
from ...persistence.tables import (
    Assignment,
    Calendar,
    Decision,
    HistoryRow,
    Issue,
    Link,
    Resource,
    Risk,
    StatusUpdate,
    Task,
    TaskBaseline,
)

OWNED = (Task, Link, Assignment, Resource, Calendar, TaskBaseline, StatusUpdate, Risk, Issue, Decision)


def project_history(session: Session, project_id: int, limit: int = 300) -> list[Entry]:
    """Return the change sets that touched a project or what belongs to it now, newest first."""
    parts = [(HistoryRow.table == "project") & (HistoryRow.row_id == project_id)]
    for table in OWNED:
        ids = select(table.id).where(table.project_id == project_id)
        parts.append((HistoryRow.table == table.__tablename__) & HistoryRow.row_id.in_(ids))
    query = select(HistoryRow.seq).where(or_(*parts)).distinct().order_by(HistoryRow.seq.desc()).limit(limit)
    wanted = set(session.scalars(query))
    found: list[Entry] = []
    before: int | None = None
    while wanted:
        page = entries(session, before=before, limit=500)
        if not page:
            break
        found += [entry for entry in page if entry.seq in wanted]
        wanted -= {entry.seq for entry in page}
        before = page[-1].seq
    return found
