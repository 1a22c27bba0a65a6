"""The thresholds of the quality check: the organisation's own, for all its plans."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Portfolio
from ...scheduling.quality import Limits, limits_from
from ..queries.quality import SETTING
from .portfolio import set_settings


def set_limit(session: Session, name: str, value: float) -> None:
    """Set one threshold of the quality check; shares are of 1, days are working days.

    Raises:
        PmoError: there is no such threshold, or the value is not a number in its range.
    """
    settings = session.scalars(select(Portfolio.settings).limit(1)).first() or {}
    own = {**(settings.get(SETTING) or {}), name: value}
    limits_from(own)
    usual = asdict(Limits())
    kept = {key: number for key, number in own.items() if number != usual[key]}
    set_settings(session, {SETTING: kept or None})


def forget_limits(session: Session) -> None:
    """Go back to the usual thresholds."""
    set_settings(session, {SETTING: None})
