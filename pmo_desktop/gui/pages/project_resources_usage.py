"""The work of resources by days, weeks or months; what is too much is marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.plan_text import duration_text
from ...services.assigned_text import units_text
from ...services.queries.plan import PlanView
from ...services.queries.usage import Step, Usage, UsageCell, UsageRow, usage_of
from ..clipboard import put_table
from ..gantt.column_kinds import short_day
from ..models.columns import Column, words_of
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace

HOURS = 5
MOST_NAMED = 8
TOTAL = 0
"""The id of the line that sums up everybody."""


@dataclass(frozen=True)
class _Line:
    id: int
    facts: UsageRow


class UsageTable(QWidget):
    """A line a resource, a column a period. A triangle and red stand for more than there is of somebody."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._usage: Usage | None = None
        self.table = DataTable(workspace, [], selectable=False)
        self.table.empty.say(
            "users", t("No work yet"), t("Assign people to tasks: their work is shown here by weeks and months.")
        )
        self.note = Label("", "hint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)

    def show_plan(self, view: PlanView, step: Step) -> None:
        """Show the work in a plan."""
        t = self._t
        self._view = view
        usage = usage_of(view, step)
        if self._usage is None or (usage.periods, usage.step) != (self._usage.periods, self._usage.step):
            self._usage = usage
            self.table.set_columns(self._columns(usage))
            QTimer.singleShot(0, self, self.show_today)
        self._usage = usage
        rows = [_Line(row.id, row) for row in usage.rows if row.cells]
        if len(rows) > 1:
            rows.append(_Line(TOTAL, self._sum(usage)))
        self.table.set_rows(rows)
        words = t("▲ more than the calendar and the maximum units allow. Point at a cell to see its tasks.")
        if usage.step != step:
            words = t("The plan is too long for this view; it is shown by longer periods.") + "   " + words
        self.note.setText(words)

    def show_today(self) -> None:
        """Bring the period of the data date into sight."""
        usage, today = self._usage, self._workspace.today()
        if usage is None or not usage.periods or not self.table.model.lines:
            return
        after = [place for place, start in enumerate(usage.periods) if start > today]
        place = max(0, (after[0] if after else len(usage.periods)) - 1)
        wanted = self.table.model.place_of(f"{usage.step}:{usage.periods[place].isoformat()}")
        view = self.table.view
        view.scrollTo(self.table.model.index(0, wanted), view.ScrollHint.PositionAtCenter)

    def copy_all(self) -> None:
        """Copy the whole table, with its headers."""
        columns = self.table.shown_columns()
        lines = [[words_of(column, row, column.value(row), self._t) for column in columns] for row in self.table.rows()]
        put_table([[column.title for column in columns], *lines])

    def _columns(self, usage: Usage) -> list[Column]:
        t = self._t
        columns = [
            Column("name", t("Resource"), "text", 168, get=lambda r: r.facts.name, pinned=True, weight=500),
            Column("units", t("Maximum units"), "number", 116, get=lambda r: r.facts.max_units,
                   shown=lambda r, v: units_text("work", v) if r.id else "", pinned=True),
            Column("work", t("Work"), "duration", 88, get=lambda r: r.facts.work, shown=lambda r, v: self._hours(v),
                   pinned=True),
        ]  # fmt: skip
        width = {"day": 72, "week": 84, "month": 96}[usage.step]
        return [*columns, *(self._period(place, start, usage.step, width) for place, start in enumerate(usage.periods))]

    def _period(self, place: int, start: date, step: Step, width: int) -> Column:
        def cell(line: _Line) -> UsageCell | None:
            return line.facts.cells[place] if place < len(line.facts.cells) else None

        def shown(line: _Line, value: object) -> str:
            found = cell(line)
            return "" if found is None else ("▲ " if found.is_over else "") + self._hours(found.work)

        def minutes(line: _Line) -> int | None:
            found = cell(line)
            return None if found is None else found.work

        def tone(line: _Line, value: object) -> str:
            found = cell(line)
            return "ragRtext" if found is not None and found.is_over else ""

        title = self._t.short_month(start, year=True) if step == "month" else short_day(start, self._t)
        return Column(
            f"{step}:{start.isoformat()}", title, "duration", width, get=minutes, shown=shown, tone=tone,
            locked=lambda line: self._explain(line, cell(line)),
        )  # fmt: skip

    def _explain(self, line: _Line, found: UsageCell | None) -> str:
        """Return the tasks behind a cell."""
        view, t = self._view, self._t
        if found is None or view is None or line.id == TOTAL:
            return ""
        words = [
            t("{work} of {capacity}", work=self._hours(found.work), capacity=self._hours(found.capacity)),
            *(f"{row + view.first_row}   {view.task(row).name[:60]}   {self._hours(minutes)}"
              for row, minutes in found.parts[:MOST_NAMED] if row < len(view)),
        ]  # fmt: skip
        if len(found.parts) > MOST_NAMED:
            words.append(t("and {more} more", more=len(found.parts) - MOST_NAMED))
        return "\n".join(words)

    def _sum(self, usage: Usage) -> UsageRow:
        cells: list[UsageCell | None] = []
        for place in range(len(usage.periods)):
            found = [row.cells[place] for row in usage.rows if row.cells]
            there = [cell for cell in found if cell is not None]
            total = UsageCell(sum(cell.work for cell in there), sum(cell.capacity for cell in there), False, ())
            cells.append(total if there else None)
        work = sum(row.work for row in usage.rows)
        return UsageRow(TOTAL, self._t("Everybody"), "", 0.0, work, 0.0, tuple(cells))

    def _hours(self, minutes: int) -> str:
        return duration_text(minutes, self._view.units, unit=HOURS) if self._view else ""
