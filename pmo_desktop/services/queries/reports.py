"""Which project a status report belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.changes import ChangeSet
from ...persistence.tables import StatusUpdate


def projects_of_reports(session: Session, report_ids: Iterable[int]) -> frozenset[int]:
    """Return the ids of the projects that these reports are about; reports that are gone are passed over."""
    query = select(StatusUpdate.project_id).where(StatusUpdate.id.in_(list(report_ids)))
    return frozenset(session.scalars(query))


def projects_touched(session: Session, change: ChangeSet) -> frozenset[int]:
    """Return the ids of the projects whose row or whose reports a change set touched."""
    gone = {
        int(str(image["project_id"]))
        for row in change.rows
        if row.table == "status_update"
        for image in (row.before, row.after)
        if image is not None and "project_id" in image
    }
    return change.ids("project") | gone | projects_of_reports(session, change.ids("status_update"))
