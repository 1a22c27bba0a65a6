"""The rows and values of MS Project's XML: elements as text by name, and text as values with errors that say where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from lxml import etree

from ..domain.errors import PmoError
from ..domain.messages import Message

_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:[.,]\d+)?S)?)?", re.ASCII
)
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)


@dataclass(slots=True)
class Findings:
    """What the reader could not use: fields by name with their number, and single problems."""

    unknown: Counter[str] = field(default_factory=Counter)
    problems: list[Message] = field(default_factory=list)


def problem(message_id: str, row: str, field: str, value: str = "") -> Message:
    """Return the message that something of a row was put right or left out."""
    return Message(message_id, {"row": row, "field": field, "value": value})


def names(text: str) -> frozenset[str]:
    """Return the words of a text as a set of field names."""
    return frozenset(text.split())


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of that name."""
    if element is not None:
        for child in element:
            if local_name(child) == name:
                yield child


class Row:
    """One record: its simple fields as text by name, its structured fields as elements by name.

    Fields that are asked for are taken out, so that what is left can be kept or listed.
    """

    __slots__ = ("label", "nested", "texts", "what")

    def __init__(self, element: etree._Element, what: str) -> None:
        self.what = what
        self.texts: dict[str, str] = {}
        self.nested: dict[str, list[etree._Element]] = {}
        for child in element:
            name = local_name(child)
            if len(child):
                self.nested.setdefault(name, []).append(child)
            else:
                self.texts[name] = (child.text or "").strip() if name not in ("Notes", "Name") else child.text or ""
        self.label = self.texts.get("Name", "").strip() or self.texts.get("UID", "")

    def bad(self, name: str, text: str) -> PmoError:
        """Return the error that a field's text is not what it must be."""
        return PmoError("mspdi_value_bad", row=self.label or self.what, field=name, value=text[:80])

    def text(self, name: str, default: str = "") -> str:
        """Take a field's text."""
        return self.texts.pop(name, default)

    def flag(self, name: str, default: bool = False) -> bool:
        """Take a yes-or-no field."""
        text = self.texts.pop(name, "")
        if text == "":
            return default
        if text.lower() in ("1", "true", "-1"):
            return True
        if text.lower() in ("0", "false"):
            return False
        raise self.bad(name, text)

    def real(self, name: str) -> float | None:
        """Take a number."""
        text = self.texts.pop(name, "")
        if text == "":
            return None
        try:
            value = float(text)
        except ValueError as error:
            raise self.bad(name, text) from error
        if not -1e15 < value < 1e15:  # also refuses what is not a number
            raise self.bad(name, text)
        return value

    def whole(self, name: str, default: int | None = None) -> int | None:
        """Take a whole number; decimals are rounded."""
        value = self.real(name)
        return default if value is None else round(value)

    def number(self, name: str, default: int) -> int:
        """Take a whole number that has a usual value."""
        value = self.whole(name)
        return default if value is None else value

    def key(self, name: str = "UID") -> int:
        """Take the field that identifies the record."""
        text = self.texts.pop(name, "")
        if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
            raise PmoError("mspdi_key_missing", row=self.label or self.what, field=name)
        return int(text)

    def moment(self, name: str) -> datetime | None:
        """Take a moment; seconds are cut off."""
        text = self.texts.pop(name, "")
        if text in ("", "NA"):
            return None
        try:
            return datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            raise self.bad(name, text) from error

    def day(self, name: str) -> date | None:
        """Take the day of a moment."""
        moment = self.moment(name)
        return None if moment is None else moment.date()

    def minutes(self, name: str) -> int | None:
        """Take a duration such as `PT8H30M0S` in minutes, never negative."""
        text = self.texts.pop(name, "")
        if text == "":
            return None
        match = _DURATION.fullmatch(text)
        if match is None or text.endswith(("P", "T")):
            raise self.bad(name, text)
        sign, days, hours, minutes, seconds = match.groups()
        total = int(days or 0) * 1440 + int(hours or 0) * 60 + int(minutes or 0) + (int(seconds or 0) + 30) // 60
        if sign and total:
            raise self.bad(name, text)
        if total > 10**9:
            raise self.bad(name, text)
        return total

    def tenths(self, name: str) -> int:
        """Take a field that counts tenths of minutes, in minutes."""
        value = self.real(name)
        return 0 if value is None else round(value / 10)

    def clock(self, name: str, default: int) -> int:
        """Take a time of day in minutes."""
        text = self.texts.pop(name, "")
        if text == "":
            return default
        match = _TIME.fullmatch(text)
        if match is None or int(match[1]) > 24 or int(match[2]) > 59:
            raise self.bad(name, text)
        return min(int(match[1]) * 60 + int(match[2]), 1440)

    def rest(self, known: frozenset[str], computed: frozenset[str], findings: Findings) -> dict[str, str]:
        """Return the simple fields that are left; names that the format does not have are listed as well.

        Computed fields are left out: they are worked out anew.
        """
        for name in self.texts:
            if name not in known and name not in computed:
                findings.unknown[f"{self.what}.{name}"] += 1
        for name, elements in self.nested.items():
            findings.unknown[f"{self.what}.{name}"] += len(elements)
        return {name: text for name, text in self.texts.items() if name not in computed}
