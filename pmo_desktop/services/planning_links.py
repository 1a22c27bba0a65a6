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
    task = session.get_one(Task, task_id)
    project = session.get_one(Project, task.project_id)
    day = project.minutes_per_day
    units = TimeUnits(day, project.minutes_per_week, day * project.days_per_month)
    typed = parse_links(text, units)
    if len(typed) > MOST_LINKS:
        raise PmoError("links_too_many", limit=MOST_LINKS)
    outline = read_outline(session, project.id)
    old: dict[tuple[int, str], Link] = {(link.predecessor_id, link.kind): link for link in _into(session, task_id)}
    wanted: set[tuple[int, str]] = set()
    for item in typed:
        predecessor_id = outline.ids[outline.find(item.ref)]
        if predecessor_id == task_id:
            raise PmoError("link_to_itself")
        key: tuple[int, str] = (predecessor_id, item.kind)
        wanted.add(key)
        link = old.get(key) or new_link(session, project.id, predecessor_id, task_id)
        old[key] = link
        link.kind, link.lag, link.lag_kind, link.lag_format = item.kind, item.lag, item.lag_kind, item.lag_format
    for key, link in old.items():
        if key not in wanted:
            session.delete(link)
    session.flush()


def _into(session: Session, task_id: int) -> Sequence[Link]:
    return session.scalars(select(Link).where(Link.successor_id == task_id).order_by(Link.id)).all()


def new_link(session: Session, project_id: int, predecessor_id: int, successor_id: int) -> Link:
    """Add a link, finish to start without lag, and return it."""
    link = Link(project_id=project_id, predecessor_id=predecessor_id, successor_id=successor_id)
    session.add(link)
    session.flush()
    return link
