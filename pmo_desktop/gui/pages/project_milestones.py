"""The milestones of a project: promised, expected, slip, float, what decides them and how their forecasts moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...charts.milestones import DiamondRow, diamond_rows, span
from ...charts.scene import Scene
from ...charts.slip_chart import SlipLine, slip_chart
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import plan
from ...services.planning_cache import PlanCache, lending
from ...services.queries.baseline_compare import baseline_heads
from ...services.queries.milestones import MilestoneRow, told_milestones
from ...services.queries.plan import PlanView
from ..clipboard import put_table
from ..models.columns import words_of
from ..models.edits import CellEdit
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.scene_view import SceneView
from ..widgets.text import Label
from ..workspace import Workspace
from .project_compare_dialog import baseline_title
from .project_milestones_words import columns, reading

MOST_LINES = 12
"""Lines that the chart shows: the selected milestone and those that slip most."""


@dataclass(frozen=True)
class _Row:
    id: int
    facts: MilestoneRow


class MilestonePanel(QWidget):
    """A table of milestones and how they move; Enter goes to one in the plan.

    Signals:
        activated: the id of a task.
        baseline_chosen: the number of the baseline to compare with.
    """

    activated = Signal(int)
    baseline_chosen = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        super().__init__()
        t = workspace.texts
        self._workspace, self._project_id, self._plans, self._t = workspace, project_id, plans, t
        self._rows: Sequence[MilestoneRow] = ()
        self.table = DataTable(workspace, columns(t, 480), commit=self._commit, selectable=False)
        self.table.empty.say(
            "diamond", t("No milestones yet"), t("Milestones of the plan are listed here with their slip.")
        )
        self.baseline = QComboBox()
        self.baseline.setAccessibleName(t("Baseline"))
        self.baseline.activated.connect(lambda _: self.baseline_chosen.emit(self.baseline.currentData()))
        self.ahead_only = QCheckBox(t("Only those ahead"))
        self.ahead_only.toggled.connect(lambda _: self._show_rows())
        self.key_only = QCheckBox(t("Only key milestones"))
        self.key_only.toggled.connect(lambda _: self._show_rows())
        self.copy = QPushButton(t("Copy as a table"))
        workspace.icons.put(self.copy, "copy")
        self.copy.clicked.connect(lambda: self.copy_table())
        self.chart = SceneView(workspace, name=t("How the milestones move"))
        self.chart.clicked.connect(lambda key: self.table.select(int(key[1])))
        self.card = Card(t("How the milestones move"))
        self.card.body.addWidget(self.chart, 1)
        self.note = Label("", "hint", wrap=True)
        self.card.body.addWidget(self.note)
        self._lay_out()
        self.table.menu_actions = self._fill_menu
        self.table.activated.connect(self.activated)
        self.table.selection_changed.connect(self._show_chart)

    def show_plan(self, view: PlanView) -> None:
        """Show the milestones of a plan."""
        t, workspace = self._t, self._workspace
        heads = workspace.read(baseline_heads, self._project_id)
        self.baseline.clear()
        for head in heads:
            self.baseline.addItem(baseline_title(t, head), head.number)
        self.baseline.setCurrentIndex(max(0, self.baseline.findData(view.baseline)))
        self.baseline.setVisible(bool(heads))
        self._caption.setText(t("Planned is") if heads else t("No baseline is set: there is no slip to show."))
        try:
            self._rows = workspace.read(told_milestones, view, workspace.today())
        except PmoError as error:
            workspace.failed.emit(error)
            self._rows = ()
        self.table.set_columns(columns(t, view.units.day))
        self._show_rows()

    def status_text(self) -> str:
        """Return how many there are, and how many are reached."""
        done = sum(row.reached for row in self._rows)
        every = len(self._rows)
        return self._t("{done} of {all} milestones reached", done=done, all=every) if every else ""

    def copy_table(self) -> None:
        """Put the milestones that are shown on the clipboard."""
        shown = [column for column in self.table.shown_columns() if column.kind != "trend"]
        lines = [
            [words_of(column, row, column.value(row), self._t) for column in shown]
            for row in self.table.model.lines
            if isinstance(row, _Row)
        ]
        put_table([[column.title for column in shown], *lines])
        self._workspace.told.emit(Message("milestones_copied", count=len(lines)))

    # Inside

    def _show_rows(self) -> None:
        rows = [
            row
            for row in self._rows
            if not (self.ahead_only.isChecked() and row.reached) and (row.key or not self.key_only.isChecked())
        ]
        self.table.set_rows([_Row(row.task_id, row) for row in rows])
        self.card.setVisible(bool(rows))
        self._show_chart()

    def _show_chart(self) -> None:
        t = self._t
        rows = [row.facts for row in self.table.rows()]
        if not rows:
            return
        today, selected = self._workspace.today(), self.table.current_id()
        told = [row for row in rows if len(row.trend) > 1]
        size = float(self._workspace.theme.fonts.px(11))
        if told:
            told.sort(key=lambda row: (row.task_id != selected, -abs(row.slip or row.moved or 0)))
            most = told[:MOST_LINES]
            lines = [_line(row, row.task_id == selected) for row in most]
            self.note.setText(reading(t, next((row for row in rows if row.task_id == selected), most[0])))
            self.chart.show_scene(lambda w, h: slip_chart(lines, today, w, h, size, t), self.note.text())
        else:
            self.note.setText(t("Outline: planned. Filled: expected. Issued packs add the way there."))
            self.chart.show_scene(lambda w, h: _diamonds(rows, today, w, h), self.note.text())

    def _fill_menu(self, menu: QMenu) -> None:
        """Offer to mark the selected milestones as key, and to see one in the plan."""
        rows = self.table.selected_rows()
        if not rows:
            return
        key = menu.addAction(self._t("Key milestone"))
        key.setCheckable(True)
        key.setChecked(all(row.facts.key for row in rows))
        key.setEnabled(self._workspace.can_edit)
        column = next(column for column, _ in self.table.ordered_columns() if column.key == "key")
        key.toggled.connect(lambda on: self._commit([CellEdit(row.id, column, on) for row in rows], "cell"))
        menu.addAction(self._t("Show in the plan"), lambda: self.activated.emit(rows[0].id))

    def _commit(self, edits: Sequence[CellEdit], reason: str) -> PmoError | None:
        values = [(edit.row_id, {edit.column.key: edit.value}) for edit in edits]
        try:
            self._workspace.attempt(
                Message("set_task_milestone"), lending(self._plans, plan.set_cells), values, (), self._workspace.today()
            )
        except PmoError as error:
            return error
        return None

    def _lay_out(self) -> None:
        self._caption = Label("", "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._caption, self.baseline, self.ahead_only, self.key_only):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.copy)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(9)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.card)
        px = self._workspace.theme.fonts.px
        self.table.setMinimumWidth(px(380))
        self.card.setMinimumWidth(px(240))
        split.setStretchFactor(0, 1)
        split.setSizes([px(860), px(330)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(split, 1)


def _line(row: MilestoneRow, marked: bool) -> SlipLine:
    return SlipLine(row.name, row.trend, row.plan, marked, row.reached, ("task", row.task_id))


def _diamonds(rows: Sequence[MilestoneRow], today: date, width: float, height: float) -> Scene:
    lines = [
        DiamondRow(row.plan, row.actual or row.forecast, row.reached, (row.slip or 0) > 0, ("task", row.task_id))
        for row in rows
    ]
    first, last = span(lines, today)
    return diamond_rows(lines, first, last, width, min(24.0, height / max(1, len(lines))), today)
