"""The files that were open lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from .settings import Settings

LIMIT: Final = 10


@dataclass(frozen=True)
class RecentFile:
    """A file that was open lately; a missing one stays in the list until the user removes or locates it."""

    path: Path
    opened_at: datetime | None
    is_there: bool


class RecentFiles:
    """The ten newest files, kept in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def files(self) -> list[RecentFile]:
        """Return the files, newest first."""
        found = []
        for name, opened_at in self._listed()[:LIMIT]:
            path = Path(name)
            found.append(RecentFile(path, _moment(opened_at), path.is_file()))
        return found

    def add(self, path: Path) -> None:
        """Put a file at the top."""
        text = str(path.resolve())
        others = [item for item in self._listed() if item[0] != text]
        self._settings.put("recent", [[text, datetime.now().isoformat(timespec="minutes")], *others][:LIMIT])

    def remove(self, path: Path) -> None:
        """Forget a file."""
        self._settings.put("recent", [item for item in self._listed() if item[0] != str(path)])

    def _listed(self) -> list[list[str]]:
        """Return path and time of each file; what else stands in the settings is passed over."""
        return [
            item
            for item in self._settings.listed("recent")
            if isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item)
        ]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
