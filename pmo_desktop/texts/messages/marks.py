"""How a sentence is marked for the catalogue where it can’t be translated yet."""

from __future__ import annotations

from dataclasses import dataclass


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
