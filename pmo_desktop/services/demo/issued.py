"""The sample's issued packs: one for each published period, with the dates and promises as they stood then."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.audience import PRESETS
from ...domain.pack import PackData, PackMilestone
from ...domain.pack_history import PackBaseline
from ...domain.snapshot import to_bytes
from ...persistence import snapshots
from ...persistence.recorder import insert_rows
from ...persistence.tables import IssuedPack, Period
from ..publishing import manifest_of
from ..status_pack import collect
from ..status_pack_plans import PlanFacts
from .content import Content, demo_uid

PUBLISHED_AT: Final = time(15, 30)
DAYS_TO_PUBLISH: Final = 5
"""Days from the data date to the day on which the pack went out."""

QUIETLY_MOVED: Final = ("P-155", 6, 28)
"""Project, number of periods and days: its baseline lay so many days earlier in those packs, and nobody agreed."""


def issue_past(session: Session, content: Content) -> None:
    """Freeze a pack for every published period of the sample, as if it had gone out then."""
    raws = {str(raw["code"]): raw for raw in content.projects()}
    plans: Mapping[int, PlanFacts] | None = None
    query = select(Period).where(Period.state == "published").order_by(Period.data_date)
    for at, period in enumerate(session.scalars(query).all()):
        moment = datetime.combine(period.data_date + timedelta(days=DAYS_TO_PUBLISH), PUBLISHED_AT)
        period.published_at = moment
        found = collect(session, as_of=period.data_date, plans=plans)
        plans = found.facts
        then = _as_then(found.data, raws, at)
        kept = {project.uid for project in then.projects}
        collected = replace(found, data=then, rows=tuple(row for row in found.rows if row.uid in kept))
        completed = collected.completed(session)
        data = replace(completed, issue=at + 1, draft=False, published_at=moment, store_head="")
        row: dict[str, Any] = {
            "uid": demo_uid("issued_pack", at + 1),
            "number": data.issue,
            "period_id": period.id,
            "published_at": moment,
            "author": content.say(content.portfolio["prepared_by"]),
            "snapshot": snapshots.put(session, to_bytes(data)),
            "manifest": manifest_of(data, (), PRESETS),
        }
        insert_rows(session, IssuedPack, [row])


def _as_then(data: PackData, raws: Mapping[str, Mapping[str, Any]], at: int) -> PackData:
    """Return the data of a past period without what came later, its dates as they were forecast then."""
    reported = {p.uid: raws[p.code] for p in data.projects if raws[p.code]["rag"]["overall"][at] != "-"}
    moved = {p.uid for p in data.projects if p.code == QUIETLY_MOVED[0]} if at < QUIETLY_MOVED[1] else set()
    projects = tuple(
        replace(p, baseline_finish=_earlier(p.baseline_finish) if p.uid in moved else p.baseline_finish)
        for p in data.projects
        if p.uid in reported
    )
    known = {*reported, ""}
    return replace(
        data,
        projects=projects,
        programmes=tuple(g for g in data.programmes if any(p.programme == g.uid for p in projects)),
        milestones=tuple(
            _stone(stone, reported[stone.project]["slips"], at, data.data_date, is_moved=stone.project in moved)
            for stone in data.milestones
            if stone.project in reported
        ),
        risks=tuple(row for row in data.risks if row.project in known),
        issues=tuple(row for row in data.issues if row.project in known),
        decisions=tuple(row for row in data.decisions if row.project in known),
        baselines=tuple(
            _baseline(line) if line.project in moved else line for line in data.baselines if line.project in known
        ),
    )


def _stone(stone: PackMilestone, slips: list[int], at: int, today: date, *, is_moved: bool) -> PackMilestone:
    """Return a milestone as it was forecast in period number `at`: late by its part of the project's slip of then."""
    baseline = _earlier(stone.baseline) if is_moved else stone.baseline
    if stone.actual is not None or stone.baseline is None or stone.forecast is None:
        return replace(stone, baseline=baseline, trend=(), previous=None)
    late = (stone.forecast - stone.baseline).days
    then = round(late * slips[at] / slips[-1]) if slips[-1] else min(late, slips[at])
    forecast = max(stone.baseline + timedelta(days=then), today + timedelta(days=3))
    while forecast.weekday() > 4:
        forecast += timedelta(days=1)
    return replace(stone, baseline=baseline, forecast=forecast, trend=(), previous=None)


def _baseline(line: PackBaseline) -> PackBaseline:
    digest = hashlib.sha256(f"{line.digest} as it was".encode()).hexdigest()
    return replace(line, finish=_earlier(line.finish), digest=digest)


def _earlier(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=QUIETLY_MOVED[2])
