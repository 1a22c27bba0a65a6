"""What a plan comes to when durations vary and risks happen: figures, curves, what it hangs on, which response pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.worktime import to_moment
from ...scheduling.simulation.run import ITERATIONS
from ...services.commands import simulations
from ...services.queries.plan import PlanView
from ...services.simulated import CONFIDENCE, Simulated, document, simulate_project
from ...services.simulation import TEMPLATE
from ..dialogs.task_estimates import TaskEstimatesDialog
from ..painting import statistics
from ..widgets.banner import Banner
from ..widgets.card import Card
from ..widgets.empty_state import EmptyState
from ..widgets.tab_row import TabRow
from ..widgets.text import Label, plain_tooltip
from ..widgets.tool_line import ToolLine
from ..workspace import Workspace
from .simulation_table import ResponseTable

MOST_ITERATIONS: Final = 200_000


class SimulationPanel(QWidget):
    """The simulation of one project.

    Signals:
        task_chosen: the id of a task to go to in the plan.
    """

    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._project_id = project_id
        self.found: Simulated | None = None
        self.iterations = self._number(str(ITERATIONS), t("Iterations"))
        self.seed = self._number("1", t("Seed: the same one gives the same result"))
        self.low = self._number(f"{TEMPLATE[0]:g}", t("Percent below, for tasks without an estimate"))
        self.high = self._number(f"{TEMPLATE[1]:g}", t("Percent above, for tasks without an estimate"))
        self.start = QPushButton(t("Simulate"))
        self.start.setProperty("kind", "primary")
        workspace.icons.put(self.start, "refresh-cw", "onAccent")
        self.start.clicked.connect(self.run)
        self.export = self._ghost(t("Export the picture"), "download", self._export)
        self.estimates = self._ghost(t("Estimates…"), "pencil", self._estimate)
        self.estimates.setToolTip(t("How long each task may take, and which tasks are late together"))
        self.keep = self._ghost(t("Keep for the pack"), "save", self._keep)
        self.doubt = Banner(workspace.icons, "warning", closable=False)
        self.doubt.hide()
        self.figures: dict[str, Label] = {}
        self.tabs = TabRow(
            t,
            {
                "finish": t("Finish date"),
                "cost": t("Cost"),
                "both": t("Date and cost"),
                "risks": t("By risk"),
                "tasks": t("By task"),
                "responses": t("Responses"),
            },
        )
        self.tabs.chosen.connect(self.show_chart)
        self.responses = ResponseTable(workspace)
        self.responses.hide()
        self.empty = EmptyState(workspace)
        self._canvas: Any = None
        self._lay_out()
        workspace.theme.changed.connect(self._redraw)

    def show_plan(self, view: PlanView) -> None:
        """Take in a plan; what was simulated stays until it is run again."""
        self.start.setEnabled(bool(len(view)) and view.problem is None)
        self.start.setToolTip("" if view.problem is None else plain_tooltip(self._t.say(view.problem)))

    def status_text(self) -> str:
        """Return the planned date's confidence."""
        if self.found is None:
            return ""
        share = self.found.before.contingency(CONFIDENCE).covered
        return self._t("The plan’s own finish is kept in {share} of the iterations.", share=self._t.percent(share))

    def run(self) -> None:
        """Simulate beside the window; the result appears when it is there."""
        try:
            iterations, seed = self._whole(self.iterations, 1, MOST_ITERATIONS), self._whole(self.seed, 0, 2**31)
            template = float(self._percent(self.low)), float(self._percent(self.high))
            if template[0] > template[1]:
                raise PmoError("simulation_template_order")
        except PmoError as error:
            self._workspace.failed.emit(error)
            return
        store, project = self._workspace.store, self._project_id
        self.start.setEnabled(False)
        self._workspace.jobs.start(
            Message("simulating"),
            lambda progress: simulate_project(
                store, project, progress.report, iterations=iterations, seed=seed, template=template
            ),
            self._take,
            self._refuse,
        )

    def _take(self, found: Simulated) -> None:
        self.start.setEnabled(True)
        self.found = found
        t, before = self._t, found.before
        kept = before.contingency(CONFIDENCE)
        currency = found.project.currency
        values = {
            "planned": t.date(to_moment(round(before.planned_finish)).date()),
            "covered": t.percent(kept.covered),
            **{f"p{share}": t.date(before.finish_by(share / 100).date()) for share in (10, 50, 80, 90)},
            "contingency": t("{days} d", days=t.number(kept.days, 0, signed=True)),
            "cost": t.short_money(round(before.cost_spread.p80), currency),
            "money": t.short_money(round(kept.money), currency, signed=True),
        }
        for name, label in self.figures.items():
            label.setText(values[name])
        self._show_doubts(found)
        self.responses.show_gains(found.comparison.gains, currency)
        for widget in (self.tabs, self._plot, self._head, self.export, self.keep):
            widget.show()
        self.empty.hide()
        self.show_chart(self.tabs.current)

    def _refuse(self, error: PmoError) -> None:
        self.start.setEnabled(True)
        self._workspace.failed.emit(error)

    def _show_doubts(self, found: Simulated) -> None:
        t = self._t
        names = {task.uid: task.name for task in found.project.model.plan.tasks}
        lines = []
        for doubt in found.doubts:
            tasks = t.listed([names.get(uid, "") for uid in doubt.tasks[:4]])
            more = "" if len(doubt.tasks) <= 4 else t(" and {count} more", count=len(doubt.tasks) - 4)
            lines.append(f"{t.say(doubt.message)} {tasks}{more}")
        lines += [t.say(note) for note in found.notes]
        self.doubt.setVisible(bool(lines))
        if lines:
            self.doubt.say("\n".join(lines))

    def show_chart(self, name: str) -> None:
        """Show one of the charts, or the table of responses."""
        self.tabs.choose(name)
        if self.found is None:
            return
        as_table = name == "responses"
        self.responses.setVisible(as_table)
        self._plot.setVisible(not as_table)
        self.export.setEnabled(not as_table)
        if as_table:
            return
        figure = self._draw(name)
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

        if self._canvas is not None:
            self._plot.body.removeWidget(self._canvas)
            self._canvas.deleteLater()
        self._canvas = FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]
        self._canvas.setAccessibleName(self.status_text())
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.body.addWidget(self._canvas, 1)

    def _draw(self, name: str) -> Any:
        assert self.found is not None
        ink = statistics.Ink(self._workspace.theme, self._t)
        figure = statistics.new_figure(ink)
        before, after, currency = self.found.before, self.found.comparison.after, self.found.project.currency
        if not self.found.comparison.gains:
            after = before
        match name:
            case "finish":
                statistics.draw_finish(figure, ink, before, after)
            case "cost":
                statistics.draw_cost(figure, ink, before, after, currency)
            case "both":
                statistics.draw_both(figure, ink, before, currency, CONFIDENCE)
            case "risks":
                statistics.draw_tornado(figure, ink, self.found.by_risk, self._t("Days that each risk adds to P80"))
            case _:
                statistics.draw_tasks(figure, ink, before)
        return figure

    def _redraw(self) -> None:
        if self.found is not None:
            self.show_chart(self.tabs.current)

    def _export(self) -> None:
        t = self._t
        kinds = ";;".join((f"{t('Vector picture')} (*.svg)", f"{t('Picture')} (*.png)"))
        name, _ = QFileDialog.getSaveFileName(self, t("Export the picture"), "simulation.svg", kinds)
        if name:
            try:
                self._draw(self.tabs.current).savefig(name, dpi=200)
            except (OSError, ValueError) as error:
                self._workspace.failed.emit(PmoError("export_failed", path=name, reason=str(error)))

    def _keep(self) -> None:
        if self.found is not None:
            before = self.found.before
            author = self._workspace.store.author
            label = Message("keep_simulation")
            values = document(self.found)
            if self._workspace.edit(
                label, simulations.keep, self._project_id, before.seed, before.iterations, values, author
            ):
                self._workspace.done.emit(Message("simulation_kept"))

    # Inside

    def _lay_out(self) -> None:
        t = self._t
        row = ToolLine()
        for words, line in ((t("Iterations"), self.iterations), (t("Seed"), self.seed)):
            row.add(Label(words, "quiet"), line)
        row.add(Label(t("Without an estimate, %"), "quiet"), self.low, self.high)
        row.add_right(self.start, self.keep, self.export, self.estimates)
        self._head = QWidget()
        grid = QGridLayout(self._head)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        titles = {
            "planned": t("Plan"), "covered": t("Kept in"), "p10": "P10", "p50": "P50", "p80": "P80", "p90": "P90",
            "contingency": t("To add for P80"), "cost": t("Cost, P80"), "money": t("Reserve for P80"),
        }  # fmt: skip
        for place, (name, title) in enumerate(titles.items()):
            grid.addWidget(Label(title, "caption"), 0, place)
            self.figures[name] = Label("", "section")
            grid.addWidget(self.figures[name], 1, place)
        grid.setColumnStretch(len(titles), 1)
        self._plot = Card()
        self.empty.say(
            "chart-no-axes-gantt",
            t("Not simulated yet"),
            t("Durations vary and risks of the register happen; see how likely the finish date and the budget are."),
            [(t("Simulate"), "refresh-cw", self.run)],
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(row)
        column.addWidget(self.doubt)
        column.addWidget(self._head)
        column.addWidget(self.tabs)
        column.addWidget(self._plot, 1)
        column.addWidget(self.responses, 1)
        column.addWidget(self.empty, 1)
        for widget in (self._head, self.tabs, self._plot, self.export, self.keep):
            widget.hide()

    def _number(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setFixedWidth(self._workspace.theme.fonts.px(72))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.returnPressed.connect(self.run)
        return line

    def _estimate(self) -> None:
        if TaskEstimatesDialog(self._workspace, self._project_id, self.window()).exec():
            self.run()

    def _ghost(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "ghost")
        self._workspace.icons.put(button, icon)
        button.clicked.connect(lambda: run())
        return button

    def _whole(self, line: QLineEdit, low: int, high: int) -> int:
        text = line.text().replace(",", "").strip()
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise PmoError("simulation_number", name=line.accessibleName(), value=line.text(), low=low, high=high)
        return int(text)

    def _percent(self, line: QLineEdit) -> int:
        text = line.text().replace("−", "-").replace("%", "").strip()
        if not text.lstrip("+-").isdigit() or not -95 <= int(text) <= 1000:
            raise PmoError("simulation_number", name=line.accessibleName(), value=line.text(), low=-95, high=1000)
        return int(text)
