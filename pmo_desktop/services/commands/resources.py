"""The resources of a plan: people, machines, materials and costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Assignment, Resource, Task
from .. import values
from ..assigned_text import LARGEST_UNITS
from ..assigning import new_resource
from ..editing import apply, load, specs_for
from ..effort import Effort
from ..fields import field
from ..planning import plan_in, recalculate, require_project
from ..planning_edit import TaskEdit

RATES = frozenset({"standard_rate", "overtime_rate", "cost_per_use", "kind"})
"""What the costs of assignments follow from."""


def create(session: Session, project_id: int, fields: Mapping[str, object]) -> int:
    """Add a resource at the end of the list and return its id.

    Raises:
        PmoError: there is no such project, the name is empty or taken, or a value is refused.
    """
    require_project(session, project_id)
    name = str(values.check(field("resource", "name"), fields.get("name", "")))
    _refuse_taken(session, project_id, name, None)
    row = new_resource(session, project_id, name)
    set_values(session, [row.id], {key: value for key, value in fields.items() if key != "name"})
    return row.id


def set_values(session: Session, ids: Sequence[int], fields: Mapping[str, object]) -> None:
    """Set fields of resources; the costs of their tasks follow from other rates, and the plan is scheduled.

    A task that somebody owns by an old name is owned by the new one.

    Raises:
        PmoError: a value is refused, a name is taken, or a resource is gone; nothing was changed.
    """
    rows: list[Resource] = load(session, "resource", ids)
    if not fields:
        return
    specs = specs_for(session, "resource", fields)
    checked = {name: values.check(spec, fields[name]) for name, spec in specs.items()}
    units = checked.get("max_units")
    if isinstance(units, int | float) and units > LARGEST_UNITS:
        raise PmoError("units_bad", value=f"{units:g}")
    for row in rows:
        if "name" in checked:
            _rename(session, row, str(checked["name"]))
        apply(row, {name: value for name, value in checked.items() if name != "name"}, specs)
    session.flush()
    if checked.keys() & RATES:
        for row in rows:
            _charge(session, row)
    for project_id in dict.fromkeys(row.project_id for row in rows):
        recalculate(session, project_id)


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete resources with their assignments; who stays on an effort-driven task takes over their work.

    Raises:
        PmoError: one is gone.
    """
    rows: list[Resource] = load(session, "resource", ids)
    for project_id in dict.fromkeys(row.project_id for row in rows):
        gone = {row.id for row in rows if row.project_id == project_id}
        edit = TaskEdit(session, plan_in(session, project_id), date.today())
        query = select(Task).join(Assignment, Assignment.task_id == Task.id).where(Assignment.resource_id.in_(gone))
        for task in session.scalars(query.distinct()).all():
            effort = Effort(session, task)
            minutes = effort.change([part for part in effort.rows if part.resource_id in gone], ())
            edit.follow_duration(task, minutes)
        for row in rows:
            if row.project_id == project_id:
                session.delete(row)
        session.flush()
        recalculate(session, project_id)


def _rename(session: Session, row: Resource, name: str) -> None:
    _refuse_taken(session, row.project_id, name, row.id)
    owned = select(Task).where(Task.project_id == row.project_id, Task.owner == row.name)
    for task in session.scalars(owned).all() if row.name else ():
        task.owner = name
    row.name = name


def _refuse_taken(session: Session, project_id: int, name: str, own: int | None) -> None:
    query = select(Resource.id, Resource.name).where(Resource.project_id == project_id)
    if any(key != own and known.casefold() == name.casefold() for key, known in session.execute(query)):
        raise PmoError("resource_name_taken", name=name)


def _charge(session: Session, row: Resource) -> None:
    """Work out the costs of a resource's tasks by its rates."""
    query = select(Task).join(Assignment, Assignment.task_id == Task.id).where(Assignment.resource_id == row.id)
    for task in session.scalars(query.distinct()).all():
        Effort(session, task).charge(row.id)
