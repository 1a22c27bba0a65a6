"""The cells that can't be taken as they are, one at a time, with buttons that say what comes of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout

from ...services.imports import Fix, Problem
from ...services.values import show
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .import_draft import Draft

WITHOUT_CELL = ("import_cell_repeated", "import_cell_required")
"""Problems of a whole row: there is no value to leave empty or to keep."""


class ProblemCard(QFrame):
    """One open problem, how many there are, and what can be done about it.

    Signals:
        decided: a tuple of problems and the Fix for them.
    """

    decided = Signal(object, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self._workspace = workspace
        self._t = t = workspace.texts
        self._problems: tuple[Problem, ...] = ()
        self._draft: Draft | None = None
        self._at = 0
        self._title = Label("", "section")
        self._sentence = ElidedLabel("")
        self._whose = ElidedLabel("", "hint")
        self.previous = self._arrow("chevron-left", t("Previous value to check"), -1)
        self.next = self._arrow("chevron-right", t("Next value to check"), 1)
        self.all = QCheckBox()
        self.empty = self._button(t("Leave empty"), lambda: self._decide(Fix("empty")))
        self.keep = self._button("", lambda: self._decide(Fix("keep")))
        self.skip = self._button(t("Leave the row out"), lambda: self._decide(Fix("skip")))
        self.type = self._button(t("Type a value…"), self._start_typing)
        self.line = QLineEdit()
        self.line.setAccessibleName(t("Type a value…"))
        self.line.setFixedWidth(workspace.theme.fonts.px(180))
        self.line.returnPressed.connect(self._take_typed)
        self.line.hide()
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.all)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._whose)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(words, 1)
        for widget in (self.empty, self.keep, self.skip, self.type, self.line):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(foot)
        self.hide()

    def show_problems(self, draft: Draft, column: int | None = None) -> None:
        """Show the open problems of a draft, those of one column first."""
        found = sorted(draft.open_problems, key=lambda problem: (problem.column != column, problem.row))
        self._draft, self._problems, self._at = draft, tuple(found), 0
        self.setVisible(bool(found))
        if found:
            self._show()

    def current(self) -> Problem | None:
        """Return the problem on show."""
        return self._problems[self._at] if self._problems else None

    def _show(self) -> None:
        t, problem = self._t, self._problems[self._at]
        draft = self._draft
        assert draft is not None
        assert draft.preview is not None
        row = draft.preview.rows[problem.row]
        self._title.setText(t.n("{count} value to check", "{count} values to check", len(self._problems)))
        self._sentence.setText(t.say(problem.message))
        self._whose.setText("  ".join(word for word in (row.key, row.title) if word))
        alike = self._alike()
        self.all.setVisible(len(alike) > 1)
        self.all.setText(t.n("All {count} like this", "All {count} like this", len(alike)))
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < len(self._problems))
        of_row = problem.message.id in WITHOUT_CELL
        spec = draft.specs.get(problem.field)
        kept = show(t, spec, problem.current, names=draft.projects) if spec else ""
        self.empty.setVisible(not of_row and not (spec is not None and spec.required))
        self.keep.setVisible(not of_row and not problem.is_new and bool(kept))
        self.keep.setText(t("Keep {value}", value=kept[:40]).replace("&", "&&"))
        self.type.setVisible(problem.message.id != "import_cell_repeated")
        self.line.hide()

    def _alike(self) -> tuple[Problem, ...]:
        """Return the open problems of the same sort in the same column."""
        problem = self._problems[self._at]
        same = (problem.column, problem.message.id)
        return tuple(other for other in self._problems if (other.column, other.message.id) == same)

    def _decide(self, fix: Fix) -> None:
        if self._problems:
            which = self._alike() if self.all.isVisible() and self.all.isChecked() else (self._problems[self._at],)
            self.all.setChecked(False)
            self.decided.emit(which, fix)

    def _start_typing(self) -> None:
        self.type.hide()
        self.line.setText(self._problems[self._at].text[:200])
        self.line.show()
        self.line.setFocus()
        self.line.selectAll()

    def _take_typed(self) -> None:
        if self.line.text().strip():
            self._decide(Fix("text", self.line.text().strip()))

    def _move(self, step: int) -> None:
        self._at = max(0, min(self._at + step, len(self._problems) - 1))
        self._show()

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: run())
        return button

    def _arrow(self, icon: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        self._workspace.icons.put(button, icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._move(step))
        return button
