"""What typed text means, by the kind of its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from ..domain.errors import PmoError
from ..texts import LANGUAGES, of
from ..texts.formats import minor_digits
from .dates import read_date, read_moment
from .fields.spec import Choice, FieldSpec


@dataclass(frozen=True)
class Habits:
    """What a typed text leaves open.

    Attributes:
        today: day that "fri", "+2w" and "5 Mar" start from; the current period's data date where there is one.
        day_first: whether 03/04/2027 is in April.
        programmes, projects: names and codes in lower case, to ids.
        minutes_per_day, minutes_per_week: length of "1 d" and "1 w" of work.
    """

    currency: str = "EUR"
    today: date = field(default_factory=date.today)
    day_first: bool = True
    programmes: Mapping[str, int] = field(default_factory=dict)
    projects: Mapping[str, int] = field(default_factory=dict)
    minutes_per_day: int = 480
    minutes_per_week: int = 2400


_SUFFIXES: Final = (
    ("亿", 10**8), ("万", 10**4), ("千", 10**3), ("bn", 10**9), ("mn", 10**6), ("m", 10**6), ("k", 10**3),
)  # fmt: skip
_SYMBOLS = re.compile(r"[€$£¥￥]|\b[A-Z]{3}\b|元|人民币")


def number(text: str) -> Decimal | None:
    """Return the number that a text means: `1,234.5`, `1.234,5`, `€8.4m`, `840 万`, `(12)`, `−3`; None for none."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("\u2019", "'")
    plain = _SYMBOLS.sub("", plain).strip()
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()").replace(" ", "").replace("\u202f", "").replace("'", "").lower()
    factor = 1
    for suffix, size in _SUFFIXES:
        if plain.endswith(suffix):
            plain, factor = plain.removesuffix(suffix), size
            break
    plain = _one_point(plain)
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", plain):
        return None
    try:
        value = Decimal(plain) * factor
    except InvalidOperation:
        return None
    return -value if negative else value


def _one_point(text: str) -> str:
    """Return a number with a point before its decimals and no other separator."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        return text.replace(thousands, "").replace(decimal, ".")
    for mark in (",", "."):
        if mark in text:
            grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(\{mark}\d{{3}})+", text)
            if grouped and (mark == "," or text.count(".") > 1):
                return text.replace(mark, "")
    return text.replace(",", ".") if text.count(",") == 1 else text


def _read_integer(spec: FieldSpec, text: str, habits: Habits) -> object:
    value = number(text.removesuffix("%"))
    if value is None or value != int(value):
        raise PmoError("value_not_whole", field=spec.caption, value=text)
    return int(value)


def _read_number(spec: FieldSpec, text: str, habits: Habits) -> object:
    value = number(text)
    if value is None:
        raise PmoError("value_not_number", field=spec.caption, value=text)
    return int(value) if value == int(value) else float(value)


def _read_money(spec: FieldSpec, text: str, habits: Habits) -> object:
    value = number(text)
    if value is None:
        raise PmoError("value_not_money", field=spec.caption, value=text)
    return int((value * 10 ** minor_digits(habits.currency)).to_integral_value())


def _read_percent(spec: FieldSpec, text: str, habits: Habits) -> object:
    value = number(text.removesuffix("%"))
    if value is None:
        raise PmoError("value_not_number", field=spec.caption, value=text)
    return int(value.to_integral_value())


def _read_date(spec: FieldSpec, text: str, habits: Habits) -> object:
    day = read_date(text, today=habits.today, day_first=habits.day_first)
    if day is None:
        raise PmoError("value_not_date", field=spec.caption, value=text)
    return day.isoformat() if spec.is_custom else day


def _read_moment(spec: FieldSpec, text: str, habits: Habits) -> object:
    moment = read_moment(text, today=habits.today, day_first=habits.day_first)
    if moment is None:
        raise PmoError("value_not_date", field=spec.caption, value=text)
    return moment


_DURATION = re.compile(r"(.+?)\s*(min|m|h|d|w|分钟|小时|时|天|日|工作日|周|days?|hours?|weeks?)?", re.IGNORECASE)


def _read_duration(spec: FieldSpec, text: str, habits: Habits) -> object:
    found = _DURATION.fullmatch(text)
    amount = number(found[1]) if found else None
    if found is None or amount is None:
        raise PmoError("value_not_duration", field=spec.caption, value=text)
    unit = (found[2] or "d").lower()
    match unit:
        case "min" | "m" | "分钟":
            size = 1
        case "h" | "hour" | "hours" | "小时" | "时":
            size = 60
        case "w" | "week" | "weeks" | "周":
            size = habits.minutes_per_week
        case _:
            size = habits.minutes_per_day
    return int((amount * size).to_integral_value())


def _read_choice(spec: FieldSpec, text: str, habits: Habits) -> object:
    wanted = text.casefold()
    for choice in spec.choices:
        if wanted in _names_of(choice, own_words=spec.own_words):
            return choice.value
    if spec.open_choices:
        return text
    raise PmoError("value_not_choice", field=spec.caption, value=text)


@cache
def _names_of(choice: Choice, *, own_words: bool) -> frozenset[str]:
    """Return every name of a choice, in all languages: files and hands don't follow the window's."""
    labels = [] if own_words else [of(language)(choice.label) for language in LANGUAGES]
    names = (choice.value, choice.label, *labels, *choice.synonyms)
    return frozenset(unicodedata.normalize("NFKC", name).casefold() for name in names)


def _read_bool(spec: FieldSpec, text: str, habits: Habits) -> object:
    wanted = text.casefold()
    if wanted in ("yes", "y", "true", "1", "x", "✓", "是", "对"):
        return True
    if wanted in ("", "no", "n", "false", "0", "否", "不"):
        return False
    raise PmoError("value_not_choice", field=spec.caption, value=text)


def _read_tags(spec: FieldSpec, text: str, habits: Habits) -> object:
    return [word for word in re.split(r"[,;，；、|\n]", text) if word.strip()]


def _read_reference(spec: FieldSpec, text: str, habits: Habits) -> object:
    known = habits.programmes if spec.kind == "programme" else habits.projects
    found = known.get(text.casefold())
    if found is None:
        raise PmoError("value_unknown_name", field=spec.caption, value=text)
    return found


def _read_text(spec: FieldSpec, text: str, habits: Habits) -> object:
    return text


READERS: Final[Mapping[str, Callable[[FieldSpec, str, Habits], object]]] = {
    "text": _read_text,
    "long_text": _read_text,
    "person": _read_text,
    "number": _read_number,
    "integer": _read_integer,
    "score": _read_integer,
    "money": _read_money,
    "percent": _read_percent,
    "date": _read_date,
    "moment": _read_moment,
    "duration": _read_duration,
    "choice": _read_choice,
    "rag": _read_choice,
    "bool": _read_bool,
    "tags": _read_tags,
    "programme": _read_reference,
    "project": _read_reference,
}
