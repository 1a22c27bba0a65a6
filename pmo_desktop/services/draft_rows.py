"""The rows of a plan and of its draft by keys that both share: what a draft is compared and merged by.

A row of the plan is known by its id, its copy in a draft by the id of the row it was made of; a row that is new in the
draft by its own id with a minus. Links and assignments are known by what they join.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..persistence import history
from ..persistence.tables import RECORDED, HistoryRow
from .planning_rows import PLAN_SETTINGS

Key = tuple[Any, ...]
Values = dict[str, Any]

ENTITIES: Final = ("calendar", "resource", "task")
"""Tables whose rows have a key of their own, each after those it refers to."""

RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "link": ("predecessor_id", "successor_id", "kind"),
    "assignment": ("task_id", "resource_id"),
}
"""Tables whose rows are known by what they join."""

REFERENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "project": {"calendar_id": "calendar"},
    "calendar": {"base_id": "calendar"},
    "resource": {"calendar_id": "calendar"},
    "task": {"calendar_id": "calendar"},
    "link": {"predecessor_id": "task", "successor_id": "task"},
    "assignment": {"task_id": "task", "resource_id": "resource"},
}
"""Columns that name another row of the plan."""

SETTINGS: Final = (*PLAN_SETTINGS, "calendar_id", "plan_extra")

_NOT_COMPARED: Final = frozenset({"id", "uid", "project_id", "origin_id", "file_uid", "correlation_group_id"})


@dataclass
class PlanRows:
    """A plan by shared keys.

    Attributes:
        tables: table to key to values, in the order of the rows.
        ids: (table, key) to the id of its row.
        order: keys of the tasks in the order of the outline.
    """

    settings: Values = field(default_factory=dict)
    tables: dict[str, dict[Key, Values]] = field(default_factory=dict)
    ids: dict[tuple[str, Key], int] = field(default_factory=dict)
    order: list[Key] = field(default_factory=list)
    positions: dict[Key, int] = field(default_factory=dict)

    def name(self, key: Key) -> str:
        """Return what a task is called, "" where it is not here."""
        return str(self.tables["task"].get(key, {}).get("name", ""))


def rows_of(session: Session, project_id: int, *, draft: bool) -> PlanRows:
    """Return a plan as it stands in a session, or a draft of one by the keys of its plan.

    Raises:
        PmoError: there is no such project.
    """
    session.flush()
    connection = session.connection()
    images: dict[str, list[Mapping[str, Any]]] = {}
    for name in (*ENTITIES, *RELATIONS):
        table = RECORDED[name]
        query = select(table).where(table.c.project_id == project_id).order_by(table.c.id)
        columns = table.c.keys()
        images[name] = [dict(zip(columns, row, strict=True)) for row in connection.execute(query).all()]
    project = RECORDED["project"]
    found = connection.execute(select(project).where(project.c.id == project_id)).mappings().first()
    if found is None:
        raise PmoError("project_gone")
    return _keyed(dict(found), images, draft=draft)


def beginning_of(session: Session, draft_id: int) -> int:
    """Return the number of the change set that made a draft.

    Raises:
        PmoError: there is no such draft.
    """
    query = select(func.min(HistoryRow.seq)).where(HistoryRow.table == "project", HistoryRow.row_id == draft_id)
    seq = session.scalar(query)
    if seq is None:
        raise PmoError("draft_gone")
    return int(seq)


def copied_rows(session: Session, draft_id: int) -> PlanRows:
    """Return the plan as it was when a draft was made of it, from the history.

    Raises:
        PmoError: there is no such draft, or its place in the history can't be read.
    """
    images: dict[str, list[Mapping[str, Any]]] = {name: [] for name in (*ENTITIES, *RELATIONS)}
    project: Mapping[str, Any] = {}
    for change in history.load(session, beginning_of(session, draft_id)).rows:
        if change.after is None:
            continue
        if change.table == "project" and change.id == draft_id:
            project = change.after
        elif change.table in images and change.after.get("project_id") == draft_id:
            images[change.table].append(change.after)
    for found in images.values():
        found.sort(key=lambda image: int(image["id"]))
    return _keyed(project, images, draft=True)


def _keyed(project: Mapping[str, Any], images: Mapping[str, Iterable[Mapping[str, Any]]], *, draft: bool) -> PlanRows:
    rows = PlanRows()
    keys: dict[str, dict[int, int]] = {}
    for table in ENTITIES:
        own = keys[table] = {}
        taken: set[int] = set()
        for image in images[table]:
            origin = image["origin_id"]
            copied = draft and origin is not None and origin not in taken
            own[image["id"]] = origin if copied else -image["id"] if draft else image["id"]
            taken.add(own[image["id"]])
    rows.settings = _values("project", project, keys, SETTINGS)
    for table in ENTITIES:
        known = rows.tables[table] = {}
        for image in images[table]:
            key = (keys[table][image["id"]],)
            known[key] = _values(table, image, keys)
            rows.ids[table, key] = image["id"]
    places = {(keys["task"][image["id"]],): (image["position"], image["id"]) for image in images["task"]}
    rows.order = sorted(places, key=places.__getitem__)
    rows.positions = {key: place[0] for key, place in places.items()}
    for values in rows.tables["task"].values():
        del values["position"]
    for table, columns in RELATIONS.items():
        known = rows.tables[table] = {}
        for image in images[table]:
            values = _values(table, image, keys)
            joined = tuple(values[column] for column in columns)
            key = next(key for at in range(len(known) + 1) if (key := (*joined, at)) not in known)
            known[key] = values
            rows.ids[table, key] = image["id"]
    return rows


def _values(
    table: str, image: Mapping[str, Any], keys: Mapping[str, Mapping[int, int]], columns: Iterable[str] = ()
) -> Values:
    """Return the compared columns of a row; what it refers to by shared keys."""
    values = {name: image[name] for name in columns or image if name not in _NOT_COMPARED}
    for column, target in REFERENCES[table].items():
        if values.get(column) is not None:
            values[column] = keys[target].get(values[column], values[column])  # a calendar of the portfolio is itself
    return values
