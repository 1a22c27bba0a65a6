"""Who works on a task, and how much: a table that is edited before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.plan_text import duration_text, parse_duration
from ...services import fields
from ...services.assigned_text import Assigned, parse_assigned, parse_units, units_text
from ...services.queries.plan import PlanView
from ..models.columns import Column
from ..models.edits import CellEdit, Reason
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace

HOURS = 5
"""MS Project's number of the unit in which work is shown."""


@dataclass(frozen=True)
class _Person:
    """A line of the table; `key` is the assignment, None for one that is not kept yet."""

    id: int
    key: int | None
    name: str
    kind: str
    units: float
    work: int | None
    cost: int | None
    currency: str
    start: date | None = None
    finish: date | None = None


@dataclass(frozen=True)
class PeopleEdit:
    """What was changed; None and empty where nothing was."""

    people: Sequence[Assigned] | None = None
    units: Mapping[int, float] = field(default_factory=dict)
    work: Mapping[int, int] = field(default_factory=dict)
    costs: Mapping[int, int | None] = field(default_factory=dict)


class PeoplePage(QWidget):
    """The resources of one task."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._rows: list[_Person] = []
        self._before: dict[int, _Person] = {}
        self._next = 0
        cost = fields.field("assignment", "cost")
        self.table = DataTable(
            workspace,
            [
                Column("name", t("Resource"), "text", 200, stretch=True),
                Column("units", t("Units"), "number", 88, editable=True, shown=lambda r, v: units_text(r.kind, v)),
                Column("work", t("Work"), "duration", 88, editable=True, shown=lambda r, v: self._hours(v),
                       locked=lambda r: "" if r.kind == "work" and r.key is not None else r.kind),
                Column("start", t("Start"), "date", 104),
                Column("finish", t("Finish"), "date", 104),
                Column("cost", t("Cost"), "money", 104, cost, True,
                       locked=lambda r: "" if r.kind == "cost" and r.key is not None else r.kind),
            ],
            commit=self._commit,
            selectable=False,
        )  # fmt: skip
        self.table.empty.say("users", t("Nobody is assigned"), t("Type who works on it, such as Anna; Li Wei[50%]."))
        self.table.rows_deleted.connect(self.remove)
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("Anna; Li Wei[50%]")
        self.entry.setAccessibleName(t("Resources to assign"))
        self.add_button = QPushButton(t("Assign"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(t("Remove"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(lambda: self.remove(self.table.selected_ids()))
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        self.rule = Label("", "hint", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.entry, self.add_button, self.remove_button):
            line.addWidget(widget, 1 if widget is self.entry else 0)
            widget.setEnabled(workspace.can_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(self.error)
        column.addWidget(self.rule)

    def show_task(self, view: PlanView, row: int) -> None:
        """Show who works on the task in a row."""
        self._view = view
        self._next = 0
        task = view.task(row)
        resources = {resource.uid: resource for resource in view.plan.resources}
        start, finish = view.start(row), view.finish(row)
        self._rows = []
        for item in view.plan.assignments:
            if item.task_uid != task.uid or item.resource_uid is None:
                continue
            who = resources[item.resource_uid]
            self._rows.append(
                _Person(self._take_id(), item.uid, who.name, who.kind, item.units, item.work, item.cost,
                        view.plan.currency, start.date() if start else None, finish.date() if finish else None)
            )  # fmt: skip
        self._before = {person.id: person for person in self._rows}
        names = QCompleter([resource.name for resource in view.plan.resources], self.entry)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.entry.setCompleter(names)
        self.entry.clear()
        self.error.hide()
        is_summary = view.is_summary(row)
        self.entry.setEnabled(self._workspace.can_edit and not is_summary)
        self.add_button.setEnabled(self.entry.isEnabled())
        self.rule.setText(self._rule(task.kind, task.effort_driven or task.kind == "fixed_work"))
        self.table.set_rows(list(self._rows))

    def changes(self) -> PeopleEdit:
        """Return what the user changed.

        Raises:
            PmoError: what is typed below the table is not understood.
        """
        if self.entry.text().strip():
            self._take(parse_assigned(self.entry.text()))
        kept = {row.id: row for row in self._rows}
        same = kept.keys() == self._before.keys()
        people = None
        if not same:
            people = [Assigned(row.name, row.units if row.units else None) for row in self._rows]
        units, work, costs = {}, {}, {}
        for row_id, row in kept.items():
            old = self._before.get(row_id)
            if old is None or row.key is None:
                continue
            if same and row.units != old.units:
                units[row.key] = row.units
            if row.work != old.work and row.work is not None:
                work[row.key] = row.work
            if row.cost != old.cost:
                costs[row.key] = row.cost
        return PeopleEdit(people, units, work, costs)

    def add(self) -> None:
        """Add the resources that are typed below the table."""
        try:
            self._take(parse_assigned(self.entry.text()))
        except PmoError as error:
            self.error.setText(self._t.say(error))
            self.error.show()
            self.entry.setFocus()
            return
        self.error.hide()

    def remove(self, ids: Sequence[int]) -> None:
        """Take people off the task."""
        self._rows = [row for row in self._rows if row.id not in set(ids)]
        self.table.set_rows(list(self._rows))

    def _take(self, typed: Sequence[Assigned]) -> None:
        view = self._view
        assert view is not None
        known = {resource.name.casefold(): resource for resource in view.plan.resources}
        there = {row.name.casefold(): row for row in self._rows}
        for item in typed:
            old = there.get(item.name.casefold())
            if old is not None:
                self._rows[self._rows.index(old)] = replace(old, units=item.units or old.units)
                continue
            who = known.get(item.name.casefold())
            kind = who.kind if who else "work"
            usual = min(1.0, who.max_units) if who and kind == "work" and who.max_units else 1.0
            units = usual if item.units is None else item.units
            name = who.name if who else item.name
            self._rows.append(_Person(self._take_id(), None, name, kind, units, None, None, view.plan.currency))
        self.entry.clear()
        self.table.set_rows(list(self._rows))

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        fresh = {row.id: row for row in self._rows}
        try:
            for edit in edits:
                row = fresh[edit.row_id]
                match edit.column.key:
                    case "units":
                        row = replace(row, units=parse_units(row.kind, str(edit.value)))
                    case "work":
                        row = replace(row, work=self._minutes(str(edit.value)))
                    case "cost" if edit.value is None or isinstance(edit.value, int):
                        row = replace(row, cost=edit.value)
                fresh[edit.row_id] = row
        except PmoError as error:
            return error
        self._rows = list(fresh.values())
        self.table.set_rows(list(self._rows))
        return None

    def _minutes(self, text: str) -> int:
        """Return work as typed; a bare number is hours, as the column shows them."""
        assert self._view is not None
        plain = text.strip()
        hours = plain + "h" if plain[-1:].isdigit() else plain
        return parse_duration(hours, self._view.units).minutes

    def _hours(self, minutes: int | None) -> str:
        if minutes is None or self._view is None:
            return ""
        return duration_text(minutes, self._view.units, unit=HOURS)

    def _rule(self, kind: str, driven: bool) -> str:
        t = self._t
        stays = {
            "fixed_units": t("Units stay: other units or other work change the duration."),
            "fixed_work": t("Work stays: other units change the duration."),
            "fixed_duration": t("The duration stays: other units change the work, other work the units."),
        }
        more = t("More people share the work.") if driven else t("More people bring more work.")
        return f"{stays[kind]} {more}" if not t.is_chinese else f"{stays[kind]}{more}"

    def _take_id(self) -> int:
        self._next += 1
        return self._next
