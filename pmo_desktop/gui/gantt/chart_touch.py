"""What mouse and keys do to a painted Gantt: gestures with their preview, what is under the mouse, scrolling on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ...charts.gantt import BAR_HEIGHT, BAR_TOP
from ...charts.scene import Scene

if TYPE_CHECKING:
    from .chart import GanttChart
    from .gesture import Gesture
    from .gesture_links import LinkByKeys

MARGIN: Final = 26
"""So near the edge of the chart it begins to scroll under a gesture."""

TICK: Final = 30
FASTEST: Final = 30
LINK_REACH: Final = 4.0

PLAIN: Final[dict[int, str]] = {
    Qt.Key.Key_Plus: "nearer", Qt.Key.Key_Equal: "nearer",
    Qt.Key.Key_Minus: "farther", Qt.Key.Key_Underscore: "farther", Qt.Key.Key_0: "fit",
    Qt.Key.Key_T: "today", Qt.Key.Key_Up: "line_up", Qt.Key.Key_Down: "line_down",
    Qt.Key.Key_Left: "earlier", Qt.Key.Key_Right: "later", Qt.Key.Key_Delete: "delete", Qt.Key.Key_Insert: "insert",
    Qt.Key.Key_Home: "first", Qt.Key.Key_End: "last", Qt.Key.Key_L: "link_keys",
}  # fmt: skip
SHIFTED: Final[dict[int, str]] = {
    Qt.Key.Key_Left: "shorter", Qt.Key.Key_Right: "longer", Qt.Key.Key_F2: "details", Qt.Key.Key_F1: "why",
    Qt.Key.Key_Plus: "nearer", Qt.Key.Key_Equal: "nearer", Qt.Key.Key_Underscore: "farther",
}  # fmt: skip
CONTROL: Final[dict[int, str]] = {
    Qt.Key.Key_Left: "progress_less", Qt.Key.Key_Right: "progress_more",
    Qt.Key.Key_F2: "link", Qt.Key.Key_Minus: "delete",
}  # fmt: skip
OUTLINE: Final[dict[int, str]] = {
    Qt.Key.Key_Right: "indent", Qt.Key.Key_Left: "outdent", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}  # fmt: skip
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
NO_HAND: Final = Qt.CursorShape.ArrowCursor
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def command_of(key: int, modifiers: Qt.KeyboardModifier) -> str:
    """Return the plan command that a key means on the chart, "" for none."""
    mods = modifiers & ~Qt.KeyboardModifier.KeypadModifier
    if mods == CTRL | SHIFT and key == Qt.Key.Key_F2:
        return "unlink"
    table = {NONE: PLAIN, SHIFT: SHIFTED, CTRL: CONTROL, ALT | SHIFT: OUTLINE}.get(mods)
    return table.get(key, "") if table else ""


class ChartTouch:
    """Leads one gesture after the other, from the press to the release.

    Attributes:
        gesture: the one that goes on.
        by_keys: a link that is being drawn with the keyboard.
        row, link: what is under the mouse; None and -1 for nothing.
    """

    def __init__(self, chart: GanttChart) -> None:
        self._chart = chart
        self.gesture: Gesture | None = None
        self.by_keys: LinkByKeys | None = None
        self.row: int | None = None
        self.link = -1
        self._at = QPointF()
        self._late_press: tuple[int, Qt.KeyboardModifier] | None = None
        self._has_moved = False
        self._timer = QTimer(chart)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture, and select the line."""
        chart = self._chart
        self.give_up()
        at = event.position()
        line = chart.line_at(at.y())
        # Selecting a line that is half in sight scrolls it into view: what was pressed must be found before.
        found = None
        if event.button() == Qt.MouseButton.LeftButton and chart.find_gesture is not None:
            found = chart.find_gesture(at, event.modifiers())
        self._late_press = None
        self._has_moved = False
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            if found is not None and found.keeps_selection and line in chart.selected:
                self._late_press = (line, event.modifiers())
            else:
                chart.line_pressed.emit(line, event.modifiers())
        self.gesture = found
        self._at = at

    def move(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show which one would begin here."""
        self._at = event.position()
        if self.gesture is None:
            if not event.buttons():
                self.hover(event.position(), event.modifiers())
            return
        self._has_moved = True
        self.gesture.is_fine = bool(event.modifiers() & SHIFT)
        if self.gesture.scrolls and self._speed() != (0, 0):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        self._show()

    def release(self, event: QMouseEvent) -> None:
        """End a gesture: what it did is one step."""
        chart = self._chart
        gesture, self.gesture = self.gesture, None
        late, self._late_press = self._late_press, None
        self._timer.stop()
        self._put([])
        if gesture is not None:
            gesture.is_fine = bool(event.modifiers() & SHIFT)
            gesture.release(event.position())
        if late is not None and not self._has_moved:
            chart.line_pressed.emit(*late)

    def double_click(self, event: QMouseEvent) -> None:
        """Open the details of the task whose bar it is, or the cell of the line."""
        chart = self._chart
        on_bar = chart.bar_at(event.position())
        self.give_up()
        line = chart.line_at(event.position().y())
        if line is None:
            return
        chart.line_pressed.emit(line, NONE)
        if on_bar is not None:
            chart.command_asked.emit("details")
        else:
            chart.line_activated.emit(line)

    def give_up(self) -> bool:
        """End what goes on without doing it; return whether there was something."""
        had = self.gesture is not None or self.by_keys is not None
        self.gesture = self.by_keys = self._late_press = None
        self._timer.stop()
        if had:
            self._put([])
        return had

    def hover(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show what a press would do here, and whose links these are."""
        chart = self._chart
        row = chart.bar_at(at)
        link = chart.link_at(at, LINK_REACH) if row is None else -1
        found = chart.find_gesture(at, modifiers) if chart.find_gesture is not None else None
        cursor = Qt.CursorShape.PointingHandCursor if link >= 0 else found.cursor if found else NO_HAND
        chart.viewport().setCursor(cursor)
        if (row, link) != (self.row, self.link):
            self.row, self.link = row, link
            chart.viewport().update()

    def leave(self) -> None:
        """The mouse is elsewhere."""
        if self.row is not None or self.link >= 0:
            self.row, self.link = None, -1
            self._chart.viewport().update()

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means; return whether it means something."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            return self.give_up()
        if self.by_keys is not None:
            return self._link_key(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and event.modifiers() & ~KEYPAD == NONE:
            if self._chart.selected:
                self._chart.line_activated.emit(min(self._chart.selected))
            return True
        name = command_of(key, event.modifiers())
        if name:
            self._chart.command_asked.emit(name)
        return bool(name)

    def link_by_keys(self, drawing: LinkByKeys) -> None:
        """Let the keyboard draw a link."""
        self.give_up()
        self.by_keys = drawing
        self._put(drawing.scene())

    def scroll_on(self) -> None:
        """Scroll the chart under a gesture at its edge."""
        dx, dy = self._speed()
        across, down = self._chart.horizontalScrollBar(), self._chart.verticalScrollBar()
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)
        if self.gesture is None or not (dx or dy):
            self._timer.stop()
        else:
            self._show()

    def _link_key(self, key: int) -> bool:
        drawing = self.by_keys
        assert drawing is not None
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                drawing.go(-1 if key == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Space | Qt.Key.Key_L:
                drawing.turn()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.give_up()
                drawing.finish()
                return True
            case _:
                return False
        self._put(drawing.scene())
        return True

    def _show(self) -> None:
        if self.gesture is not None:
            self._put(self.gesture.move(self._at))

    def _put(self, preview: Scene) -> None:
        self._chart.preview = preview
        self._chart.viewport().update()

    def _speed(self) -> tuple[int, int]:
        """Return by how many pixels the chart scrolls in one tick."""
        size = self._chart.viewport().size()
        return _push(self._at.x(), size.width()), _push(self._at.y(), size.height())


def in_bar(top: float, y: float, ratio: float) -> bool:
    """Return whether y is on the bar of a line that begins at `top`."""
    return top + BAR_TOP * ratio - 4 <= y <= top + (BAR_TOP + BAR_HEIGHT) * ratio + 4


def _push(at: float, size: int) -> int:
    over = at - (size - MARGIN) if at > size - MARGIN else min(0.0, at - MARGIN)
    return max(-FASTEST, min(FASTEST, round(over * 0.6)))
