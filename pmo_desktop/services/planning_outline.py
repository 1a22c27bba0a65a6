"""The outline of a stored plan: who stands where, how rows are numbered, and room between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.outline import end_of, outline_numbers, parents, tops
from ..persistence.recorder import CHUNK, batches
from ..persistence.tables import RECORDED, Task
from .planning import STEP

DEEPEST = 50
"""The deepest level that an edit may make."""


@dataclass(frozen=True)
class Outline:
    """The rows of a plan in order, as parallel lists."""

    project_id: int
    ids: list[int]
    positions: list[int]
    levels: list[int]
    own_wbs: list[str]

    @cached_property
    def place(self) -> dict[int, int]:
        """Row id to place."""
        return {row_id: place for place, row_id in enumerate(self.ids)}

    @cached_property
    def numbers(self) -> list[str]:
        """The WBS of each row: the file's own, else counted."""
        counted = outline_numbers(self.levels)
        return [own or number for own, number in zip(self.own_wbs, counted, strict=True)]

    @cached_property
    def first_row(self) -> int:
        """The number of the first row: 0 where it is the project's own summary."""
        return 0 if self.levels and self.levels[0] == 0 else 1

    @cached_property
    def parents(self) -> list[int]:
        """The place of each row's summary, -1 for none."""
        return parents(self.levels)

    def places_of(self, task_ids: Iterable[int]) -> list[int]:
        """Return the places of tasks, in the order given.

        Raises:
            PmoError: a task is no longer there.
        """
        try:
            return [self.place[task_id] for task_id in task_ids]
        except KeyError:
            raise PmoError("task_gone") from None

    def blocks(self, task_ids: Iterable[int]) -> list[range]:
        """Return the places of tasks with all that belongs to them, in order, none twice."""
        return [range(top, end_of(self.levels, top)) for top in tops(self.levels, self.places_of(task_ids))]

    def is_summary(self, place: int) -> bool:
        """Return whether a row has rows below it."""
        return end_of(self.levels, place) > place + 1

    def find(self, ref: str) -> int:
        """Return the place that a user means by a row number (`7`) or a WBS (`2.1`).

        Raises:
            PmoError: there is no such row.
        """
        if ref.isdecimal():
            place = int(ref) - self.first_row
            if 0 <= place < len(self.ids):
                return place
        if ref in self.numbers:
            return self.numbers.index(ref)
        raise PmoError("row_unknown", ref=ref)

    def row_number(self, place: int) -> int:
        """Return the number that a row shows."""
        return place + self.first_row


def read_outline(session: Session, project_id: int) -> Outline:
    """Return the outline of a project as it stands in this session."""
    session.flush()
    task = RECORDED["task"].c
    query = (
        select(task.id, task.position, task.outline_level, task.wbs)
        .where(task.project_id == project_id)
        .order_by(task.position, task.id)
    )
    rows = session.connection().execute(query).all()
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    return Outline(project_id, *columns)


def project_of(session: Session, task_ids: Sequence[int]) -> int:
    """Return the one project that tasks belong to.

    Raises:
        PmoError: none was given, one is gone, or they are of several projects.
    """
    found: dict[int, int] = {}
    for chunk in batches(list(task_ids), CHUNK):
        query = select(Task.id, Task.project_id).where(Task.id.in_(chunk))
        found.update((row.id, row.project_id) for row in session.execute(query))
    projects = set(found.values())
    if len(found) != len(set(task_ids)) or len(projects) != 1:
        raise PmoError("task_gone")
    return projects.pop()


def make_room(session: Session, outline: Outline, place: int, count: int) -> list[int]:
    """Return `count` positions before the row at `place`; the whole outline is numbered anew where it is too tight."""
    low = outline.positions[place - 1] if place else 0
    if place >= len(outline.ids):
        return [low + STEP * at for at in range(1, count + 1)]
    gap = (outline.positions[place] - low) // (count + 1)
    if gap > 0:
        return [low + gap * at for at in range(1, count + 1)]
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.project_id == outline.project_id))}
    for at, task_id in enumerate(outline.ids):
        tasks[task_id].position = STEP * (at + 1 if at < place else at + 1 + count)
    session.flush()
    return [STEP * (place + at) for at in range(1, count + 1)]
