"""The columns of a table: what a cell holds, how it reads, and what may be typed into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from ...domain.rag import to_rag
from ...services.fields import FieldSpec
from ...services.values import show
from ...texts import Texts

NUMERIC: Final = frozenset({"number", "integer", "money", "percent", "score", "days", "share", "duration"})
"""Kinds set at the right, in figures of one width."""

NUMBERS: Final = re.compile(r"(\d{1,18})")

CENTRED: Final = frozenset({"rag", "bool", "select", "trend"})


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: the field's name, asked of a row by `row.value(key)`, or by attribute where it has no `value`.
        kind: a kind of the field catalogue, or one that is only painted: `days` (signed), `share` (signed percentage),
            `strip` (ratings, oldest first), `progress` ((done, planned) in percent), `trend` (1 worse, -1 better),
            `exposure` ((score, rating)), `link`, `tag`.
        spec: the field it edits; None for a computed column.
        get: finds the value where `key` does not.
        shown: turns a value into words, for `shown(row, value)`.
        typed: what an editor begins with, for `typed(row, value)`, where that is not what the cell shows; copied too.
        tone: a colour token for exceptions, "" for the usual one.
        summed: turns the rows of a group into the words of its group row.
        order: turns a value into what it is sorted by.
        locked: why the cell of a row can't be typed into, "" where it can.
        choices: values with their words, in order, for lists and filters.
        hidden: not shown until the user asks for it.
        optional: the order in which columns give way on narrow windows; 0 never does.
    """

    key: str
    title: str
    kind: str = "text"
    width: int = 120
    spec: FieldSpec | None = None
    editable: bool = False
    get: Callable[[Any], object] | None = None
    shown: Callable[[Any, Any], str] | None = None
    typed: Callable[[Any, Any], str] | None = None
    tone: Callable[[Any, Any], str] | None = None
    summed: Callable[[Sequence[Any]], str] | None = None
    order: Callable[[Any], Any] | None = None
    locked: Callable[[Any], str] | None = None
    choices: tuple[tuple[object, str], ...] = ()
    hidden: bool = False
    pinned: bool = False
    optional: int = 0
    weight: int = 400
    stretch: bool = False
    note: str = ""

    @property
    def is_numeric(self) -> bool:
        """True when values stand at the right."""
        return self.kind in NUMERIC

    @property
    def is_centred(self) -> bool:
        """True when values stand in the middle."""
        return self.kind in CENTRED

    def is_open(self, row: Any) -> bool:
        """Return whether the cell of a row can be typed into."""
        return self.editable and not (self.locked is not None and self.locked(row))

    def value(self, row: Any) -> object:
        """Return the value of the column in a row."""
        if self.get is not None:
            return self.get(row)
        ask = getattr(row, "value", None)
        return ask(self.key) if ask is not None else getattr(row, self.key)


def column_of(
    spec: FieldSpec, t: Texts, *, names: Mapping[int, str] | None = None, editable: bool | None = None, **more: Any
) -> Column:
    """Return the column of a catalogued field; `names` gives the words of ids (programmes, projects)."""
    if spec.kind in ("programme", "project") and names is not None:
        choices: tuple[tuple[object, str], ...] = ((None, ""), *names.items())
    else:
        words = ((choice.value, choice.label if spec.own_words else t(choice.label)) for choice in spec.choices)
        choices = tuple(words)
    base = Column(
        spec.name,
        spec.title(t),
        spec.kind,
        spec.width,
        spec,
        spec.editable if editable is None else editable,
        choices=choices,
    )
    return replace(base, **more)


def words_of(column: Column, row: Any, value: object, t: Texts) -> str:
    """Return a value as its cell shows it and as it is copied."""
    if column.shown is not None:
        return column.shown(row, value)
    if value is None or value == "":
        return ""
    match column.kind:
        case "days":
            return t.number(float(str(value)), signed=True)
        case "share":
            return t.percent(float(str(value)), 1, signed=True)
        case "strip" | "trend":
            return ""
        case "progress":
            return t.percent(value[0] / 100) if isinstance(value, tuple) and value[0] is not None else ""
        case "exposure":
            return str(value[0]) if isinstance(value, tuple) and value[0] is not None else ""
        case "choice" | "rag" | "programme" | "project":
            return next((word for known, word in column.choices if known == value), str(value))
    if column.spec is not None:
        return show(t, column.spec, value, currency=str(getattr(row, "currency", "") or ""))
    match value:
        case bool():
            return t("Yes") if value else t("No")
        case datetime():
            return t.moment(value)
        case date():
            return t.date(value)
        case list() | tuple() | frozenset():
            return ", ".join(str(item) for item in value)
        case int():
            return t.number(value)
        case float():
            return t.number(value, 1)
    return str(value)


def spoken(column: Column, row: Any, value: object, t: Texts) -> str:
    """Return a value in words, for a screen reader."""
    if column.kind == "rag":
        return _doubted(_rating(to_rag(str(value or "")), t), row, column.key, t)
    if column.kind == "strip" and isinstance(value, tuple):
        return _doubted(t.listed(_rating(to_rag(str(item)), t) for item in value), row, column.key, t)
    if column.kind == "progress" and isinstance(value, tuple):
        done, planned = value
        if done is None:
            return t("No progress reported")
        if planned is None:
            return t("{done} done", done=t.percent(done / 100))
        return t("{done} done, {planned} planned", done=t.percent(done / 100), planned=t.percent(planned / 100))
    if column.kind == "trend":
        return {1: t("Worse than before"), -1: t("Better than before")}.get(int(str(value or 0)), t("No change"))
    return words_of(column, row, value, t)


def doubts(row: Any, key: str) -> tuple[bool, bool]:
    """Return whether a row's rating is reported better than calculated, and whether it is too old to be shown."""
    ask = getattr(row, "doubts", None)
    tick, stale = ask(key) if ask is not None else (False, False)
    return bool(tick), bool(stale)


def _doubted(words: str, row: Any, key: str, t: Texts) -> str:
    tick, stale = doubts(row, key)
    if stale:
        return t("{rating}: no report for more than one and a half periods", rating=words)
    return t("{rating}, reported better than calculated", rating=words) if tick else words


def _rating(rag: str, t: Texts) -> str:
    match rag:
        case "G":
            return t("Green: on track")
        case "A":
            return t("Amber: needs attention")
        case "R":
            return t("Red: needs a decision")
        case "C":
            return t("Complete")
    return t("Not rated")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts texts as people count: P-99 before P-100."""
    parts = NUMBERS.split(text.casefold())
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part)


def order_of(column: Column, value: object) -> tuple[int, Any]:
    """Return what a value is sorted by; empty ones come last."""
    if value is None or value == "" or value == ():
        return (1, 0)
    if column.order is not None:
        return (0, column.order(value))
    if column.kind in ("choice", "rag", "programme", "project") and column.choices:
        place = next((at for at, (known, _) in enumerate(column.choices) if known == value), len(column.choices))
        return (0, place)
    if isinstance(value, str):
        return (0, natural(value))
    if isinstance(value, tuple):
        return (0, tuple(-1 if item is None else item for item in value) if column.kind != "strip" else value[-1:])
    if isinstance(value, list):
        return (0, tuple(str(item).casefold() for item in value))
    return (0, value)
