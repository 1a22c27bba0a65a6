"""The columns of a plan's table: what tasks have, what is computed of them, what the organisation added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from ...domain.plan_text import duration_text
from ...domain.worktime import to_moment
from ...services.fields import FieldSpec, field
from ...services.queries.plan import PlanView
from ...texts import Texts
from ...texts.messages import N_
from ..models.columns import Column, column_of
from .column_kinds import Get, date_column, days_text, duration_column, hours_column, slip_tone
from .columns_baseline import baseline_columns
from .rows import PlanRow

OWN: Final = frozenset({"row", "name", "owner", "wbs", "notes", "outline_level"})
"""Columns that a summary has of its own; what it shows in the others it sums up from its tasks."""

STATUS: Final = {
    "done": N_("Complete"),
    "late": N_("Late"),
    "begun": N_("In progress"),
    "waiting": N_("Not started"),
}


def plan_columns(t: Texts, view: PlanView | None = None) -> list[Column]:
    """Return all columns of a plan, the usual ones first, the others hidden until the user asks for them."""
    found = [*_usual(t), *_inputs(t, view), *_amounts(t), *_computed(t)]
    if view is not None:
        found += baseline_columns(t, view)
        found += (_custom(spec, t) for spec in view.custom)
    return [_guarded(column) for column in found]


def _usual(t: Texts) -> Iterator[Column]:
    late = "ragRtext"
    yield Column("row", "#", "integer", 40, get=lambda r: r.row + r.view.first_row, shown=lambda r, v: str(v),
                 tone=lambda r, v: "text3", note=t("Row number"))  # fmt: skip
    yield Column("name", t("Task"), "text", 212, field("task", "name"), True, get=lambda r: r.task.name, pinned=True)
    yield duration_column(t, "duration", t("Days"), lambda r: _length(r)[0], width=54, editable=True,
                          typed=lambda r, v: _length_text(r), shown=lambda r, v: _days(r, v, t))  # fmt: skip
    yield date_column(t, "start", t("Start"), lambda r: r.view.start(r.row), editable=True, hidden=False)
    yield date_column(t, "finish", t("Finish"), lambda r: r.view.finish(r.row), editable=True, hidden=False)
    yield Column("slip", t("Slip, d"), "days", 56, get=lambda r: r.view.slip(r.row), tone=lambda r, v: slip_tone(v))
    yield Column("percent_complete", "%", "integer", 44, None, True, get=_percent,
                 shown=lambda r, v: str(v), note=t("Progress in percent"))  # fmt: skip
    yield Column("predecessors", t("Predecessors"), "text", 110, None, True,
                 get=lambda r: r.view.predecessors(r.row))  # fmt: skip
    yield Column("owner", t("Owner"), "person", 120, field("task", "owner"), True, get=lambda r: r.task.owner)
    yield Column("wbs", t("WBS"), "text", 60, field("task", "wbs"), True, get=lambda r: r.view.numbers[r.row],
                 tone=lambda r, v: "text2")  # fmt: skip
    yield Column("float", t("Float, d"), "number", 60, get=lambda r: _float(r, "total_float"),
                 shown=lambda r, v: days_text(v, t), tone=lambda r, v: late if v < 0 else "",
                 note=t("Total float in working days"))  # fmt: skip


def _inputs(t: Texts, view: PlanView | None) -> Iterator[Column]:
    """Yield the columns of what can be said of a task beside the usual, hidden at first."""
    yield date_column(t, "deadline", t("Deadline"), lambda r: r.task.deadline, editable=True)
    yield Column("successors", t("Successors"), "text", 110, None, True, hidden=True,
                 get=lambda r: r.view.successor_text(r.row))  # fmt: skip
    yield Column("resources", t("Resources"), "tags", 150, None, True, hidden=True,
                 get=lambda r: r.view.resource_names(r.row), shown=_resources,
                 typed=lambda r, v: r.view.resources(r.row))  # fmt: skip
    yield replace(_own("constraint", t), tone=lambda r, v: "text3" if v == "ASAP" else "")
    yield _own("kind", t)
    yield date_column(t, "constraint_date", t("Constraint date"), lambda r: r.task.constraint_date, editable=True)
    calendars = view.calendar_names if view is not None else {}
    yield Column("calendar", t("Calendar"), "choice", 130, None, True, hidden=True,
                 get=lambda r: r.task.calendar_uid, shown=lambda r, v: calendars.get(v, ""),
                 choices=((None, t("Calendar of the plan")), *calendars.items()))  # fmt: skip
    for name in (
        "milestone", "key", "estimated", "effort_driven", "ignore_resource_calendar", "manual", "active",
    ):  # fmt: skip
        yield _own(name, t, choices=((True, t("Yes")), (False, t("No"))))
    for name in ("priority", "physical_percent_complete"):
        yield _own(name, t, kind="integer")
    for name in ("gate", "notes"):
        yield _own(name, t)


def _amounts(t: Texts) -> Iterator[Column]:
    """Yield the columns of work, cost and what happened."""
    for name in ("actual_start", "actual_finish"):
        spec = field("task", name)
        yield date_column(t, name, spec.title(t), _of(name), editable=True)
    left = field("task", "remaining_duration").title(t)
    yield duration_column(t, "remaining_duration", left, _of("remaining_duration"), editable=True)
    yield duration_column(t, "levelling_delay", field("task", "levelling_delay").title(t), _of("levelling_delay"),
                          editable=True)  # fmt: skip
    yield hours_column(t, "work", field("task", "work").title(t), lambda r: _sum(r, "work"), editable=True)
    yield hours_column(t, "actual_work", field("task", "actual_work").title(t), _of("actual_work"), editable=True)
    yield replace(_own("cost", t), get=lambda r: _sum(r, "cost"), summed=lambda rows: _total(t, rows, "cost"))
    for name in ("fixed_cost", "actual_cost"):
        yield _own(name, t)


def _computed(t: Texts) -> Iterator[Column]:
    """Yield the columns of what scheduling says."""
    for name, title in (
        ("early_start", t("Early start")), ("early_finish", t("Early finish")),
        ("late_start", t("Late start")), ("late_finish", t("Late finish")),
    ):  # fmt: skip
        yield date_column(t, name, title, _moment(name))
    yield Column("free_float", t("Free float, d"), "number", 72, hidden=True,
                 get=lambda r: _float(r, "free_float"), shown=lambda r, v: days_text(v, t))  # fmt: skip
    yes_no = ((True, t("Yes")), (False, t("No")))
    yield Column("critical", t("Critical task"), "bool", 84, hidden=True, choices=yes_no,
                 get=lambda r: bool(r.view.schedule and r.view.schedule.critical[r.row]))  # fmt: skip
    yield Column("summary", t("Summary task"), "bool", 72, hidden=True, choices=yes_no, get=lambda r: r.is_summary)
    states = tuple((key, t(word)) for key, word in STATUS.items())
    yield Column("status", t("State of the task"), "choice", 110, hidden=True, choices=states, get=_status,
                 tone=lambda r, v: "ragRtext" if v == "late" else "")  # fmt: skip
    yield Column("outline_level", t("Outline level"), "integer", 64, hidden=True, get=_of("outline_level"))


def _custom(spec: FieldSpec, t: Texts) -> Column:
    uid = spec.name.partition(":")[2]
    if spec.kind == "date":
        return date_column(t, spec.name, spec.label, lambda r: _iso(r.task.custom.get(uid)), editable=True, spec=spec)
    return column_of(spec, t, get=lambda r: r.task.custom.get(uid), hidden=True)


def _guarded(column: Column) -> Column:
    """Return a column that is empty in the line below the last task, and where there is no value."""
    get, shown, typed, tone = column.get, column.shown, column.typed, column.tone
    assert get is not None
    return replace(
        column,
        get=lambda r: get(r) if r.id >= 0 else None,
        shown=None if shown is None else (lambda r, v: "" if v is None else shown(r, v)),
        typed=None if typed is None else (lambda r, v: "" if v is None else typed(r, v)),
        tone=None if tone is None else (lambda r, v: "" if v is None else tone(r, v)),
    )


def _own(name: str, t: Texts, *, kind: str = "", choices: tuple[tuple[object, str], ...] = ()) -> Column:
    """Return the hidden column of a field that is kept as it is."""
    spec = field("task", name)
    more: dict[str, Any] = {"kind": kind} if kind else {}
    more |= {"choices": choices} if choices else {}
    if spec.kind == "bool":
        more["width"] = 84
    return column_of(spec, t, get=_of(name), hidden=True, **more)


def _of(name: str) -> Get:
    return lambda r: getattr(r.task, name)


def _sum(row: PlanRow, name: str) -> int | None:
    schedule = row.view.schedule
    if schedule is not None:
        found: int = getattr(schedule, name)[row.row]
        return found or getattr(row.task, name)
    value: int | None = getattr(row.task, name)
    return value


def _total(t: Texts, rows: Sequence[PlanRow], name: str) -> str:
    return t.short_money(sum(_sum(row, name) or 0 for row in rows), rows[0].currency) if rows else ""


def _moment(name: str) -> Get:
    def get(row: PlanRow) -> datetime | None:
        return to_moment(getattr(row.view.schedule, name)[row.row]) if row.view.schedule else None

    return get


def _length(row: PlanRow) -> tuple[int, bool]:
    """Return the duration in minutes of the plan's working time, and whether it is elapsed time."""
    task, schedule = row.task, row.view.schedule
    minutes = schedule.duration[row.row] if row.is_summary and schedule else task.duration
    if task.elapsed and not row.is_summary:
        return round(minutes * row.view.units.day / 1440), True
    return minutes, False


def _length_text(row: PlanRow) -> str:
    task, schedule = row.task, row.view.schedule
    minutes = schedule.duration[row.row] if row.is_summary and schedule else task.duration
    return duration_text(
        minutes, row.view.units, elapsed=task.elapsed, estimated=task.estimated and not row.is_summary,
        unit=7 if row.is_summary else task.duration_format,
    )  # fmt: skip


def _days(row: PlanRow | None, days: float, t: Texts) -> str:
    """Return a duration in days, as the column's title says; elapsed days have an e, estimates a question mark."""
    shown = t.number(days) if days == int(days) else f"{days:,.2f}".rstrip("0")
    if row is None or row.is_summary:
        return shown
    shown = f"{shown} e" if row.task.elapsed and days else shown
    return f"{shown}?" if row.task.estimated else shown


def _percent(row: PlanRow) -> int:
    schedule = row.view.schedule
    return schedule.percent_complete[row.row] if schedule else row.task.percent_complete


def _float(row: PlanRow, name: str) -> float | None:
    return getattr(row.view.schedule, name)[row.row] / row.view.units.day if row.view.schedule else None


def _resources(row: PlanRow | None, names: Any) -> str:
    return "; ".join(names) if row is None else row.view.resources(row.row)


def _status(row: PlanRow) -> str:
    """Return how a task stands at the plan's data date, or today: done, late, begun or waiting."""
    schedule, view = row.view.schedule, row.view
    percent = _percent(row)
    if percent >= 100:
        return "done"
    if schedule is not None and schedule.finish[row.row] < view.status_instant:
        return "late"
    return "begun" if percent else "waiting"


def _iso(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
