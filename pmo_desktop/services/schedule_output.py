"""A computed schedule as the plain document that `pmo-desktop schedule --json` prints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..domain.plan import Plan
from ..scheduling import Schedule


def schedule_document(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """Return the dates and floats of every row of a plan.

    Times are local ISO 8601 to the minute, slack is in working minutes, `uid` is the plan's own key.
    """
    return {
        "project": {"start": _time(schedule.project_start), "finish": _time(schedule.project_finish)},
        "tasks": [
            {
                "uid": task.uid,
                "wbs": task.wbs,
                "name": task.name,
                "summary": dates.summary,
                "milestone": task.milestone,
                "start": _time(dates.start),
                "finish": _time(dates.finish),
                "early_start": _time(dates.early_start),
                "early_finish": _time(dates.early_finish),
                "late_start": _time(dates.late_start),
                "late_finish": _time(dates.late_finish),
                "total_slack_min": dates.total_float,
                "free_slack_min": dates.free_float,
                "critical": dates.critical,
            }
            for task, dates in zip(plan.tasks, schedule, strict=True)
        ],
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
