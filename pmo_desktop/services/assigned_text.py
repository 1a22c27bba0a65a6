"""How people write who works on a task: `Anna; Li Wei[50%]; Cement[12]`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..domain.errors import PmoError
from . import values

LONGEST_TEXT: Final = 5_000
MOST: Final = 200
"""Resources that one task may be given at once."""

LARGEST_UNITS: Final = 1_000_000.0

_NARROW: Final = str.maketrans("；、，【】［］％", ";;,[][]%")

_PART: Final = re.compile(r"(?P<name>[^\[\]]+?)\s*(?:\[\s*(?P<units>[\d.,]+)\s*(?P<percent>%)?[^\[\]]*\])?")


@dataclass(frozen=True, slots=True)
class Assigned:
    """A resource as typed; `units` is a share (0.5 for 50 %), or None where none was typed."""

    name: str
    units: float | None = None


def parse_assigned(text: str) -> tuple[Assigned, ...]:
    """Return the resources that a text names, separated by `;` or `,`; the last one counts where a name is twice.

    A bare number in brackets is a quantity, as materials have it.

    Raises:
        PmoError: a bracket holds no number, is not closed, or too many are named.
    """
    plain = values.clean(text)
    if len(plain) > LONGEST_TEXT:
        raise PmoError("assigned_bad", value=_shown(plain))
    plain = plain.translate(_NARROW)
    found: dict[str, Assigned] = {}
    for part in re.split(r"[;,](?![^\[]*\])", plain):
        if not part.strip():
            continue
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise PmoError("assigned_bad", value=_shown(part.strip()))
        name = match["name"].strip()
        found[name.casefold()] = Assigned(name, _units(match["units"], match["percent"], part))
    if len(found) > MOST:
        raise PmoError("assigned_too_many", limit=MOST)
    return tuple(found.values())


def assigned_text(parts: Iterable[tuple[str, str, float]]) -> str:
    """Return (name, kind, units) of each assignment as `parse_assigned` reads them; 100 % of a person is the name."""
    return "; ".join(_text(name, kind, units) for name, kind, units in parts)


def units_text(kind: str, units: float) -> str:
    """Return units as a cell shows them: percent of people and machines, a quantity of materials."""
    return _number(units) if kind == "material" else f"{_number(units * 100)}%"


def parse_units(kind: str, text: str) -> float:
    """Return the units that a user typed: `50%`, `50` or `0.5` of a person are half of one, `12` of a material twelve.

    Raises:
        PmoError: the text is no number, or it is negative or far too large.
    """
    plain = unicodedata.normalize("NFKC", values.clean(text)).replace(" ", "").replace(",", ".")
    share = plain.removesuffix("%")
    try:
        number = float(share)
    except ValueError:
        raise PmoError("units_bad", value=_shown(text)) from None
    if kind != "material" and (plain.endswith("%") or number > 10 or (number > 1 and "." not in share)):
        number /= 100
    if not 0 <= number <= LARGEST_UNITS:
        raise PmoError("units_bad", value=_shown(text))
    return number


def _units(number: str | None, percent: str | None, part: str) -> float | None:
    if number is None:
        return None
    try:
        value = float(unicodedata.normalize("NFKC", number).replace(",", "."))
    except ValueError:
        raise PmoError("assigned_bad", value=_shown(part.strip())) from None
    value = value / 100 if percent else value
    if value > LARGEST_UNITS:
        raise PmoError("units_bad", value=_shown(part.strip()))
    return value


def _text(name: str, kind: str, units: float) -> str:
    if kind == "cost" or (kind == "work" and units == 1):
        return name
    return f"{name}[{units_text(kind, units)}]"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
