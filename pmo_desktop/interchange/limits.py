"""What a file from someone else may cost us, and the guards that hold it to that.

Files are read whole and no further than a limit; a zip is judged by its directory first and then by the bytes that
really come out of it; text loses the characters that no cell should hold.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final

from ..domain.errors import PmoError

FILE_BYTES: Final = 100_000_000
"""Largest spreadsheet file that is read."""

ENTRIES: Final = 2_000
"""Most entries of a zip."""

UNZIPPED_BYTES: Final = 200_000_000
"""Most bytes that a zip may hold."""

RATIO: Final = 200
"""Most times that a zip may grow; real workbooks grow 5 to 50 times."""

SMALL: Final = 1_000_000
"""Below this many bytes a zip may grow as it likes."""

ROWS: Final = 200_000
"""Most rows with a value in one sheet."""

CELLS: Final = 4_000_000
"""Most cells of the rectangle that is left when empty rows and columns are dropped."""

CELL_TEXT: Final = 32_767
"""Most characters of one cell: Excel's own limit."""

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do; may raise to stop."""


def no_progress(done: int, total: int) -> None:
    """Take a progress report and do nothing with it."""


_FAULTS: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError,
    KeyError, IndexError, OverflowError, NotImplementedError, AttributeError, TypeError,
)  # fmt: skip
"""What `zipfile` is known to raise on a damaged file."""

_BIDI: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWANTED: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\ufeff\ud800-\udfff\ufffe\uffff]")
_PLAIN: Final = re.compile(r"[\t\n\x20-\x7e]*")


def plain(text: str) -> str:
    """Return the text without control characters, lone surrogates and direction overrides, in normal form NFC.

    Line ends become `\\n`; a text longer than a cell may be is cut.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return text[:CELL_TEXT]


def read_file(path: Path, limit: int = FILE_BYTES) -> bytes:
    """Return the bytes of a file.

    Raises:
        PmoError: it is missing, a folder, not readable, or larger than `limit` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise PmoError("import_file_missing", path=str(path)) from None
    except IsADirectoryError:
        raise PmoError("import_file_is_folder", path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PmoError("import_file_unreadable", path=str(path), reason=reason) from None
    if len(data) > limit:
        raise PmoError("import_file_too_big", name=path.name, limit=limit // 1_000_000)
    return data


class Archive:
    """A zip in memory whose entries can be read, and no more of them than the limits allow.

    Raises:
        PmoError: when made or read: no zip, damaged, encrypted, or a bomb.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._left = UNZIPPED_BYTES
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _FAULTS:
            raise PmoError("import_file_damaged", name=name) from None
        total = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if len(entries) > ENTRIES or total > UNZIPPED_BYTES or (total > SMALL and total > RATIO * max(packed, 1)):
            raise PmoError("import_file_bomb", name=name)
        places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
        if any(start + size > following for (start, size), (following, _) in pairwise(places)):
            raise PmoError("import_file_bomb", name=name)
        if any(entry.flag_bits & 1 for entry in entries):
            raise PmoError("import_file_locked", name=name)
        self.names = frozenset(entry.filename for entry in entries)

    def size(self, entry: str) -> int:
        """Return how many bytes the directory promises for an entry; 0 where there is none."""
        return self._zip.getinfo(entry).file_size if entry in self.names else 0

    def chunks(self, entry: str, size: int = 262_144) -> Iterator[bytes]:
        """Yield the bytes of an entry in pieces."""
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(size):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise PmoError("import_file_bomb", name=self._name)
                    yield piece
        except _FAULTS:
            raise PmoError("import_file_damaged", name=self._name) from None
