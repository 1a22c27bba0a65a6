"""Copies of a plan's rows, from one project's row to another's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ..persistence.recorder import insert_rows
from ..persistence.tables import Assignment, Calendar, Link, Project, Recorded, Resource, Task

Ids = Mapping[int, int]
"""Row id to the id of its copy."""

_OWN = ("id", "uid", "project_id", "origin_id", "correlation_group_id")
"""What a copy doesn't take over: groups of correlated tasks stay with the plan that they were made for."""


def values_of(row: Recorded, *without: str) -> dict[str, Any]:
    """Return a row as attributes of a new one, without those named."""
    names = inspect(type(row)).columns.keys()
    return {name: getattr(row, name) for name in names if name not in without}


def copy_plan(session: Session, source: Project, copy: Project, *, origins: bool = False) -> tuple[Ids, Ids]:
    """Copy calendars, resources, tasks, links and assignments into a project without a plan.

    `origins` notes in each copy which row it was made of. Returns the copies of tasks and of resources.
    """
    calendars = _copy_calendars(session, source, copy, origins)
    resources = copy_rows(session, Resource, source.id, copy.id, {"calendar_id": calendars}, origins=origins)
    tasks = copy_rows(session, Task, source.id, copy.id, {"calendar_id": calendars}, origins=origins)
    copy_rows(session, Link, source.id, copy.id, {"predecessor_id": tasks, "successor_id": tasks})
    copy_rows(session, Assignment, source.id, copy.id, {"task_id": tasks, "resource_id": resources})
    return tasks, resources


def copy_rows(
    session: Session,
    cls: type[Any],
    source: int,
    target: int,
    maps: Mapping[str, Ids],
    *,
    origins: bool = False,
) -> dict[int, int]:
    """Copy the rows of one table; `maps` gives the new ids of what they refer to. Returns old id to new id."""
    session.flush()
    columns = {name: column for name, column in inspect(cls).columns.items() if name not in _OWN}
    query = select(cls.id, *columns.values()).where(cls.project_id == source).order_by(cls.id)
    copied, new = [], []
    for row_id, *values in session.connection().execute(query).all():
        twin = dict(zip(columns, values, strict=True)) | {"project_id": target}
        for name, ids in maps.items():
            twin[name] = ids.get(twin[name], twin[name])
        if origins:
            twin["origin_id"] = row_id
        copied.append(row_id)
        new.append(twin)
    return dict(zip(copied, insert_rows(session, cls, new), strict=True))


def _copy_calendars(session: Session, source: Project, copy: Project, origins: bool) -> dict[int, int]:
    rows = list(session.scalars(select(Calendar).where(Calendar.project_id == source.id).order_by(Calendar.id)))
    # A calendar's base may come after it, so bases are set when all have their new ids.
    twins = {row.id: Calendar(**values_of(row, *_OWN, "base_id"), project_id=copy.id) for row in rows}
    for old, twin in twins.items():
        twin.origin_id = old if origins else None
        session.add(twin)
    session.flush()
    ids = {old: twin.id for old, twin in twins.items()}
    for row in rows:
        twins[row.id].base_id = ids.get(row.base_id, row.base_id) if row.base_id else None
    if source.calendar_id:
        copy.calendar_id = ids.get(source.calendar_id, source.calendar_id)
    session.flush()
    return ids
