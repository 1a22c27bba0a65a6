"""Earned value: what the work done is worth beside what it should be and what it cost, with its indices and forecasts.

Amounts are minor units of one currency. An index that would divide by nothing is None: neither 0 nor 1 would be true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ROUND: Final = 4
"""Digits of an index: all that committees read, and the same on every machine."""


@dataclass(frozen=True)
class EarnedValue:
    """A project's earned value on its data date.

    Attributes:
        budget: BAC, the budget at completion; None where there is none.
        planned: PV, of the work due; `earned`: EV, of the work done; `actual`: AC, what that cost.
    """

    planned: int
    earned: int
    actual: int
    budget: int | None = None

    @property
    def cost_variance(self) -> int:
        """CV = EV − AC, negative when it costs more than it is worth."""
        return self.earned - self.actual

    @property
    def schedule_variance(self) -> int:
        """SV = EV − PV, negative when less is done than was due."""
        return self.earned - self.planned

    @property
    def cpi(self) -> float | None:
        """CPI = EV ÷ AC; None while nothing was spent."""
        return round(self.earned / self.actual, ROUND) if self.actual > 0 else None

    @property
    def spi(self) -> float | None:
        """SPI = EV ÷ PV; None while nothing was due."""
        return round(self.earned / self.planned, ROUND) if self.planned > 0 else None

    @property
    def eac_as_planned(self) -> int | None:
        """EAC = AC + (BAC − EV): what is left costs what was planned."""
        return None if self.budget is None else self.actual + self.budget - self.earned

    @property
    def eac_as_so_far(self) -> int | None:
        """EAC = BAC ÷ CPI: what is left costs as much more as what is done; None where nothing is earned yet."""
        if self.budget is None or self.earned <= 0 or self.actual <= 0:
            return None
        return round(self.budget * self.actual / self.earned)

    @property
    def eac_late_too(self) -> int | None:
        """EAC = AC + (BAC − EV) ÷ (CPI × SPI): catching up costs too."""
        if self.budget is None or self.earned <= 0 or self.actual <= 0 or self.planned <= 0:
            return None
        return self.actual + round((self.budget - self.earned) * self.actual * self.planned / self.earned**2)

    @property
    def at_completion(self) -> int | None:
        """VAC = BAC − EAC at the cost so far, negative for an overrun."""
        forecast = self.eac_as_so_far
        return None if forecast is None or self.budget is None else self.budget - forecast

    @property
    def needed(self) -> float | None:
        """TCPI = (BAC − EV) ÷ (BAC − AC): what each coin left must earn; None where the budget is used up."""
        if self.budget is None or self.budget <= self.actual:
            return None
        return round((self.budget - self.earned) / (self.budget - self.actual), ROUND)
