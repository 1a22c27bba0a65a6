"""Everything a user reads: one catalogue for windows, commands and PDF.

English sentences are the catalogue's keys; `resources/translations` holds the others. A `Texts` object is passed to
whoever speaks (`t("Add {count} rows", count=3)`); there is no global language, so an English window can make a
Chinese pack.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import Final

from ..domain.errors import PmoError
from ..domain.messages import Message
from . import formats
from .messages import MESSAGES, N_, Plural

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "zh_CN": "简体中文"}
"""Language tag to the language's own name."""

LABEL: Final = "label:"
"""Begins the id of a message that is nothing but a field's name."""

LONGEST_QUOTE: Final = 300
"""Characters of a typed text or a path that a message repeats."""


OTHER_VERSION: Final = N_("A step of another version of this program ({name})")


class Texts:
    """The sentences, dates and numbers of one language.

    Attributes:
        language: a key of `LANGUAGES`.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    @property
    def is_chinese(self) -> bool:
        """True when the text is set in Chinese, which wants other fonts, sizes and line breaks."""
        return self.language.startswith("zh")

    @property
    def tag(self) -> str:
        """The language as a BCP 47 tag, as PDF and XML want it."""
        return "zh-CN" if self.is_chinese else "en-GB"

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return the sentence in this language, its placeholders filled."""
        return self._fill(self._catalogue.gettext(sentence) if sentence else "", values)

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the singular or plural sentence for `count`, which is also the placeholder `{count}`."""
        return self._fill(self._catalogue.ngettext(one, many, count), {"count": count, **values})

    def say(self, message: Message | PmoError) -> str:
        """Return the sentence of a message that was made where no language is known.

        A message read from a file may come from another version: what it lacks is "…", what it names, its own words.
        """
        message_id = message.message_id if isinstance(message, PmoError) else message.id
        if message_id.startswith(LABEL):
            return self(message_id.removeprefix(LABEL))
        known = MESSAGES.get(message_id)
        if known is None:
            return self(OTHER_VERSION, name=message_id[:60])
        values = {key: _quoted(value) for key, value in message.values.items()}
        if isinstance(known, Plural):
            count = message.count if isinstance(message, Message) else None
            number = count if isinstance(count, int) else values.pop("count", None)
            values = dict.fromkeys(_places(known.many), "…") | values
            values.pop("count", None)
            return self.n(known.one, known.many, number if isinstance(number, int) else 0, **values)
        return self(known, **(dict.fromkeys(_places(known), "…") | values))

    def _fill(self, sentence: str, values: Mapping[str, object]) -> str:
        if not values:
            return sentence
        shown = {key: self._shown(value) for key, value in values.items()}
        return sentence.format_map(shown)

    def _shown(self, value: object) -> object:
        if isinstance(value, (Message, PmoError)):
            return self.say(value)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return value

    def date(self, day: dt.date | None, *, year: bool = True) -> str:
        """Return a day as tables show it: `30 Jun 2027`, `2027-06-30`; empty for None."""
        return formats.day(self.language, day, year=year)

    def date_in_sentence(self, day: dt.date) -> str:
        """Return a day as sentences show it: `30 June 2027`, `2027 年 6 月 30 日`."""
        return formats.day_in_sentence(self.language, day)

    def month(self, day: dt.date, *, year: bool = True) -> str:
        """Return a month: `November 2026`, `2026 年 11 月`."""
        return formats.month(self.language, day, year=year)

    def short_month(self, day: dt.date, *, year: bool = False) -> str:
        """Return a short month for axes: `Nov`, `Nov 2026`, `11 月`, `2026-11`."""
        return formats.short_month(self.language, day, year=year)

    def moment(self, at: dt.datetime) -> str:
        """Return a day with its time of day to the minute."""
        return f"{self.date(at.date())} {at:%H:%M}"

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return a number with thousands separators and a true minus sign."""
        return formats.number(value, decimals, signed=signed)

    def percent(self, share: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return a share (0.17) as a percentage (`17%`)."""
        return formats.number(share * 100, decimals, signed=signed) + "%"

    def money(self, minor: int, currency: str, *, signed: bool = False) -> str:
        """Return an amount in full: `€1,234,567.00`."""
        return formats.money(minor, currency, signed=signed)

    def listed(self, parts: Iterable[str]) -> str:
        """Return names or amounts one after the other, as a sentence lists them."""
        return ("、" if self.is_chinese else ", ").join(parts)

    def short_money(self, minor: int, currency: str, *, signed: bool = False) -> str:
        """Return an amount in the language's big unit: `€8.4m`, `¥840 万`."""
        return formats.short_money(self.language, minor, currency, signed=signed)


@cache
def _places(sentence: str) -> tuple[str, ...]:
    """Return the names of the placeholders of one of our own sentences."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _quoted(value: object) -> object:
    """Return a value as a sentence quotes it: what somebody typed or pasted may be a novel."""
    return value if not isinstance(value, str) or len(value) <= LONGEST_QUOTE else value[: LONGEST_QUOTE - 1] + "…"


@cache
def of(language: str) -> Texts:
    """Return the texts of a language of `LANGUAGES`; its catalogue is read once."""
    if language not in LANGUAGES:
        raise PmoError("language_unknown", language=language, known=", ".join(LANGUAGES))
    if language == "en":
        return Texts(language, gettext.NullTranslations())
    compiled = resources.files("pmo_desktop") / "_generated" / "translations" / f"{language}.mo"
    with compiled.open("rb") as file:
        return Texts(language, gettext.GNUTranslations(file))
