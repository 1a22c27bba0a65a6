"""Drafts: copies of a plan to try changes in, applied to it as one step or thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.uid import new_uid
from ...persistence.recorder import CHUNK, batches, insert_rows
from ...persistence.tables import Project, TaskBaseline
from .. import values as typed
from ..draft_merge import Merge, merge
from ..draft_rows import ENTITIES, REFERENCES, RELATIONS, SETTINGS, Key, Values, copied_rows, rows_of
from ..editing import CLASSES
from ..fields import field
from ..plan_copies import copy_plan, copy_rows
from ..planning import STEP, recalculate, require_project
from ..removal import remove

MOST_DRAFTS: Final = 20
"""Drafts that a plan may have at once."""

_HEAD: Final = (
    *(name for name in SETTINGS if name != "calendar_id"),
    *("start", "finish", "baseline_finish", "project_class"),
)


@dataclass(frozen=True)
class Applied:
    """What applying a draft changed in the plan: rows by kind of change."""

    added: int
    changed: int
    removed: int


def create(session: Session, project_id: int, name: str) -> int:
    """Copy a plan into a draft and return the draft's id. No list shows it; its plan is edited like any other.

    Raises:
        PmoError: the project is gone or a draft itself, it has too many drafts, or the name is too long.
    """
    require_project(session, project_id)
    source = session.get_one(Project, project_id)
    if source.draft_of is not None:
        raise PmoError("draft_of_draft")
    count = session.scalar(select(func.count()).where(Project.draft_of == project_id)) or 0
    if count >= MOST_DRAFTS:
        raise PmoError("too_many_drafts", limit=MOST_DRAFTS)
    draft = Project(code=f"draft-{new_uid()}", name=_checked(name), draft_of=project_id, archived=True)
    for column in _HEAD:
        setattr(draft, column, getattr(source, column))
    session.add(draft)
    session.flush()
    tasks, _ = copy_plan(session, source, draft, origins=True)
    copy_rows(session, TaskBaseline, project_id, draft.id, {"task_id": tasks})
    return draft.id


def rename(session: Session, draft_id: int, name: str) -> None:
    """Give a draft another name.

    Raises:
        PmoError: it is gone, or the name is too long.
    """
    _draft(session, draft_id).name = _checked(name)


def discard(session: Session, draft_id: int) -> None:
    """Throw a draft away.

    Raises:
        PmoError: it is gone.
    """
    _draft(session, draft_id)
    remove(session, "project", [draft_id])


def apply(session: Session, draft_id: int, decisions: Mapping[str, bool] | None = None) -> Applied:
    """Change the plan to what its draft says, and take the draft away.

    What was changed in the plan since the draft was made stays. What was changed in both needs a decision: for the
    code of each clash (`draft_merge.Clash.code`), whether the draft goes before.

    Raises:
        PmoError: the draft or its plan is gone, a clash is not decided, or the plan could not be scheduled afterwards.
    """
    draft = _draft(session, draft_id)
    assert draft.draft_of is not None
    project_id = draft.draft_of
    require_project(session, project_id)
    chosen = decisions or {}
    base, plan = copied_rows(session, draft_id), rows_of(session, project_id, draft=False)
    found = merge(base, plan, rows_of(session, draft_id, draft=True), chosen)
    undecided = [clash for clash in found.clashes if clash.code not in chosen]
    if undecided:
        raise PmoError("draft_clashes", count=len(undecided))
    remove(session, "project", [draft_id])
    applied = _Applying(session, project_id, plan.ids).run(found, plan.positions)
    recalculate(session, project_id)
    return applied


class _Applying:
    """Writes a merge into a plan. `ids` tell the row of each key, and learn those of new rows."""

    def __init__(self, session: Session, project_id: int, ids: Mapping[tuple[str, Key], int]) -> None:
        self._session = session
        self._project_id = project_id
        self._ids = dict(ids)

    def run(self, found: Merge, positions: Mapping[Key, int]) -> Applied:
        session = self._session
        new_positions = _positions(found.order, found.positions)
        for table in (*ENTITIES, *RELATIONS):
            self._add(table, found.added[table], new_positions)
            for row, values in self._rows(table, found.changed[table]):
                self._set(row, values)
        for table in ("calendar",):  # a new calendar may be based on one that is added after it
            for row, values in self._rows(table, found.added[table]):
                row.base_id = self._told(table, values)["base_id"]
        moved = {key: {"position": new} for key, new in new_positions.items() if positions.get(key, new) != new}
        for row, values in self._rows("task", moved):
            row.position = values["position"]
        self._set(session.get_one(Project, self._project_id), found.settings)
        session.flush()
        for table in reversed((*ENTITIES, *RELATIONS)):
            gone = [self._ids[table, key] for key in found.removed[table]]
            if gone:
                remove(session, table, self._still_there(table, gone))
        parts = (found.added, found.changed, found.removed)
        return Applied(*(sum(len(rows) for rows in part.values()) for part in parts))

    def _add(self, table: str, new: Mapping[Key, Values], positions: Mapping[Key, int]) -> None:
        cls: Any = CLASSES[table]
        attributes = {column.key: name for name, column in inspect(cls).columns.items()}
        rows = []
        for key, values in new.items():
            told = self._told(table, values, later="base_id" if table == "calendar" else "")
            row = {attributes[column]: value for column, value in told.items()} | {"project_id": self._project_id}
            if table == "task":
                row["position"] = positions[key]
            rows.append(row)
        for key, row_id in zip(new, insert_rows(self._session, cls, rows), strict=True):
            self._ids[table, key] = row_id

    def _set(self, row: Any, values: Values) -> None:
        attributes = {column.key: name for name, column in inspect(type(row)).columns.items()}
        for column, value in self._told(row.__tablename__, values).items():
            setattr(row, attributes[column], value)

    def _told(self, table: str, values: Values, *, later: str = "") -> Values:
        """Return values with the ids of the rows that they refer to; a calendar of the portfolio keeps its own."""
        told = dict(values)
        for column, target in REFERENCES[table].items():
            if told.get(column) is not None:
                told[column] = None if column == later else self._ids.get((target, (told[column],)), told[column])
        return told

    def _rows(self, table: str, wanted: Mapping[Key, Values]) -> list[tuple[Any, Values]]:
        cls: Any = CLASSES[table]
        by_id = {self._ids[table, key]: values for key, values in wanted.items()}
        found = []
        for chunk in batches(list(by_id), CHUNK):
            found += [(row, by_id[row.id]) for row in self._session.scalars(select(cls).where(cls.id.in_(chunk)))]
        return found

    def _still_there(self, table: str, ids: Sequence[int]) -> list[int]:
        cls: Any = CLASSES[table]
        found: list[int] = []
        for chunk in batches(list(ids), CHUNK):
            found += self._session.scalars(select(cls.id).where(cls.id.in_(chunk)))
        return found


def _positions(order: Sequence[Key], known: Mapping[Key, int]) -> dict[Key, int]:
    """Return ascending positions: as they are where that is their order, with new rows between them where they fit."""
    positions: dict[Key, int] = {}
    last = 0
    at = 0
    while at < len(order):
        end = next((place for place in range(at, len(order)) if known.get(order[place], 0) > last), len(order))
        high = known[order[end]] if end < len(order) else last + STEP * (end - at + 1)
        gap = (high - last) // (end - at + 1)
        if gap < 1:
            return {key: STEP * place for place, key in enumerate(order, 1)}
        for place in range(at, end):
            last += gap
            positions[order[place]] = last
        if end < len(order):
            positions[order[end]] = last = high
        at = end + 1
    return positions


def _draft(session: Session, draft_id: int) -> Project:
    draft = session.get(Project, draft_id)
    if draft is None or draft.draft_of is None:
        raise PmoError("draft_gone")
    return draft


def _checked(name: str) -> str:
    text = typed.check(field("project", "name"), name)
    return str(text)
