"""Reporting periods: opened, moved while they are open, and published."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.risk import CLOSED
from ...persistence.tables import Period, Project, Risk, RiskScore, StatusUpdate
from ..editing import load
from ..queries.periods import current_period, periods


def open_next(session: Session, data_date: date, *, deadline: date | None = None, meeting: date | None = None) -> int:
    """Open the period that ends with `data_date` and return its id; what holds now is noted for the last one."""
    known = periods(session)
    if known and data_date <= known[-1].data_date:
        raise PmoError("period_not_later", last=known[-1].data_date)
    last = current_period(session)
    if last is not None and last.is_open:
        note_scores(session, last.id)
        note_facts(session, last.id)
    row = Period(data_date=data_date, deadline=deadline, meeting=meeting)
    session.add(row)
    session.flush()
    return row.id


def set_dates(
    session: Session, period_id: int, data_date: date, *, deadline: date | None = None, meeting: date | None = None
) -> None:
    """Set the dates of an open period.

    Raises:
        PmoError: it is published, or its data date would pass that of a neighbour; nothing is changed.
    """
    (row,) = load(session, "period", [period_id])
    if row.state == "published":
        raise PmoError("period_published")
    known = [period for period in periods(session) if period.id != period_id]
    before = max((period.data_date for period in known if period.data_date < row.data_date), default=None)
    after = min((period.data_date for period in known if period.data_date > row.data_date), default=None)
    if before is not None and data_date <= before:
        if after is None:
            raise PmoError("period_not_later", last=before)
        raise PmoError("period_between", before=before, after=after)
    if after is not None and data_date >= after:
        raise PmoError("period_between", before=before or "…", after=after)
    row.data_date, row.deadline, row.meeting = data_date, deadline, meeting


def publish(session: Session, period_id: int) -> None:
    """Publish a period for good: its reports and scores can no longer be edited."""
    (row,) = load(session, "period", [period_id])
    if row.state == "published":
        raise PmoError("period_published")
    newest = current_period(session)
    if newest is not None and newest.id == period_id:
        # An older period, opened for a correction, keeps what was noted when it was the current one.
        note_scores(session, period_id)
        note_facts(session, period_id)
    row.state = "published"
    row.published_at = datetime.now()


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


def note_facts(session: Session, period_id: int) -> None:
    """Note finish, forecast and spending of every reported project as they are now: a past period shows them."""
    query = select(StatusUpdate, Project).join(Project, StatusUpdate.project_id == Project.id)
    for report, project in session.execute(query.where(StatusUpdate.period_id == period_id)):
        report.finish, report.forecast, report.actual = project.finish, project.forecast, project.actual
    session.flush()
