"""The third step of an import: every row of the file and what happens to it, or what a plan holds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...texts.messages import N_
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.text import Label, plain_menu_text
from ..workspace import Workspace
from .import_draft import Draft
from .import_lines import STATES, row_columns, row_lines
from .import_problems import ProblemCard

PARTS: Final = (
    ("tasks", N_("Tasks")),
    ("links", N_("Links")),
    ("resources", N_("Resources")),
    ("assignments", N_("Assignments")),
    ("calendars", N_("Calendars")),
    ("baselines", N_("Baselines")),
)
MOST_NOTES: Final = 12


class CheckStep(QWidget):
    """Rows by what happens to them, and the values to check."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = t = workspace.texts
        self._draft: Draft | None = None
        self._wanted = ""
        self.card = Card(t("Check rows"))
        self.tabs: dict[str, QPushButton] = {}
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for state in ("", *STATES):
            button = QPushButton()
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, state=state: self._choose(state))
            self.tabs[state] = button
            tabs.addWidget(button)
        tabs.addStretch(1)
        self.table = DataTable(workspace, row_columns(t), selectable=False, whole_rows=True)
        self.table.setObjectName("plain")
        self.table.empty.say("list-checks", t("No such row"), "")
        self.problems = ProblemCard(workspace)
        self.card.body.addLayout(tabs)
        self.card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.card, 1)
        column.addWidget(self.problems)

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft would do."""
        self._draft = draft
        assert draft.preview is not None
        t = self._t
        for state, button in self.tabs.items():
            count = draft.preview.counts[state] if state in STATES else len(draft.preview.rows)  # type: ignore[index]
            name = t(STATES[state][0]) if state else t("All")
            button.setText(f"{name}  {t.number(count)}")
            button.setChecked(state == self._wanted)
        self.table.set_rows(row_lines(draft, t, self._wanted))
        self.problems.show_problems(draft)

    def focus_target(self) -> QWidget:
        """Return the table."""
        return self.table.view

    def _choose(self, state: str) -> None:
        self._wanted = state
        if self._draft is not None:
            self.show_draft(self._draft)


class PlanStep(QWidget):
    """What a plan holds, where it goes, and what of it is not understood.

    Signals:
        project_chosen: id of the project that it goes into, or None for a new one.
    """

    project_chosen = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = t = workspace.texts
        self._ids: list[int | None] = [None]
        self.card = Card(t("Check the plan"))
        self.project = QComboBox()
        self.project.setAccessibleName(t("Project"))
        self.project.activated.connect(lambda at: self.project_chosen.emit(self._ids[at]))
        self._warning = Label("", "warning", wrap=True)
        target = QHBoxLayout()
        target.addWidget(Label(t("Goes into"), "small"))
        target.addWidget(self.project)
        target.addWidget(self._warning, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        self._figures: dict[str, Label] = {}
        for at, (name, title) in enumerate(PARTS):
            self._figures[name] = Label("", "figure")
            grid.addWidget(self._figures[name], 0, at)
            grid.addWidget(Label(t(title), "small"), 1, at)
        grid.setColumnStretch(len(PARTS), 1)
        self._unknown = Label("", wrap=True)
        self._notes = Label("", "small", wrap=True)
        self.card.body.setSpacing(16)
        self.card.body.addLayout(target)
        self.card.body.addLayout(grid)
        self.card.body.addWidget(self._unknown)
        self.card.body.addWidget(self._notes)
        self.card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_draft(self, draft: Draft) -> None:
        """Show what the plan of a draft holds."""
        t, shown = self._t, draft.plan_preview
        assert shown is not None
        blocked = QSignalBlocker(self.project)
        self._ids = [None, *draft.projects]
        self.project.clear()
        name = shown.name if shown.project_id is None else draft.path.stem
        self.project.addItem(plain_menu_text(t("a new project, “{name}”", name=name)))
        self.project.addItems([plain_menu_text(name) for name in draft.projects.values()])
        self.project.setCurrentIndex(self._ids.index(shown.project_id) if shown.project_id in self._ids else 0)
        del blocked
        self._warning.setText(
            t.n("Its plan of {count} task is replaced.", "Its plan of {count} tasks is replaced.", shown.replaces)
            if shown.replaces
            else ""
        )
        for part, label in self._figures.items():
            label.setText(t.number(shown.counts[part]))
        names = t.listed(f"{name} ({t.number(count)})" for name, count in shown.unknown.items())
        self._unknown.setText(
            t("Not understood and not imported: {names}", names=names[:1500])
            if names
            else t("Every field of the file is understood or kept.")
        )
        lines = [t.say(note) for note in shown.notes]
        rest = len(lines) - MOST_NOTES
        more = [t.n("… and {count} more", "… and {count} more", rest)] if rest > 0 else []
        self._notes.setText("\n".join([*lines[:MOST_NOTES], *more]))

    def focus_target(self) -> QWidget:
        """Return the choice of the project."""
        return self.project
