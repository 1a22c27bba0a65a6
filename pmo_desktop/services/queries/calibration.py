"""Which probabilities of the register came true."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain import risk as scoring
from ...domain.calibration import Calibration, Forecast, calibrate
from ...persistence.tables import Period, Risk, RiskScore
from .portfolio import portfolio

ENDED = ("occurred", "closed")


def calibration(session: Session) -> Calibration:
    """Return how good the probabilities of risks were that occurred, or were closed without occurring.

    What counts is what was said first: the score noted for the earliest period, else the one before any response,
    else today's. A rejected risk was none and is left out.
    """
    bands = portfolio(session).bands
    first = _first_scores(session)
    found = []
    for row in session.scalars(select(Risk).where(Risk.status.in_(ENDED))):
        likelihood, probability = first.get(row.id, (None, row.inherent_probability))
        share = scoring.per_mille(likelihood, probability, bands)
        if share is None:
            share = scoring.per_mille(row.likelihood, row.probability, bands)
        if share is not None:
            came_true = row.status == "occurred" or row.occurred_on is not None
            found.append(Forecast(share / 1000, came_true, row.owner, row.category))
    return calibrate(found)


def _first_scores(session: Session) -> dict[int, tuple[int | None, int | None]]:
    query = select(RiskScore.risk_id, RiskScore.likelihood, RiskScore.probability).join(
        Period, RiskScore.period_id == Period.id
    )
    found: dict[int, tuple[int | None, int | None]] = {}
    for row in session.execute(query.order_by(Period.data_date)):
        if row.probability is not None or row.likelihood is not None:
            found.setdefault(row.risk_id, (row.likelihood, row.probability))
    return found
