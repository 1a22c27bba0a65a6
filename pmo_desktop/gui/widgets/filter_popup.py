"""Asks for one condition of a filter."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...services.values import Habits, parse
from ...texts import Texts
from ...texts.messages import N_
from ..models.columns import Column
from ..models.filters import LISTED, ORDERED, Filter, Op, ops_of
from ..workspace import Workspace
from .data_table import DataTable
from .text import Label

WORDS: Final[dict[Op, str]] = {
    "is": N_("is"),
    "is_not": N_("is not"),
    "contains": N_("contains"),
    "at_least": N_("is at least"),
    "at_most": N_("is at most"),
    "empty": N_("is empty"),
    "filled": N_("is filled in"),
}

DATE_WORDS: Final[dict[Op, str]] = {"at_least": N_("is on or after"), "at_most": N_("is on or before")}


def word_of(op: Op, column: Column, t: Texts) -> str:
    """Return a condition's words for a column."""
    by_date = DATE_WORDS.get(op, "") if column.kind in ("date", "moment") else ""
    return t(by_date or WORDS[op])


class FilterPopup(QFrame):
    """Condition and value for one column.

    Signals:
        chosen: a Filter.
    """

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, table: DataTable, column: Column, now: Filter | None = None) -> None:
        super().__init__(table.window(), Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._column = workspace, column
        t = workspace.texts
        self.ops = QComboBox()
        self.ops.setAccessibleName(t("Condition"))
        for op in ops_of(column):
            self.ops.addItem(word_of(op, column, t), op)
        self.words = QLineEdit()
        self.words.setAccessibleName(t("Value"))
        self.words.returnPressed.connect(self.keep)
        self.choices = QListWidget()
        self.choices.setAccessibleName(t("Values"))
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        is_listed = column.kind in LISTED or bool(column.choices)
        if is_listed:
            self._fill_choices(table, now)
        self._is_listed = is_listed
        apply = QPushButton(t("Filter"))
        apply.setProperty("kind", "primary")
        apply.clicked.connect(self.keep)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(Label(column.title, "strong"))
        for widget in (self.ops, self.choices if is_listed else self.words, self.error):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(260)
        if now is not None:
            self.ops.setCurrentIndex(max(0, self.ops.findData(now.op)))
            if not is_listed and now.values:
                value = now.values[0]
                self.words.setText(t.date(value) if column.kind == "date" else str(value))
        self.ops.currentIndexChanged.connect(self._show_value)
        self._show_value()

    def open_below(self, widget: QWidget) -> None:
        """Show the popup under a button."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        (self.choices if self._is_listed else self.words).setFocus()

    def keep(self) -> None:
        """Take the condition and close."""
        op: Op = self.ops.currentData()
        values: tuple[Any, ...] = ()
        if op not in ("empty", "filled"):
            try:
                values = self._ticked() if self._is_listed else (self._typed(),)
            except PmoError as error:
                self.error.setText(self._workspace.texts.say(error))
                self.error.show()
                return
            if not values or values == ("",) or values == (None,):
                self.close()
                return
        self.chosen.emit(Filter(self._column.key, op, values))
        self.close()

    def _typed(self) -> Any:
        text, spec = self.words.text().strip(), self._column.spec
        if self._column.kind not in ORDERED:
            return text
        if spec is not None:
            return parse(spec, text, Habits(today=self._workspace.today()))
        number = text.replace(",", "").replace("−", "-").rstrip("%")
        try:
            value = float(number)
        except ValueError:
            raise PmoError("value_not_number", field=self._column.title, value=text) from None
        return value / 100 if self._column.kind == "share" else value

    def _ticked(self) -> tuple[Any, ...]:
        items = [self.choices.item(at) for at in range(self.choices.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def _fill_choices(self, table: DataTable, now: Filter | None) -> None:
        t, column = self._workspace.texts, self._column
        choices: list[tuple[Any, str]] = [(v, w) for v, w in column.choices if w]
        if column.kind == "bool":
            choices = [(True, t("Yes")), (False, t("No"))]
        elif not choices:
            found = {value for row in table.rows() for value in _parts(column.value(row))}
            choices = [(value, str(value)) for value in sorted(found, key=str)]
        for value, word in choices[:500]:
            item = QListWidgetItem(word)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = now is not None and value in now.values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, value)
            self.choices.addItem(item)
        self.choices.setFixedHeight(min(300, 14 + self.choices.sizeHintForRow(0) * max(1, self.choices.count())))

    def _show_value(self) -> None:
        needs_value = self.ops.currentData() not in ("empty", "filled")
        (self.choices if self._is_listed else self.words).setVisible(needs_value)
        self.adjustSize()


def _parts(value: object) -> tuple[Any, ...]:
    if value in (None, ""):
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)
