"""Dependencies between projects, with what their dates say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from ...domain import calendars
from ...domain.dependencies import LONGEST_LAG, SETTLED, STATES, DependencyState, Need, limit_of
from ...domain.errors import PmoError
from ...domain.worktime import WorkClock, compile_calendar, to_instant, to_moment
from ...persistence.tables import Dependency, Project, Task
from .timeline import Outline

MORNING: Final = time(8)
EVENING: Final = time(17)


@dataclass(frozen=True, slots=True)
class DependencyEnd:
    """One end: the project and its stored dates, and the task where one is named. Without a project it is outside."""

    project_id: int | None
    code: str
    project: str
    task_id: int | None
    task: str
    start: date | None
    finish: date | None

    @property
    def words(self) -> str:
        """The end as a list names it: `P-104 Data cutover`; the user's own words."""
        name = self.task or self.project
        return f"{self.code} {name}".strip()


@dataclass(frozen=True, slots=True)
class DependencyRow:
    """A dependency. Dates of tasks are known once the plans were scheduled (`dated`)."""

    id: int
    uid: str
    code: str
    title: str
    description: str
    giver: DependencyEnd
    taker: DependencyEnd
    kind: str
    lag: int
    owner: str
    taker_owner: str
    needed_by: date | None
    promised_on: date | None
    delivered_on: date | None
    status: str
    need: Need
    taker_at: datetime | None = None
    taker_start: datetime | None = None

    @property
    def state(self) -> DependencyState:
        """Whether it comes in time."""
        if self.status in SETTLED or self.delivered_on is not None:
            return "done"
        return self.need.state

    @property
    def margin(self) -> int | None:
        """Calendar days between what comes and what is needed; None where settled or not known."""
        return None if self.state == "done" else self.need.margin

    @property
    def hold_until(self) -> datetime | None:
        """When the taker's task would have to start for its own date to hold; None where nothing needs to move."""
        if self.state != "broken" or self.taker.task_id is None or self.need.comes is None or self.taker_at is None:
            return None
        if self.need.comes <= self.taker_at or self.taker_start is None:
            return None
        if self.kind.endswith("S"):
            return self.need.comes
        return self.taker_start + (self.need.comes - self.taker_at)

    @property
    def giver_project_id(self) -> int | None:
        """Id of the project that gives."""
        return self.giver.project_id

    @property
    def taker_project_id(self) -> int | None:
        """Id of the project that takes."""
        return self.taker.project_id

    def value(self, name: str) -> object:
        """Return the value of a field or computed column by its name."""
        return getattr(self, name)


def dependencies(session: Session, project_id: int | None = None) -> tuple[DependencyRow, ...]:
    """Return the dependencies of a project, or all but those of archived projects, by code."""
    giver, taker = aliased(Project), aliased(Project)
    given, taken = aliased(Task), aliased(Task)
    query = (
        select(Dependency, giver, taker, given, taken)
        .outerjoin(giver, giver.id == Dependency.giver_project_id)
        .outerjoin(taker, taker.id == Dependency.taker_project_id)
        # A register edits projects without their tasks: a task of another project than the one named is none.
        .outerjoin(given, (given.id == Dependency.giver_task_id) & (given.project_id == giver.id))
        .outerjoin(taken, (taken.id == Dependency.taker_task_id) & (taken.project_id == taker.id))
        .order_by(Dependency.code, Dependency.id)
    )
    if project_id is None:
        query = query.where(giver.archived.is_not(True), taker.archived.is_not(True))
    else:
        query = query.where(or_(Dependency.giver_project_id == project_id, Dependency.taker_project_id == project_id))
    rows = []
    for row, giving, taking, given_task, taken_task in session.execute(query):
        rows.append(
            DependencyRow(
                row.id,
                row.uid,
                row.code,
                row.title,
                row.description,
                _end(giving, given_task),
                _end(taking, taken_task),
                row.kind,
                row.lag,
                row.owner,
                row.taker_owner,
                row.needed_by,
                row.promised_on,
                row.delivered_on,
                row.status,
                Need(None, None),
            )
        )
    return dated(rows, {})


def dated(rows: Sequence[DependencyRow], outlines: Mapping[int, Outline]) -> tuple[DependencyRow, ...]:
    """Return the dependencies with what the dates of scheduled plans say, the ones that break first."""
    found = [_dated(row, outlines) for row in rows]
    far = 10**6
    found.sort(key=lambda row: (STATES.index(row.state), far if row.margin is None else row.margin))
    return tuple(found)


def ends_of(rows: Sequence[DependencyRow]) -> frozenset[int]:
    """Return the ids of the tasks that dependencies name."""
    return frozenset(
        task_id for row in rows for task_id in (row.giver.task_id, row.taker.task_id) if task_id is not None
    )


def span_of(end: DependencyEnd, outlines: Mapping[int, Outline]) -> tuple[datetime, datetime] | None:
    """Return start and finish of one end; None where they are not known (yet)."""
    if end.project_id is None:
        return None
    if end.task_id is not None:
        outline = outlines.get(end.project_id)
        return outline.ends.get(end.task_id) if outline is not None else None
    if end.start is None or end.finish is None:
        return None
    return datetime.combine(end.start, MORNING), datetime.combine(end.finish, EVENING)


def _dated(row: DependencyRow, outlines: Mapping[int, Outline]) -> DependencyRow:
    given, taken = span_of(row.giver, outlines), span_of(row.taker, outlines)
    comes: datetime | None = None
    if given is not None:
        comes = given[1] if row.kind.startswith("F") else given[0]
    elif row.giver.project_id is None and row.promised_on is not None:
        comes = datetime.combine(row.promised_on, EVENING)
    if comes is not None and row.lag:
        comes = _later(comes, row.lag)
    at = None if taken is None else taken[0] if row.kind.endswith("S") else taken[1]
    start = None if taken is None else taken[0]
    return replace(row, need=Need(comes, limit_of(at, row.needed_by)), taker_at=at, taker_start=start)


def _later(moment: datetime, lag: int) -> datetime | None:
    """Return the moment a lag later, counted in the standard week; None where that is outside the calendar."""
    if abs(lag) > LONGEST_LAG:
        return None
    try:
        return to_moment(_standard().add(to_instant(moment), lag))
    except PmoError:
        return None


@cache
def _standard() -> WorkClock:
    """Return the standard week, in which lags between two plans are counted: neither plan's calendar is the other's."""
    return compile_calendar(calendars.standard())


def _end(project: Project | None, task: Task | None) -> DependencyEnd:
    if project is None:
        return DependencyEnd(None, "", "", None, "", None, None)
    task_id, name = (None, "") if task is None else (task.id, task.name)
    return DependencyEnd(project.id, project.code, project.name, task_id, name, project.start, project.finish)


def task_choices(session: Session, project_id: int) -> list[tuple[int, str]]:
    """Return the tasks of a project in the order of its outline, each with the user's own words for it."""
    query = (
        select(Task.id, Task.wbs, Task.gate, Task.name)
        .where(Task.project_id == project_id, Task.active)
        .order_by(Task.position, Task.id)
    )
    return [
        (task_id, " ".join(part for part in (wbs, gate, name) if part))
        for task_id, wbs, gate, name in session.execute(query)
    ]
