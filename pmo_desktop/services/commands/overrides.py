"""Overrides: a rating that somebody puts in place of the computed one, with a reason and an end."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.rag import DIMENSIONS, Rag
from ...domain.rag_measures import rating_words
from ...domain.rag_status import latest_expiry, relief_allowed
from ...persistence.tables import Period, RagOverride
from ..editing import delete_rows, load
from ..fields import field
from ..queries.periods import is_open
from ..rag import computed_rag
from ..values import check


def make(
    session: Session,
    project_id: int,
    period_id: int,
    dimension: str,
    rag: Rag,
    reason: str,
    *,
    author: str = "",
    expires_on: date | None = None,
) -> int:
    """Override the computed rating of a dimension and return the override's id; an older one of the period goes.

    Attributes:
        expires_on: last data date for which it holds; the period's own where none is given.

    Raises:
        PmoError: no reason is given, the rating is more than one step better, the date is more than two periods away,
            or the period is published; nothing is changed.
    """
    (period,) = load(session, "period", [period_id])
    assert isinstance(period, Period)
    if not is_open(session, period_id):
        raise PmoError("period_published")
    words = str(check(field("rag_override", "reason"), reason))
    if not words:
        raise PmoError("override_reason_missing")
    known = next(name for name in DIMENSIONS if name == dimension)
    judgement = computed_rag(session, project_id, period_id).get(known)
    computed = judgement.rag if judgement is not None else ""
    if not relief_allowed(computed, rag):
        raise PmoError("override_refused", computed=rating_words(computed))
    latest = latest_expiry(period.data_date)
    until = expires_on or period.data_date
    if not period.data_date <= until <= latest:
        raise PmoError("override_too_long", latest=latest)
    older = select(RagOverride).where(
        RagOverride.project_id == project_id, RagOverride.period_id == period_id, RagOverride.dimension == dimension
    )
    delete_rows(session, session.scalars(older))
    row = RagOverride(
        project_id=project_id,
        period_id=period_id,
        dimension=dimension,
        rag=rag,
        reason=words,
        author=str(check(field("rag_override", "author"), author)),
        made_on=period.data_date,
        expires_on=until,
    )
    session.add(row)
    session.flush()
    return row.id


def withdraw(session: Session, override_id: int) -> None:
    """Take an override back: the computed rating stands again."""
    rows = load(session, "rag_override", [override_id])
    if not is_open(session, rows[0].period_id):
        raise PmoError("period_published")
    delete_rows(session, rows)
