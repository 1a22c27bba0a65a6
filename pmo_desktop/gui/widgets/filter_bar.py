"""The line above a table: chips that read as sentences, search, how many rows are shown, and the columns."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QStyleOptionButton, QToolButton, QWidget

from ..models.filters import Filter, sentence
from ..workspace import Workspace
from .column_chooser import ColumnChooser
from .data_table import DataTable
from .filter_popup import FilterPopup
from .text import ELLIPSIS, Label, plain_menu_text, plain_tooltip

MANY_FIELDS: Final = 30
"""Fields from which those that are not in sight are in a menu of their own."""


class SearchLine(QLineEdit):
    """The search of a table; Esc clears it.

    Signals:
        left: Esc in an empty field, or Down: back to the table.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, go to the table on Esc again, Down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Chip(QPushButton):
    """A condition as a sentence; where room is short it ends in an ellipsis before its cross."""

    def __init__(self, text: str, room: int) -> None:
        super().__init__(text)
        self.setProperty("kind", "chip-removable")
        self._room = room
        self._is_measured = False

    def sizeHint(self) -> QSize:
        """Return room for the whole sentence."""
        self._is_measured = True
        hint = super().sizeHint()
        self._is_measured = False
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return room for icon, cross and a few letters."""
        return QSize(self.iconSize().width() + 2 * self._room, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Cut what would run into the cross."""
        super().initStyleOption(option)
        if not self._is_measured:
            room = self.width() - self.iconSize().width() - self._room - 12
            option.text = self.fontMetrics().elidedText(self.text(), ELLIPSIS, room)


class FilterBar(QWidget):
    """Chips, search, count and columns of one table.

    Attributes:
        note: a quiet label before the count, for the unit of amounts.
        tools: the layout at the right end, for more buttons.
    """

    def __init__(self, workspace: Workspace, table: DataTable, *, noun: str = "") -> None:
        super().__init__()
        self._workspace, self._table = workspace, table
        t = workspace.texts
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._add = QPushButton(t("Filter"))
        self._add.setProperty("kind", "chip")
        workspace.icons.put(self._add, "plus", "text2", 14)
        self._add.clicked.connect(self._choose_field)
        self.search = SearchLine()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(t("Search in this table"))
        self.search.setAccessibleName(t("Search in this table"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(min(workspace.theme.fonts.px(110), 140))
        self.search.setMaximumWidth(workspace.theme.fonts.px(190))
        self.search.left.connect(lambda: table.view.setFocus())
        self.search.textChanged.connect(table.set_text)
        self.search.textChanged.connect(lambda _: self.show_count())
        self.note = Label("", "hint")
        self.count = Label("", "hint")
        columns = QToolButton()
        workspace.icons.put(columns, "columns-3")
        columns.setAccessibleName(t("Columns"))
        columns.setToolTip(t("Columns"))
        columns.clicked.connect(lambda: ColumnChooser(workspace, table).open_below(columns))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        self.tools.addWidget(columns)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self._chips)
        row.addWidget(self._add)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addWidget(self.count)
        row.addWidget(self.note)
        row.addLayout(self.tools)
        table.view_changed.connect(self.refresh)
        table.model.layoutChanged.connect(self.show_count)
        table.model.modelReset.connect(self.show_count)
        self.refresh()

    def focus_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def ask(self, key: str) -> None:
        """Ask for a condition on a column."""
        column = self._table.model.column(key)
        if column is None:
            return
        popup = FilterPopup(self._workspace, self._table, column)
        popup.chosen.connect(lambda new: self._table.set_filters((*self._table.model.filters, new)))
        popup.open_below(self._add)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the quiet words go first where room is short: the chips say what is filtered."""
        super().resizeEvent(event)
        self.note.setVisible(self.width() > self._workspace.theme.fonts.px(940))
        self.count.setVisible(self.width() > self._workspace.theme.fonts.px(820))

    def refresh(self) -> None:
        """Show the chips anew."""
        t, model = self._workspace.texts, self._table.model
        while self._chips.count():
            item = self._chips.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        group = model.column(model.group) if model.group else None
        if group is not None:
            text = t("Group: {field}", field=group.title)
            self._chip(text, "group", None, partial(self._table.set_group, ""))
        for condition in model.filters:
            column = model.column(condition.key)
            if column is not None:
                text = sentence(condition, column, t)
                self._chip(text, "list-filter", condition, partial(self._drop, condition))
        if self.search.text() != model.text:
            self.search.setText(model.text)
        self.show_count()

    def show_count(self) -> None:
        """Show how many rows are in sight."""
        t, model = self._workspace.texts, self._table.model
        total = len(model.rows)
        if model.shown_count == total:
            self.count.setText(t.n("{count} row", "{count} rows", total))
        else:
            self.count.setText(t("{shown} of {total} shown", shown=model.shown_count, total=total))

    def _chip(self, text: str, icon: str, condition: Filter | None, remove: partial[None]) -> None:
        icons, t = self._workspace.icons, self._workspace.texts
        chip = Chip(plain_menu_text(text, 40), self._workspace.theme.fonts.px(18) + 8)
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 4, 0)
        chip.setToolTip(plain_tooltip(text))
        icons.put(chip, icon, "text3", 14)
        if condition is not None:
            chip.clicked.connect(lambda: self._edit(condition, chip))
        cross = QToolButton()
        icons.put(cross, "x", "text3", 14)
        cross.setAccessibleName(t("Remove: {filter}", filter=text))
        cross.setToolTip(t("Remove"))
        # A chip that goes must outlive its own click.
        cross.clicked.connect(lambda: QTimer.singleShot(0, self, remove))
        row.addStretch(1)
        row.addWidget(cross)
        self._chips.addWidget(chip)

    def _drop(self, condition: Filter) -> None:
        self._table.set_filters([one for one in self._table.model.filters if one != condition])

    def _edit(self, condition: Filter, chip: QPushButton) -> None:
        column = self._table.model.column(condition.key)
        if column is None:
            return
        popup = FilterPopup(self._workspace, self._table, column, condition)
        popup.chosen.connect(lambda new: self._replace(condition, new))
        popup.open_below(chip)

    def _replace(self, old: Filter, new: Filter) -> None:
        self._table.set_filters([new if one == old else one for one in self._table.model.filters])

    def _choose_field(self) -> None:
        t = self._workspace.texts
        menu = QMenu(self)
        fields = [(c, on) for c, on in self._table.ordered_columns() if c.title and c.kind not in ("strip", "progress")]
        more = QMenu(t("More fields"), menu) if len(fields) > MANY_FIELDS else None
        for column, shown in fields:
            action = QAction(plain_menu_text(column.title), menu)
            action.triggered.connect(lambda _=False, key=column.key: self.ask(key))
            (menu if shown or more is None else more).addAction(action)
        if more is not None:
            menu.addMenu(more)
        menu.addSeparator()
        grouping = menu.addMenu(t("Group by"))
        for column in self._table.model.columns:
            if column.choices or column.kind in ("person", "choice", "programme", "project", "rag", "tags"):
                action = QAction(plain_menu_text(column.title), grouping)
                action.triggered.connect(lambda _=False, key=column.key: self._table.set_group(key))
                grouping.addAction(action)
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))
