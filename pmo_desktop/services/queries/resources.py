"""The resources of a plan and what they are assigned to, from a plan as its page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ...domain.plan import PlanAssignment, PlanResource
from .plan import PlanView


@dataclass(frozen=True)
class ResourceRow:
    """A resource. `work` is in minutes, `cost` and the rates in minor units; `peak` is its highest load at one time.

    Attributes:
        is_over: more is asked of it at some time than there is of it.
    """

    id: int
    name: str
    kind: str
    initials: str
    group: str
    max_units: float
    calendar_id: int | None
    standard_rate: int | None
    overtime_rate: int | None
    cost_per_use: int | None
    currency: str
    tasks: int
    work: int
    cost: int
    peak: float
    is_over: bool


@dataclass(frozen=True)
class AssignmentRow:
    """A resource's part in a task; `row` is the task's row number."""

    id: int
    task_id: int
    row: int
    task: str
    resource_id: int
    resource: str
    kind: str
    units: float
    work: int
    cost: int | None
    currency: str
    start: datetime | None
    finish: datetime | None


def resource_rows(view: PlanView, peaks: Mapping[int, float]) -> tuple[ResourceRow, ...]:
    """Return the resources of a plan in their order; `peaks` are the highest loads (see `queries.usage`)."""
    parts: defaultdict[int, list[PlanAssignment]] = defaultdict(list)
    for item in view.plan.assignments:
        if item.resource_uid is not None:
            parts[item.resource_uid].append(item)
    return tuple(_row(one, parts[one.uid], view.plan.currency, peaks.get(one.uid, 0.0)) for one in view.plan.resources)


def assignment_rows(view: PlanView) -> tuple[AssignmentRow, ...]:
    """Return who works on what, in the order of the tasks."""
    resources = {one.uid: one for one in view.plan.resources}
    found = []
    for item in view.plan.assignments:
        who = resources.get(item.resource_uid or 0)
        row = view.row_of.get(item.task_uid)
        if who is None or row is None:
            continue
        found.append(
            AssignmentRow(
                item.uid, item.task_uid, row + view.first_row, view.task(row).name, who.uid, who.name, who.kind,
                item.units, item.work, item.cost, view.plan.currency, view.start(row), view.finish(row),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.row, one.id)))


def _row(one: PlanResource, parts: list[PlanAssignment], currency: str, peak: float) -> ResourceRow:
    return ResourceRow(
        id=one.uid,
        name=one.name,
        kind=one.kind,
        initials=one.initials,
        group=one.group,
        max_units=one.max_units,
        calendar_id=one.calendar_uid,
        standard_rate=one.standard_rate,
        overtime_rate=one.overtime_rate,
        cost_per_use=one.cost_per_use,
        currency=currency,
        tasks=len(parts),
        work=sum(item.work for item in parts) if one.kind == "work" else 0,
        cost=sum(item.cost or 0 for item in parts),
        peak=peak,
        is_over=one.kind == "work" and peak > one.max_units + 0.005,
    )
