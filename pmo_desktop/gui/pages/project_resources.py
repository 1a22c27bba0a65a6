"""The resources of a project: who there is, what they are assigned to, and how much falls to whom and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...services.planning_cache import PlanCache
from ...services.queries.plan import PlanView
from ...services.queries.resources import assignment_rows, resource_rows
from ...services.queries.usage import Step, peaks_of
from ...texts.messages import N_
from ..widgets.text import Label
from ..workspace import Workspace
from .calendar_dialog import open_calendars
from .project_resources_assignments import AssignmentTable
from .project_resources_list import ResourceTable
from .project_resources_usage import UsageTable

VIEWS: Final = {"list": N_("List"), "usage": N_("Usage")}
STEPS: Final[Mapping[Step, str]] = {"day": N_("By days"), "week": N_("By weeks"), "month": N_("By months")}


class ResourcePanel(QWidget):
    """The list of resources with their assignments, or their work by weeks and months.

    Signals:
        status_changed: what the status bar says.
        task_chosen: the id of a task to go to in the plan.
    """

    status_changed = Signal(str)
    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        super().__init__()
        self._workspace, self._project_id, self._plans = workspace, project_id, plans
        self._t = t = workspace.texts
        self.view: PlanView | None = None
        self.list = ResourceTable(workspace, project_id, plans)
        self.assignments = AssignmentTable(workspace, plans)
        self.usage = UsageTable(workspace)
        self._title = Label("", "medium-quiet")
        self._buttons: dict[str, QPushButton] = {}
        self.step = QComboBox()
        self.step.setAccessibleName(t("Periods"))
        for value, word in STEPS.items():
            self.step.addItem(t(word), value)
        self.step.setCurrentIndex(1)
        self.step.currentIndexChanged.connect(lambda _: self._show_usage())
        self.add_button = self._button(t("Add resource"), "plus", self.list.add)
        self.add_button.setProperty("kind", "primary")
        self.calendars_button = self._button(t("Calendars…"), "calendar", self.open_calendars)
        self.copy_button = self._button(t("Copy as a table"), "copy", self.usage.copy_all)
        self._lay_out()
        self.list.table.selection_changed.connect(self._follow)
        self.list.calendar_asked.connect(self.open_calendars)
        self.assignments.task_chosen.connect(self.task_chosen)
        self.show_view("list")

    def show_plan(self, view: PlanView) -> None:
        """Show the resources of a plan."""
        self.view = view
        self.list.show_rows(resource_rows(view, peaks_of(view)), view)
        self._show_assignments()
        self._show_usage()
        self.status_changed.emit(self.status_text())

    def show_view(self, name: str) -> None:
        """Show the list, or the usage."""
        self.shown = name
        for key, button in self._buttons.items():
            button.setChecked(key == name)
        self._stack.setCurrentIndex(list(VIEWS).index(name))
        self.step.setVisible(name == "usage")
        self.copy_button.setVisible(name == "usage")
        self.add_button.setVisible(name == "list")
        if name == "usage":
            self._show_usage()
        self.status_changed.emit(self.status_text())

    def open_calendars(self, calendar_id: int | None = None) -> None:
        """Open the calendars of the plan."""
        open_calendars(self, self._workspace, self._plans, self._project_id, calendar_id or None)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this tab does for the window's commands."""
        if not self._workspace.can_edit or self.shown != "list":
            return {}
        return {"row.new": self.list.add, "edit.delete": self.list.delete_selected}

    def status_text(self) -> str:
        """Return how many resources there are, and how many have too much to do."""
        t, rows = self._t, self.list.table.rows()
        if not rows:
            return ""
        over = sum(row.is_over for row in rows)
        many = t.n("{count} resource", "{count} resources", len(rows))
        if not over:
            return many
        return many + "   " + t.n("{count} has too much to do", "{count} have too much to do", over)

    def state(self) -> dict[str, Any]:
        """Return how it looks, as JSON values."""
        return {"view": self.shown, "step": self.step.currentData(), "table": self.list.table.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        at = self.step.findData(state.get("step"))
        if at >= 0:
            self.step.setCurrentIndex(at)
        if isinstance(state.get("table"), dict):
            self.list.table.restore(state["table"])
        if state.get("view") in VIEWS:
            self.show_view(state["view"])

    # Inside

    def _lay_out(self) -> None:
        t = self._t
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for name, word in VIEWS.items():
            button = QPushButton(t(word))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.show_view(name))
            tools.addWidget(button)
            self._buttons[name] = button
        tools.addWidget(self.step)
        tools.addStretch(1)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.calendars_button)
        tools.addWidget(self.add_button)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 6, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._title)
        below.addWidget(self.assignments, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(5)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(lower)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.usage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
        self.add_button.setEnabled(self._workspace.can_edit)

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        self._workspace.icons.put(button, icon, "onAccent" if icon == "plus" else "text2")
        button.clicked.connect(lambda _=False: run())
        return button

    def _follow(self) -> None:
        self._show_assignments()
        self.status_changed.emit(self.status_text())

    def _show_assignments(self) -> None:
        if self.view is None:
            return
        chosen = self.list.table.selected_rows()
        ids = {row.id for row in chosen}
        rows = [row for row in assignment_rows(self.view) if row.resource_id in ids]
        if len(chosen) == 1:
            self._title.setText(self._t("Tasks of {name}", name=chosen[0].name[:60]))
        elif chosen:
            self._title.setText(self._t("Tasks of the selected resources"))
        else:
            self._title.setText(self._t("Select a resource to see its tasks."))
        self.assignments.show_rows(rows, self.view, [row.id for row in chosen])

    def _show_usage(self) -> None:
        if self.view is not None and self.shown == "usage":
            self.usage.show_plan(self.view, self.step.currentData())
