"""The portfolio at a glance: four facts, what moved, what needs the PMO, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...charts.portfolio import Bubble, Lane, Stone, milestone_lanes, performance_bubbles
from ...charts.scene import Key
from ...domain.messages import Message
from ...domain.punctuality import LOOK_DAYS
from ...services.queries.overview import Moved, Need, Overview, overview
from ..jobs import Progress
from ..models.columns import Column
from ..painting.scene import measure_with
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.scene_view import SceneView
from ..workspace import Workspace
from .overview_facts import Facts
from .overview_needs import NeedsList
from .page import Page
from .projects_columns import LATE_DAYS, OVERRUN
from .status_open import RATED, open_next_status

if TYPE_CHECKING:
    from ...persistence.store import Store
    from ...services.queries.registry import ProjectRow

SETTLED = 10
"""Percent planned from which the indices mean something; before, a day's work swings them."""

SIDE_BY_SIDE = 700
"""Pixels, at a text size of 100 %, from which cards stand side by side."""

AHEAD = LOOK_DAYS
"""Days that the milestones look ahead."""


@dataclass(frozen=True)
class MovedRow:
    """A project that moved, as the table shows it."""

    id: int
    moved: Moved

    def doubts(self, name: str) -> tuple[bool, bool]:
        """Return what speaks against a rating of the project."""
        return self.moved.project.doubts(name)

    def value(self, name: str) -> object:
        """Return a field of the project."""
        found = self.moved.project.value(name)
        if name == "reason" and not found:  # green projects need no reason; what they achieved is what changed
            return str(self.moved.project.value("achieved") or "").partition("\n")[0]
        return found


@dataclass(frozen=True)
class Stones:
    """Milestones of all projects: those ahead by programme, and how many of those behind were met."""

    lanes: tuple[Lane, ...]
    met: int
    due: int
    ahead: int
    slipped: int


def find_stones(store: Store, rows: tuple[ProjectRow, ...], today: date, progress: Progress) -> Stones:
    """Schedule every project and return its milestones; runs in a job.

    Promises count for all projects, as in the pack: one that closed has kept or broken its own. Ahead are the active.
    """
    from ...services.planning_cache import PlanCache
    from ...services.queries.milestones import milestones_of, promised_and_met
    from ...services.queries.plan import plan_view

    lanes: dict[str, list[Stone]] = {}
    met = due = ahead = slipped = 0
    for done, row in enumerate(rows):
        progress.report(done, len(rows))
        with store.reader() as session:
            stones = milestones_of(plan_view(session, PlanCache(1), row.id))
        promised, kept = promised_and_met(stones, today)
        due += promised
        met += kept
        lane = lanes.setdefault(row.programme, [])
        for stone in stones:
            if row.active and not stone.reached and today <= stone.forecast <= today + timedelta(days=AHEAD):
                ahead += 1
                slipped += (stone.slip or 0) > 0
                lane.append(Stone(stone.name, stone.plan, stone.forecast, stone.slip or 0, ("project", row.id)))
    filled = tuple(Lane(name, tuple(sorted(found, key=lambda s: s.forecast))) for name, found in lanes.items() if found)
    return Stones(filled, met, due, ahead, slipped)


class OverviewPage(Page):
    """Facts, movements, needs, milestones ahead, performance."""

    tables = frozenset({"programme", "decision", "task", "link"}) | RATED

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self.view: Overview | None = None
        self.facts = Facts(workspace)
        self.moved_card = Card(t("What moved this month"))
        self.moved_card.add_link(t("Open in Projects"), lambda: workspace.open("projects"))
        self.moved = DataTable(workspace, self._moved_columns(), selectable=False, whole_rows=True)
        self.moved.setObjectName("plain")
        self.moved.activated.connect(lambda key: workspace.open("project", key))
        self.moved.empty.say("check", t("Nothing moved"), t("No status, date or cost changed since the last report."))
        self.moved_card.body.addWidget(self.moved)
        self.needs_card = Card(t("Needs you"))
        self.needs = NeedsList(workspace, self._do)
        self.needs_card.body.addWidget(self.needs)
        self.needs_card.body.addStretch(1)
        self.stones_card = Card(t("Milestones, next 90 days"))
        self.stones = SceneView(workspace, name=t("Milestones, next 90 days"))
        self.stones.clicked.connect(self._open)
        self.stones_card.body.addWidget(self.stones, 1)
        self.performance_card = Card(t("Cost and schedule performance"), t("bubble = budget"))
        self.performance = SceneView(workspace, name=t("Cost and schedule performance"))
        self.performance.clicked.connect(self._open)
        self.performance.tip = self._tip
        self.performance_card.body.addWidget(self.performance, 1)
        tip = t("Choose projects, check them and export the PDF")
        build = t("Build status pack")
        self.header.add_button(build, "file-text", lambda: workspace.open("packs"), primary=True, tip=tip)
        self._rows: list[QHBoxLayout] = []
        self._lay_out()
        self._link = workspace.plan_figures.measured.connect(self._measured)

    def _lay_out(self) -> None:
        px = self.workspace.theme.fonts.px
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self.facts)
        for left, right, height in (
            (self.moved_card, self.needs_card, 300),
            (self.stones_card, self.performance_card, 250),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            self._rows.append(row)
            row.addWidget(left, 70)
            row.addWidget(right, 30)
            left.setMinimumHeight(px(height))
            right.setMinimumWidth(px(330))
            rows.addLayout(row, height)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.content.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other where large letters leave no room side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.workspace.theme.fonts.px(SIDE_BY_SIDE)
        self.facts.set_columns(2 if is_narrow else 4)
        for row in self._rows:
            row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def let_go(self) -> None:
        """Stop listening to what outlives the page."""
        QObject.disconnect(self._link)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the page does for the window's commands."""
        return {"status.write": self._write_status}

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Portfolio overview")

    def reload(self) -> None:
        """Load everything; the milestones follow, as they wait for the schedules."""
        t = self.texts
        known = self.workspace.plan_figures
        view = self.workspace.read(overview, period_id=self.workspace.period_id, plans=known.known)
        self.view = view
        programmes = t.n("{count} programme", "{count} programmes", view.programmes)
        active = t.n("{count} active project", "{count} active projects", len(view.active))
        self.header.set_subtitle(t("{projects} in {programmes}", projects=active, programmes=programmes))
        self.facts.show_overview(view)
        self.moved.set_columns(self._moved_columns())
        self.moved.set_rows([MovedRow(item.project.id, item) for item in view.moved])
        self.moved_card.set_note(
            t(
                "{moved} of {total} projects changed status, date or cost",
                moved=len(view.moved),
                total=len(view.active),
            )
        )
        self.needs.show_needs(view.needs)
        self.needs_card.set_note(t.n("{count} item", "{count} items", sum(need.count for need in view.needs)))
        self._show_performance(view)
        known.ask(view.registry)
        QTimer.singleShot(0, self, self._begin_stones)

    def status_text(self) -> str:
        """Return how many projects there are."""
        return self.texts.n("{count} project", "{count} projects", len(self.view.active)) if self.view else ""

    def focus_target(self) -> QWidget:
        """Return the table of movements."""
        return self.moved.view

    def _write_status(self) -> None:
        key = self.moved.current_id()
        if key is not None and self.moved.view.hasFocus():
            self.workspace.open("project", key, tab="summary", status=True)
        else:
            open_next_status(self.workspace)

    def _measured(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self.is_stale = True

    def _moved_columns(self) -> list[Column]:
        t = self.texts
        view = self.view
        month = t.short_month(view.previous.data_date) if view and view.previous else ""
        dates = view.registry.strip_periods if view else ()
        strip = f"{t.short_month(dates[0])} – {t.short_month(dates[-1])}" if dates else t("6 months")
        since = t("What changed since {month}", month=month) if month else t("Reason")
        return [
            Column("overall", "", "rag", 44),
            Column("name", t("Project"), "text", 200, weight=500),
            Column("strip", strip, "strip", 104),
            Column("reason", since, "text", 200, stretch=True),
            Column(
                "slip",
                t("Slip, days"),
                "days",
                86,
                tone=lambda row, value: "ragRtext" if value is not None and value > LATE_DAYS else "",
            ),
            Column(
                "overrun",
                t("Cost var."),
                "share",
                86,
                tone=lambda row, value: "ragRtext" if value is not None and value >= OVERRUN else "",
            ),
        ]

    def _show_performance(self, view: Overview) -> None:
        t, zoom = self.texts, self.workspace.theme.fonts.scale
        bubbles = [
            Bubble(
                item.project.name,
                item.spi,
                item.cpi,
                item.project.budget or 0,
                item.project.overall,
                ("project", item.project.id),
            )
            for item in view.performance
            if (item.project.planned_percent or 0) >= SETTLED
        ]
        self.performance.show_scene(
            lambda width, height: performance_bubbles(bubbles, width, height, t, zoom),
            t.n("{count} project by its indices", "{count} projects by their indices", len(bubbles)),
        )

    def _begin_stones(self) -> None:
        # The rows have their fonts only now: before, the card would ask for less than they take.
        self.needs_card.setMinimumHeight(0)
        self.needs_card.setMinimumHeight(self.needs_card.minimumSizeHint().height())
        view = self.view
        if view is None:
            return
        store, today = self.workspace.store, self.workspace.today()
        self.workspace.jobs.start(
            Message("find_milestones"),
            lambda progress: find_stones(store, view.registry.rows, today, progress),
            self.while_here(self._show_stones),
        )

    def _show_stones(self, stones: Stones) -> None:
        t, theme, today = self.texts, self.workspace.theme, self.workspace.today()
        measure, zoom = measure_with(theme), theme.fonts.scale
        self.facts.show_milestones(stones.met, stones.due)
        note = t("{count} due, {slipped} later than planned", count=stones.ahead, slipped=stones.slipped)
        self.stones_card.set_note(note if stones.ahead else t("none"))
        self.stones.show_scene(
            lambda width, height: milestone_lanes(stones.lanes, today, AHEAD, width, height, t, measure, zoom), note
        )

    def _open(self, key: Key) -> None:
        if key is not None and key[0] == "project":
            self.workspace.open("project", int(key[1]))

    def _tip(self, key: Key) -> str:
        items = self.view.performance if self.view else ()
        found = next((item for item in items if key is not None and item.project.id == key[1]), None)
        if found is None:
            return ""
        number = self.texts.number
        return f"{found.project.name}\nSPI {number(found.spi, 2)} · CPI {number(found.cpi, 2)}"

    def _do(self, need: Need) -> None:
        match need.kind:
            case "reports":
                self.workspace.open("reports", view="waiting")
            case "better":
                self.workspace.open("projects", view="better")
            case "stale":
                self.workspace.open("projects", view="stale")
            case "data":
                self.workspace.open("projects", row=need.ids[0])
            case "decisions":
                self.workspace.open("risks", tab="decisions")
            case "issues_overdue":
                self.workspace.open("risks", tab="issues")
            case "risks_unowned" | "risks_stale":
                self.workspace.open("risks", tab="risks", row=need.ids[0])
