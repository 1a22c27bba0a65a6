"""Dependencies between projects: added, changed, delivered, deleted, and the taker put off where one comes late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from ...domain.dependencies import LONGEST_LAG
from ...domain.errors import PmoError
from ...persistence.tables import Dependency, Project, Task
from ..editing import apply, load, new_row, next_code, refuse_taken_code, specs_for
from ..values import check
from .plan import set_task

CODE_PREFIX: Final = "DP-"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a dependency: a project, and a task of it where one is meant. Neither: outside the portfolio."""

    project_id: int | None = None
    task_id: int | None = None


def create(session: Session, values: Mapping[str, object], giver: End | None = None, taker: End | None = None) -> int:
    """Add a dependency and return its id; without a code it gets the next one of the whole store.

    `giver` and `taker` go before projects named in `values`.

    Raises:
        PmoError: a value is refused, or the two ends are one.
    """
    values, fixed = dict(values), {}
    for side, end in (("giver", giver), ("taker", taker)):
        if end is not None:
            values.pop(f"{side}_project_id", None)
            fixed.update(_columns(session, side, end))
    if not values.get("code"):
        values.pop("code", None)
        fixed["code"] = next_code(session, "dependency", CODE_PREFIX)
    row: Dependency = new_row(session, "dependency", values, **fixed)
    _refuse_wrong(row)
    return row.id


def change(
    session: Session,
    dependency_id: int,
    values: Mapping[str, object],
    giver: End | None = None,
    taker: End | None = None,
) -> None:
    """Give a dependency other values, other ends, or both.

    Raises:
        PmoError: a value is refused, the two ends are one, or the dependency is gone; nothing was changed.
    """
    row: Dependency
    (row,) = load(session, "dependency", [dependency_id])
    specs = specs_for(session, "dependency", values)
    checked = {name: check(spec, values[name]) for name, spec in specs.items()}
    if "code" in checked:
        refuse_taken_code(session, "dependency", [dependency_id], str(checked["code"]))
    apply(row, checked, specs)
    for side, end in (("giver", giver), ("taker", taker)):
        if end is not None:
            for name, value in _columns(session, side, end).items():
                setattr(row, name, value)
    _refuse_wrong(row)


def deliver(session: Session, ids: Sequence[int], on: date) -> None:
    """Note that dependencies were delivered."""
    for row in load(session, "dependency", ids):
        row.status, row.delivered_on = "delivered", on


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete dependencies."""
    for row in load(session, "dependency", ids):
        session.delete(row)


def hold_taker(session: Session, dependency_id: int, start: datetime) -> None:
    """Let the taker's task start no earlier than a moment; its plan is scheduled again.

    Raises:
        PmoError: the dependency names no task of the taker, or the task has begun, sums up others, or is gone.
    """
    row: Dependency
    (row,) = load(session, "dependency", [dependency_id])
    if row.taker_task_id is None:
        raise PmoError("dependency_no_task")
    set_task(session, [row.taker_task_id], {"start": start})


def _columns(session: Session, side: str, end: End) -> dict[str, object]:
    if end.project_id is not None and session.get(Project, end.project_id) is None:
        raise PmoError("project_gone")
    if end.task_id is not None:
        task = session.get(Task, end.task_id)
        if task is None or task.project_id != end.project_id:
            raise PmoError("task_gone")
    return {f"{side}_project_id": end.project_id, f"{side}_task_id": end.task_id}


def _refuse_wrong(row: Dependency) -> None:
    """Raise where both ends are one task or one project as a whole, where neither is here, or the lag is too long."""
    if abs(row.lag or 0) > LONGEST_LAG:
        raise PmoError("dependency_lag_long")
    same = row.giver_project_id is not None and row.giver_project_id == row.taker_project_id
    if same and (row.giver_task_id == row.taker_task_id or None in (row.giver_task_id, row.taker_task_id)):
        raise PmoError("dependency_same")
    if row.giver_project_id is None and row.taker_project_id is None:
        raise PmoError("dependency_no_project")
