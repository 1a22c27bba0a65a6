"""The shape of a store file: making it, checking it, and bringing an older one up to date."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from sqlalchemy import StaticPool, create_engine

from ..domain.errors import PmoError
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
    finally:
        connection.close()


def shape(connection: sqlite3.Connection) -> Shape:
    """Return tables with their columns, and indexes, triggers and views, as comparable facts."""
    facts: set[tuple[object, ...]] = set()
    names = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema").fetchall()
    for kind, name, table in names:
        if name.startswith("sqlite_"):
            continue
        facts.add((kind, name, table))
        if kind == "table":
            quoted = name.replace('"', '""')
            for column in connection.execute(f'PRAGMA table_xinfo("{quoted}")'):
                _, field, kind, needed, _, key, hidden = column  # a default's text may differ after an upgrade
                facts.add((name, field, kind, needed, key, hidden))
    return frozenset(facts)


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
        Base.metadata.create_all(opened)
