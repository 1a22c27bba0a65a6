"""Asks when and where a meeting is, who is present, and for notes."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from ..._generated.ui_meeting_notes import Ui_MeetingNotes
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.decisions import hold_meeting
from ...services.fields import field
from ...services.queries.decisions import MeetingView
from ...services.values import Habits, parse
from ..widgets.button_box import keep_button
from ..workspace import Workspace


class MeetingNotes(QDialog):
    """Date, place, who is present and notes of a period's meeting."""

    def __init__(
        self, workspace: Workspace, period_id: int, view: MeetingView, day: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._period_id = period_id
        self.form = Ui_MeetingNotes()
        self.form.setupUi(self)
        t = workspace.texts
        self.form.held_on.setText(t.date(view.held_on or day))
        self.form.place.setText(view.place)
        self.form.attendees.setPlainText(view.attendees)
        self.form.notes.setPlainText(view.notes)
        keep_button(self.form.buttons, t, t("Keep"))
        self.form.buttons.accepted.connect(self.keep)
        self.form.buttons.rejected.connect(self.reject)

    def keep(self) -> None:
        """Keep it, or say what is wrong with the date."""
        form = self.form
        try:
            day = parse(field("period", "meeting"), form.held_on.text(), Habits(today=self._workspace.today()))
            if not isinstance(day, date):
                raise PmoError("value_required", field=field("period", "meeting").caption)
            self._workspace.attempt(
                Message("hold_meeting"), hold_meeting, self._period_id, day, form.place.text(),
                form.attendees.toPlainText(), form.notes.toPlainText(),
            )  # fmt: skip
        except PmoError as error:
            form.error.setText(self._workspace.texts.say(error))
            form.error.show()
            return
        self.accept()
