"""Whether what one project gives another comes in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal, TypeAlias

DependencyState: TypeAlias = Literal["broken", "tight", "ok", "done", "unknown"]

STATES: Final[tuple[DependencyState, ...]] = ("broken", "tight", "ok", "unknown", "done")
"""All states, the one that needs an eye first."""

TIGHT_DAYS: Final = 10
"""With fewer calendar days than this between what comes and what is needed, a dependency is tight."""

LONGEST_LAG: Final = 50 * 52 * 2400
"""Working minutes: 50 years of five days."""

SETTLED: Final = frozenset({"delivered", "closed", "cancelled"})
"""Stored states in which nothing is waited for any more."""


@dataclass(frozen=True, slots=True)
class Need:
    """When something comes and until when it may.

    Attributes:
        comes: when the giver has it, lag included; None where nobody knows.
        limit: the latest moment at which the taker can use it.
    """

    comes: datetime | None
    limit: datetime | None

    @property
    def margin(self) -> int | None:
        """Calendar days between the two, negative when it comes too late; None where one is unknown."""
        if self.comes is None or self.limit is None:
            return None
        return (self.limit.date() - self.comes.date()).days

    @property
    def state(self) -> DependencyState:
        """The state as the dates say it."""
        margin = self.margin
        if margin is None or self.comes is None or self.limit is None:
            return "unknown"
        if self.comes > self.limit:
            return "broken"
        return "tight" if margin < TIGHT_DAYS else "ok"


def limit_of(taker: datetime | None, needed_by: date | None) -> datetime | None:
    """Return the earlier of the taker's own date and the end of the day by which it was asked for."""
    asked = datetime.combine(needed_by, time(23, 59)) if needed_by is not None else None
    known = [moment for moment in (taker, asked) if moment is not None]
    return min(known, default=None)
