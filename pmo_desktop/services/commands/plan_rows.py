"""Rows of a plan's outline: add, delete, move, indent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.recorder import batches, insert_rows
from ...persistence.tables import Project, Task
from .. import values
from ..fields import field
from ..planning import recalculate
from ..planning_outline import DEEPEST, Outline, make_room, project_of, read_outline
from ..removal import remove

LONGEST_PLAN = 200_000
"""Rows that a plan may have."""


def add_tasks(
    session: Session,
    project_id: int,
    names: Sequence[str],
    *,
    before: int | None = None,
    level: int | None = None,
    milestone: bool = False,
    duration: int | None = None,
    start: datetime | None = None,
) -> list[int]:
    """Add rows before a task, or at the end; return their ids.

    They stand on the level of that task, or of the last row, unless `level` names another. `start` is a date before
    which they don't begin.

    Raises:
        PmoError: a name is too long, the plan would be too large, or the task is gone.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise PmoError("project_gone")
    outline = read_outline(session, project_id)
    if len(outline.ids) + len(names) > LONGEST_PLAN:
        raise PmoError("plan_too_long", limit=LONGEST_PLAN)
    place = len(outline.ids) if before is None else outline.places_of([before])[0]
    if level is None:
        level = outline.levels[place] if place < len(outline.ids) else _level_of_last(outline)
    level = _fitting(outline, place, level)
    spec = field("task", "name")
    new: list[dict[str, Any]] = [
        {
            "project_id": project_id,
            "position": position,
            "outline_level": level,
            "name": values.check(spec, name),
            "milestone": milestone,
            "duration": 0 if milestone else project.minutes_per_day if duration is None else duration,
            "estimated": not milestone and duration is None,
            "duration_format": 7,
            "constraint": "ASAP" if start is None else "SNET",
            "constraint_date": start,
        }
        for name, position in zip(names, make_room(session, outline, place, len(names)), strict=True)
    ]
    added = list(insert_rows(session, Task, new))
    recalculate(session, project_id)
    return added


def delete_tasks(session: Session, task_ids: Sequence[int]) -> int:
    """Delete rows with all that belongs to them; return how many rows went.

    Raises:
        PmoError: a task is gone.
    """
    project_id = project_of(session, task_ids)
    outline = read_outline(session, project_id)
    gone = [outline.ids[place] for block in outline.blocks(task_ids) for place in block]
    remove(session, "task", gone)
    recalculate(session, project_id)
    return len(gone)


def move_tasks(session: Session, task_ids: Sequence[int], before: int | None, level: int | None = None) -> None:
    """Move rows with all that belongs to them before another task, or to the end.

    They take the level of that task, unless `level` names another.

    Raises:
        PmoError: the target is one of the rows that move, or a task is gone.
    """
    _move(session, read_outline(session, project_of(session, task_ids)), task_ids, before, level)


def _move(
    session: Session, outline: Outline, task_ids: Sequence[int], before: int | None, level: int | None = None
) -> None:
    blocks = outline.blocks(task_ids)
    moving = {place for block in blocks for place in block}
    target = len(outline.ids) if before is None else outline.places_of([before])[0]
    if target in moving and target != blocks[0][0]:
        raise PmoError("move_into_itself")
    rest = [place for place in range(len(outline.ids)) if place not in moving]
    at = sum(1 for place in rest if place < target)
    remaining = _without(outline, rest)
    if level is None:
        level = remaining.levels[at] if at < len(rest) else outline.levels[blocks[0][0]]
    level = _fitting(remaining, at, level)
    order = [place for block in blocks for place in block]
    positions = make_room(session, remaining, at, len(order))
    shifts = {place: level - outline.levels[block[0]] for block in blocks for place in block}
    tasks = _tasks(session, [outline.ids[place] for place in order])
    for place, position in zip(order, positions, strict=True):
        task = tasks[outline.ids[place]]
        task.position = position
        task.outline_level = _depth(task.outline_level + shifts[place])
    recalculate(session, outline.project_id, "move_would_loop")


def move_by(session: Session, task_ids: Sequence[int], step: int) -> None:
    """Move rows up (-1) or down (1) past the neighbour on their own level; at the edge nothing moves.

    Raises:
        PmoError: a task is gone.
    """
    outline = read_outline(session, project_of(session, task_ids))
    blocks = outline.blocks(task_ids)
    level = outline.levels[blocks[0][0]]
    if step < 0:
        place = blocks[0][0] - 1
        while place >= 0 and outline.levels[place] > level:
            place -= 1
        if place >= 0 and outline.levels[place] == level:
            _move(session, outline, task_ids, outline.ids[place], level)
        return
    place = blocks[-1][-1] + 1
    if place >= len(outline.ids) or outline.levels[place] != level:
        return
    after = outline.blocks([outline.ids[place]])[0][-1] + 1
    _move(session, outline, task_ids, outline.ids[after] if after < len(outline.ids) else None, level)


def indent(session: Session, task_ids: Sequence[int]) -> None:
    """Put rows, with all that belongs to them, one level deeper: below the row above them.

    Raises:
        PmoError: there is no row above that they could belong to.
    """
    project_id = project_of(session, task_ids)
    outline = read_outline(session, project_id)
    moved: dict[int, int] = {}
    for block in outline.blocks(task_ids):
        above = block[0] - 1
        level_above = moved.get(above, outline.levels[above] if above >= 0 else -1)
        if level_above < outline.levels[block[0]]:
            continue
        moved |= {place: outline.levels[place] + 1 for place in block}
    if not moved:
        raise PmoError("indent_impossible")
    _set_levels(session, outline, moved)
    recalculate(session, project_id, "move_would_loop")


def outdent(session: Session, task_ids: Sequence[int]) -> None:
    """Put rows, with all that belongs to them, one level up.

    Raises:
        PmoError: they are on the first level already.
    """
    project_id = project_of(session, task_ids)
    outline = read_outline(session, project_id)
    moved = {
        place: outline.levels[place] - 1
        for block in outline.blocks(task_ids)
        for place in block
        if outline.levels[block[0]] > 1
    }
    if not moved:
        raise PmoError("outdent_impossible")
    _set_levels(session, outline, moved)
    recalculate(session, project_id, "move_would_loop")


def _set_levels(session: Session, outline: Outline, levels: dict[int, int]) -> None:
    tasks = _tasks(session, [outline.ids[place] for place in levels])
    for place, level in levels.items():
        tasks[outline.ids[place]].outline_level = _depth(level)


def _depth(level: int) -> int:
    if level > DEEPEST:
        raise PmoError("outline_too_deep", limit=DEEPEST)
    return max(level, 1)


def _tasks(session: Session, task_ids: Sequence[int]) -> dict[int, Task]:
    return {
        task.id: task
        for chunk in batches(task_ids, 500)
        for task in session.scalars(select(Task).where(Task.id.in_(chunk)))
    }


def _level_of_last(outline: Outline) -> int:
    return max(outline.levels[-1], 1) if outline.levels else 1


def _fitting(outline: Outline, place: int, level: int) -> int:
    """Return the level nearest to the one asked for that a row at `place` may have."""
    deepest = outline.levels[place - 1] + 1 if place else 1
    return max(1, min(level, deepest))


def _without(outline: Outline, rest: Sequence[int]) -> Outline:
    return Outline(
        outline.project_id,
        [outline.ids[place] for place in rest],
        [outline.positions[place] for place in rest],
        [outline.levels[place] for place in rest],
        [outline.own_wbs[place] for place in rest],
    )
