"""Working calendars: of one plan, or of the whole portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain import calendars
from ...domain.calendars import WorkCalendar
from ...domain.errors import PmoError
from ...domain.worktime import compile_calendars
from ...persistence.tables import Calendar, Project, Resource, Task
from ...texts.messages import N_
from ..editing import load
from ..planning import plan_in, recalculate
from ..planning_outline import project_of
from ..queries.calendars import affected_projects, calendar_list
from ..values import name_of

NAME: Final = N_("Calendar name")
MOST_EXCEPTIONS: Final = 2_000
USERS_NAMED: Final = 3


def create(
    session: Session, name: str, project_id: int | None = None, base_id: int | None = None, copy_of: int | None = None
) -> int:
    """Add a calendar and return its id: one that inherits, a copy of another, or the standard week.

    Without `project_id` every plan can use it.

    Raises:
        PmoError: the name is empty or taken, or the calendar to copy or to inherit from is gone.
    """
    title = _free_name(session, name, project_id)
    definition = calendars.to_json(calendars.standard())
    holiday_set = ""
    if copy_of is not None:
        source = _calendar(session, copy_of)
        definition, base_id, holiday_set = dict(source.definition), source.base_id, source.holiday_set
    elif base_id is not None:
        definition = {}
    if base_id is not None:
        _calendar(session, base_id)
    row = Calendar(
        project_id=project_id, name=title, base_id=base_id, is_base=True, definition=definition, holiday_set=holiday_set
    )
    session.add(row)
    session.flush()
    return row.id


def create_for_resource(session: Session, resource_id: int) -> int:
    """Give a resource a calendar of its own, based on the one it has or the plan's, and return its id.

    Raises:
        PmoError: the resource is gone.
    """
    resource = session.get(Resource, resource_id)
    if resource is None:
        raise PmoError("resource_gone")
    project = session.get_one(Project, resource.project_id)
    taken = set(session.scalars(select(Calendar.name).where(Calendar.project_id == project.id)))
    name, number = resource.name, 2
    while name in taken:
        name, number = f"{resource.name} {number}", number + 1
    base_id = resource.calendar_id or project.calendar_id
    resource.calendar_id = create(session, name, project.id, base_id)
    session.get_one(Calendar, resource.calendar_id).is_base = False
    session.flush()
    recalculate(session, project.id)
    return resource.calendar_id


def rename(session: Session, calendar_id: int, name: str) -> None:
    """Give a calendar another name.

    Raises:
        PmoError: the calendar is gone, or the name is empty or taken.
    """
    row = _calendar(session, calendar_id)
    row.name = _free_name(session, name, row.project_id, row.id)


def delete(session: Session, calendar_id: int) -> None:
    """Delete a calendar that nobody uses.

    Raises:
        PmoError: it is gone, or a project, task, resource or calendar uses it.
    """
    row = _calendar(session, calendar_id)
    found = next((one for one in calendar_list(session, row.project_id) if one.id == calendar_id), None)
    users = found.users.names() if found is not None else ()
    if users:
        named = ", ".join(users[:USERS_NAMED]) + ("…" if len(users) > USERS_NAMED else "")
        raise PmoError("calendar_used", calendar=row.name, users=named)
    session.delete(row)


def define(session: Session, calendar: WorkCalendar, holiday_set: str | None = None) -> None:
    """Write a calendar as it was edited, and schedule the plans that depend on it; `uid` says which it is.

    Raises:
        PmoError: it is gone, has no working time, inherits from itself, or a plan can't be scheduled with it.
    """
    row = _calendar(session, calendar.uid)
    if len(calendar.exceptions) > MOST_EXCEPTIONS:
        raise PmoError("calendar_exceptions_many", limit=MOST_EXCEPTIONS)
    stretches = [(one.start, one.finish, one.name) for one in calendar.exceptions]
    for start, finish, name in [*stretches, *((one.start, one.finish, one.name) for one in calendar.weeks)]:
        if finish < start:
            raise PmoError("calendar_exception_backwards", name=name or row.name)
    _refuse_idle(session, row, calendar)
    row.definition, row.base_id = calendars.to_json(calendar), calendar.base
    if holiday_set is not None:
        row.holiday_set = holiday_set
    session.flush()
    for project_id in affected_projects(session, calendar.uid):
        recalculate(session, project_id)


def use_for_project(session: Session, project_id: int, calendar_id: int | None) -> None:
    """Let a project work by a calendar; None is the standard one.

    Raises:
        PmoError: the project or the calendar is gone, or the calendar belongs to another plan.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise PmoError("project_gone")
    _usable(session, calendar_id, project_id)
    project.calendar_id = calendar_id
    recalculate(session, project_id)


def use_for_tasks(session: Session, task_ids: Sequence[int], calendar_id: int | None) -> None:
    """Let tasks be worked on by a calendar of their own; None is the plan's.

    Raises:
        PmoError: a task or the calendar is gone, or the calendar belongs to another plan.
    """
    project_id = project_of(session, task_ids)
    _usable(session, calendar_id, project_id)
    tasks: list[Task] = load(session, "task", task_ids)
    for task in tasks:
        task.calendar_id = calendar_id
    recalculate(session, project_id)


def use_for_resources(session: Session, resource_ids: Sequence[int], calendar_id: int | None) -> None:
    """Let resources work by a calendar of their own; None is the plan's.

    Raises:
        PmoError: a resource or the calendar is gone, or the calendar belongs to another plan.
    """
    rows: list[Resource] = load(session, "resource", resource_ids)
    for row in rows:
        _usable(session, calendar_id, row.project_id)
        row.calendar_id = calendar_id
    for project_id in dict.fromkeys(row.project_id for row in rows):
        recalculate(session, project_id)


def _calendar(session: Session, calendar_id: int) -> Calendar:
    row = session.get(Calendar, calendar_id)
    if row is None:
        raise PmoError("calendar_gone")
    return row


def _usable(session: Session, calendar_id: int | None, project_id: int) -> None:
    if calendar_id is not None and _calendar(session, calendar_id).project_id not in (None, project_id):
        raise PmoError("calendar_gone")


def _free_name(session: Session, name: str, project_id: int | None, own: int | None = None) -> str:
    title = name_of(NAME, name)
    query = select(Calendar.id, Calendar.name).where(Calendar.project_id == project_id)
    if project_id is None:
        query = select(Calendar.id, Calendar.name).where(Calendar.project_id.is_(None))
    if any(key != own and known.casefold() == title.casefold() for key, known in session.execute(query)):
        raise PmoError("calendar_name_taken", name=title)
    return title


def _refuse_idle(session: Session, row: Calendar, changed: WorkCalendar) -> None:
    """Raise where the calendar would never work, or would inherit from itself."""
    if row.project_id is not None:
        others = plan_in(session, row.project_id).calendars
    else:
        others = tuple(one.calendar for one in calendar_list(session, None))
    kept = [one for one in others if one.uid != changed.uid]
    clock = compile_calendars([*kept, replace(changed, name=row.name)])[changed.uid]
    if not any(table.total for table in clock.tables):
        raise PmoError("calendar_no_working_time", calendar=row.name)
