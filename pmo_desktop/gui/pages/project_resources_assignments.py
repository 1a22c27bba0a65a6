"""What resources are assigned to: units and work typed, tasks added by their row numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan_text import duration_text, parse_duration
from ...services.assigned_text import parse_assigned, parse_units, units_text
from ...services.commands import assignments
from ...services.fields import field
from ...services.planning_cache import PlanCache, lending
from ...services.queries.plan import PlanView
from ...services.queries.resources import AssignmentRow
from ..models.columns import Column, column_of
from ..models.edits import CellEdit, Reason
from ..widgets.data_table import DataTable
from ..workspace import Workspace

HOURS = 5


class AssignmentTable(QWidget):
    """The assignments of the selected resources, and a line that adds more.

    Signals:
        task_chosen: the id of a task to go to in the plan.
    """

    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace, plans: PlanCache) -> None:
        super().__init__()
        self._workspace, self._plans = workspace, plans
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._resource_ids: list[int] = []
        no_work = t("Materials and costs have no work.")
        rated = t("The cost follows from the rates.")
        self.table = DataTable(
            workspace,
            [
                Column("row", t("Row"), "integer", 56, shown=lambda r, v: str(v)),
                Column("task", t("Task"), "text", 240, stretch=True),
                Column("resource", t("Resource"), "text", 140),
                Column("units", t("Units"), "number", 80, editable=True, shown=lambda r, v: units_text(r.kind, v)),
                Column("work", t("Work"), "duration", 80, editable=True,
                       shown=lambda r, v: self._hours(v) if r.kind == "work" else "",
                       locked=lambda r: "" if r.kind == "work" else no_work),
                Column("start", t("Start"), "date", 104, get=lambda r: r.start and r.start.date()),
                Column("finish", t("Finish"), "date", 104, get=lambda r: r.finish and r.finish.date()),
                column_of(field("assignment", "cost"), t, width=104,
                          locked=lambda r: "" if r.kind == "cost" else rated),
            ],
            commit=self._commit,
            selectable=False,
        )  # fmt: skip
        self.table.empty.say("list-checks", t("No tasks"), t("Assign tasks by their row numbers, below."))
        self.table.activated.connect(self._go)
        self.table.refused.connect(workspace.failed)
        self.table.rows_deleted.connect(self.remove)
        self.table.menu_actions = self._fill_menu
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(t("Row numbers of tasks, such as 4; 7[50%]"))
        self.entry.setAccessibleName(t("Tasks to assign"))
        self.entry.returnPressed.connect(self.add)
        self.add_button = QPushButton(t("Assign"))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(t("Remove"))
        self.remove_button.clicked.connect(lambda: self.remove(self.table.selected_ids()))
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.entry, self.add_button, self.remove_button):
            line.addWidget(widget, 1 if widget is self.entry else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(line)

    def show_rows(self, rows: Sequence[AssignmentRow], view: PlanView, resource_ids: Sequence[int]) -> None:
        """Show assignments; new ones are of the resources named by `resource_ids`."""
        self._view, self._resource_ids = view, list(resource_ids)
        self.table.set_rows(rows)
        can = self._workspace.can_edit
        for widget in (self.entry, self.add_button):
            widget.setEnabled(can and bool(resource_ids))
        self.remove_button.setEnabled(can and bool(rows))

    def add(self) -> None:
        """Assign the selected resources to the tasks whose rows are typed, as one step."""
        view = self._view
        if view is None or not self.entry.text().strip():
            return
        try:
            wanted = [(view.task(self._row(part.name)).uid, part.units) for part in parse_assigned(self.entry.text())]
            command = lending(self._plans, _add_all)
            self._workspace.attempt(Message("add_assignment"), command, wanted, self._resource_ids)
        except PmoError as error:
            self._workspace.failed.emit(error)
            self.entry.setFocus()
            return
        self.entry.clear()

    def remove(self, ids: Sequence[int]) -> None:
        """Take assignments away, and say so with an Undo."""
        if not ids:
            return
        label = Message("remove_assignments", {}, len(ids))
        if self._workspace.edit(label, lending(self._plans, assignments.remove), list(ids)):
            self._workspace.done.emit(Message("assignments_removed", {}, len(ids)))

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        rows: dict[int, AssignmentRow] = {row.id: row for row in self.table.rows()}
        try:
            typed = [(edit.row_id, edit.column.key, self._value(rows[edit.row_id], edit)) for edit in edits]
            self._workspace.attempt(Message("set_assignment"), lending(self._plans, _set_all), typed)
        except PmoError as error:
            return error
        return None

    def _value(self, row: AssignmentRow, edit: CellEdit) -> object:
        assert self._view is not None
        if edit.column.key == "units":
            return edit.value if isinstance(edit.value, float) else parse_units(row.kind, str(edit.value))
        if edit.column.key == "work" and not isinstance(edit.value, int):
            text = str(edit.value).strip()
            return parse_duration(text + "h" if text[-1:].isdigit() else text, self._view.units).minutes
        return edit.value

    def _row(self, ref: str) -> int:
        view = self._view
        assert view is not None
        if ref.isdecimal() and 0 <= int(ref) - view.first_row < len(view):
            return int(ref) - view.first_row
        if ref in view.numbers:
            return view.numbers.index(ref)
        raise PmoError("row_unknown", ref=ref)

    def _go(self, row_id: int) -> None:
        row = next((one for one in self.table.rows() if one.id == row_id), None)
        if row is not None:
            self.task_chosen.emit(row.task_id)

    def _fill_menu(self, menu: QMenu) -> None:
        ids = self.table.selected_ids()
        if not ids:
            return
        shown = menu.addAction(self._t("Show it in the plan"))
        self._workspace.icons.put(shown, "arrow-right")
        shown.triggered.connect(lambda: self._go(ids[0]))
        if self._workspace.can_edit:
            gone = menu.addAction(self._t("Remove"))
            self._workspace.icons.put(gone, "trash-2")
            gone.triggered.connect(lambda: self.remove(ids))

    def _hours(self, minutes: int) -> str:
        return duration_text(minutes, self._view.units, unit=HOURS) if self._view else ""


def _add_all(session: Any, wanted: Sequence[tuple[int, float | None]], resource_ids: Sequence[int]) -> None:
    for resource_id in resource_ids:
        for task_id, units in wanted:
            assignments.add(session, [task_id], resource_id, units)


def _set_all(session: Any, typed: Sequence[tuple[int, str, Any]]) -> None:
    for row_id, key, value in typed:
        match key:
            case "units":
                assignments.set_units(session, [row_id], value)
            case "work":
                assignments.set_work(session, [row_id], value)
            case "cost":
                assignments.set_cost(session, [row_id], value)
