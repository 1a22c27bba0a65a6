"""One project: summary, plan, milestones, risks and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Final, Protocol

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QWidget

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import templates
from ...services.planning_cache import PlanCache
from ...services.queries.plan import PlanView, plan_view
from ...services.queries.registry import ProjectRow, Registry, registry
from ...services.rag_plan import plan_figures
from ...texts.messages import N_
from ..actions import shown_keys
from ..gantt.draft_place import PlanPlace
from ..gantt.panel import PlanPanel
from ..widgets.empty_state import EmptyState
from ..widgets.tab_row import TabRow
from ..workspace import Workspace
from .page import Page
from .project_compare import ComparePanel
from .project_head import RatingRow
from .project_history import ProjectHistory
from .project_milestones import MilestonePanel
from .project_quality import QualityPanel
from .project_resources import ResourcePanel
from .project_simulation import SimulationPanel
from .project_summary import SummaryPanel
from .risks import REGISTERS, RegisterTabs
from .status_open import RATED

PLAN_TABLES: Final = frozenset(
    {"task", "link", "calendar", "resource", "assignment", "task_baseline", "baseline", "project", "custom_field"}
)


INSPECTOR_ROOM: Final = 1000
"""Pixels from which a page has room for the inspector of its registers."""


class Tab(Protocol):
    """What a tab of the project page answers."""

    def status_text(self) -> str:
        """Return what the status bar says."""


TABS: Final = (
    ("summary", N_("Summary")),
    ("plan", N_("Plan")),
    ("milestones", N_("Milestones")),
    ("compare", N_("Baselines")),
    ("resources", N_("Resources")),
    ("quality", N_("Quality")),
    ("risks", N_("Risks & issues")),
    ("simulation", N_("Simulation")),
    ("history", N_("Changes")),
)


class ProjectPage(Page):
    """The page of a project.

    Attributes:
        tab: the name of the tab on show.
    """

    tables: ClassVar[frozenset[str]] = PLAN_TABLES | RATED | REGISTERS | {"programme", "simulation_run"}

    def __init__(self, workspace: Workspace, project_id: int, parent: QWidget | None = None) -> None:
        self.project: ProjectRow | None = None
        super().__init__(workspace, parent)
        t = workspace.texts
        self.project_id = project_id
        self.tab = "plan"
        self._asked: QWidget | None = None
        self._plans = PlanCache()
        self._baseline: int | None = None
        self._stale_tabs: set[str] = {name for name, _ in TABS}
        self.ratings = RatingRow(workspace)
        self.header.put_beside_title(self.ratings)
        self.header.crumb_clicked.connect(self._crumb)
        self.write_status = self.header.add_button(
            t("Write status"), "pencil", self.open_status, primary=True, tip=shown_keys("Ctrl+Shift+R")
        )
        self.write_status.setEnabled(workspace.can_edit)
        self.place = PlanPlace(workspace, project_id, self._plans)
        self.summary = SummaryPanel(workspace, project_id)
        self.milestones = MilestonePanel(workspace, project_id, self._plans)
        self.compare = ComparePanel(workspace, project_id)
        self.resources = ResourcePanel(workspace, project_id, self._plans)
        self.quality = QualityPanel(workspace)
        self.history = ProjectHistory(workspace, project_id)
        self._panels: dict[str, QWidget] = {
            "summary": self.summary,
            "plan": self.place,
            "milestones": self.milestones,
            "compare": self.compare,
            "resources": self.resources,
            "quality": self.quality,
            "history": self.history,
        }
        self.tabs = TabRow(t, {name: t(title) for name, title in TABS})
        self.tabs.chosen.connect(self.show_tab)
        self._stack = QStackedLayout()
        self._lay_out_tabs()
        self.place.status_changed.connect(self._status_changed)
        self.place.baseline_chosen.connect(self._compare)
        self.place.template_asked.connect(self.save_as_template)
        self.milestones.activated.connect(self.show_task)
        self.milestones.baseline_chosen.connect(self._compare)
        self.compare.activated.connect(self.show_task)
        self.quality.task_chosen.connect(self.show_task)
        self.resources.task_chosen.connect(self.show_task)
        self.resources.status_changed.connect(lambda text: self._status_changed(text, "resources"))

    @cached_property
    def risks(self) -> RegisterTabs:
        """The registers of this project, made when they are first shown: they are many tables."""
        made = RegisterTabs(self.workspace, self.project_id)
        self._add("risks", made)
        self.set_inspector(made.details)
        for panel in made.panels.values():
            panel.status_changed.connect(lambda text: self._status_changed(text, "risks"))
            panel.details_asked.connect(self.show_inspector)
            panel.details.closed.connect(lambda: self.show_inspector(False))
        return made

    @cached_property
    def simulation(self) -> SimulationPanel:
        """The simulation of this project, made when it is first shown."""
        made = SimulationPanel(self.workspace, self.project_id)
        self._add("simulation", made)
        made.task_chosen.connect(self.show_task)
        return made

    def _add(self, name: str, panel: QWidget) -> None:
        self._panels[name] = panel
        self._stack.addWidget(panel)

    @property
    def plan(self) -> PlanPanel:
        """The plan on show: the project's own, or the draft that is open."""
        return self.place.panel

    def title(self) -> str:
        """Return the project's name."""
        return self.project.name if self.project else ""

    def reload(self) -> None:
        """Load the head, and the tab on show; the others when they are shown."""
        self._load_head()
        self._stale_tabs = {name for name, _ in TABS}
        self._load_tab()

    def apply(self, change: ChangeSet) -> None:
        """Take in a change: head and shown tab at once, the other tabs when they are shown."""
        touched = change.tables()
        if not touched & self.tables:
            return
        if touched & (RATED | {"programme"}) or (self.project is not None and self.project.needs_plan):
            self._load_head()
        self._stale_tabs = {name for name, _ in TABS}
        if self.tab == "risks":
            self._stale_tabs.discard("risks")
            self.risks.apply(change)
        else:
            self._load_tab()

    def show_tab(self, name: str) -> None:
        """Show another tab."""
        if name not in dict(TABS):
            return
        if name != "summary":
            self._asked = None
        self.tab = name
        self._show_made()
        self.place.button.setVisible(name == "plan")
        self._load_tab()
        self.status_changed.emit(self.status_text())

    def _show_made(self) -> None:
        if self.tab not in self._panels:
            getattr(self, self.tab)
        self._stack.setCurrentWidget(self._panels[self.tab])
        self.tabs.choose(self.tab)
        self.show_inspector(self.tab == "risks" and self.width() > INSPECTOR_ROOM)

    def show_task(self, task_id: int) -> None:
        """Show a task in the plan."""
        self.show_tab("plan")
        self.plan.select(task_id)
        self.plan.run("scroll")

    def focus_target(self) -> QWidget:
        """Return what was asked for in the summary, the plan's table while that is on show, else the page."""
        if self._asked is not None and self.tab == "summary":
            return self._asked
        return self.plan.outline if self.tab == "plan" else self

    def open_status(self) -> None:
        """Let the user write this period's status."""
        self._asked = self.summary.form.pickers["overall"]
        self.show_tab("summary")
        self.summary.begin()

    def save_as_template(self) -> None:
        """Keep the plan as a template, under a name the user gives."""
        from .template_dialogs import ask_template_name

        answer = ask_template_name(self, self.workspace, self.title())
        if answer is not None:
            name, description = answer
            label = Message("save_template", {"name": name})
            if self.workspace.edit(label, templates.save_project_as_template, self.project_id, name, description):
                self.workspace.done.emit(Message("template_saved", {"name": name}))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this page does for the window's commands."""
        if self.project is None:
            return {}
        writes: dict[str, Callable[[], object]] = {"project.calendars": self.resources.open_calendars}
        if self.workspace.period_is_open:
            writes["status.write"] = self.open_status
        if self.tab == "risks":
            toggle = lambda: self.show_inspector(not self.inspector_is_shown)  # noqa: E731
            return {**self.risks.panel.commands(), "view.inspector": toggle, **writes}
        if self.tab == "resources":
            return {**self.resources.commands(), **writes}
        if self.tab == "plan":
            return {
                **writes,
                **self.place.commands(),
                "row.new": lambda: self.plan.run("after"),
                "edit.delete": lambda: self.plan.run("delete"),
                "edit.find": lambda: self.plan.run("find"),
                "file.print": lambda: self.plan.run("print"),
            }
        return writes

    def status_text(self) -> str:
        """Return what the status bar says."""
        panel = self._panels[self.tab]
        speak = getattr(panel, "status_text", None)
        return str(speak()) if speak else ""

    def state(self) -> dict[str, Any]:
        """Return the tab on show and how the plan looks."""
        draft = self.place.draft.id if self.place.draft is not None else 0
        return {"tab": self.tab, "baseline": self._baseline, "plan": self.plan.state(), "draft": draft,
                "resources": self.resources.state()}  # fmt: skip

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        if isinstance(state.get("baseline"), int):
            self._baseline = state["baseline"]
        self.show_tab(str(state.get("tab", self.tab)))
        if isinstance(state.get("draft"), int) and state["draft"]:
            self.place.open(state["draft"])
        if isinstance(state.get("plan"), dict):
            self.plan.restore(state["plan"])
        if isinstance(state.get("resources"), dict):
            self.resources.restore(state["resources"])
        if isinstance(state.get("task"), int):
            self.show_task(state["task"])
        if state.get("status"):
            self.open_status()
        if state.get("figure"):
            self._asked = self.summary.show_figure(str(state["figure"]))

    # Inside

    def _lay_out_tabs(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs, 1)
        for name in dict(TABS):
            if name in self._panels:
                self._stack.addWidget(self._panels[name])
        row.addWidget(self.place.button)
        self.place.button.setVisible(self.tab == "plan")
        line = QFrame()
        line.setObjectName("tabLine")
        self._missing = EmptyState(self.workspace)
        gone = self.texts("This project is no longer there.")
        self._missing.say("inbox", gone, "", [(self.texts("Projects"), "table-2", lambda: self._crumb(0))])
        self._missing.hide()
        self.content.setSpacing(8)
        tabs = QWidget()
        tabs.setLayout(row)
        stack = QWidget()
        stack.setLayout(self._stack)
        self._present: tuple[QWidget, ...] = (tabs, line, stack)
        self.content.addWidget(tabs)
        self.content.addWidget(line)
        self.content.addWidget(self._missing, 1)
        self.content.addWidget(stack, 1)
        self._show_made()

    def _load_head(self) -> None:
        period = self.workspace.period_id
        found = self.workspace.read(registry, include_archived=True, ids=[self.project_id], period_id=period)
        self.project = found.row(self.project_id)
        if self.project is not None and self.project.needs_plan and found.is_live:
            self.project = self._with_plan_figures(self.project, found)
        is_there = self.project is not None
        self._missing.setVisible(not is_there)
        for widget in (*self._present, self.ratings):
            widget.setVisible(is_there)
        self.write_status.setEnabled(is_there and self.workspace.period_is_open)
        closed = self.texts("The period is published. Open the next one to write a status.")
        may_write = self.workspace.period_is_open or not self.workspace.can_edit
        self.write_status.setToolTip(shown_keys("Ctrl+Shift+R") if may_write else closed)
        if self.project is None:
            return
        self.header.set_title(self.project.name)
        steps = [self.texts("Projects")]
        if self.project.programme:
            steps.append(self.project.programme)
        steps.append(self.project.code)
        self.header.set_breadcrumb(steps)
        self.ratings.show_project(self.project)
        self.title_changed.emit()

    def _with_plan_figures(self, row: ProjectRow, found: Registry) -> ProjectRow:
        """Return the project rated with the figures of its plan too."""
        if found.period is None:
            return row
        day, workspace = found.period.data_date, self.workspace
        try:
            plans = {row.id: workspace.read(plan_figures, row.id, day, self._plans)}
        except PmoError:
            return row  # the plan's own tab says why it can't be scheduled
        again = workspace.read(registry, include_archived=True, ids=[row.id], period_id=found.period.id, plans=plans)
        return again.row(row.id) or row

    def _load_tab(self) -> None:
        if self.tab not in self._stale_tabs or self.project is None:
            return
        self._stale_tabs.discard(self.tab)
        match self.tab:
            case "plan":
                view = self._plan()
                if view is not None:
                    self.place.show_plan(view)
            case "milestones":
                view = self._plan()
                if view is not None:
                    self.milestones.show_plan(view)
            case "compare":
                view = self._plan()
                if view is not None:
                    self.compare.show_plan(view)
            case "resources":
                view = self._plan()
                if view is not None:
                    self.resources.show_plan(view)
            case "quality":
                view = self._plan()
                if view is not None:
                    self.quality.show_plan(view)
            case "summary":
                self.summary.show_project(self.project, self._plan())
            case "simulation":
                view = self._plan()
                if view is not None:
                    self.simulation.show_plan(view)
            case "risks":
                self.risks.reload()
            case "history":
                self.history.reload()

    def _plan(self) -> PlanView | None:
        try:
            return self.workspace.read(plan_view, self._plans, self.project_id, self._baseline)
        except PmoError as error:
            self.workspace.failed.emit(error)
            return None

    def _compare(self, number: int) -> None:
        self._baseline = number
        self._stale_tabs |= {"plan", "milestones", "summary"}
        self._load_tab()

    def _status_changed(self, text: str, tab: str = "plan") -> None:
        if self.tab == tab:
            self.status_changed.emit(text)

    def _crumb(self, place: int) -> None:
        self.workspace.open("projects")
