"""The portfolio over time: programmes, projects, phases and gates, and what one project gives another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QWidget

from ...charts.scene import Key
from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...domain.worktime import to_instant
from ...services.queries.dependencies import DependencyRow, dated, dependencies
from ...services.queries.timeline import timeline
from ..models.table_model import Group
from ..widgets.filter_bar import FilterBar
from ..widgets.view_tabs import ViewTabs
from ..workspace import Workspace
from .page import Page
from .timeline_chart import TimelineChart
from .timeline_columns import built_in_views, columns_of, selection_words
from .timeline_hands import TimelineHands
from .timeline_links import DependencyPanel
from .timeline_menu import fill_row_menu
from .timeline_plans import TimelinePlans
from .timeline_print import export_pdf
from .timeline_rows import ProjectLine, Row, chart_lines, project_lines
from .timeline_table import TimelineSplit, TimelineTable
from .timeline_tools import TimelineTools
from .timeline_work import DependencyWork, arrows, tip_of

PANEL_WIDTH = 360


class TimelinePage(Page):
    """A table of projects and a chart of their time as one list, and the dependencies between them."""

    tables = frozenset(
        {
            "project", "programme", "status_update", "custom_field", "period", "portfolio", "saved_view", "task",
            "link", "calendar", "resource", "assignment", "task_baseline", "dependency",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self.view = workspace.read(timeline)
        self.plans = TimelinePlans(workspace, self.while_here)
        self._stored: tuple[DependencyRow, ...] = ()
        self.links: tuple[DependencyRow, ...] = ()
        self.table = TimelineTable(workspace, self.view)
        self.table.set_columns(columns_of(self.view, t, self.table.lines))
        self.chart = TimelineChart(workspace.theme, t)
        self.work = DependencyWork(workspace, self)
        self.hands = TimelineHands(self.chart, self.work.link_drawn, self.words_at)
        self.hands.can_link = workspace.can_edit
        self.tabs = ViewTabs(workspace, "timeline", self.table, built_in_views(self.view, t))
        self.bar = FilterBar(workspace, self.table)
        self.tools = TimelineTools(workspace, self.bar.tools)
        self.panel = DependencyPanel(workspace)
        self.table.empty.say(
            "chart-gantt",
            t("No projects yet"),
            t("Projects with dates show here as bars, with their phases and gates."),
            [
                (t("Go to Projects"), "table-2", lambda: workspace.open("projects")),
                (t("Import…"), "import", lambda: workspace.open("import")),
            ],
        )
        tip = t("The lines in sight and the dependencies, as PDF")
        self.header.add_button(t("Export as PDF…"), "printer", lambda: export_pdf(self), tip=tip)
        new = self.header.add_button(t("New dependency"), "plus", self.work.new, primary=True)
        new.setEnabled(workspace.can_edit)
        self._lay_out()
        self._connect()
        self._show_panel(workspace.settings.flag("timeline_panel"))
        self.tabs.reload()

    # What is shown

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Timeline")

    def reload(self) -> None:
        """Load projects and dependencies; phases and gates follow, as they wait for the schedules."""
        before, period = self.view, self.workspace.current_period
        self.view = self.workspace.read(timeline, period_id=period.id if period is not None else None)
        if before.registry.fields != self.view.registry.fields or before.registry.programmes != (
            self.view.registry.programmes
        ):
            self.table.set_columns(columns_of(self.view, self.texts, self.table.lines))
        self._stored = self.workspace.read(dependencies)
        self.tabs.use(built_in_views(self.view, self.texts))
        self.plans.keep(row.id for row in self.view.rows)
        self._show()
        self.plans.begin(self.view.rows, self._stored, self._show)

    def apply(self, change: ChangeSet) -> None:
        """Take in a change: only plans that it touched are scheduled again."""
        if "saved_view" in change.tables():
            self.tabs.reload()
        self._forget(change)
        if change.tables() & self.tables - {"saved_view"}:
            self.reload()

    def take(self, change: ChangeSet) -> None:
        """Take a change in now if visible; else forget the plans it touched, and load at the next show."""
        if not self.isVisible():
            self._forget(change)
        super().take(change)

    def _forget(self, change: ChangeSet) -> None:
        if change.tables() & self.tables:
            self.plans.forget(change)

    def _show(self) -> None:
        self.links = dated(self._stored, self.plans.known)
        self.panel.show_rows(self.links)
        self.table.set_rows(project_lines(self.view, self.plans.known))
        self._show_chart()
        self._say_selection()

    def _show_chart(self) -> None:
        model = self.table.lines
        period = self.workspace.current_period
        data_date = datetime.combine(period.data_date, time(17)) if period is not None else None
        lines = chart_lines(model.lines, model.every_stone)
        self.chart.show_timeline(lines, arrows(model.lines, self.links, self.plans.known), data_date)
        self.chart.setVisible(bool(model.lines))

    # What can be done

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the page does for the window's commands."""
        return {
            "row.new": self.work.new,
            "project.open": self.open_current,
            "view.inspector": lambda: self._show_panel(not self.inspector_is_shown),
            "edit.find": self.bar.focus_search,
            "edit.delete": self.work.delete_chosen,
        }

    def open_current(self, key: Key = None) -> None:
        """Open the project of the current line; at a task where one is meant."""
        row = self.table.current()
        if row is not None:
            self.open_row(row, key)

    def open_row(self, row: Row, key: Key = None) -> None:
        """Open the project of a line, at the task of a phase or a milestone."""
        task_id = int(key[1]) if key is not None and key[0] == "task" else None
        if isinstance(row, ProjectLine) and task_id is None:
            self.workspace.open("project", row.id)
        else:
            self.workspace.open("project", row.project.id, tab="plan", task=task_id or -row.id)

    def copy_table(self) -> None:
        """Copy all lines in sight, with headings."""
        from ..clipboard import put_table

        columns = self.table.cells.shown_columns()
        model = self.table.model
        rows = [[column.title for column in columns]]
        for line in model.lines:
            if isinstance(line, Group):
                rows.append([line.title, *([""] * (len(columns) - 1))])
            else:
                rows.append([model.words(line, column) for column in columns])
        put_table(rows)
        self.workspace.told.emit(Message("timeline_copied", {}, len(rows) - 1))

    def show_link(self, dependency_id: int) -> None:
        """Choose a dependency in the side list, opened where it was closed."""
        self._show_panel(True)
        self.panel.choose(dependency_id)

    def words_at(self, line: int, key: Key) -> str:
        """Return what a place of the chart is called: `P-104 Gate 3`."""
        row = self.table.model.row_at(line)
        return "" if row is None else f"{row.project.code} {self.work.name_of(row, key)}"

    def row_menu(self, menu: QMenu) -> None:
        """Fill the menu of the selected lines."""
        fill_row_menu(self, menu)

    # Memory

    def status_text(self) -> str:
        """Return how many projects are selected, or shown, and when they finish."""
        return selection_words(self.texts, self.table.selected_rows(), self.table.model.lines)

    def focus_target(self) -> QWidget:
        """Return the table."""
        return self.table.view

    def state(self) -> dict[str, Any]:
        """Return view, look and selection."""
        model = self.table.lines
        return {
            "view": self.tabs.current,
            "table": self.table.state(),
            "row": self.table.current_id(),
            "opened": sorted(model.opened),
            "open_all": model.open_all,
            "every_stone": model.every_stone,
            "split": self._split.sizes() if self._split.by_hand else None,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        if state.get("view"):
            self.tabs.choose(str(state["view"]))
        if isinstance(state.get("table"), dict):
            self.table.restore(state["table"])
            self.table.view_changed.emit()
        if "open_all" in state:
            self.tools.parts.setChecked(bool(state["open_all"]))
            self.tools.stones.setChecked(bool(state.get("every_stone")))
            self.table.lines.opened = {int(key) for key in state.get("opened", []) if isinstance(key, int)}
            self.table.lines.rearrange()
        if isinstance(state.get("split"), list) and len(state["split"]) == 2:
            self._split.keep([int(size) for size in state["split"]])
        if isinstance(state.get("row"), int):
            self.table.select(state["row"])
        if isinstance(state.get("dependency"), int):
            self.show_link(state["dependency"])

    # Inside

    def _lay_out(self) -> None:
        px = self.workspace.theme.fonts.px
        self._split = TimelineSplit(px(500))
        self.table.setObjectName("plain")
        self._split.addWidget(self.table)
        self._split.addWidget(self.chart)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self.table.setMinimumWidth(px(240))
        self.chart.setMinimumWidth(px(260))
        self.chart.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        card = QFrame()
        card.setObjectName("card")
        inner = QHBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._split)
        self.content.addWidget(self.tabs)
        self.content.addWidget(self.bar)
        self.content.addWidget(card, 1)
        self.set_inspector(self.panel, width=PANEL_WIDTH)

    def _connect(self) -> None:
        table, chart, tools, panel, work = self.table, self.chart, self.tools, self.panel, self.work
        chart.find_gesture = self.hands.find
        chart.tip = lambda line, key: tip_of(self, line, key)
        table.menu_actions = self.row_menu
        table.other_keys = self._take_key
        table.activated.connect(lambda _: self.open_current())
        table.selection_changed.connect(self._say_selection)
        for signal in (table.model.modelReset, table.model.layoutChanged, table.model.dataChanged):
            signal.connect(self._show_chart)
        table.view.verticalScrollBar().valueChanged.connect(chart.verticalScrollBar().setValue)
        chart.verticalScrollBar().valueChanged.connect(table.view.verticalScrollBar().setValue)
        chart.line_pressed.connect(self._press_line)
        chart.opened.connect(self._open_line)
        chart.link_pressed.connect(self.show_link)
        chart.link_activated.connect(work.edit)
        chart.line_menu_asked.connect(self._open_menu)
        chart.key_pressed.connect(lambda event: QApplication.sendEvent(table.view, event))
        tools.asked.connect(self._look)
        tools.parts.toggled.connect(lambda on: table.lines.show_parts(open_all=on))
        tools.stones.toggled.connect(lambda on: table.lines.show_parts(every_stone=on))
        tools.baseline.toggled.connect(lambda on: self._switch("show_baseline", on))
        tools.links.toggled.connect(lambda on: self._switch("show_links", on))
        tools.panel.clicked.connect(self._show_panel)
        panel.chosen.connect(self._reveal_link)
        panel.edit_asked.connect(work.edit)
        panel.hold_asked.connect(work.hold)
        panel.delete_asked.connect(work.delete)
        panel.deliver_asked.connect(work.deliver)
        panel.new_asked.connect(work.new)
        panel.end_asked.connect(work.open_end)
        panel.closed.connect(lambda: self._show_panel(False))

    def _say_selection(self) -> None:
        self.chart.selected = frozenset(self.table.view.selected_lines())
        self.chart.viewport().update()
        self.status_changed.emit(self.status_text())

    def _press_line(self, line: int, modifiers: Qt.KeyboardModifier) -> None:
        if isinstance(self.table.model.lines[line], Group):
            self.table.model.toggle(line)
            return
        toggle = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.table.view.select_line(line, toggle=toggle, extend=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _open_line(self, line: int, key: Key) -> None:
        row = self.table.model.row_at(line)
        if row is not None:
            self.open_row(row, key if key is not None and key[0] == "task" else None)

    def _open_menu(self, line: int, place: QPoint) -> None:
        view = self.table.view
        if self.table.model.row_at(line) is not None and line not in view.selected_lines():
            view.select_line(line)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.row_menu(menu)
        menu.popup(place)

    def _reveal_link(self, dependency_id: int) -> None:
        """Show both ends of a dependency: their lines selected and in sight, the arrow strong."""
        row = self.panel.row(dependency_id)
        if row is None or self.chart.chosen == ("dependency", dependency_id):
            return
        self.chart.choose(("dependency", dependency_id))
        arrow = next((one for one in self.chart.arrows if one.key == self.chart.chosen), None)
        if arrow is None:
            return
        view = self.table.view
        for line in (arrow.giver_line, arrow.taker_line):
            view.scrollTo(self.table.model.index(line, view.first_column()))
        self.chart.go_to((arrow.giver_at + arrow.taker_at) // 2)

    def _show_panel(self, shown: bool) -> None:
        self.workspace.settings.put("timeline_panel", shown)
        self.tools.panel.setChecked(shown)
        self.show_inspector(shown)
        if not shown:
            self.chart.choose(None)
            self.table.view.setFocus()

    def _switch(self, name: str, on: bool) -> None:
        setattr(self.chart, name, on)
        self.chart.viewport().update()

    def _look(self, name: str) -> None:
        match name:
            case "nearer" | "farther":
                self.chart.zoom_step(-1 if name == "nearer" else 1)
            case "fit":
                self.chart.fit()
            case "today" if self.chart.data_date is not None:
                self.chart.go_to(to_instant(self.chart.data_date))

    def _take_key(self, event: QKeyEvent) -> bool:
        """Answer keys that belong to the timeline, wherever the focus is."""
        keys, mods = Qt.Key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() == keys.Key_F2 and mods == control:
            self.work.link_selected()
            return True
        if event.key() == keys.Key_F2 and mods == control | shift:
            self.work.unlink_selected()
            return True
        looks = {keys.Key_Plus: "nearer", keys.Key_Equal: "nearer", keys.Key_Minus: "farther", keys.Key_0: "fit",
                 keys.Key_T: "today"}  # fmt: skip
        name = looks.get(keys(event.key()))
        if name is not None and mods in (Qt.KeyboardModifier.NoModifier, shift):
            self._look(name)
            return True
        return False
