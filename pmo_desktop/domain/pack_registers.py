"""The registers of a pack: risks, issues, decisions, benefits, the other logs, and what plans say of dates and people.

Plain values like those of `domain.pack`, of which they are a part. Records name each other by `uid`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class PackRisk:
    """A threat or an opportunity. Scores are 1 to 5, None where nobody has judged yet.

    Attributes:
        project: uid of its project, "" for the portfolio.
        previous_probability, previous_impact: as scored for the last period; None when it is new.
        expected_loss: likelihood × cost impact, minor units of `currency`, negative for an opportunity's gain.
        is_open: False once it is closed, rejected or has occurred.
    """

    uid: str
    project: str
    code: str
    title: str
    cause: str = ""
    event: str = ""
    effect: str = ""
    kind: str = "threat"
    category: str = ""
    status: str = ""
    owner: str = ""
    probability: int | None = None
    impact: int | None = None
    previous_probability: int | None = None
    previous_impact: int | None = None
    target_probability: int | None = None
    target_impact: int | None = None
    currency: str = "EUR"
    expected_loss: int | None = None
    days_impact: int | None = None
    proximity: str = ""
    response: str = ""
    response_plan: str = ""
    due: date | None = None
    is_open: bool = True

    @property
    def score(self) -> int | None:
        """Probability × impact, 1 to 25."""
        return _product(self.probability, self.impact)

    @property
    def previous_score(self) -> int | None:
        """The score of the last period."""
        return _product(self.previous_probability, self.previous_impact)

    @property
    def target_score(self) -> int | None:
        """The score that the response aims at."""
        return _product(self.target_probability, self.target_impact)


@dataclass(frozen=True)
class PackIssue:
    """Something that has happened and needs an answer; urgency and impact are 1 to 5."""

    uid: str
    project: str
    code: str
    title: str
    description: str = ""
    status: str = "open"
    urgency: int | None = None
    impact: int | None = None
    owner: str = ""
    raised_on: date | None = None
    due: date | None = None
    resolution: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class PackOption:
    """One answer that a decision allows. Date, cost, gain and risk are the author's words."""

    name: str
    when: str = ""
    cost: str = ""
    gain: str = ""
    risk: str = ""
    recommended: bool = False


@dataclass(frozen=True)
class PackDecision:
    """A question for the committee, or one that it has answered (`decided_on` set).

    Attributes:
        condition: under which it was answered; `deferred_to`: when it comes back.
        standing: whether an answer was acted on; "" where that can't be said.
    """

    uid: str
    project: str
    code: str
    title: str
    description: str = ""
    options: tuple[PackOption, ...] = ()
    recommendation: str = ""
    cost_of_delay: str = ""
    decider: str = ""
    owner: str = ""
    needed_by: date | None = None
    outcome: str = ""
    decided_on: date | None = None
    act_by: date | None = None
    is_open: bool = True
    raised_on: date | None = None
    condition: str = ""
    deferred_to: date | None = None
    standing: Literal["acted", "waiting", "overdue", ""] = ""


@dataclass(frozen=True)
class PackExposure:
    """Expected loss of all open risks at the end of a period, minor units of the portfolio's currency."""

    data_date: date
    amount: int


@dataclass(frozen=True)
class PackBenefit:
    """What a project is for. Values are the owner's words in the benefit's own measure; money in minor units."""

    uid: str
    project: str
    code: str
    title: str
    owner: str = ""
    measure: str = ""
    baseline_value: str = ""
    target_value: str = ""
    actual_value: str = ""
    currency: str = "EUR"
    target_money: int | None = None
    actual_money: int | None = None
    due: date | None = None
    status: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class PackLog:
    """A line of one of the other logs.

    Attributes:
        register: action, change_request, assumption or dependency.
        status: as the store keeps it; `note`: the line below the title.
    """

    uid: str
    project: str
    register: str
    code: str
    title: str
    note: str = ""
    owner: str = ""
    due: date | None = None
    status: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class PackSimulation:
    """What a simulation of a project's plan says of its finish and cost.

    Attributes:
        confidence: thousandths of the runs that meet the planned finish.
        finish_p50, finish_p80, cost_p50, cost_p80: what half and four fifths of the runs meet.
        curve: (day, thousandths of the runs that are finished by then), earliest first.
        drivers: (risk, days it costs at P80), the most first.
    """

    project: str
    made_on: date
    iterations: int = 0
    planned: date | None = None
    confidence: int | None = None
    finish_p50: date | None = None
    finish_p80: date | None = None
    currency: str = "EUR"
    cost_planned: int | None = None
    cost_p50: int | None = None
    cost_p80: int | None = None
    curve: tuple[tuple[date, int], ...] = ()
    drivers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PackLoad:
    """How much of a resource a plan asks for, by month.

    Attributes:
        capacity, work: minutes of each month from `first` on.
        over: months (from 0) in which more is asked for at some time than there is.
    """

    project: str
    resource: str
    first: date
    work: tuple[int, ...] = ()
    capacity: tuple[int, ...] = ()
    over: tuple[int, ...] = ()


@dataclass(frozen=True)
class PackLatency:
    """Median days from asking to deciding, in tenths, and of how many decisions."""

    tenths: int
    decisions: int


def _product(one: int | None, other: int | None) -> int | None:
    return one * other if one is not None and other is not None else None
