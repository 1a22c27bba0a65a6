"""How good a plan is as a plan: indicators with the tasks to look at, not verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.messages import Message
from ..domain.plan import Plan
from .engine import solved_of
from .quality_dcma import dcma_checks
from .quality_facts import Facts, Indicator, Limits, limits_from
from .quality_gao import gao_checks
from .result import Schedule

__all__ = ["Indicator", "Limits", "QualityReport", "check_quality", "limits_from"]


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The indicators of a plan.

    Attributes:
        dcma: the 14 points of the DCMA.
        gao: the ten practices of the GAO.
        note: what must stand beside them wherever they are shown.
    """

    dcma: tuple[Indicator, ...]
    gao: tuple[Indicator, ...]
    note: Message
    limits: Limits


def check_quality(plan: Plan, schedule: Schedule, limits: Limits | None = None) -> QualityReport:
    """Return the quality indicators of a plan.

    The critical path test schedules a copy of the plan once more.
    """
    chosen = Limits() if limits is None else limits
    facts = Facts(plan, schedule, solved_of(plan, schedule), chosen)
    return QualityReport(tuple(dcma_checks(facts)), tuple(gao_checks(facts)), Message("quality_note"), chosen)
