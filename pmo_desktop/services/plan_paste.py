"""What pasting a block into a plan would do, tried out and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..persistence.store import Store
from ..persistence.tables import Task
from .commands.plan_rows import add_tasks
from .planning import plan_in, recalculate
from .planning_edit import TaskEdit

Cells = Mapping[str, object]
"""Name of a field to what was pasted there."""


@dataclass(frozen=True)
class CellProblem:
    """Why a cell of a pasted block is not taken: its line in the block, its field ("" for the whole), the reason."""

    line: int
    field: str
    reason: PmoError


class _Rehearsed(Exception):
    """Ends a rehearsal: everything it did is rolled back."""


def rehearse(
    store: Store, project_id: int, lines: Sequence[tuple[int | None, Cells]], today: date
) -> list[CellProblem]:
    """Return what would be refused of a block; nothing is changed. Each line is a task's id, None for a new one.

    Raises:
        PmoError: the store can't be written, or a task is gone.
    """
    found: list[CellProblem] = []

    def work(session: Session) -> None:
        found.extend(_try(session, project_id, lines, today))
        raise _Rehearsed

    with suppress(_Rehearsed):
        store.write(Message("paste_tasks", count=len(lines)), work)
    return found


def _try(
    session: Session, project_id: int, lines: Sequence[tuple[int | None, Cells]], today: date
) -> list[CellProblem]:
    new = [at for at, (task_id, _) in enumerate(lines) if task_id is None]
    ids = [task_id for task_id, _ in lines]
    if new:
        added = add_tasks(session, project_id, [str(lines[at][1].get("name", ""))[:200] for at in new])
        for at, task_id in zip(new, added, strict=True):
            ids[at] = task_id
    edit = TaskEdit(session, plan_in(session, project_id), today)
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.project_id == project_id))}
    found: list[CellProblem] = []
    for at, (_, cells) in enumerate(lines):
        task = tasks.get(ids[at] or 0)
        if task is None:
            raise PmoError("task_gone")
        for name, value in cells.items():
            try:
                edit.set(task, name, value)
            except PmoError as error:
                found.append(CellProblem(at, name, error))
    try:
        recalculate(session, project_id)
    except PmoError as error:
        found.append(CellProblem(-1, "", error))
    return found
