"""Asks for the dates of the next reporting period."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ..._generated.ui_next_period import Ui_NextPeriod
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.reporting_dates import follow, next_data_date
from ...services.commands.periods import open_next
from ...services.fields import field
from ...services.queries.periods import PeriodView
from ...services.values import Habits, parse
from ..widgets.button_box import keep_button
from ..workspace import Workspace


class NextPeriodDialog(QDialog):
    """Data date, deadline of reports and meeting of the next period; about a month after the last one by default."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.form = Ui_NextPeriod()
        self.form.setupUi(self)
        t, last = workspace.texts, workspace.current_period
        self.lines: dict[str, QLineEdit] = {
            "data_date": self.form.data_date,
            "deadline": self.form.deadline,
            "meeting": self.form.meeting,
        }
        for name, line in self.lines.items():
            day = _proposed(last, name) if last is not None else None
            line.setText(t.date(day) if day is not None else "")
        keep_button(self.form.buttons, t, t("Open the period"))
        self.form.buttons.accepted.connect(self.keep)

    def keep(self) -> None:
        """Open the period, or say what is wrong with a date."""
        try:
            habits = Habits(today=self._workspace.today())
            dates = {name: parse(field("period", name), line.text(), habits) for name, line in self.lines.items()}
            data_date, deadline, meeting = (_day(dates[name]) for name in ("data_date", "deadline", "meeting"))
            assert data_date is not None
            label = Message("open_period")
            self._workspace.attempt(label, open_next, data_date, deadline=deadline, meeting=meeting)
        except PmoError as error:
            self.form.error.setText(self._workspace.texts.say(error))
            self.form.error.show()
            return
        self.accept()


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _proposed(last: PeriodView, name: str) -> date | None:
    later = next_data_date(last.data_date)
    if name == "data_date":
        return later
    before = last.deadline if name == "deadline" else last.meeting
    return None if before is None else follow(before, last.data_date, later)
