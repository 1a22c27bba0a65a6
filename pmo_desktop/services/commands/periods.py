"""Reporting periods: opened and published."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.risk import CLOSED
from ...persistence.tables import Period, Risk, RiskScore
from ..editing import load
from ..queries.periods import current_period, periods


def open_next(session: Session, data_date: date, *, deadline: date | None = None, meeting: date | None = None) -> int:
    """Open the period that ends with `data_date` and return its id; risks are noted as they stood in the last one."""
    known = periods(session)
    if known and data_date <= known[-1].data_date:
        raise PmoError("period_not_later", last=known[-1].data_date)
    last = current_period(session)
    if last is not None:
        note_scores(session, last.id)
    row = Period(data_date=data_date, deadline=deadline, meeting=meeting)
    session.add(row)
    session.flush()
    return row.id


def publish(session: Session, period_id: int) -> None:
    """Publish a period: its reports and scores can no longer be edited."""
    (row,) = load(session, "period", [period_id])
    if row.state == "published":
        raise PmoError("period_published")
    note_scores(session, period_id)
    row.state = "published"


def note_scores(session: Session, period_id: int) -> None:
    """Note how every open risk is scored now as its score of a period."""
    noted = {row.risk_id: row for row in session.scalars(select(RiskScore).where(RiskScore.period_id == period_id))}
    for risk in session.scalars(select(Risk).where(Risk.status.not_in(CLOSED))):
        row = noted.get(risk.id)
        if row is None:
            row = RiskScore(risk_id=risk.id, period_id=period_id)
            session.add(row)
        row.probability, row.impact = risk.probability, risk.impact
    session.flush()
