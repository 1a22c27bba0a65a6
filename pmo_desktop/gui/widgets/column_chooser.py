"""Which columns a table shows, and in which order: search, tick, move (dragging is for the header)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..workspace import Workspace
from .data_table import DataTable
from .text import Label


class ColumnChooser(QFrame):
    """A popup beside the columns button; every tick applies at once."""

    def __init__(self, workspace: Workspace, table: DataTable) -> None:
        super().__init__(table.window(), Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table = table
        t = workspace.texts
        search = QLineEdit()
        search.setPlaceholderText(t("Search columns"))
        search.setAccessibleName(t("Search columns"))
        search.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setSpacing(2)  # the boxes of neighbours must not touch
        self.list.setAccessibleName(t("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        for column, shown in table.ordered_columns():
            item = QListWidgetItem(column.note or column.title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, column.key)
            self.list.addItem(item)
        self.list.setMinimumHeight(300)
        self.list.itemChanged.connect(lambda _: self._apply())
        buttons = QHBoxLayout()
        for text, icon, step in ((t("Move up"), "chevron-up", -1), (t("Move down"), "chevron-down", 1)):
            button = QPushButton(text)
            workspace.icons.put(button, icon)
            button.clicked.connect(lambda _=False, step=step: self._move(step))
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (Label(t("Columns"), "strong"), search, self.list):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(260)

    def open_below(self, widget: QWidget) -> None:
        """Show the chooser under a button, with its right edge at the button's."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 4))
        self.move(place)
        self.show()
        self.list.setFocus()

    def _apply(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = Qt.CheckState.Checked
        columns = [(str(item.data(Qt.ItemDataRole.UserRole)), item.checkState() == ticked) for item in items]
        if any(shown for _, shown in columns):
            self._table.show_columns(columns)

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if not 0 <= at + step < self.list.count() or at < 0:
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(at)
        self.list.insertItem(at + step, item)
        self.list.setCurrentRow(at + step)
        self.list.blockSignals(False)
        self._apply()

    def _search(self, text: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(text.casefold() not in item.text().casefold())
