"""Calendars as the editor shows them: who uses them, and what an edit would do to the plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ...domain import calendars
from ...domain.calendars import WorkCalendar
from ...domain.errors import PmoError
from ...domain.plan import Plan
from ...persistence.tables import Calendar, Project, Resource, Task
from ...scheduling import Schedule, schedule
from ..calendar_edit import dependents
from ..planning_cache import PlanCache

MOST_SHOWN = 20
"""Plans whose dates are worked out before an edit is made; in more, nobody reads them."""


@dataclass(frozen=True)
class Users:
    """Who uses a calendar: names of projects, tasks, resources and of calendars that are based on it."""

    projects: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return all of them."""
        return (*self.projects, *self.resources, *self.tasks, *self.calendars)


@dataclass(frozen=True)
class CalendarRow:
    """A calendar. `project_id` is None where every plan can use it."""

    id: int
    name: str
    project_id: int | None
    holiday_set: str
    calendar: WorkCalendar
    users: Users


@dataclass(frozen=True)
class Effect:
    """What an edit of a calendar would do to one plan; `problem` says why it could not be scheduled with it."""

    project: str
    before: datetime | None
    after: datetime | None
    moved: int
    problem: PmoError | None = None


def calendar_list(session: Session, project_id: int | None) -> tuple[CalendarRow, ...]:
    """Return the calendars that a plan can use: its own, those of all plans, and last those of single resources.

    Without a project, only those of all plans.
    """
    order = (Calendar.is_base.desc(), Calendar.project_id.is_(None), Calendar.name, Calendar.id)
    query = select(Calendar).order_by(*order)
    query = query.where((Calendar.project_id == project_id) | Calendar.project_id.is_(None))
    rows = session.scalars(query).all()
    users = _users(session, [row.id for row in rows])
    return tuple(
        CalendarRow(
            row.id,
            row.name,
            row.project_id,
            row.holiday_set,
            calendars.from_json(row.definition, uid=row.id, name=row.name, base=row.base_id, is_base=row.is_base),
            users.get(row.id, Users()),
        )
        for row in rows
    )


def project_calendar(session: Session, project_id: int) -> int | None:
    """Return the calendar of a project, None for the standard one."""
    return session.scalar(select(Project.calendar_id).where(Project.id == project_id))


def affected_projects(session: Session, calendar_id: int) -> list[int]:
    """Return the projects whose dates depend on a calendar or on one that is based on it."""
    rows = session.execute(select(Calendar.id, Calendar.base_id))
    bases: Mapping[int, int | None] = {row.id: row.base_id for row in rows}
    ids = sorted(dependents(bases, calendar_id))
    found = set(session.scalars(select(Project.id).where(Project.calendar_id.in_(ids))))
    found |= set(session.scalars(select(Task.project_id).where(Task.calendar_id.in_(ids)).distinct()))
    found |= set(session.scalars(select(Resource.project_id).where(Resource.calendar_id.in_(ids)).distinct()))
    planned = select(Task.project_id).where(Task.project_id.in_(found), Task.project_id.not_in(_drafts())).distinct()
    return sorted(session.scalars(planned))


def effects(session: Session, plans: PlanCache, changed: WorkCalendar) -> tuple[Effect, ...]:
    """Return what an edit of a calendar would do to the plans that depend on it; nothing is written."""
    found = []
    for project_id in affected_projects(session, changed.uid)[:MOST_SHOWN]:
        plan = plans.plan(session, project_id)
        other = tuple(changed if one.uid == changed.uid else one for one in plan.calendars)
        found.append(_effect(plan, replace(plan, calendars=other), _scheduled(plans, session, project_id)))
    return tuple(found)


def effect_of_choice(session: Session, plans: PlanCache, project_id: int, calendar_id: int | None) -> Effect:
    """Return what another calendar would do to a plan."""
    plan = plans.plan(session, project_id)
    return _effect(plan, replace(plan, calendar_uid=calendar_id), _scheduled(plans, session, project_id))


def _scheduled(plans: PlanCache, session: Session, project_id: int) -> Schedule | None:
    try:
        return plans.schedule(session, project_id)
    except PmoError:
        return None


def _effect(plan: Plan, changed: Plan, before: Schedule | None) -> Effect:
    was = before.project_finish if before else None
    try:
        after = schedule(changed)
    except PmoError as error:
        return Effect(plan.name, was, None, 0, error)
    moved = 0
    if before is not None:
        pairs = zip(before.start, before.finish, after.start, after.finish, before.summary, strict=True)
        moved = sum(not summary and (a, b) != (c, d) for a, b, c, d, summary in pairs)
    return Effect(plan.name, was, after.project_finish, moved)


def _users(session: Session, ids: Sequence[int]) -> dict[int, Users]:
    found: dict[int, dict[str, list[str]]] = {}
    for kind, cls, project in (
        ("projects", Project, Project.id),
        ("tasks", Task, Task.project_id),
        ("resources", Resource, Resource.project_id),
    ):
        query = select(cls.calendar_id, cls.name).where(cls.calendar_id.in_(ids), project.not_in(_drafts()))
        for key, name in session.execute(query.order_by(cls.id)):
            assert key is not None
            found.setdefault(key, {}).setdefault(kind, []).append(name)
    real = or_(Calendar.project_id.is_(None), Calendar.project_id.not_in(_drafts()))
    based = select(Calendar.base_id, Calendar.name).where(Calendar.base_id.in_(ids), real)
    for key, name in session.execute(based.order_by(Calendar.id)):
        assert key is not None
        found.setdefault(key, {}).setdefault("calendars", []).append(name)
    return {key: Users(**{kind: tuple(names) for kind, names in parts.items()}) for key, parts in found.items()}


def _drafts() -> Select[int]:
    """Return the projects that are only drafts of a plan: they use what their plan uses."""
    return select(Project.id).where(Project.draft_of.is_not(None))
