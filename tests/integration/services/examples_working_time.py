"""Examples of the commands on calendars, resources, assignments and the task details."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar
from pmo_desktop.persistence.tables import Assignment, Calendar
from pmo_desktop.services.assigned_text import Assigned
from pmo_desktop.services.commands import assignments, calendars, resources, task_details
from pmo_desktop.services.commands.task_details import DetailsEdit

from .world import Example, World

NAME = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e 😀 龙"


def _assignment(session: Session, world: World) -> int:
    return session.scalars(select(Assignment.id).where(Assignment.task_id == world.tasks[1])).one()


def _calendar(session: Session, name: str = "Standard") -> int:
    return session.scalars(select(Calendar.id).where(Calendar.name == name)).one()


def _free(session: Session) -> WorkCalendar:
    return WorkCalendar(
        _calendar(session), NAME, exceptions=(CalendarException(date(2026, 11, 3), date(2026, 11, 9), (), NAME),)
    )


EXAMPLES = (
    Example(calendars.create, lambda s, w: calendars.create(s, NAME)),
    Example(calendars.create, lambda s, w: calendars.create(s, NAME, w.project, copy_of=_calendar(s)), note="copy"),
    Example(calendars.create_for_resource, lambda s, w: calendars.create_for_resource(s, 1)),
    Example(calendars.rename, lambda s, w: calendars.rename(s, _calendar(s), NAME)),
    Example(
        calendars.delete,
        lambda s, w: calendars.delete(s, _calendar(s, "Spare")),
        lambda s, w: calendars.create(s, "Spare", w.project),
    ),
    Example(
        calendars.define,
        lambda s, w: calendars.define(s, _free(s), "CN"),
        lambda s, w: calendars.use_for_project(s, w.project, _calendar(s)),
    ),
    Example(calendars.use_for_project, lambda s, w: calendars.use_for_project(s, w.project, _calendar(s))),
    Example(calendars.use_for_tasks, lambda s, w: calendars.use_for_tasks(s, w.tasks[1:3], _calendar(s))),
    Example(calendars.use_for_resources, lambda s, w: calendars.use_for_resources(s, [1], _calendar(s))),
    Example(
        resources.create,
        lambda s, w: resources.create(s, w.project, {"name": NAME, "kind": "material", "standard_rate": 12_50}),
    ),
    Example(
        resources.set_values,
        lambda s, w: resources.set_values(s, [1], {"name": NAME, "max_units": 3.0, "standard_rate": 80_00}),
    ),
    Example(resources.delete, lambda s, w: resources.delete(s, [1])),
    Example(
        assignments.set_resources,
        lambda s, w: assignments.set_resources(s, w.tasks[1:3], f"crew[50%]; {NAME}; Li[200%]"),
    ),
    Example(assignments.set_resources, lambda s, w: assignments.set_resources(s, [w.tasks[1]], ""), note="nobody"),
    Example(assignments.put, lambda s, w: assignments.put(s, [w.tasks[2]], [Assigned(NAME, 0.5), Assigned("Crew")])),
    Example(assignments.add, lambda s, w: assignments.add(s, w.tasks[1:3], 1, 0.5)),
    Example(assignments.remove, lambda s, w: assignments.remove(s, [_assignment(s, w)])),
    Example(assignments.set_units, lambda s, w: assignments.set_units(s, [_assignment(s, w)], 0.25)),
    Example(assignments.set_work, lambda s, w: assignments.set_work(s, [_assignment(s, w)], 9600)),
    Example(assignments.set_cost, lambda s, w: assignments.set_cost(s, [_assignment(s, w)], 12_345)),
    Example(
        task_details.keep,
        lambda s, w: task_details.keep(
            s,
            w.tasks[1:3],
            DetailsEdit({"name": NAME, "start": "7 Dec 2026", "finish": "18 Dec 2026", "kind": "fixed_work"}),
        ),
    ),
    Example(
        task_details.keep,
        lambda s, w: task_details.keep(
            s, [w.tasks[1]], DetailsEdit({"successors": "3SS+1d; 4"}, people=[Assigned("Li"), Assigned("Crew")])
        ),
        note="links and people",
    ),
)
