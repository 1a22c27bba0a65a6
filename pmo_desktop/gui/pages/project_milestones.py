"""The milestones of a project: planned, expected, slip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...services.queries.milestones import MilestoneRow, milestones_of
from ...services.queries.plan import PlanView
from ..gantt.rows import SLIP_SHOWN_AS_LATE
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..workspace import Workspace


@dataclass(frozen=True)
class _Row:
    id: int
    facts: MilestoneRow


class MilestonePanel(QWidget):
    """A table of milestones; Enter goes to one in the plan.

    Signals:
        activated: the id of a task.
    """

    activated = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        t = workspace.texts
        late = "ragRtext"
        self.table = DataTable(
            workspace,
            [
                Column("number", t("WBS"), "text", 64, get=lambda r: r.facts.number, tone=lambda r, v: "text3"),
                Column("name", t("Milestone"), "text", 320, get=lambda r: r.facts.name, stretch=True,
                       tone=lambda r, v: "text3" if r.facts.reached else ""),
                Column("key", t("Gate"), "bool", 64, get=lambda r: r.facts.key),
                Column("owner", t("Owner"), "person", 116, get=lambda r: r.facts.owner),
                Column("plan", t("Plan"), "date", 100, get=lambda r: r.facts.plan),
                Column("forecast", t("Forecast"), "date", 100, get=lambda r: r.facts.forecast),
                Column("slip", t("Slip, d"), "days", 72, get=lambda r: r.facts.slip,
                       tone=lambda r, v: late if (v or 0) >= SLIP_SHOWN_AS_LATE else ("text3" if not v else "")),
                Column("state", t("State"), "text", 150, get=lambda r: self._state(r.facts)),
            ],
            selectable=False,
        )  # fmt: skip
        self._t = t
        self.table.empty.say(
            "diamond", t("No milestones yet"), t("Milestones of the plan are listed here with their slip.")
        )
        self.table.activated.connect(self.activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_plan(self, view: PlanView) -> None:
        """Show the milestones of a plan."""
        self.table.set_rows([_Row(row.task_id, row) for row in milestones_of(view)])

    def status_text(self) -> str:
        """Return how many there are, and how many are reached."""
        rows = self.table.rows()
        done = sum(row.facts.reached for row in rows)
        return self._t("{done} of {all} milestones reached", done=done, all=len(rows)) if rows else ""

    def _state(self, row: MilestoneRow) -> str:
        if row.reached:
            return self._t("Reached")
        return self._t("On the critical path") if row.critical else self._t("Ahead")
