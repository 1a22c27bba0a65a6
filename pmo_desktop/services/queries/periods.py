"""Reporting periods: which there are and which is the current one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Period


@dataclass(frozen=True)
class PeriodView:
    """A reporting period; figures hold on its data date."""

    id: int
    uid: str
    data_date: date
    deadline: date | None
    meeting: date | None
    is_open: bool


def periods(session: Session) -> tuple[PeriodView, ...]:
    """Return all periods, oldest first."""
    rows = session.scalars(select(Period).order_by(Period.data_date, Period.id))
    return tuple(_view(row) for row in rows)


def current_period(session: Session) -> PeriodView | None:
    """Return the newest open period; the newest published one when none is open; None in an empty store."""
    newest = Period.data_date.desc(), Period.id.desc()
    open_ones = select(Period).where(Period.state == "open").order_by(*newest).limit(1)
    row = session.scalars(open_ones).first() or session.scalars(select(Period).order_by(*newest).limit(1)).first()
    return _view(row) if row else None


def open_period_id(session: Session) -> int:
    """Return the id of the period that edits go to.

    Raises:
        PmoError: no period is open.
    """
    found = current_period(session)
    if found is None or not found.is_open:
        raise PmoError("period_none_open")
    return found.id


def is_open(session: Session, period_id: int) -> bool:
    """Return whether a period can still be edited."""
    return session.scalar(select(Period.state).where(Period.id == period_id)) == "open"


def _view(row: Period) -> PeriodView:
    return PeriodView(row.id, row.uid, row.data_date, row.deadline, row.meeting, row.state == "open")
