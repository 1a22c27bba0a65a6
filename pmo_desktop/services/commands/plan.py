"""Values of a plan's tasks, and the settings of the plan: what cells, bars and the task details edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.recorder import batches
from ...persistence.tables import Project, Task
from .. import values
from ..assigned_text import Assigned
from ..assigning import put_resources
from ..fields import field
from ..planning import plan_in, recalculate
from ..planning_edit import TaskEdit, at_minute
from ..planning_outline import project_of
from .plan_rows import add_tasks


def set_task(
    session: Session, task_ids: Sequence[int], changes: Mapping[str, object], today: date | None = None
) -> None:
    """Give tasks new values; one that is text is read as typed.

    Beside the fields of the catalogue: `duration` (`3d 4h`, minutes or a `Duration`), `predecessors` (`4FS+2d`),
    `start` (a task that the program schedules does not begin before it), `finish` (the duration follows, the start
    stays), `percent_complete` (with the actual dates that follow from it). `today` is where "+2w" starts from.

    Raises:
        PmoError: a value is refused, a task is gone, or the plan could not be scheduled with it; nothing was changed.
    """
    project_id = project_of(session, task_ids)
    edit = TaskEdit(session, plan_in(session, project_id), today or date.today())
    for task in _tasks(session, task_ids):
        for name, value in changes.items():
            edit.set(task, name, value)
    recalculate(session, project_id)


def set_cells(
    session: Session,
    cells: Sequence[tuple[int, Mapping[str, object]]],
    new_rows: Sequence[Mapping[str, object]] = (),
    today: date | None = None,
    *,
    project_id: int | None = None,
    level: int | None = None,
) -> list[int]:
    """Give each of several tasks its own values, as a pasted block does; return the ids of new rows.

    `new_rows` are added at the end of the plan, on the level of its last row unless `level` names another. Links typed
    in the block can name them. `project_id` names the plan where there are new rows only.

    Raises:
        PmoError: a value is refused or a task is gone; nothing was changed.
    """
    if cells or project_id is None:
        project_id = project_of(session, [task_id for task_id, _ in cells])
    added: list[int] = []
    if new_rows:
        added = add_tasks(session, project_id, [str(row.get("name", "")) for row in new_rows], level=level)
    edit = TaskEdit(session, plan_in(session, project_id), today or date.today())
    wanted = [*cells, *zip(added, new_rows, strict=True)]
    tasks = {task.id: task for task in _tasks(session, [task_id for task_id, _ in wanted])}
    for task_id, changes in wanted:
        for name, value in changes.items():
            edit.set(tasks[task_id], name, value)
    recalculate(session, project_id)
    return added


def move_task(session: Session, task_id: int, start: datetime) -> None:
    """Put a task where its bar was dropped: it does not begin before that moment.

    Raises:
        PmoError: the task has begun, sums up others, or is gone.
    """
    set_task(session, [task_id], {"start": start})


def shift_plan(session: Session, project_id: int, start: date) -> None:
    """Move a whole plan to another start, with its constraints, deadlines and manual dates; what happened stays.

    Raises:
        PmoError: there is no such project, or a date would leave the calendar.
    """
    project = _project(session, project_id)
    old = project.plan_start
    if old is None:
        project.plan_start = at_minute(start, project.default_start)
        recalculate(session, project_id)
        return
    by = at_minute(start, old.hour * 60 + old.minute) - old
    project.plan_start = old + by
    if project.plan_finish is not None:
        project.plan_finish = _shifted(project.plan_finish, by)
    for task in session.scalars(select(Task).where(Task.project_id == project_id)):
        if task.actual_start is not None:
            continue
        for name in ("constraint_date", "deadline", "manual_start", "manual_finish"):
            value = getattr(task, name)
            if value is not None:
                setattr(task, name, _shifted(value, by))
    recalculate(session, project_id)


def set_data_date(session: Session, project_id: int, day: date | None) -> None:
    """Set the day up to which progress is known, or take it away.

    Raises:
        PmoError: there is no such project.
    """
    project = _project(session, project_id)
    project.data_date = None if day is None else at_minute(day, project.default_finish)
    recalculate(session, project_id)


def assign(session: Session, task_id: int, names: Sequence[str]) -> None:
    """Assign people by name, in place of those who were; unknown names become resources. The first one is the owner.

    Raises:
        PmoError: a name is too long, or the task is gone.
    """
    project_id = project_of(session, [task_id])
    task = session.get_one(Task, task_id)
    wanted = [Assigned(str(values.check(field("resource", "name"), name))) for name in names if values.clean(name)]
    edit = TaskEdit(session, plan_in(session, project_id), date.today())
    edit.follow_duration(task, put_resources(session, task, wanted))
    task.owner = wanted[0].name if wanted else ""
    recalculate(session, project_id)


def _project(session: Session, project_id: int) -> Project:
    project = session.get(Project, project_id)
    if project is None:
        raise PmoError("project_gone")
    return project


def _tasks(session: Session, task_ids: Sequence[int]) -> list[Task]:
    found = {
        task.id: task
        for chunk in batches(task_ids, 500)
        for task in session.scalars(select(Task).where(Task.id.in_(chunk)))
    }
    if len(found) != len(set(task_ids)):
        raise PmoError("task_gone")
    return [found[task_id] for task_id in dict.fromkeys(task_ids)]


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        raise PmoError("date_out_of_range") from None
