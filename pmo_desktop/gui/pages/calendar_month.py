"""Months of a calendar, painted: which days are worked, which are exceptions, which differ from the calendar below."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...domain.recurrence import FIRST_DAY, LAST_DAY
from ...services.calendar_edit import DayLook
from ..widgets.banner import announce
from ..widgets.text import plain_tooltip
from ..workspace import Workspace
from .calendar_words import FROM_MONDAY, SHORT_WEEKDAYS, day_words

SMALLEST: Final = (25, 23)
LARGEST: Final = (36, 30)
"""The size of a day, in px at 96 dpi."""

KEYS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}

Source = Callable[[date, date], Sequence[DayLook]]


class MonthView(QWidget):
    """As many months as there is room for; days are selected by mouse and keys, as in a spreadsheet.

    Colour never stands alone: days off are hatched grey, an exception has a corner, a day that differs from the
    calendar below is underlined.

    Signals:
        selection_changed: other days are selected.
        toggled: Space asks to turn the selected days around.
        cleared: Delete asks to make them as usual.
        hours_begun: a character of hours was typed.
        paged: other months are shown.
        menu_asked: where the menu of the selected days is wanted, on the screen.
    """

    selection_changed = Signal()
    toggled = Signal()
    cleared = Signal()
    hours_begun = Signal(str)
    paged = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, today: date) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = workspace.texts
        self._theme = workspace.theme
        self._source: Source | None = None
        self._looks: dict[date, DayLook] = {}
        self.today = today
        self.current = today
        self._anchor = today
        self.first = today.replace(day=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(False)
        self.setAccessibleName(self._t("Days"))
        self._theme.changed.connect(self.update)

    # What is shown

    def show_source(self, source: Source) -> None:
        """Show the days of another calendar, or of the same one after an edit."""
        self._source = source
        self._read()

    def look(self, day: date) -> DayLook | None:
        """Return how a day in sight stands."""
        if day not in self._looks and self._source is not None:
            return self._source(day, day)[0]
        return self._looks.get(day)

    def selected(self) -> list[date]:
        """Return the selected days, in order."""
        low, high = sorted((self._anchor, self.current))
        return [low + timedelta(days=at) for at in range((high - low).days + 1)]

    def go_to(self, day: date, *, extend: bool = False) -> None:
        """Make a day the current one, in sight; `extend` keeps the other end of the selection."""
        self.current = min(max(day, FIRST_DAY), LAST_DAY)
        if not extend:
            self._anchor = self.current
        if not self.first <= self.current <= self._last_shown():
            self.first = self.current.replace(day=1)
            self._read()
            self.paged.emit()
        self.update()
        self.selection_changed.emit()
        found = self.look(self.current)
        if found is not None:
            announce(self, f"{self._t.date_in_sentence(self.current)}: {day_words(found, self._t)}")

    def page(self, months: int) -> None:
        """Show earlier or later months; the current day goes along."""
        self.first = _shifted(self.first, months)
        self._read()
        day = min(self.current.day, monthrange(self.first.year, self.first.month)[1])
        if not self.first <= self.current <= self._last_shown():
            self.go_to(self.first.replace(day=day))
        self.paged.emit()

    def months_shown(self) -> int:
        """Return how many months there is room for."""
        columns, rows = self._grid()
        return columns * rows

    def title(self) -> str:
        """Return what the months in sight are called."""
        last = self._last_shown()
        if self.months_shown() == 1:
            return self._t.month(self.first)
        return f"{self._t.short_month(self.first, year=True)} – {self._t.short_month(last, year=True)}"

    # Geometry

    def sizeHint(self) -> QSize:
        """Return room for six months."""
        width, height = self._smallest()
        return QSize(width * 3, height * 2)

    def minimumSizeHint(self) -> QSize:
        """Return room for one month."""
        return QSize(*self._smallest())

    def _cell(self) -> tuple[int, int]:
        """Return the size of a day: the smallest that is readable, larger where the months leave room."""
        px = self._theme.fonts.px
        columns, rows = self._grid()
        gap_x, gap_y = self._gaps()
        width = (self.width() // columns - gap_x) // 7
        height = (self.height() // rows - gap_y) // 8
        return max(px(SMALLEST[0]), min(px(LARGEST[0]), width)), max(px(SMALLEST[1]), min(px(LARGEST[1]), height))

    def _gaps(self) -> tuple[int, int]:
        px = self._theme.fonts.px
        return px(16), px(10)

    def _month_size(self) -> tuple[int, int]:
        width, height = self._cell()
        gap_x, gap_y = self._gaps()
        return width * 7 + gap_x, height * 8 + gap_y

    def _smallest(self) -> tuple[int, int]:
        px, (gap_x, gap_y) = self._theme.fonts.px, self._gaps()
        return px(SMALLEST[0]) * 7 + gap_x, px(SMALLEST[1]) * 8 + gap_y

    def _grid(self) -> tuple[int, int]:
        width, height = self._smallest()
        return max(1, min(4, self.width() // width)), max(1, min(3, self.height() // height))

    def _last_shown(self) -> date:
        last = _shifted(self.first, self.months_shown() - 1)
        return last.replace(day=monthrange(last.year, last.month)[1])

    def _months(self) -> list[tuple[date, int, int]]:
        """Return each month in sight with its place."""
        columns, rows = self._grid()
        width, height = self._month_size()
        return [
            (_shifted(self.first, at), at % columns * width, at // columns * height) for at in range(columns * rows)
        ]

    def area_of(self, day: date) -> QRect:
        """Return where a day is painted; empty where it is not in sight."""
        width, height = self._cell()
        for month, x, y in self._months():
            if (month.year, month.month) == (day.year, day.month):
                line, column = divmod(day.day - 1 + month.weekday(), 7)
                return QRect(x + column * width, y + (line + 2) * height, width, height)
        return QRect()

    def day_at(self, place: QPoint) -> date | None:
        """Return the day at a place."""
        width, height = self._cell()
        for month, x, y in self._months():
            column, line = (place.x() - x) // width, (place.y() - y) // height - 2
            number = line * 7 + column - month.weekday() + 1
            inside = 0 <= column < 7 and line >= 0 and place.x() >= x and place.y() >= y
            if inside and 1 <= number <= monthrange(month.year, month.month)[1]:
                return month.replace(day=number)
        return None

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, page, toggle, begin to type hours."""
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if key in KEYS:
            self.go_to(self.current + timedelta(days=KEYS[key]), extend=extend)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 12 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            month = _shifted(self.current.replace(day=1), -step if key == Qt.Key.Key_PageUp else step)
            day = min(self.current.day, monthrange(month.year, month.month)[1])
            self.go_to(month.replace(day=day), extend=extend)
        elif key == Qt.Key.Key_Home:
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.go_to(self.today if ctrl else self.current.replace(day=1), extend=extend)
        elif key == Qt.Key.Key_End:
            last = monthrange(self.current.year, self.current.month)[1]
            self.go_to(self.current.replace(day=last), extend=extend)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.text().isdigit() or key == Qt.Key.Key_F2:
            self.hours_begun.emit(event.text() if event.text().isdigit() else "")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a day, or up to it with Shift."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.go_to(day, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select up to the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and day is not None and day != self.current:
            self.go_to(day, extend=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Turn a day around."""
        if self.day_at(event.position().toPoint()) is not None:
            self.toggled.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected days; one that is not selected is selected first."""
        day = self.day_at(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and day is not None and day not in self.selected():
            self.go_to(day)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.area_of(self.current).bottomLeft() if by_key else event.pos()
        self.menu_asked.emit(self.mapToGlobal(place))

    def event(self, event: QEvent) -> bool:
        """Say why the day under the mouse is as it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            found = self.look(day) if day is not None else None
            words = f"{self._t.date_in_sentence(found.day)}\n{day_words(found, self._t)}" if found else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        """Show more months, or fewer."""
        self._read()
        self.paged.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the months in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = sorted((self._anchor, self.current))
        for month, x, y in self._months():
            self._paint_head(painter, month, x, y)
            for number in range(1, monthrange(month.year, month.month)[1] + 1):
                day = month.replace(day=number)
                found = self._looks.get(day)
                if found is not None:
                    self._paint_day(painter, found, self.area_of(day), is_selected=low <= day <= high)

    def _paint_head(self, painter: QPainter, month: date, x: int, y: int) -> None:
        width, height = self._cell()
        color = self._theme.color
        painter.setFont(self._theme.fonts.font(12, 600))
        painter.setPen(color("text"))
        painter.drawText(QRect(x + 4, y, width * 7, height), Qt.AlignmentFlag.AlignVCenter, self._t.month(month))
        painter.setFont(self._theme.fonts.font(11, 500))
        painter.setPen(color("text3"))
        for column, weekday in enumerate(FROM_MONDAY):
            area = QRect(x + column * width, y + height, width, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._t(SHORT_WEEKDAYS[weekday]))

    def _paint_day(self, painter: QPainter, found: DayLook, area: QRect, *, is_selected: bool) -> None:
        color = self._theme.color
        inner = QRectF(area).adjusted(1, 1, -1, -1)
        ground = color("surface") if found.hours else color("line")
        if found.exception is not None:
            ground = color("ragGsoft") if found.hours else color("ragAsoft")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(inner, 3, 3)
        if not found.hours:
            self._hatch(painter, inner, color("prev"))
        if found.exception is not None:
            mark = color("ragGstroke") if found.hours else color("ragAstroke")
            painter.setBrush(mark)
            corner = inner.topRight()
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(-7, 0), corner + QPointF(0, 7)]))
        if is_selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 2 if found.day == self.current and self.hasFocus() else 1.4))
            painter.drawRoundedRect(inner, 3, 3)
        painter.setFont(self._theme.fonts.font(12, 600 if found.day == self.today else 400))
        painter.setPen(color("accentText") if found.day == self.today else color("text" if found.hours else "text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(found.day.day))
        if found.differs:
            painter.setPen(QPen(color("accent"), 1.6))
            line = inner.bottom() - 2.5
            painter.drawLine(QPointF(inner.center().x() - 6, line), QPointF(inner.center().x() + 6, line))

    def _hatch(self, painter: QPainter, area: QRectF, color: QColor) -> None:
        painter.save()
        painter.setClipRect(area)
        painter.setPen(QPen(color, 0.7))
        at = area.left() - area.height()
        while at < area.right():
            painter.drawLine(QPointF(at, area.bottom()), QPointF(at + area.height(), area.top()))
            at += 7
        painter.restore()

    def focusInEvent(self, event: object) -> None:
        """Show the ring of the current day."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Take it away."""
        self.update()

    def _read(self) -> None:
        if self._source is not None:
            last = min(self._last_shown(), LAST_DAY)
            self._looks = {found.day: found for found in self._source(max(self.first, FIRST_DAY), last)}
        self.update()


def _shifted(month: date, by: int) -> date:
    number = min(max(month.year * 12 + month.month - 1 + by, FIRST_DAY.year * 12), LAST_DAY.year * 12 + 11)
    year, rest = divmod(number, 12)
    return date(year, rest + 1, 1)
