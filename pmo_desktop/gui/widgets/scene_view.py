"""A widget that shows a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...charts.scene import Circle, Diamond, Key, Label, Scene
from ..painting.scene import paint_scene
from ..workspace import Workspace
from .text import plain_tooltip

Draw: TypeAlias = Callable[[float, float], Scene]
"""Makes the scene for a width and a height."""


class SceneView(QWidget):
    """Shows the scene that `draw` makes for its size; a record under the mouse can be clicked.

    Signals:
        clicked: the key of a record, ("project", 3).
    """

    clicked = Signal(object)

    def __init__(self, workspace: Workspace, *, name: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self._draw: Draw | None = None
        self._scene: Scene = []
        self._size = (0, 0)
        self.tip: Callable[[Key], str] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_scene(self, draw: Draw, summary: str = "") -> None:
        """Show another chart; `summary` says in one sentence what it shows."""
        self._draw = draw
        self._size = (0, 0)
        self.setAccessibleDescription(summary)
        self.update()

    def scene(self) -> Scene:
        """Return the scene for the present size."""
        size = (self.width(), self.height())
        if size != self._size and self._draw is not None:
            self._scene = self._draw(*size)
            self._size = size
        return self._scene

    def key_at(self, place: QPointF) -> Key:
        """Return the record under a point."""
        for part in reversed(self.scene()):
            if part.key is None:
                continue
            if isinstance(part, (Diamond, Circle)):
                near = (part.x - place.x()) ** 2 + (part.y - place.y()) ** 2 <= (part.radius + 3) ** 2
            elif isinstance(part, Label):
                near = part.x <= place.x() <= part.x + max(part.max_width, 40) and abs(part.y - 4 - place.y()) < 9
            else:
                near = False
            if near:
                return part.key
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene."""
        paint_scene(QPainter(self), self._workspace.theme, self.scene())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which record was clicked."""
        key = self.key_at(event.position())
        if key is not None:
            self.clicked.emit(key)

    def event(self, event: QEvent) -> bool:
        """Show the tip of the record under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.tip is not None:
            key = self.key_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tip(key)) if key is not None else "", self)
            return True
        return super().event(event)
