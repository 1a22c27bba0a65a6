"""A plan on screen: views, tool row, filters, table and Gantt as one list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...domain.changes import ChangeSet
from ...services.planning_cache import PlanCache
from ...services.queries.plan import PlanView
from ..widgets.banner import Banner
from ..widgets.empty_state import EmptyState
from ..widgets.filter_bar import FilterBar
from ..widgets.view_tabs import ViewTabs
from ..workspace import Workspace
from .bars import gantt_rows
from .chart import GanttChart
from .chart_menus import ChartMenus
from .commands import PlanCommands
from .edits import PlanEdits
from .gestures import Hands
from .menus import fill_header_menu, fill_row_menu
from .reasons import ReasonPanel
from .rows import selection_words
from .table import PlanTable
from .tools import PlanTools
from .views import PAGE, built_in_views

REMEMBERED = "plan_table"
"""The setting that keeps how the table of plans looked last."""


class PlanPanel(QWidget):
    """Outline and Gantt of one project.

    Attributes:
        table: the outline with filters, groups and columns; `outline` is its view, `model` its item model.

    Signals:
        status_changed: what the status bar says about the selection.
        baseline_chosen: the number of the baseline to compare with.
        template_asked: the user wants the plan kept as a template, or to begin from one.
    """

    status_changed = Signal(str)
    baseline_chosen = Signal(int)
    template_asked = Signal()

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        super().__init__()
        self.workspace = workspace
        self.can_edit = workspace.can_edit
        self.texts = workspace.texts
        self._t = workspace.texts
        self.view: PlanView | None = None
        self._is_loading = False
        self.edits: PlanEdits = PlanEdits(workspace, project_id, plans)
        self.tools = PlanTools(workspace)
        self.table = PlanTable(workspace, self.edits)
        self.model, self.outline = self.table.model, self.table.view
        self.tabs = ViewTabs(workspace, PAGE, self.table, built_in_views(self._t, self.today()))
        self.bar = FilterBar(workspace, self.table)
        self.chart = GanttChart(workspace.theme, self._t)
        self.hands = Hands(self.chart, self.edits, self._t)
        self.chart.find_gesture = self.hands.find if workspace.can_edit else None
        self.problem = Banner(workspace.icons, "error", closable=False)
        self.problem.hide()
        self.empty = EmptyState(workspace)
        self.reasons = ReasonPanel(workspace)
        self.reasons.hide()
        self.commands = PlanCommands(self)
        self._lay_out()
        self._connect()
        self._recall()

    # What is shown

    def show_plan(self, view: PlanView) -> None:
        """Show a plan, or the same plan after an edit; what was selected stays selected."""
        same_tasks = self.view is not None and view.take_over(self.view)
        self.view = view
        self.hands.view = view
        self._is_loading = True
        self.table.show_plan(view, same_tasks=same_tasks)
        self._is_loading = False
        self._show_chart()
        self.tools.show_plan(view)
        self.problem.setVisible(view.problem is not None)
        if view.problem is not None:
            self.problem.say(self._t.say(view.problem))
        self._side.setCurrentWidget(self.chart if len(view) else self.empty)
        if not len(view) and self.model.lines:
            self.outline.go_to(0, self.model.place_of("name"))
        self._selection_changed()

    def _show_chart(self) -> None:
        view = self.view
        if view is None:
            return
        data = gantt_rows(view, self._t)
        clock = view.clock if view.schedule is not None else None
        period = self.workspace.current_period
        data_date = view.plan.data_date or (period and _evening(period.data_date))
        self.chart.show_plan(data, self._rows(data.blank), clock, data_date or None)

    def _rows(self, blank: int) -> list[int]:
        if self.view is None or self.view.schedule is None:
            return [blank] * len(self.model.lines)
        return self.table.rows_shown(blank)

    def state(self) -> dict[str, Any]:
        """Return how the plan looks, as JSON values."""
        return {
            "split": self._split.sizes(),
            "shut": sorted(self.model.shut),
            "view": self.tabs.current,
            "table": self.table.state(),
            "zoom": self.chart.scale.per_day,
            "line": self.outline.currentIndex().row(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        self._look(state)
        self.model.shut = {int(value) for value in state.get("shut", [])}
        self.model.rearrange()
        self._show_chart()
        if isinstance(state.get("split"), list) and len(state["split"]) == 2:
            self._split.setSizes([int(size) for size in state["split"]])
        if isinstance(state.get("line"), int) and state["line"] >= 0:
            self.outline.go_to(state["line"], self.model.place_of("name"))

    def _look(self, state: Mapping[str, Any]) -> None:
        if state.get("view"):
            self.tabs.choose(str(state["view"]))
        if isinstance(state.get("table"), dict):
            self.table.restore(state["table"])
            self.table.view_changed.emit()

    def _recall(self) -> None:
        """Look as the last plan did, but with all its tasks: nobody should wonder where they are."""
        self.tabs.reload()
        known = self.workspace.settings.table(REMEMBERED)
        if isinstance(known.get("columns"), list):
            self.table.restore({**self.table.state(), "columns": known["columns"]})
            self.table.view_changed.emit()
        self.table.view_changed.connect(self._remember)

    def _remember(self) -> None:
        self.workspace.settings.put(REMEMBERED, {"columns": self.table.state()["columns"]})

    # Selection

    def today(self) -> date:
        """Return the day that "+2w" counts from."""
        return self.workspace.today()

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected tasks, in order."""
        return self.table.selected_ids()

    def select(self, task_id: int, *, key: str = "name", edit: bool = False) -> None:
        """Make a task the current one, in sight, and open its cell where asked; a filter that hides it goes."""
        if self.model.line_of(task_id) < 0:
            self.model.reveal(task_id)
        if self.model.line_of(task_id) < 0 and self.view is not None and task_id in self.view.row_of:
            self.table.clear_filter()
            self.model.reveal(task_id)
        place = self.model.place_of(key)
        if self.outline.isColumnHidden(place):
            place = self.model.place_of("name")
        line = self.model.line_of(task_id)
        if line < 0:
            return
        self.outline.setFocus()
        self.outline.go_to(line, place)
        if edit:
            self.outline.edit(self.model.index(line, place))

    def status_text(self) -> str:
        """Return what the status bar says about the selection."""
        rows = self.outline.selected_rows()
        return "" if self.view is None else selection_words(self.view, [row.row for row in rows], self._t)

    def _selection_changed(self) -> None:
        self.chart.selected = frozenset(self.outline.selected_lines())
        self.chart.viewport().update()
        self.outline.viewport().update()
        self._show_reasons()
        self.status_changed.emit(self.status_text())

    # Reasons

    def explain(self) -> None:
        """Say why the current task starts when it does and why it is critical or not; the keyboard goes there."""
        self.reasons.show()
        self._show_reasons()
        self.reasons.take_keyboard()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.outline.scrollTo(self.outline.currentIndex())

    def _show_reasons(self) -> None:
        if self.reasons.isHidden() or self.view is None:
            return
        row = self.outline.current_row() if self.outline.selected_lines() else None
        if row is None or row.row >= len(self.view):
            self.reasons.show_nothing()
        else:
            self.reasons.show_task(self.view, row.row)

    def _close_reasons(self) -> None:
        self.reasons.hide()
        self.outline.setFocus()

    def _go_to_cause(self, task_id: int) -> None:
        self.select(task_id)
        self.run("scroll")

    # Commands

    def run(self, name: str) -> None:
        """Do a plan command by its name, on the selection."""
        self.commands.run(name)

    def begin_search(self) -> None:
        """Let the user type what rows must hold."""
        self.bar.show()
        self.bar.focus_search()

    def find_again(self, step: int) -> None:
        """Go to the next row (1) or the one before (-1) that holds what was searched for last."""
        if not self.bar.search.text():
            self.begin_search()
        else:
            self.table.find_words(self.bar.search.text(), step)

    def to_outline(self) -> None:
        """Bring the keyboard to the outline."""
        self.outline.setFocus()
        if not self.outline.currentIndex().isValid() and self.model.lines:
            self.outline.go_to(0, self.model.place_of("name"))

    def _leave_search(self) -> None:
        self.to_outline()
        self._show_bar()

    def _show_bar(self) -> None:
        """Show the filters where there are any: else the room belongs to the plan."""
        self.bar.setVisible(not self.model.is_whole or self.bar.search.hasFocus())
        self.outline.can_drag = self.can_edit and self.model.is_whole

    # Inside

    def _lay_out(self) -> None:
        px = self.workspace.theme.fonts.px
        self._side = QStackedWidget()
        self._side.addWidget(self.chart)
        self._side.addWidget(self.empty)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(5)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        # Low enough for large text on a small screen: what is empty must not push the page's title away.
        self.table.setMinimumSize(px(220), px(90))
        self._side.setMinimumSize(px(240), px(90))
        self._split.setSizes([px(580), px(640)])
        for scrolled in (self.outline, self.chart):
            scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.empty.say(
            "chart-gantt",
            self._t("No tasks yet"),
            self._t("Type the first one at the left, then Enter for the next; or bring a plan."),
            [
                (self._t("Add a task"), "plus", lambda: self.run("task")),
                (self._t("Import a plan"), "import", lambda: self.workspace.open("import")),
            ],
        )
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._split, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.tabs, self.tools, self.bar, self.problem):
            layout.addWidget(widget)
        layout.addWidget(card, 1)
        layout.addWidget(self.reasons)
        self.bar.hide()

    def _connect(self) -> None:
        outline, chart, tools, table = self.outline, self.chart, self.tools, self.table
        outline.verticalScrollBar().valueChanged.connect(chart.verticalScrollBar().setValue)
        chart.verticalScrollBar().valueChanged.connect(outline.scroll_to_value)
        table.selection_changed.connect(self._selection_changed)
        table.lines_changed.connect(self._lines_changed)
        table.view_changed.connect(self._show_bar)
        table.refused.connect(self.workspace.failed)
        table.rows_deleted.connect(lambda _: self.run("delete"))
        table.activated.connect(lambda _: self.run("details"))
        table.menu_actions = lambda menu: fill_row_menu(menu, self)
        table.header_actions = lambda menu, column: fill_header_menu(menu, column, self)
        self.bar.search.left.disconnect()
        self.bar.search.left.connect(self._leave_search)
        chart.line_pressed.connect(self._select_line)
        chart.line_activated.connect(self._activate_line)
        self.chart_menus = ChartMenus(self)
        chart.command_asked.connect(self.run)
        outline.command_asked.connect(self.run)
        outline.rows_dragged.connect(lambda ids, before, level: self.edits.move_before(ids, before, level or None))
        outline.can_drag = self.can_edit
        self.reasons.task_chosen.connect(self._go_to_cause)
        self.reasons.closed.connect(self._close_reasons)
        tools.asked.connect(self.run)
        tools.critical_toggled.connect(self._show_critical)
        tools.baseline_toggled.connect(self._show_baseline)
        tools.baseline_chosen.connect(self.baseline_chosen)
        tools.baseline_set.connect(self.edits.set_baseline)
        tools.baseline_cleared.connect(self.edits.clear_baseline)
        self.workspace.theme.changed.connect(chart.repaint_all)
        self.workspace.changed.connect(self._heard)

    def _heard(self, change: ChangeSet) -> None:
        if "saved_view" in change.tables():
            self.tabs.reload()

    def _lines_changed(self) -> None:
        if self.view is not None and not self._is_loading:  # else the chart follows with its own new rows
            self.chart.show_lines(self._rows(self.chart.data.blank))
            self._selection_changed()

    def _select_line(self, line: int, modifiers: Qt.KeyboardModifier) -> None:
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if self.model.row_at(line) is not None:
            self.outline.select_line(line, toggle=bool(modifiers & ctrl), extend=bool(modifiers & shift))

    def _activate_line(self, line: int) -> None:
        row = self.model.row_at(line)
        if row is not None and row.id > 0:
            self.select(row.id, edit=True)

    def _show_critical(self, shown: bool) -> None:
        self.chart.show_critical = shown
        self.chart.viewport().update()

    def _show_baseline(self, shown: bool) -> None:
        self.chart.show_baseline = shown
        self.chart.viewport().update()


def _evening(day: date) -> datetime:
    """Return the end of a working day, where the line of a data date is drawn."""
    return datetime.combine(day, time(17))
