"""The kinds of columns that a plan has: dates, working time, work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from ...services.fields.spec import FieldSpec, Kind, catalogue
from ...texts import Texts
from ..models.columns import Column
from .rows import PlanRow

SLIP_SHOWN_AS_LATE: Final = 30
"""Days of slip from which text is set in the colour of an exception."""

Get: TypeAlias = Callable[[PlanRow], Any]
"""Finds a value in a row."""

Words: TypeAlias = Callable[[Any, Any], str]
"""Turns a row, or None, and a value into words."""


def date_column(
    t: Texts, key: str, title: str, get: Get, *, editable: bool = False, hidden: bool = True,
    spec: FieldSpec | None = None,
) -> Column:  # fmt: skip
    """Return a column of dates, shown short and typed in full."""
    return Column(
        key, title, "date", 84, spec or _plain(key, "date", title), editable, hidden=hidden,
        get=lambda r: day_of(get(r)), shown=lambda r, v: short_day(v, t), typed=lambda r, v: t.date(v),
    )  # fmt: skip


def duration_column(
    t: Texts, key: str, title: str, get: Get, *, width: int = 72, editable: bool = False,
    typed: Words | None = None, shown: Words | None = None,
) -> Column:  # fmt: skip
    """Return a column of working time, as a number of days; `get` finds minutes."""
    return Column(
        key, title, "number", width, None, editable, hidden=shown is None,
        get=lambda r: None if (minutes := get(r)) is None else minutes / r.view.units.day,
        shown=shown or (lambda r, v: t("{days} d", days=days_text(v, t))),
        typed=typed or (lambda r, v: f"{v:g}d"),
    )  # fmt: skip


def hours_column(t: Texts, key: str, title: str, get: Get, *, editable: bool = False) -> Column:
    """Return a column of work, in hours; `get` finds minutes."""
    return Column(
        key, title, "number", 76, None, editable, hidden=True,
        get=lambda r: None if (minutes := get(r)) is None else minutes / 60,
        shown=lambda r, v: t("{hours} h", hours=days_text(v, t)), typed=lambda r, v: f"{v:g}h",
        summed=lambda rows: t("{hours} h", hours=days_text(sum(get(row) or 0 for row in rows) / 60, t)),
    )  # fmt: skip


def short_day(day: date | None, t: Texts) -> str:
    """Return a day with two figures for the year, as a plan with many dates shows it: `02 Mar 26`, `26-03-02`."""
    if day is None:
        return ""
    short = t.date(day, year=False)
    return f"{day.year % 100:02d}-{short}" if t.is_chinese else f"{short} {day.year % 100:02d}"


def days_text(days: float, t: Texts) -> str:
    """Return a number of days or hours, with a decimal only where it has one."""
    return t.number(days) if days == int(days) else t.number(days, 1)


def slip_tone(days: Any) -> str:
    """Return the colour of a slip."""
    return "ragRtext" if (days or 0) >= SLIP_SHOWN_AS_LATE else ("text3" if not days else "")


def day_of(moment: date | None) -> date | None:
    """Return the day of a moment."""
    return None if moment is None else date(moment.year, moment.month, moment.day)


@cache
def _plain(key: str, kind: Kind, title: str) -> FieldSpec:
    """Return what is known of a field that has no place of its own in the catalogue, for filters."""
    return catalogue(FieldSpec("task", key, kind, title, own_words=True))[0]
