"""Why the selected task starts when it does, and why it is critical or not, with causes that lead to their tasks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ...scheduling import Explanation
from ...scheduling.explain import Step
from ...services.queries.plan import PlanView
from ...texts import Texts
from ..icons import Icons
from ..widgets.banner import announce
from ..widgets.text import Label, plain_tooltip
from ..workspace import Workspace

STEP: Final = Qt.ItemDataRole.UserRole
MOST_CAUSES: Final = 40
"""Causes that are listed; a chain through a large plan has hundreds, and the first ones are what is looked for."""


ICONS: Final = {
    "link": "link", "lag": "link", "duration": "arrow-right", "summary": "group", "calendar": "calendar",
    "levelling": "users", "project": "flag", "finish": "flag", "data_date": "crosshair", "constraint": "pin",
    "conflict": "pin", "deadline": "pin", "actual": "check", "manual": "pencil", "external": "import",
    "latest": "arrow-right",
}  # fmt: skip
"""What stands before a cause, by its kind."""

IN_DETAILS: Final = frozenset({"constraint", "conflict", "deadline", "manual", "levelling", "latest", "actual"})
"""Causes that are values of their task: choosing one opens the details of the task."""


class Answer(QWidget):
    """A question, its answer in a sentence, and the causes behind it.

    Signals:
        chosen: the step that was chosen.
        task_chosen: the id of the task that it is about.
    """

    chosen = Signal(object)
    task_chosen = Signal(int)

    def __init__(self, question: str, height: int, icons: Icons | None = None) -> None:
        super().__init__()
        self._icons = icons
        self.question = Label(question, "section")
        self.sentence = Label("", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.causes = QListWidget()
        self.causes.setAccessibleName(question)
        self.causes.setFixedHeight(height)
        self.causes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.causes.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.causes.itemActivated.connect(self._choose)
        self.causes.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.question, self.sentence, self.causes):
            column.addWidget(widget)
        column.addStretch(1)

    def ask(self, question: str) -> None:
        """Put another question."""
        self.question.setText(question)
        self.causes.setAccessibleName(question)

    def show_answer(self, answer: Explanation, view: PlanView, t: Texts) -> None:
        """Show an answer; each cause names the row that it leads to."""
        self.sentence.setText(t.say(answer.message))
        self.causes.clear()
        for step in answer.steps[:MOST_CAUSES]:
            row = view.row_of.get(step.task_uid)
            words = t.say(step.message)
            number = "" if row is None else str(row + view.first_row)
            item = QListWidgetItem(f"{number}   {words[:1].upper()}{words[1:]}".strip())
            if self._icons is not None:
                item.setIcon(self._icons.icon(ICONS[step.kind], "text3"))
            item.setData(STEP, step)
            does = _does(t, step, "" if row is None else view.task(row).name)
            item.setToolTip(plain_tooltip(f"{words[:1].upper()}{words[1:]}\n{does}"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, t("{cause}. {action}", cause=words, action=does))
            self.causes.addItem(item)
        # Causes that lead nowhere else say no more than the sentence.
        elsewhere = (step.task_uid != answer.task_uid or _opens(step) for step in answer.steps)
        self.causes.setVisible(any(elsewhere))

    def _choose(self, item: QListWidgetItem) -> None:
        step: Step = item.data(STEP)
        self.chosen.emit(step)
        self.task_chosen.emit(step.task_uid)


def _opens(step: Step) -> bool:
    return step.calendar_uid is not None or step.kind in IN_DETAILS


def _does(t: Texts, step: Step, task: str) -> str:
    """Return what choosing a cause does."""
    if step.calendar_uid is not None:
        return t("Open this calendar.")
    if step.kind in IN_DETAILS:
        return t("Open the details of “{task}”.", task=task)
    return t("Go to “{task}”.", task=task) if task else ""


class ReasonPanel(QFrame):
    """The answers about the current task; it follows the selection while it is open.

    Signals:
        task_chosen: the id of a task to go to.
        calendar_chosen: the id of a calendar to open.
        details_chosen: the id of a task whose details hold the cause.
        closed: the user closed it.
    """

    task_chosen = Signal(int)
    calendar_chosen = Signal(int)
    details_chosen = Signal(int)
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self._t = t = workspace.texts
        self.task = Label("", "strong")
        height = workspace.theme.fonts.px(96)
        self.start = Answer(t("Why does it start then?"), height, workspace.icons)
        self.critical = Answer(t("Why is it critical?"), height, workspace.icons)
        close = QToolButton()
        workspace.icons.put(close, "x")
        close.setAccessibleName(t("Close"))
        close.setToolTip(t("Close"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.task, 1)
        head.addWidget(close)
        answers = QHBoxLayout()
        answers.setSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(answers)
        for answer in (self.start, self.critical):
            answers.addWidget(answer, 1)
            answer.chosen.connect(self._choose)
            answer.causes.installEventFilter(self)

    def show_task(self, view: PlanView, row: int) -> None:
        """Answer for the task in a row."""
        t, why, critical = self._t, view.why_start(row), view.why_critical(row)
        if why is None or critical is None or view.schedule is None:
            self.show_nothing()
            return
        self.task.setText(f"{row + view.first_row}   {view.task(row).name}")
        is_critical = view.schedule.critical[row]
        self.critical.ask(t("Why is it critical?") if is_critical else t("Why is it not critical?"))
        self.start.show_answer(why, view, t)
        self.critical.show_answer(critical, view, t)
        for answer in (self.start, self.critical):
            answer.show()

    def show_nothing(self) -> None:
        """Say that no task, or more than one, is selected."""
        self.task.setText(self._t("Select a task to see why it is where it is."))
        for answer in (self.start, self.critical):
            answer.hide()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first cause, and let a screen reader say the answers."""
        causes = next((answer.causes for answer in (self.start, self.critical) if not answer.causes.isHidden()), None)
        announce(self, " ".join(answer.sentence.text() for answer in (self.start, self.critical)))
        if causes is not None:
            causes.setFocus()
            causes.setCurrentRow(max(0, causes.currentRow()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in a list closes the panel, Return goes to the task of the cause."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QListWidget):
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            item = watched.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._choose(item.data(STEP))
                return True
        return super().eventFilter(watched, event)

    def _choose(self, step: Step) -> None:
        """Go to the task of a cause, and open what the cause is: a calendar, or a value in the task's details."""
        if step.calendar_uid is not None:
            self.calendar_chosen.emit(step.calendar_uid)
            return
        self.task_chosen.emit(step.task_uid)
        if step.kind in IN_DETAILS:
            self.details_chosen.emit(step.task_uid)
