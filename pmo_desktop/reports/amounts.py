"""Money on a page: one unit, named once, and plain numbers below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ..texts import Texts
from ..texts.formats import minor_digits
from ..texts.messages import N_

NAMES: Final[Mapping[str, str]] = {
    "EUR": N_("€"),
    "USD": N_("US$"),
    "GBP": N_("£"),
    "CNY": N_("CN¥"),
    "JPY": N_("JP¥"),
    "CHF": N_("CHF "),
}
"""A currency as a unit's name uses it; others go by their ISO code."""


@dataclass(frozen=True)
class Amounts:
    """How the amounts of one currency are shown on one page.

    Attributes:
        label: the unit's name ("€m", "万欧元").
        scale: minor units in one unit.
    """

    texts: Texts
    label: str
    scale: float
    decimals: int

    @classmethod
    def of(cls, texts: Texts, currency: str, amounts: Iterable[int | None], *, coarse: bool = False) -> Amounts:
        """Return the unit that suits the largest of the amounts; `coarse` for charts, which need fewer digits."""
        t = texts
        largest = max((abs(amount) for amount in amounts if amount is not None), default=0)
        one = 10 ** minor_digits(currency)
        name = t(NAMES[currency]) if currency in NAMES else f"{currency} "
        major = largest / one
        if t.is_chinese:
            if major >= 1e5:
                return cls(t, t("{currency}m", currency=name), one * 1e4, 0 if major >= 1e6 or coarse else 1)
            return cls(t, name.strip(), one, 0)
        if major >= 1e6:
            return cls(t, t("{currency}m", currency=name), one * 1e6, 1 if major >= 1e8 or coarse else 2)
        if major >= 1e4:
            return cls(t, t("{currency}k", currency=name), one * 1e3, 0)
        return cls(t, name.strip(), one, 0)

    def number(self, amount: int | None) -> str:
        """Return an amount in the unit; a dash for None."""
        return "–" if amount is None else self.texts.number(amount / self.scale, self.decimals)

    def signed(self, amount: int | None) -> str:
        """Return a difference in the unit, with its sign."""
        return "–" if amount is None else self.texts.number(amount / self.scale, self.decimals, signed=True)
