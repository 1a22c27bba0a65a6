"""The sentences behind the message ids that the core passes up (`PmoError`, `Message`).

Each tells what happened, what it means for the user's data and what to do. Keep the sections and the order of
the packages. `N_` marks a sentence for the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Plural:
    """A sentence with a singular form and a plural form, chosen by the value `count`."""

    one: str
    many: str


def N_(sentence: str) -> str:  # gettext's own name for "translate later"
    """Return the sentence unchanged; the catalogue's extractor finds it by this call."""
    return sentence


def NP_(one: str, many: str) -> Plural:
    """Return both forms; the catalogue's extractor finds them by this call."""
    return Plural(one, many)


MESSAGES: Final[Mapping[str, str | Plural]] = {
    # texts
    "language_unknown": N_("There is no language “{language}”. Choose one of: {known}."),
    # persistence
    # interchange
    # scheduling
    # services
    # reports
}
