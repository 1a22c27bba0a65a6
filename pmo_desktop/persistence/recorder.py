"""Records what a transaction changes, as row images before and after.

Before-images are read with SELECT just before the first write to a row: SQLAlchemy's attribute history has no old
value for an expired attribute and would record a wrong one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from ..domain.changes import Image, RowChange
from .tables import RECORDED, Recorded

CHUNK = 500
"""Ids in one SELECT; SQLite's default limit of variables is far above it."""


class Recorder:
    """Watches one session from its first flush to `finish`.

    Everything that a command adds, edits or deletes through the session is recorded. Bulk UPDATE and DELETE
    statements would pass by unseen and are refused; many rows are inserted with `insert_rows` and deleted with
    `drop_rows`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._before: dict[tuple[str, int], Image | None] = {}
        session.info["recorder"] = self
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", self._refuse_bulk)

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        if state.is_update or state.is_delete or (state.is_insert and not state.execution_options.get("recorded")):
            raise RuntimeError("A command must not use bulk DML: its rows would not be recorded.")

    def _before_flush(self, session: Session, context: UOWTransaction, instances: Any) -> None:
        wanted: dict[str, list[int]] = {}
        for row in (*session.dirty, *session.deleted):
            if not isinstance(row, Recorded):
                raise RuntimeError(f"{type(row).__name__} is not part of the document; only the store writes it.")
            if row in session.deleted or session.is_modified(row):
                key = inspect(row).identity
                assert key is not None
                table = row.__tablename__  # type: ignore[attr-defined]
                if (table, key[0]) not in self._before:
                    wanted.setdefault(table, []).append(key[0])
        for table, ids in wanted.items():
            for image in images(session, RECORDED[table], ids):
                self._before[table, int(str(image["id"]))] = image

    def _after_flush(self, session: Session, context: UOWTransaction) -> None:
        for row in session.new:
            if not isinstance(row, Recorded):
                raise RuntimeError(f"{type(row).__name__} is not part of the document; only the store writes it.")
            self._before.setdefault((row.__tablename__, row.id), None)  # type: ignore[attr-defined]

    def added(self, table: str, ids: Iterable[int]) -> None:
        """Note rows that `insert_rows` has just inserted."""
        for key in ids:
            self._before.setdefault((table, key), None)

    def going(self, table: str, ids: Sequence[int]) -> None:
        """Note rows that `drop_rows` is about to delete."""
        for image in images(self._session, RECORDED[table], ids):
            self._before.setdefault((table, int(str(image["id"]))), image)

    def touched(self) -> dict[str, set[int]]:
        """Return the ids of the rows that were added, edited or deleted up to the last flush, by table."""
        found: dict[str, set[int]] = {}
        for table, key in self._before:
            found.setdefault(table, set()).add(key)
        return found

    def finish(self) -> tuple[RowChange, ...]:
        """Flush, stop watching, and return what really changed: one change a row, in order of first touch."""
        self._session.flush()
        for name, listener in (
            ("before_flush", self._before_flush),
            ("after_flush", self._after_flush),
            ("do_orm_execute", self._refuse_bulk),
        ):
            event.remove(self._session, name, listener)
        by_table: dict[str, list[int]] = {}
        for table, key in self._before:
            by_table.setdefault(table, []).append(key)
        after = {
            (table, int(str(image["id"]))): image
            for table, ids in by_table.items()
            for image in images(self._session, RECORDED[table], ids)
        }
        return tuple(self._differences(after))

    def _differences(self, after: dict[tuple[str, int], Image]) -> Iterator[RowChange]:
        for (table, key), old in self._before.items():
            new = after.get((table, key))
            if old is None or new is None:
                if old is not None or new is not None:
                    yield RowChange(table, key, old, new)
                continue
            moved = [column for column, value in new.items() if value != old[column]]
            if moved:
                yield RowChange(table, key, {c: old[c] for c in moved}, {c: new[c] for c in moved})


def images(session: Session, table: Table, ids: Sequence[int]) -> Iterator[Image]:
    """Yield the stored rows of `table` with these ids, as column name to value; missing ids yield nothing."""
    names = table.c.keys()
    for row in session.connection().execute(select(table).where(among(table.c.id, ids))).all():
        yield dict(zip(names, row, strict=True))


def among(column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these ids; a million of them are one value of the statement."""
    return column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))


def insert_rows(session: Session, cls: type[Recorded], rows: Sequence[dict[str, object]]) -> range:
    """Insert many new rows of one table quickly and recorded; return their ids, in the order of `rows`.

    Keys are attribute names of `cls`. Every row must have the same keys and must not bring an `id`; columns that are
    not named get their default.
    """
    table = RECORDED[cls.__tablename__]  # type: ignore[attr-defined]
    if not rows:
        return range(0)
    session.flush()
    connection = session.connection()
    sequence = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
    first = int(sequence or 0) + 1
    columns = {key: column.key for key, column in inspect(cls).columns.items()}
    connection.execute(
        insert(table),
        [{columns[key]: value for key, value in row.items()} | {"id": first + at} for at, row in enumerate(rows)],
    )
    ids = range(first, first + len(rows))
    session.info["recorder"].added(table.name, ids)
    return ids


def drop_rows(session: Session, cls: type[Recorded], ids: Collection[int]) -> None:
    """Delete many rows of one table quickly and recorded; the caller sees to the rows that refer to them."""
    table = RECORDED[cls.__tablename__]  # type: ignore[attr-defined]
    if not ids:
        return
    session.flush()
    keys = sorted(ids)
    session.info["recorder"].going(table.name, keys)
    session.connection().execute(delete(table).where(among(table.c.id, keys)))
    gone = {(key,) for key in keys}
    for row in list(session.identity_map.values()):
        if isinstance(row, cls) and inspect(row).identity in gone:
            session.expunge(row)


def batches(ids: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """Yield `ids` in tuples of at most `size`."""
    for start in range(0, len(ids), size):
        yield tuple(ids[start : start + size])
