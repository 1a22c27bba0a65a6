"""How good a plan is as a plan, with the thresholds that the organisation has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...scheduling.quality import Limits, QualityReport, check_quality, limits_from
from .plan import PlanView
from .portfolio import portfolio

SETTING: Final = "plan_quality"
"""The portfolio's setting that keeps the thresholds that differ from the usual ones, by name."""


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
    return QualityView(view, check_quality(view.schedule.solved.plan, view.schedule, limits), own, problem)
