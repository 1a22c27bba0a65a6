"""Projects: made, put away, brought back, copied, deleted with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ...persistence.recorder import insert_rows
from ...persistence.tables import (
    Assignment,
    Calendar,
    Link,
    Portfolio,
    Project,
    Recorded,
    Resource,
    Risk,
    Task,
)
from ..editing import load, new_row, next_code
from ..removal import remove

CODE_PREFIX: Final = "P-"


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add a project and return its id; without a code it gets the next one, without a currency the portfolio's."""
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, "project", CODE_PREFIX)
    if not values.get("currency"):
        values = {name: value for name, value in values.items() if name != "currency"}
        fixed["currency"] = session.scalar(select(Portfolio.currency).limit(1)) or "EUR"
    row = new_row(session, "project", values, **fixed)
    return int(row.id)


def archive(session: Session, ids: Sequence[int]) -> None:
    """Put projects away: they keep everything and leave the registry, the overview and new packs."""
    for row in load(session, "project", ids):
        row.archived = True


def restore(session: Session, ids: Sequence[int]) -> None:
    """Bring archived projects back."""
    for row in load(session, "project", ids):
        row.archived = False


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete projects with all that is theirs: plans, drafts, baselines, reports, registers."""
    remove(session, "project", ids)


def duplicate(session: Session, project_id: int) -> int:
    """Copy a project with its plan and risks under the next code, and return the copy's id.

    What happened to the first stays with it: reports, baselines, issues, decisions and actual costs.
    """
    (source,) = load(session, "project", [project_id])
    copy = Project(**_values(source, "id", "uid", "code", "calendar_id", "actual", "baseline_finish"))
    copy.code = next_code(session, "project", CODE_PREFIX)
    session.add(copy)
    session.flush()
    calendars: dict[int, int] = {}
    rows = list(session.scalars(select(Calendar).where(Calendar.project_id == project_id).order_by(Calendar.id)))
    # A calendar's base may come after it, so bases are set when all have their new ids.
    twins = {row.id: Calendar(**_values(row, "id", "uid", "project_id", "base_id"), project_id=copy.id) for row in rows}
    for twin in twins.values():
        session.add(twin)
    session.flush()
    calendars = {old: twin.id for old, twin in twins.items()}
    for row in rows:
        twins[row.id].base_id = calendars.get(row.base_id, row.base_id) if row.base_id else None
    if source.calendar_id:
        copy.calendar_id = calendars.get(source.calendar_id, source.calendar_id)
    resources = _copy(session, Resource, project_id, copy.id, {"calendar_id": calendars})
    tasks = _copy(session, Task, project_id, copy.id, {"calendar_id": calendars})
    _copy(session, Link, project_id, copy.id, {"predecessor_id": tasks, "successor_id": tasks})
    _copy(session, Assignment, project_id, copy.id, {"task_id": tasks, "resource_id": resources})
    risks = list(session.scalars(select(Risk).where(Risk.project_id == project_id).order_by(Risk.id)))
    for risk in risks:
        twin_risk = Risk(**_values(risk, "id", "uid", "project_id", "code"), project_id=copy.id)
        twin_risk.code = next_code(session, "risk", "R-")
        session.add(twin_risk)
        session.flush()
    return copy.id


def _copy(
    session: Session, cls: type[Any], source: int, target: int, maps: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    rows = list(session.scalars(select(cls).where(cls.project_id == source).order_by(cls.id)))
    values = []
    for row in rows:
        twin = _values(row, "id", "uid", "project_id") | {"project_id": target}
        for name, ids in maps.items():
            old = getattr(row, name)
            twin[name] = ids.get(old, old)
        values.append(twin)
    return dict(zip((row.id for row in rows), insert_rows(session, cls, values), strict=True))


def _values(row: Recorded, *without: str) -> dict[str, Any]:
    names = inspect(type(row)).columns.keys()
    return {name: getattr(row, name) for name in names if name not in without}
