"""What an edit of bars or links would move, worked out without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ..domain.errors import PmoError
from ..domain.plan import LinkKind, Plan, PlanLink, PlanTask
from ..domain.worktime import to_instant, to_moment
from ..scheduling import Schedule, reschedule
from .planning import clock_of


def moved(schedule: Schedule, row: int, start: datetime) -> Schedule | None:
    """Return the schedule with a task put where its bar is dragged; None where that can't be scheduled.

    It is what `commands.plan.set_task` with that `start` leads to.
    """
    return moved_together(schedule, {row: start})


def moved_together(schedule: Schedule, starts: Mapping[int, datetime]) -> Schedule | None:
    """Return the schedule with several tasks put where their bars are dragged, by row; None where that is refused."""
    plan = schedule.solved.plan
    return _with(schedule, {row: _started(plan, plan.tasks[row], start) for row, start in starts.items()})


def drawn(schedule: Schedule, row: int, start: datetime, minutes: int) -> Schedule | None:
    """Return the schedule with a task that gets start and duration at once; None where that is refused."""
    plan = schedule.solved.plan
    task = replace(plan.tasks[row], duration=minutes, milestone=False, estimated=False)
    return _with(schedule, {row: _started(plan, task, start)})


def linked(schedule: Schedule, before: int, after: int, kind: LinkKind) -> Schedule | None:
    """Return the schedule with one more link between two rows; None where that is refused, as for a loop."""
    plan = schedule.solved.plan
    link = PlanLink(plan.tasks[before].uid, plan.tasks[after].uid, kind)
    try:
        return reschedule(replace(plan, links=(*plan.links, link)), schedule, [])
    except PmoError:
        return None


def _started(plan: Plan, task: PlanTask, start: datetime) -> PlanTask:
    start = start if start.hour or start.minute else start + timedelta(minutes=plan.default_start)
    if task.manual:
        return replace(task, manual_start=start, manual_finish=_after(plan, task, start))
    if task.actual_start is not None:
        return replace(task, actual_start=start)
    return replace(task, constraint="SNET", constraint_date=start)


def stretched(schedule: Schedule, row: int, finish: date) -> Schedule | None:
    """Return the schedule with a task that finishes on another day, or at another moment; None where that is refused.

    A task that has begun, and one whose dates are set by hand, is left out: only their own bar is known to move.
    """
    plan = schedule.solved.plan
    task = plan.tasks[row]
    if task.manual or task.actual_start is not None or task.milestone:
        return None
    begin = schedule.start[row]
    if isinstance(finish, datetime):
        end = to_instant(finish)
    else:
        end = to_instant(datetime.combine(finish, time()) + timedelta(minutes=plan.default_finish))
    clock = clock_of(plan, task.calendar_uid)
    minutes = end - begin if task.elapsed else clock.work_at(end) - clock.work_at(begin)
    return _with(schedule, {row: replace(task, duration=minutes)}) if minutes > 0 else None


def pushed(before: Schedule, after: Schedule) -> list[int]:
    """Return the rows whose dates differ between two schedules of the same tasks."""
    starts = zip(before.start, after.start, strict=True)
    finishes = zip(before.finish, after.finish, strict=True)
    return [
        row
        for row, ((old, new), (was, now)) in enumerate(zip(starts, finishes, strict=True))
        if old != new or was != now
    ]


def _with(schedule: Schedule, changed: Mapping[int, PlanTask]) -> Schedule | None:
    plan = schedule.solved.plan
    tasks = list(plan.tasks)
    for row, task in changed.items():
        tasks[row] = task
    try:
        return reschedule(replace(plan, tasks=tuple(tasks)), schedule, [task.uid for task in changed.values()])
    except PmoError:
        return None


def _after(plan: Plan, task: PlanTask, start: datetime) -> datetime:
    if task.elapsed or not task.duration:
        return start + timedelta(minutes=task.duration)
    return to_moment(clock_of(plan, task.calendar_uid).add(to_instant(start), task.duration))
