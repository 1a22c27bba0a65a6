"""Milestones of a plan: when they were planned, when they are expected, what is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .plan import PlanView


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone of a project. `slip` is in calendar days against the baseline; None without one."""

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
            )
        )
    return sorted(rows, key=lambda item: (item.forecast, item.number))
