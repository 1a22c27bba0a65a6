"""Who works on a task, by the names that were typed; unknown names become resources of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.plan import Plan
from ..persistence.tables import Resource, Task
from . import values
from .assigned_text import Assigned, parse_assigned
from .effort import ROUNDED, Effort, named
from .fields import field
from .planning import STEP


def change_resources(session: Session, task: Task, text: str) -> int:
    """Give a task the resources that a text names, in place of those it had; return the duration that follows.

    Nothing is scheduled. An assignment that stays keeps its row. The first person becomes the owner, unless somebody
    else, who was not assigned, owned the task.

    Raises:
        PmoError: the text is not understood, or a name is too long.
    """
    return put_resources(session, task, parse_assigned(text))


def put_resources(session: Session, task: Task, wanted: Sequence[Assigned]) -> int:
    """Give a task resources by name, in place of those it had; return the duration that follows."""
    resources = named(session.scalars(resources_of(task.project_id)))
    spec = field("resource", "name")
    effort = Effort(session, task)
    by_resource = {row.resource_id: row for row in effort.rows}
    come: list[tuple[Resource, float]] = []
    before = {resource.id: resource.name for resource in resources.values()}
    assigned = {before.get(row.resource_id or 0, "") for row in effort.rows}
    first = ""
    for item in wanted:
        name = str(values.check(spec, item.name))
        resource = resources.get(name.casefold())
        if resource is None:
            resource = resources[name.casefold()] = new_resource(session, task.project_id, name)
        if not first and resource.kind == "work":
            first = resource.name
        units = item.units if item.units is not None else usual_units(resource)
        row = by_resource.pop(resource.id, None)
        if row is None:
            come.append((resource, units))
        elif abs(row.units - units) >= ROUNDED:
            effort.set_units(row, units)
    gone = [row for row in by_resource.values() if row.resource_id is not None]
    if gone or come:
        effort.change(gone, come)
    if not task.owner or task.owner in assigned:
        task.owner = first
    session.flush()
    return effort.duration


def usual_units(resource: Resource) -> float:
    """Return the units in which a resource comes to a task where nobody says: whole, or as much as there is."""
    return min(1.0, resource.max_units) if resource.kind == "work" and resource.max_units > 0 else 1.0


def new_resource(session: Session, project_id: int, name: str, kind: str = "work") -> Resource:
    """Add a resource at the end of a plan's list and return it."""
    last = session.scalar(select(func.max(Resource.position)).where(Resource.project_id == project_id)) or 0
    resource = Resource(project_id=project_id, name=name, kind=kind, position=last + STEP, extra={})
    session.add(resource)
    session.flush()
    return resource


def resources_of(project_id: int) -> Select[Resource]:
    """Return the query of a plan's resources in their order."""
    return select(Resource).where(Resource.project_id == project_id).order_by(Resource.position, Resource.id)


def require_calendar(session: Session, value: object, plan: Plan) -> None:
    """Raise where a value is neither None nor a calendar that the plan can use."""
    if value is not None and all(calendar.uid != value for calendar in plan.calendars):
        raise PmoError("calendar_gone")
