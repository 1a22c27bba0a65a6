"""The difference between a plan and its draft: task by task, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...services.queries.drafts import Difference, DifferentTask
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..workspace import Workspace
from .draft_words import KINDS, float_change, from_to


@dataclass(frozen=True)
class DifferenceRow:
    """A task that is different, as a line of the table."""

    id: int
    facts: DifferentTask


class DifferencePanel(QWidget):
    """Every task that is not the same in the draft, what was done to it first; Enter goes to it.

    Signals:
        task_chosen: the id of a task of the draft.
    """

    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = t = workspace.texts
        self._day = 480
        self._currency = "EUR"
        kinds = tuple((kind, t(word)) for kind, word in KINDS)
        self.table = DataTable(
            workspace,
            [
                Column("kind", t("What"), "choice", 124, get=lambda r: r.facts.kind, choices=kinds,
                       tone=lambda r, v: "text3" if v == "moved" else ""),
                Column("number", t("WBS"), "text", 70, get=lambda r: r.facts.number, tone=lambda r, v: "text3"),
                Column("name", t("Task"), "text", 240, get=lambda r: r.facts.name, stretch=True,
                       weight=400, tone=lambda r, v: "text3" if r.facts.kind == "removed" else ""),
                Column("start", t("Start"), "text", 216, get=lambda r: r.facts.start or r.facts.start_before,
                       shown=lambda r, v: from_to(t, r.facts.start_before, r.facts.start)),
                Column("finish", t("Finish"), "text", 216, get=lambda r: r.facts.finish or r.facts.finish_before,
                       shown=lambda r, v: from_to(t, r.facts.finish_before, r.facts.finish)),
                Column("days", t("Later by, d"), "days", 96, get=lambda r: r.facts.days,
                       tone=lambda r, v: "text3" if not v else ("ragRtext" if v > 0 else "ragGtext")),
                Column("float", t("Float, d"), "number", 110, get=lambda r: r.facts.float,
                       shown=lambda r, v: float_change(t, r.facts, self._day)),
                Column("cost", t("Cost"), "number", 120, get=self._cost,
                       shown=lambda r, v: t.money(v, self._currency, signed=True) if v else ""),
                Column("critical", t("Critical path"), "text", 100, get=self._critical),
            ],
            selectable=False,
            whole_rows=True,
        )  # fmt: skip
        self.table.empty.say(
            "list-checks",
            t("No difference yet"),
            t("Change dates, durations, links or tasks above to see what follows."),
        )
        self.table.activated.connect(self.task_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_difference(self, found: Difference, day: int, currency: str) -> None:
        """Show what is different; `day` is what the plan calls a day, in minutes."""
        self._day, self._currency = max(1, day), currency
        order = [kind for kind, _ in KINDS]
        rows = sorted(found.rows, key=lambda row: (order.index(row.kind), -abs(row.days or 0)))
        self.table.set_rows([DifferenceRow(row.id, row) for row in rows])

    def _cost(self, row: DifferenceRow) -> int | None:
        before, after = row.facts.cost_before or 0, row.facts.cost or 0
        return after - before if after != before else None

    def _critical(self, row: DifferenceRow) -> str:
        facts, t = row.facts, self._t
        if facts.critical and not facts.critical_before:
            return t("Now critical")
        if facts.critical_before and not facts.critical:
            return t("No longer")
        return t("Yes") if facts.critical else ""
