"""The painted timeline: the Gantt's axis, zoom and scrolling, with a line for each project instead of each task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ...charts.gantt import GanttRows
from ...charts.gantt_header import grid
from ...charts.scene import Diamond, Key, Scene, Weight
from ...charts.timeline import TimelineLine, TimelineLook, extent, portfolio_scene
from ...charts.timeline_links import Arrow, arrow_at
from ...domain.worktime import to_instant
from ...texts import Texts
from ..gantt.chart import GanttChart
from ..gantt.gesture import Gesture
from ..painting.scene import measure_with
from ..theme import Theme
from ..widgets.text import plain_tooltip

ROW_HEIGHT: Final = 40
HEADER_HEIGHT: Final = 40
REMEMBERED: Final = 5_000
"""Widths of texts that are kept."""


class TimelineChart(GanttChart):
    """Shows `TimelineLine`s beside the table of the same lines.

    Attributes:
        tip: the words for what is under the mouse: a line's place, and the key of what is there.

    Signals:
        link_pressed: the id of a dependency whose arrow was clicked.
        link_activated: the id of a dependency whose arrow was double clicked.
        opened: a double click: the line, and the key of what is there.
        line_menu_asked: a right click: the line or -1, and where on the screen.
        key_pressed: a key that the chart has no use for; the table's hands may have.
    """

    link_pressed = Signal(int)
    link_activated = Signal(int)
    opened = Signal(int, object)
    line_menu_asked = Signal(int, QPoint)
    key_pressed = Signal(object)

    def __init__(self, theme: Theme, t: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, t, parent)
        self._texts = t
        self.timeline: Sequence[TimelineLine] = ()
        self.arrows: Sequence[Arrow] = ()
        self.chosen: Key = None
        self.drag: Gesture | None = None
        self._drawn: tuple[object, Scene] | None = None
        self.tip: Callable[[int, Key], str] = lambda line, key: ""
        self._known: dict[tuple[str, float, Weight], float] = {}
        self._measure_anew = measure_with(theme)
        self.setAccessibleName(t("Timeline"))

    @property
    def row_height(self) -> int:
        """The height of a line, the same as in the table."""
        return self.theme.fonts.px(ROW_HEIGHT)

    @property
    def header_height(self) -> int:
        """The height of the time header, the same as that of the table's header."""
        return self.theme.fonts.px(HEADER_HEIGHT)

    def show_timeline(self, lines: Sequence[TimelineLine], arrows: Sequence[Arrow], data_date: datetime | None) -> None:
        """Show other lines and arrows."""
        self.timeline, self.arrows = lines, arrows
        known = [line.start for line in lines if line.start is not None]
        near = to_instant(data_date) if data_date is not None else min(known, default=0)
        first, last = extent(lines, near) or (near, near)

        def within(instant: int | None) -> int:
            return min(max(near if instant is None else instant, first), last)

        spans = [(within(line.start), within(line.finish)) for line in lines]
        frozen = {
            at: (within(line.promised[0] or line.promised[1]), within(line.promised[1]))
            for at, line in enumerate(lines)
            if line.promised[1] is not None and line.finish is not None
        }
        rows = GanttRows(
            [start for start, _ in spans],
            [finish for _, finish in spans],
            ["task" if line.finish is not None else "" for line in lines],
            [0] * len(lines),
            [False] * len(lines),
            frozen=frozen,
        )
        self.show_plan(rows, range(len(lines)), None, data_date)
        self.setAccessibleDescription(self._texts("The table beside it holds the same data."))

    def choose(self, key: Key) -> None:
        """Draw an arrow strong, or none."""
        self.chosen = key
        self.viewport().update()

    def timeline_look(self) -> TimelineLook:
        """Return what is shown, and how large."""
        return TimelineLook(
            float(self.row_height),
            12.0 * self.theme.fonts.scale,
            self.show_baseline,
            self.show_links,
            to_instant(self.data_date) if self.data_date else None,
            self.chosen,
        )

    def chart_scene(self) -> Scene:
        """Return what is on screen now; kept until something of it changes, as the mouse asks for it at each move."""
        window, look = self.window_shown(), self.timeline_look()
        made_of = (id(self.timeline), id(self.arrows), self.scale, window, look, self.selected)
        if self._drawn is None or self._drawn[0] != made_of:
            upright = grid(self.scale, window.left, window.width, self._texts)
            parts = portfolio_scene(
                self.timeline,
                self.arrows,
                self.scale,
                window,
                look,
                self._texts,
                self._measured,
                selected=self.selected,
                grid=upright,
            )
            self._drawn = (made_of, parts)
        return self._drawn[1]

    def _measured(self, text: str, size: float, weight: Weight) -> float:
        """Return how wide a text is, remembered: the same names come back in every frame."""
        key = (text, size, weight)
        if key not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[key] = self._measure_anew(text, size, weight)
        return self._known[key]

    def key_at(self, place: QPointF) -> Key:
        """Return what is under a point: an arrow, a milestone, else the bar of the line."""
        scene = self.chart_scene()
        for part in reversed(scene):
            if isinstance(part, Diamond) and part.key is not None:
                near = abs(part.x - place.x()) + abs(part.y - place.y()) <= part.radius + 4
                if near:
                    return part.key
        arrow = arrow_at(scene, place.x(), place.y())
        if arrow is not None:
            return arrow
        line = self.line_at(place.y())
        if line is None or line >= len(self.timeline):
            return None
        start, finish = self.timeline[line].start, self.timeline[line].finish
        if start is None or finish is None or not self.x_of(start) - 20 <= place.x() <= self.x_of(finish) + 12:
            return None
        return self.timeline[line].key

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an arrow, or select a line and begin a gesture."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus()
        key = self.key_at(event.position())
        if key is not None and key[0] == "dependency":
            self.link_pressed.emit(int(key[1]))
            return
        # Selecting a line scrolls it into view: what was pressed must be found before.
        found = self.find_gesture(event.position(), event.modifiers()) if self.find_gesture else None
        line = self.line_at(event.position().y())
        if line is not None:
            self.line_pressed.emit(line, event.modifiers())
        self.drag = found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show what can be clicked."""
        if self.drag is not None:
            self.preview = self.drag.move(event.position())
            self.viewport().update()
            return
        key = self.key_at(event.position())
        arrow, hand = Qt.CursorShape.ArrowCursor, Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(arrow if key is None else hand)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture: what it did is one step."""
        drag, self.drag, self.preview = self.drag, None, []
        if drag is not None:
            self.viewport().update()
            drag.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        self.drag = None
        key, line = self.key_at(event.position()), self.line_at(event.position().y())
        if key is not None and key[0] == "dependency":
            self.link_activated.emit(int(key[1]))
        elif line is not None:
            self.opened.emit(line, key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the line under the mouse, or of the arrow."""
        place = QPointF(event.pos())
        key = self.key_at(place)
        if key is not None and key[0] == "dependency":
            self.link_pressed.emit(int(key[1]))
        line = self.line_at(place.y())
        self.line_menu_asked.emit(-1 if line is None else line, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up a gesture; other keys are the table's, as it is one list with the chart."""
        if event.key() == Qt.Key.Key_Escape and self.drag is not None:
            self.drag, self.preview = None, []
            self.viewport().update()
            return
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() in keys and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_Right else -1) * self.viewport().width() // 4)
            return
        self.key_pressed.emit(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip of what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos())
            line = self.line_at(place.y())
            words = self.tip(-1 if line is None else line, self.key_at(place))
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self.viewport())
            return True
        return super().viewportEvent(event)
