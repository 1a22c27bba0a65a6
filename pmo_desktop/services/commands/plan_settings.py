"""How a plan is reckoned: from which day, by which rules, and what a day is in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, get_args

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.plan import ProgressMode
from ...persistence.tables import Project
from ..planning import recalculate
from ..planning_edit import at_minute

DAYS: Final = ("plan_start", "plan_finish", "data_date")
FLAGS: Final[Mapping[str, str]] = {
    "honours_constraints": "HonorConstraints",
    "many_critical_paths": "MultipleCriticalPaths",
}
"""Switches that a plan keeps among its other fields, by the name that its file format has for them."""

LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "minutes_per_day": (60, 1440),
    "minutes_per_week": (60, 10_080),
    "days_per_month": (1, 31),
    "critical_slack": (-5_256_000, 5_256_000),
    "default_start": (0, 1439),
    "default_finish": (1, 1440),
}


def set_plan_settings(session: Session, project_id: int, values: Mapping[str, Any]) -> None:
    """Change how a plan is reckoned, and schedule it again.

    `values` may hold `from_finish`, `plan_start`, `plan_finish` and `data_date` (days, the last one may be None),
    `progress_mode`, `reschedule_remaining`, the names of `LIMITS` in minutes or days, and those of `FLAGS`.

    Raises:
        PmoError: there is no such project, a value can't be, or the plan can't be scheduled with them; nothing was
            changed.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise PmoError("project_gone")
    for name, value in values.items():
        if name in LIMITS:
            low, high = LIMITS[name]
            if not isinstance(value, int) or not low <= value <= high:
                raise PmoError("plan_setting_range", low=low, high=high, value=str(value))
        if name == "progress_mode" and value not in get_args(ProgressMode):
            raise PmoError("plan_setting_range", low=0, high=len(get_args(ProgressMode)), value=str(value))
    for name in (*LIMITS, "progress_mode", "reschedule_remaining", "from_finish"):
        if name in values:
            setattr(project, name, values[name])
    if project.default_finish <= project.default_start:
        raise PmoError("plan_day_ends_first")
    for name in DAYS:
        if name in values:
            setattr(project, name, _moment(project, name, values[name]))
    if project.from_finish and project.plan_finish is None:
        raise PmoError("plan_needs_finish")
    flags = {key: "1" if values[name] else "0" for name, key in FLAGS.items() if name in values}
    if flags:
        project.plan_extra = {**project.plan_extra, **flags}
    session.flush()
    recalculate(session, project_id)


def _moment(project: Project, name: str, day: date | None) -> datetime | None:
    if day is None:
        if name == "data_date":
            return None
        return getattr(project, name)  # type: ignore[no-any-return]
    return at_minute(day, project.default_start if name == "plan_start" else project.default_finish)
