"""Plans from MS Project's XML, into a new project or in place of a project's plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.messages import Message
from ...domain.plan import Plan
from ...interchange.limits import plain
from ...persistence.tables import Project, Task
from .. import editing
from ..commands import projects
from ..planning import save_plan
from ..values import clean


@dataclass(frozen=True)
class PlanPreview:
    """What the import of a plan would do.

    Attributes:
        name: name of the project that it makes, or of the one that it goes into.
        code: code of that project; empty where a new one gets the next free code.
        project_id: the project that it goes into; None for a new one.
        replaces: how many tasks that project has now; they are replaced.
        counts: rows of the file by sort: tasks, links, resources, assignments, calendars, baselines.
        unknown: fields of the file that are not understood, with how often each was met.
        notes: what was put right or left out.
    """

    source: str
    plan: Plan
    name: str
    code: str
    project_id: int | None
    replaces: int
    counts: Mapping[str, int]
    unknown: Mapping[str, int]
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class PlanImported:
    """Where a plan went."""

    project_id: int
    code: str
    created: bool
    tasks: int


def preview_plan(session: Session, source: str, plan: Plan, *, code: str = "", new: bool = False) -> PlanPreview:
    """Return what the import of a plan would do; nothing is written.

    It goes into the project with this code; without a code into the project of the plan's name that has no tasks yet;
    else, or where `new` is asked for, into a new project.
    """
    name = " ".join(plain(plan.name).split())[:200] or PurePath(source).stem[:200]
    found = None if new else _project(session, code, name)
    replaces = 0
    if found is not None:
        replaces = _task_count(session, found.id)
        name, code = found.name, found.code
    counts = {
        "tasks": len(plan.tasks),
        "links": len(plan.links),
        "resources": len(plan.resources),
        "assignments": len(plan.assignments),
        "calendars": len(plan.calendars),
        "baselines": len({baseline.number for baseline in plan.baselines}),
    }
    return PlanPreview(
        source, plan, name, code, found.id if found else None, replaces, counts, plan.unknown, plan.problems
    )


def apply_plan(session: Session, preview: PlanPreview) -> PlanImported:
    """Write a plan, and its project where that is new.

    Raises:
        PmoError: the project is gone or its code taken; nothing is written.
    """
    key = preview.project_id
    if key is None:
        key = projects.create(session, {"name": preview.name, "code": preview.code})
    save_plan(session, key, _cleaned(preview.plan))
    (project,) = editing.load(session, "project", [key])
    return PlanImported(key, project.code, preview.project_id is None, len(preview.plan.tasks))


def _cleaned(plan: Plan) -> Plan:
    """Return the plan with texts as typed ones are kept: XML holds characters that turn the direction of a line."""
    tasks = tuple(
        replace(task, name=_safe(task.name), wbs=_safe(task.wbs), notes=_safe(task.notes, lines=True))
        for task in plan.tasks
    )
    resources = tuple(
        replace(one, name=_safe(one.name), initials=_safe(one.initials), group=_safe(one.group))
        for one in plan.resources
    )
    calendars = tuple(replace(calendar, name=_safe(calendar.name)) for calendar in plan.calendars)
    return replace(plan, tasks=tasks, resources=resources, calendars=calendars)


def _safe(text: str, *, lines: bool = False) -> str:
    return text if text.isascii() and text.isprintable() else clean(text, lines=lines)


def _project(session: Session, code: str, name: str) -> Project | None:
    real = select(Project).where(Project.draft_of.is_(None)).order_by(Project.id)
    if code:
        return session.scalars(real.where(func.lower(Project.code) == code.lower())).first()
    same = session.scalars(real.where(func.lower(Project.name) == name.lower()))
    return next((project for project in same if not _task_count(session, project.id)), None)


def _task_count(session: Session, project_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Task).where(Task.project_id == project_id)) or 0
