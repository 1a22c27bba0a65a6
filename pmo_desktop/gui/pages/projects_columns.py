"""The columns of the registry, its sums, and the views that come with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from ...services.fields import FieldSpec
from ...services.fields.choices import RAG
from ...services.queries.registry import WORDS, ProjectRow, Registry, Sum, sums
from ...texts import Texts
from ...texts.formats import minor_digits
from ..models.columns import Column, column_of
from ..models.filters import Filter
from ..widgets.view_tabs import BuiltInView

LATE_DAYS: Final = 30
OVERRUN: Final = 0.10
"""Beyond these a slip and a variance are set in the colour of red; 2.2 of the design names them."""

FIRST: Final = ("rag_overall", "code", "name", "manager", "stage")
FIGURES: Final = frozenset({"finish", "forecast", "actual", "percent_complete", *WORDS})
"""Fields of a project that belong to a period besides its ratings."""

SHOWN: Final = frozenset({*FIRST, "strip", "progress", "finish", "slip", "budget", "forecast", "overrun"})


def columns_of(registry: Registry, t: Texts) -> list[Column]:
    """Return all columns of the registry in their order, custom fields last."""
    programmes = {programme.id: programme.name for programme in registry.programmes}
    specs = {spec.name: spec for spec in registry.fields}
    made = {name: _column(spec, t, registry.currency, programmes) for name, spec in specs.items()}
    computed = _computed(t)
    if not registry.is_live:
        made = {name: _locked(column, t) for name, column in made.items()}
    order = [*FIRST, "strip", "progress", "finish", "slip", "budget", "forecast", "overrun"]
    rest = [name for name in specs if name not in order]
    every = [made[name] if name in made else computed[name] for name in (*order, *rest)]
    more = ("variance", "planned_percent", "calculated", "better", "is_stale", "override", "age")
    return [*every, *(computed[name] for name in more)]


def _column(spec: FieldSpec, t: Texts, currency: str, programmes: Mapping[int, str]) -> Column:
    more: dict[str, Any] = {"hidden": spec.name not in SHOWN}
    match spec.name:
        case "name":
            more |= {"stretch": True, "pinned": True, "weight": 500, "width": 184}
        case "code":
            more |= {"width": 56, "tone": lambda row, value: "text3"}
        case "rag_overall":
            more |= {"width": 54}
        case "manager":
            more |= {"width": 118}
        case "stage":
            more |= {"width": 76}
        case "finish":
            more |= {"width": 104}
        case "programme_id":
            return column_of(spec, t, names=programmes, **more)
    if spec.kind == "money":
        more |= {
            "width": 100,
            "shown": lambda row, value: amount(t, value, row.currency if row else currency, currency),
            "summed": lambda rows, name=spec.name: _sum(t, rows, name, currency),
        }
    if spec.from_plan:
        more["locked"] = lambda row: plan_says(t) if row.has_plan else ""
    if spec.kind == "choice" and spec.name == "stage":
        more |= {"tone": lambda row, value: "text2"}
    return column_of(spec, t, **more)


def _computed(t: Texts) -> dict[str, Column]:
    return {
        "strip": Column("strip", t("6 months"), "strip", 88),
        "progress": Column(
            "progress",
            t("Progress | plan"),
            "progress",
            100,
            get=lambda row: None if row.percent_complete is None else (row.percent_complete, row.planned_percent),
        ),
        "slip": Column(
            "slip",
            t("Slip, days"),
            "days",
            84 if t.is_chinese else 72,
            tone=lambda row, value: _tone(value is not None and value > LATE_DAYS, value == 0),
        ),
        "overrun": Column(
            "overrun",
            t("Variance"),
            "share",
            70,
            tone=lambda row, value: _tone(value is not None and value >= OVERRUN, False),
        ),
        "variance": Column(
            "variance",
            t("Variance, amount"),
            "money",
            112,
            hidden=True,
            shown=lambda row, value: amount(t, value, row.currency if row else "", "", signed=True),
        ),
        "planned_percent": Column(
            "planned_percent",
            t("Planned progress"),
            "percent",
            72,
            hidden=True,
            shown=lambda row, value: "" if value is None else t.percent(value / 100),
        ),
        "calculated": Column(
            "calculated",
            t("Calculated"),
            "rag",
            88,
            hidden=True,
            choices=tuple((choice.value, t(choice.label)) for choice in RAG),
        ),
        "better": Column("better", t("Reported better than calculated"), "bool", 96, hidden=True),
        "is_stale": Column("is_stale", t("Out of date"), "bool", 88, hidden=True),
        "override": Column("override", t("Override"), "text", 200, hidden=True),
        "age": Column("age", t("Days since report"), "integer", 88, hidden=True),
    }


def _locked(column: Column, t: Texts) -> Column:
    before = column.locked
    if not is_figure(column.key):
        return column
    return replace(column, locked=lambda row: (before(row) if before is not None else "") or period_says(t))


def is_figure(name: str) -> bool:
    """Tell whether a field of a project is reported for a period, so that a published one keeps its value."""
    return name.startswith("rag_") or name in FIGURES


def period_says(t: Texts) -> str:
    """Return why figures of a period that is not open can't be typed."""
    return t("This is what was reported. Open the next period to write new figures.")


def plan_says(t: Texts) -> str:
    """Return why the dates of a project with tasks can't be typed."""
    return t("Comes from the project’s plan. Edit its tasks or set a baseline there.")


def _tone(is_exception: bool, is_quiet: bool) -> str:
    return "ragRtext" if is_exception else "text3" if is_quiet else ""


LARGE: Final = 10_000_000
"""Major units from which an amount of another currency than the portfolio's is shortened."""


def amount(t: Texts, minor: object, currency: str, usual: str, *, signed: bool = False) -> str:
    """Return an amount in full, without the currency where it is the portfolio's: that is stated once.

    With a currency before it a large amount has no room in its column, and half a number is worse than a rounded one.
    """
    if not isinstance(minor, int):
        return ""
    digits = minor_digits(currency)
    if usual and currency != usual and abs(minor) >= LARGE * 10**digits:
        return t.short_money(minor, currency, signed=signed)
    decimals = digits if minor % 10**digits else 0
    text = t.number(minor / 10**digits, decimals, signed=signed)
    return text if not usual or currency == usual else f"{currency} {text}"


def _sum(t: Texts, rows: Sequence[ProjectRow], name: str, usual: str) -> str:
    by_currency: dict[str, int] = {}
    for row in rows:
        value = row.value(name)
        if isinstance(value, int):
            by_currency[row.currency] = by_currency.get(row.currency, 0) + value
    if len(by_currency) == 1:
        currency, total = next(iter(by_currency.items()))
        return amount(t, total, currency, usual)
    return ""  # different currencies are never added up


def selection_words(t: Texts, rows: Sequence[ProjectRow], total: int, picked: int) -> str:
    """Return what the status bar says: how many rows, and their sums by currency."""
    head = t("{count} of {total} selected", count=picked, total=total) if picked else ""
    parts = [_money_words(t, one) for one in sums(rows) if one.budget or one.forecast]
    text = "   ·   ".join(parts)
    if not head:
        head = t.n("{count} project", "{count} projects", len(rows))
    return f"{head}      {text}" if text else head


def _money_words(t: Texts, one: Sum) -> str:
    budget = t.short_money(one.budget, one.currency)
    if not one.forecast:
        return t("Sum: budget {budget}", budget=budget)
    words = t(
        "Sum: budget {budget}, forecast {forecast}",
        budget=budget,
        forecast=t.short_money(one.forecast, one.currency),
    )
    if one.overrun is None:
        return words
    return t(
        "{sums}, variance {variance} ({share})",
        sums=words,
        variance=t.short_money(one.variance, one.currency, signed=True),
        share=t.percent(one.overrun, 1, signed=True),
    )


def _with(registry: Registry, t: Texts, key: str) -> list[dict[str, Any]]:
    """Return the usual columns with one more right after the status, as a view's state keeps them."""
    columns = [{"key": c.key, "width": c.width, "shown": not c.hidden} for c in columns_of(registry, t)]
    more = next(item for item in columns if item["key"] == key)
    columns.remove(more)
    columns.insert(1, {**more, "shown": True})
    return columns


def built_in_views(registry: Registry, t: Texts) -> list[BuiltInView]:
    """Return the views that come with the page; their counts are those of this registry."""
    over = Filter("stage", "is_not", ("closed", "cancelled")).to_json()
    risky = Filter("rag_overall", "is", ("A", "R")).to_json()
    unrated = Filter("rag_overall", "is", ("",)).to_json()
    rows = registry.rows
    active = [row for row in rows if row.active]
    views = [
        BuiltInView("active", t("All active"), {"group": "programme_id", "filters": [over]}, lambda: len(active)),
        BuiltInView(
            "at_risk",
            t("At risk"),
            {"sort": [["rag_overall", True]], "filters": [over, risky]},
            lambda: sum(row.overall in ("A", "R") for row in active),
        ),
        BuiltInView(
            "missing",
            t("Missing report"),
            {"filters": [over, unrated]},
            lambda: sum(not row.reported for row in active),
        ),
    ]
    better = Filter("better", "is", (True,)).to_json()
    stale = Filter("is_stale", "is", (True,)).to_json()
    if any(row.is_stale for row in active):
        views.append(
            BuiltInView(
                "stale", t("Out of date"), {"filters": [over, stale]}, lambda: sum(row.is_stale for row in active)
            )
        )
    views.append(
        BuiltInView(
            "better",
            t("Better than calculated"),
            {"filters": [over, better], "sort": [["rag_overall", True]], "columns": _with(registry, t, "calculated")},
            lambda: sum(row.better for row in active),
        )
    )
    if registry.period is not None:
        soon = registry.period.data_date + timedelta(days=90)
        finishing = Filter("finish", "at_most", (soon,)).to_json()
        views.append(
            BuiltInView(
                "finishing",
                t("Finish within 90 days"),
                {"sort": [["finish", False]], "filters": [over, finishing]},
                lambda: sum(row.finish is not None and row.finish <= soon for row in active),
            )
        )
    views.append(BuiltInView("all", t("All"), {}, lambda: len(rows)))
    return views
