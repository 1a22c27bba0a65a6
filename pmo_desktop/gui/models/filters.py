"""Filters: conditions on a column, kept as plain values, read as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    is_empty = value is None or value == "" or value == () or value == []
    match condition.op:
        case "empty":
            return is_empty
        case "filled":
            return not is_empty
        case "is":
            return any(_same(value, wanted) for wanted in condition.values)
        case "is_not":
            return not any(_same(value, wanted) for wanted in condition.values)
        case "contains":
            text = " ".join(str(v) for v in value) if isinstance(value, (tuple, list)) else str(value or "")
            return any(str(wanted).casefold() in text.casefold() for wanted in condition.values)
    if is_empty or not condition.values or condition.values[0] is None:
        return False
    wanted = condition.values[0]
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, date) != isinstance(wanted, date) or value is None:
        return False
    return bool(value >= wanted) if condition.op == "at_least" else bool(value <= wanted)


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, (tuple, list)):
        return wanted in value
    return value == wanted or (wanted == "" and value is None)


def keep(rows: Iterable[Any], columns: Mapping[str, Column], conditions: Iterable[Filter]) -> list[int]:
    """Return the places of the rows that meet all conditions; a condition on an unknown column is passed over."""
    tests = [(columns[c.key], c) for c in conditions if c.key in columns]
    if not tests:
        return list(range(len(list(rows))))
    return [at for at, row in enumerate(rows) if all(holds(c, column.value(row)) for column, c in tests)]


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
