"""The sample's content in one language, and the keys that make it the same every time."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from ...texts import LANGUAGES, Texts, of

FILES: Final = ("digital", "grid", "customer", "workplace")
"""One file a programme, in the order of the registry."""

_NAMESPACE: Final = uuid.UUID("5a0f3f0e-6d1c-5e0b-9c43-7f0d2f6b1a11")


def demo_uid(*parts: object) -> str:
    """Return the identifier of a record of the sample: the same for the same parts, in every store."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(str(part) for part in parts)))


@cache
def load(name: str) -> Any:
    """Return one of the sample's data files."""
    file = resources.files("pmo_desktop.services.demo") / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Content:
    """The sample's data with a language to read them in."""

    texts: Texts

    @staticmethod
    def of(language: str) -> Content:
        """Return the content in a language.

        Raises:
            PmoError: there is no such language.
        """
        return Content(of(language))

    @property
    def portfolio(self) -> Mapping[str, Any]:
        """What holds for the whole portfolio."""
        data: Mapping[str, Any] = load("portfolio")
        return data

    @property
    def currency(self) -> str:
        """The currency of all amounts; the numbers are the same in both languages."""
        return self.say(self.portfolio["currency"])

    @property
    def periods(self) -> tuple[date, ...]:
        """Data dates of the reporting periods, the open one last."""
        return tuple(date.fromisoformat(day) for day in self.portfolio["periods"])

    def say(self, pair: Sequence[Any], **values: object) -> str:
        """Return the text of a pair in this language, its placeholders filled."""
        text = str(pair[list(LANGUAGES).index(self.texts.language)])
        return text.format_map(values) if values and "{" in text else text

    def person(self, key: str) -> str:
        """Return a person's name."""
        return self.say(self.portfolio["people"][key])

    def projects(self) -> Iterator[Mapping[str, Any]]:
        """Yield the projects in the order of the registry."""
        for name in FILES:
            yield from load(name)


def day(text: str | None) -> date | None:
    """Return the day of an ISO date."""
    return date.fromisoformat(text) if text else None


def minor(thousands: float | None) -> int | None:
    """Return an amount of the data, in thousands, in minor units."""
    return None if thousands is None else round(thousands * 100_000)
