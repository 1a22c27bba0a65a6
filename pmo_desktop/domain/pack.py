"""Everything that a status pack shows, as plain values: no rows of the store, no sentences of the program.

`services` fills a `PackData` from the store; `reports` turns it into pages; its canonical JSON (`to_json`) is the
snapshot that is frozen when a pack is issued. Amounts are integer minor units of the record's currency, lengths of
time whole calendar days, dates `datetime.date`. Records name each other by `uid`; "" stands for the portfolio.
All texts are the user's own and hostile until proven otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from .pack_definition import PackDefinition
from .pack_history import (
    PackBaseline,
    PackCause,
    PackChangeRequest,
    PackChanges,
    PackConfidence,
    PackMask,
    PackOutlook,
    PackOverride,
)
from .pack_registers import PackBenefit, PackLatency, PackLoad, PackLog, PackSimulation
from .pack_registers import PackDecision as PackDecision
from .pack_registers import PackExposure as PackExposure
from .pack_registers import PackIssue as PackIssue
from .pack_registers import PackOption as PackOption
from .pack_registers import PackRisk as PackRisk
from .rag import Dimension, Rag, to_rag

SCHEMA: Final = 1
"""Version of the snapshot's layout; raised when a field changes its meaning, not when one is added."""

DEFAULT_GRID: Final = "GGGGG" + "GGAAA" + "GAAAR" + "GAARR" + "GARRR"
"""Letters of the 25 cells of the risk matrix: five impacts from low to high for each probability from low to high."""


@dataclass(frozen=True)
class PackTolerances:
    """The limits by which the pack calls a figure an exception.

    Attributes:
        slip_amber, slip_red: days late, above which a project is amber or red.
        cost_amber, cost_red: overrun in tenths of a percent of the budget, from which it is amber or red.
        appetite: highest risk score (probability × impact) that the organisation accepts.
        loss_appetite: expected loss that the organisation accepts, minor units of the portfolio's currency.
    """

    slip_amber: int = 10
    slip_red: int = 30
    cost_amber: int = 50
    cost_red: int = 100
    appetite: int = 12
    loss_appetite: int | None = None


@dataclass(frozen=True)
class PackProgramme:
    """A group of projects, in the order of the registry."""

    uid: str
    code: str
    name: str
    manager: str = ""


@dataclass(frozen=True)
class PackStatus:
    """What was reported on a project for one period.

    Attributes:
        data_date: the period's data date.
        reason: why it is red or amber.
        finish, forecast, percent_complete: the figures as reported that day (date, minor units, 0 to 100).
        planned_value, earned_value, actual_cost: of the work due, of the work done, and what it cost; minor units.
        calculated: the rating that the program computes by its rules, to set beside the reported one; `computed`: all
            dimensions, and `overrides` those in force, for the pack's own period.
    """

    data_date: date
    overall: Rag = ""
    schedule: Rag = ""
    cost: Rag = ""
    scope: Rag = ""
    risk: Rag = ""
    resources: Rag = ""
    benefits: Rag = ""
    reason: str = ""
    next_step: str = ""
    next_owner: str = ""
    next_due: date | None = None
    achieved: str = ""
    not_achieved: str = ""
    planned: str = ""
    ask: str = ""
    finish: date | None = None
    forecast: int | None = None
    percent_complete: int | None = None
    calculated: Rag = ""
    computed: tuple[tuple[Dimension, Rag], ...] = ()
    overrides: tuple[PackOverride, ...] = ()
    author: str = ""
    planned_value: int | None = None
    earned_value: int | None = None
    actual_cost: int | None = None

    def rating(self, dimension: Dimension) -> Rag:
        """Return the rating of one dimension."""
        return to_rag(getattr(self, dimension))


@dataclass(frozen=True)
class PackProject:
    """A project: its line of the registry, and what was reported on it.

    Attributes:
        programme: uid of its programme, "" for none.
        stage: the stage's id as the store keeps it ("idea", "plan", "deliver" …), or the user's own word.
        budget, forecast, actual: plan, forecast at completion and spend so far, minor units of `currency`.
        finish: forecast finish (or the actual one); `baseline_finish`: what was promised.
        percent_complete, planned_percent: 0 to 100, done and due to be done at the data date.
        statuses: up to six periods, oldest first; texts of past periods may be left out.
        causes: why the forecast differs from the budget, largest first; empty when nobody said.
        next_gate, next_gate_on: the next gate's name and day.
        tags: words by which the organisation sorts its projects.
        confidence: how far its figures can be trusted; None when nobody judged.
    """

    uid: str
    code: str
    name: str
    programme: str = ""
    description: str = ""
    sponsor: str = ""
    manager: str = ""
    project_class: str = ""
    stage: str = ""
    currency: str = "EUR"
    budget: int | None = None
    forecast: int | None = None
    actual: int | None = None
    start: date | None = None
    finish: date | None = None
    baseline_finish: date | None = None
    percent_complete: int | None = None
    planned_percent: int | None = None
    next_gate: str = ""
    next_gate_on: date | None = None
    statuses: tuple[PackStatus, ...] = ()
    causes: tuple[PackCause, ...] = ()
    tags: tuple[str, ...] = ()
    confidence: PackConfidence | None = None

    @property
    def slip(self) -> int | None:
        """Days between the promised finish and the forecast one, positive when late."""
        if self.finish is None or self.baseline_finish is None:
            return None
        return (self.finish - self.baseline_finish).days

    @property
    def variance(self) -> int | None:
        """Forecast less budget in minor units, positive when it costs more."""
        if self.budget is None or self.forecast is None:
            return None
        return self.forecast - self.budget

    @property
    def overrun(self) -> float | None:
        """The variance as a share of the budget."""
        variance = self.variance
        return variance / self.budget if variance is not None and self.budget else None

    def status_on(self, data_date: date | None) -> PackStatus | None:
        """Return what was reported for the period of that data date."""
        return next((status for status in self.statuses if status.data_date == data_date), None)


@dataclass(frozen=True)
class PackMilestone:
    """A milestone of a plan.

    Attributes:
        project: the project's uid.
        baseline: promised day; `forecast`: day computed from the plan; `actual`: day reached, else None.
        previous: forecast in the last pack; `trend`: (data date, forecast then) pairs, oldest first, up to this pack.
        key: True when the plan's author marked it for packs.
    """

    uid: str
    project: str
    name: str
    baseline: date | None = None
    forecast: date | None = None
    actual: date | None = None
    previous: date | None = None
    key: bool = False
    critical: bool = False
    trend: tuple[tuple[date, date], ...] = ()

    @property
    def expected(self) -> date | None:
        """The day it was reached, or else is forecast."""
        return self.actual or self.forecast

    @property
    def slip(self) -> int | None:
        """Days later than the baseline, negative when earlier."""
        if self.baseline is None or self.expected is None:
            return None
        return (self.expected - self.baseline).days


@dataclass(frozen=True)
class PackData:
    """A status pack before it is laid out.

    Attributes:
        title: the pack's name; "" lets the pack take the usual one in its language.
        issue: running number of this pack; `draft`: True until it is issued, at `published_at`.
        version: 1, or more for a correction: of pack `corrects`, and why (`correction`).
        data_date: day on which all figures hold; `previous_date`: the last period's, None for a first pack.
        meeting: day of the committee.
        periods: data dates of up to six periods, oldest first, ending with `data_date`.
        currency: the portfolio's, ISO 4217. Projects may differ; different currencies are never added up.
        summary: the author's own sentences to know, which go before the drafted ones.
        risk_grid: 25 letters, see `DEFAULT_GRID`.
        sample: True when the data are the bundled sample, which every page then says.
        store_head: the hash at the head of the store's history, "" when unknown.
        baselines, change_requests: what was promised, and who asked to change it.
        changes: what is another than in the last issued pack; None without one.
        outlooks: how the portfolio's own forecasts have held.
        audience, masks: whom this copy is for and what it leaves out; "" and nothing for the pack itself.
        definition: which pages it has, in which order, with which titles; None for all in the usual order.
        benefits, logs, simulations, loads: the other registers, and what plans say of dates and people.
        latency: how long the committee takes to decide; None where too few decisions tell.
    """

    organisation: str
    committee: str
    data_date: date
    title: str = ""
    classification: str = ""
    prepared_by: str = ""
    approved_by: str = ""
    issue: int = 1
    draft: bool = True
    sample: bool = False
    previous_date: date | None = None
    meeting: date | None = None
    periods: tuple[date, ...] = ()
    currency: str = "EUR"
    tolerances: PackTolerances = PackTolerances()
    risk_grid: str = DEFAULT_GRID
    summary: tuple[str, ...] = ()
    programmes: tuple[PackProgramme, ...] = ()
    projects: tuple[PackProject, ...] = ()
    milestones: tuple[PackMilestone, ...] = ()
    risks: tuple[PackRisk, ...] = ()
    issues: tuple[PackIssue, ...] = ()
    decisions: tuple[PackDecision, ...] = ()
    exposure: tuple[PackExposure, ...] = ()
    store_head: str = ""
    version: int = 1
    corrects: int | None = None
    correction: str = ""
    published_at: datetime | None = None
    baselines: tuple[PackBaseline, ...] = ()
    change_requests: tuple[PackChangeRequest, ...] = ()
    changes: PackChanges | None = None
    outlooks: tuple[PackOutlook, ...] = ()
    audience: str = ""
    masks: tuple[PackMask, ...] = ()
    definition: PackDefinition | None = None
    benefits: tuple[PackBenefit, ...] = ()
    logs: tuple[PackLog, ...] = ()
    simulations: tuple[PackSimulation, ...] = ()
    loads: tuple[PackLoad, ...] = ()
    latency: PackLatency | None = None
    schema: int = SCHEMA

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of all projects that have an amount, sorted."""
        return tuple(sorted({p.currency for p in self.projects if p.budget is not None or p.forecast is not None}))

    def status(self, project: PackProject) -> PackStatus | None:
        """Return what was reported on a project for this period."""
        return project.status_on(self.data_date)

    def rating(self, project: PackProject) -> Rag:
        """Return a project's overall rating of this period."""
        status = self.status(project)
        return status.overall if status else ""

    def previous_status(self, project: PackProject) -> PackStatus | None:
        """Return what was reported on a project for the last period."""
        return project.status_on(self.previous_date) if self.previous_date else None
