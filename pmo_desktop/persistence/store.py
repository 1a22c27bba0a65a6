"""The store: the user's document, changed by one named transaction at a time."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, insert, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from ..domain.changes import ChangeSet, Origin, RowChange
from ..domain.errors import PmoError
from ..domain.messages import Message
from . import history, schema
from .files import Lock, connect, discard, discard_journal, header
from .recorder import CHUNK, Recorder, batches
from .tables import RECORDED


class Store:
    """An open store. `open_store` and `create_store` make one.

    The thread that opened it owns it: `write`, `revert` and `read` are for that thread. A job calls `reader` for a
    connection of its own.

    Attributes:
        path: the file.
        read_only: None when writing is possible, else the message that says why it is not.
        author: who is recorded as the author of changes.
    """

    def __init__(self, path: Path, read_only: Message | None, lock: Lock | None) -> None:
        self.path = path
        self.read_only = read_only
        self.author = _login_name()
        self._lock = lock
        self._engine = _engine(path, "ro" if read_only else "rw")
        self._writing = self._engine.execution_options(writing=True)
        self._identity = _identity(path)
        with self.read() as session:
            self._head = history.last_seq(session)

    def close(self) -> None:
        """Close the file and release its lock; calling it twice does nothing."""
        self._engine.dispose()
        if self._lock:
            discard_journal(self.path)
            self._lock.release()

    def holds(self, path: Path) -> bool:
        """Tell whether this store has the file at `path` open for writing; not one that took its place."""
        return self.read_only is None and _identity(path) == self._identity

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that reads; what it changes is thrown away.

        Raises:
            PmoError: the file can no longer be read.
        """
        with _refusing(self.path), Session(self._engine, autoflush=False) as session:
            yield session

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """Give a session on a connection of its own, for a job in another thread. Close it before long work.

        Raises:
            PmoError: the file can no longer be read.
        """
        engine = _engine(self.path, "ro")
        try:
            with _refusing(self.path), Session(engine, autoflush=False) as session:
                yield session
        finally:
            engine.dispose()

    def write(self, label: Message, work: Callable[[Session], object], *, origin: Origin = "edit") -> ChangeSet:
        """Run `work` in one transaction, record what it changed, commit, and return the change set.

        The change set's `result` is what `work` returned. A transaction that changed nothing is not recorded and has
        `seq` 0. `origin` is "edit", or "made" for what the user can't take back.

        Raises:
            PmoError: `work` refused, or the file can't be written; nothing was changed.
        """

        def record(session: Session) -> tuple[object, tuple[RowChange, ...]]:
            recorder = Recorder(session)
            result = work(session)
            return result, recorder.finish()

        return self._commit(label, record, origin, None)

    def revert(self, seq: int, origin: Origin) -> ChangeSet:
        """Take back the change set `seq` (origin `undo`), or bring it back again (`redo`); return what that changed.

        Raises:
            PmoError: a row is no longer as that change set left it.
        """
        with self.read() as session:
            change = history.load(session, seq)
        rows = change.rows if origin == "redo" else tuple(change.inverse())

        def apply(session: Session) -> tuple[object, tuple[RowChange, ...]]:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            _apply(connection, rows)
            return None, rows

        return self._commit(change.label, apply, origin, seq)

    def undo_and_redo(self) -> tuple[list[history.Entry], list[history.Entry]]:
        """Return what can be undone and redone now, oldest first."""
        with self.read() as session:
            return history.stacks(session)

    def _commit(
        self,
        label: Message,
        work: Callable[[Session], tuple[object, tuple[RowChange, ...]]],
        origin: Origin,
        undoes: int | None,
    ) -> ChangeSet:
        if self.read_only:
            raise PmoError(self.read_only.id, **self.read_only.values)
        if _identity(self.path) != self._identity:
            raise PmoError("store_replaced", path=str(self.path))
        at = datetime.now()
        with _refusing(self.path), Session(self._writing, autoflush=True) as session:
            session.connection()
            if history.last_seq(session) != self._head:
                raise PmoError("store_changed_elsewhere", path=str(self.path))
            result, rows = work(session)
            change = ChangeSet(0, label, rows, at, self.author, origin, undoes, result)
            if not rows:
                return change
            seq = history.append(session, label, rows, at=at, author=self.author, origin=origin, undoes=undoes)
            session.commit()
        self._head = seq
        return replace(change, seq=seq)


def create_store(path: Path) -> Store:
    """Make a new, empty store and return it open.

    Raises:
        PmoError: there is a file already, or the folder can't be written.
    """
    if path.exists():
        raise PmoError("store_exists", path=str(path))
    partial = path.with_name(path.name + ".new")
    try:
        discard(partial)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        schema.create(partial)
        os.replace(partial, path)
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PmoError("store_not_made", path=str(path), reason=reason) from None
    finally:
        discard(partial)
    return open_store(path)


def open_store(path: Path) -> Store:
    """Open a store, read-only where it can't be written or another window has it; upgrade an older one first.

    Raises:
        PmoError: the file is missing, foreign, damaged or from a newer program; it was not changed.
    """
    version = header(path)
    read_only, lock = _take_lock(path)
    try:
        if schema.is_older(version):
            if read_only:
                raise PmoError("store_old_and_read_only", path=str(path))
            schema.upgrade(path)
        schema.verify(path)
        return Store(path, read_only, lock)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        if lock:
            lock.release()
        raise _refusal(error, path) from error
    except PmoError:
        if lock:
            lock.release()
        raise


def _take_lock(path: Path) -> tuple[Message | None, Lock | None]:
    if not os.access(path, os.W_OK):
        return Message("store_read_only", {"path": str(path)}), None
    lock = Lock(path)
    try:
        if lock.acquire():
            return None, lock
    except OSError:
        return Message("store_folder_read_only", {"path": str(path)}), None
    return Message("store_open_elsewhere", {"path": str(path)}), None


def _engine(path: Path, mode: str) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, mode=mode), poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _apply(connection: Connection, rows: Sequence[RowChange]) -> None:
    """Write the rows as they are after the changes; rows of one kind go to SQLite together."""
    for (name, kind), group in groupby(rows, key=lambda row: (row.table, _kind(row))):
        table, changes = RECORDED[name], list(group)
        if kind == "insert":
            connection.execute(insert(table), [dict(change.after or {}) for change in changes])
            continue
        done = 0
        if kind == "delete":
            for ids in batches([change.id for change in changes], CHUNK):
                done += connection.execute(sql_delete(table).where(table.c.id.in_(ids))).rowcount
        else:
            for change in changes:
                statement = update(table).where(table.c.id == change.id).values(dict(change.after or {}))
                done += connection.execute(statement).rowcount
        if done != len(changes):
            raise PmoError("undo_row_gone")


def _kind(row: RowChange) -> Literal["insert", "delete", "update"]:
    if row.before is None:
        return "insert"
    return "delete" if row.after is None else "update"


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another that took its name; zeros when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the file or its disk refuses into a sentence; an error of ours, as a broken rule, goes its way."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise _refusal(error, path) from error


def _refusal(error: BaseException, path: Path) -> PmoError:
    """Return what a user is told of SQLite's error."""
    cause: Any = getattr(error, "orig", None) or error
    name = str(getattr(cause, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return PmoError("store_busy", path=str(path))
    if not path.exists():
        return PmoError("store_missing", path=str(path))
    if name.startswith("SQLITE_FULL"):
        return PmoError("disk_full", path=str(path))
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return PmoError("store_read_only", path=str(path))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return PmoError("store_damaged", path=str(path))
    return PmoError("store_failed", path=str(path), reason=str(cause))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
