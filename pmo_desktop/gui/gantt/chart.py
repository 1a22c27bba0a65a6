"""The painted Gantt in the hand: what mouse, wheel and keys do to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ...charts.gantt import Emphasis
from ...charts.scene import Scene
from ...texts import Texts
from ..painting.scene import paint_scene
from ..theme import Theme
from ..widgets.text import plain_tooltip
from .chart_touch import ChartTouch
from .chart_view import GanttView
from .gesture import Gesture


class GanttChart(GanttView):
    """A Gantt that can be worked on. It edits nothing itself: gestures do.

    Signals:
        line_pressed: a line was clicked, with the modifiers: the outline selects it.
        line_activated: a line is to be edited.
        menu_asked: the menu of the selected rows is wanted, at a place on the screen.
        link_menu_asked: that of a link, by its place in the list of links.
        command_asked: the name of a plan command.
    """

    line_pressed = Signal(int, object)
    line_activated = Signal(int)
    menu_asked = Signal(QPoint)
    link_menu_asked = Signal(int, QPoint)
    command_asked = Signal(str)

    def __init__(self, theme: Theme, t: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, t, parent)
        self.find_gesture: Callable[[QPointF, Qt.KeyboardModifier], Gesture | None] | None = None
        self.handles: Callable[[int], Scene] | None = None
        self.words: Callable[[int | None, int], str] | None = None
        self.touch = ChartTouch(self)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def emphasis(self) -> Emphasis:
        """Return whose links stand out: those under the mouse, else those of the selection."""
        if self.touch.link >= 0:
            return Emphasis(link=self.touch.link, dims=True)
        if self.touch.row is not None:
            return Emphasis(frozenset({self.touch.row}), dims=True)
        return super().emphasis()

    def plan_changed(self) -> None:
        """Give up what was going on: its rows may be others now."""
        self.touch.give_up()
        self.touch.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is on screen, and the handles of the bar under the mouse."""
        super().paintEvent(event)
        if self.touch.row is not None and self.handles is not None and not self.preview:
            painter = QPainter(self.viewport())
            paint_scene(painter, self.theme, self.handles(self.touch.row))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, move sideways with Shift, else move up and down."""
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.scale.per_day * 1.0015 ** (delta.y() or delta.x()), event.position().x())
            event.accept()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (delta.x() or delta.y()))
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers, and say what is under the mouse."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.scale.per_day * (1.0 + event.value()), event.position().x())
            return True
        if isinstance(event, QHelpEvent) and self.words is not None:
            text = self.words(self.touch.row, self.touch.link)
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.touch.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture, and select the line."""
        self.touch.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show which one would begin here."""
        self.touch.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        self.touch.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a task."""
        self.touch.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the link, the rows or the chart."""
        self.touch.give_up()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(event.globalPos())
            return
        at = QPointF(event.pos())
        link = self.link_at(at, 5.0) if self.bar_at(at) is None else -1
        line = self.line_at(at.y())
        if link >= 0:
            self.link_menu_asked.emit(link, event.globalPos())
        elif line is not None and self.row_at(at.y()) is not None:
            if line not in self.selected:
                self.line_pressed.emit(line, Qt.KeyboardModifier.NoModifier)
            self.menu_asked.emit(event.globalPos())
        else:
            self.view_menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means: zoom, go, move, stretch, link, give up."""
        if not self.touch.key(event):
            super().keyPressEvent(event)
