"""What the painted Gantt shows: a plan's bars below the time, at some zoom, as far as it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QSize, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ...charts.gantt import ROW_HEIGHT as USUAL_ROW
from ...charts.gantt import Emphasis, GanttLines, GanttRows, GanttScale, Look, Window, scene, span_of
from ...charts.gantt_header import LOWER_SIZE, grid, header, nearest_step, zoom_width
from ...charts.gantt_paths import LinkPaths
from ...charts.scene import Scene
from ...charts.timescale import WIDTHS, ZOOMS
from ...domain.worktime import WorkClock, to_instant, to_moment
from ...texts import Texts
from ..painting.scene import TextWidths, paint_scene
from ..theme import Theme
from .chart_header import TimeHeader
from .chart_touch import in_bar
from .outline import HEADER_HEIGHT, ROW_HEIGHT

MARGIN_DAYS: Final = 10
NEAREST: Final = 120.0
FARTHEST: Final = 0.05
TEXT_SIZE: Final = 12.0
MOST_LINKS: Final = 400
EMPTY: Final = GanttRows([], [], [], [], [])


class GanttView(QAbstractScrollArea):
    """Shows `GanttRows` in the lines of the outline.

    Signals:
        zoomed: a day has another width.
        view_menu_asked: the menu of what the chart shows is wanted, at a place on the screen.
    """

    zoomed = Signal(float)
    view_menu_asked = Signal(QPoint)

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
        self.selected: frozenset[int] = frozenset()
        self.preview: Scene = []
        self._rest_days: dict[date, bool] = {}
        self._widths = TextWidths(theme, TEXT_SIZE)
        self._header_widths = TextWidths(theme, LOWER_SIZE)
        self._paths: tuple[object, LinkPaths] | None = None
        self._zoomed_by_hand = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setViewportMargins(0, self.header_height, 0, 0)
        self._header = TimeHeader(self)
        self.setAccessibleName(t("Gantt chart"))
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
        self.plan_changed()
        self.show_lines(rows)
        self.setAccessibleDescription(self._summary())

    def plan_changed(self) -> None:
        """Another plan is shown, or the same after an edit."""

    def show_lines(self, rows: Sequence[int]) -> None:
        """Show other lines of the same plan."""
        self.lines = GanttLines.of(self.data, rows, self.lines)
        middle = self.scale.instant(self.horizontalScrollBar().value() + self.viewport().width() / 2)
        self._place_origin()
        self._set_range()
        self._centre(middle)
        self._fit_at_first()
        self.repaint_all()

    def _summary(self) -> str:
        """Return the chart in a sentence, for who can't see it."""
        t = self._t
        table = t("The outline beside it holds the same data as a table.")
        if not len(self.lines.links.source) and not any(self.data.shape):
            return table
        first, last = (to_moment(instant).date() for instant in self.data.extent)
        tasks = t.n("{count} row", "{count} rows", len(self.data) - self.data.shape.count(""))
        span = t("{tasks} from {start} to {finish}.", tasks=tasks, start=t.date(first), finish=t.date(last))
        return f"{span} {table}"

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
        x1, x2 = span_of(self.data, row, self.scale, self.row_height / USUAL_ROW)
        left = self.horizontalScrollBar().value()
        return x1 - left, x2 - left

    def bar_at(self, at: QPointF) -> int | None:
        """Return the row whose bar is at a place of the viewport."""
        row = self.row_at(at.y())
        if row is None or not (self.data.shape[row] or row in self.data.inactive):
            return None
        x1, x2 = self.bar_of(row)
        is_on = x1 - 3 <= at.x() <= x2 + 3 and in_bar(self.top_of(row), at.y(), self.row_height / USUAL_ROW)
        return row if is_on else None

    def link_at(self, at: QPointF, reach: float) -> int:
        """Return the place in the list of the link that runs by a place of the viewport, -1 for none."""
        if not self.show_links or not self.data.links:
            return -1
        x, y = at.x() + self.horizontalScrollBar().value(), at.y() + self.verticalScrollBar().value()
        line = int(y // self.row_height)
        ways = self._ways()
        best, nearest = -1, reach
        for place in self.lines.links.between(line, line + 1)[:MOST_LINKS]:
            before, after, _ = self.data.links[place]
            if self.data.shape[before] and self.data.shape[after]:
                apart = ways.path(place).distance(x, y)
                if apart <= nearest:
                    best, nearest = place, apart
        return best

    def show_line(self, line: int) -> None:
        """Scroll up or down until a line is in sight."""
        bar, top = self.verticalScrollBar(), line * self.row_height
        bar.setValue(max(min(bar.value(), top), top + self.row_height - self.viewport().height()))

    def width_of(self, text: str) -> float:
        """Return how wide a text is in the size of labels."""
        return self._widths(text)

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
            grid=grid(self.scale, window.left, window.width, self._t, self.theme.fonts.scale),
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
        """Return whose links stand out: those of the selection."""
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

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(640, 480)
