"""The sample's dependencies between projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Project, Task
from .content import Content, day, demo_uid, load


def dependency_rows(session: Session, content: Content, projects: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the rows of the dependencies, for tasks that are in the store already."""
    managers = {row.id: row.manager for row in session.execute(select(Project.id, Project.manager))}
    rows = []
    for raw in load("links"):
        giver, given = _end(session, content, projects, raw["giver"])
        taker, taken = _end(session, content, projects, raw["taker"])
        rows.append(
            {
                "uid": demo_uid("dependency", raw["code"]),
                "code": raw["code"],
                "title": content.say(raw["title"]),
                "giver_project_id": giver,
                "giver_task_id": given,
                "taker_project_id": taker,
                "taker_task_id": taken,
                "kind": raw["kind"],
                "owner": managers[giver],
                "taker_owner": managers[taker],
                "needed_by": day(raw["needed"]),
                "promised_on": day(raw["promised"]),
                "delivered_on": day(raw.get("delivered")),
                "status": raw["status"],
            }
        )
    return rows


def _end(session: Session, content: Content, projects: Mapping[str, int], raw: Sequence[Any]) -> tuple[int, int | None]:
    code, name = raw
    project_id = projects[code]
    if name is None:
        return project_id, None
    query = select(Task.id).where(Task.project_id == project_id, Task.name == content.say(name))
    return project_id, session.scalars(query.order_by(Task.position)).first()
