"""Sets fields of many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QWidget

from ..._generated.ui_bulk_edit import Ui_BulkEdit
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.rows import set_values
from ...services.values import Habits, parse
from ..models.columns import Column
from ..widgets.button_box import keep_button
from ..workspace import Workspace


class BulkEditDialog(QDialog):
    """One line a field: ticked fields are set in every row, the others stay as they are."""

    def __init__(
        self,
        workspace: Workspace,
        table: str,
        columns: Sequence[Column],
        ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._table, self._ids = workspace, table, list(ids)
        self.form = Ui_BulkEdit()
        self.form.setupUi(self)
        t = workspace.texts
        self.setWindowTitle(t.n("Edit {count} row", "Edit {count} rows", len(ids)))
        self.form.heading.setText(self.windowTitle())
        self.fields: dict[str, tuple[Column, QCheckBox, QLineEdit | QComboBox]] = {}
        for place, column in enumerate(column for column in columns if column.spec is not None):
            tick = QCheckBox(column.title.replace("&", "&&"))
            tick.toggled.connect(self._show_ready)
            field = self._field(column)
            field.setAccessibleName(column.title)
            self.form.lines.addWidget(tick, place, 0)
            self.form.lines.addWidget(field, place, 1)
            self.fields[column.key] = (column, tick, field)
        verb = t.n("Change {count} row", "Change {count} rows", len(ids))
        self.keep = keep_button(self.form.buttons, t, verb)
        self.form.buttons.accepted.connect(self._apply)
        self._show_ready()

    def _field(self, column: Column) -> QLineEdit | QComboBox:
        if column.choices:
            box = QComboBox()
            if column.spec is not None and not column.spec.required and not any(not word for _, word in column.choices):
                box.addItem("–", "")
            for value, word in column.choices:
                box.addItem(word or "–", value)
            box.setEditable(bool(column.spec and column.spec.open_choices))
            box.activated.connect(lambda _: self._tick(column.key))
            return box
        line = QLineEdit()
        line.textEdited.connect(lambda _: self._tick(column.key))
        return line

    def _tick(self, key: str) -> None:
        self.fields[key][1].setChecked(True)
        self._show_ready()

    def _show_ready(self) -> None:
        self.keep.setEnabled(any(tick.isChecked() for _, tick, _ in self.fields.values()))

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, tick, field in self.fields.values():
            if not tick.isChecked() or column.spec is None:
                continue
            if isinstance(field, QComboBox):
                known = field.findText(field.currentText(), Qt.MatchFlag.MatchExactly)
                values[column.spec.name] = field.itemData(known) if known >= 0 else field.currentText()
            else:
                values[column.spec.name] = parse(column.spec, field.text(), Habits(today=self._workspace.today()))
        return values

    def _apply(self) -> None:
        t = self._workspace.texts
        try:
            values = self._values()
            label = Message("edit_rows", {}, len(self._ids))
            self._workspace.attempt(label, set_values, self._table, self._ids, values)
        except PmoError as error:
            self.form.error.setText(t.say(error))
            self.form.error.show()
            return
        self._workspace.done.emit(Message("rows_changed", {}, len(self._ids)))
        self.accept()
