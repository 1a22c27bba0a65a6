"""What issued packs said of a plan, beside the plan."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from pmo_desktop.persistence import snapshots
from pmo_desktop.persistence.tables import IssuedPack, Period, Project, Task
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.plan import PlanView, plan_view
from tests.integration.plan.conftest import LABEL, Book


def issue(book: Book, number: int, finish: str) -> None:
    """Issue a pack that said when "Done" would be reached."""

    def work(session: Any) -> None:
        project = session.get_one(Project, book.project_id)
        uid = session.scalars(select(Task.uid).where(Task.name == "Done")).one()
        said = {"milestones": [{"uid": uid, "project": project.uid, "forecast": finish, "actual": None}, {"uid": "x"}]}
        period = Period(data_date=date(2026, number, 20), state="published")
        session.add(period)
        session.flush()
        session.add(
            IssuedPack(
                number=number, period_id=period.id, name="Pack", published_at=datetime(2026, number, 21),
                author="Min", snapshot=snapshots.put(session, json.dumps(said).encode()), manifest={},
            )
        )  # fmt: skip

    book.store.write(LABEL, work)


def view(book: Book) -> PlanView:
    with book.store.read() as session:
        return plan_view(session, PlanCache(), book.project_id)


def test_a_plan_is_compared_with_the_newest_packs(book: Book) -> None:
    assert view(book).issued == ()
    issue(book, 1, "2026-03-13")
    issue(book, 2, "2026-03-20")
    found = view(book).issued
    done = book.id("Done")
    assert [(item.title, dict(item.finish)) for item in found] == [
        ("2", {done: date(2026, 3, 20)}),
        ("1", {done: date(2026, 3, 13)}),
    ]


def test_a_pack_without_its_data_is_left_out(book: Book) -> None:
    issue(book, 1, "2026-03-13")
    issue(book, 2, "some day")
    assert [item.title for item in view(book).issued] == ["1"]
