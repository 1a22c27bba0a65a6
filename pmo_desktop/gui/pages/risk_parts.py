"""The parts of a risk in its inspector: what is done about it, and the tasks that it delays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import responses
from ...services.commands import rows as row_commands
from ...services.fields import FieldSpec, field
from ...services.queries.responses import PartRow, responses_of, tasks_hit
from ...services.queries.risks import RiskRow
from ...services.values import Habits
from ..dialogs.choose_tasks import ChooseTasks
from ..widgets.text import ElidedLabel, Label, plain_tooltip
from ..workspace import Workspace
from .record_fields import FieldEditor

Entry = tuple[str, str, Callable[[], object]]

RESPONSE_FIELDS: Final[Sequence[Sequence[str]]] = (
    ("title",),
    ("strategy", "status"),
    ("owner", "due"),
    ("cost", "likelihood_after"),
    ("probability_after", "impact_after"),
    ("days_cut", "cost_cut"),
)
TASK_FIELDS: Final[Sequence[Sequence[str]]] = (("days_low", "days_likely"), ("days_high", "factor"))


class PartCard(QWidget):
    """One part: a line that says it short, and its fields while it is open."""

    def __init__(
        self,
        workspace: Workspace,
        table: str,
        part: PartRow,
        summary: str,
        names: Sequence[Sequence[str]],
        habits: Habits,
        entries: Sequence[Entry],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._table = table
        self._part = part
        self.head = QToolButton()
        self.head.setCheckable(True)
        self.head.setAccessibleName(summary)
        self.head.setToolTip(plain_tooltip(summary))
        self.head.toggled.connect(self.open)
        more = QToolButton()
        workspace.icons.put(more, "ellipsis")
        name = workspace.texts("More")
        more.setAccessibleName(name)
        more.setToolTip(name)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        for text, icon, run in entries:
            action = QAction(text, menu)
            workspace.icons.put(action, icon)
            action.triggered.connect(lambda _=False, run=run: run())
            menu.addAction(action)
        more.setMenu(menu)
        more.setEnabled(workspace.can_edit)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.head)
        line.addWidget(ElidedLabel(summary), 1)
        line.addWidget(more)
        self.editors: dict[str, FieldEditor] = {}
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(10, 0, 0, 6)
        grid.setHorizontalSpacing(10)
        for row, fields in enumerate(names):
            for place, key in enumerate(fields):
                editor = FieldEditor(workspace, field(table, key), self._commit)
                editor.show_value(part.value(key), habits, {}, editable=workspace.can_edit)
                grid.addWidget(editor, row, place, 1, 2 if len(fields) == 1 else 1)
                self.editors[key] = editor
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._body)
        self.open(False)

    def open(self, opened: bool) -> None:
        """Show the fields, or only the line."""
        self.head.setChecked(opened)
        self._workspace.icons.put(self.head, "chevron-down" if opened else "chevron-right")
        self._body.setVisible(opened)

    def _commit(self, spec: FieldSpec, value: object) -> PmoError | None:
        label = Message("set_field", {"field": spec.caption})
        try:
            self._workspace.attempt(label, row_commands.set_values, self._table, [self._part.id], {spec.name: value})
        except PmoError as error:
            return error
        return None


class RiskParts(QWidget):
    """Responses and tasks of the risk that the inspector shows."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._row: RiskRow | None = None
        self._shown: object = None
        self._opened: set[tuple[str, int]] = set()
        self.cards: dict[tuple[str, int], PartCard] = {}
        self.add = self._button(t("Add a response"), "plus", self._add)
        self.choose = self._button(t("Choose the tasks it delays"), "list-checks", self._choose)
        self._responses, self._tasks = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for title, lines, button in (
            (t("Responses"), self._responses, self.add),
            (t("Delays these tasks"), self._tasks, self.choose),
        ):
            caption = Label(title, "caption")
            caption.setContentsMargins(4, 6, 0, 0)
            column.addWidget(caption)
            lines.setSpacing(0)
            column.addLayout(lines)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_row(self, row: Any | None) -> None:
        """Show the parts of a risk; what was open stays open."""
        self._row = row if isinstance(row, RiskRow) else None
        if self._row is None:
            return
        found = self._workspace.read(responses_of, self._row.id), self._workspace.read(tasks_hit, self._row.id)
        if (self._row.id, self._row.currency, *found) == self._shown:
            return
        self._shown = (self._row.id, self._row.currency, *found)
        self._opened = {key for key, card in self.cards.items() if card.head.isChecked()}
        for card in self.cards.values():
            card.deleteLater()
        self.cards = {}
        for part in found[0]:
            self._put("risk_response", part, self._responses, self._words(part), RESPONSE_FIELDS)
        for part in found[1]:
            self._put("risk_task", part, self._tasks, part.name, TASK_FIELDS)
        self.choose.setVisible(self._row.project_id is not None)

    def _put(self, table: str, part: PartRow, lines: QVBoxLayout, words: str, names: Sequence[Sequence[str]]) -> None:
        assert self._row is not None
        habits = Habits(currency=self._row.currency, today=self._workspace.today())
        card = PartCard(self._workspace, table, part, words, names, habits, self._entries(table, part))
        lines.addWidget(card)
        self.cards[table, part.id] = card
        card.open((table, part.id) in self._opened)

    def _entries(self, table: str, part: PartRow) -> list[Entry]:
        t, edit = self._t, self._workspace.edit
        if table == "risk_task":
            return [(t("Don’t delay this task"), "unlink", lambda: self._keep_without(part))]
        remove = Message("delete_response", {"title": part.name})
        entries: list[Entry] = [(t("Delete"), "trash-2", lambda: edit(remove, responses.delete, [part.id]))]
        if part.value("status") not in ("done", "dropped"):
            done = Message("finish_response", {"title": part.name})
            run = lambda: edit(done, responses.finish, part.id, self._workspace.today())  # noqa: E731
            entries.insert(0, (t("Done today"), "check", run))
        return entries

    def _words(self, part: PartRow) -> str:
        """Return a response in a line: what, who, until when."""
        t, spec = self._t, field("risk_response", "status")
        choice = spec.choice(part.value("status"))
        words = [part.name, str(part.value("owner") or ""), t(choice.label) if choice else ""]
        return " · ".join(word for word in words if word)

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "ghost")
        self._workspace.icons.put(button, icon)
        button.setEnabled(self._workspace.can_edit)
        button.clicked.connect(lambda: run())
        return button

    def _add(self) -> None:
        if self._row is None:
            return
        label = Message("add_response", {"code": self._row.code})
        change = self._workspace.edit(label, responses.add, self._row.id, {"title": self._t("New response")})
        if change is not None:
            card = self.cards["risk_response", int(str(change.result))]
            card.open(True)
            card.editors["title"].open()

    def _choose(self) -> None:
        if self._row is not None and self._row.project_id is not None:
            hit = [part.task_id for part in self._workspace.read(tasks_hit, self._row.id) if part.task_id is not None]
            asked = ChooseTasks(self._workspace, self._row.project_id, hit, self.window())
            if asked.exec():
                self._hit(asked.chosen())

    def _keep_without(self, part: PartRow) -> None:
        if self._row is not None:
            hit = self._workspace.read(tasks_hit, self._row.id)
            self._hit([other.task_id for other in hit if other.id != part.id and other.task_id is not None])

    def _hit(self, tasks: Sequence[int]) -> None:
        if self._row is not None:
            label = Message("hit_tasks", {"code": self._row.code})
            self._workspace.edit(label, responses.hit_tasks, self._row.id, tasks)
