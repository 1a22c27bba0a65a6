"""The organisation's own fields of projects and of tasks: add, rename, change choices, delete."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QInputDialog, QListWidgetItem, QWidget

from ..._generated.ui_custom_fields import Ui_CustomFields
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import fields
from ...services.queries.views import CustomFieldView, custom_field_list
from ...texts.messages import N_
from ..widgets.button_box import close_button
from ..workspace import Workspace

KINDS: Final = {"text": N_("Text"), "number": N_("Number"), "date": N_("Date"), "choice": N_("Choice")}


class CustomFieldsDialog(QDialog):
    """The list of fields, and a line that adds one; every step applies at once and can be undone."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, record: str = "project") -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._record = record
        self._fields: tuple[CustomFieldView, ...] = ()
        self.form = Ui_CustomFields()
        self.form.setupUi(self)
        t, form = workspace.texts, self.form
        if record == "task":
            self.setWindowTitle(t("Fields of tasks"))
            form.heading.setText(t("Fields of tasks"))
            form.explanation.setText(t("They appear as columns of every plan."))
        self.name, self.kind, self.choices, self.list = form.name, form.kind, form.choices, form.fields
        for value, word in KINDS.items():
            self.kind.addItem(t(word), value)
        self.kind.currentIndexChanged.connect(lambda _: self.choices.setVisible(self.kind.currentData() == "choice"))
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.name.returnPressed.connect(self.add)
        form.add.clicked.connect(self.add)
        form.rename.clicked.connect(self.rename)
        form.change.clicked.connect(self.change_choices)
        form.delete_field.clicked.connect(self.delete)
        # Return adds the field that is being typed.
        close_button(form.buttons, t).setAutoDefault(False)
        self._load()

    def add(self) -> None:
        """Add the field that is typed."""
        words = [word.strip() for word in self.choices.text().replace("，", ",").split(",") if word.strip()]
        kind = str(self.kind.currentData())
        choices = words if kind == "choice" else []
        if self._try(Message("add_field"), fields.create, self.name.text(), kind, choices, self._record):
            self.name.clear()
            self.choices.clear()

    def rename(self) -> None:
        """Ask for another name."""
        t, field = self._workspace.texts, self._current()
        if field is not None:
            name, ok = QInputDialog.getText(self, t("Rename field"), t("Name of the field"), text=field.name)
            if ok:
                self._try(Message("rename_field"), fields.rename, field.id, name)

    def change_choices(self) -> None:
        """Ask for other choices."""
        t, field = self._workspace.texts, self._current()
        if field is not None and field.kind == "choice":
            now = ", ".join(field.choices)
            text, ok = QInputDialog.getText(self, t("Change choices"), t("Choices, separated by commas"), text=now)
            if ok:
                words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
                self._try(Message("set_choices"), fields.set_choices, field.id, words)

    def delete(self) -> None:
        """Delete the field with its values; one undo brings both back."""
        field = self._current()
        if field is not None and self._try(Message("delete_field"), fields.delete, field.id):
            self._workspace.done.emit(Message("field_deleted", {"name": field.name}))

    def _try(self, label: Message, command: object, *args: object) -> bool:
        try:
            self._workspace.attempt(label, command, *args)  # type: ignore[arg-type]
        except PmoError as error:
            self.form.error.setText(self._workspace.texts.say(error))
            self.form.error.show()
            return False
        self.form.error.hide()
        self._load()
        return True

    def _load(self) -> None:
        t, at = self._workspace.texts, self.list.currentRow()
        self._fields = self._workspace.read(custom_field_list, self._record)
        self.list.clear()
        for field in self._fields:
            kind = t(KINDS.get(field.kind, field.kind))
            if field.choices:
                kind = f"{kind}: {', '.join(field.choices)}"
            if self._record == "task":
                used = t.n("used in {count} task", "used in {count} tasks", field.used)
            else:
                used = t.n("used in {count} project", "used in {count} projects", field.used)
            self.list.addItem(QListWidgetItem(f"{field.name}   –   {kind}   –   {used}"))
        self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))
        self._enable()

    def _current(self) -> CustomFieldView | None:
        at = self.list.currentRow()
        return self._fields[at] if 0 <= at < len(self._fields) else None

    def _enable(self) -> None:
        field, can = self._current(), self._workspace.can_edit
        self.form.rename.setEnabled(can and field is not None)
        self.form.delete_field.setEnabled(can and field is not None)
        self.form.change.setEnabled(can and field is not None and field.kind == "choice")
