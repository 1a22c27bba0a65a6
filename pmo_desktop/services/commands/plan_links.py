"""Links of a plan: by selection, by typed predecessors, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.plan import LagKind, LinkKind
from ...persistence.tables import Link
from ..planning import recalculate
from ..planning_links import change_predecessors, new_link
from ..planning_outline import project_of


def link_in_order(session: Session, task_ids: Sequence[int]) -> int:
    """Link tasks one after the other, finish to start; return how many links are new.

    Raises:
        PmoError: fewer than two tasks are given, or a link would make a loop.
    """
    if len(task_ids) < 2:
        raise PmoError("link_needs_two")
    project_id = project_of(session, task_ids)
    pairs = select(Link.predecessor_id, Link.successor_id).where(Link.project_id == project_id)
    known = {(row.predecessor_id, row.successor_id) for row in session.execute(pairs)}
    new = [pair for pair in pairwise(task_ids) if pair not in known]
    for before, after in new:
        new_link(session, project_id, before, after)
    recalculate(session, project_id)
    return len(new)


def unlink(session: Session, task_ids: Sequence[int]) -> int:
    """Take away the links among tasks, or every link of a task given alone; return how many went."""
    project_id = project_of(session, task_ids)
    ids = set(task_ids)
    gone = [
        link
        for link in session.scalars(select(Link).where(Link.project_id == project_id))
        if ({link.predecessor_id, link.successor_id} <= ids)
        or (len(ids) == 1 and (link.predecessor_id in ids or link.successor_id in ids))
    ]
    for link in gone:
        session.delete(link)
    recalculate(session, project_id)
    return len(gone)


def add_link(
    session: Session,
    predecessor_id: int,
    successor_id: int,
    kind: LinkKind = "FS",
    lag: int = 0,
    lag_kind: LagKind = "working",
) -> int:
    """Link two tasks; return the link's id.

    Raises:
        PmoError: it is one task, they are linked already or of different projects, or the link would make a loop.
    """
    if predecessor_id == successor_id:
        raise PmoError("link_to_itself")
    project_id = project_of(session, [predecessor_id, successor_id])
    same = select(Link.id).where(Link.predecessor_id == predecessor_id, Link.successor_id == successor_id)
    if session.scalar(same.limit(1)) is not None:
        raise PmoError("link_exists")
    link = new_link(session, project_id, predecessor_id, successor_id)
    link.kind, link.lag, link.lag_kind = kind, lag, lag_kind
    recalculate(session, project_id)
    return link.id


def set_link(session: Session, link_id: int, kind: LinkKind, lag: int, lag_kind: LagKind = "working") -> None:
    """Give a link another kind and lag.

    Raises:
        PmoError: the link is gone.
    """
    link = session.get(Link, link_id)
    if link is None:
        raise PmoError("link_gone")
    link.kind, link.lag, link.lag_kind = kind, lag, lag_kind
    recalculate(session, link.project_id)


def delete_link(session: Session, link_id: int) -> None:
    """Take a link away.

    Raises:
        PmoError: the link is gone.
    """
    link = session.get(Link, link_id)
    if link is None:
        raise PmoError("link_gone")
    session.delete(link)
    recalculate(session, link.project_id)


def set_predecessors(session: Session, task_id: int, text: str) -> None:
    """Give a task the predecessors that a text names (`4FS+2d; 7SS-1d`), in place of those it had.

    A link that stays keeps its row, so that the history shows only what changed.

    Raises:
        PmoError: the text names no row, the task itself, or a link would make a loop.
    """
    project_id = project_of(session, [task_id])
    change_predecessors(session, task_id, text)
    recalculate(session, project_id)
