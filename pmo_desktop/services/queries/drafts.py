"""Drafts of a plan: which there are, what is different in one, and what the plan changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.plan import PlanTask
from ...persistence.tables import History, HistoryRow, Project, Task
from ..draft_merge import Clash, merge
from ..draft_rows import PlanRows, copied_rows, rows_of
from .plan import PlanView

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True)
class DraftRow:
    """A draft of a plan; `made_at` is when it was copied."""

    id: int
    project_id: int
    name: str
    made_at: datetime | None


@dataclass(frozen=True)
class DifferentTask:
    """A task that is not the same in the draft.

    Attributes:
        id: the task's id in the draft; of one that was removed, in the plan.
        kind: `changed` where its own values are different, `moved` where only its dates, float or cost are.
        days: calendar days by which its finish is later; floats in working minutes, costs in minor units.
    """

    id: int
    kind: Kind
    number: str
    name: str
    milestone: bool
    summary: bool
    start_before: date | None = None
    start: date | None = None
    finish_before: date | None = None
    finish: date | None = None
    days: int | None = None
    float_before: int | None = None
    float: int | None = None
    cost_before: int | None = None
    cost: int | None = None
    critical_before: bool = False
    critical: bool = False


@dataclass(frozen=True)
class Difference:
    """What a draft changes in its plan as it stands now.

    Attributes:
        days: calendar days by which the finish is later; None where one of the two can't be scheduled.
        cost: by how much it costs more; minor units, None where nothing has a cost.
    """

    rows: tuple[DifferentTask, ...] = ()
    finish_before: date | None = None
    finish: date | None = None
    days: int | None = None
    cost_before: int | None = None
    cost: int | None = None
    critical_before: int = 0
    critical: int = 0

    def count(self, kind: Kind) -> int:
        """Return how many tasks are different in this way."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def milestones(self) -> tuple[DifferentTask, ...]:
        """The milestones that come on another day, the latest movers first."""
        moved = (row for row in self.rows if row.milestone and row.days)
        return tuple(sorted(moved, key=lambda row: -abs(row.days or 0)))


def drafts_of(session: Session, project_id: int) -> list[DraftRow]:
    """Return the drafts of a project's plan, the oldest first."""
    found = session.execute(
        select(Project.id, Project.name).where(Project.draft_of == project_id).order_by(Project.id)
    ).all()
    begun = {
        row.row_id: datetime.fromisoformat(row.at)
        for row in session.execute(
            select(HistoryRow.row_id, func.min(History.at).label("at"))
            .join(History, History.seq == HistoryRow.seq)
            .where(HistoryRow.table == "project", HistoryRow.row_id.in_([row.id for row in found]))
            .group_by(HistoryRow.row_id)
        )
    }
    return [DraftRow(row.id, project_id, row.name, begun.get(row.id)) for row in found]


def draft_origins(session: Session, draft_id: int) -> Mapping[int, int]:
    """Return the id of each task of a draft to that of the task it was made of."""
    query = select(Task.id, Task.origin_id).where(Task.project_id == draft_id, Task.origin_id.is_not(None))
    return {row.id: row.origin_id for row in session.execute(query)}


def copied_plan(session: Session, draft_id: int) -> PlanRows:
    """Return the plan as it was when the draft was made.

    Raises:
        PmoError: there is no such draft, or its place in the history can't be read.
    """
    return copied_rows(session, draft_id)


def changed_since(session: Session, copied: PlanRows, project_id: int) -> list[str]:
    """Return the names of the tasks that the plan changed, added or removed since it was copied."""
    now = rows_of(session, project_id, draft=False)
    before, after = copied.tables["task"], now.tables["task"]
    touched = {key for key in before | after if before.get(key) != after.get(key)}
    for table, column in (("link", "successor_id"), ("assignment", "task_id")):
        old, new = copied.tables[table], now.tables[table]
        touched |= {((new.get(key) or old[key])[column],) for key in old | new if old.get(key) != new.get(key)}
    return [now.name(key) or copied.name(key) for key in sorted(touched)]


def clashes_of(session: Session, draft_id: int, project_id: int) -> tuple[tuple[Clash, str], ...]:
    """Return what was changed in a draft and in its plan, differently, each with the name of its task.

    Raises:
        PmoError: there is no such draft or project, or its place in the history can't be read.
    """
    base, plan = copied_rows(session, draft_id), rows_of(session, project_id, draft=False)
    draft = rows_of(session, draft_id, draft=True)
    found = merge(base, plan, draft).clashes
    return tuple((clash, plan.name(clash.task) or draft.name(clash.task) or base.name(clash.task)) for clash in found)


def difference(now: PlanView, draft: PlanView, origins: Mapping[int, int]) -> Difference:
    """Return what a draft changes in its plan: tasks in the order of the draft, then those that it removed."""
    rows: list[DifferentTask] = []
    seen: set[int] = set()
    old_ties, new_ties = _Ties(now, {}), _Ties(draft, origins)
    for row, task in enumerate(draft.plan.tasks):
        origin = origins.get(task.uid)
        before = None if origin is None or origin in seen else now.row_of.get(origin)
        if before is None:
            rows.append(_added(draft, row))
            continue
        assert origin is not None
        seen.add(origin)
        edited = _own(now.task(before)) != _own(task) or old_ties.of(before) != new_ties.of(row)
        found = _changed(now, before, draft, row, edited)
        if found is not None:
            rows.append(found)
    rows += [_removed(now, row) for row, task in enumerate(now.plan.tasks) if task.uid not in seen]
    ends = [view.schedule.project_finish.date() if view.schedule else None for view in (now, draft)]
    costs = [_total(view) for view in (now, draft)]
    days = None if ends[0] is None or ends[1] is None else (ends[1] - ends[0]).days
    return Difference(tuple(rows), ends[0], ends[1], days, costs[0], costs[1], now.drivers, draft.drivers)


class _Ties:
    """What each task of a plan waits for, who works on it and what it belongs to, by the keys of the real plan."""

    def __init__(self, view: PlanView, origins: Mapping[int, int]) -> None:
        self._view = view
        new = -1 if origins else 1  # the key of a task that has no origin: negative in a draft
        self._key = {task.uid: origins.get(task.uid, new * task.uid) for task in view.plan.tasks}
        self._into: dict[int, list[tuple[object, ...]]] = {}
        for link in view.plan.links:
            tie = (self._key[link.predecessor], link.kind, link.lag, link.lag_kind)
            self._into.setdefault(link.successor, []).append(tie)
        names = {resource.uid: resource.name for resource in view.plan.resources}
        self._staff: dict[int, list[tuple[object, ...]]] = {}
        for item in view.plan.assignments:
            name = "" if item.resource_uid is None else names.get(item.resource_uid, "")
            self._staff.setdefault(item.task_uid, []).append((name, item.units, item.work, item.actual_work))
        self._calendars = {calendar.uid: calendar.name for calendar in view.plan.calendars}

    def of(self, row: int) -> tuple[object, ...]:
        """Return them for a row."""
        view = self._view
        task, above = view.task(row), view.parents[row]
        return (
            sorted(self._into.get(task.uid, ()), key=repr),
            sorted(self._staff.get(task.uid, ()), key=repr),
            self._key[view.task(above).uid] if above >= 0 else 0,
            self._calendars.get(task.calendar_uid or 0, ""),
        )


def _own(task: PlanTask) -> tuple[object, ...]:
    return (
        task.name, task.outline_level, task.milestone, task.key, task.active, task.manual, task.manual_start,
        task.manual_finish, task.duration, task.elapsed, task.constraint, task.constraint_date, task.deadline,
        task.percent_complete, task.actual_start, task.actual_finish, task.remaining_duration, task.levelling_delay,
        task.work, task.cost, task.fixed_cost, task.owner, task.notes, task.priority, task.kind, task.splits,
    )  # fmt: skip


def _changed(now: PlanView, before: int, draft: PlanView, row: int, edited: bool) -> DifferentTask | None:
    old, new = _figures(now, before), _figures(draft, row)
    if not edited and old == new:
        return None
    start, finish, spare, cost, critical = new
    days = (finish - old[1]).days if finish and old[1] else None
    task = draft.task(row)
    return DifferentTask(
        task.uid, "changed" if edited else "moved", draft.numbers[row], task.name, task.milestone,
        draft.is_summary(row), old[0], start, old[1], finish, days, old[2], spare, old[3], cost, old[4], critical,
    )  # fmt: skip


def _figures(view: PlanView, row: int) -> tuple[date | None, date | None, int | None, int | None, bool]:
    if view.schedule is None:
        return None, None, None, None, False
    start, finish = view.start(row), view.finish(row)
    return (
        start.date() if start else None,
        finish.date() if finish else None,
        view.schedule.total_float[row],
        view.schedule.cost[row],
        view.schedule.critical[row],
    )


def _added(draft: PlanView, row: int) -> DifferentTask:
    start, finish, spare, cost, critical = _figures(draft, row)
    task = draft.task(row)
    return DifferentTask(
        task.uid, "added", draft.numbers[row], task.name, task.milestone, draft.is_summary(row),
        start=start, finish=finish, float=spare, cost=cost, critical=critical,
    )  # fmt: skip


def _removed(now: PlanView, row: int) -> DifferentTask:
    start, finish, spare, cost, critical = _figures(now, row)
    task = now.task(row)
    return DifferentTask(
        task.uid, "removed", now.numbers[row], task.name, task.milestone, now.is_summary(row),
        start_before=start, finish_before=finish, float_before=spare, cost_before=cost, critical_before=critical,
    )  # fmt: skip


def _total(view: PlanView) -> int | None:
    """Return what a plan costs: the sum over the top of its outline."""
    if view.schedule is None or not any(view.schedule.cost):
        return None
    return sum(cost for row, cost in enumerate(view.schedule.cost) if view.parents[row] < 0)
