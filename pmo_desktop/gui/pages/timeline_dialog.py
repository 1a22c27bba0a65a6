"""The form of a dependency: who gives what to whom, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QWidget

from ..._generated.ui_dependency import Ui_Dependency
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import dependencies as commands
from ...services.commands.dependencies import End
from ...services.fields import field
from ...services.queries.dependencies import DependencyRow, task_choices
from ...services.values import Habits, parse, show
from ..widgets.button_box import keep_button
from ..workspace import Workspace

TYPED: Final = ("title", "lag", "needed_by", "promised_on", "owner", "taker_owner", "description")
CHOSEN: Final = ("kind", "status")


class DependencyDialog(QDialog):
    """Adds a dependency, or changes one.

    Attributes:
        kept: id of the dependency that was written, None until then.
    """

    def __init__(
        self,
        workspace: Workspace,
        projects: Sequence[tuple[int, str]],
        row: DependencyRow | None = None,
        *,
        giver: End | None = None,
        taker: End | None = None,
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._row = row
        self.kept: int | None = None
        self.form = form = Ui_Dependency()
        form.setupUi(self)
        t = workspace.texts
        words = t("New dependency") if row is None else t("Dependency {code}", code=row.code)
        self.setWindowTitle(words)
        form.heading.setText(words)
        self.lines: dict[str, QLineEdit] = {name: getattr(form, name) for name in TYPED}
        self.boxes: dict[str, QComboBox] = {name: getattr(form, name) for name in CHOSEN}
        for name, box in self.boxes.items():
            for choice in field("dependency", name).choices:
                box.addItem(t(choice.label), choice.value)
        self._projects = {"giver": form.giver_project, "taker": form.taker_project}
        self._tasks = {"giver": form.giver_task, "taker": form.taker_task}
        ends = {"giver": giver or End(), "taker": taker or End()}
        if row is not None:
            ends = {
                "giver": End(row.giver.project_id, row.giver.task_id),
                "taker": End(row.taker.project_id, row.taker.task_id),
            }
        outside = {"giver": t("Somebody outside the portfolio"), "taker": t("Somebody outside the portfolio")}
        for side, end in ends.items():
            box = self._projects[side]
            box.addItem(outside[side], None)
            for project_id, name in projects:
                box.addItem(name, project_id)
            _searchable(box)
            _choose(box, end.project_id)
            self._fill_tasks(side, end.task_id)
            _searchable(self._tasks[side])
            box.currentIndexChanged.connect(lambda _, side=side: self._fill_tasks(side, None))
        self._fill(row, title)
        keep_button(form.buttons, t, t("Add dependency") if row is None else t("Keep changes"))
        form.buttons.accepted.connect(self.keep)
        form.title.setFocus()
        form.title.selectAll()

    def keep(self) -> None:
        """Write the dependency, or say what is wrong with a value."""
        try:
            values, giver, taker = self.values(), self.end("giver"), self.end("taker")
            if self._row is None:
                change = self._workspace.attempt(
                    Message("add_dependency"), commands.create, values, giver=giver, taker=taker
                )
                self.kept = int(str(change.result))
            else:
                self._workspace.attempt(
                    Message("edit_dependency"), commands.change, self._row.id, values, giver=giver, taker=taker
                )
                self.kept = self._row.id
        except PmoError as error:
            self.form.error.setText(self._workspace.texts.say(error))
            self.form.error.show()
            return
        self.accept()

    def values(self) -> dict[str, Any]:
        """Return what was typed and chosen, by field.

        Raises:
            PmoError: a text means nothing.
        """
        habits = Habits(today=self._workspace.today())
        found: dict[str, Any] = {
            name: parse(field("dependency", name), line.text(), habits) for name, line in self.lines.items()
        }
        found["lag"] = found["lag"] or 0
        return found | {name: box.currentData() for name, box in self.boxes.items()}

    def end(self, side: str) -> End:
        """Return the giver or the taker as chosen.

        Raises:
            PmoError: what was typed names none.
        """
        project = _chosen(self._projects[side], f"{side}_project_id")
        task = _chosen(self._tasks[side], f"{side}_project_id") if project is not None else None
        return End(project, task)

    def _fill(self, row: DependencyRow | None, title: str) -> None:
        t = self._workspace.texts
        shown: Mapping[str, object] = {"title": title, "kind": "FS", "status": "open", "lag": 0}
        if row is not None:
            shown = {name: row.value(name) for name in (*TYPED, *CHOSEN)}
        for name, line in self.lines.items():
            value = shown.get(name)
            line.setText("" if value in (None, "") else show(t, field("dependency", name), value))
        for name, box in self.boxes.items():
            _choose(box, shown.get(name))

    def _fill_tasks(self, side: str, task_id: int | None) -> None:
        box, project_id = self._tasks[side], self._projects[side].currentData()
        box.clear()
        box.addItem(self._workspace.texts("The project as a whole"), None)
        if isinstance(project_id, int):
            for key, words in self._workspace.read(task_choices, project_id):
                box.addItem(words, key)
        box.setEnabled(isinstance(project_id, int))
        _choose(box, task_id)


def _searchable(box: QComboBox) -> None:
    """Let the user type any part of an entry to find it."""
    line = box.lineEdit()
    if line is not None:
        line.setAccessibleName(box.accessibleName())
    completer = box.completer()
    assert completer is not None  # an editable box has one
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _chosen(box: QComboBox, name: str) -> int | None:
    """Return the entry that a box holds; what was typed must be one of them."""
    text = box.currentText().strip()
    at = box.currentIndex()
    if box.itemText(at) != box.currentText():
        at = box.findText(text, Qt.MatchFlag.MatchFixedString)
        if at < 0 and text:
            raise PmoError("value_unknown_name", field=field("dependency", name).caption, value=text)
    value = box.itemData(max(at, 0))
    return value if isinstance(value, int) else None
