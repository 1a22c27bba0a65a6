"""The form that records what the committee said to one question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...domain.pack import PackOption
from ...services.commands.decisions import Answer, Verdict
from ...services.fields import field
from ...services.queries.decisions import DecisionRow
from ...services.values import Habits, parse
from ..widgets.text import Label, plain_menu_text, plain_tooltip
from ..workspace import Workspace

OPTION_KEYS = 9


class AnswerForm(QScrollArea):
    """A question with its options, and the fields of the answer.

    Signals:
        answered: an `Answer` that can be recorded.
    """

    answered = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self.row: DecisionRow | None = None
        self._code = Label("", "quiet")
        self._title = Label("", "inspector", wrap=True)
        self._why = Label("", "body", wrap=True)
        self._advice = Label("", "body", wrap=True)
        self._options = QVBoxLayout()
        self._options.setSpacing(6)
        self.outcome = QPlainTextEdit()
        self.outcome.setTabChangesFocus(True)
        self.outcome.setFixedHeight(workspace.theme.fonts.px(72))
        self.condition, self.owner, self.act_by = QLineEdit(), QLineEdit(), QLineEdit()
        self.act_by.setPlaceholderText(t("For example 5 Mar, mon or +2w"))
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, editor in (
            (t("&Outcome"), self.outcome),
            (t("&Condition, becomes an action"), self.condition),
            (t("&Who carries it out"), self.owner),
            (t("&Until, or deferred to"), self.act_by),
        ):
            form.addRow(words, editor)
            editor.setAccessibleName(words.replace("&", ""))
        self._problem = Label("", "error", wrap=True)
        self._problem.hide()
        self.decided = self._button(t("Decided"), "decided", primary=True)
        self.deferred = self._button(t("Deferred"), "deferred")
        self.withdrawn = self._button(t("Withdrawn"), "withdrawn")
        self.decided.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        buttons = QHBoxLayout()
        buttons.addWidget(self.decided)
        buttons.addWidget(self.deferred)
        buttons.addWidget(self.withdrawn)
        buttons.addStretch(1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 20, 12)
        column.setSpacing(8)
        for widget in (self._code, self._title, self._why):
            column.addWidget(widget)
        column.addLayout(self._options)
        column.addWidget(self._advice)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shortcut("Ctrl+Return", lambda: self.answer("decided"))
        for number in range(1, OPTION_KEYS + 1):
            self._shortcut(f"Alt+{number}", partial(self.choose, number - 1))
        self.show_row(None)

    def show_row(self, row: DecisionRow | None) -> None:
        """Show a question; what was said to it already is in the fields."""
        t = self._t
        self.row = row
        inner = self.widget()
        if inner is not None:
            inner.setEnabled(row is not None and self._workspace.can_edit)
        while self._options.count():
            item = self._options.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        if row is None:
            self._title.setText(t("No decision is asked for."))
            for label in (self._code, self._why, self._advice):
                label.setText("")
            return
        self._code.setText(" · ".join(part for part in (row.code, row.project) if part))
        self._title.setText(row.title)
        self._why.setText(row.description)
        self._why.setVisible(bool(row.description))
        for number, option in enumerate(row.options, 1):
            self._options.addWidget(self._option(number, option))
        advice = []
        if row.recommendation:
            advice.append(t("Recommendation: {text}", text=row.recommendation))
        if row.cost_of_delay:
            advice.append(t("Cost of delay: {text}", text=row.cost_of_delay))
        self._advice.setText("\n".join(advice))
        self._advice.setVisible(bool(advice))
        self.outcome.setPlainText(row.outcome)
        self.condition.setText(row.condition)
        self.owner.setText(row.owner)
        due = row.deferred_to or row.act_by
        self.act_by.setText(t.date(due) if due is not None else "")
        self._problem.hide()

    def choose(self, place: int) -> None:
        """Take one of the options as the outcome."""
        if self.row is not None and place < len(self.row.options):
            self.outcome.setPlainText(self.row.options[place].name)
            self.outcome.setFocus()

    def answer(self, verdict: Verdict) -> None:
        """Hand on what was said, or say what is missing."""
        if self.row is None:
            return
        try:
            day = parse(field("decision", "act_by"), self.act_by.text(), Habits(today=self._workspace.today()))
        except PmoError as error:
            self._say(self._t.say(error), self.act_by)
            return
        outcome = self.outcome.toPlainText().strip()
        if verdict == "decided" and not outcome:
            self._say(self._t("Type what was decided, or choose an option."), self.outcome)
            return
        until = day if isinstance(day, date) else None
        self._problem.hide()
        self.answered.emit(
            Answer(
                verdict, outcome, self.condition.text(), self.owner.text(),
                until if verdict == "decided" else None, until if verdict == "deferred" else None,
            )
        )  # fmt: skip

    def _say(self, words: str, editor: QWidget) -> None:
        self._problem.setText(words)
        self._problem.show()
        editor.setFocus()

    def _option(self, number: int, option: PackOption) -> QPushButton:
        t = self._t
        keys = QKeySequence(f"Alt+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        facts = [keys] + [part for part in (option.when, option.cost, option.gain, option.risk) if part]
        # The letter is the pack's; the number is the key.
        name = f"{chr(64 + number) if number <= 26 else number}  {option.name}"
        button = QPushButton(plain_menu_text(name + (f"  ({t('recommended')})" if option.recommended else ""), 70))
        button.setProperty("kind", "choice")
        # A long name is cut; it must not widen the form beyond what is in sight.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setAccessibleDescription("; ".join(facts))
        button.setToolTip(plain_tooltip("\n".join([name, *facts])))
        button.clicked.connect(lambda: self.choose(number - 1))
        return button

    def _button(self, words: str, verdict: Verdict, *, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        if primary:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda: self.answer(verdict))
        return button

    def _shortcut(self, keys: str, run: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: run())
