"""The outline at the left of the Gantt: a table whose rows open and close, with the keys of MS Project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from ...charts.gantt import visible
from ...texts import Texts
from ..delegates.cell_painter import PADDING, CellPainter
from ..delegates.row_painter import Place, RowPainter, Span
from ..icons import Icons
from ..models.columns import Column
from ..models.table_model import TableModel
from ..theme import Theme
from ..widgets.table_view import ALT, CTRL, SHIFT, TableView
from .rows import PlanRow

INDENT: Final = 16
CHEVRON: Final = 20
ROW_HEIGHT: Final = 29
HEADER_HEIGHT: Final = 40
DRAG_DISTANCE: Final = 6


class OutlineModel(TableModel):
    """Rows of a plan; those below a closed summary have no line.

    Attributes:
        shut: ids of the closed summaries.
    """

    def __init__(self, t: Texts, columns: Sequence[Column]) -> None:
        super().__init__(t, columns)
        self.shut: set[int] = set()

    def _lines(self) -> list[Any]:
        rows = self.rows
        if self.text:
            return self._found()
        shut = {at for at, row in enumerate(rows) if row.id in self.shut} if self.shut else set()
        if not shut:
            return list(rows)
        return [rows[at] for at in visible([row.task.outline_level for row in rows], shut)]

    def _found(self) -> list[Any]:
        """Return the rows whose words match, with the summaries that they belong to."""
        words = self.text.casefold().split()
        parents = self.rows[0].view.parents if self.rows else []
        kept: set[int] = set()
        for at, row in enumerate(self.rows):
            if self._matches(row, words):
                while at >= 0 and at not in kept:
                    kept.add(at)
                    at = parents[at]
        return [self.rows[at] for at in sorted(kept)]

    def values_changed(self) -> None:
        """Show the same rows with the values that they have now."""
        self._search.clear()
        if self.text or self.shut:
            self.rearrange()
        elif self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))

    def toggle(self, line: int) -> None:
        """Open or close the summary in a line."""
        row = self.row_at(line)
        if row is not None and row.is_summary:
            self.shut ^= {row.id}
            self.rearrange()

    def reveal(self, task_id: int) -> None:
        """Open the summaries above a task, so that it has a line unless a filter leaves it out."""
        at = next((at for at, row in enumerate(self.rows) if row.id == task_id), -1)
        parents = self.rows[0].view.parents if self.rows else []
        above = set()
        while at >= 0 and (at := parents[at]) >= 0:
            above.add(self.rows[at].id)
        if above & self.shut:
            self.shut -= above
            self.rearrange()

    def open_all(self, opened: bool) -> None:
        """Open or close every summary."""
        self.shut = set() if opened else {row.id for row in self.rows if row.is_summary}
        self.rearrange()


class OutlineCells(CellPainter):
    """Paints the cells of a plan: names indented, summaries in bold with a chevron."""

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: OutlineModel) -> None:
        super().__init__(theme, icons, t)
        self._model = model
        self._bold = theme.fonts.font(13, 600)

    def paint(self, painter: QPainter, area: QRect, column: Column, row: PlanRow) -> None:
        """Paint the content of a cell."""
        if column.key != "name":
            super().paint(painter, area, column, row)
            return
        scale = self._theme.fonts.px
        left = scale(INDENT) * row.depth
        if row.is_summary:
            name = "chevron-right" if row.id in self._model.shut else "chevron-down"
            pixmap = self._icons.pixmap(name, "text2", 14, painter.device().devicePixelRatioF())
            x = area.x() + left + 6
            if x < area.right() - 16:
                painter.drawPixmap(QPointF(x, area.center().y() - 6.5), pixmap)
        inner = area.adjusted(left + scale(CHEVRON) - PADDING + 4, 0, 0, 0)
        font = self._bold if row.is_summary else self.font
        token = "text" if row.task.active else "disabled"
        self._write(painter, inner, row.task.name, font, token, Qt.AlignmentFlag.AlignLeft)


class OutlineRows(RowPainter):
    """Paints rows of a plan: one band across outline and chart for what is selected."""

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: OutlineModel) -> None:
        super().__init__(theme, icons, t, model)
        self.cells = OutlineCells(theme, icons, t, model)

    def paint(
        self,
        painter: QPainter,
        line: int,
        area: QRect,
        columns: Sequence[Place],
        spans: Sequence[Span],
        *,
        hovered: bool,
        active: bool,
    ) -> None:
        """Paint one line."""
        chosen = any(top <= line <= bottom for top, _, bottom, _ in spans)
        if chosen:
            painter.fillRect(area, self._theme.color("selected" if active else "selectedInactive"))
        super().paint(painter, line, area, columns, spans, hovered=hovered and not chosen, active=active)


class OutlineView(TableView):
    """The outline's view.

    Signals:
        command_asked: the name of a plan command (`indent`, `outdent`, `up`, `down`, `link`, `unlink`, `insert`,
            `delete`, `scroll`, `first`, `last`).
        rows_dragged: (ids, id before which they were dropped or None, level or 0 for the level of that row).
    """

    command_asked = Signal(str)
    rows_dragged = Signal(list, object, int)

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: OutlineModel) -> None:
        super().__init__(theme, icons, t, model)
        self._outline = model
        self._grip: QPoint | None = None
        self._drop: tuple[int, int | None] | None = None
        self.can_drag = True
        self.row_painter = OutlineRows(theme, icons, t, model)
        self.verticalHeader().setDefaultSectionSize(theme.fonts.px(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(theme.fonts.px(ROW_HEIGHT))
        self.header.setFixedHeight(theme.fonts.px(HEADER_HEIGHT))
        self.header.setSectionsClickable(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("Outline of the plan"))

    def scroll_to_value(self, value: int) -> None:
        """Scroll to a place that the chart scrolled to; rows that were just added count already."""
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            self.executeDelayedItemsLayout()
            self.updateGeometries()
        bar.setValue(value)

    def _answer(self, event: QKeyEvent) -> bool:
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = KEYS.get((mods.value, key))
        if name is not None:
            if name in ("open", "close"):
                self._open(name == "open")
            else:
                self.command_asked.emit(name)
            return True
        if key == Qt.Key.Key_Delete and mods == Qt.KeyboardModifier.NoModifier and self.whole_rows_selected():
            self.command_asked.emit("delete")
            return True
        return super()._answer(event)

    def _open(self, opened: bool) -> None:
        line = self.currentIndex().row()
        row = self._outline.row_at(line)
        if row is not None and row.is_summary and (row.id in self._outline.shut) == opened:
            self._outline.toggle(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a summary at its chevron; select a whole row at its number."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            column = self._outline.columns[index.column()]
            if column.key == "name" and self._is_chevron(index, event.position().toPoint()):
                self._outline.toggle(index.row())
                return
            if column.key == "row":
                self.select_line(
                    index.row(), toggle=bool(event.modifiers() & CTRL), extend=bool(event.modifiers() & SHIFT)
                )
                self.setFocus()
                self._grip = event.position().toPoint() if self.can_drag else None
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where rows that are dragged by their number would go: the line, and by its left end the level."""
        if self._grip is None:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        if self._drop is None and (at - self._grip).manhattanLength() < DRAG_DISTANCE:
            return
        line = self.rowAt(at.y())
        if line < 0:
            line = len(self._outline.lines) if at.y() > 0 else 0
        elif at.y() > self.rowViewportPosition(line) + self.rowHeight(line) // 2:
            line += 1
        self._drop = (line, self._level_at(at.x()))
        self.viewport().setCursor(Qt.CursorShape.DragMoveCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put dragged rows where the line is."""
        drop, self._grip, self._drop = self._drop, None, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drop is None:
            super().mouseReleaseEvent(event)
            return
        line, level = drop
        target = self._outline.row_at(line)
        ids = [row.id for row in self.selected_rows()]
        if ids:
            self.rows_dragged.emit(ids, None if target is None else target.id, level or 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where dragged ones would go."""
        super().paintEvent(event)
        if self._drop is None:
            return
        line, level = self._drop
        if line < len(self._outline.lines):
            y = self.rowViewportPosition(line)
        else:
            y = self.rowViewportPosition(line - 1) + self.rowHeight(line - 1)
        if level is None:
            row = self._outline.row_at(line) or self._outline.row_at(line - 1)
            level = row.task.outline_level if row is not None else 1
        left = self._name_left() + self._theme.fonts.px(INDENT) * (max(level, 1) - 1)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawLine(left, y, self.viewport().width(), y)
        painter.setBrush(self._theme.color("focus"))
        painter.drawEllipse(QPoint(left, y), 3, 3)

    def _name_left(self) -> int:
        return self.columnViewportPosition(self._outline.place_of("name"))

    def _level_at(self, x: int) -> int | None:
        """Return the level that a place over the names means, None left of them."""
        left = self._name_left()
        return None if x < left else 1 + (x - left) // self._theme.fonts.px(INDENT)

    def _is_chevron(self, index: QModelIndex, at: QPoint) -> bool:
        row = self._outline.row_at(index.row())
        if row is None or not row.is_summary:
            return False
        px = self._theme.fonts.px
        left = self.visualRect(index).x() + px(INDENT) * row.depth
        return bool(left <= at.x() < left + px(CHEVRON) + 4)


def _keys() -> dict[tuple[int, int], str]:
    none, alt_shift = Qt.KeyboardModifier.NoModifier, ALT | SHIFT
    keys = Qt.Key
    return {
        (alt_shift.value, keys.Key_Right): "indent",
        (alt_shift.value, keys.Key_Left): "outdent",
        (alt_shift.value, keys.Key_Up): "up",
        (alt_shift.value, keys.Key_Down): "down",
        (alt_shift.value, keys.Key_Plus): "open",
        (alt_shift.value, keys.Key_Minus): "close",
        (alt_shift.value, keys.Key_Underscore): "close",
        (SHIFT.value, keys.Key_F1): "why",
        (SHIFT.value, keys.Key_F2): "details",
        (CTRL.value, keys.Key_F2): "link",
        ((CTRL | SHIFT).value, keys.Key_F2): "unlink",
        ((CTRL | SHIFT).value, keys.Key_F5): "scroll",
        (none.value, keys.Key_Insert): "insert",
        (CTRL.value, keys.Key_Minus): "delete",
        (ALT.value, keys.Key_Home): "first",
        (ALT.value, keys.Key_End): "last",
    }


KEYS: Final = _keys()
"""Modifiers and key to the plan command they mean."""
