"""Copies of a store that were opened and checked after writing, and the rule for keeping them."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.messages import Message
from . import atomic, history, schema
from .damage import bad_value
from .files import SUFFIX, connect, copy_store, discard, header, looking

KEEP_NEWEST: Final = 10
"""Backups that are never removed, whatever the clock says."""

STAMP: Final = re.compile(r"\.(\d{5})\.(\d{8}-\d{6})\.pmow$")


def backup(source: Path, destination: Path) -> None:
    """Write a consistent copy of the store, check it, and only then give it its name.

    Raises:
        PmoError: the source is no store, or the copy can't be written or does not check out.
    """
    header(source)
    copy_checked(source, destination)


def copy_checked(source: Path, destination: Path) -> None:
    """Do what `backup` does for a store that this very process may have open.

    The file is not looked at with `open()`: closing it would drop the locks of the open store (see `files`).

    Raises:
        PmoError: the copy can't be written or does not check out.
    """
    if destination.exists():
        raise PmoError("store_exists", path=str(destination))
    partial = destination.with_name(f".{destination.name}.part")
    try:
        copy_store(source, partial)
        schema.verify(partial)
        atomic.replace(partial, destination)
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PmoError("backup_failed", path=str(destination), reason=reason) from None
    finally:
        discard(partial)


def check(path: Path) -> list[Message]:
    """Return what is wrong with a store, most serious first; an empty list means it is sound.

    Raises:
        PmoError: the file is no store at all.
    """
    header(path)
    problems: list[Message] = []
    connection = connect(path, mode=looking(path))
    try:
        if schema.shape(connection) != schema.expected_shape():
            problems.append(Message("check_shape"))
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                problems.append(Message("check_integrity", {"detail": line}))
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
            problems.append(Message("check_reference", {"table": table, "row": row, "parent": parent}))
        if not problems and (bad := bad_value(connection)):
            table, row, column = bad
            problems.append(Message("check_value", {"table": table.strip('"'), "row": str(row), "column": column}))
        if not problems:
            engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
            with Session(engine) as session:
                broken = history.broken_link(session)
            if broken is not None:
                problems.append(Message("check_history", {"seq": broken}))
    except sqlite3.DatabaseError as error:
        problems.append(Message("check_integrity", {"detail": str(error)}))
    finally:
        connection.close()
    return problems


def folder_of(store: Path, root: Path) -> Path:
    """Return the folder under `root` for the backups of the store at this place."""
    place = hashlib.sha256(os.fsencode(store.resolve())).hexdigest()[:8]
    return root / f"{store.stem[:40]}-{place}"


def backup_now(store: Path, folder: Path, now: datetime) -> Path:
    """Add a backup to `folder`, remove those no longer wanted, and return the new one.

    Raises:
        PmoError: the folder can't be written, or the copy does not check out.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.sweep(folder)
    except OSError as error:
        raise PmoError("backup_failed", path=str(folder), reason=error.strerror or str(error)) from None
    numbers = [number for _, number, _ in _found(folder)]
    number = max(numbers, default=0) + 1
    made = folder / f"{store.stem[:40]}.{number:05d}.{now:%Y%m%d-%H%M%S}{SUFFIX}"
    copy_checked(store, made)
    for old in surplus(_found(folder), now):
        old.unlink(missing_ok=True)
    return made


def newest(folder: Path) -> Path | None:
    """Return the newest backup in a folder, by its number, or None."""
    return max(_found(folder), key=lambda found: found[1], default=(None, 0, None))[0]


def _found(folder: Path) -> list[tuple[Path, int, datetime]]:
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        match = STAMP.search(path.name)
        if match:
            found.append((path, int(match[1]), datetime.strptime(match[2], "%Y%m%d-%H%M%S")))
    return found


def surplus(found: Iterable[tuple[Path, int, datetime]], now: datetime) -> list[Path]:
    """Return the backups to remove: beyond 24 hourly, 14 daily, 8 weekly, 12 monthly and the newest ten.

    The newest are counted by number, not by time, and a backup "from the future" counts as fresh: a clock that jumps
    removes nothing.
    """
    ordered = sorted(found, key=lambda item: item[1], reverse=True)
    kept = {path for path, _, _ in ordered[:KEEP_NEWEST]}
    for form, count in (("%Y%m%d%H", 24), ("%Y%m%d", 14), ("%G%V", 8), ("%Y%m", 12)):
        slots: dict[str, Path] = {}
        for path, _, at in ordered:
            slots.setdefault(at.strftime(form), path)
        kept.update(list(slots.values())[:count])
    return [path for path, _, at in ordered if path not in kept and at <= now]
