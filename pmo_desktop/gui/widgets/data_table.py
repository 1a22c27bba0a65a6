"""The table of the program: plain rows in, one undoable step out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...services.values import Habits, empty, parse
from ..clipboard import put_table, take_table
from ..delegates.cell_editors import CellDelegate, Chosen
from ..models.columns import Column
from ..models.edits import CellEdit, Commit, Reason
from ..models.filters import Filter, filter_from_json
from ..models.table_model import Sort, TableModel
from ..workspace import Workspace
from .empty_state import EmptyState
from .table_view import TableView
from .text import plain_menu_text

NARROWEST = 160
"""Width of the stretching column on a narrow window: names never fall under some 24 letters."""

SELECT = Column("select:", "", "select", 36, get=lambda row: None)


class DataTable(QFrame):
    """A painted table with typed cells.

    Give it columns (`models.columns`), rows (any objects with an `id`), and what writes edits (`edits.table_commit`).

    `selectable` gives each row a box to tick; `whole_rows` makes rows the unit of selection, for tables that are read.

    Attributes:
        model: the item model; `view`: the view.
        empty: what is shown where there is no row; fill it with `empty.say`.

    Signals:
        activated: the id of a row to open.
        selection_changed: other cells are selected.
        view_changed: filter, group, sort or columns changed by the user.
        refused: a PmoError about cells that were not typed into an open editor.
        rows_deleted: ids of the rows that the user wants gone (Delete on whole rows).
    """

    activated = Signal(int)
    selection_changed = Signal()
    view_changed = Signal()
    refused = Signal(object)
    rows_deleted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        columns: Sequence[Column],
        *,
        commit: Commit | None = None,
        selectable: bool = True,
        whole_rows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._workspace = workspace
        self._t = workspace.texts
        self._commit = commit
        self._selectable = selectable
        self._defaults: tuple[Column, ...] = ()
        self._widths: dict[str, int] = {}
        self._is_laying_out = False
        self.menu_actions: Callable[[QMenu], None] | None = None
        self.habits: Callable[[Any], Habits] = self._plain_habits
        self.model = TableModel(self._t, (), self)
        self.model.can_edit = self._can_edit
        self.view = TableView(workspace.theme, workspace.icons, self._t, self.model, whole_rows=whole_rows)
        self.view.setObjectName("tableView")
        self.view.setItemDelegate(CellDelegate(self._t, self.model, self._take, self.view.move_by, self.view))
        self.empty = EmptyState(workspace)
        self._none_match = EmptyState(workspace)
        self._none_match.say(
            "list-filter", self._t("Nothing matches"), "", [(self._t("Clear the filter"), "x", self.clear_filter)]
        )
        self._stack = QStackedWidget(self)
        for widget in (self.view, self.empty, self._none_match):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self.set_columns(columns)
        self._connect()

    # What is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; widths, order and hidden ones that the user chose stay."""
        before = self.state() if self._defaults else None
        self._defaults = tuple(columns)
        self.model.set_columns((SELECT, *columns) if self._selectable else columns)
        self._lay_out()
        if before:
            self.restore(before)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, or the same rows after an edit."""
        self.model.set_rows(rows)
        self._show_state()

    def rows(self) -> Sequence[Any]:
        """Return all rows, shown or not."""
        return self.model.rows

    def set_filters(self, filters: Iterable[Filter], text: str | None = None) -> None:
        """Show only rows that meet all conditions, and whose words hold `text`."""
        self.model.arrange_by(filters=filters, text=text)
        self._show_state()
        self.view_changed.emit()

    def set_text(self, text: str) -> None:
        """Show only rows whose words hold this text."""
        self.model.arrange_by(text=text)
        self._show_state()

    def clear_filter(self) -> None:
        """Show all rows."""
        self.set_filters((), "")

    def set_group(self, key: str) -> None:
        """Group rows by a column, "" for none."""
        self.model.arrange_by(group=key)
        self.view_changed.emit()

    def set_sort(self, *sorts: Sort) -> None:
        """Sort by columns, the first one leads."""
        self.model.arrange_by(sorts=sorts)
        self._show_sort()
        self.view_changed.emit()

    # Selection

    def selected_ids(self) -> list[int]:
        """Return the ids of the rows with a selected cell, in the order shown."""
        return [row.id for row in self.view.selected_rows()]

    def selected_rows(self) -> list[Any]:
        """Return the rows with a selected cell, in the order shown."""
        return self.view.selected_rows()

    def current_id(self) -> int | None:
        """Return the id of the row of the current cell."""
        row = self.view.current_row()
        return None if row is None else int(row.id)

    def select(self, row_id: int, key: str = "", *, edit: bool = False) -> bool:
        """Make a row's cell the current one, and open its editor; False where the row is not shown."""
        line = self.model.line_of(row_id)
        if line < 0:
            return False
        place = self.model.place_of(key) if key else self.view.first_column()
        self.view.setFocus()
        self.view.go_to(line, max(0, place))
        if edit:
            self.view.edit(self.model.index(line, max(0, place)))
        return True

    # Memory

    def state(self) -> dict[str, Any]:
        """Return how the table looks, as JSON values: what a saved view keeps."""
        header = self.view.header
        columns = []
        for visual in range(header.count()):
            logical = header.logicalIndex(visual)
            column = self.model.columns[logical]
            if column.kind != "select":
                hidden = self.view.isColumnHidden(logical)
                width = self._widths.get(column.key, column.width)
                columns.append({"key": column.key, "width": width, "shown": not hidden})
        return {
            "columns": columns,
            "sort": [[sort.key, sort.falling] for sort in self.model.sorts],
            "group": self.model.group,
            "filters": [condition.to_json() for condition in self.model.filters],
            "closed": [value for value in self.model.closed if isinstance(value, (str, int)) or value is None],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said; what it does not know of stays as it is by default."""
        columns = [item for item in state.get("columns", []) if isinstance(item, dict) and "key" in item]
        self._is_laying_out = True
        for place, item in enumerate(columns, 1 if self._selectable else 0):
            logical = self.model.place_of(str(item["key"]))
            if logical < 0:
                continue
            self._widths[str(item["key"])] = int(item.get("width", 120))
            self.view.setColumnHidden(logical, not item.get("shown", True))
            header = self.view.header
            header.moveSection(header.visualIndex(logical), min(place, header.count() - 1))
        self._is_laying_out = False
        filters = [filter_from_json(item) for item in state.get("filters", []) if isinstance(item, dict)]
        sorts = [Sort(str(key), bool(falling)) for key, falling in state.get("sort", [])]
        self.model.closed = set(state.get("closed", []))
        self.model.arrange_by(
            filters=[condition for condition in filters if condition],
            sorts=sorts,
            group=str(state.get("group", "")),
        )
        self._fit()
        self._show_sort()
        self._show_state()

    def default_state(self) -> dict[str, Any]:
        """Return how the table looks before anyone changed it."""
        columns = [{"key": c.key, "width": c.width, "shown": not c.hidden} for c in self._defaults]
        return {"columns": columns, "sort": [], "group": "", "filters": [], "closed": []}

    # Columns

    def shown_columns(self) -> list[Column]:
        """Return the columns in sight, in their order."""
        header = self.view.header
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        shown = [self.model.columns[logical] for logical in order if not self.view.isColumnHidden(logical)]
        return [column for column in shown if column.kind != "select"]

    def ordered_columns(self) -> list[tuple[Column, bool]]:
        """Return all columns in their order, each with whether it is shown."""
        header = self.view.header
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        every = [(self.model.columns[at], not self.view.isColumnHidden(at)) for at in order]
        return [(column, shown) for column, shown in every if column.kind != "select"]

    def show_columns(self, columns: Sequence[tuple[str, bool]]) -> None:
        """Put columns into an order, each shown or hidden."""
        state = self.state()
        widths = {item["key"]: item["width"] for item in state["columns"]}
        state["columns"] = [{"key": key, "width": widths.get(key, 120), "shown": shown} for key, shown in columns]
        self.restore(state)
        self.view_changed.emit()

    # Editing

    def copy(self, *, headers: bool = False) -> None:
        """Copy the selected cells."""
        block = self._selected_block()
        if block is None:
            return
        lines, columns = block
        rows = [[self.model.words(self.model.lines[line], column) for column in columns] for line in lines]
        if headers:
            rows.insert(0, [column.title for column in columns])
        put_table(rows)

    def paste(self) -> None:
        """Put the clipboard's block at the current cell as one step; nothing is written when a cell is refused."""
        block, index = take_table(), self.view.currentIndex()
        if not block or not index.isValid() or self.model.row_at(index.row()) is None:
            return
        lines = [line for line in range(index.row(), len(self.model.lines)) if self.model.row_at(line) is not None]
        columns = self._columns_from(index.column())
        chosen = self._selected_block()
        if len(block) == 1 and len(block[0]) == 1 and chosen is not None and len(chosen[0]) * len(chosen[1]) > 1:
            lines, columns = chosen
            block = [[block[0][0]] * len(columns)] * len(lines)
        edits: list[CellEdit] = []
        for line, texts in zip(lines, block, strict=False):
            row = self.model.lines[line]
            for column, text in zip(columns, texts, strict=False):
                if not self._can_edit(row, column):
                    continue
                try:
                    edits.append(CellEdit(row.id, column, self._parse(row, column, text)))
                except PmoError as error:
                    self.refused.emit(error)
                    return
        self._write(self._moved(edits), "paste")

    def fill_down(self) -> None:
        """Give the value of the top selected row to the rows below it."""
        block = self._selected_block()
        if block is None or len(block[0]) < 2:
            return
        lines, columns = block
        top = self.model.lines[lines[0]]
        edits = [
            CellEdit(self.model.lines[line].id, column, column.value(top))
            for column in columns
            for line in lines[1:]
            if self._can_edit(self.model.lines[line], column)
        ]
        self._write(self._moved(edits), "fill")

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._set_selected(lambda column: None if column.spec is None else empty(column.spec), "clear")

    def set_ratings(self, rating: str) -> None:
        """Put a rating into the selected status cells."""
        self._set_selected(lambda column: rating, "cell", kinds=frozenset({"rag"}))

    def put_today(self) -> None:
        """Put the data date into the selected date cells."""
        self._set_selected(lambda column: self._workspace.today(), "cell", kinds=frozenset({"date"}))

    # Inside

    def _connect(self) -> None:
        view, header = self.view, self.view.header
        view.resized.connect(self._fit)
        view.activated_row.connect(self.activated)
        view.copy_asked.connect(lambda headers: self.copy(headers=headers))
        view.cut_asked.connect(self._cut)
        view.paste_asked.connect(self.paste)
        view.fill_asked.connect(self.fill_down)
        view.clear_asked.connect(self.clear_cells)
        view.today_asked.connect(self.put_today)
        view.rating_typed.connect(self.set_ratings)
        view.delete_asked.connect(lambda: self.rows_deleted.emit(self.selected_ids()))
        view.menu_asked.connect(self._open_menu)
        view.selectionModel().selectionChanged.connect(self._selection_changed)
        header.sectionClicked.connect(self._sort_by)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._column_moved)
        header.menu_asked.connect(self._open_header_menu)

    def _selection_changed(self) -> None:
        self.view.viewport().update()
        self.selection_changed.emit()

    def _plain_habits(self, row: Any) -> Habits:
        currency = str(getattr(row, "currency", "") or "EUR")
        return Habits(currency=currency, today=self._workspace.today())

    def _can_edit(self, row: Any, column: Column) -> bool:
        return column.editable and self._commit is not None and self._workspace.can_edit

    def _parse(self, row: Any, column: Column, text: str) -> object:
        if column.spec is None:
            return text
        if column.kind in ("programme", "project", "choice", "rag"):
            known = next((value for value, word in column.choices if word.casefold() == text.strip().casefold()), self)
            if known is not self:
                return known
        return parse(column.spec, text, self.habits(row))

    def _take(self, line: int, column: Column, entry: object, *, everywhere: bool) -> PmoError | None:
        row = self.model.row_at(line)
        if row is None:
            return None
        try:
            value = entry.value if isinstance(entry, Chosen) else self._parse(row, column, str(entry))
        except PmoError as error:
            return error
        rows = [row]
        if everywhere:
            place = self.model.place_of(column.key)
            spans = self.view.selectionModel().selection()
            held = {at for span in spans if span.left() <= place <= span.right() for at in _lines(span)}
            rows = [r for r in (self.model.row_at(at) for at in sorted(held | {line})) if r is not None]
        return self._commit_edits(self._moved([CellEdit(one.id, column, value) for one in rows]), "cell")

    def _moved(self, edits: Sequence[CellEdit]) -> list[CellEdit]:
        """Return the edits that change something."""
        rows = {row.id: row for row in self.model.rows}
        return [edit for edit in edits if _plain(edit.column.value(rows[edit.row_id])) != _plain(edit.value)]

    def _commit_edits(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        if not edits or self._commit is None:
            return None
        return self._commit(edits, reason)

    def _write(self, edits: Sequence[CellEdit], reason: Reason) -> None:
        refusal = self._commit_edits(edits, reason)
        if refusal is not None:
            self.refused.emit(refusal)

    def _set_selected(
        self, value: Callable[[Column], object], reason: Reason, kinds: frozenset[str] | None = None
    ) -> None:
        edits = []
        for span in self.view.selectionModel().selection():
            for line in _lines(span):
                row = self.model.row_at(line)
                for column in self.model.columns[span.left() : span.right() + 1]:
                    if row is None or (kinds and column.kind not in kinds) or not self._can_edit(row, column):
                        continue
                    edits.append(CellEdit(row.id, column, value(column)))
        self._write(self._moved(edits), reason)

    def _selected_block(self) -> tuple[list[int], list[Column]] | None:
        spans = self.view.selectionModel().selection()
        lines = self.view.selected_lines()
        if not lines:
            return None
        places = {at for span in spans for at in range(span.left(), span.right() + 1)}
        keys = {self.model.columns[at].key for at in places}
        return lines, [column for column in self.shown_columns() if column.key in keys]

    def _columns_from(self, logical: int) -> list[Column]:
        shown = self.shown_columns()
        start = next((at for at, c in enumerate(shown) if c.key == self.model.columns[logical].key), 0)
        return shown[start:]

    def _cut(self) -> None:
        self.copy()
        self.clear_cells()

    # Layout of columns

    def _lay_out(self) -> None:
        self._is_laying_out = True
        for logical, column in enumerate(self.model.columns):
            self.view.setColumnHidden(logical, column.hidden)
        self._is_laying_out = False
        self._fit()

    def _fit(self) -> None:
        """Give columns their widths; the stretching one takes what is left, optional ones go when it is too little."""
        px = self._workspace.theme.fonts.px
        room = self.view.viewport().width()
        self._is_laying_out = True
        used, stretch = 0, -1
        for logical, column in enumerate(self.model.columns):
            if self.view.isColumnHidden(logical):
                continue
            width = px(self._widths.get(column.key, column.width))
            if column.stretch and stretch < 0:
                stretch = logical
            self.view.setColumnWidth(logical, width)
            used += width
        if stretch >= 0:
            least = px(NARROWEST)
            self.view.setColumnWidth(stretch, max(least, self.view.columnWidth(stretch) + room - used))
        self._is_laying_out = False

    def _resized(self, logical: int, old: int, new: int) -> None:
        if not self._is_laying_out:
            column = self.model.columns[logical]
            self._widths[column.key] = max(32, round(new / self._workspace.theme.fonts.scale))
            self.view_changed.emit()

    def _column_moved(self, logical: int, old: int, new: int) -> None:
        if self._is_laying_out:
            return
        if self._selectable and self.view.header.visualIndex(0) != 0:
            self.view.header.moveSection(self.view.header.visualIndex(0), 0)
            return
        self.view_changed.emit()

    def _sort_by(self, logical: int) -> None:
        column = self.model.columns[logical]
        if column.kind == "select":
            if self.view.selected_lines():
                self.view.clearSelection()
            else:
                self.view.selectAll()
            return
        now = next((sort for sort in self.model.sorts if sort.key == column.key), None)
        if now is None:
            self.set_sort(Sort(column.key, False))
        elif not now.falling:
            self.set_sort(replace(now, falling=True))
        else:
            self.set_sort()

    def _show_sort(self) -> None:
        places = {self.model.place_of(sort.key): sort.falling for sort in self.model.sorts}
        self.view.header.sorts = places
        self.view.header.viewport().update()

    def _show_state(self) -> None:
        if not self.model.rows and self.empty.is_filled:
            self._stack.setCurrentWidget(self.empty)
        elif self.model.rows and not self.model.lines:
            self._stack.setCurrentWidget(self._none_match)
        else:
            self._stack.setCurrentWidget(self.view)

    # Menus

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        t = self._t
        index = self.view.currentIndex()
        editable = index.isValid() and bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if self.menu_actions is not None:
            self.menu_actions(menu)
            menu.addSeparator()
        for text, keys, run, can in (
            (t("Edit the cell"), "F2", lambda: self.view.edit(index), editable),
            (t("Copy"), "Ctrl+C", self.copy, True),
            (t("Copy with headers"), "Ctrl+Shift+C", lambda: self.copy(headers=True), True),
            (t("Paste"), "Ctrl+V", self.paste, self._commit is not None),
            (t("Fill down"), "Ctrl+D", self.fill_down, self._commit is not None),
            (t("Clear"), "Del", self.clear_cells, self._commit is not None),
        ):
            action = QAction(f"{text}\t{keys}", menu)
            action.setEnabled(can)
            action.triggered.connect(lambda _=False, run=run: run())
            menu.addAction(action)
        column = self.model.columns[index.column()] if index.isValid() else None
        row = self.view.current_row()
        if column is not None and row is not None and column.kind != "select":
            value = column.value(row)
            word = self.model.words(row, column)
            if word and not isinstance(value, (tuple, list, dict)):
                menu.addSeparator()
                only = Filter(column.key, "is", (value,))
                action = QAction(t("Show only “{value}”", value=plain_menu_text(word, 40)), menu)
                action.triggered.connect(lambda: self.set_filters((*self.model.filters, only)))
                menu.addAction(action)
        menu.popup(place)

    def _open_header_menu(self, logical: int, place: QPoint) -> None:
        if logical < 0:
            return
        column, t = self.model.columns[logical], self._t
        if column.kind == "select":
            return
        menu = QMenu(self)
        is_grouped = self.model.group == column.key
        for text, run in (
            (t("Sort rising"), lambda: self.set_sort(Sort(column.key, False))),
            (t("Sort falling"), lambda: self.set_sort(Sort(column.key, True))),
            (t("Do not group") if is_grouped else t("Group by this column"),
             lambda: self.set_group("" if is_grouped else column.key)),
            (t("Hide this column"), lambda: self._hide(logical)),
            (t("Fit to the content"), lambda: self.fit_column(logical)),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, run=run: run())
            menu.addAction(action)
        menu.popup(place)

    def _hide(self, logical: int) -> None:
        self.view.setColumnHidden(logical, True)
        self._fit()
        self.view_changed.emit()

    def fit_column(self, logical: int) -> None:
        """Make a column as wide as its widest text."""
        column = self.model.columns[logical]
        texts = [column.title, *(self.model.words(row, column) for row in self.model.rows[:2000])]
        widest = max(self.view.painter_of_cells.text_width(column, text) for text in texts)
        self.view.setColumnWidth(logical, max(48, min(widest, 600)))


def _lines(span: Any) -> range:
    return range(span.top(), span.bottom() + 1)


def _plain(value: object) -> object:
    """Return a value as it is compared: nothing is nothing, whatever its type; the order of tags counts."""
    if value in ("", None) or value == [] or value == ():
        return None
    return tuple(value) if isinstance(value, list) else value


