"""The computed rating of projects: figures of a period taken from the store, judged by the rules of their class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain import risk as scoring
from ..domain.errors import PmoError
from ..domain.rag import Dimension
from ..domain.rag_presets import PRESETS, STANDARD, preset
from ..domain.rag_rules import COMPLETE, Figures, Judgement, RuleSet, judge, ruleset_from_json
from ..domain.stages import FINISHED
from ..persistence.tables import Benefit, ChangeRequest, Issue, Project, RagRules, Risk, RiskScore, StatusUpdate
from .queries import issues
from .queries.periods import PeriodView, current_period, periods
from .queries.portfolio import portfolio

if TYPE_CHECKING:
    from .planning_cache import PlanCache

DONE: Final = FINISHED | {"close"}
SETTLED: Final = 10
"""Percent done from which the cost index means something; before, a day's work swings it."""

UNDECIDED: Final = frozenset({"raised", "submitted", "assessing", "assessed", "waiting", "postponed", "deferred"})
"""States in which a change request still waits for its decision."""

ACHIEVED: Final = frozenset({"achieved", "realised", "confirmed", "cancelled", "closed"})
"""States in which a benefit is no longer waited for."""


@dataclass(frozen=True)
class Facts:
    """What the rules take from a project's own line. Money in minor units of its currency, shares in percent."""

    project_class: str = ""
    stage: str = ""
    start: date | None = None
    finish: date | None = None
    baseline_finish: date | None = None
    budget: int | None = None
    forecast: int | None = None
    actual: int | None = None
    percent_complete: int | None = None
    planned_value: int | None = None
    earned_value: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether the project is over, so that nothing is computed."""
        return self.stage in FINISHED or (self.stage in DONE and self.percent_complete == 100)


@dataclass(frozen=True)
class RuleBook:
    """All rule sets, and which class of projects uses which.

    Attributes:
        sets: by key, presets first; `by_class`: class to key, "" for every class that is not named.
    """

    sets: Mapping[str, RuleSet]
    by_class: Mapping[str, str]

    def of(self, project_class: str) -> RuleSet:
        """Return the rules of a class."""
        key = self.by_class.get(project_class) or self.by_class.get("") or STANDARD
        return self.sets.get(key) or self.sets[STANDARD]


def rule_book(session: Session) -> RuleBook:
    """Return the rules of the portfolio."""
    known = portfolio(session)
    sets = {found.key: found for name in PRESETS for found in (preset(name, known.tolerances),)}
    for row in session.scalars(select(RagRules).order_by(RagRules.name, RagRules.id)):
        own = ruleset_from_json(f"own:{row.uid}", row.name, row.definition)
        sets[own.key] = own
    chosen = known.settings.get("rag_rules")
    by_class = {str(key): str(value) for key, value in chosen.items()} if isinstance(chosen, dict) else {}
    return RuleBook(sets, by_class)


def computed_rag(
    session: Session, project_id: int, period_id: int, *, plans: PlanCache | None = None
) -> dict[Dimension, Judgement]:
    """Return the computed rating of every dimension of a project in a period, the plan's figures included.

    Raises:
        PmoError: the project or the period is gone.
    """
    found = computed_rags(session, period_id, [project_id], plans=plans)
    if project_id not in found:
        raise PmoError("project_gone")
    return found[project_id]


def computed_rags(
    session: Session, period_id: int, ids: Collection[int], *, plans: PlanCache | None = None
) -> dict[int, dict[Dimension, Judgement]]:
    """Return what `computed_rag` does for several projects, read together; those that are gone are left out.

    Raises:
        PmoError: the period is gone.
    """
    period = next((known for known in periods(session) if known.id == period_id), None)
    if period is None:
        raise PmoError("row_gone")
    book, live = rule_book(session), is_live(session, period)
    registers = register_figures(session, period, ids)
    found = {}
    for project_id, facts in project_facts(session, period, ids).items():
        rules = book.of(facts.project_class)
        measured: dict[str, float] = dict(registers.get(project_id, {}))
        if rules.needs_plan and live and not facts.is_done:
            from .rag_plan import plan_figures  # scheduling is loaded only where a rule asks for it

            measured |= plan_figures(session, project_id, period.data_date, plans)
        found[project_id] = rate(rules, facts, measured)
    return found


def rate(rules: RuleSet, facts: Facts, measured: Figures) -> dict[Dimension, Judgement]:
    """Return the ratings that rules give to the figures of a project."""
    if facts.is_done:
        return {"overall": COMPLETE}
    return judge(rules, {**own_figures(facts), **measured})


def is_live(session: Session, period: PeriodView) -> bool:
    """Return whether the project's own line holds the figures of a period: those of earlier ones were reported."""
    current = current_period(session)
    return period.is_open and current is not None and current.id == period.id


def project_facts(session: Session, period: PeriodView, ids: Collection[int]) -> dict[int, Facts]:
    """Return the facts of projects as they were, or are, in a period."""
    live = is_live(session, period)
    reported = {
        row.project_id: row
        for row in session.scalars(
            select(StatusUpdate).where(StatusUpdate.period_id == period.id, StatusUpdate.project_id.in_(list(ids)))
        )
    }
    found = {}
    for row in session.scalars(select(Project).where(Project.id.in_(list(ids)))):
        report = reported.get(row.id)
        found[row.id] = Facts(
            row.project_class,
            row.stage,
            row.start,
            row.finish if live or report is None else report.finish,
            row.baseline_finish,
            row.budget,
            row.forecast if live or report is None else report.forecast,
            row.actual if live or report is None else report.actual,
            report.percent_complete if report is not None else None,
            report.planned_value if report is not None else None,
            report.earned_value if report is not None else None,
        )
    return found


def planned_percent(start: date | None, finish: date | None, data_date: date) -> int | None:
    """Return the share of the planned time that is gone, in percent: a plain yardstick beside the reported progress."""
    if start is None or finish is None or finish <= start:
        return None
    gone = (data_date - start).days / (finish - start).days
    return round(100 * min(max(gone, 0.0), 1.0))


def own_figures(facts: Facts) -> dict[str, float]:
    """Return what can be measured on the project's own line: slip, overrun and the indices."""
    found: dict[str, float] = {}
    if facts.finish is not None and facts.baseline_finish is not None:
        found["slip_days"] = (facts.finish - facts.baseline_finish).days
        found["slip_workdays"] = weekdays_between(facts.baseline_finish, facts.finish)
        if facts.start is not None and facts.baseline_finish > facts.start:
            found["slip_share"] = 100 * found["slip_days"] / (facts.baseline_finish - facts.start).days
    if facts.budget and facts.forecast is not None:
        found["overrun_share"] = 100 * (facts.forecast - facts.budget) / facts.budget
    earned, planned = earned_value(facts), facts.planned_value
    if planned and earned is not None:
        found["spi"] = earned / planned
        found["behind_share"] = 100 * (planned - earned) / planned
    if earned and facts.actual and (facts.percent_complete is None or facts.percent_complete >= SETTLED):
        found["cpi"] = earned / facts.actual
        found["overspent_share"] = 100 * (facts.actual - earned) / earned
    return found


def earned_value(facts: Facts) -> float | None:
    """Return the worth of the work done: as reported, else the share done of the budget.

    A planned value is never made up: the time gone is no measure of the work that was due.
    """
    if facts.earned_value is not None:
        return facts.earned_value
    if facts.percent_complete is None or not facts.budget:
        return None
    return facts.percent_complete * facts.budget / 100


def weekdays_between(first: date, last: date) -> int:
    """Return the weekdays after `first` up to `last`, negative when `last` comes before."""
    if last < first:
        return -weekdays_between(last, first)
    days = (last - first).days
    rest = sum((first + timedelta(days=at)).weekday() < 5 for at in range(1, days % 7 + 1))
    return days // 7 * 5 + rest


def register_figures(
    session: Session, period: PeriodView, ids: Collection[int] | None = None
) -> dict[int, dict[str, float]]:
    """Return what the registers say of projects: risks as noted for the period, the others as they are.

    One pass over each register; `ids` limits it to some projects.
    """
    found: dict[int, dict[str, float]] = {}
    _risks(session, period, ids, found)
    day = period.data_date
    _counts(session, Issue, Issue.status.not_in(issues.CLOSED), "issues_overdue", day, ids, found)
    undecided = ChangeRequest.status.in_(UNDECIDED)
    _counts(session, ChangeRequest, undecided, "changes_overdue", day, ids, found)
    _counts(session, ChangeRequest, undecided, "changes_waiting", None, ids, found)
    _counts(session, Benefit, Benefit.status.not_in(ACHIEVED), "benefits_overdue", day, ids, found)
    due = select(Benefit.project_id, Benefit.target_money, Benefit.actual_money).where(Benefit.due <= day)
    sums: dict[int, tuple[int, int]] = {}
    for project_id, target, actual in session.execute(_of(due, Benefit, ids)):
        if target:
            wanted, had = sums.get(project_id, (0, 0))
            sums[project_id] = wanted + target, had + (actual or 0)
    for project_id, (wanted, had) in sums.items():
        found.setdefault(project_id, {})["benefits_short"] = 100 * (wanted - had) / wanted
    return found


def _risks(
    session: Session, period: PeriodView, ids: Collection[int] | None, found: dict[int, dict[str, float]]
) -> None:
    rules = portfolio(session)
    live = is_live(session, period)
    columns = (Risk.project_id, Risk.kind, Risk.likelihood, Risk.cost_impact, Project.budget)
    query = select(*columns, *((Risk.probability, Risk.impact) if live else (RiskScore.probability, RiskScore.impact)))
    query = query.join(Project, Risk.project_id == Project.id)
    if live:
        query = query.where(Risk.status.not_in(scoring.CLOSED))
    else:
        query = query.join(RiskScore, RiskScore.risk_id == Risk.id).where(RiskScore.period_id == period.id)
    losses: dict[int, tuple[int, int]] = {}
    for project_id, kind, likelihood, cost, budget, probability, impact in session.execute(_of(query, Risk, ids)):
        figures = found.setdefault(project_id, {})
        score = scoring.score(probability, impact)
        if score is not None and kind != "opportunity":
            figures["risk_score"] = max(figures.get("risk_score", 0), score)
            figures["risks_above"] = figures.get("risks_above", 0) + (score > rules.tolerances.appetite)
        loss = scoring.expected_loss(likelihood if live else None, probability, cost, kind, rules.bands)
        if loss is not None and budget:
            losses[project_id] = losses.get(project_id, (0, budget))[0] + loss, budget
    for project_id, (loss, budget) in losses.items():
        found[project_id]["loss_share"] = 100 * loss / budget


def _counts(
    session: Session,
    table: Any,
    condition: Any,
    measure: str,
    overdue_on: date | None,
    ids: Collection[int] | None,
    found: dict[int, dict[str, float]],
) -> None:
    """Count the rows of a register that meet a condition, and are overdue on a day where one is given."""
    for project_id, due in session.execute(_of(select(table.project_id, table.due).where(condition), table, ids)):
        if project_id is not None:
            counts = found.setdefault(project_id, {})
            counts[measure] = counts.get(measure, 0) + (overdue_on is None or (due is not None and due < overdue_on))


def _of(query: Any, table: Any, ids: Collection[int] | None) -> Any:
    return query if ids is None else query.where(table.project_id.in_(list(ids)))


def classes_in_use(session: Session) -> Iterable[str]:
    """Return the classes that projects have, the organisation's own words among them."""
    return session.scalars(select(Project.project_class).distinct().order_by(Project.project_class))
