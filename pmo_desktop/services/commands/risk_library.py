"""Risks and lessons taken over into a project."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..editing import new_row
from ..risk_library import Find, as_values
from . import logs, risks


def adopt(session: Session, find: Find, project_id: int | None) -> int:
    """Add a risk like one of the library or of another project, with its responses; a lesson becomes an action.

    Return the id of the new record. What came from a record of the store stays connected with it.

    Raises:
        PmoError: the record is gone.
    """
    if find.source == "lesson":
        values = {"title": find.title, "project_id": project_id, "description": find.effect}
        action = logs.create(session, "action", values)
        logs.relate(session, "related", ("lesson", find.key), ("action", action))
        return action
    made = risks.create(session, {**as_values(find), "project_id": project_id})
    for at, (strategy, title) in enumerate(find.responses):
        new_row(session, "risk_response", {"title": title, "strategy": strategy}, risk_id=made, position=at)
    if find.source == "risk":
        logs.relate(session, "related", ("risk", find.key), ("risk", made))
    return made
