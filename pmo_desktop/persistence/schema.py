"""The shape of a store file: making it, checking it, and bringing an older one up to date."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import StaticPool, create_engine

from ..domain.errors import PmoError
from .damage import bad_value
from .files import APPLICATION_ID, SCHEMA_VERSION, connect, looking
from .tables import Base

Shape = frozenset[tuple[object, ...]]


def create(path: Path) -> None:
    """Write the empty tables into the empty file at `path`."""
    connection = connect(path, mode="rw")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _create_tables(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()


def is_older(version: int) -> bool:
    """Return whether a store of this schema version needs an upgrade."""
    return version < SCHEMA_VERSION


def upgrade(path: Path) -> None:
    """Bring an older store up to date: on a copy that is checked and then takes the file's place."""
    from .migrate import migrate

    migrate(path)


def verify(path: Path) -> None:
    """Check that the file is whole and holds our tables and nothing that could act by itself.

    Raises:
        PmoError: it is damaged, or its tables, triggers or views are not the ones this program makes.
    """
    connection = connect(path, mode=looking(path))
    try:
        if shape(connection) != expected_shape():
            raise PmoError("store_shape", path=str(path))
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise PmoError("store_damaged", path=str(path))
        if bad := bad_value(connection):
            table, row, column = bad
            raise PmoError("store_value_bad", path=str(path), table=table.strip('"'), row=str(row), column=column)
    finally:
        connection.close()


def shape(connection: sqlite3.Connection) -> Shape:
    """Return all that the tables are made of, as comparable facts.

    Names, columns, keys, indexes and rules: a rule that somebody added could act by itself, one that is gone would let
    wrong values in. Only a default may differ, as it does after an upgrade, and only from one constant to another.
    """
    facts: set[tuple[object, ...]] = set()
    for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall():
        if kind == "index":
            # A column's place in its table differs after an upgrade; only an expression's mark (-2) says something.
            entry = "SELECT min(cid, 0), name, desc, coll, key FROM pragma_index_xinfo(?)"
            columns = connection.execute(entry, (name,))
            facts.add((kind, name, table, *columns.fetchall()))
        if name.startswith("sqlite_"):
            continue
        facts.add((kind, name, table, tuple(sorted(_RULES.findall(sql.upper())))))
        if kind == "table":
            facts |= _facts_of(connection, name)
    return frozenset(facts)


_RULES: Final = re.compile(r"\b(CHECK|COLLATE|GENERATED|CONFLICT|WHERE|STRICT|AUTOINCREMENT|WITHOUT|DEFERR\w+)\b")
_CONSTANT: Final = re.compile(r"[+-]?\d+(\.\d+)?|'[^']*'|NULL", re.IGNORECASE)


def _facts_of(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    facts: set[tuple[object, ...]] = set()
    columns = 'SELECT name, type, "notnull", pk, hidden, dflt_value FROM pragma_table_xinfo(?)'
    for name, kind, needed, key, hidden, default in connection.execute(columns, (table,)):
        is_plain = default is None or _CONSTANT.fullmatch(default) is not None
        facts.add((table, name, kind, needed, key, hidden, is_plain))
    keys = 'SELECT "table", "from", "to", on_update, on_delete, match FROM pragma_foreign_key_list(?)'
    facts |= {(table, "key", *key) for key in connection.execute(keys, (table,))}
    indexes = 'SELECT name, "unique", origin, partial FROM pragma_index_list(?)'
    return facts | {(table, "index", *index) for index in connection.execute(indexes, (table,))}


@cache
def expected_shape() -> Shape:
    """Return the shape of a store that this program makes."""
    connection = sqlite3.connect(":memory:")
    try:
        _create_tables(connection)
        return shape(connection)
    finally:
        connection.close()


def _create_tables(connection: sqlite3.Connection) -> None:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.begin() as opened:
        # In autocommit the disk would be waited for at each table.
        opened.exec_driver_sql("BEGIN IMMEDIATE")
        Base.metadata.create_all(opened, checkfirst=False)
