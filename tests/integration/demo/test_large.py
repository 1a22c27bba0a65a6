"""The large store has the size that was asked for, is sound, and is the same every time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import func, select

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import create_store
from pmo_desktop.persistence.tables import Project, Risk, Task
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.demo.large import make_large
from pmo_desktop.services.planning import load_plan


def test_it_has_the_size_that_was_asked_for_and_its_plans_can_be_scheduled(tmp_path: Path) -> None:
    store = create_store(tmp_path / "large.pmow")
    store.write(Message("demo_made"), lambda session: make_large(session, projects=7, tasks=500, risks=20))
    with store.read() as session:
        sizes = [session.scalar(select(func.count()).select_from(kind)) for kind in (Project, Task, Risk)]
        plan = load_plan(session, session.scalars(select(Project.id).limit(1)).one())
    store.close()
    assert sizes == [7, 500, 20]
    assert len(schedule(plan)) == len(plan.tasks)


def test_two_large_stores_are_equal(tmp_path: Path) -> None:
    dumps = []
    for name in ("one.pmow", "two.pmow"):
        store = create_store(tmp_path / name)
        store.write(Message("demo_made"), lambda session: make_large(session, projects=3, tasks=100, risks=5))
        store.close()
        connection = sqlite3.connect(tmp_path / name)
        dumps.append([line for line in connection.iterdump() if 'INTO "history' not in line])
        connection.close()
    assert dumps[0] == dumps[1]
