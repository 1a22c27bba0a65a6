"""Typed text to values and values to text, by the field's description.

Nothing that users typed or brought in a file reaches a row without `clean`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from ..domain.errors import PmoError
from ..texts import Texts
from .fields.spec import TEXT_LIMIT, FieldSpec
from .reading import READERS, Habits, number

__all__ = ["Habits", "check", "clean", "empty", "field_named", "name_of", "number", "parse", "show"]

# Bidirectional overrides and isolates can make a text read as what it is not; marks (LRM, RLM) and joiners stay.
_UNSAFE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_LARGEST: Final = 10**15
"""Amounts above it are typing mistakes, and would not fit SQLite's integers once in minor units."""


def clean(text: str, *, lines: bool = False) -> str:
    """Return a text that is safe to keep: NFC, no control or bidi-override characters, no blank ends.

    `lines` keeps line breaks, as newlines; else they become spaces.
    """
    whole = _BREAKS.sub("\n", _UNSAFE.sub("", text)).replace("\t", " ")
    if not lines:
        whole = " ".join(whole.split("\n"))
    kept = "".join(char for char in whole if char == "\n" or unicodedata.category(char) != "Cc")
    # Last, as a control character that goes may bring a letter and its accent together.
    return unicodedata.normalize("NFC", kept).strip()


def parse(spec: FieldSpec, text: str, habits: Habits | None = None) -> object:
    """Return the value that a typed text means for a field; an empty text is None, "" or [] by kind.

    Raises:
        PmoError: the text means no such value; it names the field and the text.
    """
    habits = habits or Habits()
    plain = clean(text, lines=spec.kind == "long_text")
    if plain and spec.kind not in ("text", "long_text", "person", "tags"):
        plain = unicodedata.normalize("NFKC", plain)
    if not plain and spec.kind not in ("bool", "rag"):
        return check(spec, empty(spec))
    return check(spec, READERS[spec.kind](spec, plain, habits))


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

assert _CHECKS.keys() == READERS.keys()


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
