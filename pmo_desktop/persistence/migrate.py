"""Upgrading a store: all steps in one transaction, on a copy that is checked and then takes the file's place."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, StaticPool, create_engine, event
from sqlalchemy.exc import DatabaseError

from ..domain.errors import PmoError
from . import atomic
from .files import SUFFIX, connect, copy_store, discard, header
from .migrations import STEPS, Step


def migrate(path: Path, steps: Mapping[int, Step] = STEPS) -> Path:
    """Bring the store at `path` to the newest version; return where the file as it was is kept.

    Killed at any moment, the store is either the old one or the new one, and the next opening goes on.

    Raises:
        PmoError: there is no room for the copies, or the old file can't be read; it was not changed.
    """
    version = header(path)
    kept = path.with_name(f"{path.stem}.v{version}{SUFFIX}")
    partial = path.with_name(f".{path.name}.upgrade.part")
    try:
        copy_store(path, partial)
        if not kept.exists():
            keeping = path.with_name(f".{kept.name}.part")
            copy_store(path, keeping)
            atomic.replace(keeping, kept)
        _run(partial, version, steps)
        atomic.flush(partial)
        atomic.replace(partial, path)
    except (OSError, sqlite3.DatabaseError, DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(getattr(error, "orig", error))
        raise PmoError("upgrade_failed", path=str(path), reason=reason) from None
    finally:
        discard(partial)
    return kept


def _run(path: Path, version: int, steps: Mapping[int, Step]) -> None:
    engine = create_engine("sqlite://", creator=lambda: connect(path, mode="rw"), poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.connect() as connection:
            # A rebuilt table is dropped and renamed; with foreign keys on, that would touch the rows pointing to it.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            with connection.begin():
                operations = Operations(MigrationContext.configure(connection, opts={"transactional_ddl": True}))
                for target in sorted(step for step in steps if step > version):
                    steps[target](operations)
                    connection.exec_driver_sql(f"PRAGMA user_version = {target}")
    finally:
        engine.dispose()
