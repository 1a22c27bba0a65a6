"""Filters: conditions on a column, kept as plain values, read as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from ...texts import Texts
from .columns import Column, words_of

Op = Literal["is", "is_not", "contains", "at_least", "at_most", "empty", "filled"]

ORDERED: Final = frozenset({"number", "integer", "money", "percent", "score", "days", "share", "date", "moment"})
LISTED: Final = frozenset({"choice", "rag", "programme", "project", "person", "bool", "tag"})


@dataclass(frozen=True)
class Filter:
    """A condition. `values` are plain: texts, numbers, dates; several mean any of them (none of them for `is_not`)."""

    key: str
    op: Op
    values: tuple[Any, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the filter as JSON values."""
        values = [{"date": v.isoformat()} if isinstance(v, date) else v for v in self.values]
        return {"key": self.key, "op": self.op, "values": values}


def filter_from_json(item: Mapping[str, Any]) -> Filter | None:
    """Return the filter that `to_json` wrote, None for what is none."""
    key, op, values = item.get("key"), item.get("op"), item.get("values", [])
    for known in OPS:
        if known == op and isinstance(key, str) and isinstance(values, list):
            return Filter(key, known, tuple(_value(value) for value in values))
    return None


def _value(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("date"), str):
        try:
            return date.fromisoformat(value["date"])
        except ValueError:
            return None
    return value if isinstance(value, (str, int, float, bool)) else None


OPS: Final[tuple[Op, ...]] = ("is", "is_not", "contains", "at_least", "at_most", "empty", "filled")


def ops_of(column: Column) -> tuple[Op, ...]:
    """Return the conditions that make sense for a column."""
    if column.kind in ORDERED:
        return ("at_least", "at_most", "empty", "filled")
    if column.kind in LISTED or column.choices:
        return ("is", "is_not", "empty", "filled")
    return ("contains", "is", "is_not", "empty", "filled")


def holds(condition: Filter, value: object) -> bool:
    """Tell whether a value meets a condition."""
    return test_of(condition)(value)


def test_of(condition: Filter) -> Callable[[object], bool]:
    """Return what tells whether a value meets a condition: made once, asked of every row."""
    wanted = condition.values
    match condition.op:
        case "empty":
            return _is_empty
        case "filled":
            return lambda value: not _is_empty(value)
        case "is" | "is_not":
            found = _is_one_of(wanted)
            return found if condition.op == "is" else lambda value: not found(value)
        case "contains":
            words = [str(one).casefold() for one in wanted]
            return lambda value: any(word in _text(value) for word in words)
    first = wanted[0] if wanted else None
    return lambda value: _compares(value, first, at_least=condition.op == "at_least")


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == () or value == []


def _is_one_of(wanted: tuple[Any, ...]) -> Callable[[object], bool]:
    takes_nothing = "" in wanted

    def test(value: object) -> bool:
        if isinstance(value, (tuple, list)):
            return any(one in value for one in wanted)
        return value in wanted or (takes_nothing and value is None)

    return test


def _text(value: object) -> str:
    text = " ".join(str(one) for one in value) if isinstance(value, (tuple, list)) else str(value or "")
    return text.casefold()


def _compares(value: Any, wanted: Any, *, at_least: bool) -> bool:
    if wanted is None or _is_empty(value):
        return False
    if isinstance(value, tuple):
        value = value[0]
    if value is None or isinstance(value, date) != isinstance(wanted, date):
        return False
    return bool(value >= wanted) if at_least else bool(value <= wanted)


def keep(rows: Sequence[Any], columns: Mapping[str, Column], conditions: Iterable[Filter]) -> list[int]:
    """Return the places of the rows that meet all conditions; a condition on an unknown column is passed over."""
    places: Sequence[int] = range(len(rows))
    for condition in conditions:
        column = columns.get(condition.key)
        if column is not None:
            get, test = column.get or column.value, test_of(condition)
            places = [at for at in places if test(get(rows[at]))]
    return list(places)


def sentence(condition: Filter, column: Column, t: Texts) -> str:
    """Return a condition as its chip reads."""
    words = [words_of(column, None, value, t) or t("empty") for value in condition.values]
    between = t("” or “") if condition.op in ("is_not", "contains") else t(" or ")
    joined = between.join(words)
    match condition.op:
        case "is":
            return t("{field}: {value}", field=column.title, value=joined)
        case "is_not":
            return t("{field} is not “{value}”", field=column.title, value=joined)
        case "contains":
            return t("{field} contains “{value}”", field=column.title, value=joined)
        case "at_least":
            if column.kind in ("date", "moment"):
                return t("{field} from {value}", field=column.title, value=joined)
            return t("{field} {value} or more", field=column.title, value=joined)
        case "at_most":
            if column.kind in ("date", "moment"):
                return t("{field} until {value}", field=column.title, value=joined)
            return t("{field} {value} or less", field=column.title, value=joined)
        case "empty":
            return t("{field} is empty", field=column.title)
        case "filled":
            return t("{field} is filled in", field=column.title)
