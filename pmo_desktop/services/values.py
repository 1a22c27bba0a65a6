"""Typed text to values and values to text, by the field's description.

Nothing that users typed or brought in a file reaches a row without `clean`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from ..domain.errors import PmoError
from ..texts import LANGUAGES, Texts, of
from ..texts.formats import minor_digits
from .dates import read_date, read_moment
from .fields.spec import TEXT_LIMIT, Choice, FieldSpec

# Bidirectional overrides and isolates can make a text read as what it is not; marks (LRM, RLM) and joiners stay.
_UNSAFE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_LARGEST: Final = 10**15
"""Amounts above it are typing mistakes, and would not fit SQLite's integers once in minor units."""


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


def clean(text: str, *, lines: bool = False) -> str:
    """Return a text that is safe to keep: NFC, no control or bidi-override characters, no blank ends.

    `lines` keeps line breaks, as newlines; else they become spaces.
    """
    whole = unicodedata.normalize("NFC", _UNSAFE.sub("", text))
    whole = _BREAKS.sub("\n", whole).replace("\t", " ")
    if not lines:
        whole = " ".join(whole.split("\n"))
    kept = (char for char in whole if char == "\n" or unicodedata.category(char) != "Cc")
    return "".join(kept).strip()


def parse(spec: FieldSpec, text: str, habits: Habits | None = None) -> object:
    """Return the value that a typed text means for a field; an empty text is None, "" or [] by kind.

    Raises:
        PmoError: the text means no such value; it names the field and the text.
    """
    habits = habits or Habits()
    plain = clean(text, lines=spec.kind == "long_text")
    if plain and spec.kind not in ("text", "long_text", "person"):
        plain = unicodedata.normalize("NFKC", plain)
    if not plain and spec.kind not in ("bool", "rag"):
        return check(spec, empty(spec))
    return check(spec, _READERS[spec.kind](spec, plain, habits))


def empty(spec: FieldSpec) -> object:
    """Return the value of a field that holds nothing."""
    if spec.is_custom:
        return None
    match spec.kind:
        case "text" | "long_text" | "person" | "choice" | "rag":
            return ""
        case "tags":
            return []
        case "bool":
            return False
        case _:
            return None


def check(spec: FieldSpec, value: object) -> object:
    """Return a typed value as it is kept, its texts cleaned.

    Raises:
        PmoError: the field doesn't take it.
    """
    if isinstance(value, str):
        value = clean(value, lines=spec.kind == "long_text")
        if len(value) > spec.limit:
            raise PmoError("value_too_long", field=spec.caption, limit=spec.limit, length=len(value))
    if value is None and not spec.required:
        return empty(spec)
    if value in (None, ""):
        if spec.required:
            raise PmoError("value_required", field=spec.caption)
        return empty(spec)
    return _CHECKS[spec.kind](spec, value)


def show(
    t: Texts, spec: FieldSpec, value: object, *, currency: str = "", names: Mapping[int, str] | None = None
) -> str:
    """Return a value as a table cell or a sentence shows it; "" for nothing.

    Attributes:
        names: names of programmes or projects by id, for fields that point to one.
    """
    match value:
        case None | "" | []:
            return ""
        case bool():
            return t("Yes") if value else t("No")
        case datetime():
            return t.moment(value)
        case date():
            return t.date(value)
        case list() | tuple():
            return ", ".join(str(item) for item in value)
        case int() if spec.kind in ("programme", "project"):
            return (names or {}).get(value, "")
        case int() if spec.kind == "money":
            return t.money(value, currency) if currency else t.number(value / 100, 2)
        case int() if spec.kind == "duration":
            return t("{days} d", days=f"{value / 480:.4g}")
        case int() | float() if spec.kind == "percent":
            return t.percent(value / 100)
        case float():
            return t.number(value, 0 if value == int(value) else 2)
        case int():
            return t.number(value)
    if spec.kind == "date" and isinstance(value, str):
        day = _iso(value)
        return t.date(day) if day else value
    choice = spec.choice(value)
    if choice:
        return choice.label if spec.own_words else t(choice.label)
    return str(value)


# --- reading typed text ---------------------------------------------------------------------------------------------

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


_READERS: Final[Mapping[str, Callable[[FieldSpec, str, Habits], object]]] = {
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


# --- checking typed values ------------------------------------------------------------------------------------------


def _check_text(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, str):
        raise PmoError("value_not_text", field=spec.caption, value=str(value))
    if spec.name == "currency":
        value = value.upper()
        if not re.fullmatch(r"[A-Z]{3}", value):
            raise PmoError("value_not_currency", field=spec.caption, value=value)
    return value


def _check_integer(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        raise PmoError("value_not_whole", field=spec.caption, value=str(value))
    return _within(spec, value)


def _check_number(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
        raise PmoError("value_not_number", field=spec.caption, value=str(value))
    return _within(spec, value)


def _within(spec: FieldSpec, value: int | float) -> int | float:
    low = spec.low if spec.low is not None else -_LARGEST
    high = spec.high if spec.high is not None else _LARGEST
    if not low <= value <= high:
        raise PmoError("value_out_of_range", field=spec.caption, value=value, low=low, high=high)
    return value


def _check_date(spec: FieldSpec, value: object) -> object:
    if isinstance(value, datetime):
        value = value.date()
    if spec.is_custom:
        day = value if isinstance(value, date) else _iso(str(value))
        if day is None:
            raise PmoError("value_not_date", field=spec.caption, value=str(value))
        return day.isoformat()
    if not isinstance(value, date):
        raise PmoError("value_not_date", field=spec.caption, value=str(value))
    return value


def _check_moment(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise PmoError("value_not_date", field=spec.caption, value=str(value))
    return value


def _check_choice(spec: FieldSpec, value: object) -> object:
    if isinstance(value, str) and (spec.open_choices or spec.choice(value)):
        return value
    raise PmoError("value_not_choice", field=spec.caption, value=str(value))


def _check_bool(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, bool):
        raise PmoError("value_not_choice", field=spec.caption, value=str(value))
    return value


def _check_tags(spec: FieldSpec, value: object) -> object:
    if not isinstance(value, Iterable) or isinstance(value, str):
        raise PmoError("value_not_text", field=spec.caption, value=str(value))
    words = dict.fromkeys(word for item in value if (word := clean(str(item))))
    longest = max((len(word) for word in words), default=0)
    if longest > 60:
        raise PmoError("value_too_long", field=spec.caption, limit=60, length=longest)
    return list(words)


_CHECKS: Final[Mapping[str, Callable[[FieldSpec, object], object]]] = {
    "text": _check_text,
    "long_text": _check_text,
    "person": _check_text,
    "number": _check_number,
    "integer": _check_integer,
    "score": _check_integer,
    "money": _check_integer,
    "percent": _check_integer,
    "date": _check_date,
    "moment": _check_moment,
    "duration": _check_integer,
    "choice": _check_choice,
    "rag": _check_choice,
    "bool": _check_bool,
    "tags": _check_tags,
    "programme": _check_integer,
    "project": _check_integer,
}

assert _CHECKS.keys() == _READERS.keys()


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def field_named(label: str, name: str = "text") -> FieldSpec:
    """Return a plain text field for names that no catalogue has, such as the name of a view."""
    return FieldSpec("", name, "text", label, required=True, limit=TEXT_LIMIT, column=name)


def name_of(label: str, text: str) -> str:
    """Return a cleaned name that is not empty; `label` says what it names.

    Raises:
        PmoError: it is empty or too long.
    """
    value = check(field_named(label), text)
    assert isinstance(value, str)
    return value
