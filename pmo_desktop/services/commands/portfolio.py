"""The portfolio itself: set up in a new store, its rules edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Period, Portfolio
from ..fields import FIELDS
from ..values import check


def set_up(session: Session, values: Mapping[str, object], data_date: date, *, sample: bool = False) -> int:
    """Give a new store its portfolio and its first reporting period; return the period's id.

    A store that has them keeps them; the named values are set.
    """
    row = _row(session)
    for spec in FIELDS["portfolio"]:
        if spec.name in values:
            setattr(row, spec.name, check(spec, values[spec.name]))
    row.sample = sample or bool(row.sample)
    period = session.scalars(select(Period).order_by(Period.data_date.desc()).limit(1)).first()
    if period is None:
        period = Period(data_date=data_date)
        session.add(period)
    session.flush()
    return period.id


def set_settings(session: Session, values: Mapping[str, Any]) -> None:
    """Set some of the portfolio's rules (tolerances, appetite, scales), by name; None forgets one."""
    row = _row(session)
    merged = {**row.settings, **values}
    row.settings = {name: value for name, value in merged.items() if value is not None}


def _row(session: Session) -> Portfolio:
    row = session.scalars(select(Portfolio).limit(1)).first()
    if row is None:
        row = Portfolio(settings={})
        session.add(row)
        session.flush()
    return row
