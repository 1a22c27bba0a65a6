"""Large stores made by code, for the benchmarks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.recorder import insert_rows
from pmo_desktop.persistence.store import create_store
from pmo_desktop.persistence.tables import Period, Portfolio, Programme, Project, Risk, StatusUpdate, Task

MANAGERS = ("Anna Keller", "Li Wei", "Zhang Min", "Tom Becker", "Priya Nair", "Chen Yu", "Wang Jing", "Sara Holm")
THEMES = ("billing", "grid", "customer", "workplace")
STAGES = ("idea", "initiate", "plan", "deliver", "deliver", "deliver", "close")


def make_store(path: Path, projects: int, tasks: int) -> None:
    """Write a store with this many projects, six periods, and tasks spread over the projects."""
    store = create_store(path)
    store.write(Message("set_up_portfolio"), lambda session: _fill(session, projects, tasks))
    store.close()


def _fill(session: Any, projects: int, tasks: int) -> None:
    session.add(Portfolio(name="Large portfolio", currency="EUR"))
    programmes = insert_rows(session, Programme, [{"name": f"Programme {n}", "position": n} for n in range(8)])
    periods = insert_rows(
        session,
        Period,
        [{"data_date": date(2026, 6 + n, 20), "state": "open" if n == 5 else "published"} for n in range(6)],
    )
    begin = date(2026, 1, 5)
    ids = insert_rows(session, Project, [_project(n, programmes, begin) for n in range(projects)])
    insert_rows(
        session,
        StatusUpdate,
        [
            {"project_id": key, "period_id": period, "overall": "GGGAR"[(key + at) % 5], "reason": "A reason in words"}
            for key in ids
            for at, period in enumerate(periods)
        ],
    )
    each = max(1, tasks // max(1, projects))
    rows = [
        {
            "project_id": key,
            "position": (n + 1) * 1000,
            "outline_level": 1 if n % 10 == 0 else 2,
            "name": f"Task {n} of project {key}",
            "duration": 0 if n % 10 == 0 else 480 * (1 + n % 5),
        }
        for key in ids
        for n in range(each if tasks else 0)
    ]
    insert_rows(session, Task, rows)
    insert_rows(
        session,
        Risk,
        [
            {"project_id": key, "code": f"R-{key:04d}", "title": f"Risk {key}", "probability": 1 + key % 5, "impact": 3}
            for key in ids
        ],
    )


def _project(n: int, programmes: range, begin: date) -> dict[str, object]:
    start = begin + timedelta(days=n % 200)
    return {
        "code": f"P-{n:04d}",
        "name": f"Project {n} for {THEMES[n % 4]}",
        "programme_id": programmes[n % len(programmes)],
        "manager": MANAGERS[n % len(MANAGERS)],
        "stage": STAGES[n % len(STAGES)],
        "start": start,
        "finish": start + timedelta(days=300 + n % 60),
        "baseline_finish": start + timedelta(days=300),
        "budget": 100_000_00 + n * 1_000_00,
        "forecast": 104_000_00 + n * 1_000_00,
        "currency": "EUR",
        "plan_start": datetime(start.year, start.month, start.day, 8),
    }
