"""The gaps of split tasks, which MS Project's XML tells only through the work of each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from ..domain.plan import Plan, PlanAssignment, PlanTask
from ..domain.worktime import WorkClock, to_instant
from ..scheduling.clocks import Clocks
from .mspdi_fields import Row

REMAINING_WORK: Final = 1
ACTUAL_WORK: Final = 2


class Stretch(NamedTuple):
    """Minutes of work between two moments."""

    start: datetime
    finish: datetime
    work: int


def read_stretch(row: Row) -> Stretch | None:
    """Return a record of timephased work, or None where it says something else."""
    if row.number("Type", 0) not in (REMAINING_WORK, ACTUAL_WORK):
        return None
    start, finish = row.moment("Start"), row.moment("Finish")
    if start is None or finish is None or finish <= start:
        return None
    return Stretch(start, finish, row.minutes("Value") or 0)


def with_splits(plan: Plan, stretches: Mapping[int, Sequence[Stretch]]) -> Plan:
    """Return the plan with the splits of its tasks; `stretches` are by the key of the assignment.

    Only gaps that explain a task's duration to the minute are taken, so that a contour is not mistaken for a split.
    """
    if not any(_has_idle(found) for found in stretches.values()):
        return plan
    clocks = Clocks(plan)
    tasks = {task.uid: task for task in plan.tasks}
    found: dict[int, set[tuple[tuple[int, int], ...]]] = {}
    for assignment in plan.assignments:
        task = tasks[assignment.task_uid]
        if assignment.uid in stretches and task.duration and not task.elapsed:
            clock = clocks.of_assignment(task, assignment)
            found.setdefault(task.uid, set()).add(_splits(task, assignment, clock, stretches[assignment.uid]))
    split = {uid: splits.pop() for uid, splits in found.items() if len(splits) == 1}
    return replace(
        plan, tasks=tuple(replace(task, splits=split[task.uid]) if split.get(task.uid) else task for task in plan.tasks)
    )


def _has_idle(stretches: Iterable[Stretch]) -> bool:
    return any(not stretch.work for stretch in stretches)


def _splits(
    task: PlanTask, assignment: PlanAssignment, clock: WorkClock, stretches: Sequence[Stretch]
) -> tuple[tuple[int, int], ...]:
    """Return pairs of working minutes done and working minutes of the gap after them; empty for an unbroken task."""
    worked = sorted(stretch for stretch in stretches if stretch.work)
    units = assignment.units or 1.0
    splits: list[tuple[int, int]] = []
    done = idle_before = 0
    begun = to_instant(worked[0].start) if worked else 0
    for number, stretch in enumerate(worked):
        start, finish = to_instant(stretch.start), to_instant(stretch.finish)
        length = round(stretch.work / units)
        room = clock.between(start, finish)
        if number:
            gap = clock.between(to_instant(worked[number - 1].finish), start) + idle_before
            if splits and splits[-1][0] == done:
                gap += splits.pop()[1]
            if gap > 0:
                splits.append((done, gap))
        idle_before = room - length
        if idle_before < 0:
            return ()
        done += length
    if not splits:
        return ()
    total = clock.between(begun, to_instant(worked[-1].finish)) - idle_before
    fits = done == task.duration and done + sum(gap for _, gap in splits) == total
    return tuple(splits) if fits else ()
