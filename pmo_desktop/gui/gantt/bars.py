"""A plan as what the chart draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from ...charts.gantt import GanttRows
from ...domain.plan import PlanTask
from ...domain.worktime import to_instant
from ...services.queries.plan import PlanView
from ...texts import Texts
from .column_kinds import SLIP_SHOWN_AS_LATE, short_day
from .pieces import Pieces


class RowsWhere:
    """The rows whose task says yes to a question, asked only of those that are drawn."""

    def __init__(self, tasks: Sequence[PlanTask], ask: Callable[[PlanTask], bool]) -> None:
        self._tasks, self._ask = tasks, ask

    def __contains__(self, row: object) -> bool:
        """Return whether a row is one of them."""
        return isinstance(row, int) and 0 <= row < len(self._tasks) and self._ask(self._tasks[row])


def gantt_rows(view: PlanView, t: Texts) -> GanttRows:
    """Return what the chart draws of a plan; its last row is the one of lines that show no task."""
    schedule = view.schedule
    if schedule is None:
        begin = to_instant(view.plan.plan_start or view.plan.plan_finish or datetime(2026, 1, 1))
        return GanttRows([begin], [begin], [""], [0], [False], blank=0)  # every line is one without a bar
    tasks, shapes = view.plan.tasks, view.shapes

    def label(row: int) -> str:
        if shapes[row] == "milestone":
            finish, slip = view.finish(row), view.slip(row)
            day = short_day(finish.date() if finish else None, t)
            return day if not slip else t("{day}   {slip} d", day=day, slip=t.number(slip, signed=True))
        return "" if shapes[row] == "summary" else tasks[row].owner

    def tone(row: int) -> str:
        if shapes[row] == "milestone":
            return "ragRtext" if (view.slip(row) or 0) >= SLIP_SHOWN_AS_LATE else "text"
        return "text2"

    nowhere = to_instant(schedule.project_start)
    return GanttRows(
        start=[*schedule.start, nowhere],
        finish=[*schedule.finish, nowhere],
        shape=[*shapes, ""],
        percent=[*schedule.percent_complete, 0],
        critical=[*schedule.critical, False],
        frozen=view.frozen_instants,
        deadline=view.deadlines,
        links=view.link_rows,
        late=[*schedule.late_finish, nowhere],
        pieces=Pieces(view),
        manual=RowsWhere(tasks, lambda task: task.manual),
        inactive=RowsWhere(tasks, lambda task: not task.active),
        blank=len(tasks),
        label=label,
        tone=tone,
    )
