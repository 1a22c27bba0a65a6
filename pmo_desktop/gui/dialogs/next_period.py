"""Asks for the dates of the next reporting period."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.periods import open_next
from ...services.fields import field
from ...services.values import Habits, parse
from ..widgets.text import Label
from ..workspace import Workspace


class NextPeriodDialog(QDialog):
    """Data date, deadline of reports and meeting of the next period; a month after the last one by default."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        t = workspace.texts
        self.setWindowTitle(t("Open the next period"))
        self.setMinimumWidth(420)
        last = workspace.current_period
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for name in ("data_date", "deadline", "meeting"):
            before: date | None = getattr(last, name) if last is not None else None
            line = QLineEdit(t.date(month_later(before)) if before is not None else "")
            self.lines[name] = line
            form.addRow(Label(field("period", name).title(t)), line)
            line.setAccessibleName(field("period", name).title(t))
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        cancel, keep = QPushButton(t("Cancel")), QPushButton(t("Open the period"))
        keep.setProperty("kind", "primary")
        keep.setDefault(True)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.keep)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Label(t("Open the next period"), "section"))
        layout.addWidget(Label(t("Statuses start empty; the last ones stay in the history of each project."), "hint"))
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addLayout(buttons)

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
            self.error.setText(self._workspace.texts.say(error))
            self.error.show()
            return
        self.accept()


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def month_later(day: date) -> date:
    """Return the same day of the next month, or its last day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
