"""What is asked when a plan is kept as a template, and when a project begins from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialog, QLabel, QWidget

from ..._generated.ui_new_project import Ui_NewProject
from ..._generated.ui_one_date import Ui_OneDate
from ..._generated.ui_template_name import Ui_TemplateName
from ...services.dates import read_date
from ...texts import Texts
from ..widgets.button_box import keep_button
from ..workspace import Workspace


@dataclass(frozen=True)
class NewProject:
    """What a project from a template begins with."""

    name: str
    code: str
    manager: str
    start: date


class TemplateNameDialog(QDialog):
    """Asks for the name and the description of a template."""

    def __init__(self, parent: QWidget, t: Texts, name: str, description: str = "") -> None:
        super().__init__(parent)
        self._t = t
        self.form = Ui_TemplateName()
        self.form.setupUi(self)
        self.name, self.description, self.hint = self.form.name, self.form.description, self.form.hint
        self.name.setText(name)
        self.name.selectAll()
        self.description.setPlainText(description)
        keep_button(self.form.buttons, t, t("Save template"))

    def accept(self) -> None:
        """Close where there is a name."""
        if self.name.text().strip():
            super().accept()
        else:
            _refuse(self.hint, self._t("Give the template a name."), self.name)


class NewProjectDialog(QDialog):
    """Asks what a project from a template is called and when it begins."""

    def __init__(self, parent: QWidget, t: Texts, today: date, template: str) -> None:
        super().__init__(parent)
        self._t = t
        self._today = today
        self.form = Ui_NewProject()
        self.form.setupUi(self)
        self.setWindowTitle(t("New project from “{template}”", template=template))
        self.name, self.code, self.manager = self.form.name, self.form.code, self.form.manager
        self.start, self.hint = self.form.start, self.form.hint
        self.start.setText(t.date(today))
        keep_button(self.form.buttons, t, t("Create project"))

    def accept(self) -> None:
        """Close where the name and the start are usable."""
        if not self.name.text().strip():
            _refuse(self.hint, self._t("Give the project a name."), self.name)
        elif self.start_day() is None:
            _refuse(self.hint, _no_date(self._t, self._today), self.start)
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


class DateDialog(QDialog):
    """Asks for one date; empty where `optional`."""

    def __init__(
        self, parent: QWidget, t: Texts, today: date, title: str, keep: str, *, optional: bool = False
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._today = today
        self._optional = optional
        self.form = Ui_OneDate()
        self.form.setupUi(self)
        self.setWindowTitle(title)
        self.edit, self.hint = self.form.day, self.form.hint
        self.edit.setText(t.date(today))
        self.edit.selectAll()
        keep_button(self.form.buttons, t, keep)

    def day(self) -> date | None:
        """Return the date as typed."""
        return read_date(self.edit.text().strip(), today=self._today)

    def accept(self) -> None:
        """Close where there is a date, or none is needed."""
        if self.day() is not None or (self._optional and not self.edit.text().strip()):
            super().accept()
        else:
            _refuse(self.hint, _no_date(self._t, self._today), self.edit)


def _refuse(hint: QLabel, sentence: str, edit: QWidget) -> None:
    """Say what is missing, where it is missing."""
    hint.setText(sentence)
    hint.show()
    edit.setFocus()


def _no_date(t: Texts, today: date) -> str:
    return t("Enter a real date, for example {example}.", example=t.date(today))


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
