"""The menus of a data table: of its cells, and of a column's header."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ..models.filters import Filter
from ..models.table_model import Sort
from .text import plain_menu_text

if TYPE_CHECKING:
    from ...texts import Texts
    from .data_table import DataTable


def open_cell_menu(table: DataTable, place: QPoint, t: Texts) -> None:
    """Open the menu of the selection."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    model, view, cells = table.model, table.view, table.cells
    index = view.currentIndex()
    editable = index.isValid() and bool(model.flags(index) & Qt.ItemFlag.ItemIsEditable)
    if table.menu_actions is not None:
        table.menu_actions(menu)
        menu.addSeparator()
    can = cells.can_write
    add(
        menu,
        (
            (t("Edit the cell") + "\tF2", lambda: view.edit(index), editable),
            (t("Copy") + "\tCtrl+C", cells.copy, True),
            (t("Copy with headers") + "\tCtrl+Shift+C", lambda: cells.copy(headers=True), True),
            (t("Paste") + "\tCtrl+V", cells.paste, can),
            (t("Fill down") + "\tCtrl+D", cells.fill_down, can),
            (t("Clear") + "\tDel", cells.clear, can),
        ),
    )
    column = model.columns[index.column()] if index.isValid() else None
    row = view.current_row()
    if column is not None and row is not None and column.kind != "select":
        value, word = column.value(row), model.words(row, column)
        if word and not isinstance(value, (tuple, list, dict)):
            menu.addSeparator()
            only = Filter(column.key, "is", (value,))
            text = t("Show only “{value}”", value=plain_menu_text(word, 40))
            add(menu, ((text, lambda: table.set_filters((*model.filters, only)), True),))
    menu.popup(place)


def open_header_menu(table: DataTable, logical: int, place: QPoint, t: Texts) -> None:
    """Open the menu of a column."""
    if logical < 0 or table.model.columns[logical].kind == "select":
        return
    column = table.model.columns[logical]
    is_grouped = table.model.group == column.key
    grouping = t("Do not group") if is_grouped else t("Group by this column")
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    add(
        menu,
        (
            (t("Sort rising"), lambda: table.set_sort(Sort(column.key, False)), True),
            (t("Sort falling"), lambda: table.set_sort(Sort(column.key, True)), True),
            (grouping, lambda: table.set_group("" if is_grouped else column.key), True),
            (t("Hide this column"), lambda: table.hide_column(column.key), len(table.shown_columns()) > 1),
            (t("Fit to the content"), lambda: table.layout_of_columns.fit_column(logical), True),
        ),
    )
    if table.header_actions is not None:
        table.header_actions(menu, column)
    menu.popup(place)


def add(menu: QMenu, entries: Iterable[tuple[str, Callable[[], object], bool]]) -> None:
    """Add entries: text, what it does, whether it can be done now."""
    for text, run, can in entries:
        action = QAction(text, menu)
        action.setEnabled(can)
        action.triggered.connect(lambda _=False, run=run: run())
        menu.addAction(action)
