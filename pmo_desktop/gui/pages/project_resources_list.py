"""The table of a plan's resources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan_text import duration_text
from ...services.assigned_text import parse_units, units_text
from ...services.commands import calendars, resources
from ...services.fields import field
from ...services.planning_cache import PlanCache, lending
from ...services.queries.plan import PlanView
from ...services.queries.resources import ResourceRow
from ..edits import label_of
from ..models.columns import Column, column_of
from ..models.edits import CellEdit, Reason
from ..widgets.data_table import DataTable
from ..workspace import Workspace

HOURS = 5


class ResourceTable(QWidget):
    """Resources as rows; every edit is one step.

    Signals:
        calendar_asked: the calendars are wanted, with the id of one to show or 0.
    """

    calendar_asked = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        super().__init__()
        self._workspace, self._project_id, self._plans = workspace, project_id, plans
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._calendars: tuple[tuple[object, str], ...] | None = None
        self.table = DataTable(workspace, (), commit=self._commit, selectable=False)
        self.table.empty.say(
            "users",
            t("No resources yet"),
            t("Add people, machines, materials and costs here, or type names into the tasks."),
            [(t("Add resource"), "plus", self.add)] if workspace.can_edit else [],
        )
        self.table.refused.connect(workspace.failed)
        self.table.rows_deleted.connect(self.delete)
        self.table.menu_actions = self._fill_menu
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[ResourceRow], view: PlanView) -> None:
        """Show the resources of a plan."""
        self._view = view
        found: tuple[tuple[object, str], ...] = tuple((one.uid, one.name) for one in view.plan.calendars)
        if found != self._calendars:
            self._calendars = found
            self.table.set_columns(self._columns())
        self.table.set_rows(rows)
        if self.table.current_id() is None and self.table.model.lines:
            self.table.view.go_to(0, 0)

    def add(self) -> None:
        """Add a resource, and let the user name it."""
        taken = {row.name.casefold() for row in self.table.rows()}
        name = usual = self._t("New resource")
        number = 2
        while name.casefold() in taken:
            name, number = f"{usual} {number}", number + 1
        change = self._workspace.edit(
            Message("add_resource"), lending(self._plans, resources.create), self._project_id, {"name": name}
        )
        if change is not None and isinstance(change.result, int):
            self.table.select(change.result, "name", edit=True)

    def delete_selected(self) -> None:
        """Delete the selected resources."""
        self.delete(self.table.selected_ids())

    def delete(self, ids: Sequence[int]) -> None:
        """Delete resources with their assignments, and say so with an Undo."""
        if not ids:
            return
        label = Message("delete_resources", {}, len(ids))
        if self._workspace.edit(label, lending(self._plans, resources.delete), list(ids)):
            self._workspace.done.emit(Message("resources_deleted", {}, len(ids)))

    def give_calendar(self, row: ResourceRow) -> None:
        """Give a resource a calendar of its own, for its days off, and show it."""
        label = Message("add_resource_calendar", {"name": row.name})
        change = self._workspace.edit(label, lending(self._plans, calendars.create_for_resource), row.id)
        if change is not None and isinstance(change.result, int):
            self.calendar_asked.emit(change.result)

    def _columns(self) -> list[Column]:
        t = self._t
        plain = ((0, t("As the plan")), *(self._calendars or ()))
        people = t("Only people and machines have work, units and a calendar.")

        def money(name: str, **more: Any) -> Column:
            return column_of(field("resource", name), t, width=96, **more)

        return [
            column_of(field("resource", "name"), t, stretch=True, width=160, weight=500),
            column_of(field("resource", "kind"), t, width=100),
            column_of(field("resource", "initials"), t, width=64),
            column_of(field("resource", "group"), t, width=104),
            Column("max_units", t("Maximum units"), "number", 110, editable=True,
                   shown=lambda r, v: units_text("work", v) if r.kind == "work" else "",
                   locked=lambda r: "" if r.kind == "work" else people),
            Column("calendar_id", t("Calendar"), "choice", 108, None, True, choices=plain,
                   get=lambda r: r.calendar_id or 0, locked=lambda r: "" if r.kind == "work" else people),
            money("standard_rate"),
            money("overtime_rate", hidden=True),
            money("cost_per_use"),
            Column("work", t("Work"), "duration", 76, shown=lambda r, v: self._hours(v) if r.kind == "work" else ""),
            Column("cost", t("Cost"), "money", 104,
                   shown=lambda r, v: t.money(v, r.currency or "EUR") if v else ""),
            Column("peak", t("Peak"), "number", 76,
                   shown=lambda r, v: ("▲ " if r.is_over else "") + units_text("work", v) if v else "",
                   tone=lambda r, v: "ragRtext" if r.is_over else "",
                   locked=lambda r: t("More is asked for at one time than there is.") if r.is_over else ""),
            Column("tasks", t("Tasks"), "integer", 56),
        ]  # fmt: skip

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        rows = {row.id: row for row in self.table.rows()}
        try:
            typed = [
                replace(edit, value=parse_units(rows[edit.row_id].kind, str(edit.value or "100%")))
                if edit.column.key == "max_units" and not isinstance(edit.value, float)
                else edit
                for edit in edits
            ]
            self._workspace.attempt(label_of(edits, reason), lending(self._plans, _set_cells), typed)
        except PmoError as error:
            return error
        return None

    def _fill_menu(self, menu: QMenu) -> None:
        rows = self.table.selected_rows()
        t = self._t
        if not rows:
            return
        shown = menu.addAction(t("Show the calendar"))
        self._workspace.icons.put(shown, "calendar")
        shown.triggered.connect(lambda: self.calendar_asked.emit(rows[0].calendar_id or 0))
        if self._workspace.can_edit and len(rows) == 1 and rows[0].kind == "work":
            own = menu.addAction(t("Own calendar…"))
            own.triggered.connect(lambda: self.give_calendar(rows[0]))
        if self._workspace.can_edit:
            gone = menu.addAction(t("Delete"))
            self._workspace.icons.put(gone, "trash-2")
            gone.triggered.connect(self.delete_selected)

    def _hours(self, minutes: int) -> str:
        return duration_text(minutes, self._view.units, unit=HOURS) if self._view and minutes else ""


def _set_cells(session: Any, edits: Sequence[CellEdit]) -> None:
    """Set cells of resources, each row once; a calendar goes through its own command."""
    fields: dict[int, dict[str, object]] = {}
    for edit in edits:
        if edit.column.key == "calendar_id":
            calendar = edit.value if isinstance(edit.value, int) and edit.value else None
            calendars.use_for_resources(session, [edit.row_id], calendar)
        else:
            fields.setdefault(edit.row_id, {})[edit.column.key] = edit.value
    for row_id, values in fields.items():
        resources.set_values(session, [row_id], values)
