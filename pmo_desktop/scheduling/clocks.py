"""Which calendar counts for whom: the clock and the span of each task."""

from __future__ import annotations

from collections import defaultdict
from copy import copy

from ..domain.calendars import standard
from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanAssignment, PlanTask
from ..domain.worktime import WorkClock, both, compile_calendar, compile_calendars
from .spans import CONTOUR_SHARES, AssignedSpan, ElapsedSpan, MilestoneSpan, Part, Span, WorkSpan


class Clocks:
    """The clocks of a plan. `project` is that of the plan's own calendar."""

    def __init__(self, plan: Plan) -> None:
        self._by_uid = compile_calendars(plan.calendars)
        if plan.calendar_uid is None:
            self.project = compile_calendar(standard())
        elif plan.calendar_uid in self._by_uid:
            self.project = self._by_uid[plan.calendar_uid]
        else:
            raise PmoError("plan_calendar_missing", uid=str(plan.calendar_uid))
        self._resource_clocks = {
            resource.uid: self._by_uid.get(resource.calendar_uid, self.project)
            if resource.calendar_uid is not None
            else self.project
            for resource in plan.resources
            if resource.kind == "work"
        }
        self._assignments = self._by_task(plan)
        self._shared: dict[tuple[int, int], WorkSpan] = {}
        self._milestones: dict[int, MilestoneSpan] = {}
        self._overlaps: dict[tuple[int, int], WorkClock] = {}

    def with_assignments(self, plan: Plan) -> Clocks:
        """Return the clocks of a plan that has the same calendars and resources."""
        other = copy(self)
        other._assignments = self._by_task(plan)
        return other

    def _by_task(self, plan: Plan) -> dict[int, list[PlanAssignment]]:
        assignments: defaultdict[int, list[PlanAssignment]] = defaultdict(list)
        for assignment in plan.assignments:
            if assignment.resource_uid in self._resource_clocks and assignment.units > 0:
                assignments[assignment.task_uid].append(assignment)
        return assignments

    def of_task(self, task: PlanTask) -> WorkClock:
        """Return the clock of a task without its resources: its own calendar's, else the plan's."""
        if task.calendar_uid is None:
            return self.project
        clock = self._by_uid.get(task.calendar_uid)
        if clock is None:
            raise PmoError("task_calendar_missing", task=task.name)
        return clock

    def of_assignment(self, task: PlanTask, assignment: PlanAssignment) -> WorkClock:
        """Return the clock on which a resource works at a task: the task's where nobody is named."""
        clock = None if assignment.resource_uid is None else self._resource_clocks.get(assignment.resource_uid)
        if clock is None or task.ignore_resource_calendar or task.kind == "fixed_duration":
            return self.of_task(task)
        return clock if task.calendar_uid is None else self._overlap(self.of_task(task), clock)

    def span(self, task: PlanTask, clock: WorkClock) -> Span:
        """Return how a task lies in time; `clock` is its own without its resources.

        The calendars of its resources count unless the task's duration is fixed or it ignores them; where it has a
        calendar too, the time that both work.
        """
        if task.elapsed:
            return ElapsedSpan(task.duration)
        if not task.duration:
            milestone = self._milestones.get(id(clock))
            if milestone is None:
                milestone = self._milestones[id(clock)] = MilestoneSpan(clock)
            return milestone
        assignments = self._assignments.get(task.uid) if self._assignments else None
        if not assignments or task.kind == "fixed_duration" or task.ignore_resource_calendar:
            return self._work_span(clock, task)
        if len(assignments) == 1:
            return self._work_span(self.of_assignment(task, assignments[0]), task)
        parts = self._parts(task, assignments)
        if all(part[0] is parts[0][0] for part in parts):
            return self._work_span(parts[0][0], task)
        return AssignedSpan(parts)

    def _work_span(self, clock: WorkClock, task: PlanTask) -> WorkSpan:
        length = task.duration + sum(gap for _, gap in task.splits) if task.splits else task.duration
        span = self._shared.get((id(clock), length))
        if span is None:
            span = self._shared[id(clock), length] = WorkSpan(clock, length)
        return span

    def _parts(self, task: PlanTask, assignments: list[PlanAssignment]) -> tuple[Part, ...]:
        parts: list[Part] = []
        for assignment in assignments:
            delay = assignment.delay + assignment.levelling_delay
            parts.append((self.of_assignment(task, assignment), delay, _length(task, assignment)))
        return tuple(parts)

    def _overlap(self, first: WorkClock, second: WorkClock) -> WorkClock:
        key = (id(first), id(second))
        if key not in self._overlaps:
            self._overlaps[key] = both(first, second)
        return self._overlaps[key]


def _length(task: PlanTask, assignment: PlanAssignment) -> int:
    """Return how long an assignment takes: its work by its units, or the task's duration where that says nothing."""
    share = CONTOUR_SHARES.get(assignment.contour, 1.0)
    if assignment.units <= 0 or assignment.work <= 0 or assignment.contour == 8:
        return task.duration
    length = assignment.work / (assignment.units * share)
    # Files give units with two decimals, so that 12.5 % reads 0.12: do not take that for a longer task.
    if abs(task.duration - length) * assignment.units <= 0.005 * task.duration + 1:
        return task.duration
    return round(length)
