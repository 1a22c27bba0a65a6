"""Which response is worth its cost: days and money that each one buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...scheduling.simulation.responses import Gain
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..workspace import Workspace


@dataclass(frozen=True)
class GainRow:
    """A response as a line of the table."""

    id: int
    gain: Gain


class ResponseTable(DataTable):
    """The responses of a project, those first that save most for what they cost."""

    def __init__(self, workspace: Workspace) -> None:
        self._currency = ""
        super().__init__(workspace, self._gain_columns(workspace), selectable=False, whole_rows=True)
        t = workspace.texts
        self.empty.say(
            "list-checks",
            t("No responses to compare"),
            t("Add responses to the risks of this project, with their cost and what they change."),
        )

    def show_gains(self, gains: Sequence[Gain], currency: str) -> None:
        """Show what responses buy."""
        self._currency = currency
        self.set_rows([GainRow(at, gain) for at, gain in enumerate(gains, 1)])

    def _gain_columns(self, workspace: Workspace) -> list[Column]:
        t = workspace.texts

        def money(value: object) -> str:
            return t.short_money(round(float(str(value))), self._currency, signed=True)

        def per_unit(row: GainRow) -> float | None:
            return row.gain.money_per_unit

        return [
            Column("rank", t("Rank"), "integer", 56, get=lambda row: row.id),
            Column("name", t("Response"), "text", 260, get=lambda row: row.gain.name, stretch=True, weight=500),
            Column("cost", t("Cost"), "money", 104, get=lambda row: row.gain.spent,
                   shown=lambda row, value: money(value) if value else "–"),
            Column("days", t("Days saved"), "number", 96, get=lambda row: row.gain.days,
                   shown=lambda row, value: t.number(value, 1)),
            Column("days_at", t("Days saved at P80"), "number", 128, get=lambda row: row.gain.days_at,
                   shown=lambda row, value: t.number(value, 1)),
            Column("money", t("Money saved"), "money", 112, get=lambda row: row.gain.money,
                   shown=lambda row, value: money(value)),
            Column("worth", t("Saved for each unit spent"), "number", 168, get=per_unit,
                   shown=lambda row, value: t.number(value, 2) if value is not None else t("costs nothing")),
        ]  # fmt: skip
