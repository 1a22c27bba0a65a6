"""What became of risks: how a score moved, what the exposure is made of, and how much of the contingency is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain import risk as scoring
from ...persistence.tables import Period, Project, Risk, RiskScore
from .periods import current_period, periods
from .portfolio import portfolio
from .risks import RiskRow, cost_of

Part = Literal["project", "category", "owner"]

CONTINGENCY: Final = "contingency"
"""Name of the setting that holds the contingencies: uid of a project, "" for the portfolio, to an amount."""


@dataclass(frozen=True, slots=True)
class DrawDown:
    """A contingency, minor units of one currency.

    Attributes:
        set_aside: what there was.
        points: day of a report to what was left by then, oldest first, today's last.
        needed: expected loss of the risks that are still open.
    """

    set_aside: int
    currency: str
    points: tuple[tuple[date, int], ...]
    needed: int

    @property
    def left(self) -> int:
        """What is left now."""
        return self.points[-1][1] if self.points else self.set_aside


def score_history(session: Session, risk_id: int) -> tuple[tuple[date, int], ...]:
    """Return the scores of a risk as they were noted for past periods, oldest first, then the score of now."""
    query = (
        select(Period.id, Period.data_date, RiskScore.probability, RiskScore.impact)
        .join(Period, Period.id == RiskScore.period_id)
        .where(RiskScore.risk_id == risk_id)
        .order_by(Period.data_date, Period.id)
    )
    period, row = current_period(session), session.get(Risk, risk_id)
    found = [
        (day, probability * impact)
        for key, day, probability, impact in session.execute(query)
        if probability is not None and impact is not None and (period is None or day < period.data_date)
    ]
    now = None if row is None else scoring.score(row.probability, row.impact)
    if now is not None:
        found.append((period.data_date if period is not None else date.today(), now))
    return tuple(found)


def exposure_by(rows: Sequence[RiskRow], part: Part, currency: str) -> tuple[tuple[str, int], ...]:
    """Return the expected loss of the open risks by project, category or owner, the largest first; "" for none."""
    found: dict[str, int] = {}
    for row in rows:
        if row.is_open and row.currency == currency and row.expected_loss is not None:
            name = row.project if part == "project" else row.category if part == "category" else row.owner
            found[name] = found.get(name, 0) + row.expected_loss
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def draw_down(session: Session, project_id: int | None, today: date) -> DrawDown | None:
    """Return the contingency of a project, or of the portfolio with its projects; None where none was set aside.

    It is drawn on by what risks that occurred were expected to cost. Projects in other currencies are left out.
    """
    rules = portfolio(session)
    projects = {row.id: row for row in session.execute(select(Project.id, Project.uid, Project.currency))}
    mine = projects.get(project_id) if project_id is not None else None
    currency = mine.currency if mine is not None else rules.currency
    amounts = contingencies(rules.settings)
    if mine is not None:
        set_aside = amounts.get(mine.uid)
    else:
        own = {row.uid for row in projects.values() if row.currency == currency} | {""}
        counted = [amount for uid, amount in amounts.items() if uid in own]
        set_aside = sum(counted) if counted else None
    if set_aside is None:
        return None
    drawn: list[tuple[date, int]] = []
    needed = 0
    for row in session.scalars(select(Risk).order_by(Risk.id)):
        project = projects.get(row.project_id) if row.project_id is not None else None
        if (mine is not None and row.project_id != mine.id) or (project.currency if project else currency) != currency:
            continue
        if row.status == "occurred" and row.kind != "opportunity":
            drawn.append((row.occurred_on or row.closed_on or today, cost_of(row) or 0))
        elif scoring.is_open(row.status):
            needed += scoring.expected_loss(row.likelihood, row.probability, cost_of(row), row.kind, rules.bands) or 0
    days = [period.data_date for period in periods(session) if period.data_date < today][-5:]
    points = tuple((day, set_aside - sum(cost for at, cost in drawn if at <= day)) for day in (*days, today))
    return DrawDown(set_aside, currency, points, needed)


def contingencies(settings: Mapping[str, object]) -> dict[str, int]:
    """Return the contingencies that the portfolio's settings hold, by uid of a project, "" for the portfolio's own."""
    kept = settings.get(CONTINGENCY)
    if not isinstance(kept, Mapping):
        return {}
    return {str(uid): amount for uid, amount in kept.items() if isinstance(amount, int)}
