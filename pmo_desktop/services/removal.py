"""Rows deleted with what belongs to them: there are no cascades, so that every delete is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, inspect, or_, select
from sqlalchemy.orm import Session

from ..persistence.recorder import among, drop_rows
from ..persistence.tables import RECORDED, Relation
from .editing import CLASSES, load

OWNERS: Final = frozenset({"project_id", "draft_of"})
"""Columns that may be empty and yet name the owner of their row."""


def remove(session: Session, table: str, ids: Sequence[int]) -> None:
    """Delete rows, the rows that can't be without them and the traces to all of these; other rows forget them.

    A row can't be without another if the column that names it must be filled, or names its project.

    Raises:
        PmoError: one of the rows is gone.
    """
    load(session, table, ids)
    doomed = _doomed(session, table, ids)
    # A project and its calendars point at each other, so no order of deletes is right row by row.
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, keys in doomed.items():
        for row in _traces(session, name, keys):
            session.delete(row)
        for column in _pointing_at()[name]:
            if not _owns(column):
                for row in _rows(session, column, keys):
                    setattr(row, _attribute(column), None)
    session.flush()
    for name, keys in reversed(doomed.items()):
        drop_rows(session, CLASSES[name], keys)


def _doomed(session: Session, table: str, ids: Sequence[int]) -> dict[str, set[int]]:
    """Return what goes, by table; a table comes before those whose rows go with it."""
    found: dict[str, set[int]] = {table: set(ids)}
    open_ends = [(table, set(ids))]
    while open_ends:
        name, keys = open_ends.pop()
        for column in _pointing_at()[name]:
            if not _owns(column):
                continue
            other = column.table.name
            fresh = set(_keys(session, column, keys)) - found.get(other, set())
            if fresh:
                # Put at the end: it has to go before everything that was found so far.
                found[other] = found.pop(other, set()) | fresh
                open_ends.append((other, fresh))
    return found


def _owns(column: Column[Any]) -> bool:
    return not column.nullable or column.name in OWNERS


def _rows(session: Session, column: Column[Any], keys: set[int]) -> Iterator[Any]:
    cls: Any = CLASSES[column.table.name]
    yield from session.scalars(select(cls).where(among(column, keys)))


def _keys(session: Session, column: Column[Any], keys: set[int]) -> Iterator[int]:
    yield from session.scalars(select(column.table.c.id).where(among(column, keys)))


def _traces(session: Session, table: str, keys: set[int]) -> Iterator[Relation]:
    begins = (Relation.source_table == table) & among(inspect(Relation).columns["source_id"], keys)
    ends = (Relation.target_table == table) & among(inspect(Relation).columns["target_id"], keys)
    yield from session.scalars(select(Relation).where(or_(begins, ends)))


def _attribute(column: Column[Any]) -> str:
    return str(inspect(CLASSES[column.table.name]).get_property_by_column(column).key)


@cache
def _pointing_at() -> Mapping[str, tuple[Column[Any], ...]]:
    """Return for each table the columns of the document that name one of its rows."""
    found: dict[str, list[Column[Any]]] = {name: [] for name in RECORDED}
    for table in RECORDED.values():
        for key in table.foreign_keys:
            target = key.column.table.name
            if target in found:
                found[target].append(key.parent)
    return {name: tuple(columns) for name, columns in found.items()}
