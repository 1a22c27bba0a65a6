"""A large store for measurements: many projects with plans, reports and risks; the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy.orm import Session

from ...domain import calendars
from ...persistence.recorder import insert_rows
from ...persistence.tables import (
    Calendar,
    Link,
    Period,
    Portfolio,
    Programme,
    Project,
    Risk,
    RiskScore,
    StatusUpdate,
    Task,
    TaskBaseline,
)
from ..planning import STEP
from .content import demo_uid
from .plans import DAY

PROGRAMMES: Final = 12
PHASE: Final = 12
"""Rows of a phase, its summary among them."""

PERIODS: Final = 7
DATA_DATE: Final = date(2026, 11, 20)
START: Final = date(2026, 1, 5)
RATINGS: Final = "GGGGGGAAR"
WORDS: Final = (
    "Survey",
    "Design",
    "Review",
    "Order",
    "Deliver",
    "Build",
    "Install",
    "Test",
    "Train",
    "Accept",
    "Close",
)

Row = dict[str, Any]


def make_large(session: Session, *, projects: int = 300, tasks: int = 60_000, risks: int = 1_500) -> None:
    """Fill an empty store with so many projects, tasks and risks, spread evenly."""
    chance = Random(20261120)
    insert_rows(session, Portfolio, [{"uid": demo_uid("large"), "name": "Large portfolio", "sample": True}])
    programmes = insert_rows(
        session,
        Programme,
        [{"uid": demo_uid("large programme", at), "name": f"Programme {at + 1}", "position": at} for at in range(12)],
    )
    days = [DATA_DATE - timedelta(days=28 * back) for back in reversed(range(PERIODS))]
    periods = insert_rows(
        session,
        Period,
        [
            {
                "uid": demo_uid("large period", day),
                "data_date": day,
                "state": "open" if day == DATA_DATE else "published",
            }
            for day in days
        ],
    )
    ids = insert_rows(session, Project, [_project(at, programmes[at % PROGRAMMES], chance) for at in range(projects)])
    calendar_ids = insert_rows(session, Calendar, [_calendar(project_id) for project_id in ids])
    for project_id, calendar_id in zip(ids, calendar_ids, strict=True):
        session.get_one(Project, project_id).calendar_id = calendar_id
    insert_rows(session, StatusUpdate, list(_reports(ids, periods, chance)))
    share, rest = divmod(tasks, projects)
    for at, project_id in enumerate(ids):
        _plan(session, project_id, share + (at < rest), chance)
    _risks(session, ids, periods, risks, chance)


def _project(at: int, programme_id: int, chance: Random) -> Row:
    budget = chance.randrange(20, 4000) * 1_000_000
    baseline = START + timedelta(days=chance.randrange(400, 900))
    return {
        "uid": demo_uid("large project", at),
        "code": f"L-{at + 1:04}",
        "name": f"{chance.choice(WORDS)} works {at + 1}",
        "programme_id": programme_id,
        "manager": f"Manager {at % 40 + 1}",
        "sponsor": f"Sponsor {at % 15 + 1}",
        "stage": "deliver",
        "project_class": ("strategic", "mandatory", "improvement", "maintenance")[at % 4],
        "budget": budget,
        "forecast": budget * chance.randrange(95, 120) // 100,
        "actual": budget * chance.randrange(5, 90) // 100,
        "start": START,
        "finish": baseline + timedelta(days=chance.randrange(-10, 60)),
        "baseline_finish": baseline,
        "tags": [f"tag {at % 9}"],
        "plan_start": datetime.combine(START, time(8)),
        "data_date": datetime.combine(DATA_DATE, time(17)),
    }


def _calendar(project_id: int) -> Row:
    return {
        "uid": demo_uid("large calendar", project_id),
        "project_id": project_id,
        "file_uid": 1,
        "name": "Standard",
        "definition": calendars.to_json(calendars.standard()),
    }


def _reports(ids: range, periods: range, chance: Random) -> Iterator[Row]:
    for project_id in ids:
        for period_id in periods:
            rating = chance.choice(RATINGS)
            yield {
                "uid": demo_uid("large report", project_id, period_id),
                "project_id": project_id,
                "period_id": period_id,
                "overall": rating,
                "schedule": rating,
                "cost": chance.choice(RATINGS),
                "reason": "" if rating == "G" else "Supplier is late; the date moves.",
                "percent_complete": chance.randrange(5, 95),
            }


def _plan(session: Session, project_id: int, count: int, chance: Random) -> None:
    rows: list[Row] = []
    for at in range(count):
        is_summary = at % PHASE == 0 and at + 1 < count
        is_milestone = at % PHASE == PHASE - 1
        rows.append(
            {
                "uid": demo_uid("large task", project_id, at),
                "project_id": project_id,
                "file_uid": at + 1,
                "position": STEP * (at + 1),
                "outline_level": 1 if is_summary else 2,
                "wbs": f"{at // PHASE + 1}" if is_summary else f"{at // PHASE + 1}.{at % PHASE}",
                "name": f"Phase {at // PHASE + 1}" if is_summary else f"{WORDS[at % len(WORDS)]} {at}",
                "milestone": is_milestone,
                "duration": 0 if is_milestone else DAY * chance.randrange(1, 16),
                "owner": f"Person {chance.randrange(60)}",
            }
        )
    ids = insert_rows(session, Task, rows)
    leaves = [at for at in range(count) if at % PHASE or at + 1 == count]
    links = []
    for place, at in enumerate(leaves[1:], 1):
        # Most tasks follow one of the three before them, so that plans have a few parallel paths.
        before = leaves[max(0, place - chance.randrange(1, 4))]
        kind = "SS" if chance.random() < 0.1 and rows[before]["duration"] else "FS"
        links.append(
            {
                "uid": demo_uid("large link", project_id, place),
                "project_id": project_id,
                "predecessor_id": ids[before],
                "successor_id": ids[at],
                "kind": kind,
                "lag": DAY * chance.randrange(0, 4) if kind == "SS" else 0,
            }
        )
    insert_rows(session, Link, links)
    start = datetime.combine(START, time(8))
    insert_rows(
        session,
        TaskBaseline,
        [
            {
                "uid": demo_uid("large baseline", project_id, at),
                "project_id": project_id,
                "task_id": ids[at],
                "start": start + timedelta(days=at),
                "finish": start + timedelta(days=at, hours=9),
                "duration": rows[at]["duration"],
            }
            for at in leaves
        ],
    )


def _risks(session: Session, ids: range, periods: range, count: int, chance: Random) -> None:
    rows = []
    for at in range(count):
        probability, impact = chance.randrange(1, 6), chance.randrange(1, 6)
        rows.append(
            {
                "uid": demo_uid("large risk", at),
                "project_id": ids[at % len(ids)],
                "code": f"R-{at + 1:05}",
                "title": f"{chance.choice(WORDS)} is late or dearer than planned ({at + 1})",
                "category": ("technical", "schedule", "cost", "supplier", "people")[at % 5],
                "status": "monitoring",
                "owner": f"Person {at % 60}",
                "probability": probability,
                "impact": impact,
                "target_probability": max(1, probability - 1),
                "target_impact": impact,
                "cost_impact": chance.randrange(1, 200) * 1_000_000,
            }
        )
    found = insert_rows(session, Risk, rows)
    insert_rows(
        session,
        RiskScore,
        [
            {
                "uid": demo_uid("large score", at, period_id),
                "risk_id": risk_id,
                "period_id": period_id,
                "probability": rows[at]["probability"],
                "impact": rows[at]["impact"],
            }
            for at, risk_id in enumerate(found)
            for period_id in periods[-2:]
        ],
    )
