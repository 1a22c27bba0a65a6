"""The painted table with Excel's hands."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ...texts import Texts
from ..delegates.row_painter import Place, RowPainter, Span
from ..icons import Icons
from ..models.table_model import Group, TableModel
from ..theme import Theme
from .table_header import TableHeader

ROW_HEIGHT: Final = 32

MODIFIER = Qt.KeyboardModifier
CTRL, SHIFT, ALT = MODIFIER.ControlModifier, MODIFIER.ShiftModifier, MODIFIER.AltModifier

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

RATING_KEYS: Final = dict(zip("GARC123绿黄红", "GARCGARGAR", strict=True))
"""What is typed in a status cell to its rating."""


class TableView(QTableView):
    """Paints rows itself from cached things, and answers keys as Excel does.

    Attributes:
        table_model: the item model.
        row_painter: paints the lines.
        opened_by_typing: True while the open editor was opened by typing.

    Signals:
        activated_row: a row's id: Enter or a double click where nothing can be typed.
        rating_typed: a rating for the selected status cells.
        clear_asked, copy_asked (with headers), cut_asked, paste_asked, fill_asked, today_asked: keys of that meaning.
        delete_asked: Delete with whole rows selected.
        menu_asked: right click, global position.
        resized: there is more or less room for columns.
    """

    activated_row = Signal(int)
    rating_typed = Signal(str)
    clear_asked = Signal()
    copy_asked = Signal(bool)
    cut_asked = Signal()
    paste_asked = Signal()
    fill_asked = Signal()
    today_asked = Signal()
    delete_asked = Signal()
    menu_asked = Signal(QPoint)
    resized = Signal()

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: TableModel, *, whole_rows: bool = False) -> None:
        super().__init__()
        self._whole_rows = whole_rows
        self._theme = theme
        self._icons = icons
        self._model = self.table_model = model
        self.row_painter = RowPainter(theme, icons, t, model)
        self.opened_by_typing = False
        self._hovered = -1
        self._noted: tuple[list[tuple[int, int]], tuple[object, int]] = ([], (None, 0))
        self.header = TableHeader(theme, icons, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.fonts.px(ROW_HEIGHT))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(theme.fonts.px(ROW_HEIGHT))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectRows if whole_rows else behaviour.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        model.modelAboutToBeReset.connect(self._note)
        model.modelReset.connect(self._find_again)

    # Selection

    def spans(self) -> list[Span]:
        """Return the selected blocks."""
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.left(), part.bottom(), part.right()) for part in parts]

    def selected_lines(self) -> list[int]:
        """Return the lines with a selected cell, in order, without group lines."""
        lines: set[int] = set()
        for top, _, bottom, _ in self.spans():
            lines.update(range(top, bottom + 1))
        return sorted(line for line in lines if self._model.row_at(line) is not None)

    def selected_rows(self) -> list[Any]:
        """Return the rows with a selected cell, in the order shown."""
        return [self._model.lines[line] for line in self.selected_lines()]

    def current_row(self) -> Any | None:
        """Return the row of the current cell."""
        return self._model.row_at(self.currentIndex().row())

    def whole_rows_selected(self) -> bool:
        """Tell whether only whole rows are selected, as with the check boxes."""
        spans, last = self.spans(), self._model.columnCount() - 1
        return bool(spans) and all(left == 0 and right == last for _, left, _, right in spans)

    def select_line(self, line: int, *, toggle: bool = False, extend: bool = False) -> None:
        """Select a whole row."""
        flags = QItemSelectionModel.SelectionFlag.Rows
        if extend and self.currentIndex().isValid():
            first, last = sorted((self.currentIndex().row(), line))
            flags |= QItemSelectionModel.SelectionFlag.ClearAndSelect
            span = QItemSelection(self._model.index(first, 0), self._model.index(last, 0))
            self.selectionModel().select(span, flags)
            return
        index = self._model.index(line, max(0, self.first_column()))
        # A cell that happens to be selected is no ticked row: the first tick begins anew.
        toggle = toggle and self.whole_rows_selected()
        kind = QItemSelectionModel.SelectionFlag
        flags |= kind.Toggle if toggle else kind.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(index, flags)

    def go_to(self, line: int, column: int) -> None:
        """Make a cell the current one, selected and in sight."""
        index = self._model.index(line, column)
        if index.isValid():
            # Not setCurrentIndex: with Ctrl held down it would add the cell to the selection.
            kind = QItemSelectionModel.SelectionFlag
            whole = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
            flags = kind.ClearAndSelect | kind.Rows if whole else kind.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def first_column(self) -> int:
        """Return the first shown column that is not the check boxes."""
        for visual in range(self.header.count()):
            logical = self.header.logicalIndex(visual)
            if not self.isColumnHidden(logical) and self._model.columns[logical].kind != "select":
                return logical
        return 0

    def move_by(self, down: int, right: int) -> None:
        """Move the current cell, past group lines and over hidden columns."""
        index = self.currentIndex()
        line, visual = index.row(), self.header.visualIndex(index.column())
        step = 1 if down > 0 else -1
        for _ in range(abs(down)):
            target = line + step
            while 0 <= target < len(self._model.lines) and self._model.row_at(target) is None:
                target += step
            if not 0 <= target < len(self._model.lines):
                break
            line = target
        step = 1 if right > 0 else -1
        for _ in range(abs(right)):
            target = visual + step
            while 0 <= target < self.header.count() and (
                self.isColumnHidden(self.header.logicalIndex(target))
                or self._model.columns[self.header.logicalIndex(target)].kind == "select"
            ):
                target += step
            if not 0 <= target < self.header.count():
                break
            visual = target
        self.go_to(line, self.header.logicalIndex(visual))

    def select_to_edge(self, key: int) -> None:
        """Extend the selection from the current cell to an edge of the table."""
        keys, index = Qt.Key, self.currentIndex()
        top, left = 0 if key == keys.Key_Up else index.row(), 0 if key == keys.Key_Left else index.column()
        bottom = len(self._model.lines) - 1 if key == keys.Key_Down else index.row()
        right = self._model.columnCount() - 1 if key == keys.Key_Right else index.column()
        span = QItemSelection(self._model.index(top, left), self._model.index(bottom, right))
        self.selectionModel().select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Keys

    def edit(self, *arguments: Any) -> Any:
        """Open an editor, and remember whether typing opened it: then it begins as a line, not as a list."""
        self.opened_by_typing = len(arguments) > 1 and arguments[1] == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(*arguments)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer a key as Excel does."""
        if not self._answer(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and leaves the table at the end of a row."""
        index = self.currentIndex()
        if not self._whole_rows and self._model.row_at(index.row()) is not None:
            self.move_by(0, 1 if forward else -1)
        return self.currentIndex() != index or super().focusNextPrevChild(forward)

    def _answer(self, event: QKeyEvent) -> bool:
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        group = self._model.lines[index.row()] if index.isValid() and index.row() < len(self._model.lines) else None
        if isinstance(group, Group) and mods == Qt.KeyboardModifier.NoModifier:
            fold = Qt.Key.Key_Left if group.is_open else Qt.Key.Key_Right
            if key in ENTER or key in (Qt.Key.Key_Space, fold):
                self._model.toggle(index.row())
                return True
        if mods == CTRL:
            return self._answer_ctrl(event.text(), key)
        if mods == CTRL | SHIFT and key == Qt.Key.Key_C:
            self.copy_asked.emit(True)
            return True
        if mods == CTRL | SHIFT and key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.select_to_edge(key)
            return True
        if mods == ALT and key == Qt.Key.Key_Down:
            return index.isValid() and self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, event)
        if mods not in (Qt.KeyboardModifier.NoModifier, SHIFT):
            return False
        if key in ENTER:
            self._enter(index, back=mods == SHIFT)
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            (self.delete_asked if self.whole_rows_selected() else self.clear_asked).emit()
            return True
        if key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            return True
        rating = RATING_KEYS.get(event.text().upper(), "")
        if rating and index.isValid() and self._model.columns[index.column()].kind == "rag" and self._can_type(index):
            self.rating_typed.emit(rating)
            return True
        return False

    def _answer_ctrl(self, text: str, key: int) -> bool:
        match key:
            case Qt.Key.Key_C:
                self.copy_asked.emit(False)
            case Qt.Key.Key_X:
                self.cut_asked.emit()
            case Qt.Key.Key_V:
                self.paste_asked.emit()
            case Qt.Key.Key_D:
                self.fill_asked.emit()
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self.go_to(0 if key == Qt.Key.Key_Home else len(self._model.lines) - 1, self.first_column())
            case Qt.Key.Key_Semicolon:
                self.today_asked.emit()
            case _:
                return False
        return True

    def _can_type(self, index: QModelIndex) -> bool:
        return bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _enter(self, index: QModelIndex, *, back: bool) -> None:
        row = self.current_row()
        if row is not None and not self._can_type(index):
            self.activated_row.emit(row.id)
        else:
            self.move_by(-1 if back else 1, 0)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a group, tick a row, or select as usual."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if isinstance(self._model.lines[index.row()], Group):
                self._model.toggle(index.row())
                return
            if self._model.columns[index.column()].kind == "select":
                self.select_line(index.row(), toggle=True, extend=bool(event.modifiers() & SHIFT))
                return
        if event.button() == Qt.MouseButton.RightButton and index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: Any) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, or open the row where nothing can be typed."""
        index = self.indexAt(event.position().toPoint())
        row = self._model.row_at(index.row()) if index.isValid() else None
        if row is not None and self._model.columns[index.column()].kind != "select" and not self._can_type(index):
            self.activated_row.emit(row.id)
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selection."""
        self.menu_asked.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is more or less room."""
        super().resizeEvent(event)
        self.resized.emit()

    def _hover(self, line: int) -> None:
        if line != self._hovered:
            for one in (line, self._hovered):
                if one >= 0:
                    top, width = self.rowViewportPosition(one), self.viewport().width()
                    self.viewport().update(0, top, width, self.rowHeight(one))
            self._hovered = line

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and columns that the region touches."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        model = self._model
        if not model.lines or not model.columns:
            return
        first = max(0, self.rowAt(event.rect().top()))
        last = self.rowAt(event.rect().bottom())
        last = len(model.lines) - 1 if last < 0 else last
        columns = self._columns_in(event.rect())
        spans = self.spans()
        current = self.currentIndex()
        active = self.isActiveWindow() or self.hasFocus()
        for line in range(first, last + 1):
            area = QRect(0, self.rowViewportPosition(line), self.viewport().width(), self.rowHeight(line))
            if area.bottom() < event.rect().top():
                continue
            hovered = line == self._hovered
            self.row_painter.paint(painter, line, area, columns, spans, hovered=hovered, active=active)
        is_group = current.isValid() and model.row_at(current.row()) is None
        if self.hasFocus() and current.isValid() and (is_group or not self._whole_rows):
            area = self.visualRect(current)
            if is_group:
                area = QRect(0, area.top(), self.viewport().width(), area.height())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 3, 3)

    def _columns_in(self, area: QRect) -> list[Place]:
        found = []
        for logical in map(self.header.logicalIndex, range(self.header.count())):
            x, width = self.columnViewportPosition(logical), self.columnWidth(logical)
            if not self.isColumnHidden(logical) and x + width >= area.left() and x <= area.right():
                found.append((logical, self._model.columns[logical], x, width))
        return found

    # Resets

    def _note(self) -> None:
        """Remember which rows are selected before the lines change."""
        model, last = self._model, self._model.columnCount() - 1
        noted = []
        for top, left, bottom, right in self.spans():
            for line in range(top, min(bottom + 1, len(model.lines))):
                row = model.row_at(line)
                if row is not None:
                    whole = left == 0 and right == last
                    noted += [(row.id, -1)] if whole else [(row.id, at) for at in range(left, right + 1)]
        current = self.currentIndex()
        at = current.row() if current.isValid() else -1
        here = model.identity(model.lines[at]) if 0 <= at < len(model.lines) else None
        self._noted = (noted[:20_000], (here, current.column()))

    def _find_again(self) -> None:
        """Select the same rows again after the lines changed."""
        model, last = self._model, self._model.columnCount() - 1
        noted, current = self._noted
        selection = QItemSelection()
        for row_id, column in noted:
            line = model.line_of(row_id)
            if line >= 0 and column <= last:
                first, end = (0, last) if column < 0 else (column, column)
                selection.select(model.index(line, first), model.index(line, end))
        here = model.line_with(current[0])
        if here >= 0 and current[1] <= last:
            index = model.index(here, current[1])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
