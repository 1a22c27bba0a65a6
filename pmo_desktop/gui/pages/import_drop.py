"""Files dropped on the window: an import begins with them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ..workspace import Workspace

SUFFIXES: Final = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv", ".xml")


def file_of(mime: QMimeData) -> Path | None:
    """Return the one local file that is dragged and could be imported, or None."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None


class FileDrop(QObject):
    """Lets a window take files and opens the import page with them; it lives as long as the window."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags of one file that could be imported."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = file_of(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                self._workspace.open("import", None, file=str(path))
                return True
        elif isinstance(event, QDragEnterEvent) and file_of(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        return False
