"""The painted Gantt: time header above, bars below, one vertical scroll with the outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ...charts.gantt import Emphasis, GanttLines, GanttRows, GanttScale, Look, Window, scene, span_of
from ...charts.gantt_header import LOWER_SIZE, grid, header, nearest_step, zoom_width
from ...charts.gantt_paths import LinkPaths
from ...charts.scene import Scene
from ...charts.timescale import WIDTHS, ZOOMS
from ...domain.worktime import WorkClock, to_instant
from ...texts import Texts
from ..painting.scene import TextWidths, paint_scene
from ..theme import Theme
from .chart_header import TimeHeader
from .gesture import Gesture
from .outline import HEADER_HEIGHT, ROW_HEIGHT

MARGIN_DAYS: Final = 10
NEAREST: Final = 120.0
FARTHEST: Final = 0.05
TEXT_SIZE: Final = 12.0
EMPTY: Final = GanttRows([], [], [], [], [])


class GanttChart(QAbstractScrollArea):
    """Shows `GanttRows` in the lines of the outline. It edits nothing itself: gestures do.

    Signals:
        line_pressed: a line was clicked, with the modifiers: the outline selects it.
        line_activated: a line was double clicked.
        zoomed: a day has another width.
    """

    line_pressed = Signal(int, object)
    line_activated = Signal(int)
    zoomed = Signal(float)
    command_asked = Signal(str)

    def __init__(self, theme: Theme, t: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._t = t
        self.data = EMPTY
        self.lines = GanttLines.of(EMPTY, ())
        self.scale = GanttScale(to_instant(datetime(2026, 1, 1)), WIDTHS["month"])
        self.clock: WorkClock | None = None
        self.data_date: datetime | None = None
        self.show_critical = True
        self.show_baseline = True
        self.show_slack = False
        self.show_links = True
        self.show_labels = True
        self.show_progress_line = False
        self.hovered_row: int | None = None
        self.hovered_link = -1
        self.selected: frozenset[int] = frozenset()
        self.preview: Scene = []
        self.gesture: Gesture | None = None
        self.find_gesture: Callable[[QPointF, Qt.KeyboardModifier], Gesture | None] | None = None
        self._rest_days: dict[date, bool] = {}
        self._widths = TextWidths(theme, TEXT_SIZE)
        self._header_widths = TextWidths(theme, LOWER_SIZE)
        self._paths: tuple[object, LinkPaths] | None = None
        self._zoomed_by_hand = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setViewportMargins(0, self.header_height, 0, 0)
        self._header = TimeHeader(self)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("Gantt chart"))
        self.setAccessibleDescription(t("The outline beside it holds the same data as a table."))
        self.horizontalScrollBar().valueChanged.connect(self._moved_sideways)

    # What is shown

    @property
    def row_height(self) -> int:
        """The height of a line, the same as in the outline."""
        return self.theme.fonts.px(ROW_HEIGHT)

    @property
    def header_height(self) -> int:
        """The height of the time header, the same as that of the outline's header."""
        return self.theme.fonts.px(HEADER_HEIGHT)

    def look(self) -> Look:
        """Return what is shown, and how large."""
        return Look(
            float(self.row_height),
            TEXT_SIZE * self.theme.fonts.scale,
            self.show_critical,
            self.show_baseline,
            self.show_links,
            self.show_labels,
            self.show_slack,
            self.show_progress_line,
            to_instant(self.data_date) if self.data_date else None,
        )

    def show_plan(
        self, data: GanttRows, rows: Sequence[int], clock: WorkClock | None, data_date: datetime | None
    ) -> None:
        """Show a plan: its rows, which of them have a line, its working time and its data date."""
        if clock is not self.clock:
            self._rest_days.clear()
        self.data, self.clock, self.data_date = data, clock, data_date
        self.show_lines(rows)

    def show_lines(self, rows: Sequence[int]) -> None:
        """Show other lines of the same plan."""
        self.lines = GanttLines.of(self.data, rows, self.lines)
        middle = self.scale.instant(self.horizontalScrollBar().value() + self.viewport().width() / 2)
        self._place_origin()
        self._set_range()
        self._centre(middle)
        self._fit_at_first()
        self.repaint_all()

    def repaint_all(self) -> None:
        """Paint chart and header anew."""
        self.viewport().update()
        self._header.update()

    # Zoom

    def zoom_to(self, per_day: float, at: float | None = None) -> None:
        """Give a day another width; the moment at x = `at` of the viewport stays where it is, else the middle one."""
        self._zoomed_by_hand = True
        per_day = max(FARTHEST, min(per_day, NEAREST))
        at = self.viewport().width() / 2 if at is None else at
        bar = self.horizontalScrollBar()
        moment = self.scale.instant(bar.value() + at)
        self.scale = GanttScale(self.scale.origin, per_day)
        self._place_origin()
        self._set_range()
        bar.setValue(round(self.scale.x(moment) - at))
        self.zoomed.emit(per_day)
        self.repaint_all()

    def zoom_step(self, step: int) -> None:
        """Go to the next nearer (-1) or farther (1) of the six zooms."""
        now = nearest_step(self.scale.per_day)
        width = zoom_width(now)
        beyond = (width < self.scale.per_day * 0.98 and step > 0) or (width > self.scale.per_day * 1.02 and step < 0)
        self.zoom_to(zoom_width(now if beyond else max(0, min(now + step, len(ZOOMS) - 1))))

    def fit(self) -> None:
        """Show the whole plan."""
        first, last = self.data.extent
        days = max((last - first) / 1440, 1.0)
        room = max(self.viewport().width() - 150 * self.theme.fonts.scale, 80.0)
        per_day = max(FARTHEST, min(room / days, WIDTHS["day"]))
        self.scale = GanttScale(self.scale.origin, per_day)
        self._place_origin()
        self._set_range()
        self.horizontalScrollBar().setValue(round(self.scale.x(first) - 24))
        self.zoomed.emit(per_day)
        self.repaint_all()

    def go_to(self, instant: int) -> None:
        """Bring a moment to the middle."""
        self._centre(instant)

    def go_to_row(self, row: int) -> None:
        """Bring a task's bar into sight."""
        if row < len(self.data):
            x1, _ = span_of(self.data, row, self.scale)
            self.horizontalScrollBar().setValue(round(x1 - self.viewport().width() * 0.25))

    def _centre(self, instant: int) -> None:
        self.horizontalScrollBar().setValue(round(self.scale.x(instant) - self.viewport().width() / 2))

    def _place_origin(self) -> None:
        first, _ = self.data.extent
        if self.data_date is not None:
            first = min(first, to_instant(self.data_date))
        back = max(MARGIN_DAYS, 60 / self.scale.per_day)
        origin = first - round(back) * 1440
        self.scale = GanttScale(origin - origin % 1440, self.scale.per_day)

    def _set_range(self) -> None:
        _, last = self.data.extent
        if self.data_date is not None:
            last = max(last, to_instant(self.data_date))
        width = self.scale.x(last) + max(220.0, self.viewport().width() * 0.4)
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, round(width - self.viewport().width())))
        bar.setPageStep(max(1, self.viewport().width()))
        bar.setSingleStep(40)
        rows = self.verticalScrollBar()
        rows.setRange(0, max(0, len(self.lines.rows) * self.row_height - self.viewport().height()))
        rows.setPageStep(max(1, self.viewport().height()))
        rows.setSingleStep(self.row_height)

    def _moved_sideways(self) -> None:
        self.repaint_all()

    # Where things are

    def window_shown(self) -> Window:
        """Return the part of the chart that is on screen."""
        return Window(
            float(self.horizontalScrollBar().value()),
            float(self.verticalScrollBar().value()),
            float(self.viewport().width()),
            float(self.viewport().height()),
        )

    def line_at(self, y: float) -> int | None:
        """Return the line at y of the viewport."""
        line = int((y + self.verticalScrollBar().value()) // self.row_height)
        return line if 0 <= line < len(self.lines.rows) else None

    def row_at(self, y: float) -> int | None:
        """Return the plan's row at y of the viewport; None below the last task, and for a line without one."""
        line = self.line_at(y)
        row = self.data.blank if line is None else self.lines.rows[line]
        return None if line is None or row == self.data.blank else row

    def instant_at(self, x: float) -> int:
        """Return the instant at x of the viewport."""
        return self.scale.instant(x + self.horizontalScrollBar().value())

    def x_of(self, instant: int) -> float:
        """Return where an instant lies in the viewport."""
        return self.scale.x(instant) - self.horizontalScrollBar().value()

    def bar_of(self, row: int) -> tuple[float, float]:
        """Return from where to where a row's bar reaches in the viewport."""
        x1, x2 = span_of(self.data, row, self.scale)
        left = self.horizontalScrollBar().value()
        return x1 - left, x2 - left

    def top_of(self, row: int) -> float:
        """Return y of the top of a row's line in the viewport."""
        return self.lines.line_of[row] * self.row_height - self.verticalScrollBar().value()

    def rests(self, day: date) -> bool:
        """Return whether nobody works on a day."""
        known = self._rest_days.get(day)
        if known is None:
            known = self._rest_days[day] = self.clock is not None and not self.clock.hours_of(day)
        return known

    # Painting

    def chart_scene(self) -> Scene:
        """Return what is on screen now."""
        window = self.window_shown()
        return scene(
            self.data,
            self.lines,
            self.scale,
            window,
            self.look(),
            selected=self.selected,
            rests=self.rests if self.clock is not None else None,
            grid=grid(self.scale, window.left, window.width, self._t),
            paths=self._ways(),
            width=self._widths,
            emphasis=self.emphasis(),
        )

    def _ways(self) -> LinkPaths:
        """Return the ways of the links, kept until plan, lines or scale are others."""
        made_of = (id(self.data), id(self.lines), self.scale, self.theme.fonts.scale)
        if self._paths is None or self._paths[0] != made_of:
            look = self.look()
            paths = LinkPaths(self.data, self.lines, self.scale, look.row_height, look.ratio, self._widths)
            self._paths = (made_of, paths)
        return self._paths[1]

    def emphasis(self) -> Emphasis:
        """Return whose links stand out: those under the mouse, else those of the selection."""
        if self.hovered_link >= 0:
            return Emphasis(link=self.hovered_link, dims=True)
        if self.hovered_row is not None:
            return Emphasis(frozenset({self.hovered_row}), dims=True)
        rows = frozenset(self.lines.rows[line] for line in self.selected if line < len(self.lines.rows))
        return Emphasis(rows, dims=self.hasFocus() and bool(rows))

    def header_scene(self) -> Scene:
        """Return the time header as it is on screen now."""
        left = float(self.horizontalScrollBar().value())
        ratio = self.theme.fonts.scale
        width = float(self.viewport().width())
        return header(
            self.scale, left, width, self._t, data_date=self.data_date, ratio=ratio, measure=self._header_widths
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is on screen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.color("surface"))
        paint_scene(painter, self.theme, self.chart_scene())
        if self.preview:
            paint_scene(painter, self.theme, self.preview)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep header and scroll bars in step with the size."""
        super().resizeEvent(event)
        self._header.setGeometry(0, 0, self.viewport().width(), self.header_height)
        self._set_range()
        self._fit_at_first()

    def _fit_at_first(self) -> None:
        """Show the whole plan until the user zooms; then the zoom is theirs."""
        if not self._zoomed_by_hand and len(self.data) and self.isVisible():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole plan at first."""
        super().showEvent(event)
        self._fit_at_first()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew; a scene is cheap."""
        self.repaint_all()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus in the band of the selection."""
        super().focusInEvent(event)
        self.viewport().update()

    # Hands

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture, and select the line."""
        line = self.line_at(event.position().y())
        # Selecting a line that is half in sight scrolls it into view: what was pressed must be found before.
        found = None
        if event.button() == Qt.MouseButton.LeftButton and self.find_gesture is not None:
            found = self.find_gesture(event.position(), event.modifiers())
        if line is not None:
            self.line_pressed.emit(line, event.modifiers())
        self.gesture = found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show which one would begin here."""
        if self.gesture is not None:
            self.preview = self.gesture.move(event.position())
            self.viewport().update()
            return
        found = self.find_gesture(event.position(), event.modifiers()) if self.find_gesture else None
        self.viewport().setCursor(found.cursor if found else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture: what it did is one step."""
        gesture, self.gesture, self.preview = self.gesture, None, []
        if gesture is not None:
            self.viewport().update()
            gesture.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a task."""
        self.gesture = None
        line = self.line_at(event.position().y())
        if line is not None:
            self.line_activated.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, fit, go to the data date, give up a gesture; the rest belongs to the bar's keys."""
        if event.key() == Qt.Key.Key_Escape and self.gesture is not None:
            self.gesture, self.preview = None, []
            self.viewport().update()
            return
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = mods in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if plain:
                self.zoom_step(-1)
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore if plain:
                self.zoom_step(1)
            case Qt.Key.Key_0 if plain:
                self.fit()
            case Qt.Key.Key_T if plain:
                self.command_asked.emit("today")
            case Qt.Key.Key_Left if plain:
                self.command_asked.emit("shorter" if mods else "earlier")
            case Qt.Key.Key_Right if plain:
                self.command_asked.emit("longer" if mods else "later")
            case Qt.Key.Key_Up if plain:
                self.command_asked.emit("line_up")
            case Qt.Key.Key_Down if plain:
                self.command_asked.emit("line_down")
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(640, 480)
