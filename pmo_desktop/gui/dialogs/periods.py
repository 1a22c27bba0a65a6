"""All reporting periods: looked at, opened, their dates edited while they are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.periods import set_dates
from ...services.fields import field
from ...services.queries.reporting import PeriodRow, period_list
from ...services.values import Habits
from ...texts import Texts
from ..models.columns import Column, column_of
from ..models.edits import CellEdit, Reason
from ..widgets.button_box import close_button
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace
from .next_period import NextPeriodDialog


class PeriodsDialog(QDialog):
    """The periods, newest first. Enter shows one; the dates of open ones are typed in place."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        t = workspace.texts
        px = workspace.theme.fonts.px
        self.setWindowTitle(t("Reporting periods"))
        self.setMinimumSize(px(800), px(420))
        self.table = DataTable(workspace, _columns(t), commit=self._commit, selectable=False)
        self.table.cells.looks_at_period = False
        self.table.habits = lambda row: Habits(today=row.data_date)
        self.table.activated.connect(self._show_period)
        self.table.refused.connect(self._say)
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        self.open_next = QPushButton(t("Open the next period…"))
        workspace.icons.put(self.open_next, "plus")
        self.open_next.setEnabled(workspace.can_edit)
        self.open_next.clicked.connect(lambda: NextPeriodDialog(workspace, self).exec())
        self.show_period = QPushButton(t("Show this period"))
        self.show_period.clicked.connect(self._show_current)
        for button in (self.open_next, self.show_period):
            button.setAutoDefault(False)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close_button(box, t)
        box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.open_next)
        row.addWidget(self.show_period)
        row.addStretch(1)
        row.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), "section"))
        hint = t("A published period stays as it was printed: it can be looked at, and only a correction changes it.")
        column.addWidget(Label(hint, "hint", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(self._error)
        column.addLayout(row)
        workspace.changed.connect(self._reload)
        self.finished.connect(lambda _: workspace.changed.disconnect(self._reload))
        self._reload()
        if workspace.period_id is not None:
            self.table.select(workspace.period_id, "data_date")

    def _reload(self, change: object = None) -> None:
        self.table.set_rows(self._workspace.read(period_list))

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        rows = {row.id: row for row in self.table.rows()}
        try:
            self._workspace.attempt(Message("edit_period"), _set_all, [(rows[edit.row_id], edit) for edit in edits])
        except PmoError as error:
            return error
        self._error.hide()
        return None

    def _say(self, error: PmoError) -> None:
        self._error.setText(self._workspace.texts.say(error))
        self._error.show()

    def _show_current(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self._show_period(key)

    def _show_period(self, key: int) -> None:
        self.accept()
        self._workspace.choose_period(key)


def _set_all(session: Any, edits: Sequence[tuple[PeriodRow, CellEdit]]) -> None:
    """Set dates of periods; those of one period go together."""
    dates: dict[int, dict[str, date | None]] = {}
    for row, edit in edits:
        known: dict[str, date | None] = {
            "data_date": row.data_date,
            "deadline": row.deadline,
            "meeting": row.meeting,
        }
        name = edit.column.spec.name if edit.column.spec is not None else edit.column.key
        value = edit.value if isinstance(edit.value, date) else None
        dates.setdefault(row.id, known)[name] = value
    for key, values in dates.items():
        day = values["data_date"]
        if day is None:
            raise PmoError("value_required", field=field("period", "data_date").caption)
        set_dates(session, key, day, deadline=values["deadline"], meeting=values["meeting"])


def _columns(t: Texts) -> list[Column]:
    def published(row: Any) -> str:
        return "" if row.is_open else t("A published period is read-only.")

    dates = [
        column_of(field("period", name), t, locked=published, width=116)
        for name in ("data_date", "deadline", "meeting")
    ]
    return [
        *dates,
        column_of(field("period", "state"), t, width=128),
        Column("published_at", t("Published on"), "moment", 150),
        Column(
            "reported",
            t("Reports"),
            "text",
            88,
            shown=lambda row, value: t("{received} of {total}", received=row.reported, total=row.total) if row else "",
        ),
    ]
