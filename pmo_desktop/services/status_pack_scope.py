"""Which periods a pack shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..persistence.tables import Project
from .queries.periods import PeriodView, current_period, periods

STRIP: Final = 6
"""Periods that a pack looks back on."""


@dataclass(frozen=True)
class PackScope:
    """The time that a pack covers.

    Attributes:
        shown: up to six periods, oldest first, the pack's own last; empty in a store without periods.
        data_date: the day on which its figures hold.
        number: how many periods there were up to this one, at least 1.
        is_current: whether its period is the one being worked on, whose figures are those of the registry.
    """

    shown: tuple[PeriodView, ...]
    data_date: date
    number: int
    is_current: bool

    @property
    def period(self) -> PeriodView | None:
        """The pack's own period."""
        return self.shown[-1] if self.shown else None

    @property
    def previous(self) -> PeriodView | None:
        """The period before."""
        return self.shown[-2] if len(self.shown) > 1 else None

    @property
    def dates(self) -> tuple[date, ...]:
        """The data dates of the periods, at least the pack's own."""
        return tuple(period.data_date for period in self.shown) or (self.data_date,)


def pack_scope(session: Session, as_of: date | None) -> PackScope:
    """Return the periods of the pack that is asked for: up to the newest with the data date `as_of` or an earlier one.

    Raises:
        PmoError: the first period is later than `as_of`.
    """
    known, current = periods(session), current_period(session)
    if current is None:
        dates = session.scalars(select(Project.data_date).where(Project.draft_of.is_(None)))
        newest = max((row.date() for row in dates if row), default=None)
        return PackScope((), as_of or newest or date.today(), 1, True)
    last = current.data_date if as_of is None else as_of
    earlier = tuple(period for period in known if period.data_date <= last)
    if not earlier:
        raise PmoError("pack_period_missing", day=last, first=known[0].data_date)
    shown = earlier[-STRIP:]
    return PackScope(shown, shown[-1].data_date, len(earlier), shown[-1].id == current.id)
