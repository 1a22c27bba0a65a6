"""How long tasks may take: three points each, and which of them vary together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import CorrelationGroup, Task
from ..editing import load
from ..values import clean

SHAPES: Final = ("", "triangular", "pert", "uniform", "lognormal", "fixed")
LONGEST: Final = 10_000_000
"""Working minutes of the longest estimate."""


@dataclass(frozen=True, slots=True)
class TaskEstimate:
    """What is said of one task: working minutes, None for what nobody has said.

    Attributes:
        shape: one of `SHAPES`, "" for the template.
        group: name of the tasks that it varies with, "" for none; `rho` their correlation.
    """

    task_id: int
    shape: str = ""
    optimistic: int | None = None
    most_likely: int | None = None
    pessimistic: int | None = None
    group: str = ""
    rho: float = 0.5


def set_estimates(session: Session, project_id: int, estimates: Sequence[TaskEstimate]) -> None:
    """Set the estimates of tasks of a project; groups are made, changed, and deleted where no task is left in them.

    Raises:
        PmoError: a task is gone or another project's, the shape is none, a best case is above a worst one, a number is
            negative or too large, or a correlation is not between -1 and 1; nothing is changed.
    """
    tasks: dict[int, Task] = {row.id: row for row in load(session, "task", [one.task_id for one in estimates])}
    of_project = select(CorrelationGroup).where(CorrelationGroup.project_id == project_id)
    groups = {row.name.casefold(): row for row in session.scalars(of_project)}
    for one in estimates:
        task = tasks[one.task_id]
        if task.project_id != project_id:
            raise PmoError("task_gone")
        points = [point for point in (one.optimistic, one.most_likely, one.pessimistic) if point is not None]
        if points != sorted(points):
            raise PmoError("estimate_order", task=task.name)
        if one.shape not in SHAPES or not all(0 <= point <= LONGEST for point in points):
            raise PmoError("estimate_range", task=task.name)
        name = clean(one.group)[:120]
        if not -1 <= one.rho <= 1:
            raise PmoError("correlation_range", name=name)
        group = None
        if name:
            group = groups.get(name.casefold())
            if group is None:
                group = groups[name.casefold()] = CorrelationGroup(project_id=project_id, name=name)
                session.add(group)
            group.rho = one.rho
            session.flush()
        task.shape, task.optimistic, task.most_likely, task.pessimistic = (
            one.shape, one.optimistic, one.most_likely, one.pessimistic,
        )  # fmt: skip
        task.correlation_group_id = None if group is None else group.id
    session.flush()
    used = set(session.scalars(select(Task.correlation_group_id).where(Task.project_id == project_id)))
    for group in groups.values():
        if group.id not in used:
            session.delete(group)
