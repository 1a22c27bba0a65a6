"""Rows of the store as the values of a plan, and back. In a stored plan every `uid` is the row's own id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from ..domain import calendars
from ..domain.calendars import WorkCalendar
from ..domain.plan import Plan, PlanAssignment, PlanBaseline, PlanLink, PlanResource, PlanTask
from ..persistence.tables import RECORDED, Project

T = TypeVar("T", PlanTask, PlanLink, PlanResource, PlanAssignment, PlanBaseline)

RENAMED: Final[Mapping[str, Mapping[str, str]]] = {
    "task": {"uid": "id", "calendar_uid": "calendar_id", "constraint": "constraint_type"},
    "link": {"predecessor": "predecessor_id", "successor": "successor_id"},
    "resource": {"uid": "id", "calendar_uid": "calendar_id", "group": "resource_group"},
    "assignment": {"uid": "id", "task_uid": "task_id", "resource_uid": "resource_id"},
    "task_baseline": {"task_uid": "task_id"},
}
"""For each table, the fields of its plan value that have another name than their column."""

VALUES: Final[Mapping[str, type[Any]]] = {
    "task": PlanTask,
    "link": PlanLink,
    "resource": PlanResource,
    "assignment": PlanAssignment,
    "task_baseline": PlanBaseline,
}
"""Table to the class of its rows as values."""

PARTS: Final[Mapping[str, str]] = {
    "task": "tasks",
    "link": "links",
    "resource": "resources",
    "assignment": "assignments",
    "task_baseline": "baselines",
}
"""Table to the part of a plan that its rows make."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    table: tuple(RENAMED[table].get(item.name, item.name) for item in fields(kind)) for table, kind in VALUES.items()
}
"""Table to the columns that its value is made from, in the order of the value's fields."""

_SPLITS: Final = COLUMNS["task"].index("splits")

PLAN_SETTINGS: Final = (
    "plan_start", "plan_finish", "from_finish", "data_date", "minutes_per_day", "minutes_per_week", "days_per_month",
    "default_start", "default_finish", "critical_slack", "currency", "progress_mode", "reschedule_remaining",
)  # fmt: skip
"""Fields of a plan that are columns of its project by the same name."""


def value_of(table: str, row: Row[Any] | tuple[Any, ...]) -> Any:
    """Return the plan value of a row that has the columns `COLUMNS[table]`."""
    if table == "task":
        row = (*row[:_SPLITS], splits(row[_SPLITS]), *row[_SPLITS + 1 :])
    return VALUES[table](*row)


def splits(stored: Any) -> tuple[tuple[int, int], ...]:
    """Return a task's splits as values."""
    return tuple((int(done), int(gap)) for done, gap in stored)


def positions(session: Session, project_id: int) -> dict[int, int]:
    """Return row id to position of a project's tasks."""
    columns = RECORDED["task"].c
    query = select(columns.id, columns.position).where(columns.project_id == project_id)
    return {row.id: row.position for row in session.execute(query)}


def read(session: Session, table: str, project_id: int) -> Iterator[tuple[int, Any]]:
    """Yield (row id, value) of every row of a project's plan, tasks in the order of the outline."""
    columns = RECORDED[table].c
    wanted: list[ColumnElement[Any]] = [columns.id, *(columns[name] for name in COLUMNS[table])]
    order = columns.position if "position" in columns else columns.id
    query = select(*wanted).where(columns.project_id == project_id).order_by(order, columns.id)
    for row in session.execute(query):
        yield row[0], value_of(table, row[1:])


def read_calendars(session: Session, project_id: int) -> tuple[WorkCalendar, ...]:
    """Return the calendars of a plan and those of the whole portfolio."""
    columns = RECORDED["calendar"].c
    query = (
        select(columns.id, columns.name, columns.base_id, columns.is_base, columns.definition)
        .where((columns.project_id == project_id) | columns.project_id.is_(None))
        .order_by(columns.id)
    )
    return tuple(
        calendars.from_json(row.definition, uid=row.id, name=row.name, base=row.base_id, is_base=row.is_base)
        for row in session.execute(query)
    )


def read_settings(session: Session, project_id: int) -> Plan:
    """Return an empty plan with the settings of a project.

    A project that was never told when its plan begins begins on its own start, else today.
    """
    project = dict(session.execute(select(Project.__table__).where(Project.id == project_id)).mappings().one())
    if project["plan_start"] is None and project["plan_finish"] is None:
        first = datetime.combine(project["start"] or date.today(), time())
        project["plan_start"] = first + timedelta(minutes=project["default_start"])
    return Plan(
        name=project["name"],
        calendar_uid=project["calendar_id"],
        extra=project["plan_extra"],
        **{name: project[name] for name in PLAN_SETTINGS},
    )


def columns_of(value: object, table: str, skip: tuple[str, ...] = ("uid",)) -> dict[str, Any]:
    """Return a plan value as attributes of a new row, without the fields in `skip` (keys, mostly)."""
    return {attribute: getattr(value, name) for name, attribute in _attributes(table, skip)}


@cache
def _attributes(table: str, skip: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a table's plan value, each with the attribute of the row."""
    renamed = {**RENAMED[table], "group": "group", "constraint": "constraint"}
    names = (item.name for item in fields(VALUES[table]))
    return tuple((name, renamed.get(name, name)) for name in names if name not in skip)
