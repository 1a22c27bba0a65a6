"""The history of one project: of its row and of all that belongs to it, and what issued packs said of milestones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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
from .packs import packs_before, snapshot_raw

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


def milestone_forecasts(session: Session, before: date, packs: int = 12) -> list[tuple[date, Mapping[str, date]]]:
    """Return what the last issued packs before a day said of milestones, oldest first.

    Each is its data date, and for the `uid` of a milestone the day on which it was reached or was expected then.

    Raises:
        PmoError: the data of a pack are missing or damaged.
    """
    told: list[tuple[date, Mapping[str, date]]] = []
    for pack in packs_before(session, before)[-packs:]:
        stones = snapshot_raw(session, pack).get("milestones", ())
        days = {str(stone["uid"]): stone.get("actual") or stone.get("forecast") for stone in stones}
        told.append((pack.data_date, {uid: date.fromisoformat(day) for uid, day in days.items() if day}))
    return told
