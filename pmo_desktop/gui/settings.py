"""What the program remembers of one user on one machine: a small JSON file, never QSettings.

(QSettings in PySide6 up to 6.11.3 unpickles what it finds in a file.)
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import platformdirs

APPLICATION = "PMO Desktop"


def default_folder() -> Path:
    """Return the folder of the user's settings."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))


def log_folder() -> Path:
    """Return the folder of the program's log."""
    return Path(platformdirs.user_log_dir(APPLICATION, appauthor=False))


def default_backups() -> Path:
    """Return the folder of backups where the user chose none."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "backups"


class Settings:
    """Named values of plain JSON types, written through at each change.

    A damaged or missing file gives the defaults; a folder that can't be written costs only the memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.file = (folder or default_folder()) / "settings.json"
        self._values: dict[str, Any] = _read(self.file)

    def text(self, name: str, default: str = "") -> str:
        """Return a text value."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self._values.get(name)
        return value if isinstance(value, bool) else default

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self._values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def listed(self, name: str) -> list[Any]:
        """Return a list, empty by default."""
        value = self._values.get(name)
        return list(value) if isinstance(value, list) else []

    def table(self, name: str) -> dict[str, Any]:
        """Return a table of named values, empty by default."""
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def put(self, name: str, value: object) -> None:
        """Remember a value; None forgets it."""
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self._write()

    def _write(self) -> None:
        unfinished = self.file.with_suffix(".new")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # Plain ASCII: the name of a recent file may hold bytes that are no text.
            unfinished.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            os.replace(unfinished, self.file)
        except OSError:
            return  # the memory of window sizes is not worth a message


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
