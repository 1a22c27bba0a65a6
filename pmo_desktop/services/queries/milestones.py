"""Milestones of a plan: when they were planned, when they are expected, what is reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.messages import Message
from ...domain.milestone_trend import with_today
from ...domain.punctuality import was_met, was_promised
from ...persistence.tables import Task
from ...scheduling import Explanation
from .plan import PlanView
from .plan_history import milestone_forecasts

MOST_EXPLAINED: Final = 300
"""Milestones up to which each is told why; a plan with more of them is looked at in the plan itself."""


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone of a project, or a task that is marked as key.

    Attributes:
        point: it is a milestone, not a task with work.
        slip: calendar days against the baseline; None without one.
        actual: when it was reached.
        spare: total float in working minutes.
        cause: what decides when it comes; None for one that is reached.
        trend: (data date, forecast then) of each issued pack that told of it, oldest first, and today's at the end.
    """

    task_id: int
    number: str
    name: str
    key: bool
    plan: date | None
    forecast: date
    slip: int | None
    reached: bool
    critical: bool
    owner: str
    point: bool = True
    actual: date | None = None
    spare: int = 0
    cause: Message | None = None
    gate: str = ""
    trend: tuple[tuple[date, date], ...] = ()

    @property
    def moved(self) -> int | None:
        """The calendar days by which it is later than the last issued pack said; None where none told of it."""
        return (self.trend[-1][1] - self.trend[-2][1]).days if len(self.trend) > 1 else None


def milestones_of(view: PlanView) -> list[MilestoneRow]:
    """Return the milestones of a plan by date."""
    if view.schedule is None:
        return []
    rows: list[MilestoneRow] = []
    for row, task in enumerate(view.plan.tasks):
        if not (task.milestone or task.key) or not task.active:
            continue
        frozen = view.frozen.get(row)
        forecast = view.finish(row)
        assert forecast is not None
        rows.append(
            MilestoneRow(
                task.uid,
                view.numbers[row],
                task.name,
                task.key,
                frozen.finish.date() if frozen and frozen.finish else None,
                forecast.date(),
                view.slip(row),
                view.schedule.percent_complete[row] >= 100,
                view.schedule.critical[row],
                task.owner,
                task.milestone,
                task.actual_finish.date() if task.actual_finish else None,
            )
        )
    return sorted(rows, key=lambda item: (item.forecast, item.number))


def told_milestones(session: Session, view: PlanView, today: date) -> list[MilestoneRow]:
    """Return the milestones of a plan with what decides them, their gates and how their forecasts moved."""
    known = {
        row.id: (row.uid, row.gate)
        for row in session.execute(select(Task.id, Task.uid, Task.gate).where(Task.project_id == view.project_id))
    }
    past = milestone_forecasts(session, today)
    rows = milestones_of(view)
    explained = len(rows) <= MOST_EXPLAINED
    told = []
    for row in rows:
        uid, gate = known.get(row.task_id, ("", ""))
        trend = tuple((day, found[uid]) for day, found in past if uid in found)
        place = view.row_of[row.task_id]
        why = view.why_start(place) if explained and not row.reached else None
        told.append(
            replace(
                row,
                spare=view.schedule.total_float[place] if view.schedule is not None else 0,
                cause=_nearest(why),
                gate=gate,
                trend=with_today(trend, today, row.actual or row.forecast),
            )
        )
    return told


def _nearest(why: Explanation | None) -> Message | None:
    return why.steps[0].message if why is not None and why.steps else None


def promised_and_met(rows: Iterable[MilestoneRow], data_date: date) -> tuple[int, int]:
    """Return how many milestones were promised for the last 90 days, and how many of those were met."""
    promised = [row for row in rows if row.point and was_promised(row.plan, data_date)]
    return len(promised), sum(was_met(row.plan, row.actual) for row in promised)
