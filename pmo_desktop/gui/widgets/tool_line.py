"""A line of controls that becomes two lines where room is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget


class ToolLine(QWidget):
    """Controls at the left and at the right; the right ones go below the left ones where both don't fit.

    Attributes:
        left, right: the layouts of the two parts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = QHBoxLayout(), QHBoxLayout()
        self._parts = QHBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(8)
        for part in (self.left, self.right):
            part.setSpacing(8)
            self._parts.addLayout(part)
        self.left.addStretch(1)

    def add(self, *widgets: QWidget) -> None:
        """Add controls at the left."""
        for widget in widgets:
            self.left.insertWidget(self.left.count() - 1, widget)

    def add_right(self, *widgets: QWidget) -> None:
        """Add controls at the right."""
        for widget in widgets:
            self.right.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Return room for the wider of the two parts."""
        height = self._parts.minimumSize().height()
        return QSize(max(self.left.minimumSize().width(), self.right.minimumSize().width()), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line or two."""
        super().resizeEvent(event)
        wanted = self.left.minimumSize().width() + self._parts.spacing() + self.right.minimumSize().width()
        is_short = wanted > self.width()
        self._parts.setDirection(QBoxLayout.Direction.TopToBottom if is_short else QBoxLayout.Direction.LeftToRight)
        self._parts.setAlignment(self.right, Qt.AlignmentFlag.AlignLeft if is_short else Qt.AlignmentFlag(0))
