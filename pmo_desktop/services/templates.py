"""What a template holds: outline, links, durations, roles, calendars and risks, without dates.

The bundled ones are files of the package, with each text in every language; those of the organisation are rows of the
store, with texts as they were typed. Both have the same form, which a person can read and edit:

    {"format": 1, "name": TEXT, "description": TEXT, "project_class": "", "tasks": [{"level": 1, "name": TEXT,
     "duration": "5d", "after": "3; 5SS+2d", "milestone": true, "key": true, "owner": TEXT}],
     "risks": [{"title": TEXT}]}

TEXT is a string, or an object of language to string. `after` names rows by number, from 1. Dates of constraints and
deadlines are kept as days from the start of the project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from sqlalchemy.orm import Session

from ..domain import calendars
from ..domain.calendars import WorkCalendar
from ..domain.errors import PmoError
from ..domain.plan import (
    CONSTRAINTS,
    Plan,
    PlanAssignment,
    PlanLink,
    PlanResource,
    PlanTask,
)
from ..domain.plan_text import duration_text, link_text, parse_duration, parse_links
from ..persistence.tables import Template
from .planning import time_units

FORMAT: Final = 1
Body = Mapping[str, Any]

OWN: Final = "own:"
"""Prefix of the key of a template of the organisation; its id follows. Without it, a key names a bundled file."""

SETTINGS: Final = ("minutes_per_day", "minutes_per_week", "days_per_month", "default_start", "default_finish")
_TASK_FLAGS: Final = ("milestone", "key", "manual", "effort_driven", "estimated")
_RESOURCE_FIELDS: Final = ("kind", "initials", "group", "max_units", "standard_rate", "overtime_rate", "cost_per_use")


@cache
def bundled() -> Mapping[str, Body]:
    """Return the templates that come with the program, by file name, in the order in which they are shown."""
    folder = resources.files("pmo_desktop") / "_generated" / "templates"
    bodies: dict[str, Body] = {}
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            bodies[file.name.removesuffix(".json")] = json.loads(file.read_text(encoding="utf-8"))
    return dict(sorted(bodies.items(), key=lambda item: (item[1].get("order", 99), item[0])))


def stored_body(session: Session, key: str) -> Body:
    """Return what a template holds, by its key.

    Raises:
        PmoError: it is gone.
    """
    if key.startswith(OWN):
        row = session.get(Template, int(key.removeprefix(OWN)))
        if row is not None:
            return row.body
    elif key in bundled():
        return bundled()[key]
    raise PmoError("template_gone")


def words(text: object, language: str) -> str:
    """Return a template's text in a language, else in English, else in any."""
    if isinstance(text, Mapping):
        return str(text.get(language) or text.get("en") or next(iter(text.values()), ""))
    return "" if text is None else str(text)


def plan_of(body: Body, start: date, language: str) -> Plan:
    """Return the plan that a template becomes for a project that begins on `start`.

    Raises:
        PmoError: the template was written by a newer program, or is not one.
    """
    if not isinstance(body.get("format"), int) or body["format"] > FORMAT:
        raise PmoError("template_newer")
    try:
        return _plan_of(body, start, language)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise PmoError("template_unreadable") from error


def _plan_of(body: Body, start: date, language: str) -> Plan:
    own = tuple(_calendar(item, at) for at, item in enumerate(body.get("calendars", ()), 1))
    settings: dict[str, Any] = {name: int(body[name]) for name in SETTINGS if name in body}
    empty = Plan(calendars=own, calendar_uid=body.get("calendar"), **settings)
    begin = datetime.combine(start, time()) + timedelta(minutes=empty.default_start)
    units = time_units(empty)
    tasks: list[PlanTask] = []
    links: list[PlanLink] = []
    rows = body.get("tasks", ())
    for uid, row in enumerate(rows, 1):
        length = row.get("duration", 0 if row.get("milestone") else "1d")
        typed = parse_duration(length, units) if isinstance(length, str) else None
        flags: dict[str, Any] = {name: bool(row[name]) for name in _TASK_FLAGS if name in row}
        kind = row.get("constraint", "ASAP")
        if kind not in CONSTRAINTS:
            raise ValueError(kind)
        tasks.append(
            PlanTask(
                uid,
                words(row["name"], language),
                outline_level=max(1, int(row.get("level", 1))),
                duration=typed.minutes if typed else int(length),
                duration_format=typed.format if typed else 7,
                elapsed=typed.elapsed if typed else False,
                kind=row.get("kind", "fixed_units"),
                calendar_uid=row.get("calendar"),
                constraint=kind,
                constraint_date=_moment(begin, row.get("constraint_on")),
                deadline=_moment(begin, row.get("deadline_on")),
                manual_start=_moment(begin, row.get("manual_from")),
                manual_finish=_moment(begin, row.get("manual_to")),
                owner=words(row.get("owner"), language),
                notes=words(row.get("notes"), language),
                **flags,
            )
        )
        for item in parse_links(row.get("after", ""), units):
            if not 1 <= int(item.ref) <= len(rows):
                raise ValueError(item.ref)
            links.append(PlanLink(int(item.ref), uid, item.kind, item.lag, item.lag_kind, item.lag_format))
    return Plan(
        tasks=tuple(tasks),
        links=tuple(links),
        calendars=own,
        resources=tuple(
            PlanResource(
                uid,
                words(row["name"], language),
                **{name: row[name] for name in _RESOURCE_FIELDS if name in row},
                calendar_uid=row.get("calendar"),
            )
            for uid, row in enumerate(body.get("resources", ()), 1)
        ),
        assignments=tuple(
            PlanAssignment(uid, int(row["task"]), row["resource"], float(row.get("units", 1)), int(row.get("work", 0)))
            for uid, row in enumerate(body.get("assignments", ()), 1)
        ),
        plan_start=begin,
        calendar_uid=empty.calendar_uid,
        **settings,
    )


def risks_of(body: Body, language: str) -> tuple[Mapping[str, object], ...]:
    """Return the risks of a template by the fields of a risk, in a language."""
    return tuple(
        {name: value if isinstance(value, int) else words(value, language) for name, value in row.items()}
        for row in body.get("risks", ())
        if isinstance(row, Mapping)
    )


def body_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as the body of a template: what is planned, without progress, baselines and dates."""
    start = plan.plan_start or datetime(2026, 1, 5, 8)
    row_of = {task.uid: at for at, task in enumerate(plan.tasks, 1)}
    calendar = {item.uid: at for at, item in enumerate(plan.calendars, 1)}
    resource = {item.uid: at for at, item in enumerate(plan.resources, 1)}
    units = time_units(plan)
    after: dict[int, list[str]] = {}
    for link in plan.links:
        text = link_text(str(row_of[link.predecessor]), link.kind, link.lag, link.lag_kind, units, link.lag_format)
        if parse_links(text, units)[0].lag != link.lag:
            text = link_text(str(row_of[link.predecessor]), link.kind, link.lag, link.lag_kind, units, 3)
        after.setdefault(link.successor, []).append(text)
    tasks = [_row(task, start, plan, after.get(task.uid, ()), calendar) for task in plan.tasks]
    return {
        "format": FORMAT,
        "tasks": tasks,
        "calendars": [
            {"name": item.name, "base": calendar.get(item.base or -1), "is_base": item.is_base}
            | {"definition": calendars.to_json(item)}
            for item in plan.calendars
        ],
        "calendar": calendar.get(plan.calendar_uid or -1),
        "resources": [
            {"name": item.name, "calendar": calendar.get(item.calendar_uid or -1)}
            | {name: getattr(item, name) for name in _RESOURCE_FIELDS}
            for item in plan.resources
        ],
        "assignments": [
            {
                "task": row_of[item.task_uid],
                "resource": resource.get(item.resource_uid or -1),
                "units": item.units,
                "work": item.work,
            }
            for item in plan.assignments
        ],
        **{name: getattr(plan, name) for name in SETTINGS},
    }


def _row(task: PlanTask, start: datetime, plan: Plan, after: Any, calendar: Mapping[int, int]) -> dict[str, Any]:
    units = time_units(plan)
    length = duration_text(task.duration, units, elapsed=task.elapsed, unit=task.duration_format)
    if parse_duration(length, units).minutes != task.duration:
        length = duration_text(task.duration, units, elapsed=task.elapsed, unit=3)
    row: dict[str, Any] = {"level": max(1, task.outline_level), "name": task.name, "duration": length}
    row |= {name: True for name in _TASK_FLAGS if getattr(task, name)}
    row |= {name: text for name, text in (("owner", task.owner), ("notes", task.notes)) if text}
    if after:
        row["after"] = "; ".join(after)
    if task.kind != "fixed_units":
        row["kind"] = task.kind
    if task.calendar_uid is not None and task.calendar_uid in calendar:
        row["calendar"] = calendar[task.calendar_uid]
    if task.constraint != "ASAP":
        row["constraint"] = task.constraint
    for name, moment in (
        ("constraint_on", task.constraint_date),
        ("deadline_on", task.deadline),
        ("manual_from", task.manual_start),
        ("manual_to", task.manual_finish),
    ):
        if moment is not None:
            row[name] = [(moment.date() - start.date()).days, moment.hour * 60 + moment.minute]
    return row


def _moment(begin: datetime, offset: Any) -> datetime | None:
    if offset is None:
        return None
    days, minutes = offset
    return datetime.combine(begin.date() + timedelta(days=int(days)), time()) + timedelta(minutes=int(minutes))


def _calendar(item: Body, uid: int) -> WorkCalendar:
    return calendars.from_json(
        item["definition"], uid=uid, name=str(item["name"]), base=item.get("base"), is_base=bool(item.get("is_base"))
    )
