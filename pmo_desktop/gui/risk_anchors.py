"""What the scores of impact and probability mean in words: the organisation's own, else the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..charts.heatmap import Cell, impact_words, probability_words
from ..services.commands.risks import IMPACT_KINDS
from ..services.queries.portfolio import PortfolioView
from ..texts import Texts
from ..texts.messages import N_

KINDS: Final[Mapping[str, str]] = {
    "time": N_("Time"),
    "cost": N_("Cost"),
    "scope": N_("Scope"),
    "quality": N_("Quality"),
    "reputation": N_("Reputation"),
}
"""Kinds of impact, in the order of `IMPACT_KINDS`."""

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "time": (
        N_("Under a week"),
        N_("1 to 2 weeks"),
        N_("2 weeks to a month"),
        N_("1 to 3 months"),
        N_("Over 3 months, or a date fixed by law is missed"),
    ),
    "cost": (
        N_("Under 1 % of the budget"),
        N_("1 to 3 % of the budget"),
        N_("3 to 5 % of the budget"),
        N_("5 to 10 % of the budget"),
        N_("Over 10 % of the budget"),
    ),
    "scope": (
        N_("Hardly noticed"),
        N_("Minor parts change"),
        N_("Important parts change"),
        N_("The sponsor would hardly accept it"),
        N_("The result is of no use"),
    ),
    "quality": (
        N_("Put right in passing"),
        N_("A few users notice"),
        N_("Needs a workaround"),
        N_("Acceptance is in doubt"),
        N_("Not fit for use, or unsafe"),
    ),
    "reputation": (
        N_("Inside the team"),
        N_("Inside the organisation"),
        N_("Customers complain"),
        N_("Reported in the press"),
        N_("Lasting loss of trust, or the regulator steps in"),
    ),
}
"""Kind of impact to what its scores 1 to 5 mean."""


def anchors_of(rules: PortfolioView, t: Texts) -> dict[str, tuple[str, ...]]:
    """Return what the five scores of each kind of impact mean, in the organisation's words or the usual ones."""
    own = rules.settings.get("impact_anchors")
    found = {}
    for kind in IMPACT_KINDS:
        words = own.get(kind) if isinstance(own, Mapping) else None
        usual = tuple(t(word) for word in USUAL[kind])
        found[kind] = tuple(map(str, words)) if isinstance(words, list) and len(words) == 5 else usual
    return found


def band_words(rules: PortfolioView, probability: int, t: Texts) -> str:
    """Return the band of a probability: "20–50 %"."""
    ends = (0, *rules.bands, 100)
    low, high = ends[probability - 1 : probability + 1]
    return t("{low}–{high} %", low=low, high=high)


def cell_words(rules: PortfolioView, cell: Cell, t: Texts) -> str:
    """Return what a cell of the matrix means, in lines: its probability, and its impact by kind."""
    probability, impact = cell
    likely = f"{probability_words(t)[probability - 1]} ({band_words(rules, probability, t)})"
    lines = [
        f"{likely} × {impact_words(t)[impact - 1]}",
        *(
            f"{t(KINDS[kind])}: {words[impact - 1]}"
            for kind, words in anchors_of(rules, t).items()
            if words[impact - 1]
        ),
    ]
    return "\n".join(lines)
