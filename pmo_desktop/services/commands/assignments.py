"""Who works on what, and how much: the assignments of tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Assignment, Resource, Task
from ..assigned_text import LARGEST_UNITS, Assigned
from ..assigning import put_resources, usual_units
from ..editing import load
from ..effort import Effort
from ..planning import plan_in, recalculate
from ..planning_edit import TaskEdit
from ..planning_outline import project_of


def set_resources(session: Session, task_ids: Sequence[int], text: str) -> None:
    """Give tasks the resources that a text names (`Anna; Li Wei[50%]`), in place of those they had.

    Unknown names become resources of the plan. Work, units and duration follow from the type of each task.

    Raises:
        PmoError: the text is not understood, a task is gone or sums up others.
    """
    edit, tasks = _edit(session, task_ids)
    for task in tasks:
        edit.set_resources(task, text)
    recalculate(session, tasks[0].project_id)


def put(session: Session, task_ids: Sequence[int], wanted: Sequence[Assigned]) -> None:
    """Give tasks resources by name, in place of those they had.

    Raises:
        PmoError: a name is too long, a task is gone or sums up others.
    """
    edit, tasks = _edit(session, task_ids)
    for task in tasks:
        _refuse_summary(edit, task)
        edit.follow_duration(task, put_resources(session, task, wanted))
    recalculate(session, tasks[0].project_id)


def add(session: Session, task_ids: Sequence[int], resource_id: int, units: float | None = None) -> None:
    """Assign a resource to tasks, to those that it is not assigned to yet.

    Raises:
        PmoError: the resource or a task is gone, or a task sums up others.
    """
    edit, tasks = _edit(session, task_ids)
    resource = session.get(Resource, resource_id)
    if resource is None or resource.project_id != tasks[0].project_id:
        raise PmoError("resource_gone")
    for task in tasks:
        _refuse_summary(edit, task)
        effort = Effort(session, task)
        if all(row.resource_id != resource_id for row in effort.rows):
            share = usual_units(resource) if units is None else _units(units)
            edit.follow_duration(task, effort.change((), [(resource, share)]))
    recalculate(session, tasks[0].project_id)


def remove(session: Session, ids: Sequence[int]) -> None:
    """Take assignments away; who stays on an effort-driven task takes over their work.

    Raises:
        PmoError: one is gone.
    """
    _change(session, ids, lambda effort, rows: effort.change(rows, ()))


def set_units(session: Session, ids: Sequence[int], units: float) -> None:
    """Give assignments other units (1.0 is 100 %); the duration or the work follows.

    Raises:
        PmoError: one is gone, or the units are negative or far too large.
    """
    share = _units(units)

    def change(effort: Effort, rows: Sequence[Assignment]) -> int:
        for row in rows:
            effort.set_units(row, share)
        return effort.duration

    _change(session, ids, change)


def set_work(session: Session, ids: Sequence[int], minutes: int) -> None:
    """Give assignments other work; the duration follows, or the units where the duration is fixed.

    Raises:
        PmoError: one is gone, or the work is negative or far too long.
    """

    def change(effort: Effort, rows: Sequence[Assignment]) -> int:
        for row in rows:
            effort.set_work(row, minutes)
        return effort.duration

    _change(session, ids, change)


def set_cost(session: Session, ids: Sequence[int], amount: int | None) -> None:
    """Give assignments a cost of their own, as those of cost resources have.

    Raises:
        PmoError: one is gone.
    """

    def change(effort: Effort, rows: Sequence[Assignment]) -> int:
        for row in rows:
            row.cost = amount
        effort.charge()
        return effort.duration

    _change(session, ids, change)


def _change(session: Session, ids: Sequence[int], change: Callable[[Effort, Sequence[Assignment]], int]) -> None:
    rows: list[Assignment] = load(session, "assignment", ids)
    edit, tasks = _edit(session, list(dict.fromkeys(row.task_id for row in rows)))
    wanted = {row.id for row in rows}
    for task in tasks:
        effort = Effort(session, task)
        edit.follow_duration(task, change(effort, [row for row in effort.rows if row.id in wanted]))
    recalculate(session, tasks[0].project_id)


def _edit(session: Session, task_ids: Sequence[int]) -> tuple[TaskEdit, list[Task]]:
    project_id = project_of(session, task_ids)
    rows = session.scalars(select(Task).where(Task.project_id == project_id, Task.id.in_(task_ids)))
    found = {task.id: task for task in rows}
    tasks = [found[task_id] for task_id in dict.fromkeys(task_ids)]
    return TaskEdit(session, plan_in(session, project_id), date.today()), tasks


def _refuse_summary(edit: TaskEdit, task: Task) -> None:
    if edit.is_summary(task):
        raise PmoError("summary_is_computed", task=task.name)


def _units(units: float) -> float:
    if not 0 <= units <= LARGEST_UNITS:
        raise PmoError("units_bad", value=f"{units:g}")
    return units
