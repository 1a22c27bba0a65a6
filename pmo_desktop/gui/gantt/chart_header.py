"""The time above the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ..painting.scene import paint_scene

if TYPE_CHECKING:
    from .chart_view import GanttView


class TimeHeader(QWidget):
    """The time above the bars; dragging it moves the chart sideways."""

    def __init__(self, chart: GanttView) -> None:
        super().__init__(chart)
        self._chart = chart
        self._drag: tuple[QPoint, int] | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two rows of time."""
        painter = QPainter(self)
        paint_scene(painter, self._chart.theme, self._chart.header_scene())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._drag = (event.position().toPoint(), self._chart.horizontalScrollBar().value())
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the chart with the hand."""
        if self._drag is not None:
            start, value = self._drag
            self._chart.horizontalScrollBar().setValue(value - (event.position().toPoint().x() - start.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole plan."""
        self._chart.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what the chart shows."""
        self._chart.view_menu_asked.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom and move as over the bars."""
        self._chart.wheelEvent(event)
