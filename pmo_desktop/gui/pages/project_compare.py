"""The baselines of a plan: one against the plan as it is now, or one against another, task by task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...charts.compared import ComparedRow, compared_bars
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...scheduling.baseline import Standing
from ...services.commands import baselines
from ...services.queries.baseline_compare import (
    NOW,
    ComparedTask,
    Comparison,
    baseline_heads,
    compare,
    removed_tasks,
)
from ...services.queries.plan import PlanView
from ..clipboard import put_table
from ..models.columns import words_of
from ..models.table_model import Sort
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.scene_view import SceneView
from ..widgets.text import Label
from ..widgets.tool_line import ToolLine
from ..workspace import Workspace
from .project_compare_dialog import ask_baseline, baseline_title
from .project_compare_words import columns, sentence


@dataclass(frozen=True)
class CompareRow:
    """A task as a line of the table."""

    id: int
    facts: ComparedTask


class ComparePanel(QWidget):
    """Chooses the two states to compare and lists what is different; Enter goes to a task in the plan.

    Signals:
        activated: the id of a task.
    """

    activated = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._project_id = project_id
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._filling = False
        self.shown: Comparison | None = None
        self.first, self.second = self._chooser(t("Compare")), self._chooser(t("With"))
        self.changed_only = QCheckBox(t("Changed only"))
        self.changed_only.setChecked(True)
        self.changed_only.toggled.connect(lambda _: self._show_rows())
        self.set_button = self._button(t("Set baseline…"), "git-commit-horizontal", self.set_baseline)
        self.clear_button = self._button(t("Clear"), "trash-2", self.clear_baseline)
        self.copy_button = self._button(t("Copy as a table"), "copy", self.copy_table)
        self.summary = Label("", "strong", wrap=True)
        self.totals = Label("", "small", wrap=True)
        self.table = DataTable(workspace, columns(t, 480, ""), selectable=False, whole_rows=True)
        self.table.activated.connect(self.activated)
        self.chart = SceneView(workspace, name=t("Before and after"))
        self.chart.clicked.connect(lambda key: self.table.select(int(key[1])))
        self.card = Card(t("Before and after"), t("grey: before"))
        self.card.body.addWidget(self.chart, 1)
        self._lay_out()
        self.set_button.setEnabled(workspace.can_edit)

    def show_plan(self, view: PlanView) -> None:
        """Show a plan; the two states that were chosen stay chosen where they are still there."""
        t = self._t
        self._view = view
        heads = self._workspace.read(baseline_heads, self._project_id)
        chosen = (self.first.currentData(), self.second.currentData()) if self.first.count() > 1 else (None, None)
        self._filling = True
        for box, wanted, usual in zip((self.first, self.second), chosen, (view.baseline, NOW), strict=True):
            box.clear()
            for head in heads:
                box.addItem(baseline_title(t, head), head.number)
            box.addItem(t("The plan now"), NOW)
            place = box.findData(wanted) if wanted is not None else -1
            box.setCurrentIndex(place if place >= 0 else max(0, box.findData(usual)))
        self._filling = False
        has_any = bool(heads) and view.schedule is not None
        for widget in (self.first, self.second, self.changed_only, self.copy_button):
            widget.setEnabled(has_any)
        self.clear_button.setEnabled(bool(heads) and self._workspace.can_edit)
        self.set_button.setEnabled(view.schedule is not None and self._workspace.can_edit)
        self.table.set_columns(columns(t, view.units.day, view.plan.currency))
        if not self.table.model.sorts:
            self.table.set_sort(Sort("finish_days", True))
        self._compare()

    def status_text(self) -> str:
        """Return the milestones in a sentence."""
        return self.summary.text()

    def set_baseline(self) -> None:
        """Ask for a baseline to be set, and compare with it."""
        number = ask_baseline(self, self._workspace, self._project_id, self.table.selected_ids())
        if number is not None:
            self.first.setCurrentIndex(self.first.findData(number))

    def clear_baseline(self) -> None:
        """Take away the baseline that is compared, and say so with an Undo."""
        number = next((n for n in (self.first.currentData(), self.second.currentData()) if n not in (None, NOW)), None)
        if number is None:
            return
        label = Message("clear_baseline", {"number": number})
        if self._workspace.edit(label, baselines.clear_baseline, self._project_id, number):
            self._workspace.done.emit(Message("baseline_was_cleared", {"number": number}))

    def copy_table(self) -> None:
        """Put what is shown on the clipboard, with what it compares."""
        shown = self.table.shown_columns()
        lines = [
            [words_of(column, row, column.value(row), self._t) for column in shown]
            for row in self.table.model.lines
            if isinstance(row, CompareRow)
        ]
        states = self._t("{first} against {second}", first=self.first.currentText(), second=self.second.currentText())
        put_table([[states], [self.summary.text()], [column.title for column in shown], *lines])
        self._workspace.told.emit(Message("comparison_copied", count=len(lines)))

    # Inside

    def _compare(self) -> None:
        t, view = self._t, self._view
        first, second = self.first.currentData(), self.second.currentData()
        self.shown = None
        if view is None or view.schedule is None or self.first.count() < 2 or first == second:
            same = view is not None and self.first.count() >= 2
            self.summary.setText(t("Choose two different states to compare.") if same else "")
        else:
            try:
                removed = self._removed(first, second)
                self.shown = compare(view, first, second, removed)
            except PmoError as error:
                self._workspace.failed.emit(error)
        if self.shown is not None:
            said, totals = sentence(t, self.shown, view.plan.currency if view else "", view.units.day if view else 480)
            self.summary.setText(said)
            self.totals.setText(totals)
        self.totals.setVisible(self.shown is not None)
        self._show_rows()

    def _removed(self, first: int, second: int) -> list[ComparedTask]:
        """Return the tasks that only the baseline has, where one is compared with the plan."""
        if NOW not in (first, second):
            return []
        return self._workspace.read(removed_tasks, self._project_id, second if first == NOW else first)

    def _show_rows(self) -> None:
        t = self._t
        found = self.shown.rows if self.shown is not None else ()
        rows = [row for row in found if row.change or not self.changed_only.isChecked()]
        if found and not rows:
            self.table.empty.say("check", t("Nothing has changed"), t("Every task stands as it did."))
        else:
            begin: list[tuple[str, str, Callable[[], object]]] = []
            if self._workspace.can_edit and self._view is not None and self._view.schedule is not None:
                begin = [(t("Set baseline…"), "git-commit-horizontal", self.set_baseline)]
            self.table.empty.say(
                "git-commit-horizontal",
                t("No baseline yet"),
                t("A baseline keeps dates, work and cost as they are now, to compare with later."),
                begin,
            )
        self.table.set_rows([CompareRow(row.task_id, row) for row in rows])
        self._show_chart(rows)

    def _show_chart(self, rows: Sequence[ComparedTask]) -> None:
        t, today = self._t, self._workspace.today()
        size = float(self._workspace.theme.fonts.px(11))
        leaves = [row for row in rows if not row.summary]
        bars = [
            ComparedRow(row.name, _span(row.before), _span(row.after), row.milestone, ("task", row.task_id))
            for row in sorted(leaves, key=lambda row: -abs(row.variance.finish_days or 0))
        ]
        self.card.setVisible(bool(bars))
        self.chart.show_scene(lambda w, h: compared_bars(bars, today, w, h, size, t), self.summary.text())

    def _chooser(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMinimumWidth(self._workspace.theme.fonts.px(150))
        box.currentIndexChanged.connect(lambda _: None if self._filling else self._compare())
        return box

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        self._workspace.icons.put(button, icon)
        button.clicked.connect(lambda: run())
        return button

    def _lay_out(self) -> None:
        t = self._t
        head = ToolLine()
        head.add(Label(t("Compare"), "small"), self.first, Label(t("with"), "small"), self.second, self.changed_only)
        head.add_right(self.set_button, self.clear_button, self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.totals)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(9)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.card)
        px = self._workspace.theme.fonts.px
        self.table.setMinimumWidth(px(260))
        self.card.setMinimumWidth(px(200))
        split.setStretchFactor(0, 1)
        split.setSizes([px(880), px(330)])
        layout.addWidget(split, 1)


def _span(standing: Standing | None) -> tuple[datetime, datetime] | None:
    if standing is None or standing.start is None or standing.finish is None:
        return None
    return standing.start, standing.finish
