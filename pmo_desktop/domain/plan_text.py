"""How people write durations, lags and predecessors: `3d 4h`, `2ew`, `4FS+2d; 7SS-1d`, `2.1 FF`.

The numbers of MS Project's duration formats are kept, so that a plan shows a duration in the unit it was typed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from .errors import PmoError

LagKind = Literal["working", "elapsed", "percent", "elapsed_percent"]
LinkKind = Literal["FS", "SS", "FF", "SF"]

LONGEST: Final = 200 * 365 * 1440
"""The longest duration or lag, in minutes: two hundred years."""

LONGEST_TEXT: Final = 2000
"""Characters of a predecessor list or a duration that are looked at; more is refused."""

_UNIT_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "时", "小时", "工时"), "h"),
    **dict.fromkeys(("", "d", "dy", "day", "days", "天", "日", "工作日", "个工作日", "工日"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "周", "星期", "个星期"), "w"),
    **dict.fromkeys(("mo", "mon", "mons", "month", "months", "月", "个月"), "mo"),
}
_FORMATS: Final[Mapping[str, int]] = {"m": 3, "h": 5, "d": 7, "w": 9, "mo": 11}
_SIZE: Final = ("m", "h", "d", "w", "mo")
_ELAPSED: Final[Mapping[str, int]] = {"m": 1, "h": 60, "d": 1440, "w": 10080, "mo": 43200}

_PART: Final = re.compile(r"\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*([^\W\d_]*)\s*", re.UNICODE)
_LINK: Final = re.compile(
    r"\s*(?P<ref>\d+(?:\.\d+)*)\s*(?P<kind>FS|SS|FF|SF)?\s*(?:(?P<sign>[+-])\s*(?P<lag>.+?))?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TimeUnits:
    """What a plan calls a day, a week and a month, in working minutes."""

    day: int = 480
    week: int = 2400
    month: int = 9600

    def minutes(self, unit: str, *, elapsed: bool) -> int:
        """Return the minutes of one unit."""
        if elapsed:
            return _ELAPSED[unit]
        return {"m": 1, "h": 60, "d": self.day, "w": self.week, "mo": self.month}[unit]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as typed. `format` is MS Project's number of the unit it is shown in."""

    minutes: int
    elapsed: bool = False
    estimated: bool = False
    format: int = 7


@dataclass(frozen=True, slots=True)
class LinkText:
    """A predecessor as typed. `ref` is a row number, or a WBS where it has a dot; `lag` is in minutes or percent."""

    ref: str
    kind: LinkKind = "FS"
    lag: int = 0
    lag_kind: LagKind = "working"
    lag_format: int = 7


def parse_duration(text: str, units: TimeUnits) -> Duration:
    """Return the duration that a user typed: `3`, `3d 4h`, `2ew`, `1.5 weeks?`, `5 天`.

    A bare number counts days, an `e` before the unit elapsed time, a question mark an estimate.

    Raises:
        PmoError: the text is no duration, mixes working and elapsed time, or is too long.
    """
    plain = _plain(text)
    estimated = plain.endswith("?")
    parts = _parts(plain.removesuffix("?").strip())
    if parts is None:
        raise PmoError("duration_bad", value=_shown(text))
    if len({elapsed for _, _, elapsed in parts}) > 1:
        raise PmoError("duration_mixed", value=_shown(text))
    elapsed = parts[0][2]
    total = sum((amount * units.minutes(unit, elapsed=elapsed) for amount, unit, _ in parts), Decimal(0))
    if total > LONGEST:
        raise PmoError("duration_too_long", value=_shown(text))
    largest = max((unit for _, unit, _ in parts), key=_SIZE.index)
    return Duration(int(total.to_integral_value()), elapsed, estimated, _FORMATS[largest] + (1 if elapsed else 0))


def parse_links(text: str, units: TimeUnits) -> tuple[LinkText, ...]:
    """Return the predecessors that a user typed, separated by `;` or `,`; an empty text is none.

    Raises:
        PmoError: a part is not a row number or WBS with an optional type and lag.
    """
    if len(text) > LONGEST_TEXT:
        raise PmoError("links_bad", value=_shown(text))
    parts = (part.strip() for part in re.split(r"[;、]|,(?!\d+\s*(?:e?(?:d|w|h|m|天|周|月)|%))", _plain(text)))
    return tuple(_link(part, units) for part in parts if part)


def duration_text(
    minutes: int, units: TimeUnits, *, elapsed: bool = False, estimated: bool = False, unit: int = 7
) -> str:
    """Return a duration as `parse_duration` reads it: `3d`, `2.5w`, `4eh?`.

    `unit` is MS Project's number of the unit; one that is not known shows days.
    """
    name = next((name for name, number in _FORMATS.items() if number in (unit, unit - 1)), "d")
    amount = Decimal(minutes) / units.minutes(name, elapsed=elapsed)
    return f"{_number(amount)}{'e' if elapsed else ''}{name}{'?' if estimated else ''}"


def link_text(ref: str, kind: str, lag: int, lag_kind: str, units: TimeUnits, lag_format: int = 7) -> str:
    """Return a predecessor as `parse_links` reads it; FS without lag is the bare reference."""
    if not lag:
        return ref if kind == "FS" else f"{ref}{kind}"
    sign = "+" if lag > 0 else "-"
    if lag_kind in ("percent", "elapsed_percent"):
        return f"{ref}{kind}{sign}{abs(lag)}{'e' if lag_kind == 'elapsed_percent' else ''}%"
    return f"{ref}{kind}{sign}" + duration_text(abs(lag), units, elapsed=lag_kind == "elapsed", unit=lag_format)


def joined_links(parts: Iterable[str]) -> str:
    """Return predecessors as one cell's text."""
    return "; ".join(parts)


def _plain(text: str) -> str:
    """Return the text with full-width forms and typographic minus signs made plain."""
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + "\0"  # no such duration or link: refused below
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").strip().lower()


def _parts(text: str) -> list[tuple[Decimal, str, bool]] | None:
    """Return (amount, unit, elapsed) of each part, None where the text is no duration."""
    found: list[tuple[Decimal, str, bool]] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            return None
        word = match[2]
        elapsed = word.startswith("e") and word[1:] in _UNIT_WORDS
        unit = _UNIT_WORDS.get(word[1:] if elapsed else word)
        try:
            amount = Decimal(match[1].replace(",", "."))
        except InvalidOperation:
            return None
        if unit is None or match.end() == at:
            return None
        found.append((amount, unit, elapsed))
        at = match.end()
    return found or None


def _link(part: str, units: TimeUnits) -> LinkText:
    match = _LINK.fullmatch(part)
    if match is None:
        raise PmoError("links_bad", value=_shown(part))
    kind = _kind(match["kind"])
    lag = (match["lag"] or "").strip()
    sign = -1 if match["sign"] == "-" else 1
    if not lag:
        if match["sign"]:
            raise PmoError("links_bad", value=_shown(part))
        return LinkText(match["ref"], kind)
    if lag.endswith("%"):
        elapsed = lag.removesuffix("%").endswith("e")
        number = lag.removesuffix("%").removesuffix("e").strip()
        if not number.isdecimal() or int(number[:9]) > 10_000:
            raise PmoError("links_bad", value=_shown(part))
        return LinkText(
            match["ref"], kind, sign * int(number), "elapsed_percent" if elapsed else "percent", 20 if elapsed else 19
        )
    typed = parse_duration(lag, units)
    return LinkText(match["ref"], kind, sign * typed.minutes, "elapsed" if typed.elapsed else "working", typed.format)


def _kind(text: str | None) -> LinkKind:
    match (text or "fs").upper():
        case "SS":
            return "SS"
        case "FF":
            return "FF"
        case "SF":
            return "SF"
        case _:
            return "FS"


def _number(amount: Decimal) -> str:
    shown = f"{amount:.2f}".rstrip("0").rstrip(".")
    return shown or "0"


def _shown(text: str) -> str:
    """Return at most the first 60 characters, for an error."""
    return text if len(text) <= 60 else text[:59] + "…"
