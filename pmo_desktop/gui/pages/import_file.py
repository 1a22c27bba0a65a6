"""The first step of an import: a file, dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ..widgets.empty_state import EmptyState
from ..workspace import Workspace
from .import_drop import file_of


class FileStep(QFrame):
    """A place to drop a file on, and a button to choose one.

    Signals:
        chosen: a Path was dropped.
        asked: the user wants to choose a file.
    """

    chosen = Signal(object)
    asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self._workspace = workspace
        self._is_over = False
        t = workspace.texts
        self.state = EmptyState(workspace)
        self.state.say(
            "import",
            t("Drop a file here"),
            t("A plan from MS Project (XML), a project list or a risk register (Excel or CSV)."),
            [(t("Choose a file…"), "folder-open", self.asked.emit)],
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self.state)
        self.setFocusProxy(self.state)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if file_of(event.mimeData()) is not None:
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._is_over = False
        self.update()
        path: Path | None = file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashed edge of the place."""
        super().paintEvent(event)
        theme = self._workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_over else "lineStrong"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if self._is_over:
            painter.setBrush(theme.color("accentSoft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 8, 8)
