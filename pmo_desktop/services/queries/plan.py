"""A plan as its page shows it: the rows as they are, their dates as computed, and what a baseline says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import compress, count
from operator import is_not

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...charts.gantt import Shape
from ...domain.errors import PmoError
from ...domain.outline import outline_numbers, parents
from ...domain.plan import Plan, PlanAssignment, PlanBaseline, PlanLink, PlanResource, PlanTask
from ...domain.plan_text import TimeUnits, joined_links, link_text
from ...domain.worktime import WorkClock, to_instant, to_moment
from ...persistence.tables import Link
from ...scheduling import Explanation, Schedule, why_critical, why_start
from ..assigned_text import assigned_text
from ..fields import FieldSpec, custom_fields
from ..planning import clock_of, time_units
from ..planning_cache import PlanCache
from .plan_issued import Issued, issued_of


@dataclass(frozen=True)
class PlanView:
    """A plan with its schedule. Rows are counted from 0 in the order of the outline.

    Attributes:
        schedule: None where the plan has no tasks or can't be scheduled; `problem` then says why.
        baseline: the number of the baseline that is compared with.
        baselines: the numbers of those that were set.
        custom: the fields that the organisation added to tasks.
        issued: issued packs that the table can compare with, newest first.
    """

    project_id: int
    plan: Plan
    schedule: Schedule | None
    problem: PmoError | None
    baseline: int
    baselines: tuple[int, ...]
    custom: tuple[FieldSpec, ...] = ()
    issued: tuple[Issued, ...] = ()

    def __len__(self) -> int:
        return len(self.plan.tasks)

    def task(self, row: int) -> PlanTask:
        """Return the task in a row."""
        return self.plan.tasks[row]

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Task id to row."""
        return {task.uid: row for row, task in enumerate(self.plan.tasks)}

    @cached_property
    def numbers(self) -> list[str]:
        """The WBS of each row: the file's own, else counted in the outline."""
        counted = outline_numbers(task.outline_level for task in self.plan.tasks)
        return [task.wbs or number for task, number in zip(self.plan.tasks, counted, strict=True)]

    @cached_property
    def first_row(self) -> int:
        """The number of the first row: 0 where it is the project's own summary."""
        return 0 if self.plan.tasks and self.plan.tasks[0].outline_level == 0 else 1

    @cached_property
    def parents(self) -> list[int]:
        """The row of each row's summary, -1 for none."""
        return parents([task.outline_level for task in self.plan.tasks])

    @cached_property
    def units(self) -> TimeUnits:
        """What this plan calls a day and a week."""
        return time_units(self.plan)

    @cached_property
    def clock(self) -> WorkClock:
        """The working time of the plan."""
        return clock_of(self.plan)

    @cached_property
    def status_instant(self) -> int:
        """The moment at which tasks are judged late: the plan's data date, else the beginning of today."""
        return to_instant(self.plan.data_date or datetime.combine(date.today(), time()))

    @cached_property
    def frozen(self) -> Mapping[int, PlanBaseline]:
        """Row to what the compared baseline says of it."""
        return self.frozen_by_number.get(self.baseline, {})

    @cached_property
    def frozen_by_number(self) -> dict[int, dict[int, PlanBaseline]]:
        """Number of a baseline to what it says of each row."""
        rows = self.row_of
        found: dict[int, dict[int, PlanBaseline]] = {number: {} for number in self.baselines}
        for item in self.plan.baselines:
            found.setdefault(item.number, {})[rows[item.task_uid]] = item
        return found

    @cached_property
    def calendar_names(self) -> dict[int, str]:
        """Calendar id to its name."""
        return {calendar.uid: calendar.name for calendar in self.plan.calendars}

    @cached_property
    def _people(self) -> dict[int, list[PlanAssignment]]:
        """Task id to its assignments."""
        found: dict[int, list[PlanAssignment]] = {}
        for item in self.plan.assignments:
            found.setdefault(item.task_uid, []).append(item)
        return found

    @cached_property
    def _resources(self) -> dict[int, PlanResource]:
        return {resource.uid: resource for resource in self.plan.resources}

    def resources(self, row: int) -> str:
        """Return who works on a task, as it is typed: `Anna; Li Wei[50%]`."""
        named = []
        for item in self._people.get(self.plan.tasks[row].uid, ()):
            resource = self._resources.get(item.resource_uid or 0)
            if resource is not None:
                named.append((resource.name, resource.kind, item.units))
        return assigned_text(named)

    def resource_names(self, row: int) -> tuple[str, ...]:
        """Return the names of who works on a task."""
        people = self._people.get(self.plan.tasks[row].uid, ())
        found = (self._resources.get(item.resource_uid or 0) for item in people)
        return tuple(resource.name for resource in found if resource is not None)

    @cached_property
    def frozen_instants(self) -> dict[int, tuple[int, int]]:
        """Row to start and finish in the compared baseline, as the charts count them."""
        rows = self.row_of
        return {rows[uid]: dates for uid, dates in self._frozen_of.items() if uid in rows}

    @cached_property
    def _frozen_of(self) -> dict[int, tuple[int, int]]:
        """Task id to start and finish in the compared baseline."""
        return {
            item.task_uid: (to_instant(item.start), to_instant(item.finish))
            for item in self.plan.baselines
            if item.number == self.baseline and item.start is not None and item.finish is not None
        }

    @cached_property
    def link_rows(self) -> list[tuple[int, int, str]]:
        """Each link as the rows of its predecessor and its successor, and its kind."""
        rows = self.row_of
        return [(rows[link.predecessor], rows[link.successor], link.kind) for link in self.plan.links]

    def take_over(self, before: PlanView) -> bool:
        """Take over what an edit left alone from the view before it; return whether the rows are the same tasks."""
        tasks, old = self.plan.tasks, before.plan.tasks
        kept = self._kept_of_tasks(before)
        edited: list[int] | None = None
        if len(tasks) == len(old):
            edited = list(compress(count(), map(is_not, tasks, old)))
            if any(tasks[row].uid != old[row].uid for row in edited):
                edited = None
        if edited is not None:
            kept += self._kept_of_rows(before, edited)
        self.__dict__.update({name: before.__dict__[name] for name in kept if name in before.__dict__})
        self._take_over_shapes(before, edited)
        return edited is not None

    def _kept_of_tasks(self, before: PlanView) -> list[str]:
        """Return what is known by the ids of tasks and still holds, wherever their rows are."""
        kept: list[str] = []
        if self.plan.links is before.plan.links:
            kept += ["_into", "_out_of"]
        if self.plan.baselines is before.plan.baselines and self.baseline == before.baseline:
            kept.append("_frozen_of")
        if self.plan.assignments is before.plan.assignments and self.plan.resources is before.plan.resources:
            kept += ["_people", "_resources"]
        if self.plan.calendars is before.plan.calendars and self.plan.calendar_uid == before.plan.calendar_uid:
            kept.append("clock")
        return kept

    def _kept_of_rows(self, before: PlanView, edited: Sequence[int]) -> list[str]:
        """Return what is known by row and still holds where each row is the task that it was."""
        tasks, old = self.plan.tasks, before.plan.tasks
        kept = ["row_of", "first_row"]
        if all(tasks[row].outline_level == old[row].outline_level for row in edited):
            kept.append("parents")
            if all(tasks[row].wbs == old[row].wbs for row in edited):
                kept.append("numbers")
        if self.plan.links is before.plan.links:
            kept.append("link_rows")
        if self.plan.baselines is before.plan.baselines and self.baseline == before.baseline:
            kept += ["frozen", "frozen_instants", "frozen_by_number"]
        return kept

    def _take_over_shapes(self, before: PlanView, edited: Sequence[int] | None) -> None:
        """Take over how rows are drawn; `edited` are those that are drawn anew, None where rows are other tasks."""
        if self.schedule is None or before.schedule is None:
            return
        if edited is None or self.schedule.summary != before.schedule.summary:
            first, last = _unlike(self.plan.tasks, before.plan.tasks)
            rest = len(before) - (len(self) - last)
            fresh = [self._shape(row) for row in range(first, last)]
            self.__dict__["shapes"] = [*before.shapes[:first], *fresh, *before.shapes[rest:]]
            return
        shapes, deadlines = before.shapes, before.deadlines
        if edited:
            shapes, deadlines = shapes.copy(), deadlines.copy()
        for row in edited:
            shapes[row] = self._shape(row)
            deadlines.pop(row, None)
            deadline = self.plan.tasks[row].deadline
            if deadline is not None:
                deadlines[row] = to_instant(deadline)
        self.__dict__.update(shapes=shapes, deadlines=deadlines)

    @cached_property
    def shapes(self) -> list[Shape]:
        """How the charts draw each row."""
        return [self._shape(row) for row in range(len(self))]

    def _shape(self, row: int) -> Shape:
        task = self.plan.tasks[row]
        if task.undated or not task.active:
            return ""
        if self.is_summary(row):
            return "summary"
        return "milestone" if task.milestone or not task.duration else "task"

    @cached_property
    def deadlines(self) -> dict[int, int]:
        """Row to its deadline, as the charts count time."""
        tasks = enumerate(self.plan.tasks)
        return {row: to_instant(task.deadline) for row, task in tasks if task.deadline is not None}

    @cached_property
    def _into(self) -> tuple[list[int], list[PlanLink]]:
        """Links by successor: the sorted ids, and the link of each."""
        links = sorted(self.plan.links, key=lambda link: link.successor)
        return [link.successor for link in links], links

    @cached_property
    def _out_of(self) -> dict[int, list[PlanLink]]:
        """Links by predecessor."""
        found: dict[int, list[PlanLink]] = {}
        for link in self.plan.links:
            found.setdefault(link.predecessor, []).append(link)
        return found

    def is_summary(self, row: int) -> bool:
        """Return whether a row sums up the rows below it."""
        return self.schedule.summary[row] if self.schedule else False

    def predecessors(self, row: int) -> str:
        """Return a task's predecessors as they are typed: `4FS+2d; 7SS-1d`."""
        uid = self.plan.tasks[row].uid
        ids, links = self._into
        found = links[bisect_left(ids, uid) : bisect_right(ids, uid)]
        return joined_links(self._link_text(link, link.predecessor) for link in found)

    def successor_text(self, row: int) -> str:
        """Return a task's successors as they are typed: `4FS+2d; 7SS-1d`."""
        found = self._out_of.get(self.plan.tasks[row].uid, ())
        return joined_links(self._link_text(link, link.successor) for link in found)

    def _link_text(self, link: PlanLink, other: int) -> str:
        number = str(self.row_of[other] + self.first_row)
        return link_text(number, link.kind, link.lag, link.lag_kind, self.units, link.lag_format)

    def start(self, row: int) -> datetime | None:
        """Return when a task starts."""
        return to_moment(self.schedule.start[row]) if self.schedule else None

    def finish(self, row: int) -> datetime | None:
        """Return when a task finishes."""
        return to_moment(self.schedule.finish[row]) if self.schedule else None

    def slip(self, row: int, number: int | None = None) -> int | None:
        """Return the calendar days by which a task finishes later than in the baseline; None without one.

        It is compared with the baseline that is shown, or with another one by its number.
        """
        frozen = (self.frozen if number is None else self.frozen_by_number.get(number, {})).get(row)
        if frozen is None or frozen.finish is None or self.schedule is None:
            return None
        return to_moment(self.schedule.finish[row]).toordinal() - frozen.finish.toordinal()

    def why_start(self, row: int) -> Explanation | None:
        """Return why a task starts when it does; None where the plan can't be scheduled."""
        return self._explained(why_start, row)

    def why_critical(self, row: int) -> Explanation | None:
        """Return why a task is critical, or why it is not; None where the plan can't be scheduled."""
        return self._explained(why_critical, row)

    def _explained(self, ask: Callable[[Plan, Schedule, int], Explanation], row: int) -> Explanation | None:
        if self.schedule is None:
            return None
        return ask(self.schedule.solved.plan, self.schedule, self.plan.tasks[row].uid)

    @cached_property
    def drivers(self) -> int:
        """The number of tasks that decide when the project finishes: critical, not begun or not done."""
        if self.schedule is None:
            return 0
        summary, percent = self.schedule.summary, self.schedule.percent_complete
        return sum(not summary[row] and percent[row] < 100 for row in compress(count(), self.schedule.critical))

    def successors(self, row: int) -> Sequence[int]:
        """Return the rows that a task drives directly."""
        return [self.row_of[link.successor] for link in self._out_of.get(self.plan.tasks[row].uid, ())]


def plan_view(session: Session, plans: PlanCache, project_id: int, baseline: int | None = None) -> PlanView:
    """Return a project's plan; it is compared with the baseline asked for, else with the lowest one that was set.

    Raises:
        PmoError: there is no such project.
    """
    plan = plans.plan(session, project_id)
    numbers = tuple(sorted({item.number for item in plan.baselines}))
    compared = baseline if baseline in numbers else (numbers[0] if numbers else 0)
    assert compared is not None
    schedule: Schedule | None = None
    problem: PmoError | None = None
    if plan.tasks:
        try:
            schedule = plans.schedule(session, project_id)
        except PmoError as error:
            problem = error
    custom, issued = custom_fields(session, "task"), issued_of(session, plans, project_id)
    return PlanView(project_id, plan, schedule, problem, compared, numbers, custom, issued)


def link_between(session: Session, predecessor_id: int, successor_id: int) -> int | None:
    """Return the id of the link from one task to another, or None."""
    query = select(Link.id).where(Link.predecessor_id == predecessor_id, Link.successor_id == successor_id)
    return session.scalars(query.limit(1)).first()


def _unlike(now: Sequence[PlanTask], was: Sequence[PlanTask]) -> tuple[int, int]:
    """Return from where to where rows may be drawn otherwise than before, which are all between those that are alike.

    The last row that is alike is among them: what follows it makes it a summary or not.
    """
    both = min(len(now), len(was))
    first = next((row for row in range(both) if now[row] is not was[row]), both)
    back = next((row for row in range(both - first) if now[-1 - row] is not was[-1 - row]), both - first)
    return max(0, first - 1), len(now) - back
