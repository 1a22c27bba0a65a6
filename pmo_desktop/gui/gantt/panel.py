"""A plan on screen: tool row, outline and Gantt as one list, and what keys and hands do to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ...domain.worktime import to_instant, to_moment
from ...services.planning_cache import PlanCache
from ...services.queries.plan import PlanView
from ..delegates.cell_editors import CellDelegate
from ..widgets.banner import Banner
from ..widgets.empty_state import EmptyState
from ..workspace import Workspace
from .asking import ask_data_date, ask_shift
from .cells import PlanCells
from .chart import GanttChart
from .edits import PlanEdits
from .gestures import Hands
from .menus import LOOKING, column_menu, row_menu
from .more import extra
from .outline import OutlineModel, OutlineView
from .reasons import ReasonPanel
from .rows import PlanRow, PlanSource, gantt_rows, plan_columns, selection_words
from .tools import PlanTools


class PlanPanel(QWidget):
    """Outline and Gantt of one project.

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
        self._workspace = workspace
        self.can_edit = workspace.can_edit
        self.texts = workspace.texts
        self._t = workspace.texts
        self.view: PlanView | None = None
        self._source: PlanSource | None = None
        self.edits = PlanEdits(workspace, project_id, plans)
        self.tools = PlanTools(workspace)
        self.model = OutlineModel(self._t, plan_columns(self._t))
        self.outline = OutlineView(workspace.theme, workspace.icons, self._t, self.model)
        self.cells = PlanCells(workspace, self.model, self.outline, self.edits)
        self.outline.setItemDelegate(
            CellDelegate(self._t, self.model, self.cells.take, self.outline.move_by, self.outline)
        )
        self.chart = GanttChart(workspace.theme, self._t)
        self.hands = Hands(self.chart, self.edits, self._t)
        self.chart.find_gesture = self.hands.find if workspace.can_edit else None
        self.problem = Banner(workspace.icons, "error", closable=False)
        self.problem.hide()
        self.empty = EmptyState(workspace)
        self.reasons = ReasonPanel(workspace)
        self.reasons.hide()
        self._lay_out()
        self._connect()

    # What is shown

    def show_plan(self, view: PlanView) -> None:
        """Show a plan, or the same plan after an edit; what was selected stays selected."""
        same_tasks = self.view is not None and view.take_over(self.view)
        self.view = view
        self.hands.view = view
        if same_tasks and self._source is not None:
            self._source.view = view
            self.model.values_changed()
        else:
            self._source = source = PlanSource(view)
            self.model.set_rows([PlanRow(source, row) for row in range(len(view))])
        self._show_chart()
        self.tools.show_plan(view)
        self.problem.setVisible(view.problem is not None)
        if view.problem is not None:
            self.problem.say(self._t.say(view.problem))
        self.empty.setVisible(not len(view))
        self._split.setVisible(bool(len(view)))
        self._selection_changed()

    def _show_chart(self) -> None:
        view = self.view
        if view is None:
            return
        data = gantt_rows(view, self._t)
        clock = view.clock if view.schedule is not None else None
        rows = [row.row for row in self.model.lines] if len(data) else []
        period = self._workspace.current_period
        data_date = view.plan.data_date or (period and _evening(period.data_date))
        self.chart.show_plan(data, rows, clock, data_date or None)

    def state(self) -> dict[str, Any]:
        """Return how the plan looks, as JSON values."""
        hidden = [column.key for at, column in enumerate(self.model.columns) if self.outline.isColumnHidden(at)]
        return {
            "split": self._split.sizes(),
            "shut": sorted(self.model.shut),
            "hidden": hidden,
            "zoom": self.chart.scale.per_day,
            "line": self.outline.currentIndex().row(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        self.model.shut = {int(value) for value in state.get("shut", [])}
        self.model.rearrange()
        self._show_chart()
        if isinstance(state.get("split"), list) and len(state["split"]) == 2:
            self._split.setSizes([int(size) for size in state["split"]])
        if isinstance(state.get("hidden"), list):
            self._hide(set(state["hidden"]))
        if isinstance(state.get("line"), int) and state["line"] >= 0:
            self.outline.go_to(state["line"], self.model.place_of("name"))

    # Selection

    def today(self) -> date:
        """Return the day that "+2w" counts from."""
        return self._workspace.today()

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected tasks, in order."""
        return [row.id for row in self.outline.selected_rows()]

    def select(self, task_id: int, *, key: str = "name", edit: bool = False) -> None:
        """Make a task the current one, in sight, and open its cell where asked."""
        line = self.model.line_of(task_id)
        if line < 0:
            return
        self.outline.setFocus()
        self.outline.go_to(line, self.model.place_of(key))
        if edit:
            self.outline.edit(self.model.index(line, self.model.place_of(key)))

    def _selection_changed(self) -> None:
        lines = self.outline.selected_lines()
        self.chart.selected = frozenset(lines)
        self.chart.viewport().update()
        self.outline.viewport().update()
        self._show_reasons()
        self.status_changed.emit(self.status_text())

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
        self.model.reveal(task_id)
        if self.model.line_of(task_id) < 0:
            self.tools.search.clear()
        self.select(task_id)
        self._go("scroll")

    def status_text(self) -> str:
        """Return what the status bar says about the selection."""
        rows = self.outline.selected_rows()
        return "" if self.view is None else selection_words(self.view, [row.row for row in rows], self._t)

    # Commands

    def run(self, name: str) -> None:
        """Do a plan command by its name, on the selection."""
        added = extra(name)
        if added is not None and (self.can_edit or not added.edits):
            added.run(self)
        elif name in self._commands and (name in LOOKING or self.can_edit):
            self._commands[name]()

    def add_row(self, *, milestone: bool = False) -> None:
        """Add a row above the current one, or at the end, and let the user name it."""
        current = self.outline.current_row()
        name = self._t("New milestone") if milestone else self._t("New task")
        added = self.edits.add([name], before=None if current is None else current.id, milestone=milestone)
        if added:
            self.select(added[0], edit=True)

    def add_after(self) -> None:
        """Add a row below the current one, on its level, and let the user name it."""
        current = self.outline.current_row()
        before, level = None, None
        if current is not None:
            level = current.task.outline_level
            at = self.model.line_of(current.id) + 1
            below = next((r for r in self.model.lines[at:] if r.task.outline_level <= level), None)
            before = None if below is None else below.id
        added = self.edits.add([self._t("New task")], before=before, level=level)
        if added:
            self.select(added[0], edit=True)

    def delete_selected(self) -> None:
        """Delete the selected rows; the row after them becomes the current one."""
        ids = self.selected_ids()
        if not ids:
            return
        line = self.outline.selected_lines()[0]
        self.edits.delete(ids)
        if self.model.lines:
            self.outline.go_to(min(line, len(self.model.lines) - 1), self.model.place_of("name"))

    def _go(self, name: str) -> None:
        view = self.view
        if view is None or view.schedule is None:
            return
        match name:
            case "first":
                self.chart.go_to(to_instant(view.schedule.project_start))
            case "last":
                self.chart.go_to(to_instant(view.schedule.project_finish))
            case "today":
                if self.chart.data_date is not None:
                    self.chart.go_to(to_instant(self.chart.data_date))
            case "scroll":
                current = self.outline.current_row()
                if current is not None:
                    self.chart.go_to_row(current.row)

    def _nudge(self, days: int, *, stretch: bool = False) -> None:
        """Move the selected bars by working days, or stretch them."""
        view = self.view
        rows = [row for row in self.outline.selected_rows() if not row.is_summary]
        if view is None or view.schedule is None or len(rows) != 1:
            return
        row = rows[0]
        if stretch:
            minutes = max(0, row.task.duration + days * view.units.day)
            self.edits.set([row.id], {"duration": minutes})
            return
        start = view.schedule.start[row.row]
        clock = view.clock
        moved = clock.add(start, days * view.units.day)
        self.edits.set([row.id], {"start": to_moment(clock.next_start(moved))})

    # Inside

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(5)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.outline)
        self._split.addWidget(self.chart)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        px = self._workspace.theme.fonts.px
        self.outline.setMinimumWidth(px(220))
        self.chart.setMinimumWidth(px(240))
        self._split.setSizes([px(580), px(640)])
        for scrolled in (self.outline, self.chart):
            scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.empty.say(
            "chart-gantt",
            self._t("No tasks yet"),
            self._t("A plan holds tasks, milestones and how they depend on each other."),
            [
                (self._t("Add a task"), "plus", self.add_row),
                (self._t("Import a plan"), "import", lambda: self._workspace.open("import")),
            ],
        )
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._split, 1)
        inner.addWidget(self.empty, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tools)
        layout.addWidget(self.problem)
        layout.addWidget(card, 1)
        layout.addWidget(self.reasons)
        for at, column in enumerate(self.model.columns):
            self.outline.setColumnWidth(at, px(column.width))
        self._hide({column.key for column in self.model.columns if column.hidden})

    def _hide(self, keys: set[str]) -> None:
        for at, column in enumerate(self.model.columns):
            self.outline.setColumnHidden(at, column.key in keys)

    def _connect(self) -> None:
        outline, chart, tools = self.outline, self.chart, self.tools
        outline.verticalScrollBar().valueChanged.connect(chart.verticalScrollBar().setValue)
        chart.verticalScrollBar().valueChanged.connect(outline.scroll_to_value)
        outline.selectionModel().selectionChanged.connect(self._selection_changed)
        self.model.modelReset.connect(self._lines_changed)
        self.model.layoutChanged.connect(self._lines_changed)
        chart.line_pressed.connect(self._select_line)
        chart.line_activated.connect(self._edit_line)
        chart.command_asked.connect(self.run)
        outline.command_asked.connect(self.run)
        outline.rows_dragged.connect(lambda ids, before, level: self.edits.move_before(ids, before, level or None))
        outline.can_drag = self.can_edit
        outline.menu_asked.connect(lambda at: row_menu(self).exec(at))
        outline.header.menu_asked.connect(lambda _, at: column_menu(self).exec(at))
        self.reasons.task_chosen.connect(self._go_to_cause)
        self.reasons.closed.connect(self._close_reasons)
        tools.asked.connect(self.run)
        tools.filtered.connect(lambda words: self.model.arrange_by(text=words))
        tools.critical_toggled.connect(self._show_critical)
        tools.baseline_toggled.connect(self._show_baseline)
        tools.baseline_chosen.connect(self.baseline_chosen)
        tools.baseline_set.connect(self.edits.set_baseline)
        tools.baseline_cleared.connect(self.edits.clear_baseline)
        self._commands: dict[str, Callable[[], object]] = {
            "task": self.add_row,
            "milestone": lambda: self.add_row(milestone=True),
            "insert": self.add_row,
            "after": self.add_after,
            "delete": self.delete_selected,
            "indent": lambda: self.edits.indent(self.selected_ids()),
            "outdent": lambda: self.edits.outdent(self.selected_ids()),
            "up": lambda: self.edits.move_by(self.selected_ids(), -1),
            "down": lambda: self.edits.move_by(self.selected_ids(), 1),
            "link": lambda: self.edits.link(self.selected_ids()),
            "unlink": lambda: self.edits.unlink(self.selected_ids()),
            "undo": self._workspace.undo,
            "redo": self._workspace.redo,
            "nearer": lambda: chart.zoom_step(-1),
            "farther": lambda: chart.zoom_step(1),
            "fit": chart.fit,
            "today": lambda: self._go("today"),
            "scroll": lambda: self._go("scroll"),
            "first": lambda: self._go("first"),
            "last": lambda: self._go("last"),
            "earlier": lambda: self._nudge(-1),
            "later": lambda: self._nudge(1),
            "shorter": lambda: self._nudge(-1, stretch=True),
            "longer": lambda: self._nudge(1, stretch=True),
            "line_up": lambda: outline.move_by(-1, 0),
            "line_down": lambda: outline.move_by(1, 0),
            "data_date": lambda: ask_data_date(self),
            "shift": lambda: ask_shift(self),
            "template": self.template_asked.emit,
            "find": tools.begin_filter,
            "outline": self._to_outline,
            "why": self.explain,
            "expand": lambda: self.model.open_all(True),
            "collapse": lambda: self.model.open_all(False),
        }
        self._workspace.theme.changed.connect(chart.repaint_all)

    def _to_outline(self) -> None:
        self.outline.setFocus()
        if not self.outline.currentIndex().isValid() and self.model.lines:
            self.outline.go_to(0, self.model.place_of("name"))

    def _lines_changed(self) -> None:
        if len(self.chart.data) == len(self.model.rows):
            self.chart.show_lines([row.row for row in self.model.lines])

    def _select_line(self, line: int, modifiers: Qt.KeyboardModifier) -> None:
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        self.outline.select_line(line, toggle=bool(modifiers & ctrl), extend=bool(modifiers & shift))

    def _edit_line(self, line: int) -> None:
        row = self.model.row_at(line)
        if row is not None:
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
