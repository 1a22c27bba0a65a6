"""What is shown where there is nothing yet: what belongs here, and the best ways to fill it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..workspace import Workspace
from .text import Label


class _Picture(QWidget):
    """A large quiet icon."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.icon = "inbox"
        self._side = workspace.theme.fonts.px(28)
        self.setFixedSize(self._side + 4, self._side + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        pixmap = self._workspace.icons.pixmap(self.icon, "text3", self._side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(2, 2, pixmap)


class EmptyState(QWidget):
    """Icon, title, a line, and one or two buttons; the first is the primary one.

    Attributes:
        is_filled: True once it has something to say.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.is_filled = False
        self._picture = _Picture(workspace)
        self._title = Label("", "section")
        self._line = Label("", "quiet", wrap=True)
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._picture, 0, centre)
        layout.addWidget(self._title, 0, centre)
        layout.addWidget(self._line, 0, centre)
        layout.addSpacing(4)
        layout.addLayout(self._buttons)
        layout.addStretch(1)
        self._buttons.setAlignment(centre)

    def say(
        self, icon: str, title: str, line: str, actions: Sequence[tuple[str, str, Callable[[], object]]] = ()
    ) -> None:
        """Say what belongs here; each action is (text, icon, what it does)."""
        self.is_filled = True
        self._picture.icon = icon
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for place, (text, name, run) in enumerate(actions):
            button = QPushButton(text)
            button.setProperty("kind", "primary" if place == 0 else "default")
            button.setAutoDefault(False)  # in a dialog, Enter is for the dialog's own button
            self._workspace.icons.put(button, name, "onAccent" if place == 0 else "text2")
            button.clicked.connect(lambda _=False, run=run: run())
            self._buttons.addWidget(button)
            if place == 0:
                self.setFocusProxy(button)
