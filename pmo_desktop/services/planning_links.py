"""The links of one task: read from typed predecessors, added one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.plan_text import TimeUnits, parse_links
from ..persistence.tables import Link, Project, Task
from .planning_outline import read_outline

MOST_LINKS: Final = 1_000
"""Predecessors that one task may be given at once."""


def change_predecessors(session: Session, task_id: int, text: str) -> None:
    """Give a task the predecessors that a text names, in place of those it had; the plan is not scheduled.

    A link that stays keeps its row, so that the history shows only what changed.

    Raises:
        PmoError: the text names no row, or the task itself."""
    _change(session, task_id, text, forward=False)


def change_successors(session: Session, task_id: int, text: str) -> None:
    """Give a task the successors that a text names, as `change_predecessors` does.

    Raises:
        PmoError: the text names no row, or the task itself."""
    _change(session, task_id, text, forward=True)


def _change(session: Session, task_id: int, text: str, *, forward: bool) -> None:
    task = session.get_one(Task, task_id)
    project = session.get_one(Project, task.project_id)
    day = project.minutes_per_day
    units = TimeUnits(day, project.minutes_per_week, day * project.days_per_month)
    typed = parse_links(text, units)
    if len(typed) > MOST_LINKS:
        raise PmoError("links_too_many", limit=MOST_LINKS)
    outline = read_outline(session, project.id)
    old: dict[tuple[int, str], Link] = {
        (link.successor_id if forward else link.predecessor_id, link.kind): link
        for link in _links(session, task_id, forward=forward)
    }
    wanted: set[tuple[int, str]] = set()
    for item in typed:
        other_id = outline.ids[outline.find(item.ref)]
        if other_id == task_id:
            raise PmoError("link_to_itself")
        key: tuple[int, str] = (other_id, item.kind)
        wanted.add(key)
        ends = (task_id, other_id) if forward else (other_id, task_id)
        link = old.get(key) or new_link(session, project.id, *ends)
        old[key] = link
        link.kind, link.lag, link.lag_kind, link.lag_format = item.kind, item.lag, item.lag_kind, item.lag_format
    for key, link in old.items():
        if key not in wanted:
            session.delete(link)
    session.flush()


def _links(session: Session, task_id: int, *, forward: bool) -> Sequence[Link]:
    end = Link.predecessor_id if forward else Link.successor_id
    return session.scalars(select(Link).where(end == task_id).order_by(Link.id)).all()


def new_link(session: Session, project_id: int, predecessor_id: int, successor_id: int) -> Link:
    """Add a link, finish to start without lag, and return it."""
    link = Link(project_id=project_id, predecessor_id=predecessor_id, successor_id=successor_id)
    session.add(link)
    session.flush()
    return link
