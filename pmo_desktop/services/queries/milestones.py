"""Milestones of a plan: when they were planned, when they are expected, what is reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.punctuality import was_met, was_promised
from .plan import PlanView


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone of a project, or a task that is marked as key.

    Attributes:
        point: it is a milestone, not a task with work.
        slip: calendar days against the baseline; None without one.
        actual: when it was reached.
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


def promised_and_met(rows: Iterable[MilestoneRow], data_date: date) -> tuple[int, int]:
    """Return how many milestones were promised for the last 90 days, and how many of those were met."""
    promised = [row for row in rows if row.point and was_promised(row.plan, data_date)]
    return len(promised), sum(was_met(row.plan, row.actual) for row in promised)
