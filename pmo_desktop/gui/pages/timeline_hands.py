"""What is done to the timeline by dragging: link two projects, or move the window over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt_links import arrow_head
from ...charts.scene import Box, Key, Label, Polyline, Scene
from ...charts.timeline_links import route
from ..gantt.gesture import Gesture
from .timeline_chart import TimelineChart

REACH: Final = 6.0
"""Pixels that the mouse goes before a press becomes a drag."""

Linked = Callable[[int, Key, int, Key], object]
"""Told of a link that was drawn: the giver's line and what was pressed there, and the taker's."""


class TimelineHands:
    """Finds the gesture that begins at a place of the timeline."""

    def __init__(self, chart: TimelineChart, linked: Linked, words: Callable[[int, Key], str]) -> None:
        self.chart = chart
        self.linked = linked
        self.words = words
        self.can_link = True

    def find(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        """Return the gesture for a press at a place: from a bar or a gate a link, elsewhere the window moves."""
        held = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if held:
            return None
        key = self.chart.key_at(at)
        line = self.chart.line_at(at.y())
        if key is not None and key[0] == "dependency":
            return None
        if line is not None and key is not None and self.can_link:
            return DrawLink(self, line, key, at)
        return MoveWindow(self.chart, at)


class MoveWindow(Gesture):
    """The window follows the hand over empty ground."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, chart: TimelineChart, at: QPointF) -> None:
        self._chart, self._begin = chart, at
        self._bar = chart.horizontalScrollBar().value()

    def move(self, at: QPointF) -> Scene:
        """Move sideways with the hand."""
        self._chart.horizontalScrollBar().setValue(round(self._bar - (at.x() - self._begin.x())))
        return []

    def release(self, at: QPointF) -> None:
        """Let go: nothing is written."""


class DrawLink(Gesture):
    """From a project's bar or gate to another's: the first gives, the second takes."""

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, hands: TimelineHands, line: int, key: Key, at: QPointF) -> None:
        self._hands, self._line, self._key, self._begin = hands, line, key, at

    def _target(self, at: QPointF) -> tuple[int, Key] | None:
        line, key = self._hands.chart.line_at(at.y()), self._hands.chart.key_at(at)
        if line is None or key is None or line == self._line or key[0] == "dependency":
            return None
        return line, key

    def move(self, at: QPointF) -> Scene:
        """Show the arrow that would be drawn, and what it would say."""
        chart = self._hands.chart
        if abs(at.x() - self._begin.x()) + abs(at.y() - self._begin.y()) < REACH:
            return []
        start, y1 = self._begin.x(), self._begin.y()
        points = route(start, y1, at.x(), at.y(), "FS", float(chart.row_height))
        parts: Scene = [Polyline(points, "focus", 1.6, (4.0, 3.0))]
        target = self._target(at)
        if target is None:
            return parts
        parts.append(Polyline(arrow_head(at.x(), at.y(), "right"), fill="focus"))
        line, key = target
        top = line * chart.row_height - chart.verticalScrollBar().value()
        parts.append(Box(1, top + 1, chart.viewport().width() - 2, chart.row_height - 3, "", "focus", 1.5, 4.0))
        words = f"{self._hands.words(self._line, self._key)}  →  {self._hands.words(line, key)}"
        size = 12.0 * chart.theme.fonts.scale
        width = min(len(words) * size * 0.62 + 16, chart.viewport().width() - 16)
        x = max(8.0, min(at.x() + 14, chart.viewport().width() - width - 8))
        y = max(at.y() - 36, 2.0)
        parts.append(Box(x, y, width, 24, fill="toast", radius=5.0))
        parts.append(Label(x + 8, y + 16, words, size, "toastText", max_width=width - 16))
        return parts

    def release(self, at: QPointF) -> None:
        """Link the two."""
        target = self._target(at)
        far = abs(at.x() - self._begin.x()) + abs(at.y() - self._begin.y()) >= REACH
        if target is not None and far:
            self._hands.linked(self._line, self._key, *target)
