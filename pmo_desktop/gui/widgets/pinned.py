"""Columns that stay in sight while a table is scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame

from .table_view import TableView


class PinnedColumns(QObject):
    """A second view over the left edge of a table, on the same model and selection.

    It shows the leading columns up to the last pinned one, and only while the table is scrolled. It takes no focus:
    keys stay with the table, and editing a pinned cell first scrolls the table back.

    Attributes:
        view: the view at the left edge.
    """

    def __init__(self, table: TableView, view: TableView) -> None:
        super().__init__(table)
        self._table = table
        self.view = view
        view.setParent(table)
        view.hide()
        view.setObjectName("pinned")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionModel(table.selectionModel())
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.header.setSectionsMovable(False)
        view.menu_asked.connect(table.menu_asked)
        view.activated_row.connect(table.activated_row)
        view.doubleClicked.connect(self._edit)
        view.header.sectionClicked.connect(table.header.sectionClicked)
        view.header.menu_asked.connect(table.header.menu_asked)
        table.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.resized.connect(self.place)
        table.header.sectionResized.connect(self.place)
        table.header.sectionMoved.connect(self.place)
        table.selectionModel().currentChanged.connect(self._uncover)
        table.selectionModel().selectionChanged.connect(lambda: view.viewport().update())

    def place(self) -> None:
        """Show, hide and lay out the view."""
        table, view = self._table, self.view
        logicals = self._pinned() if table.horizontalScrollBar().value() > 0 else []
        width = sum(table.columnWidth(logical) for logical in logicals)
        if not logicals or width * 2 > table.viewport().width():
            view.hide()
            return
        for visual in range(table.header.count()):
            logical = table.header.logicalIndex(visual)
            view.header.moveSection(view.header.visualIndex(logical), visual)
            view.setColumnHidden(logical, logical not in logicals)
            if logical in logicals:
                view.setColumnWidth(logical, table.columnWidth(logical))
        view.header.sorts = table.header.sorts
        view.setGeometry(0, 0, width + 1, table.header.height() + table.viewport().height())
        view.verticalScrollBar().setValue(table.verticalScrollBar().value())
        view.show()
        view.raise_()

    def _pinned(self) -> list[int]:
        """Return the leading columns in sight up to the last pinned one."""
        header, found, last = self._table.header, [], 0
        for visual in range(header.count()):
            logical = header.logicalIndex(visual)
            if not self._table.isColumnHidden(logical):
                found.append(logical)
                if self._table.table_model.columns[logical].pinned:
                    last = len(found)
        return found[:last]

    def _edit(self, index: QModelIndex) -> None:
        self._table.horizontalScrollBar().setValue(0)
        self._table.setFocus()
        self._table.edit(index)

    def _uncover(self, current: QModelIndex) -> None:
        """Bring a cell that the keys reached out from under the pinned columns."""
        if self.view.isVisible() and current.isValid() and self.view.isColumnHidden(current.column()):
            covered = self.view.width() - self._table.columnViewportPosition(current.column())
            if covered > 0:
                bar = self._table.horizontalScrollBar()
                bar.setValue(bar.value() - covered)
