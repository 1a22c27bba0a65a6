"""What issued packs said of a plan's milestones, for the table to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.recorder import CHUNK
from ...persistence.tables import Project, Task
from ..planning_cache import PlanCache
from .packs import IssuedView, issued_packs, snapshot_raw

SHOWN: Final = 6
"""The newest packs that a plan is compared with."""


@dataclass(frozen=True)
class Issued:
    """What a pack said when it was issued: the finish of milestones by their task's id. `title` is its number."""

    key: str
    title: str
    finish: Mapping[int, date]


def issued_of(session: Session, plans: PlanCache, project_id: int) -> tuple[Issued, ...]:
    """Return what the newest issued packs said of a project's milestones, newest first.

    A pack whose data are missing or damaged is left out, as is one that says nothing of the project.
    """
    packs = [pack for pack in issued_packs(session) if pack.is_newest][:SHOWN]
    if not packs:
        return ()
    uid = session.scalar(select(Project.uid).where(Project.id == project_id)) or ""
    said = [(pack, _said(session, plans, pack, uid)) for pack in packs]
    ids: dict[str, int] = {}
    uids = sorted({key for _, finish in said for key in finish})
    for at in range(0, len(uids), CHUNK):
        query = select(Task.uid, Task.id).where(Task.uid.in_(uids[at : at + CHUNK]))
        ids.update((row.uid, row.id) for row in session.execute(query))
    found = []
    for pack, finish in said:
        by_id = {ids[key]: day for key, day in finish.items() if key in ids}
        if by_id:
            found.append(Issued(str(pack.number), str(pack.number), by_id))
    return tuple(found)


def _said(session: Session, plans: PlanCache, pack: IssuedView, project: str) -> Mapping[str, date]:
    """Return the finish of a project's milestones in a pack, by uid; read once, as a pack never changes."""
    key = (pack.snapshot, project)
    if key not in plans.issued:
        try:
            plans.issued[key] = _read(snapshot_raw(session, pack), project)
        except PmoError:
            plans.issued[key] = {}
    return plans.issued[key]


def _read(raw: Mapping[str, Any], project: str) -> dict[str, date]:
    found: dict[str, date] = {}
    for item in raw.get("milestones", ()):
        if isinstance(item, dict) and item.get("project") == project:
            day = item.get("actual") or item.get("forecast")
            try:
                found[str(item["uid"])] = date.fromisoformat(str(day))
            except (KeyError, ValueError):
                continue
    return found
