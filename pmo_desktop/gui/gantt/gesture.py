"""What a gesture on the Gantt is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from ...charts.scene import Scene


class Gesture:
    """Something that is done by dragging: pressed when made, previewed while moved, one edit when released."""

    cursor = Qt.CursorShape.ArrowCursor

    def move(self, at: QPointF) -> Scene:
        """Return the preview while the mouse is at a place of the viewport."""
        raise NotImplementedError

    def release(self, at: QPointF) -> None:
        """Do it, as one step."""
        raise NotImplementedError
