"""Finds the outside data that the oracle tests compare with, in the folder that `PMO_ORACLE_DATA` names.

Nothing of it belongs to this repository. Other folders of the same layout can be put there: files are discovered.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SUFFIXES: Final = (".xml", ".mspdi.xml", ".mspdi.xml.gz")


def folder(name: str) -> Path:
    """Return a subfolder of the data."""
    return Path(os.environ.get("PMO_ORACLE_DATA", ROOT / ".." / "shared" / "data")) / name


@dataclass(frozen=True)
class ScheduleCase:
    """A plan as MSPDI beside the dates that its own tool stored.

    Attributes:
        mismatch: fields in which another engine differs from the stored values; empty for a hard oracle.
    """

    name: str
    source: Path
    expected: Path
    mismatch: tuple[str, ...]

    def content(self) -> bytes:
        """Return the plan's XML."""
        content = self.source.read_bytes()
        return gzip.decompress(content) if self.source.suffix == ".gz" else content

    def rows(self) -> list[dict[str, str]]:
        """Return the stored values, a row a task."""
        with self.expected.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def schedule_cases() -> list[ScheduleCase]:
    """Return every plan that can be read and has expected values."""
    place = folder("schedules")
    index = place / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    mismatches = {entry["name"]: entry.get("mpxj_mismatch") or {} for entry in entries}
    cases = []
    for expected in sorted(place.glob("*.expected.csv")):
        name = expected.name.removesuffix(".expected.csv")
        source = next((path for suffix in SUFFIXES if (path := place / (name + suffix)).is_file()), None)
        if source is not None and not _is_mspdi(source):
            source = None
        if source is not None:
            cases.append(ScheduleCase(name, source, expected, tuple(mismatches.get(name, ()))))
    return cases


def _is_mspdi(path: Path) -> bool:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        return b"schemas.microsoft.com/project" in file.read(2000)


def dslib_cases() -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the content of every project of the collection."""
    return [
        (path.name.removesuffix(".json.gz"), json.loads(gzip.decompress(path.read_bytes())))
        for path in sorted(folder("dslib").glob("*.json.gz"))
    ]


def or_skip(cases: Sequence[Any], what: str) -> list[Any]:
    """Return the cases as parameters, or one that is skipped with the reason."""
    if cases:
        print(f"{what}: {len(cases)} found")
        return list(cases)
    return [pytest.param(None, marks=pytest.mark.skip(reason=f"no {what} in the folder that PMO_ORACLE_DATA names"))]
