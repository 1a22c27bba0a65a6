"""Backups nobody asked for: every quarter of an hour of work, and when the store is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ..domain.changes import ChangeSet
from ..domain.errors import PmoError
from ..domain.messages import Message
from ..persistence.backup import backup_now, folder_of
from .workspace import Workspace

MINUTES = 15


class BackupKeeper(QObject):
    """Keeps checked copies of the open store in a folder of its own below what `root` returns at that time.

    Attributes:
        newest: the copy made last by this keeper, None before the first.
    """

    def __init__(self, workspace: Workspace, root: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.newest: Path | None = None
        self._workspace = workspace
        self._root = root
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTES * 60 * 1000)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        workspace.changed.connect(self._note)

    def keep(self) -> None:
        """Make a backup beside the user's work if anything changed since the last one."""
        if self._is_due:
            self._is_due = False
            store, folder = self._workspace.store.path, self._folder()
            self._workspace.jobs.start(
                Message("job_backup"), lambda progress: backup_now(store, folder, datetime.now()), self._made
            )

    def close(self) -> None:
        """Make a last backup of what changed, at once; a backup that fails must not keep the window open."""
        self._timer.stop()
        if self._is_due:
            self._is_due = False
            try:
                self._made(backup_now(self._workspace.store.path, self._folder(), datetime.now()))
            except PmoError as error:
                self._workspace.failed.emit(error)

    def _folder(self) -> Path:
        return folder_of(self._workspace.store.path, self._root())

    def _note(self, change: ChangeSet) -> None:
        self._is_due = True

    def _made(self, path: Path) -> None:
        self.newest = path
