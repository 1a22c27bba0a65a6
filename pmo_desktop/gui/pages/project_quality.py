"""The quality of a plan: the checks of DCMA and GAO as indicators, with the tasks to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...domain.messages import Message
from ...scheduling.quality import Indicator
from ...services.commands import quality
from ...services.queries.plan import PlanView
from ...services.queries.quality import QualityView, quality_of
from ..clipboard import put_table
from ..models.columns import Column
from ..widgets.banner import Banner
from ..widgets.data_table import DataTable
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .project_quality_details import QualityDetails
from .project_quality_words import FAMILIES, RATING, STATES, figure, threshold

MARK_WIDTH: Final = 44


@dataclass(frozen=True)
class CheckRow:
    """A check as a line of the table."""

    id: int
    facts: Indicator


class QualityPanel(QWidget):
    """A table of checks; beside it what the chosen one asks, its thresholds and its tasks.

    Signals:
        task_chosen: the id of a task to go to in the plan.
    """

    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self.shown: QualityView | None = None
        self.table = DataTable(workspace, self._columns(), selectable=False, whole_rows=True)
        self.table.empty.say(
            "list-checks",
            t("Nothing to check yet"),
            t("A plan with tasks is checked here by what the trade asks of plans."),
        )
        self.summary = Label("", "section")
        self.note = ElidedLabel("", "hint")
        self.problem = Banner(workspace.icons, "warning", closable=False)
        self.problem.hide()
        self.details = QualityDetails(workspace)
        self.standard = self._button(t("Back to the standard"), "undo-2", self._forget)
        self.copy = self._button(t("Copy as a table"), "copy", self.copy_table)
        self._lay_out()
        self.table.selection_changed.connect(self._show_details)
        self.table.activated.connect(lambda _: self.details.take_keyboard())
        self.details.task_chosen.connect(self.task_chosen)
        self.details.limit_typed.connect(self._set_limit)

    def show_plan(self, view: PlanView) -> None:
        """Check a plan and show what was found; the chosen check stays chosen."""
        t, chosen = self._t, self.table.current_id()
        self.shown = found = self._workspace.read(quality_of, view)
        rows = [] if found.report is None else [*found.report.dcma, *found.report.gao]
        self.table.set_rows([CheckRow(at, item) for at, item in enumerate(rows, 1)])
        self.summary.setText(self.status_text())
        self.note.setText(t.say(found.report.note) if found.report is not None else "")
        self.problem.setVisible(found.problem is not None)
        if found.problem is not None:
            self.problem.say(t.say(found.problem))
        self.standard.setEnabled(bool(found.own) and self._workspace.can_edit)
        self.copy.setEnabled(bool(rows))
        self.details.setVisible(bool(rows))
        if rows:
            self.table.select(chosen or _first_to_look_at(rows), "title")
        self._show_details()

    def status_text(self) -> str:
        """Return how many checks are met."""
        t = self._t
        rows = [row.facts for row in self.table.rows()]
        if not rows:
            return ""
        met, missed = (sum(row.state == state for row in rows) for state in ("met", "not_met"))
        made = met + missed
        parts = [t("{met} of {made} checks met", met=met, made=made)]
        if len(rows) > made:
            parts.append(t.n("{count} not checked", "{count} not checked", len(rows) - made))
        return " · ".join(parts)

    def copy_table(self) -> None:
        """Put all checks on the clipboard, with what must stand beside them."""
        columns = self._columns()[1:]
        lines = [[column.title for column in columns]]
        for row in self.table.rows():
            lines.append([self._words(column, row) for column in columns])
        put_table([[self.summary.text()], [self.note.text()], *lines])
        self._workspace.told.emit(Message("quality_copied", count=len(lines) - 1))

    def _words(self, column: Column, row: CheckRow) -> str:
        value = column.value(row)
        if column.choices:
            return next((word for known, word in column.choices if known == value), "")
        return str(value)

    # Inside

    def _columns(self) -> list[Column]:
        t = self._t
        families = tuple((family, t(title)) for family, title in FAMILIES)
        states = tuple((rating, t(word)) for rating, word in STATES)
        return [
            Column("mark", "", "rag", MARK_WIDTH, get=lambda r: RATING[r.facts.state], choices=states),
            Column("family", t("Set"), "choice", 130, get=lambda r: r.facts.family, choices=families, hidden=True),
            Column("number", t("No."), "integer", 48, get=lambda r: r.facts.number),
            Column("title", t("Check"), "text", 250, get=lambda r: t(r.facts.title), stretch=True),
            Column("state", t("State"), "choice", 110, get=lambda r: RATING[r.facts.state], choices=states,
                   tone=lambda r, v: "ragAtext" if v == "A" else ("text3" if not v else "")),
            Column("value", t("Value"), "number", 84, get=lambda r: figure(t, r.facts, r.facts.value),
                   shown=lambda r, v: str(v), order=lambda v: str(v)),
            Column("limit", t("Threshold"), "number", 96, get=lambda r: threshold(t, r.facts),
                   shown=lambda r, v: str(v), tone=lambda r, v: "text2"),
            Column("count", t("Tasks"), "integer", 72, get=lambda r: len(r.facts.uids),
                   tone=lambda r, v: "" if v else "text3"),
        ]  # fmt: skip

    def _button(self, text: str, icon: str, run: object) -> QPushButton:
        button = QPushButton(text)
        self._workspace.icons.put(button, icon)
        button.clicked.connect(run)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.summary)
        head.addWidget(self.note, 1)
        head.addWidget(self.standard)
        head.addWidget(self.copy)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(9)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.details)
        px = self._workspace.theme.fonts.px
        self.table.setMinimumWidth(px(270))
        self.details.setMinimumWidth(px(240))
        split.setStretchFactor(0, 1)
        split.setSizes([px(800), px(340)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.problem)
        layout.addWidget(split, 1)
        self.table.set_group("family")

    def _show_details(self) -> None:
        rows = self.table.selected_rows()
        if self.shown is not None and rows and self.shown.report is not None:
            self.details.show_check(self.shown, rows[0].facts)

    def _set_limit(self, name: str, value: float) -> None:
        label = Message("set_quality_limit")
        if self._workspace.edit(label, quality.set_limit, name, value) is None and self.shown is not None:
            self._show_details()

    def _forget(self) -> None:
        if self._workspace.edit(Message("forget_quality_limits"), quality.forget_limits):
            self._workspace.done.emit(Message("quality_limits_usual"))


def _first_to_look_at(rows: list[Indicator]) -> int:
    return next((at for at, row in enumerate(rows, 1) if row.state == "not_met"), 1)
