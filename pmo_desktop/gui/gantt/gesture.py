"""What a gesture on the Gantt is."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtCore import QPointF, Qt

from ...charts.scene import Scene


class Gesture(ABC):
    """Something that is done by dragging: pressed when made, previewed while moved, one edit when released.

    Attributes:
        cursor: the shape of the mouse where the gesture would begin.
    """

    cursor = Qt.CursorShape.ArrowCursor

    @abstractmethod
    def move(self, at: QPointF) -> Scene:
        """Return the preview while the mouse is at a place of the viewport."""

    @abstractmethod
    def release(self, at: QPointF) -> None:
        """Do it, as one step."""
