"""What a pack takes from a project's plan: milestones, the next gate, progress, and where the money went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.pack import PackMilestone, PackStatus
from ..domain.pack_history import PackCause
from ..domain.plan import Plan, PlanTask, summary_flags
from ..persistence.tables import Project, Task
from ..scheduling import Schedule, check_quality, schedule
from .planning import load_plan

GATES: Final = ("gate", "关口", "阶段门")
"""A milestone whose name holds one of these is a gate."""

CAUSES: Final = 5
"""Steps of the bridge from plan to forecast at most; the smaller ones are put together into one without a name."""

TRIFLE: Final = 0.05
"""A cause under this share of all that moved is not told."""


@dataclass(frozen=True)
class PlanFacts:
    """A plan beside its computed dates; `dates` is None where the plan is empty or can't be scheduled."""

    plan: Plan
    dates: Schedule | None
    uids: dict[int, str]

    @property
    def percent_complete(self) -> int | None:
        """Share of the work time of all tasks that is done, 0 to 100."""
        leaves = [task for task in _leaves(self.plan) if task.duration and not task.milestone]
        whole = sum(task.duration for task in leaves)
        return round(sum(task.duration * task.percent_complete for task in leaves) / whole) if whole else None

    @property
    def finish(self) -> date | None:
        """The computed end of the plan."""
        return self.dates.project_finish.date() if self.dates and self.plan.tasks else None

    @cached_property
    def quality(self) -> int | None:
        """Share of the DCMA's checks that the plan meets, in percent; None without tasks, 0 where it has no dates."""
        if not self.plan.tasks:
            return None
        if self.dates is None:
            return 0
        found = [indicator.state for indicator in check_quality(self.plan, self.dates).dcma]
        judged = [state for state in found if state != "not_checked"]
        return round(100 * judged.count("met") / len(judged)) if judged else None

    def next_gate(self, data_date: date) -> tuple[str, date | None]:
        """Return name and forecast day of the first gate that is not reached."""
        gates = [
            (day, task.name)
            for task in _milestones(self.plan)
            if any(word in task.name.casefold() for word in GATES)
            and self._reached(task, data_date) is None
            and (day := self._forecast(task)) is not None
        ]
        day, name = min(gates, default=(None, ""))
        return name, day

    def milestones(
        self, project: Project, data_date: date, statuses: Sequence[PackStatus]
    ) -> tuple[PackMilestone, ...]:
        """Return the milestones of the plan.

        The last one also has its past: the forecast finish that was reported for the project in each period.
        """
        stones = _milestones(self.plan)
        promised = {line.task_uid: line.finish for line in self.plan.baselines if line.number == 0}
        last = max(stones, key=lambda task: self._forecast(task) or date.min, default=None)
        told = tuple((status.data_date, status.finish) for status in statuses if status.finish is not None)
        made = []
        for task in stones:
            baseline = promised.get(task.uid)
            trend = told if task is last else ()
            made.append(
                PackMilestone(
                    uid=self.uids[task.uid],
                    project=project.uid,
                    name=task.name,
                    baseline=baseline.date() if baseline else None,
                    forecast=self._forecast(task),
                    actual=self._reached(task, data_date),
                    previous=trend[-2][1] if len(trend) > 1 else None,
                    key=task.key,
                    critical=bool(self.dates and self.dates.critical[self.dates.row[task.uid]]),
                    trend=trend,
                )
            )
        return tuple(made)

    def causes(self, variance: int | None) -> tuple[PackCause, ...]:
        """Return by which phases the forecast differs from the budget, largest first.

        Empty unless the plan's own costs bear out the variance.
        """
        base = {line.task_uid: line.cost or 0 for line in self.plan.baselines if line.number == 0}
        sums: dict[str, int] = {}
        phase = ""
        for task, is_summary in zip(self.plan.tasks, summary_flags(self.plan.tasks), strict=True):
            if task.outline_level == 1:
                phase = task.name
            if not is_summary and task.active:
                sums[phase] = sums.get(phase, 0) + (task.cost or 0) - base.get(task.uid, 0)
        moved = sorted(((name, amount) for name, amount in sums.items() if amount), key=lambda item: -abs(item[1]))
        if not variance or sum(amount for _, amount in moved) != variance:
            return ()
        least = sum(abs(amount) for _, amount in moved) * TRIFLE
        steps = [PackCause(name, amount) for name, amount in moved if abs(amount) >= least][:CAUSES]
        rest = variance - sum(step.amount for step in steps)
        if abs(rest) >= least:
            steps = steps[: CAUSES - 1]
            steps.append(PackCause("", variance - sum(step.amount for step in steps)))
        else:
            # A step too small to be seen would only puzzle; its cents go to the largest, so that the bridge closes.
            steps[0] = PackCause(steps[0].name, steps[0].amount + rest)
        return tuple(steps)

    def _forecast(self, task: PlanTask) -> date | None:
        return self.dates[task.uid].finish.date() if self.dates else None

    def _reached(self, task: PlanTask, data_date: date) -> date | None:
        """Return when a milestone was reached, if that was on the data date or before."""
        day = task.actual_finish.date() if task.actual_finish else None
        return day if day is not None and day <= data_date else None


def plan_facts(session: Session, project_id: int) -> PlanFacts:
    """Return what a pack takes from the plan of a project."""
    plan = load_plan(session, project_id)
    uids = {row.id: row.uid for row in session.execute(select(Task.id, Task.uid).where(Task.project_id == project_id))}
    try:
        dates = schedule(plan) if plan.tasks else None
    except PmoError:
        # A plan with a loop is no reason to have no pack: its milestones are shown without a forecast.
        dates = None
    return PlanFacts(plan, dates, uids)


def _leaves(plan: Plan) -> list[PlanTask]:
    flags = summary_flags(plan.tasks)
    return [task for task, is_summary in zip(plan.tasks, flags, strict=True) if not is_summary and task.active]


def _milestones(plan: Plan) -> list[PlanTask]:
    return [task for task in _leaves(plan) if task.milestone]
