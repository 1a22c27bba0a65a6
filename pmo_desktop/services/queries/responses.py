"""What is done about a risk, and the tasks that it delays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import RiskResponse, RiskTask, Task
from ..fields import fields_of


@dataclass(frozen=True, slots=True)
class PartRow:
    """A response of a risk, or a task that it hits; `name` says which task that is."""

    id: int
    name: str
    task_id: int | None
    values: Mapping[str, object]

    def value(self, name: str) -> object:
        """Return the value of a field by its name."""
        return self.values[name]


def responses_of(session: Session, risk_id: int) -> tuple[PartRow, ...]:
    """Return the responses of a risk in their order."""
    names = [spec.name for spec in fields_of("risk_response")]
    query = select(RiskResponse).where(RiskResponse.risk_id == risk_id)
    rows = session.scalars(query.order_by(RiskResponse.position, RiskResponse.id))
    return tuple(PartRow(row.id, row.title, None, {name: getattr(row, name) for name in names}) for row in rows)


def tasks_hit(session: Session, risk_id: int) -> tuple[PartRow, ...]:
    """Return the tasks that a risk delays, in the order of their plan."""
    names = [spec.name for spec in fields_of("risk_task")]
    query = select(RiskTask, Task.name).join(Task, RiskTask.task_id == Task.id).where(RiskTask.risk_id == risk_id)
    return tuple(
        PartRow(row.id, task, row.task_id, {name: getattr(row, name) for name in names})
        for row, task in session.execute(query.order_by(Task.position))
    )


def tasks_to_hit(session: Session, project_id: int) -> tuple[tuple[int, int, str], ...]:
    """Return id, depth and name of a project's tasks in the order of its plan."""
    query = select(Task.id, Task.outline_level, Task.name).where(Task.project_id == project_id).order_by(Task.position)
    return tuple((row.id, row.outline_level, row.name) for row in session.execute(query))
