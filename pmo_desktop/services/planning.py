"""Plans in the store: read whole, written whole, and scheduled once for each state of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain import calendars
from ..domain.calendars import WorkCalendar
from ..domain.errors import PmoError
from ..domain.outline import outline_numbers
from ..domain.plan import Plan, PlanTask
from ..domain.plan_text import TimeUnits
from ..domain.worktime import WorkClock, compile_calendar, compile_calendars
from ..persistence.recorder import drop_rows, insert_rows
from ..persistence.tables import (
    Assignment,
    Calendar,
    Link,
    Project,
    Recorded,
    Resource,
    Task,
    TaskBaseline,
)
from ..scheduling import Schedule, schedule
from . import planning_rows as rows
from .planning_keep import Hangings

LENT: Final = "plans"
"""Where a session keeps the `PlanCache` that was lent to its commands."""

STEP: Final = 1024
"""The gap between the positions of two neighbours in an outline, so that a row can be put between them."""


def load_plan(session: Session, project_id: int) -> Plan:
    """Return the plan of a project as values; every `uid` in it is a row's id.

    Raises:
        PmoError: there is no such project.
    """
    require_project(session, project_id)
    parts: dict[str, Any] = {
        part: tuple(value for _, value in rows.read(session, table, project_id)) for table, part in rows.PARTS.items()
    }
    calendars_ = rows.read_calendars(session, project_id)
    return replace(rows.read_settings(session, project_id), calendars=calendars_, **parts)


def require_project(session: Session, project_id: int) -> None:
    """Raise a sentence for the user where a project is no longer there."""
    if session.scalar(select(Project.id).where(Project.id == project_id)) is None:
        raise PmoError("project_gone")


def time_units(plan: Plan) -> TimeUnits:
    """Return what the plan calls a day, a week and a month."""
    return TimeUnits(plan.minutes_per_day, plan.minutes_per_week, plan.minutes_per_day * plan.days_per_month)


def clock_of(plan: Plan, calendar_uid: int | None = None) -> WorkClock:
    """Return the working time of one of the plan's calendars, or of the plan itself."""
    wanted = plan.calendar_uid if calendar_uid is None else calendar_uid
    clocks = compile_calendars(plan.calendars)
    return clocks[wanted] if wanted in clocks else compile_calendar(calendars.standard())


def file_uids(session: Session, project_id: int) -> dict[int, int]:
    """Return row id to the key that the imported file gave a task, for tasks that came from a file."""
    query = select(Task.id, Task.file_uid).where(Task.project_id == project_id, Task.file_uid.is_not(None))
    return {row.id: row.file_uid for row in session.execute(query)}


def save_plan(session: Session, project_id: int, plan: Plan) -> Mapping[int, int]:
    """Write a whole plan into a project in place of the one it had; return task `uid` to new row id.

    The keys of the plan are kept as `file_uid`. The project keeps its name; it takes over the plan's settings. What
    hung on a task of the plan before (`planning_keep`) hangs on the task with the same key.

    Raises:
        PmoError: there is no such project, or a row of the plan refers to one that is not in it; nothing was changed.
    """
    require_project(session, project_id)
    hangings = Hangings(session, project_id)
    clear_plan(session, project_id)
    project = session.get_one(Project, project_id)
    calendar_ids = _add_calendars(session, project_id, plan.calendars)
    own = {"project_id": project_id}

    def calendar(uid: int | None) -> int | None:
        return None if uid is None else _found(calendar_ids, uid)

    resource_ids = _add(
        session,
        Resource,
        [
            rows.columns_of(item, "resource")
            | own
            | {"file_uid": item.uid, "position": STEP * at, "calendar_id": calendar(item.calendar_uid)}
            for at, item in enumerate(plan.resources, 1)
        ],
        [item.uid for item in plan.resources],
    )
    task_ids = _add(
        session,
        Task,
        [
            task_columns(task) | own | {"position": STEP * at, "calendar_id": calendar(task.calendar_uid)}
            for at, task in enumerate(plan.tasks, 1)
        ],
        [task.uid for task in plan.tasks],
    )
    hangings.hang(task_ids)
    insert_rows(
        session,
        Link,
        [
            rows.columns_of(link, "link")
            | own
            | {"predecessor_id": _found(task_ids, link.predecessor), "successor_id": _found(task_ids, link.successor)}
            for link in plan.links
        ],
    )
    insert_rows(
        session,
        Assignment,
        [
            rows.columns_of(item, "assignment")
            | own
            | {
                "file_uid": item.uid,
                "task_id": _found(task_ids, item.task_uid),
                "resource_id": None if item.resource_uid is None else _found(resource_ids, item.resource_uid),
            }
            for item in plan.assignments
        ],
    )
    insert_rows(
        session,
        TaskBaseline,
        [
            rows.columns_of(item, "task_baseline") | own | {"task_id": _found(task_ids, item.task_uid)}
            for item in plan.baselines
        ],
    )
    for name in rows.PLAN_SETTINGS:
        value = getattr(plan, name)
        if name != "currency" or value:
            setattr(project, name, value)
    project.calendar_id = calendar(plan.calendar_uid)
    project.plan_extra = dict(plan.extra)
    session.flush()
    recalculate(session, project_id, "plan_would_loop")
    return task_ids


def recalculate(
    session: Session,
    project_id: int,
    loop: Literal["link_would_loop", "move_would_loop", "plan_would_loop"] = "link_would_loop",
) -> tuple[Plan, Schedule | None]:
    """Schedule a plan as a command leaves it, and keep its first and last day with the project.

    The two days are what the registry shows: computed, but kept so that a list of projects needs no plans. A project
    without tasks keeps the days that were typed. Returns the plan, and the schedule where there are tasks. `loop` is
    what the user is told where links form a loop.

    Raises:
        PmoError: the plan can't be scheduled. A loop is told by the tasks' numbers, in a plan from a file by their
            names too, as its rows are not in sight.
    """
    plan = plan_in(session, project_id)
    if not plan.tasks:
        return plan, None
    project = session.get_one(Project, project_id)
    try:
        result = schedule_in(session, plan)
    except PmoError as error:
        uids = error.values.get("uids")
        if error.message_id != "link_loop" or not isinstance(uids, tuple):
            raise
        words = task_numbers(plan)
        if loop == "plan_would_loop":
            words = {task.uid: f"{words[task.uid]} {task.name}".strip() for task in plan.tasks}
        chain = [words[uid] for uid in uids]
        raise PmoError(loop, chain=" → ".join([*chain, chain[0]])) from error
    project.start, project.finish = result.project_start.date(), result.project_finish.date()
    session.flush()
    return plan, result


def plan_in(session: Session, project_id: int) -> Plan:
    """Return a plan as it stands in a session, with what its commands changed.

    Raises:
        PmoError: there is no such project.
    """
    plans: Lent | None = session.info.get(LENT)
    if plans is not None:
        return plans.pending(session, project_id)
    session.flush()
    return load_plan(session, project_id)


def schedule_in(session: Session, plan: Plan) -> Schedule:
    """Return the schedule of a plan, from the cache that was lent to the session where it is known there.

    Raises:
        PmoError: the plan can't be scheduled.
    """
    plans: Lent | None = session.info.get(LENT)
    return schedule(plan) if plans is None else plans.scheduled(plan)


class Lent(Protocol):
    """What commands use of a `PlanCache`."""

    def pending(self, session: Session, project_id: int) -> Plan:
        """Return a plan as it stands in a session."""

    def scheduled(self, plan: Plan) -> Schedule:
        """Return the schedule of a plan."""


def task_numbers(plan: Plan) -> dict[int, str]:
    """Return the WBS of each task: the file's own where it has one, else counted in the outline."""
    counted = outline_numbers(task.outline_level for task in plan.tasks)
    return {task.uid: task.wbs or number for task, number in zip(plan.tasks, counted, strict=True)}


def task_columns(task: PlanTask) -> dict[str, Any]:
    """Return a task as attributes of a new row, without its place and its calendar."""
    columns = rows.columns_of(task, "task", ("uid", "calendar_uid"))
    columns["splits"] = [list(pair) for pair in task.splits]
    columns["custom"], columns["extra"] = dict(task.custom), dict(task.extra)
    columns["file_uid"] = task.uid
    return columns


def clear_plan(session: Session, project_id: int) -> None:
    """Delete every row of a project's plan, each recorded."""
    project = session.get_one(Project, project_id)
    project.calendar_id = None
    session.flush()
    tables: tuple[type[Any], ...] = (TaskBaseline, Assignment, Link, Task, Resource)
    for table in tables:
        drop_rows(session, table, session.scalars(select(table.id).where(table.project_id == project_id)).all())
    own = list(session.scalars(select(Calendar).where(Calendar.project_id == project_id)))
    for calendar in own:
        calendar.base_id = None
    session.flush()
    for calendar in own:
        session.delete(calendar)
    session.flush()


def next_position(session: Session, project_id: int) -> int:
    """Return the position of a row at the end of the outline."""
    last = session.scalar(select(func.max(Task.position)).where(Task.project_id == project_id))
    return (last or 0) + STEP


def _add(session: Session, cls: type[Recorded], new: Sequence[dict[str, Any]], uids: Sequence[int]) -> dict[int, int]:
    return dict(zip(uids, insert_rows(session, cls, new), strict=True))


def _add_calendars(session: Session, project_id: int, wanted: Iterable[WorkCalendar]) -> dict[int, int]:
    """Insert calendars, each after the one it inherits from; return uid to row id."""
    ids: dict[int, int] = {}
    left = list(wanted)
    while left:
        ready = [item for item in left if item.base is None or item.base in ids]
        if not ready:
            raise PmoError("plan_reference_missing")
        new = [
            {
                "project_id": project_id,
                "file_uid": item.uid,
                "name": item.name,
                "base_id": None if item.base is None else ids[item.base],
                "is_base": item.is_base,
                "definition": calendars.to_json(item),
            }
            for item in ready
        ]
        ids |= _add(session, Calendar, new, [item.uid for item in ready])
        left = [item for item in left if item not in ready]
    return ids


def _found(ids: Mapping[int, int], uid: int) -> int:
    try:
        return ids[uid]
    except KeyError:
        raise PmoError("plan_reference_missing") from None
