"""The outline at the left of the Gantt: a table whose rows open and close, with the keys of MS Project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from ...texts import Texts
from ..delegates.cell_painter import PADDING, CellPainter
from ..delegates.row_painter import Place, RowPainter, Span
from ..icons import Icons
from ..models.columns import Column
from ..models.table_model import Index, TableModel
from ..theme import Theme
from ..widgets.table_view import ALT, CTRL, SHIFT, TableView
from .outline_model import OutlineModel
from .rows import BLANK, BlankRow, PlanRow

INDENT: Final = 16
CHEVRON: Final = 20
ROW_HEIGHT: Final = 29
HEADER_HEIGHT: Final = 40
DRAG_DISTANCE: Final = 6


class OutlineCells(CellPainter):
    """Paints the cells of a plan: names indented, summaries in bold with a chevron."""

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: OutlineModel) -> None:
        super().__init__(theme, icons, t)
        self._model = model
        self._bold = theme.fonts.font(13, 600)

    def paint(self, painter: QPainter, area: QRect, column: Column, row: PlanRow | BlankRow) -> None:
        """Paint the content of a cell."""
        if column.key != "name":
            super().paint(painter, area, column, row)
            return
        scale = self._theme.fonts.px
        left = 0 if self._model.group else scale(INDENT) * row.depth
        inner = area.adjusted(left + scale(CHEVRON) - PADDING + 4, 0, 0, 0)
        if isinstance(row, BlankRow):
            hint = self._t("Type here to add a task")
            self._write(painter, inner, hint, self.font, "text3", Qt.AlignmentFlag.AlignLeft)
            return
        if row.is_summary:
            name = "chevron-right" if row.id in self._model.shut and self._model.can_shut else "chevron-down"
            size = scale(14)
            pixmap = self._icons.pixmap(name, "text2", size, painter.device().devicePixelRatioF())
            x = area.x() + left + 6
            if x < area.right() - size - 2:
                painter.drawPixmap(QPointF(x, area.center().y() - size / 2 + 0.5), pixmap)
        font = self._bold if row.is_summary else self.font
        token = "text" if self._model.is_found(row) else "text3"
        token = token if row.task.active else "disabled"
        self._write(painter, inner, row.task.name, font, token, Qt.AlignmentFlag.AlignLeft)
        if self._model.group:
            self._paint_place(painter, inner, row)

    def _paint_place(self, painter: QPainter, area: QRect, row: PlanRow) -> None:
        """Say to which summary a task belongs, right after its name: in a group nobody sees it otherwise."""
        parent = row.view.parents[row.row]
        if parent < 0:
            return
        used = self._of(self.font).horizontalAdvance(row.task.name) + 8
        rest = area.adjusted(used, 0, 0, 0)
        if rest.width() > 3 * PADDING:
            name = row.view.task(parent).name
            self._write(painter, rest, name, self._small, "text3", Qt.AlignmentFlag.AlignLeft)


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
        """Paint one line: a band where the row is selected, a quiet one where some of its cells are."""
        touching = [span for span in spans if span[0] <= line <= span[2]]
        if touching:
            block = any(right > left and not _whole(left, right, self._model) for _, left, _, right in touching)
            token = "hover" if block else ("selected" if active else "selectedInactive")
            painter.fillRect(area, self._theme.color(token))
        super().paint(painter, line, area, columns, spans, hovered=hovered and not touching, active=active)


def _whole(left: int, right: int, model: TableModel) -> bool:
    return left == 0 and right == len(model.columns) - 1


class OutlineView(TableView):
    """The outline's view.

    Signals:
        command_asked: the name of a plan command (`indent`, `outdent`, `up`, `down`, `link`, `unlink`, `insert`,
            `delete`, `scroll`, `first`, `last`).
        rows_dragged: (ids, id before which they were dropped or None, level or 0 for the level of that row).
    """

    command_asked = Signal(str)
    rows_dragged = Signal(list, object, int)
    _tab_from: int | None = None
    _walking = False

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
        self.header.sectionPressed.connect(self.select_column)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("Outline of the plan"))

    def scroll_to_value(self, value: int) -> None:
        """Scroll to a place that the chart scrolled to; rows that were just added count already."""
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            self.executeDelayedItemsLayout()
            self.updateGeometries()
        bar.setValue(value)

    # Selection

    def selected_rows(self) -> list[PlanRow]:
        """Return the tasks with a selected cell, in the order shown; not the line to type into."""
        return [row for row in super().selected_rows() if row.id != BLANK]

    def current_row(self) -> PlanRow | None:
        """Return the task of the current cell; None on the line to type into."""
        row = super().current_row()
        return None if row is None or row.id == BLANK else row

    def is_on_blank(self) -> bool:
        """Return whether the current cell is in the line to type into."""
        row = super().current_row()
        return row is not None and row.id == BLANK

    def select_column(self, logical: int) -> None:
        """Select the cells of a column, as a click on its title does."""
        lines = len(self._outline.lines)
        if lines and not self.isColumnHidden(logical):
            span = QItemSelection(self._outline.index(0, logical), self._outline.index(lines - 1, logical))
            flags = QItemSelectionModel.SelectionFlag
            place = self._outline.index(max(self.currentIndex().row(), 0), logical)
            self.selectionModel().setCurrentIndex(place, flags.NoUpdate)
            self.selectionModel().select(span, flags.ClearAndSelect)
            self.setFocus()

    def move_by(self, down: int, right: int) -> None:
        """Move the current cell; Enter after Tab goes to where the first Tab began, as in Excel."""
        self._walking = True
        if right and self._tab_from is None:
            self._tab_from = self.currentIndex().column()
        begun, self._tab_from = self._tab_from, None if down else self._tab_from
        super().move_by(down, right)
        if down and begun is not None and not self.isColumnHidden(begun):
            self.go_to(self.currentIndex().row(), begun)
        self._walking = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Forget where Tab began when another way leads to another cell."""
        super().currentChanged(current, previous)
        if not self._walking:
            self._tab_from = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next cell that can be typed into."""
        before = self.currentIndex()
        found = super().focusNextPrevChild(forward)
        while self.hasFocus() and self.currentIndex() != before and not self._can_type(self.currentIndex()):
            before = self.currentIndex()
            self.move_by(0, 1 if forward else -1)
        return found

    # Keys

    def _answer(self, event: QKeyEvent) -> bool:
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = KEYS.get((mods.value, key))
        if name in ("open", "close"):
            self._open(name == "open")
        elif name is not None:
            self.command_asked.emit(name)
        elif key == Qt.Key.Key_Delete and mods == Qt.KeyboardModifier.NoModifier and self.whole_rows_selected():
            self.command_asked.emit("delete")
        elif key == Qt.Key.Key_Space and mods == Qt.KeyboardModifier.NoModifier and self._is_switch():
            self.command_asked.emit("switch")
        else:
            return super()._answer(event)
        return True

    def _enter(self, index: QModelIndex, *, back: bool) -> None:
        # In a plan Enter always goes on down: what can't be typed into opens by a double click or Shift+F2.
        self.move_by(-1 if back else 1, 0)

    def _is_switch(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self._outline.columns[index.column()].kind == "bool" and self._can_type(index)

    def _open(self, opened: bool) -> None:
        line = self.currentIndex().row()
        row = self._outline.row_at(line)
        if row is not None and row.is_summary and (row.id in self._outline.shut) == opened:
            self._outline.toggle(line)

    # Mouse

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
                is_task = index.row() < len(self._outline.rows) and self._outline.is_whole
                self._grip = event.position().toPoint() if self.can_drag and is_task else None
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
        last = len(self._outline.lines) - self._outline.has_blank
        if line < 0 or line >= last:
            line = last if at.y() > 0 else 0
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
            before = None if target is None or target.id == BLANK else target.id
            self.rows_dragged.emit(ids, before, level or 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where dragged ones would go."""
        super().paintEvent(event)
        self._paint_blocks()
        if self._drop is None:
            return
        line, level = self._drop
        if line < len(self._outline.lines):
            y = self.rowViewportPosition(line)
        else:
            y = self.rowViewportPosition(line - 1) + self.rowHeight(line - 1)
        if level is None:
            row = self._outline.row_at(line) or self._outline.row_at(line - 1)
            level = row.depth + 1 if row is not None else 1
        left = self._name_left() + self._theme.fonts.px(INDENT) * (max(level, 1) - 1)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawLine(left, y, self.viewport().width(), y)
        painter.setBrush(self._theme.color("focus"))
        painter.drawEllipse(QPoint(left, y), 3, 3)

    def _paint_blocks(self) -> None:
        """Draw a line around blocks of cells, as Excel does."""
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.color("focus"), 1))
        for top, left, bottom, right in self.spans():
            if (top, left) != (bottom, right) and not _whole(left, right, self._outline):
                first = self.visualRect(self._outline.index(top, left))
                last = self.visualRect(self._outline.index(bottom, right))
                painter.drawRect(first.united(last).adjusted(0, 0, -1, -1))

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
        (alt_shift.value, keys.Key_Asterisk): "expand",
        (none.value, keys.Key_Insert): "insert",
        (CTRL.value, keys.Key_R): "fill_right",
        (CTRL.value, keys.Key_H): "replace",
        ((CTRL | SHIFT).value, keys.Key_V): "paste_preview",
        (none.value, keys.Key_F3): "find_next",
        (SHIFT.value, keys.Key_F3): "find_previous",
        (CTRL.value, keys.Key_Minus): "delete",
        (ALT.value, keys.Key_Home): "first",
        (ALT.value, keys.Key_End): "last",
    }


KEYS: Final = _keys()
"""Modifiers and key to the plan command they mean."""
