"""How a comparison of two states of a plan reads: its columns, and what it says of milestones and totals."""

from __future__ import annotations

from typing import Any, Final, Literal

from ...services.queries.baseline_compare import Comparison
from ...texts import Texts
from ...texts.messages import N_
from ..models.columns import Column

CHANGES: Final = (("changed", N_("Changed")), ("added", N_("Added")), ("removed", N_("Removed")), ("", ""))

Side = Literal["before", "after"]


def columns(t: Texts, day: int, currency: str) -> list[Column]:
    """Return the columns of a comparison; `day` is what the plan calls a day, in minutes."""
    changes = tuple((change, t(word) if word else "") for change, word in CHANGES)
    day = max(1, day)
    return [
        Column("number", t("WBS"), "text", 52, get=lambda r: r.facts.number, tone=lambda r, v: "text3"),
        Column("name", t("Task"), "text", 190, get=lambda r: r.facts.name, stretch=True),
        Column("change", t("What"), "choice", 80, get=lambda r: r.facts.change, choices=changes,
               tone=lambda r, v: "text3" if v == "changed" else ""),
        Column("finish_before", t("Finish before"), "date", 108, get=lambda r: _moment(r, "before", "finish")),
        Column("finish_after", t("Finish after"), "date", 108, get=lambda r: _moment(r, "after", "finish")),
        Column("finish_days", t("Slip, d"), "days", 72, get=lambda r: r.facts.variance.finish_days, tone=_tone),
        Column("cost", t("Cost +/−"), "number", 132, get=lambda r: r.facts.variance.cost, tone=_tone,
               shown=lambda r, v: t.money(v, currency, signed=True) if v else ("" if v is None else "0")),
        Column("duration", t("Duration, d"), "days", 92, get=lambda r: _per(r.facts.variance.duration, day), tone=_tone,
               shown=lambda r, v: _signed(t, v)),
        Column("work", t("Work, h"), "days", 96, get=lambda r: _per(r.facts.variance.work, 60), tone=_tone,
               shown=lambda r, v: _signed(t, v)),
        Column("start_days", t("Start, d"), "days", 76, get=lambda r: r.facts.variance.start_days, tone=_tone),
        Column("start_before", t("Start before"), "date", 104, get=lambda r: _moment(r, "before", "start"),
               hidden=True),
        Column("start_after", t("Start after"), "date", 104, get=lambda r: _moment(r, "after", "start"), hidden=True),
        Column("cost_before", t("Cost before"), "number", 110, get=lambda r: _figure(r, "before"), hidden=True,
               shown=lambda r, v: t.money(v, currency) if v is not None else ""),
        Column("cost_after", t("Cost after"), "number", 110, get=lambda r: _figure(r, "after"), hidden=True,
               shown=lambda r, v: t.money(v, currency) if v is not None else ""),
    ]  # fmt: skip


def sentence(t: Texts, found: Comparison, currency: str, day: int) -> tuple[str, str]:
    """Return what happened to the milestones, and the totals, each in one line."""
    milestones, later = found.milestones, found.later
    if not milestones:
        said = t("No milestone is in both.")
    elif not later:
        said = t.n(
            "{count} milestone, not later than before", "{count} milestones, none later than before", len(milestones)
        )
    else:
        largest = later[0]
        said = t.n(
            "{late} of {count} milestone moved later; the largest move is “{name}”, {days} d",
            "{late} of {count} milestones moved later; the largest move is “{name}”, {days} d",
            len(milestones),
            late=str(len(later)),
            name=largest.name,
            days=t.number(largest.variance.finish_days or 0, signed=True),
        )
    parts = []
    if found.finish_days is not None:
        parts.append(t("Finish {days} d", days=t.number(found.finish_days, signed=True)))
    if found.work:
        parts.append(t("Work {hours} h", hours=t.number(round(found.work / 60), signed=True)))
    if found.cost:
        parts.append(t("Cost {difference}", difference=t.money(found.cost, currency, signed=True)))
    changed, added, removed = found.count("changed"), found.count("added"), found.count("removed")
    if changed:
        parts.append(t.n("{count} task changed", "{count} tasks changed", changed))
    if added:
        parts.append(t.n("{count} task added", "{count} tasks added", added))
    if removed:
        parts.append(t.n("{count} task removed", "{count} tasks removed", removed))
    return said, " · ".join(parts)


def _moment(row: Any, side: Side, name: Literal["start", "finish"]) -> object:
    standing = getattr(row.facts, side)
    moment = getattr(standing, name) if standing is not None else None
    return None if moment is None else moment.date()


def _figure(row: Any, side: Side) -> int | None:
    standing = getattr(row.facts, side)
    return None if standing is None else standing.cost


def _per(minutes: int | None, unit: int) -> float | None:
    return None if minutes is None else minutes / unit


def _signed(t: Texts, value: float | None) -> str:
    if value is None:
        return ""
    return t.number(value, 0 if value == int(value) else 1, signed=True)


def _tone(row: Any, value: float | None) -> str:
    """Return the colour of a variance: later, longer, more and dearer stand out."""
    return "text3" if not value else ("ragRtext" if value > 0 else "ragGtext")
