"""A plan against its baselines, and baselines against each other: dates, duration, work and cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanBaseline
from ..domain.worktime import to_instant
from .clocks import Clocks
from .engine import solved_of
from .result import Schedule

BASELINES: Final = range(11)


@dataclass(frozen=True, slots=True)
class Standing:
    """A task as it stands now, or stood when a baseline was set. Minutes and minor units; None where not known."""

    start: datetime | None
    finish: datetime | None
    duration: int | None
    work: int | None
    cost: int | None


@dataclass(frozen=True, slots=True)
class Variance:
    """How a task differs from before: later, longer, more and dearer are positive.

    Attributes:
        before, after: the two that are compared; None where the task was not there.
        start, finish: working minutes on the task's calendar, as MS Project counts variances.
        start_days, finish_days: whole days of the calendar on the wall.
        duration, work: minutes.
        cost: minor units.
    """

    uid: int
    before: Standing | None
    after: Standing | None
    start: int | None
    finish: int | None
    start_days: int | None
    finish_days: int | None
    duration: int | None
    work: int | None
    cost: int | None


def set_baselines(plan: Plan) -> tuple[int, ...]:
    """Return the numbers of the baselines that a plan has, ascending."""
    return tuple(sorted({item.number for item in plan.baselines}))


def baseline_of(plan: Plan, schedule: Schedule, number: int = 0) -> tuple[PlanBaseline, ...]:
    """Return what a baseline of the plan as it stands now would hold, a value a row.

    Raises:
        PmoError: there is no baseline of this number.
    """
    _check(number)
    return tuple(
        PlanBaseline(dates.uid, number, dates.start, dates.finish, dates.duration, dates.work, dates.cost)
        for dates in schedule
    )


def against_baseline(plan: Plan, schedule: Schedule, number: int = 0) -> tuple[Variance, ...]:
    """Return how each task of a plan differs from a baseline, in the order of the plan.

    Raises:
        PmoError: there is no baseline of this number.
    """
    before = _standings(plan, number)
    network = solved_of(plan, schedule).network
    clocks = dict(zip((task.uid for task in plan.tasks), network.clocks, strict=True))
    after = {
        dates.uid: Standing(dates.start, dates.finish, dates.duration, dates.work, dates.cost) for dates in schedule
    }
    return tuple(_variance(uid, before.get(uid), now, clocks[uid].between) for uid, now in after.items())


def between_baselines(plan: Plan, first: int, second: int) -> tuple[Variance, ...]:
    """Return how each task of two baselines differs in the second; tasks that are in one only have no variances.

    The plan itself is not scheduled: its baselines can be compared even where it cannot be.

    Raises:
        PmoError: there is no baseline of one of these numbers.
    """
    before, after = _standings(plan, first), _standings(plan, second)
    clocks = Clocks(plan)
    return tuple(
        _variance(task.uid, before.get(task.uid), after.get(task.uid), clocks.of_task(task).between)
        for task in plan.tasks
        if task.uid in before or task.uid in after
    )


def _check(number: int) -> None:
    if number not in BASELINES:
        raise PmoError("baseline_unknown", number=number)


def _standings(plan: Plan, number: int) -> dict[int, Standing]:
    _check(number)
    return {
        item.task_uid: Standing(item.start, item.finish, item.duration, item.work, item.cost)
        for item in plan.baselines
        if item.number == number
    }


def _variance(
    uid: int, before: Standing | None, after: Standing | None, between: Callable[[int, int], int]
) -> Variance:
    if before is None or after is None:
        return Variance(uid, before, after, None, None, None, None, None, None, None)
    return Variance(
        uid=uid,
        before=before,
        after=after,
        start=_slip(before.start, after.start, between),
        finish=_slip(before.finish, after.finish, between),
        start_days=_days(before.start, after.start),
        finish_days=_days(before.finish, after.finish),
        duration=_more(before.duration, after.duration),
        work=_more(before.work, after.work),
        cost=_more(before.cost, after.cost),
    )


def _slip(before: datetime | None, after: datetime | None, between: Callable[[int, int], int]) -> int | None:
    return None if before is None or after is None else between(to_instant(before), to_instant(after))


def _days(before: datetime | None, after: datetime | None) -> int | None:
    return None if before is None or after is None else (after.date() - before.date()).days


def _more(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before
