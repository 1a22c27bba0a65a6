"""Writing a file whole: readers find the old file or the new one, never a half."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from ..domain.errors import PmoError


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` into `path` in one step that survives a power cut.

    Raises:
        PmoError: the folder can't be written or the disk is full; what was at `path` is still there.
    """
    try:
        # Made with the user's own umask, unlike a temporary file: a pack is for other people to read.
        partial = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise _refusal(error, path) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _refusal(error, path) from None


def replace(partial: Path, path: Path) -> None:
    """Give a finished and flushed file its name, and make the name last."""
    os.replace(partial, path)
    flush_folder(path.parent)


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut, where the system can (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what writers killed in the middle left in a folder."""
    for leftover in folder.glob(".*.part*"):
        leftover.unlink(missing_ok=True)


def _refusal(error: OSError, path: Path) -> PmoError:
    if error.errno == errno.ENOSPC:
        return PmoError("export_disk_full", path=str(path))
    return PmoError("export_failed", path=str(path), reason=error.strerror or str(error))
