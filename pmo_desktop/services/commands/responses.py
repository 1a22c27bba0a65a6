"""What is done about a risk, and which tasks it delays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Risk, RiskResponse, RiskTask, Task
from ..editing import load, new_row

STEP = 1024


def add(session: Session, risk_id: int, values: Mapping[str, object]) -> int:
    """Add a response to a risk, after those it has, and return its id."""
    load(session, "risk", [risk_id])
    last = session.scalar(select(func.max(RiskResponse.position)).where(RiskResponse.risk_id == risk_id))
    row = new_row(session, "risk_response", values, risk_id=risk_id, position=(last or 0) + STEP)
    return int(row.id)


def finish(session: Session, response_id: int, on: date) -> None:
    """Note that a response was carried out: the risk's current score becomes the one after it, where that is known."""
    row: RiskResponse
    (row,) = load(session, "risk_response", [response_id])
    row.status, row.done_on = "done", on
    risk = session.get_one(Risk, row.risk_id)
    for name, after in (
        ("probability", row.probability_after),
        ("impact", row.impact_after),
        ("likelihood", row.likelihood_after),
    ):
        if after is not None:
            setattr(risk, name, after)
    risk.reviewed_on = on


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete responses."""
    for row in load(session, "risk_response", ids):
        session.delete(row)


def hit_tasks(session: Session, risk_id: int, task_ids: Sequence[int]) -> None:
    """Let a risk delay these tasks and no others; what was said of one that stays is kept.

    Raises:
        PmoError: a task is gone, or belongs to another project than the risk.
    """
    risk: Any
    (risk,) = load(session, "risk", [risk_id])
    for task in load(session, "task", task_ids):
        assert isinstance(task, Task)
        if risk.project_id is not None and task.project_id != risk.project_id:
            raise PmoError("risk_task_elsewhere", risk=risk.code, task=task.name)
    kept = set()
    for row in session.scalars(select(RiskTask).where(RiskTask.risk_id == risk_id)):
        if row.task_id in task_ids:
            kept.add(row.task_id)
        else:
            session.delete(row)
    session.flush()
    for task_id in dict.fromkeys(task_ids):
        if task_id not in kept:
            session.add(RiskTask(risk_id=risk_id, task_id=task_id))
