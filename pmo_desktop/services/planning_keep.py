"""What hangs on the tasks of a plan and outlives the plan being brought in again from its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..persistence.tables import Dependency, RiskTask, Task

OWN: Final = ("gate", "shape", "optimistic", "most_likely", "pessimistic", "correlation_group_id")
"""Columns of a task that no file of a planner brings."""

ENDS: Final = ("giver_task_id", "taker_task_id")


class Hangings:
    """What was said of tasks outside their plan: gates and estimates, risks that hit them, links across plans.

    Make one before the tasks go and call `hang` when the new ones are there: tasks are told by the key that their file
    gives them. What hung on a task that did not come again goes, a dependency keeps its projects.
    """

    def __init__(self, session: Session, project_id: int) -> None:
        self._session = session
        tasks = list(session.scalars(select(Task).where(Task.project_id == project_id)))
        self._file_uid = {task.id: task.file_uid for task in tasks}
        values = {task.file_uid: {name: getattr(task, name) for name in OWN} for task in tasks}
        self._values = {uid: found for uid, found in values.items() if any(found.values())}
        here = select(Task.id).where(Task.project_id == project_id)
        self._risks = list(session.scalars(select(RiskTask).where(RiskTask.task_id.in_(here))))
        ends = or_(Dependency.giver_task_id.in_(here), Dependency.taker_task_id.in_(here))
        self._dependencies = list(session.scalars(select(Dependency).where(ends)))
        # They point at tasks that are gone until `hang` is called.
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    def hang(self, task_ids: Mapping[int, int]) -> None:
        """Hang everything on the new tasks; `task_ids` is the file's key to the new row id."""
        session = self._session
        for row in self._risks:
            new = self._new(row.task_id, task_ids)
            if new is None:
                session.delete(row)
            else:
                row.task_id = new
        for dependency in self._dependencies:
            for end in ENDS:
                if getattr(dependency, end) in self._file_uid:
                    setattr(dependency, end, self._new(getattr(dependency, end), task_ids))
        for uid, values in self._values.items():
            key = None if uid is None else task_ids.get(uid)
            task: Any = None if key is None else session.get(Task, key)
            if task is not None:
                for name, value in values.items():
                    setattr(task, name, value)
        session.flush()

    def _new(self, old: int, task_ids: Mapping[int, int]) -> int | None:
        uid = self._file_uid.get(old)
        return None if uid is None else task_ids.get(uid)
