"""A plan as the rows of the outline and as what the chart draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...charts.gantt import GanttRows
from ...domain.plan import PlanTask
from ...domain.plan_text import duration_text
from ...services.fields import field
from ...services.queries.plan import PlanView
from ...texts import Texts
from ..models.columns import Column

SLIP_SHOWN_AS_LATE = 30
"""Days of slip from which text is set in the colour of an exception."""


class PlanSource:
    """The plan that rows look into; after an edit it holds the new view, and the rows stay."""

    def __init__(self, view: PlanView) -> None:
        self.view = view


class PlanRow:
    """A row of the outline; what it shows is looked up when it is painted."""

    __slots__ = ("id", "row", "source")

    def __init__(self, source: PlanSource, row: int) -> None:
        self.source = source
        self.row = row
        self.id = source.view.plan.tasks[row].uid

    @property
    def view(self) -> PlanView:
        """The plan as it is now."""
        return self.source.view

    @property
    def task(self) -> PlanTask:
        """The task itself."""
        return self.view.plan.tasks[self.row]

    @property
    def is_summary(self) -> bool:
        """True where it sums up the rows below it."""
        return self.view.is_summary(self.row)

    @property
    def depth(self) -> int:
        """How far it is indented; 0 on the first level."""
        return max(0, self.task.outline_level - 1)


def plan_columns(t: Texts) -> list[Column]:
    """Return the columns of the outline, in the order in which they are first shown."""
    late = "ragRtext"
    return [
        Column("row", "#", "integer", 40, get=lambda r: r.row + r.view.first_row, shown=lambda r, v: str(v),
               tone=lambda r, v: "text3", note=t("Row number")),
        Column("name", t("Task"), "text", 212, field("task", "name"), True, get=lambda r: r.task.name, stretch=True),
        Column("duration", t("Days"), "duration", 54, None, True, get=_duration, shown=lambda r, v: _days(r, t)),
        Column("start", t("Start"), "date", 84, None, True, get=lambda r: _day(r.view.start(r.row)),
               shown=lambda r, v: short_day(v, t)),
        Column("finish", t("Finish"), "date", 84, None, True, get=lambda r: _day(r.view.finish(r.row)),
               shown=lambda r, v: short_day(v, t)),
        Column("slip", t("Slip, d"), "days", 56, get=lambda r: r.view.slip(r.row),
               tone=lambda r, v: late if (v or 0) >= SLIP_SHOWN_AS_LATE else ("text3" if not v else "")),
        Column("percent_complete", "%", "integer", 44, None, True, get=_percent, shown=lambda r, v: str(v),
               note=t("Progress in percent")),
        Column("predecessors", t("Predecessors"), "text", 110, None, True,
               get=lambda r: r.view.predecessors(r.row)),
        Column("owner", t("Owner"), "person", 120, field("task", "owner"), True, get=lambda r: r.task.owner),
        Column("wbs", t("WBS"), "text", 60, None, False, get=lambda r: r.view.numbers[r.row],
               tone=lambda r, v: "text2"),
        Column("float", t("Float, d"), "number", 60, None, False, get=_float, shown=lambda r, v: _float_text(r, t),
               note=t("Total float in working days")),
        Column("deadline", t("Deadline"), "date", 84, None, True, get=lambda r: _day(r.task.deadline),
               shown=lambda r, v: short_day(v, t), hidden=True),
        Column("baseline_start", t("Baseline start"), "date", 84, None, False, get=_frozen_start,
               shown=lambda r, v: short_day(v, t), hidden=True),
        Column("baseline_finish", t("Baseline finish"), "date", 84, None, False, get=_frozen_finish,
               shown=lambda r, v: short_day(v, t), hidden=True),
    ]  # fmt: skip


def short_day(day: date | None, t: Texts) -> str:
    """Return a day with two figures for the year, as a plan with many dates shows it: `02 Mar 26`, `26-03-02`."""
    if day is None:
        return ""
    short = t.date(day, year=False)
    return f"{day.year % 100:02d}-{short}" if t.is_chinese else f"{short} {day.year % 100:02d}"


def gantt_rows(view: PlanView, t: Texts) -> GanttRows:
    """Return what the chart draws of a plan."""
    schedule = view.schedule
    if schedule is None:
        return GanttRows([], [], [], [], [])
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

    return GanttRows(
        start=schedule.start,
        finish=schedule.finish,
        shape=shapes,
        percent=schedule.percent_complete,
        critical=schedule.critical,
        frozen=view.frozen_instants,
        deadline=view.deadlines,
        links=view.link_rows,
        label=label,
        tone=tone,
    )


def selection_words(view: PlanView, rows: Sequence[int], t: Texts) -> str:
    """Return what the status bar says of selected rows: one task's length, float and what follows it."""
    if not rows or view.schedule is None:
        return ""
    if len(rows) > 1:
        return t.n("{count} task selected", "{count} tasks selected", len(rows))
    row = rows[0]
    length = t.number(view.schedule.duration[row] / view.units.day, 1).removesuffix(".0")
    spare = t.number(view.schedule.total_float[row] / view.units.day, 1).removesuffix(".0")
    name, driven = view.plan.tasks[row].name, view.successors(row)
    if not driven:
        return t("{name}: {length} d, total float {spare} d", name=name, length=length, spare=spare)
    after = f"{view.numbers[driven[0]]} {view.plan.tasks[driven[0]].name}" + ("…" if len(driven) > 1 else "")
    return t(
        "{name}: {length} d, total float {spare} d, followed by {after}",
        name=name, length=length, spare=spare, after=after,
    )  # fmt: skip


def _day(moment: date | None) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)


def _duration(row: PlanRow) -> str:
    task = row.task
    minutes = row.view.schedule.duration[row.row] if row.is_summary and row.view.schedule else task.duration
    return duration_text(
        minutes, row.view.units, elapsed=task.elapsed, estimated=task.estimated and not row.is_summary,
        unit=7 if row.is_summary else task.duration_format,
    )  # fmt: skip


def _days(row: PlanRow, t: Texts) -> str:
    """Return a duration in days, as the column's title says; elapsed days have an e."""
    task = row.task
    minutes = row.view.schedule.duration[row.row] if row.is_summary and row.view.schedule else task.duration
    days = minutes / (1440 if task.elapsed else row.view.units.day)
    shown = t.number(days) if days == int(days) else f"{days:,.2f}".rstrip("0")
    return f"{shown} e" if task.elapsed and task.duration else shown


def _percent(row: PlanRow) -> int:
    schedule = row.view.schedule
    return schedule.percent_complete[row.row] if schedule else row.task.percent_complete


def _float(row: PlanRow) -> float | None:
    return row.view.schedule.total_float[row.row] / row.view.units.day if row.view.schedule else None


def _float_text(row: PlanRow, t: Texts) -> str:
    days = _float(row)
    if days is None:
        return ""
    return t.number(days) if days == int(days) else t.number(days, 1)


def _frozen_start(row: PlanRow) -> date | None:
    frozen = row.view.frozen.get(row.row)
    return _day(frozen.start) if frozen else None


def _frozen_finish(row: PlanRow) -> date | None:
    frozen = row.view.frozen.get(row.row)
    return _day(frozen.finish) if frozen else None
