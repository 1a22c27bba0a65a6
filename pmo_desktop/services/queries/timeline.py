"""The portfolio over time: when each project runs, its phases and gates, and what one project gives another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.plan import Plan, PlanBaseline
from ...domain.worktime import to_moment
from ...persistence.recorder import CHUNK, batches
from ...persistence.tables import RECORDED, Dependency, Project, Task, TaskBaseline
from ...scheduling import Schedule, schedule
from ..planning import load_plan
from .registry import ProjectRow, Registry, registry

GATE_NAME: Final = re.compile(r"(?:\bgate|关口|阶段门)\s*(\d{1,2})", re.IGNORECASE)
"""Finds the number of a gate in the name of a milestone that has no code of its own."""

PLAN_TABLES: Final = frozenset({"task", "link", "calendar", "resource", "assignment", "task_baseline"})


@dataclass(frozen=True, slots=True)
class Phase:
    """A summary task at the top of a plan. `promised`: its start and finish in the baseline."""

    task_id: int
    name: str
    start: datetime
    finish: datetime
    percent: int
    promised: tuple[datetime, datetime] | None = None

    @property
    def slip(self) -> int | None:
        """Calendar days by which it finishes later than in the baseline."""
        return None if self.promised is None else (self.finish.date() - self.promised[1].date()).days


@dataclass(frozen=True, slots=True)
class Stone:
    """A milestone. `code`: that of its gate, such as "G3", "" for one that is no gate."""

    task_id: int
    name: str
    code: str
    at: datetime
    promised: date | None
    key: bool
    reached: bool
    critical: bool

    @property
    def slip(self) -> int | None:
        """Calendar days by which it is later than in the baseline."""
        return None if self.promised is None else (self.at.date() - self.promised).days


@dataclass(frozen=True, slots=True)
class Outline:
    """What the timeline shows of a plan.

    Attributes:
        ends: start and finish of the tasks that were asked for.
        problem: why the plan can't be scheduled.
    """

    phases: tuple[Phase, ...] = ()
    stones: tuple[Stone, ...] = ()
    ends: Mapping[int, tuple[datetime, datetime]] = field(default_factory=dict)
    problem: PmoError | None = None


@dataclass(frozen=True)
class Timeline:
    """The projects and their stored dates: all that is known before a plan was scheduled.

    Attributes:
        promised_start: project id to the start in its lowest baseline.
    """

    registry: Registry
    promised_start: Mapping[int, date]

    @property
    def rows(self) -> tuple[ProjectRow, ...]:
        """The projects that are not archived."""
        return self.registry.rows


@dataclass(frozen=True)
class ExternalLink:
    """A task's link to another project, as the plan shows it.

    Attributes:
        task_id: the task of this project, None where the whole project is meant.
        gives: True where this project gives, False where it takes.
        task: name of the other project's task, "" for the project itself.
    """

    dependency_id: int
    task_id: int | None
    gives: bool
    project_id: int | None
    code: str
    project: str
    other_task_id: int | None
    task: str
    title: str
    needed_by: date | None
    promised_on: date | None
    status: str


def timeline(session: Session, *, period_id: int | None = None) -> Timeline:
    """Return all projects that are not archived, with their stored dates and the ratings of a period.

    Nothing is scheduled.
    """
    lowest = (
        select(TaskBaseline.project_id, func.min(TaskBaseline.number).label("number"))
        .group_by(TaskBaseline.project_id)
        .subquery()
    )
    query = (
        select(TaskBaseline.project_id, func.min(TaskBaseline.start))
        .join(lowest, (lowest.c.project_id == TaskBaseline.project_id) & (lowest.c.number == TaskBaseline.number))
        .group_by(TaskBaseline.project_id)
    )
    promised = {key: start.date() for key, start in session.execute(query) if start is not None}
    return Timeline(registry(session, period_id=period_id), promised)


def outlines(
    session: Session,
    project_ids: Sequence[int],
    ends: Iterable[int] = (),
    report: Callable[[int, int], object] = lambda done, total: None,
) -> dict[int, Outline]:
    """Return phases and milestones of projects by id, every plan scheduled; for a job.

    `ends` are the ids of tasks whose dates are wanted too.
    """
    wanted = frozenset(ends)
    gates = gate_codes(session, project_ids)
    found: dict[int, Outline] = {}
    for done, project_id in enumerate(project_ids):
        report(done, len(project_ids))
        try:
            plan = load_plan(session, project_id)
            found[project_id] = _outline(plan, gates, wanted) if plan.tasks else Outline()
        except PmoError as error:
            found[project_id] = Outline(problem=error)
    return found


def gate_codes(session: Session, project_ids: Sequence[int]) -> dict[int, str]:
    """Return task id to the code of its gate, of the milestones that have one."""
    query = select(Task.id, Task.gate).where(Task.gate != "")
    if len(project_ids) <= 50:
        query = query.where(Task.project_id.in_(project_ids))
    return {row.id: row.gate for row in session.execute(query)}


def plans_touched(session: Session, change: ChangeSet) -> frozenset[int] | None:
    """Return the projects whose dates a change may have moved; None where that may be any of them."""
    found: set[object] = set(change.ids("project"))
    for table in PLAN_TABLES & change.tables():
        updated = []
        for row in change.rows:
            if row.table != table:
                continue
            image = row.before or row.after or {}
            if "project_id" in image:
                found.add(image["project_id"])
            else:
                updated.append(row.id)  # the image of an update holds only what moved
        columns = RECORDED[table].c
        for chunk in batches(updated, CHUNK):
            found.update(session.scalars(select(columns.project_id).where(columns.id.in_(chunk)).distinct()))
    if None in found:
        return None  # a calendar of the whole portfolio
    return frozenset(key for key in found if isinstance(key, int))


def external_links(session: Session, project_id: int) -> tuple[ExternalLink, ...]:
    """Return the links of a project's tasks to other projects, for the marks in its plan."""
    giver, taker = aliased(Project), aliased(Project)
    given, taken = aliased(Task), aliased(Task)
    query = (
        select(Dependency, giver.code, giver.name, taker.code, taker.name, given.name, taken.name)
        .outerjoin(giver, giver.id == Dependency.giver_project_id)
        .outerjoin(taker, taker.id == Dependency.taker_project_id)
        .outerjoin(given, (given.id == Dependency.giver_task_id) & (given.project_id == giver.id))
        .outerjoin(taken, (taken.id == Dependency.taker_task_id) & (taken.project_id == taker.id))
        .where(or_(Dependency.giver_project_id == project_id, Dependency.taker_project_id == project_id))
        .order_by(Dependency.id)
    )
    found = []
    for row, giver_code, giver_name, taker_code, taker_name, given_name, taken_name in session.execute(query):
        ends = (
            (True, row.giver_project_id, row.giver_task_id, row.taker_project_id, taker_code, taker_name,
             row.taker_task_id, taken_name),
            (False, row.taker_project_id, row.taker_task_id, row.giver_project_id, giver_code, giver_name,
             row.giver_task_id, given_name),
        )  # fmt: skip
        for gives, here, task_id, other, code, name, other_task, task_name in ends:
            if here == project_id:
                found.append(
                    ExternalLink(
                        row.id,
                        task_id,
                        gives,
                        other,
                        code or "",
                        name or "",
                        other_task,
                        task_name or "",
                        row.title,
                        row.needed_by,
                        row.promised_on,
                        row.status,
                    )
                )
    return tuple(found)


def _outline(plan: Plan, gates: Mapping[int, str], wanted: frozenset[int]) -> Outline:
    dates = schedule(plan)
    lowest = min((line.number for line in plan.baselines), default=0)
    promised = {line.task_uid: line for line in plan.baselines if line.number == lowest}
    level = _phase_level(plan, dates)
    phases, stones, ends = [], [], {}
    for row, task in enumerate(plan.tasks):
        if task.uid in wanted:
            ends[task.uid] = (to_moment(dates.start[row]), to_moment(dates.finish[row]))
        if not task.active or task.undated:
            continue
        line = promised.get(task.uid)
        if dates.summary[row]:
            if task.outline_level == level:
                phases.append(_phase(task.uid, task.name, dates, row, line))
        elif task.milestone or task.key or task.uid in gates:
            stones.append(
                Stone(
                    task.uid,
                    task.name,
                    gates.get(task.uid) or gate_in(task.name),
                    to_moment(dates.finish[row]),
                    line.finish.date() if line is not None and line.finish is not None else None,
                    task.key,
                    dates.percent_complete[row] >= 100,
                    dates.critical[row],
                )
            )
    stones.sort(key=lambda stone: stone.at)
    return Outline(tuple(phases), tuple(stones), ends)


def gate_in(name: str) -> str:
    """Return the code of the gate that a milestone's name tells of, "" for none: `Gate 3: design approved` is G3."""
    found = GATE_NAME.search(name)
    return f"G{int(found[1])}" if found else ""


def _phase(uid: int, name: str, dates: Schedule, row: int, line: PlanBaseline | None) -> Phase:
    promised = None
    if line is not None and line.start is not None and line.finish is not None:
        promised = (line.start, line.finish)
    percent = dates.percent_complete[row]
    return Phase(uid, name, to_moment(dates.start[row]), to_moment(dates.finish[row]), percent, promised)


def _phase_level(plan: Plan, dates: Schedule) -> int:
    """Return the outline level of the phases: the highest one with several summaries, as files wrap all in one."""
    counts: dict[int, int] = {}
    for row, task in enumerate(plan.tasks):
        if dates.summary[row] and task.outline_level > 0:
            counts[task.outline_level] = counts.get(task.outline_level, 0) + 1
    several = [level for level, count in counts.items() if count > 1]
    return min(several, default=min(counts, default=1))
