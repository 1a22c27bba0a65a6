"""The form of a status: ratings, why, what next; kept as one step, written without the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag import DIMENSIONS, Dimension, Rag, to_rag
from ...domain.rag_measures import dimension_words
from ...domain.rag_status import problems
from ...services.commands import status
from ...services.fields import field
from ...services.queries.registry import WORDS, ProjectRow
from ...services.values import Habits
from ..actions import shown_keys
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .project_ratings import RatingPicker
from .status_fields import FocusWatch, NoteLine, StatusField
from .status_why import CalculatedMark, WhyPopover, open_why, override_words, stale_words

IDLE: Final = 8_000
"""Milliseconds without a key after which what is typed is kept, so that a crash loses little."""

COPIED: Final = ("reason", "next_step", "next_owner", "next_due", "planned", "ask")
"""Words that often hold for another month; what was achieved never does."""


class StatusForm(QWidget):
    """Writes the report of one project for the period on show.

    What is typed is kept as one step when the form is left, after a pause, and by Ctrl+Enter.

    Attributes:
        pickers, notes: by dimension; `words`: fields by name.
        problems: what the status still needs; `first_problem`: the first of it, always in sight.

    Signals:
        next_asked: the status is kept, and the user wants the next project that has none.
    """

    next_asked = Signal()

    def __init__(self, workspace: Workspace, project_id: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = workspace.texts
        self._project_id = project_id
        self._project: ProjectRow | None = None
        self._period_id: int | None = None
        self._ratings: dict[str, Rag] = {}  # typed, not kept yet
        self.pickers: dict[Dimension, RatingPicker] = {}
        self.marks: dict[Dimension, CalculatedMark] = {}
        self.notes: dict[Dimension, NoteLine] = {}
        self.words: dict[str, StatusField] = {}
        self.popover: WhyPopover | None = None
        self._title = Label(self._t("Status"), "section")
        self._doubt = Label("", "warning", wrap=True)
        self.problems = Label("", "warning", wrap=True)
        self.first_problem = ElidedLabel("", "warning")
        self.first_problem.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.copy = QPushButton(self._t("Copy last month’s"))
        self.save_and_next = QPushButton(self._t("Keep, go to the next one"))
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self.keep)
        self._lay_out()
        self._order_tabs()
        FocusWatch(self).left.connect(self._left)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.keep_and_next)

    # What is shown

    def show_project(self, project: ProjectRow, *, has_last: bool) -> None:
        """Show a project's report of the period on show; what is being typed stays.

        `has_last` tells whether there is an earlier report to copy from.
        """
        workspace, t = self._workspace, self._t
        period = workspace.current_period
        if self._period_id is not None and self._period_id != workspace.period_id:
            self._forget()
        self._project, self._period_id = project, workspace.period_id
        editable = workspace.period_is_open and period is not None
        habits = Habits(currency=project.currency, today=workspace.today())
        for dimension, picker in self.pickers.items():
            self._show_rating(dimension)
            picker.setEnabled(editable)
            self.marks[dimension].show_project(project)
            if dimension in self.notes:
                self.notes[dimension].show_note(str(project.notes.get(dimension, "")), editable=editable)
        for name, editor in self.words.items():
            editor.show_value(self._stored(name), habits, editable=editable)
        self._title.setText(t("Status for {period}", period=t.month(period.data_date)) if period else t("Status"))
        said = [stale_words(project, t)]
        for dimension in DIMENSIONS:
            if dimension in project.overrides:
                words = override_words(project.overrides[dimension], t)
                said.append(f"{t.say(dimension_words(dimension))}: {words}")
        self._doubt.setText("\n".join(line for line in said if line))
        self._doubt.setVisible(bool(self._doubt.text()))
        self.copy.setEnabled(editable and has_last)
        self.save_and_next.setEnabled(editable)
        self._show_problems()

    def begin(self) -> None:
        """Put the keyboard where a status begins."""
        self.pickers["overall"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_last(self, last: Mapping[str, object]) -> None:
        """Put last month's words into the fields that are still empty, and last month's ratings where none is given."""
        for name in COPIED:
            editor, words = self.words[name], last.get(name)
            if words and not editor.is_filled:
                editor.put(str(words) if isinstance(words, str) else self._t.date(words))  # type: ignore[arg-type]
        for dimension in DIMENSIONS:
            rag = to_rag(str(last.get(dimension, "")))
            if rag and not self._rating(dimension):
                self._ratings[dimension] = rag
                self._show_rating(dimension)
        self._typed()

    # Keeping

    @property
    def is_changed(self) -> bool:
        """True while something typed is not kept yet."""
        if self._ratings or any(editor.is_changed for editor in self.words.values()):
            return True
        return any(line.is_changed for line in self.notes.values())

    def keep(self) -> bool:
        """Keep everything typed as one step; what is refused stays in its field with the reason, and gives False."""
        self._idle.stop()
        if self._project is None or not self.is_changed or self._period_id is None:
            return True
        values: dict[str, Any] = dict(self._ratings)
        refused = False
        for name, editor in self.words.items():
            if editor.is_changed:
                try:
                    value = editor.value()
                except PmoError:
                    refused = True
                    continue
                if value != editor.stored:
                    values[name] = value
        notes = {dimension: line.text() for dimension, line in self.notes.items() if line.is_changed}
        if notes:
            values["reasons"] = notes
        if not values:
            return not refused
        author = self._workspace.store.author
        try:
            self._ratings = {}
            self._workspace.attempt(
                Message("set_status"),
                status.write,
                self._project_id,
                values,
                author=author,
                period_id=self._period_id,
            )
        except PmoError as error:
            self._ratings = {name: rag for name, rag in values.items() if name in DIMENSIONS}
            self._workspace.failed.emit(error)
            return False
        for editor in self.words.values():
            if not editor.editor.hasFocus() and not editor.is_refused:
                editor.restore()  # as it is kept: "fri" has become a date
        return not refused

    def keep_and_next(self) -> None:
        """Keep the status and go to the next project that has none."""
        if not self.keep():
            return
        if self._project is not None:
            self._workspace.done.emit(Message("status_saved", {"project": self._project.name}))
        self.next_asked.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed when another page or tab comes."""
        self.keep()
        super().hideEvent(event)

    # Inside

    def _lay_out(self) -> None:
        t = self._t
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card, inside = _card()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self.first_problem, 1)
        self.copy.setProperty("kind", "ghost")
        self.copy.setToolTip(t("Fills what is still empty with last month’s ratings and words"))
        head.addWidget(self.copy)
        inside.addLayout(head)
        inside.addWidget(self._doubt)
        inside.addLayout(self._rating_grid())
        column.addWidget(card)
        card, inside = _card()
        for name in ("reason", "next_step"):
            inside.addWidget(self._field(name))
        row = QHBoxLayout()
        row.setSpacing(12)
        for name in ("next_owner", "next_due", "percent_complete"):
            row.addWidget(self._field(name), 1)
        inside.addLayout(row)
        for name in ("achieved", "not_achieved", "planned", "ask"):
            inside.addWidget(self._field(name))
        column.addWidget(card)
        foot = QHBoxLayout()
        foot.addWidget(self.problems, 1)
        self.save_and_next.setProperty("kind", "default")
        self.save_and_next.setToolTip(shown_keys("Ctrl+Return"))
        self.save_and_next.clicked.connect(self.keep_and_next)
        foot.addWidget(self.save_and_next, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)

    def _rating_grid(self) -> QGridLayout:
        t, workspace = self._t, self._workspace
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for place, text in ((1, t("Reported")), (2, t("Calculated")), (3, t("In a few words"))):
            grid.addWidget(Label(text, "caption"), 0, place)
        for row, dimension in enumerate(DIMENSIONS, 1):
            word = t.say(dimension_words(dimension))
            picker = RatingPicker(workspace, word)
            picker.setObjectName(f"rating_{dimension}")
            picker.picked.connect(lambda rag, name=dimension: self._rate(name, rag))
            picker.stepped.connect(lambda step, name=dimension: self._step(name, step))
            picker.asked.connect(lambda name=dimension: self.explain(name))
            if dimension != "overall":  # one stop of the Tab key; up and down go between them
                picker.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            mark = CalculatedMark(workspace, dimension)
            mark.clicked.connect(lambda _=False, name=dimension: self.explain(name))
            caption = Label(word, "strong" if dimension == "overall" else "")
            caption.setBuddy(picker)
            grid.addWidget(caption, row, 0)
            grid.addWidget(picker, row, 1)
            grid.addWidget(mark, row, 2, Qt.AlignmentFlag.AlignCenter)
            self.pickers[dimension], self.marks[dimension] = picker, mark
            if dimension != "overall":  # whose words are the reason
                note = NoteLine(t("{dimension} in a few words", dimension=word), status.NOTE_LIMIT)
                note.edited.connect(self._typed)
                grid.addWidget(note, row, 3)
                self.notes[dimension] = note
        grid.setColumnStretch(3, 1)
        return grid

    def _field(self, name: str) -> StatusField:
        editor = StatusField(self._workspace, field("status_update", name))
        editor.edited.connect(self._typed)
        self.words[name] = editor
        return editor

    def _order_tabs(self) -> None:
        order: list[QWidget] = [*self.pickers.values()]
        names = ("reason", "next_step", "next_owner", "next_due", "percent_complete")
        order += [self.words[name].editor for name in names]
        order += [self.words[name].editor for name in ("achieved", "not_achieved", "planned", "ask")]
        order += self.notes.values()
        order += [self.save_and_next, self.copy]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _stored(self, name: str) -> object:
        assert self._project is not None
        return self._project.words.get(name, None if name in ("next_due", "percent_complete") else "")

    def _rating(self, dimension: str) -> Rag:
        stored = self._project.ratings.get(dimension, "") if self._project is not None else ""
        return to_rag(self._ratings.get(dimension, stored))

    def _show_rating(self, dimension: Dimension) -> None:
        assert self._project is not None
        previous = to_rag(self._project.previous.get(dimension, ""))
        self.pickers[dimension].show_rating(self._rating(dimension), previous)

    def _rate(self, dimension: Dimension, rag: Rag) -> None:
        stored = self._project.ratings.get(dimension, "") if self._project is not None else ""
        self._ratings[dimension] = rag
        if rag == stored:
            del self._ratings[dimension]
        self._show_rating(dimension)
        self._typed()

    def _step(self, dimension: Dimension, step: int) -> None:
        at = DIMENSIONS.index(dimension) + step
        if 0 <= at < len(DIMENSIONS):
            self.pickers[DIMENSIONS[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._idle.start()
        self._show_problems()

    def _show_problems(self) -> None:
        if self._project is None:
            return
        ratings: dict[str, Rag] = {dimension: self._rating(dimension) for dimension in DIMENSIONS}
        words = {name: self.words[name].is_filled for name in self.words if name in WORDS}
        found = problems(ratings, words) if self._workspace.period_is_open else ()
        said = [self._t.say(message) for message in found]
        self.problems.setText("\n".join(said))
        more = f"  +{len(said) - 1}" if len(said) > 1 else ""
        self.first_problem.setText(said[0] + more if said else "")

    def _left(self) -> None:
        if self.popover is None or not self.popover.isVisible():
            self.keep()

    def _forget(self) -> None:
        self._ratings = {}
        for editor in self.words.values():
            editor.restore()

    # Why

    def explain(self, dimension: Dimension) -> None:
        """Say what the rules make of a dimension, and offer what can be done about it."""
        self.keep()
        if self._project is None:
            return
        self.popover = open_why(self._workspace, self._project, dimension, self.marks[dimension])
        self.popover.destroyed.connect(self._closed)

    def _closed(self) -> None:
        self.popover = None


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 12, 16, 14)
    inside.setSpacing(8)
    return card, inside
