"""What is asked when a plan is kept as a template, and when a project begins from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...services.dates import read_date
from ...texts import Texts
from ..widgets.text import Label
from ..workspace import Workspace


@dataclass(frozen=True)
class NewProject:
    """What a project from a template begins with."""

    name: str
    code: str
    manager: str
    start: date


class _Form(QDialog):
    """Fields above, a hint, and two buttons that name what happens."""

    def __init__(self, parent: QWidget, t: Texts, title: str, keep: str) -> None:
        super().__init__(parent)
        self.t = t
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.hint = Label("", "error", wrap=True)
        self.hint.hide()
        self.buttons = QDialogButtonBox()
        self.keep = self.buttons.addButton(keep, QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep.setProperty("kind", "primary")
        self.buttons.addButton(t("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.hint)
        column.addWidget(self.buttons)
        self.setMinimumWidth(440)

    def line(self, label: str, text: str = "") -> QLineEdit:
        """Add a line to type in."""
        edit = QLineEdit(text)
        edit.setAccessibleName(label)
        self.form.addRow(label, edit)
        return edit

    def refuse(self, sentence: str, edit: QWidget) -> None:
        """Say what is missing, where it is missing."""
        self.hint.setText(sentence)
        self.hint.show()
        edit.setFocus()


class TemplateNameDialog(_Form):
    """Asks for the name and the description of a template."""

    def __init__(self, parent: QWidget, t: Texts, name: str, description: str = "") -> None:
        super().__init__(parent, t, t("Save as a template"), t("Save template"))
        self.name = self.line(t("Name"), name)
        self.name.selectAll()
        self.description = QPlainTextEdit(description)
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(84)
        self.description.setAccessibleName(t("Description"))
        self.form.addRow(t("Description"), self.description)

    def accept(self) -> None:
        """Close where there is a name."""
        if self.name.text().strip():
            super().accept()
        else:
            self.refuse(self.t("Give the template a name."), self.name)


class NewProjectDialog(_Form):
    """Asks what a project from a template is called and when it begins."""

    def __init__(self, parent: QWidget, t: Texts, today: date, template: str) -> None:
        super().__init__(parent, t, t("New project from “{template}”", template=template), t("Create project"))
        self._today = today
        self.name = self.line(t("Name"))
        self.code = self.line(t("ID"))
        self.code.setPlaceholderText(t("Given by the program"))
        self.manager = self.line(t("Manager"))
        self.start = self.line(t("Start"), t.date(today))
        self.start.setPlaceholderText(t("For example 5 Mar, mon or +2w"))

    def accept(self) -> None:
        """Close where the name and the start are usable."""
        if not self.name.text().strip():
            self.refuse(self.t("Give the project a name."), self.name)
        elif self.start_day() is None:
            self.refuse(
                self.t("Enter a real date, for example {example}.", example=self.t.date(self._today)), self.start
            )
        else:
            super().accept()

    def start_day(self) -> date | None:
        """Return the start as typed, None where it is no date."""
        return read_date(self.start.text().strip(), today=self._today)

    def answer(self) -> NewProject | None:
        """Return what was typed."""
        start = self.start_day()
        if start is None:
            return None
        return NewProject(self.name.text(), self.code.text(), self.manager.text(), start)


class DateDialog(_Form):
    """Asks for one date; empty where `optional`."""

    def __init__(
        self, parent: QWidget, t: Texts, today: date, title: str, keep: str, *, optional: bool = False
    ) -> None:
        super().__init__(parent, t, title, keep)
        self._today = today
        self._optional = optional
        self.edit = self.line(t("Date"), t.date(today))
        self.edit.setPlaceholderText(t("For example 5 Mar, mon or +2w"))
        self.edit.selectAll()

    def day(self) -> date | None:
        """Return the date as typed."""
        return read_date(self.edit.text().strip(), today=self._today)

    def accept(self) -> None:
        """Close where there is a date, or none is needed."""
        if self.day() is not None or (self._optional and not self.edit.text().strip()):
            super().accept()
        else:
            self.refuse(
                self.t("Enter a real date, for example {example}.", example=self.t.date(self._today)), self.edit
            )


def ask_template_name(
    parent: QWidget, workspace: Workspace, name: str, description: str = ""
) -> tuple[str, str] | None:
    """Return the name and the description that the user gives, None where they think better of it."""
    dialog = TemplateNameDialog(parent, workspace.texts, name, description)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return dialog.name.text(), dialog.description.toPlainText()


def ask_new_project(parent: QWidget, workspace: Workspace, template: str) -> NewProject | None:
    """Return what a new project begins with, None where the user thinks better of it."""
    dialog = NewProjectDialog(parent, workspace.texts, workspace.today(), template)
    return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
