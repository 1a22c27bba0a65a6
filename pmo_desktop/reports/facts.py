"""What a pack's data say, counted and sorted once for all of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from ..charts.timescale import shifted
from ..domain.pack import PackData, PackDecision, PackIssue, PackMilestone, PackProject, PackRisk
from ..domain.punctuality import LOOK_DAYS, was_met, was_promised
from ..domain.rag import SEVERITY, Rag, movement
from ..domain.rag_status import is_better

LOOK: Final = LOOK_DAYS
"""How many days back and ahead the milestone pages look."""


@dataclass(frozen=True)
class Money:
    """Sums of projects in one currency that have both a budget and a forecast; minor units."""

    budget: int
    forecast: int
    actual: int

    @property
    def variance(self) -> int:
        """Forecast less budget."""
        return self.forecast - self.budget

    @property
    def share(self) -> float:
        """The variance as a share of the budget."""
        return self.variance / self.budget if self.budget else 0.0


@dataclass(frozen=True)
class Group:
    """A programme with its projects; projects without one come last under the name ""."""

    name: str
    projects: tuple[PackProject, ...]


class Facts:
    """Counts, sums and orders of one pack's data."""

    def __init__(self, data: PackData) -> None:
        self.data = data
        self.projects = {project.uid: project for project in data.projects}

    @property
    def periods(self) -> tuple[date, ...]:
        """Data dates of the last periods, oldest first, at most six; this period at least."""
        return self.data.periods[-6:] or (self.data.data_date,)

    @property
    def is_mixed(self) -> bool:
        """True when the projects have different currencies, whose amounts are never added up."""
        return len(self.data.currencies) > 1

    @property
    def currency(self) -> str:
        """The one currency of the projects, else the portfolio's."""
        return self.data.currencies[0] if len(self.data.currencies) == 1 else self.data.currency

    def leaves_out(self, kind: str) -> bool:
        """Return whether this copy leaves a kind of `domain.audience.KINDS` out, so that nothing is said of it."""
        return any(mask.kind == kind for mask in self.data.masks)

    def rating(self, project: PackProject) -> Rag:
        """Return a project's overall rating of this period."""
        return self.data.rating(project)

    def is_better(self, project: PackProject) -> bool:
        """Return whether a project is reported better than calculated."""
        status = self.data.status(project)
        return status is not None and is_better(status.overall, status.calculated)

    def before(self, project: PackProject) -> Rag:
        """Return a project's overall rating of the last period."""
        status = self.data.previous_status(project)
        return status.overall if status else ""

    def history(self, project: PackProject) -> tuple[Rag, ...]:
        """Return a project's overall ratings of all periods of the pack, oldest first."""
        statuses = [project.status_on(day) for day in self.periods]
        return tuple(status.overall if status else "" for status in statuses)

    def counts(self, day: date) -> Counter[Rag]:
        """Return how many projects had which overall rating in a period."""
        statuses = [project.status_on(day) for project in self.data.projects]
        return Counter(status.overall if status else "" for status in statuses)

    def rated(self, *ratings: Rag) -> list[PackProject]:
        """Return the projects with one of these ratings, worst and latest first."""
        found = [project for project in self.data.projects if self.rating(project) in ratings]
        return sorted(found, key=self._urgency)

    def _urgency(self, project: PackProject) -> tuple[int, int, float, str]:
        return (
            -SEVERITY[self.rating(project)],
            -(project.slip or 0),
            -(project.overrun or 0.0),
            project.code,
        )

    @cached_property
    def worse(self) -> list[PackProject]:
        """Projects whose rating fell since the last period."""
        return [p for p in self.data.projects if movement(self.before(p), self.rating(p)) > 0]

    @cached_property
    def better(self) -> list[PackProject]:
        """Projects whose rating rose since the last period."""
        return [p for p in self.data.projects if movement(self.before(p), self.rating(p)) < 0]

    @cached_property
    def groups(self) -> list[Group]:
        """The programmes that have projects in the pack, then the projects without one."""
        known = {programme.uid for programme in self.data.programmes}
        found = []
        for programme in self.data.programmes:
            members = tuple(p for p in self.data.projects if p.programme == programme.uid)
            if members:
                found.append(Group(programme.name, members))
        rest = tuple(p for p in self.data.projects if p.programme not in known)
        return [*found, Group("", rest)] if rest else found

    def money(self, projects: Iterable[PackProject]) -> Money | None:
        """Return the sums of these projects; None when none has both figures or their currencies differ."""
        complete = [p for p in projects if p.budget is not None and p.forecast is not None]
        if not complete or len({p.currency for p in complete}) > 1:
            return None
        return Money(
            sum(p.budget or 0 for p in complete),
            sum(p.forecast or 0 for p in complete),
            sum(p.actual or 0 for p in complete),
        )

    @cached_property
    def total(self) -> Money | None:
        """The sums of the whole portfolio."""
        return self.money(self.data.projects)

    def is_late(self, slip: int | None) -> bool:
        """Return whether a slip is an exception by the pack's tolerances."""
        return slip is not None and slip > self.data.tolerances.slip_red

    def is_dear(self, overrun: float | None) -> bool:
        """Return whether an overrun is an exception by the pack's tolerances."""
        return overrun is not None and overrun * 1000 >= self.data.tolerances.cost_red

    @cached_property
    def milestones(self) -> list[PackMilestone]:
        """Milestones for the portfolio's pages: those marked for packs, or all where a project has none marked."""
        marked = {milestone.project for milestone in self.data.milestones if milestone.key}
        return [m for m in self.data.milestones if m.key or m.project not in marked]

    @cached_property
    def ahead(self) -> list[PackMilestone]:
        """Milestones that are due within the next 90 days or overdue, earliest first."""
        today = self.data.data_date
        found = [m for m in self.milestones if m.actual is None and m.forecast and m.forecast <= shifted(today, LOOK)]
        return sorted(found, key=lambda m: (m.forecast or today, m.project, m.name))

    @cached_property
    def due(self) -> list[PackMilestone]:
        """Milestones that were promised for the 90 days up to the data date."""
        return [m for m in self.data.milestones if was_promised(m.baseline, self.data.data_date)]

    @cached_property
    def met(self) -> list[PackMilestone]:
        """Those of `due` that were reached on their day or before."""
        return [m for m in self.due if was_met(m.baseline, m.actual)]

    @cached_property
    def slipping(self) -> list[PackMilestone]:
        """Milestones not yet reached that are later than promised beyond the tolerance, worst first."""
        found = [m for m in self.milestones if m.actual is None and self.is_late(m.slip)]
        return sorted(found, key=lambda m: (-(m.slip or 0), m.project, m.name))

    @cached_property
    def threats(self) -> list[PackRisk]:
        """Open threats that have a score, highest first; equal scores by expected loss."""
        found = [r for r in self.data.risks if r.is_open and r.score is not None and r.kind != "opportunity"]
        return sorted(found, key=lambda r: (-(r.score or 0), -(r.expected_loss or 0), r.code, r.uid))

    @cached_property
    def above(self) -> list[PackRisk]:
        """Open threats above the appetite."""
        return [risk for risk in self.threats if (risk.score or 0) > self.data.tolerances.appetite]

    @cached_property
    def above_before(self) -> int:
        """How many of the risks were above the appetite in the last period."""
        return sum(
            (risk.previous_score or 0) > self.data.tolerances.appetite
            for risk in self.data.risks
            if risk.kind != "opportunity"
        )

    def risks_of(self, project: PackProject) -> list[PackRisk]:
        """Return a project's open risks, highest first."""
        return [risk for risk in self.threats if risk.project == project.uid]

    def issues_of(self, project: PackProject) -> list[PackIssue]:
        """Return a project's open issues, most urgent first."""
        found = [issue for issue in self.data.issues if issue.project == project.uid and issue.is_open]
        return sorted(found, key=lambda i: (-(i.urgency or 0) * (i.impact or 1), i.due or date.max, i.code))

    def milestones_of(self, project: PackProject) -> list[PackMilestone]:
        """Return a project's milestones in the order of time."""
        found = [m for m in self.data.milestones if m.project == project.uid]
        return sorted(found, key=lambda m: (m.expected or m.baseline or date.max, m.name))

    @cached_property
    def asked(self) -> list[PackDecision]:
        """Open decisions, most pressing first."""
        found = [decision for decision in self.data.decisions if decision.is_open]
        return sorted(found, key=lambda d: (d.needed_by or date.max, d.code))

    @cached_property
    def taken(self) -> list[PackDecision]:
        """Decisions taken since the last period's data date, latest first."""
        since = self.data.previous_date or shifted(self.data.data_date, -LOOK)
        found = [d for d in self.data.decisions if d.decided_on and d.decided_on > since]
        return sorted(found, key=lambda d: (d.decided_on or date.min, d.code), reverse=True)

    @cached_property
    def unsettled(self) -> list[PackDecision]:
        """Decisions that were taken before the last pack and are not acted on yet, overdue ones first."""
        found = [d for d in self.data.decisions if d.standing in ("waiting", "overdue") and d not in self.taken]
        return sorted(found, key=lambda d: (d.standing != "overdue", d.act_by or date.max, d.code))

    def periods_in(self, project: PackProject, rating: Rag) -> int:
        """Return for how many periods in a row, up to this one, a project has had this rating."""
        count = 0
        for past in reversed(self.history(project)):
            if past != rating:
                break
            count += 1
        return count
