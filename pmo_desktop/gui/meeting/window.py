"""The window of meeting mode: the pack at the left, the questions and their answers at the right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...persistence.atomic import write_bytes
from ...reports.minutes import render_minutes
from ...services.commands import decisions
from ...services.commands.decisions import Answer
from ...services.minutes import minutes_of
from ...services.queries.decisions import DecisionRow, MeetingView, decision_log, meeting_of
from ..widgets.pdf_preview import PdfPages, PdfPreview
from ..widgets.text import Label
from ..workspace import Workspace
from .answer_form import AnswerForm
from .notes_dialog import MeetingNotes

MARKS = {"decided": "check", "deferred": "refresh-cw", "withdrawn": "x"}


class MeetingWindow(QDialog):
    """Steps through a pack in front of the committee; everything is by key and nothing needs the network.

    PgUp and PgDn turn pages, Ctrl+Up and Ctrl+Down go from question to question, Alt and a number takes an option,
    Ctrl+Return records and goes on, Esc leaves. `pdf` is the pack; without one there are only the questions.
    """

    def __init__(self, workspace: Workspace, pdf: bytes | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._t = t = workspace.texts
        self._rows: tuple[DecisionRow, ...] = ()
        self.setWindowTitle(t("Meeting"))
        self.preview = PdfPreview(workspace)
        if pdf is not None:
            self.preview.set_pages(PdfPages(pdf))
        self.preview.setVisible(pdf is not None)
        self.agenda = QListWidget()
        self.agenda.setAccessibleName(t("Questions"))
        self.agenda.currentRowChanged.connect(self._show)
        self.form = AnswerForm(workspace)
        self.form.answered.connect(self._record)
        self._state = Label("", "quiet")
        self._lay_out()
        for keys, by in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.step(by))
        workspace.changed.connect(self._apply)
        self._load()
        self.agenda.setCurrentRow(0)
        self.form.outcome.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages from anywhere; Esc leaves."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.preview.go_to(self.preview.page + (1 if event.key() == Qt.Key.Key_PageDown else -1))
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Leave, and let the pages go."""
        self._workspace.changed.disconnect(self._apply)
        self.preview.set_pages(None)
        super().done(result)

    def step(self, by: int) -> None:
        """Go to another question."""
        self.agenda.setCurrentRow(min(max(self.agenda.currentRow() + by, 0), self.agenda.count() - 1))

    def meeting(self) -> MeetingView:
        """Return what is kept of the period's meeting."""
        period = self._workspace.current_period
        return MeetingView() if period is None else self._workspace.read(meeting_of, period.id)

    def day(self) -> date:
        """Return the day on which answers are recorded: that of the meeting, else the planned one, else today."""
        period = self._workspace.current_period
        planned = period.meeting if period is not None else None
        return self.meeting().held_on or (planned if planned is not None and planned <= date.today() else date.today())

    # Inside

    def _load(self) -> None:
        day = self.day()
        every = self._workspace.read(decision_log)
        self._rows = tuple(row for row in every if row.is_open or row.decided_on == day)
        current = self.agenda.currentRow()
        self.agenda.blockSignals(True)
        self.agenda.clear()
        for row in self._rows:
            item = QListWidgetItem(f"{row.code}  {row.title}")
            if row.status in MARKS:
                item.setIcon(self._workspace.icons.icon(MARKS[row.status], "text2"))
            self.agenda.addItem(item)
        self.agenda.setCurrentRow(min(max(current, 0), len(self._rows) - 1))
        self.agenda.blockSignals(False)
        # As high as its questions, so that the answer below keeps the room.
        rows = max(self.agenda.sizeHintForRow(0), 24) * min(max(len(self._rows), 2), 5)
        self.agenda.setFixedHeight(rows + 2 * self.agenda.frameWidth() + 8)
        left = sum(row.status == "open" for row in self._rows)
        self._state.setText(self._t.n("{count} question open", "{count} questions open", left))
        self._show(self.agenda.currentRow())

    def _show(self, place: int) -> None:
        self.form.show_row(self._rows[place] if 0 <= place < len(self._rows) else None)

    def _apply(self, change: ChangeSet) -> None:
        if change.tables() & {"decision", "project", "meeting"}:
            self._load()

    def _record(self, answer: Answer) -> None:
        row = self.form.row
        if row is None:
            return
        self._begin()
        label = Message("record_answer", {"code": row.code})
        if self._workspace.edit(label, decisions.record, row.id, answer, self.day()) is not None:
            self.step(1)

    def _begin(self) -> None:
        """Keep that the meeting takes place, once."""
        period = self._workspace.current_period
        if period is not None and self.meeting().held_on is None:
            label, view = Message("hold_meeting"), self.meeting()
            self._workspace.edit(
                label, decisions.hold_meeting, period.id, self.day(), view.place, view.attendees, view.notes
            )

    def write_notes(self) -> None:
        """Ask when and where the meeting is, who came, and what else was said."""
        period = self._workspace.current_period
        if period is not None:
            MeetingNotes(self._workspace, period.id, self.meeting(), self.day(), self).exec()

    def save_minutes(self) -> None:
        """Write the minutes as PDF where the user says."""
        t, period = self._t, self._workspace.current_period
        if period is None:
            return
        self._begin()
        proposed = self._workspace.store.path.parent / f"{t('Minutes')} {self.day():%Y-%m-%d}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, t("Save the minutes"), str(proposed), f"{t('PDF file')} (*.pdf)")
        if not name:
            return
        try:
            write_bytes(Path(name), render_minutes(self._workspace.read(minutes_of, period.id), t))
        except PmoError as error:
            self._workspace.failed.emit(error)
            return
        self._state.setText(t("Minutes saved: {name}", name=Path(name).name))

    def _lay_out(self) -> None:
        t, px = self._t, self._workspace.theme.fonts.px
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(8)
        head.addWidget(Label(t("Meeting"), "section"))
        head.addSpacing(12)
        head.addWidget(self._state)
        head.addStretch(1)
        notes = QPushButton(t("Present and notes"))
        notes.clicked.connect(self.write_notes)
        minutes = QPushButton(t("Minutes as PDF"))
        minutes.clicked.connect(self.save_minutes)
        leave = QPushButton(t("Leave"))
        leave.clicked.connect(self.reject)
        for button in (notes, minutes, leave):
            button.setAutoDefault(False)
            head.addWidget(button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.agenda)
        column.addWidget(self.form, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.preview)
        panes.addWidget(side)
        panes.setStretchFactor(0, 1)
        panes.setSizes([px(1000), px(440)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(panes, 1)
