"""One cell of a file as the value of a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ...domain.errors import PmoError
from ...interchange.spreadsheet import Cell, shown
from ...texts.formats import minor_digits
from ..fields import FieldSpec
from ..values import Habits, check, number, parse

NOTHING: Final = frozenset({"", "-", "–", "—", "n/a", "na", "#n/a", "none", "null", "无", "/"})
"""What people write into a cell that holds no number, date or choice."""

LARGEST: Final = 10**16
"""No number of a project is larger; sums of such still fit SQLite's integers."""

EARLIEST: Final = date(1950, 1, 1)
LATEST: Final = date(2199, 12, 31)

_RAG: Final = {
    "amber/green": "A", "green/amber": "A", "amber-green": "A", "green-amber": "A",
    "amber/red": "R", "red/amber": "R", "amber-red": "R", "red-amber": "R",
    "on schedule": "G", "good": "G", "ok": "G", "healthy": "G", "🟢": "G", "gn": "G", "grün": "G", "vert": "G",
    "at risk": "A", "warning": "A", "caution": "A", "🟡": "A", "🟠": "A", "orange": "A", "gelb": "A",
    "off track": "R", "critical": "R", "delayed": "R", "late": "R", "🔴": "R", "rot": "R", "rouge": "R",
    "🔵": "C", "closed": "C", "done": "C", "finished": "C",
    "tbc": "", "exempt": "", "pending": "", "unknown": "", "⚪": "", "未定": "", "待定": "",
}  # fmt: skip
"""Words for a rating beside those of the catalogue. A mark between two steps counts as the worse of them."""

_RATINGS: Final = frozenset({"red", "amber", "green", "yellow", "红", "黄", "绿", "红灯", "黄灯", "绿灯"})

_SCORES: Final = {
    "very low": 1, "negligible": 1, "minor": 2, "rare": 1, "remote": 1, "vl": 1, "很低": 1, "极低": 1, "非常低": 1,
    "low": 2, "unlikely": 2, "l": 2, "低": 2, "较低": 2,
    "medium": 3, "moderate": 3, "possible": 3, "med": 3, "m": 3, "average": 3, "中": 3, "中等": 3, "一般": 3,
    "high": 4, "likely": 4, "major": 4, "significant": 4, "h": 4, "高": 4, "较高": 4, "严重": 4,
    "very high": 5, "almost certain": 5, "critical": 5, "catastrophic": 5, "severe": 5, "vh": 5, "extreme": 5,
    "很高": 5, "极高": 5, "非常高": 5,
}  # fmt: skip

_CHOICES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("risk", "status"): {"mitigated": "closed", "watch": "monitoring", "accepted": "monitoring", "inactive": "closed"},
    ("project", "stage"): {"live": "deliver", "delivery": "deliver", "construction": "deliver", "initiated": "initiate",
              "terminated": "cancelled", "not started": "idea", "pipeline": "idea"},
}  # fmt: skip
"""Words for a choice that files use beside those of the catalogue, by table and field."""

_SCIENTIFIC: Final = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?[eE][+-]?\d{1,2}", re.ASCII)

_FIRST_SERIAL: Final = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are read.

    Attributes:
        factor: what numbers are multiplied by: 1000 for a column in thousands.
        day_first: whether 03/04/2027 is in April.
        words: word in the file, in lower case, to the value that is kept for it.
    """

    factor: int = 1
    day_first: bool = True
    words: Mapping[str, str] | None = None


AS_IT_STANDS: Final = Reading()


def is_rating(cell: Cell) -> bool:
    """Return whether a cell holds nothing but a word for red, amber or green."""
    return isinstance(cell, str) and (_folded(cell) in _RATINGS or bool(_RAG.get(_folded(cell))))


def is_nothing(cell: Cell, spec: FieldSpec) -> bool:
    """Return whether a cell tells nothing about a field."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return not text or (spec.kind not in ("text", "long_text", "person") and text.casefold() in NOTHING)


def read(spec: FieldSpec, cell: Cell, reading: Reading, habits: Habits) -> object:
    """Return the value that a filled cell means for a field, checked.

    Raises:
        PmoError: it means none; the error is one of those of `values.parse`.
    """
    text = shown(cell)
    if reading.words and (chosen := reading.words.get(text.strip().casefold())) is not None:
        if not chosen:
            return check(spec, None)
        text = cell = chosen
    match spec.kind:
        case "date":
            return check(spec, _date(spec, cell, text, replace(habits, day_first=reading.day_first)))
        case "money":
            value = _number(spec, text) * reading.factor
            return check(spec, int((value * 10 ** minor_digits(habits.currency)).to_integral_value(ROUND_HALF_UP)))
        case "percent":
            return check(spec, int((_number(spec, text) * reading.factor).to_integral_value(ROUND_HALF_UP)))
        case "integer":
            return check(spec, int(_number(spec, text).to_integral_value(ROUND_HALF_UP)))
        case "number":
            value = _number(spec, text) * reading.factor
            return check(spec, int(value) if value == int(value) else float(value))
        case "score":
            return check(spec, _score(spec, text))
        case "rag":
            word = _folded(text)
            return _RAG[word] if word in _RAG else parse(spec, text, habits)
        case "choice":
            word = _CHOICES.get((spec.table, spec.name), {}).get(_folded(text), text)
            return parse(spec, word, habits)
        case _:
            return parse(spec, text, habits)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _number(spec: FieldSpec, text: str) -> Decimal:
    plain = text.strip().removesuffix("%").strip()
    value = Decimal(plain) if _SCIENTIFIC.fullmatch(plain) else number(plain)
    if value is None or abs(value) > LARGEST:
        raise PmoError("value_not_number", field=spec.caption, value=text)
    return value


def _date(spec: FieldSpec, cell: Cell, text: str, habits: Habits) -> object:
    if isinstance(cell, bool):
        raise PmoError("value_not_date", field=spec.caption, value=text)
    if isinstance(cell, (int, float)):
        # A sheet's day without a date format is the number of days since the last day of 1899.
        if not 18_264 <= cell <= 109_574:
            raise PmoError("value_not_date", field=spec.caption, value=text)
        return (_FIRST_SERIAL + timedelta(days=int(cell))).date()
    day: object = cell if isinstance(cell, date) else _typed_date(spec, text, habits)
    known = day.date() if isinstance(day, datetime) else day
    if isinstance(known, date) and not EARLIEST <= known <= LATEST:
        raise PmoError("value_not_date", field=spec.caption, value=text)
    return known


def _typed_date(spec: FieldSpec, text: str, habits: Habits) -> object:
    """Read a date that names its year: "fri" or "5 Mar" are for typing, a file is read in any week."""
    figures = re.findall(r"\d+", text)
    if len(figures) < (2 if re.search(r"[^\W\d_]{3,}", text) else 3):
        raise PmoError("value_not_date", field=spec.caption, value=text)
    whole = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AaPp][Mm])?Z?$", "", text.strip())
    return parse(spec, whole, habits)


def _score(spec: FieldSpec, text: str) -> int:
    word = _folded(text)
    if word in _SCORES:
        return _SCORES[word]
    if word.endswith("%") and (share := number(word[:-1])) is not None and 0 <= share <= 100:
        return min(5, int(share) // 20 + 1)
    if found := re.fullmatch(r"([1-5])(\.0)?\s*[-–:.(=]?\s*[^\d]*", word):
        return int(found[1])
    if found := re.fullmatch(r"([^\d]+?)\s*[-–:(=]\s*([1-5])\)?", word):
        return int(found[2])
    if (figure := number(word)) is not None and figure == int(figure) and abs(figure) <= LARGEST:
        return int(figure)  # a number, but none of the scale: the check says which are
    raise PmoError("value_not_choice", field=spec.caption, value=text)


_SLASHED: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(\s.*)?")


def day_first(cells: Iterable[Cell]) -> bool | None:
    """Return whether a column writes the day first; None where its dates don't tell."""
    votes = [0, 0]
    for cell in cells:
        found = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            one, other = int(found[1]), int(found[2])
            votes[0] += one > 12 >= other
            votes[1] += other > 12 >= one
    return None if votes[0] == votes[1] else votes[0] > votes[1]


def has_slashed_dates(cells: Iterable[Cell]) -> bool:
    """Return whether a column has dates whose order of day and month must be known."""
    return any(isinstance(cell, str) and _SLASHED.fullmatch(cell.strip()) for cell in cells)


def lacks_unit(cells: Sequence[Cell]) -> bool:
    """Return whether amounts look like thousands or millions whose unit nobody wrote down: small, and finely cut."""
    values = (number(shown(cell)[:40]) for cell in cells)
    amounts = sorted(abs(value) for value in values if value and abs(value) < LARGEST)
    fine = any(value != round(value, 2) for value in amounts)
    return bool(amounts) and fine and amounts[len(amounts) // 2] < 1_000


def shares(cells: Sequence[Cell]) -> bool:
    """Return whether a column of progress holds shares of one (0.62) and not percents (62)."""
    numbers = [float(shown(cell)) for cell in cells if re.fullmatch(r"\d+(\.\d+)?", shown(cell).strip())]
    return bool(numbers) and max(numbers) <= 1 and any(value != int(value) for value in numbers)
