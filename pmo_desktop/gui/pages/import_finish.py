"""The last step of an import: what the next click writes."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ..widgets.card import Card
from ..widgets.text import Label
from ..workspace import Workspace
from .import_draft import Draft
from .import_lines import STATES


class FinishStep(QWidget):
    """Counts, guesses and what is left out, before the one click that writes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = t = workspace.texts
        self.card = Card(t("Import"), t("One step, which Undo takes back"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        self._figures: dict[str, Label] = {}
        for at, (state, (title, _)) in enumerate(STATES.items()):
            self._figures[state] = Label("", "figure")
            grid.addWidget(self._figures[state], 0, at)
            grid.addWidget(Label(t(title), "small"), 1, at)
        grid.setColumnStretch(len(STATES), 1)
        self._sentence = Label("", wrap=True)
        self._left = Label("", wrap=True)
        self._notes = Label("", "small", wrap=True)
        self._grid = QWidget()
        self._grid.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.card.body.setSpacing(14)
        for widget in (self._grid, self._sentence, self._left, self._notes):
            self.card.body.addWidget(widget)
        self.card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft writes."""
        t = self._t
        self._grid.setVisible(draft.preview is not None)
        if draft.plan_preview is not None:
            shown = draft.plan_preview
            tasks = t.n("{count} task", "{count} tasks", shown.counts["tasks"])
            sentence = (
                t("{tasks} go into the new project “{name}”.", tasks=tasks, name=shown.name)
                if shown.project_id is None
                else t("{tasks} go into the project “{name}”.", tasks=tasks, name=shown.name)
            )
            self._sentence.setText(sentence)
            self._left.setText("")
            self._notes.setText("")
            return
        assert draft.preview is not None
        for state, label in self._figures.items():
            label.setText(t.number(draft.preview.counts[state]))  # type: ignore[index]
        open_ = len(draft.open_problems)
        self._sentence.setText(
            t.n(
                "{count} value can’t be read; its field stays as it is, or empty in a new row.",
                "{count} values can’t be read; their fields stay as they are, or empty in new rows.",
                open_,
            )
            if open_
            else ""
        )
        names = t.listed(draft.preview.unknown)
        self._left.setText(t("Columns that are not imported: {names}", names=names[:1500]) if names else "")
        self._notes.setText("\n".join(t.say(note) for note in draft.preview.notes[:12]))
