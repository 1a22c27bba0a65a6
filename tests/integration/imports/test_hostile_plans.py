"""Hostile plans as MS Project's XML: a sentence that names the task and nothing written, or a plan; never a hang."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.persistence.store import Store
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services import imports
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.texts import of

from ..services.world import dump
from .conftest import LABEL

SECONDS = 60.0
DAY = 4800
"""A day of lag in the tenths of a minute that the format counts in."""

NEVER = (
    "<Calendar><UID>5</UID><Name>Never</Name><WeekDays>"
    + "".join(f"<WeekDay><DayType>{day}</DayType><DayWorking>0</DayWorking></WeekDay>" for day in range(1, 8))
    + "</WeekDays></Calendar>"
)


def task(
    uid: int, *, duration: str = "PT8H0M0S", level: int = 1, more: str = "", links: Sequence[tuple[int, int]] = ()
) -> str:
    """Return a task with links from others: (key, lag in tenths of minutes)."""
    tied = "".join(
        f"<PredecessorLink><PredecessorUID>{head}</PredecessorUID><Type>1</Type><LinkLag>{lag}</LinkLag></PredecessorLink>"
        for head, lag in links
    )
    return (
        f"<Task><UID>{uid}</UID><Name>T{uid}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>{duration}</Duration>{more}{tied}</Task>"
    )


def plan(*tasks: str, calendars: str = "", more: str = "", start: str = "2026-01-05T08:00:00") -> bytes:
    return (
        '<Project xmlns="http://schemas.microsoft.com/project"><Name>Hostile</Name>'
        f"<StartDate>{start}</StartDate>{more}<Calendars>{calendars}</Calendars><Tasks>{''.join(tasks)}</Tasks></Project>"
    ).encode()


CHAIN = task(1), task(2, links=[(1, 0)])

REFUSED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "a loop": (
        plan(task(1, links=[(3, 0)]), task(2, links=[(1, 0)]), task(3, links=[(2, 0)])),
        ("1 T1 → 2 T2 → 3 T3 → 1 T1",),
    ),
    "a negative duration": (plan(task(1), task(2, duration="-PT8H0M0S")), ("“T2”", "Duration")),
    "a calendar without working time": (
        plan(task(1), task(2, more="<CalendarUID>5</CalendarUID>"), calendars=NEVER),
        ("“T2”", "“Never”"),
    ),
    "a project calendar without working time": (
        plan(*CHAIN, calendars=NEVER, more="<CalendarUID>5</CalendarUID>"),
        ("“T1”", "“Never”"),
    ),
    "a billion days of lag": (plan(task(1), task(2, links=[(1, DAY * 10**9)])), ("“T2”",)),
    "a lag without end": (plan(task(1), task(2, links=[(1, 10**30)])), ("“T2”", "LinkLag")),
    "a duration without end": (plan(task(1, duration="PT999999999999H0M0S")), ("“T1”", "Duration")),
    "the first year": (plan(*CHAIN, start="0001-01-01T08:00:00"), ("“T1”",)),
    "the last day": (plan(*CHAIN, start="9999-12-31T08:00:00"), ("“T1”",)),
}

TAKEN: dict[str, tuple[bytes, int]] = {
    "1900": (plan(*CHAIN, start="1900-01-01T08:00:00"), 1900),
    "2200": (plan(*CHAIN, start="2200-01-01T08:00:00"), 2200),
    "a million days of lag": (plan(task(1), task(2, links=[(1, DAY * 10**6)])), 5859),
    "50 levels": (plan(*(task(level, level=level) for level in range(1, 51))), 2026),
    "20,000 links into one task": (
        plan(*(task(uid) for uid in range(1, 20_001)), task(20_001, links=[(uid, 0) for uid in range(1, 20_001)])),
        2026,
    ),
}


def bring(store: Store, content: bytes) -> int:
    """Import a plan and return its project's key."""
    read = read_plan(content)
    with store.read() as session:
        shown = imports.preview_plan(session, "hostile.xml", read)
    done = store.write(LABEL, lambda session: imports.apply_plan(session, shown)).result
    assert isinstance(done, imports.PlanImported)
    return done.project_id


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_scheduled_is_refused_by_name_and_nothing_is_written(store: Store, name: str) -> None:
    content, words = REFUSED[name]
    before = dump(store)
    begin = process_time()
    with pytest.raises(PmoError) as refused:
        bring(store, content)
    said = of("en").say(refused.value)
    assert all(word in said for word in words), said
    assert of("zh_CN").say(refused.value)
    assert process_time() - begin < SECONDS
    assert dump(store) == before
    with store.read() as session:
        assert not session.scalars(select(Project)).all()


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_only_odd_is_imported_and_scheduled_soon(store: Store, name: str) -> None:
    content, year = TAKEN[name]
    begin = process_time()
    project_id = bring(store, content)
    with store.read() as session:
        assert PlanCache().schedule(session, project_id).project_finish.year == year
    assert process_time() - begin < SECONDS
