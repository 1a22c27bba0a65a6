"""How milestones read: the columns of their table, and what the chart says of one in a sentence."""

from __future__ import annotations

from typing import Any

from ...domain.milestone_trend import slip_rate
from ...services.fields import field
from ...services.queries.milestones import MilestoneRow
from ...texts import Texts
from ..models.columns import Column


def columns(t: Texts, day: int) -> list[Column]:
    """Return the columns; `day` is what the plan calls a day, in minutes."""
    day = max(1, day)
    return [
        Column("number", t("WBS"), "text", 52, get=lambda r: r.facts.number, tone=lambda r, v: "text3"),
        Column("name", t("Milestone"), "text", 190, get=lambda r: r.facts.name, stretch=True,
               tone=lambda r, v: "text3" if r.facts.reached else ""),
        Column("plan", t("Plan"), "date", 100, get=lambda r: r.facts.plan),
        Column("forecast", t("Forecast"), "date", 100, get=lambda r: r.facts.actual or r.facts.forecast),
        Column("slip", t("Slip, d"), "days", 68, get=lambda r: r.facts.slip, tone=_tone),
        Column("trend", t("Trend"), "trend", 56, get=_trend),
        Column("spare", t("Float, d"), "number", 72, get=lambda r: None if r.facts.reached else r.facts.spare,
               shown=lambda r, v: _days(t, v, day), tone=lambda r, v: "ragRtext" if (v or 0) < 0 else ""),
        Column("state", t("State"), "text", 152, get=lambda r: state(t, r.facts)),
        Column("cause", t("Why then"), "text", 260,
               get=lambda r: t.say(r.facts.cause) if r.facts.cause is not None else "", tone=lambda r, v: "text2"),
        Column("key", t("Key date"), "bool", 76, spec=field("task", "key"), editable=True, get=lambda r: r.facts.key),
        Column("gate", t("Gate"), "text", 60, spec=field("task", "gate"), editable=True, get=lambda r: r.facts.gate),
        Column("owner", t("Owner"), "person", 110, spec=field("task", "owner"), editable=True,
               get=lambda r: r.facts.owner),
        Column("moved", t("Since the last pack, d"), "days", 72, get=lambda r: r.facts.moved, tone=_tone,
               note=t("Since the last pack, d"), hidden=True),
    ]  # fmt: skip


def state(t: Texts, row: MilestoneRow) -> str:
    """Return where a milestone stands."""
    if row.reached:
        return t("Reached")
    return t("On the critical path") if row.critical else t("Ahead")


def reading(t: Texts, row: MilestoneRow) -> str:
    """Return what a milestone's line says: how far it moved and how fast, and what decides when it comes."""
    parts = []
    if len(row.trend) > 1:
        moved, day = (row.trend[-1][1] - row.trend[0][1]).days, t.date(row.trend[0][0])
        if moved:
            days = t.number(moved, signed=True)
            parts.append(t("“{name}” moved by {days} d since {day}.", name=row.name, days=days, day=day))
        else:
            parts.append(t("“{name}” stands where it stood on {day}.", name=row.name, day=day))
        rate = slip_rate(row.trend)
        if rate is not None and rate >= 1:
            parts.append(t("It moves away as fast as time passes."))
    if row.cause is not None:
        parts.append(t("It comes then because {cause}.", cause=t.say(row.cause)))
    return " ".join(parts)


def _trend(row: Any) -> int | None:
    moved = row.facts.moved
    return None if moved is None else (moved > 0) - (moved < 0)


def _tone(row: Any, value: int | None) -> str:
    return "text3" if not value else ("ragRtext" if value > 0 else "ragGtext")


def _days(t: Texts, minutes: int | None, day: int) -> str:
    if minutes is None:
        return ""
    value = minutes / day
    return t.number(value, 0 if value == int(value) else 1)
