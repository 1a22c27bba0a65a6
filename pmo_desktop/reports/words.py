"""Words for what the data hold as ids: ratings, dimensions, stages, small numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..domain.rag import Dimension, Rag
from ..texts import Texts
from ..texts.messages import N_

RATINGS: Final[Mapping[Rag, str]] = {
    "G": N_("on track"),
    "A": N_("needs attention"),
    "R": N_("needs a decision"),
    "C": N_("complete"),
    "": N_("not rated"),
}
"""What each mark means, in the words of the legend."""

COLORS: Final[Mapping[Rag, str]] = {
    "G": N_("green"),
    "A": N_("amber"),
    "R": N_("red"),
    "C": N_("complete"),
    "": N_("not rated"),
}

RATING_MESSAGES: Final[Mapping[Rag, str]] = {"G": "rag_g", "A": "rag_a", "R": "rag_r", "C": "rag_c", "": "rag_none"}
"""Message ids of the ratings' meanings, for checks that are shown in another language than the pack's."""

DIMENSION_MESSAGES: Final[Mapping[Dimension, str]] = {"overall": "dimension_overall"}
"""Message ids of the dimensions that checks name."""

MEANINGS: Final[Mapping[Rag, str]] = {
    "G": N_("Within its tolerances. No action by the committee."),
    "A": N_(
        "Outside a tolerance, and the project can return by its own means. Reason, next step, owner and date are given."
    ),
    "R": N_("Outside its tolerances, and the project cannot return without a decision on time, money or scope."),
    "C": N_("Delivered and closed."),
    "": N_("No status was reported for this period. It counts neither as good nor as bad."),
}

DIMENSIONS: Final[Mapping[Dimension, str]] = {
    "overall": N_("Overall"),
    "schedule": N_("Schedule"),
    "cost": N_("Cost"),
    "scope": N_("Scope"),
    "risk": N_("Risk"),
    "resources": N_("Resources"),
    "benefits": N_("Benefits"),
}

STAGES: Final[Mapping[str, str]] = {
    "idea": N_("Idea"),
    "initiate": N_("Initiation"),
    "plan": N_("Planning"),
    "deliver": N_("Delivery"),
    "close": N_("Closing"),
    "closed": N_("Closed"),
    "on_hold": N_("On hold"),
    "cancelled": N_("Cancelled"),
}

NUMBERS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""English spells small numbers in sentences; Chinese writes digits."""


def rating_meaning(t: Texts, rag: Rag) -> str:
    """Return what a mark means: `needs attention`."""
    return t(RATINGS[rag])


def dimension_name(t: Texts, dimension: Dimension) -> str:
    """Return the name of a dimension."""
    return t(DIMENSIONS[dimension])


def stage_name(t: Texts, stage: str) -> str:
    """Return the name of a stage; a word of the organisation's own stays as it is."""
    return t(STAGES[stage]) if stage in STAGES else stage


def mark_in_words(t: Texts, rag: Rag, before: Rag | None = None) -> str:
    """Return what a mark says to someone who does not see it: `Red: needs a decision, was amber`."""
    color, meaning = t(COLORS[rag]), t(RATINGS[rag])
    if rag in ("", "C"):
        return meaning
    if before is None or before == rag:
        return t("{color}: {meaning}", color=color, meaning=meaning)
    return t("{color}: {meaning}, was {before}", color=color, meaning=meaning, before=t(COLORS[before]))


def history_in_words(t: Texts, ratings: tuple[Rag, ...]) -> str:
    """Return the letters of the last periods, oldest first, for someone who does not see the strip."""
    letters = " ".join(rag or "?" for rag in ratings)
    return t("Status of the last periods: {letters}", letters=letters)


def number_word(t: Texts, number: int, *, first: bool = False) -> str:
    """Return a number as a sentence says it: spelled up to ten in English, capital when it comes `first`."""
    if t.is_chinese or not 0 <= number < len(NUMBERS):
        return t.number(number)
    word = NUMBERS[number]
    return word.capitalize() if first else word


def listed(t: Texts, names: list[str]) -> str:
    """Return names as a sentence lists them: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    separator = t(", ")
    return t("{names} and {last}", names=separator.join(names[:-1]), last=names[-1])
