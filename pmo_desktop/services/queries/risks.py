"""The risk register, of one project or of the whole portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain import risk as scoring
from ...domain.rag import Rag
from ...persistence.tables import Period, Project, Risk, RiskScore
from ..fields import fields_of
from .periods import PeriodView, current_period, periods
from .portfolio import PortfolioView, portfolio

EXPOSURE_PERIODS: Final = 6


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk as the register shows it.

    Attributes:
        project, project_code: "" for a risk of the portfolio itself.
        currency: of the amounts: the project's, or the portfolio's.
        previous_probability, previous_impact: as noted for the last period; None when it is new since.
        level: letter of its cell in the portfolio's grid.
        expected_loss: probability × cost impact in minor units, negative for an opportunity.
        above_appetite: whether its score is above what the organisation accepts.
        more: the other fields of the catalogue, by name.
    """

    id: int
    uid: str
    project_id: int | None
    project_code: str
    project: str
    currency: str
    code: str
    title: str
    cause: str
    event: str
    effect: str
    kind: str
    category: str
    status: str
    owner: str
    inherent_probability: int | None
    inherent_impact: int | None
    probability: int | None
    impact: int | None
    target_probability: int | None
    target_impact: int | None
    likelihood: int | None
    cost_impact: int | None
    days_impact: int | None
    proximity: str
    trigger: str
    response: str
    response_plan: str
    due: date | None
    identified_on: date | None
    review_on: date | None
    reviewed_on: date | None
    previous_probability: int | None
    previous_impact: int | None
    level: Rag
    expected_loss: int | None
    above_appetite: bool
    more: Mapping[str, object]

    @property
    def score(self) -> int | None:
        """The current score, 1 to 25."""
        return scoring.score(self.probability, self.impact)

    @property
    def inherent_score(self) -> int | None:
        """The score before any response."""
        return scoring.score(self.inherent_probability, self.inherent_impact)

    @property
    def target_score(self) -> int | None:
        """The score that the response aims at."""
        return scoring.score(self.target_probability, self.target_impact)

    @property
    def previous_score(self) -> int | None:
        """The score of the last period."""
        return scoring.score(self.previous_probability, self.previous_impact)

    @property
    def trend(self) -> int | None:
        """1 when the score rose since the last period, -1 when it fell, 0 when it held, None when there is no last."""
        if self.score is None or self.previous_score is None:
            return None
        return (self.score > self.previous_score) - (self.score < self.previous_score)

    @property
    def expected_cost(self) -> int | None:
        """What it is expected to cost if it occurs, in minor units."""
        low, likely, high = (self.more[f"cost_{end}"] for end in ("low", "likely", "high"))
        return scoring.mean_impact(self.cost_impact, low, likely, high)  # type: ignore[arg-type]

    @property
    def is_open(self) -> bool:
        """Whether it still counts."""
        return scoring.is_open(self.status)

    def is_overdue(self, on: date) -> bool:
        """Return whether it should have been reviewed by a day."""
        return self.is_open and self.review_on is not None and self.review_on < on

    @property
    def number(self) -> str:
        """Its code without the prefix, as the map shows it."""
        return self.code.rpartition("-")[2] or self.code

    def value(self, name: str) -> object:
        """Return the value of a field or computed column by its name."""
        return self.more[name] if name in self.more else getattr(self, name)


@dataclass(frozen=True)
class ExposurePoint:
    """Expected loss of all open risks at the end of a period, minor units of the portfolio's currency."""

    data_date: date
    amount: int


@dataclass(frozen=True)
class RiskRegister:
    """Risks, and what is needed to show them.

    Attributes:
        exposure: by period, oldest first, the current one last.
        left_out: open risks whose amounts are in another currency and so are not in the exposure.
    """

    rows: tuple[RiskRow, ...]
    rules: PortfolioView
    period: PeriodView | None
    exposure: tuple[ExposurePoint, ...]
    currency: str
    left_out: int


_COLUMNS: Final = (
    "code", "title", "cause", "event", "effect", "kind", "category", "status", "owner", "inherent_probability",
    "inherent_impact", "probability", "impact", "target_probability", "target_impact", "likelihood", "cost_impact",
    "days_impact", "proximity", "trigger", "response", "response_plan", "due", "identified_on", "review_on",
    "reviewed_on",
)  # fmt: skip
_MORE: Final = tuple(spec.name for spec in fields_of("risk") if spec.name not in (*_COLUMNS, "project_id"))
_READ: Final = ("id", "uid", "project_id", *_COLUMNS, *_MORE)
"""What is read of a risk, without making an object of it: a register of thousands is opened at once."""


def risk_register(session: Session, project_id: int | None = None) -> RiskRegister:
    """Return the risks of a project, or all of the portfolio but those of archived projects; the worst first."""
    rules = portfolio(session)
    known = periods(session)
    period = current_period(session)
    earlier = [p for p in known if period is not None and p.data_date < period.data_date]
    scores = _scores(session, earlier[-1].id) if earlier else {}
    query = (
        select(*(getattr(Risk, name).label(name) for name in _READ), Project.code, Project.name, Project.currency)
        .select_from(Risk)
        .outerjoin(Project, Risk.project_id == Project.id)
        .order_by(Risk.code)
    )
    if project_id is None:
        query = query.where(Project.archived.is_not(True))
    else:
        query = query.where(Risk.project_id == project_id)
    rows = [_row(record, scores, rules) for record in session.execute(query)]
    currency = next((row.currency for row in rows), rules.currency) if project_id is not None else rules.currency
    rows.sort(key=lambda row: (not row.is_open, -(row.score or 0), -(row.expected_loss or 0), row.code))
    return RiskRegister(
        tuple(rows),
        rules,
        period,
        _exposure(session, earlier, period, rows, rules, currency),
        currency,
        sum(1 for row in rows if row.is_open and row.currency != currency and row.expected_loss is not None),
    )


def next_review_due(rows: tuple[RiskRow, ...], on: date) -> tuple[RiskRow, ...]:
    """Return the open risks whose review date has passed."""
    return tuple(row for row in rows if row.is_overdue(on))


def _scores(session: Session, period_id: int) -> dict[int, tuple[int | None, int | None]]:
    query = select(RiskScore.risk_id, RiskScore.probability, RiskScore.impact).where(RiskScore.period_id == period_id)
    return {risk_id: (probability, impact) for risk_id, probability, impact in session.execute(query)}


def _row(record: Any, scores: Mapping[int, tuple[int | None, int | None]], rules: PortfolioView) -> RiskRow:
    plain = tuple(record)
    first, last = 3 + len(_COLUMNS), len(_READ)
    code, project, currency = plain[last:]
    before = scores.get(record.id, (None, None))
    current = scoring.score(record.probability, record.impact)
    values: tuple[Any, ...] = (
        *plain[:3],
        code or "",
        project or "",
        currency or rules.currency,
        *plain[3:first],
        *before,
        scoring.level(record.probability, record.impact, rules.risk_grid),
        scoring.expected_loss(record.likelihood, record.probability, cost_of(record), record.kind, rules.bands),
        scoring.is_open(record.status) and current is not None and current > rules.tolerances.appetite,
        dict(zip(_MORE, plain[first:last], strict=True)),
    )
    return RiskRow(*values)


def cost_of(risk: Any) -> int | None:
    """Return what a risk, a row with its columns, is expected to cost if it occurs, in minor units."""
    return scoring.mean_impact(risk.cost_impact, risk.cost_low, risk.cost_likely, risk.cost_high)


def _exposure(
    session: Session,
    earlier: list[PeriodView],
    period: PeriodView | None,
    rows: list[RiskRow],
    rules: PortfolioView,
    currency: str,
) -> tuple[ExposurePoint, ...]:
    """Return the exposure: past periods by the scores noted then, at today's cost impacts; the current one as it is."""
    own = {row.id: row for row in rows if row.currency == currency}
    shown = earlier[-(EXPOSURE_PERIODS - 1) :]
    query = (
        select(Period.data_date, RiskScore.risk_id, RiskScore.probability)
        .join(Period, RiskScore.period_id == Period.id)
        .where(Period.id.in_([p.id for p in shown]))
    )
    totals = {p.data_date: 0 for p in shown}
    for data_date, risk_id, probability in session.execute(query):
        row = own.get(risk_id)
        if row is not None:
            # A typed percentage is today's; the past is valued by the band it was in, unless the score is the same.
            typed = row.likelihood if probability == row.probability else None
            totals[data_date] += (
                scoring.expected_loss(typed, probability, row.expected_cost, row.kind, rules.bands) or 0
            )
    points = [ExposurePoint(day, amount) for day, amount in sorted(totals.items())]
    if period is not None:
        now = sum(row.expected_loss or 0 for row in own.values() if row.is_open)
        points.append(ExposurePoint(period.data_date, now))
    return tuple(points)
