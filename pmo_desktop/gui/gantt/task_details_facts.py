"""The pages of the task details that are read: baselines, and why the task is where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.plan import PlanBaseline
from ...domain.plan_text import duration_text
from ...services.queries.plan import PlanView
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..workspace import Workspace
from .reasons import Answer

HOURS = 5


@dataclass(frozen=True)
class _Line:
    """The task now, or as it stood in a baseline; differences are counted from the baseline to now."""

    id: int
    name: str
    start: date | None
    finish: date | None
    duration: int | None
    work: int | None
    cost: int | None
    currency: str
    start_days: int | None = None
    finish_days: int | None = None
    more_work: int | None = None
    more_cost: int | None = None


class BaselinePage(QWidget):
    """The task now and in each baseline, with how it differs."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._view: PlanView | None = None

        def worse(line: _Line, value: int | None) -> str:
            return "ragRtext" if (value or 0) > 0 else ""

        self.table = DataTable(
            workspace,
            [
                Column("name", t("Baseline"), "text", 80, stretch=True),
                Column("start", t("Start"), "date", 96),
                Column("start_days", t("Later, d"), "days", 68, tone=worse),
                Column("finish", t("Finish"), "date", 96),
                Column("finish_days", t("Later, d"), "days", 68, tone=worse),
                Column("duration", t("Duration"), "duration", 72, shown=lambda r, v: self._length(v, 7)),
                Column("work", t("Work"), "duration", 72, shown=lambda r, v: self._length(v, HOURS)),
                Column("more_work", t("More work"), "duration", 80, shown=lambda r, v: self._length(v, HOURS)),
                Column("cost", t("Cost"), "money", 96, shown=lambda r, v: self._money(r, v)),
                Column("more_cost", t("More cost"), "money", 96, shown=lambda r, v: self._money(r, v, signed=True),
                       tone=worse),
            ],
            selectable=False,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_task(self, view: PlanView, row: int) -> None:
        """Show the baselines of the task in a row."""
        self._view = view
        if view.schedule is None:
            self.table.set_rows([])
            return
        plan, uid, dates = view.plan, view.task(row).uid, view.schedule.at(row)
        now = _Line(
            0, self._t("Now"), dates.start.date(), dates.finish.date(), dates.duration, dates.work, dates.cost,
            plan.currency,
        )  # fmt: skip
        lines = [now]
        for item in sorted((one for one in plan.baselines if one.task_uid == uid), key=lambda one: one.number):
            name = self._t("Baseline {number}", number=item.number) if item.number else self._t("Baseline")
            lines.append(_line(item, name, now))
        self.table.set_rows(lines)

    def _length(self, minutes: int | None, unit: int) -> str:
        if minutes is None or self._view is None:
            return ""
        sign = "−" if minutes < 0 else ""
        return sign + duration_text(abs(minutes), self._view.units, unit=unit)

    def _money(self, line: _Line, value: int | None, *, signed: bool = False) -> str:
        if value is None:
            return ""
        return self._t.money(value, line.currency or "EUR", signed=signed)


def _line(item: PlanBaseline, name: str, now: _Line) -> _Line:
    start, finish = item.start and item.start.date(), item.finish and item.finish.date()
    return _Line(
        item.number + 1, name, start, finish, item.duration, item.work, item.cost, now.currency,
        None if start is None or now.start is None else (now.start - start).days,
        None if finish is None or now.finish is None else (now.finish - finish).days,
        _more(item.work, now.work), _more(item.cost, now.cost),
    )  # fmt: skip


def _more(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else now - before


class ReasonPage(QWidget):
    """Why the task starts when it does, and why it is critical or not.

    Signals:
        task_chosen: the id of a task that a cause is about.
    """

    task_chosen = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = t = workspace.texts
        height = workspace.theme.fonts.px(130)
        self.start = Answer(t("Why does it start then?"), height)
        self.critical = Answer(t("Why is it critical?"), height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for answer in (self.start, self.critical):
            column.addWidget(answer)
            answer.task_chosen.connect(self.task_chosen)
        column.addStretch(1)

    def show_task(self, view: PlanView, row: int) -> None:
        """Answer for the task in a row."""
        t, why, critical = self._t, view.why_start(row), view.why_critical(row)
        for answer in (self.start, self.critical):
            answer.setVisible(why is not None)
        if why is None or critical is None or view.schedule is None:
            return
        is_critical = view.schedule.critical[row]
        self.critical.ask(t("Why is it critical?") if is_critical else t("Why is it not critical?"))
        self.start.show_answer(why, view, t)
        self.critical.show_answer(critical, view, t)
