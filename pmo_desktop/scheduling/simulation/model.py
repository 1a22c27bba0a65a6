"""What is simulated: a plan, what is not certain of it, and its register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ...domain.calendars import round_the_clock
from ...domain.errors import PmoError
from ...domain.plan import Plan, PlanLink, PlanTask, summary_flags
from ...domain.uncertainty import (
    MOST_DAYS,
    Case,
    Correlation,
    Distribution,
    Response,
    RiskEvent,
    check_case,
    check_correlation,
    check_distribution,
    check_risks,
)
from ...domain.worktime import EPOCH

_DAY: Final = 1440


@dataclass(frozen=True, slots=True)
class Model:
    """A plan with what is not certain of it. Tasks that `durations` leaves out take as long as planned.

    Attributes:
        keys: task `uid` to the key that risks, correlations and random streams go by; names and results by it too.
        durations: by task `uid`, whole durations in minutes.
        costs: by task `uid`, whole costs; those left out are `cost` of the plan.
        rates: by task `uid`, what a minute more or less than planned costs.
        risks: their days are working days of `minutes_per_day`.
        whole_minutes: False for a case, whose minutes need not be whole.
    """

    plan: Plan
    keys: Mapping[int, str]
    durations: Mapping[int, Distribution] = field(default_factory=dict)
    costs: Mapping[int, Distribution] = field(default_factory=dict)
    rates: Mapping[int, float] = field(default_factory=dict)
    risks: tuple[RiskEvent, ...] = ()
    correlation: tuple[Correlation, ...] = ()
    minutes_per_day: float = 480.0
    whole_minutes: bool = True

    def check(self) -> None:
        """Raise a sentence where something can't be.

        Raises:
            PmoError: a distribution, a probability or a correlation is not one, or something names a missing task.
        """
        summaries = summary_flags(self.plan.tasks)
        names = {self.keys[task.uid]: task.name for task in self.plan.tasks if task.uid in self.keys}
        for task in self.plan.tasks:
            if task.uid in self.durations:
                check_distribution(self.durations[task.uid], task.name, most=MOST_DAYS * _DAY)
            if task.uid in self.costs:
                check_distribution(self.costs[task.uid], task.name, negative=True)
        check_risks(self.risks, names)
        above = {
            self.keys[task.uid]: task.name
            for task, summary in zip(self.plan.tasks, summaries, strict=True)
            if summary and task.uid in self.keys
        }
        for risk in self.risks:
            for key in risk.tasks:
                if key in above:
                    raise PmoError("risk_on_summary", risk=risk.name, task=above[key])
        check_correlation(self.correlation, names)

    def responding(self, responses: frozenset[str]) -> Model:
        """Return the model with the responses of these keys carried out, each in the order of its risk's list."""
        return replace(self, risks=tuple(_answered(risk, responses) for risk in self.risks))

    def without(self, risk: str) -> Model:
        """Return the model without a risk."""
        return replace(self, risks=tuple(item for item in self.risks if item.key != risk))

    @property
    def responses(self) -> tuple[tuple[RiskEvent, Response], ...]:
        """Every response, with its risk."""
        return tuple((risk, response) for risk in self.risks for response in risk.responses)


def _answered(risk: RiskEvent, responses: frozenset[str]) -> RiskEvent:
    for response in risk.responses:
        if response.key in responses:
            risk = replace(
                risk,
                probability=risk.probability if response.probability is None else response.probability,
                days=response.days or risk.days,
                cost=response.impact or risk.cost,
                factor=response.factor or risk.factor,
                hits=tuple(
                    replace(hit, days=hit.days.scaled(response.share_left)) if hit.days is not None else hit
                    for hit in risk.hits
                ),
            )
    return risk


def model_of_case(case: Case) -> Model:
    """Return a self-contained case as a model: a plan of tasks that take any time, day and night.

    Raises:
        PmoError: something in it can't be.
    """
    check_case(case)
    uids = {task.key: uid for uid, task in enumerate(case.tasks, 1)}
    calendar = round_the_clock(1)
    plan = Plan(
        tasks=tuple(
            PlanTask(uid=uids[task.key], name=task.key, duration=round(task.duration.usual * _DAY), elapsed=True)
            for task in case.tasks
        ),
        links=tuple(
            PlanLink(uids[link.predecessor], uids[link.successor], link.kind, round(link.lag * _DAY), "elapsed")
            for link in case.links
        ),
        calendars=(calendar,),
        calendar_uid=calendar.uid,
        plan_start=EPOCH,
    )
    return Model(
        plan=plan,
        keys={uid: key for key, uid in uids.items()},
        durations={uids[task.key]: task.duration.scaled(_DAY) for task in case.tasks},
        costs={uids[task.key]: task.cost for task in case.tasks if task.cost is not None},
        risks=case.risks,
        correlation=case.correlation,
        minutes_per_day=_DAY,
        whole_minutes=False,
    )
