"""What the rules of ratings take from a scheduled plan."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..domain.rag_presets import CRITICAL_FLOAT_DAYS, UNSTAFFED_DAYS
from ..scheduling import Schedule
from .planning_cache import PlanCache
from .queries.plan import PlanView, plan_view
from .rag import weekdays_between


def plan_figures(
    session: Session, project_id: int, data_date: date, plans: PlanCache | None = None
) -> dict[str, float]:
    """Return what the scheduled plan says: late milestones, slips without float, tasks without anybody."""
    view = plan_view(session, plans or PlanCache(1), project_id)
    dates = view.schedule
    if dates is None:
        return {}
    late = key_late = on_time = total = 0
    critical = 0
    day_length = view.plan.minutes_per_day or 480
    for row, task in enumerate(view.plan.tasks):
        frozen = view.frozen.get(row)
        if not task.milestone or not task.active or frozen is None or frozen.finish is None:
            continue
        finish = view.finish(row)
        if finish is None:
            continue
        total += 1
        slip = weekdays_between(frozen.finish.date(), finish.date())
        on_time += slip <= 0
        late += slip > 0 and not task.key
        key_late += slip > 0 and task.key
        if task.actual_finish is None and dates.total_float[row] <= CRITICAL_FLOAT_DAYS * day_length:
            critical = max(critical, slip)
    found: dict[str, float] = {}
    if total:
        found |= {
            "stones_late": late,
            "key_stones_late": key_late,
            "critical_slip": critical,
            "stones_on_time": 100 * on_time / total,
        }
    if view.plan.tasks:
        found["unstaffed"] = _unstaffed(view, dates, data_date)
    return found


def _unstaffed(view: PlanView, dates: Schedule, data_date: date) -> int:
    busy = {item.task_uid for item in view.plan.assignments if item.resource_uid is not None}
    horizon = data_date + timedelta(days=UNSTAFFED_DAYS)
    count = 0
    for row, task in enumerate(view.plan.tasks):
        if dates.summary[row] or task.milestone or not task.active or task.owner or task.uid in busy:
            continue
        start = view.start(row)
        open_work = dates.percent_complete[row] < 100
        count += open_work and start is not None and start.date() <= horizon
    return count
