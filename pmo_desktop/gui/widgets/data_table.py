"""The table of the program: plain rows in, one undoable step out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...services.values import Habits
from ..delegates.cell_editors import CellDelegate
from ..models.columns import Column
from ..models.edits import Commit
from ..models.filters import Filter, filter_from_json
from ..models.table_model import Sort, TableModel
from ..workspace import Workspace
from .empty_state import EmptyState
from .pinned import PinnedColumns
from .table_cells import TableCells
from .table_layout import TableLayout
from .table_menus import open_cell_menu, open_header_menu
from .table_view import TableView

SELECT = Column("select:", "", "select", 36, get=lambda row: None)

NAMED_COLUMNS: Final = 4
"""So many titles of columns tell a screen reader which table it is in."""


class DataTable(QFrame):
    """A painted table with typed cells.

    Give it columns (`models.columns`), rows (any objects with an `id`), and what writes edits (`edits.table_commit`).

    `selectable` gives each row a box to tick; `whole_rows` makes rows the unit of selection, for tables that are read.

    Attributes:
        model: the item model; `view`: the view.
        empty: what is shown where there is no row; fill it with `empty.say`.
        model_type: what `model` is made of; a table with lines of its own brings another.

    Signals:
        activated: the id of a row to open.
        selection_changed: other cells are selected.
        view_changed: filter, group, sort or columns changed by the user.
        refused: a PmoError about cells that were not typed into an open editor.
        rows_deleted: ids of the rows that the user wants gone (Delete on whole rows).
    """

    model_type: ClassVar[type[TableModel]] = TableModel

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
        self._selectable = selectable
        self._defaults: tuple[Column, ...] = ()
        self.menu_actions: Callable[[QMenu], None] | None = None
        self.header_actions: Callable[[QMenu, Column], None] | None = None
        self.model = self.model_type(self._t, (), self)
        self.view = self.make_view(whole_rows=whole_rows)
        self.view.setObjectName("tableView")
        self.pinned = PinnedColumns(self.view, self.make_view())
        self.layout_of_columns = TableLayout(self.view, workspace.theme.fonts.px)
        self.cells = self.make_cells(commit)
        self.cells.refused = self.refused.emit
        self.cells.shown_columns = self.shown_columns
        self.model.can_edit = self.cells.can_edit
        self.view.setItemDelegate(CellDelegate(self._t, self.model, self.cells.take, self.view.move_by, self.view))
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

    # Parts, which tables of another kind make themselves

    def make_view(self, *, whole_rows: bool = False) -> TableView:
        """Return a view of the model: the table's own, or that of its pinned columns."""
        return TableView(self._workspace.theme, self._workspace.icons, self._t, self.model, whole_rows=whole_rows)

    def make_cells(self, commit: Commit | None) -> TableCells:
        """Return what turns typing into edits."""
        return TableCells(self._workspace, self.view, commit)

    # What is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; widths, order and hidden ones that the user chose stay."""
        before = self.state() if self._defaults else None
        self._defaults = tuple(columns)
        self.model.set_columns((SELECT, *columns) if self._selectable else columns)
        self.layout_of_columns.reset()
        titles = [column.title for column in columns if column.title][:NAMED_COLUMNS]
        self.view.setAccessibleName(self._t("Table of {columns}", columns=self._t.listed(titles)))
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
        return {
            "columns": self.layout_of_columns.state(),
            "sort": [[sort.key, sort.falling] for sort in self.model.sorts],
            "group": self.model.group,
            "filters": [condition.to_json() for condition in self.model.filters],
            "closed": [value for value in self.model.closed if isinstance(value, (str, int)) or value is None],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said; what it does not know of stays as it is by default."""
        columns = [item for item in state.get("columns", []) if isinstance(item, dict) and "key" in item]
        self.layout_of_columns.restore(columns, 1 if self._selectable else 0)
        filters = [filter_from_json(item) for item in state.get("filters", []) if isinstance(item, dict)]
        sorts = [Sort(str(key), bool(falling)) for key, falling in state.get("sort", [])]
        self.model.closed = set(state.get("closed", []))
        self.model.arrange_by(
            filters=[condition for condition in filters if condition],
            sorts=sorts,
            group=str(state.get("group", "")),
        )
        self._show_sort()
        self._show_state()

    def default_state(self) -> dict[str, Any]:
        """Return how the table looks before anyone changed it."""
        columns = [{"key": c.key, "width": c.width, "shown": not c.hidden} for c in self._defaults]
        return {"columns": columns, "sort": [], "group": "", "filters": [], "closed": []}

    # Columns

    def shown_columns(self) -> list[Column]:
        """Return the columns in sight, in their order."""
        return [column for column, shown in self.ordered_columns() if shown]

    def ordered_columns(self) -> list[tuple[Column, bool]]:
        """Return all columns in their order, each with whether it is shown."""
        return [(column, not self.view.isColumnHidden(at)) for at, column in self.layout_of_columns.ordered()]

    def show_columns(self, columns: Sequence[tuple[str, bool]]) -> None:
        """Put columns into an order, each shown or hidden."""
        state = self.state()
        widths = {item["key"]: item["width"] for item in state["columns"]}
        state["columns"] = [{"key": key, "width": widths.get(key, 120), "shown": shown} for key, shown in columns]
        self.restore(state)
        self.view_changed.emit()

    def hide_column(self, key: str) -> None:
        """Hide one column."""
        self.show_columns([(column.key, shown and column.key != key) for column, shown in self.ordered_columns()])

    # Inside

    @property
    def habits(self) -> Callable[[Any], Habits]:
        """What a typed text leaves open in a row, such as its currency; a page may set its own."""
        return self.cells.habits

    @habits.setter
    def habits(self, habits: Callable[[Any], Habits]) -> None:
        self.cells.habits = habits

    def copy(self, *, headers: bool = False) -> None:
        """Copy the selected cells."""
        self.cells.copy(headers=headers)

    def _connect(self) -> None:
        view, header = self.view, self.view.header
        cells = self.cells
        view.resized.connect(self.layout_of_columns.fit)
        view.activated_row.connect(self.activated)
        view.copy_asked.connect(lambda headers: self.copy(headers=headers))
        view.cut_asked.connect(cells.cut)
        view.paste_asked.connect(cells.paste)
        view.fill_asked.connect(cells.fill_down)
        view.clear_asked.connect(cells.clear)
        view.today_asked.connect(cells.put_today)
        view.rating_typed.connect(cells.set_ratings)
        view.delete_asked.connect(lambda: self.rows_deleted.emit(self.selected_ids()))
        view.menu_asked.connect(lambda place: open_cell_menu(self, place, self._t))
        view.selectionModel().selectionChanged.connect(self._selection_changed)
        header.sectionClicked.connect(self._sort_by)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._column_moved)
        header.menu_asked.connect(lambda logical, place: open_header_menu(self, logical, place, self._t))

    def _selection_changed(self) -> None:
        self.view.viewport().update()
        self.selection_changed.emit()

    def _resized(self, logical: int, old: int, new: int) -> None:
        if new and not self.layout_of_columns.is_busy:  # 0 is that of a hidden one, told whenever rows are sorted
            self.layout_of_columns.note_width(logical, new, self._workspace.theme.fonts.scale)
            self.view_changed.emit()

    def _column_moved(self, logical: int, old: int, new: int) -> None:
        header = self.view.header
        if self.layout_of_columns.is_busy:
            return
        if self._selectable and header.visualIndex(0) != 0:
            header.moveSection(header.visualIndex(0), 0)  # the boxes to tick stay first
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
