"""What is said of how long the tasks of a plan may take."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import CorrelationGroup, Task
from ..planning import load_plan


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """A task that can be late, and its estimate in working minutes; `per_day` is how many of them are a day."""

    task_id: int
    name: str
    shape: str
    optimistic: int | None
    most_likely: int | None
    pessimistic: int | None
    group: str
    rho: float
    per_day: int


def estimates_of(session: Session, project_id: int) -> tuple[EstimateRow, ...]:
    """Return the tasks of a plan that are neither summaries nor milestones nor done, in their order."""
    per_day = load_plan(session, project_id).minutes_per_day
    groups = {row.id: row for row in session.scalars(select(CorrelationGroup))}
    tasks = session.scalars(select(Task).where(Task.project_id == project_id).order_by(Task.position)).all()
    levels = [task.outline_level for task in tasks] + [0]
    found = []
    for at, task in enumerate(tasks):
        if levels[at + 1] > levels[at] or task.milestone or task.percent_complete >= 100:
            continue
        group = groups.get(task.correlation_group_id or 0)
        found.append(
            EstimateRow(
                task.id, task.name, task.shape, task.optimistic, task.most_likely, task.pessimistic,
                group.name if group else "", group.rho if group else 0.5, per_day,
            )
        )  # fmt: skip
    return tuple(found)
