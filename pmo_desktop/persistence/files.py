"""What may be said of a store file before it is opened, and the lock that keeps a second window out.

The store file is never opened with `open()` in this process while a connection is open: closing such a handle would
drop SQLite's own locks (POSIX), and another program could write under ours.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..domain.errors import PmoError
from . import atomic

APPLICATION_ID: Final = 0x504D4F57
"""`PMOW`, in the header of every store."""

SCHEMA_VERSION: Final = 2
"""The newest schema that this program knows; `PRAGMA user_version` of the stores it makes."""

SUFFIX: Final = ".pmow"

MAGIC: Final = b"SQLite format 3\x00"


def header(path: Path) -> int:
    """Return the schema version of the store at `path`, read from the file's header alone.

    Raises:
        PmoError: the file is missing, empty, no store, or was written by a newer program.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise PmoError("store_missing", path=str(path)) from None
    except IsADirectoryError:
        raise PmoError("store_is_folder", path=str(path)) from None
    except (OSError, ValueError) as error:  # a name that no system takes is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise PmoError("store_unreadable", path=str(path), reason=reason) from None
    if not head:
        raise PmoError("store_empty", path=str(path))
    if len(head) < 100 or head[:16] != MAGIC or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise PmoError("store_foreign", path=str(path))
    version = int.from_bytes(head[60:64], "big")
    if version > SCHEMA_VERSION:
        raise PmoError("store_newer", path=str(path), version=version, known=SCHEMA_VERSION)
    return version


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """Return a connection with every pragma that the store promises; `mode` is `ro`, `rw` or `rwc`."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=2.0,
    )
    for pragma in (
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "temp_store = MEMORY",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if mode != "ro":
        for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON", "fullfsync = ON"):
            connection.execute(f"PRAGMA {pragma}").close()
    return connection


def discard(path: Path) -> None:
    """Remove an unfinished copy and its journal, which SQLite would otherwise play back into the next one."""
    with suppress(OSError):  # a folder that is gone or closed holds nothing to remove
        path.unlink(missing_ok=True)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)


def discard_journal(path: Path) -> None:
    """Remove the empty journal that TRUNCATE leaves beside a store; one with something to roll back stays."""
    journal = path.with_name(path.name + "-journal")
    with suppress(OSError):
        if journal.stat().st_size == 0:
            journal.unlink()


def looking(path: Path) -> str:
    """Return the mode to look at a store with: `rw` where possible, as only a writer can roll a torn write back."""
    return "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"


def copy_store(source: Path, target: Path) -> None:
    """Write a consistent copy through SQLite's backup interface and flush it; an old `target` is replaced."""
    discard(target)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    reader, writer = connect(source, mode=looking(source)), sqlite3.connect(target, isolation_level=None)
    try:
        reader.backup(writer)
    finally:
        writer.close()
        reader.close()
    # Our own new file, which no connection holds any more: opening it drops nobody's locks.
    atomic.flush(target)


class Lock:
    """An advisory lock on a file beside the store, held as long as this object is not released.

    The operating system drops it when the process dies, so there is no stale lock to clear away.
    """

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Return True when the lock is ours now, False when another window has it.

        Raises:
            OSError: no lock file can be made here, as in a read-only folder.
        """
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock_file(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back and take its file away; calling it twice does nothing."""
        if self._handle is None:
            return
        # Removed while still held: whoever opens it in between gets a file that nobody else will ever lock, which is
        # why `Store` also compares the history's head before each write.
        if sys.platform != "win32":
            with suppress(OSError):  # the disk may be gone, as a pulled stick is
                self._path.unlink()
        os.close(self._handle)
        self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock_file(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_file(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
