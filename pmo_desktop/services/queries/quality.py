"""How good a plan is as a plan, with the thresholds that the organisation has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...persistence.tables import SimulationRun
from ...scheduling.quality import Limits, QualityReport, check_quality, limits_from
from .plan import PlanView
from .portfolio import portfolio

SETTING: Final = "plan_quality"
"""The portfolio's setting that keeps the thresholds that differ from the usual ones, by name."""

SIMULATED: Final = 8
"""The number of the GAO's practice that asks for a simulation."""


@dataclass(frozen=True)
class QualityView:
    """The indicators of one plan.

    Attributes:
        report: None where the plan can't be scheduled or has no tasks.
        problem: why the thresholds of the store could not be used; the usual ones are used then.
        own: the thresholds that differ from the usual ones, by name.
    """

    plan: PlanView
    report: QualityReport | None
    own: Mapping[str, Any]
    problem: PmoError | None = None


def quality_of(session: Session, view: PlanView) -> QualityView:
    """Return the indicators of a plan on show."""
    own: Mapping[str, Any] = portfolio(session).settings.get(SETTING) or {}
    limits, problem = Limits(), None
    try:
        limits = limits_from(own)
    except PmoError as error:
        own, problem = {}, error
    if view.schedule is None:
        return QualityView(view, None, own, problem)
    report = check_quality(view.schedule.solved.plan, view.schedule, limits)
    return QualityView(view, _with_simulation(session, view.project_id, report), own, problem)


def _with_simulation(session: Session, project_id: int, report: QualityReport) -> QualityReport:
    """Return the indicators with the one that a plan alone does not show: whether its risks were simulated."""
    query = select(func.max(SimulationRun.made_at)).where(SimulationRun.project_id == project_id)
    made_at = session.scalar(query)
    if made_at is None:
        return report
    message = Message("quality_simulated", {"day": made_at.date()})
    gao = (replace(item, state="met", message=message) if item.number == SIMULATED else item for item in report.gao)
    return replace(report, gao=tuple(gao))
