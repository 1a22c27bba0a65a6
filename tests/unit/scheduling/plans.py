"""Short ways to write plans in tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pmo_desktop.domain.calendars import night_shift, round_the_clock, standard
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask

MONDAY = datetime(2026, 1, 5, 8)
DAY = 480


def at(day: int, hour: int = 8, minute: int = 0, *, month: int = 1) -> datetime:
    """Return a moment of 2026; 5 January is a Monday."""
    return datetime(2026, month, day, hour, minute)


def task(uid: int, days: float = 1, **fields: Any) -> PlanTask:
    """Return a task of so many working days of 8 hours, named by its key."""
    fields.setdefault("name", f"T{uid}")
    return PlanTask(uid=uid, duration=round(days * DAY), **fields)


def link(text: str) -> PlanLink:
    """Return a link written as `1 FS 2` or `1 SS 2 +3` with a lag in working days."""
    head, kind, tail, *lag = text.split()
    return PlanLink(int(head), int(tail), kind, round(float(lag[0]) * DAY) if lag else 0)  # type: ignore[arg-type]


def plan(tasks: Iterable[PlanTask], links: Iterable[str | PlanLink] = (), **fields: Any) -> Plan:
    """Return a plan that starts on Monday, 5 January 2026, 8:00, on the standard calendar (1)."""
    fields.setdefault("plan_start", MONDAY)
    fields.setdefault("calendars", (standard(1), round_the_clock(2), night_shift(3)))
    fields.setdefault("calendar_uid", 1)
    made = tuple(link(item) if isinstance(item, str) else item for item in links)
    return Plan(tasks=tuple(tasks), links=made, **fields)
