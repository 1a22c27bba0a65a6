"""Baselines 0 to 10: a plan as it stood, frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.recorder import insert_rows
from ...persistence.tables import Baseline, Project, TaskBaseline
from .. import values
from ..editing import load
from ..fields import field
from ..planning import recalculate, require_project

BASELINES: Final = range(11)

PERMITTING: Final = frozenset({"approved", "implemented"})
"""States of a change request that permit to set a baseline again."""


def set_baseline(
    session: Session,
    project_id: int,
    number: int = 0,
    task_ids: Sequence[int] | None = None,
    *,
    name: str | None = None,
    change_request_id: int | None = None,
) -> int:
    """Freeze dates, duration, work and cost of every task, or of some, as a baseline; return how many.

    An older baseline of that number is replaced for those tasks, and its name where one is given. Baseline 0 is the
    one that the registry measures slip against, so the project's baseline finish follows it. Setting it again is
    permitted by an approved change request; without one it is done, and noted as not approved.

    Raises:
        PmoError: there is no such baseline or project, the plan has no tasks or is a draft, the name is too long, or
            the change request is not approved or another project's.
    """
    if number not in BASELINES:
        raise PmoError("baseline_unknown", number=number)
    _refuse_draft(session, project_id)
    plan, result = recalculate(session, project_id)
    if result is None:
        raise PmoError("plan_has_no_tasks")
    wanted = set(task_ids) if task_ids is not None else {task.uid for task in plan.tasks}
    before = _rows(session, project_id, number)
    for row in before:
        if row.task_id in wanted:
            session.delete(row)
    session.flush()
    new: list[dict[str, Any]] = []
    for dates in result:
        if dates.uid in wanted:
            new.append(
                {
                    "project_id": project_id,
                    "task_id": dates.uid,
                    "number": number,
                    "start": dates.start,
                    "finish": dates.finish,
                    "duration": dates.duration,
                    "work": dates.work,
                    "cost": dates.cost,
                }
            )
    insert_rows(session, TaskBaseline, new)
    _keep_head(session, project_id, number, name, whole=task_ids is None)
    _keep_permit(session, project_id, number, change_request_id, is_first=not before)
    _keep_finish(session, project_id, number)
    return len(new)


def name_baseline(session: Session, project_id: int, number: int, name: str) -> None:
    """Give a baseline another name.

    Raises:
        PmoError: there is no such baseline or project, or the name is too long.
    """
    if number not in BASELINES or not _rows(session, project_id, number):
        raise PmoError("baseline_unknown", number=number)
    _keep_head(session, project_id, number, name)


def clear_baseline(session: Session, project_id: int, number: int = 0) -> int:
    """Take a baseline away; return how many tasks had it.

    Raises:
        PmoError: there is no such baseline or project.
    """
    if number not in BASELINES:
        raise PmoError("baseline_unknown", number=number)
    require_project(session, project_id)
    _refuse_draft(session, project_id)
    rows = _rows(session, project_id, number)
    for row in (*rows, *session.scalars(_head(project_id, number))):
        session.delete(row)
    session.flush()
    _keep_finish(session, project_id, number)
    return len(rows)


def _refuse_draft(session: Session, project_id: int) -> None:
    if session.scalar(select(Project.draft_of).where(Project.id == project_id)) is not None:
        raise PmoError("baseline_of_draft")


def _keep_head(session: Session, project_id: int, number: int, name: str | None, *, whole: bool = False) -> None:
    """Note when a baseline was set as a whole, and what it is called."""
    head = session.scalars(_head(project_id, number)).first()
    if head is None:
        head = Baseline(project_id=project_id, number=number, set_on=date.today())
        session.add(head)
    elif whole:
        head.set_on = date.today()
    if name is not None:
        head.name = str(values.check(field("baseline", "name"), name))
    session.flush()


def _keep_permit(session: Session, project_id: int, number: int, request_id: int | None, *, is_first: bool) -> None:
    """Note what permitted a baseline: the first one is what was agreed; later ones need a change request."""
    head = session.scalars(_head(project_id, number)).one()
    if request_id is not None:
        (request,) = load(session, "change_request", [request_id])
        if request.status not in PERMITTING or request.project_id not in (None, project_id):
            raise PmoError("change_not_approved", code=request.code)
    head.change_request_id = request_id
    head.approved = is_first or request_id is not None
    session.flush()


def _head(project_id: int, number: int) -> Select[Baseline]:
    return select(Baseline).where(Baseline.project_id == project_id, Baseline.number == number)


def _keep_finish(session: Session, project_id: int, number: int) -> None:
    if number == 0:
        finishes = [row.finish for row in _rows(session, project_id, 0) if row.finish is not None]
        project = session.get_one(Project, project_id)
        project.baseline_finish = max(finishes).date() if finishes else None
        session.flush()


def _rows(session: Session, project_id: int, number: int) -> Sequence[TaskBaseline]:
    query = select(TaskBaseline).where(TaskBaseline.project_id == project_id, TaskBaseline.number == number)
    return session.scalars(query).all()
