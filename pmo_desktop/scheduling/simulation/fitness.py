"""Whether a network is fit to be simulated: what would hide a delay or let it run into nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...domain.messages import Message
from ...domain.plan import Plan, PlanTask, summary_flags
from ..result import Schedule

HARD: Final = frozenset({"MSO", "MFO", "SNLT", "FNLT"})
"""Constraints that keep a task from moving later."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something that makes the result doubtful, and the `uid` of the tasks that do."""

    message: Message
    tasks: tuple[int, ...]


def unfit(plan: Plan, schedule: Schedule) -> tuple[Unfit, ...]:
    """Return what makes a plan doubtful for a simulation, the gravest first; nothing where it is fit.

    Finished, inactive and summary rows do not count. One task that begins the plan and one that ends it are as it
    should be, so open ends are said from the second on.
    """
    summaries = summary_flags(plan.tasks)
    living = [
        task
        for task, summary in zip(plan.tasks, summaries, strict=True)
        if task.active and not summary and not _finished(task) and not task.external
    ]
    linked = _linked_by_summary(plan, summaries)
    waits = {link.successor for link in plan.links} | linked[1]
    waited = {link.predecessor for link in plan.links} | linked[0]
    starts = tuple(task.uid for task in living if task.uid not in waits and task.actual_start is None)
    ends = tuple(task.uid for task in living if task.uid not in waited)
    hard = tuple(task.uid for task in living if task.constraint in HARD and task.constraint_date is not None)
    manual = tuple(task.uid for task in living if task.manual and not task.undated)
    late = tuple(task.uid for task in living if schedule.total_float[schedule.row[task.uid]] < 0)
    found = [
        Unfit(Message("simulation_negative_float", count=len(late)), late),
        Unfit(Message("simulation_hard_constraints", count=len(hard)), hard),
        Unfit(Message("simulation_manual_tasks", count=len(manual)), manual),
        Unfit(Message("simulation_open_starts", count=len(starts)), starts if len(starts) > 1 else ()),
        Unfit(Message("simulation_open_ends", count=len(ends)), ends if len(ends) > 1 else ()),
    ]
    return tuple(item for item in found if item.tasks)


def _finished(task: PlanTask) -> bool:
    return task.actual_finish is not None or task.percent_complete >= 100


def _linked_by_summary(plan: Plan, summaries: list[bool]) -> tuple[set[int], set[int]]:
    """Return the tasks below summaries that others wait for, and below those that wait for others."""
    before = {link.predecessor for link in plan.links}
    after = {link.successor for link in plan.links}
    waited: set[int] = set()
    waits: set[int] = set()
    path: list[PlanTask] = []
    for task, summary in zip(plan.tasks, summaries, strict=True):
        while path and path[-1].outline_level >= task.outline_level:
            path.pop()
        if any(above.uid in before for above in path):
            waited.add(task.uid)
        if any(above.uid in after for above in path):
            waits.add(task.uid)
        if summary:
            path.append(task)
    return waited, waits
