"""Which pack a PDF is a copy of, and what made it: what a file says of itself, and what a manifest keeps."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import reportlab

from ..domain.pack import PackData
from ..domain.snapshot import digest
from .fonts import CHINESE, LATIN, font_bytes

RENDERER: Final = 3
"""Raised when pages are laid out otherwise than before; a manifest keeps it, so that `verify` can say so."""

_MARK: Final = re.compile(
    rb"PMO Desktop (?:pack (?P<number>\d{1,6})\.(?P<version>\d{1,4})|draft) sha256 (?P<snapshot>[0-9a-f]{64})"
    rb" (?P<language>[A-Za-z_]{2,8}) (?P<paper>[A-Za-z0-9-]{1,16}) (?P<audience>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class Edition:
    """What a PDF says of itself.

    Attributes:
        number, version: of the issued pack, 0 for a draft.
        snapshot: SHA-256 of the data of the whole pack, before anything is masked.
        audience: SHA-256 of the reader's key, so that a copy does not tell of other readers.
    """

    snapshot: str
    number: int = 0
    version: int = 0
    language: str = "en"
    paper: str = "A4"
    audience: str = ""

    @property
    def keywords(self) -> str:
        """What stands in the file's metadata."""
        kind = f"pack {self.number}.{self.version}" if self.number else "draft"
        return f"PMO Desktop {kind} sha256 {self.snapshot} {self.language} {self.paper} {self.audience}"

    @property
    def ids(self) -> tuple[str, str]:
        """The file's two identifiers: of the pack, and of this copy of it."""
        copy = hashlib.sha256(self.keywords.encode()).hexdigest()
        return self.snapshot[:32], copy[:32]


def edition_of(data: PackData, language: str, paper: str, audience: str = "", snapshot: str = "") -> Edition:
    """Return the edition of a pack; `snapshot` is the digest of the whole pack where `data` are a masked copy."""
    number, numbered = (0, 0) if data.draft else (data.issue, data.version)
    return Edition(snapshot or digest(data), number, numbered, language, paper, reader(audience))


def reader(audience: str) -> str:
    """Return how an audience is named in a file."""
    return hashlib.sha256(audience.encode()).hexdigest()


def edition_in(pdf: bytes) -> Edition | None:
    """Return what a PDF says of itself; None where it is not a pack, or another program wrote it anew.

    The bytes are searched, never parsed: a file from outside is only read.
    """
    found = _MARK.search(pdf) if pdf.startswith(b"%PDF-") else None
    if found is None:
        return None
    parts = {name: value.decode("ascii") for name, value in found.groupdict(b"0").items()}
    return Edition(
        parts["snapshot"],
        int(parts["number"]),
        int(parts["version"]),
        parts["language"],
        parts["paper"],
        parts["audience"],
    )


@cache
def renderer() -> Mapping[str, object]:
    """Return what makes the bytes of a PDF: versions of the program, its layout and its libraries, and the fonts."""
    try:
        program = version("pmo-desktop")
    except PackageNotFoundError:  # run from a folder of sources that was never installed
        program = ""
    fonts = {
        name: hashlib.sha256(font_bytes(name)).hexdigest() for name in sorted((*LATIN.values(), *CHINESE.values()))
    }
    return {
        "renderer": RENDERER,
        "program": program,
        "reportlab": reportlab.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "fonts": fonts,
    }
