"""A kept plan is the plan in the file, whatever was done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.commands import baselines, plan, plan_links, plan_rows
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.planning_cache import PlanCache, lending
from tests.integration.plan.conftest import Book

EDITS = [
    lambda book: book.do(plan.set_task, [book.id("Code")], {"duration": "3w", "name": "Code", "owner": "Li"}),
    lambda book: book.do(plan_rows.add_tasks, book.project_id, ["New", "Newer"], before=book.id("Test")),
    lambda book: book.do(plan_rows.delete_tasks, [book.id("Done")]),
    lambda book: book.do(plan_rows.move_tasks, [book.id("Build")], book.id("Design")),
    lambda book: book.do(plan_links.unlink, book.ids("Code", "Test")),
    lambda book: book.do(baselines.set_baseline, book.project_id, 3),
    lambda book: book.do(plan.assign, book.id("Test"), ["Chen Yu"]),
    lambda book: book.do(plan.set_data_date, book.project_id, date(2026, 3, 13)),
    lambda book: book.do(plan.set_task, book.ids("Blueprint", "Test"), {"percent_complete": 40, "deadline": "+2w"}),
]


def test_a_kept_plan_follows_every_edit_undo_and_redo(book: Book) -> None:
    cache = PlanCache()

    def same() -> None:
        with book.store.read() as session:
            kept = cache.plan(session, book.project_id)
            assert kept == load_plan(session, book.project_id)
            assert cache.schedule(session, book.project_id).project_finish is not None

    same()
    changes = []
    for edit in EDITS:
        changes.append(edit(book))
        same()
    for change in reversed(changes):
        book.store.revert(change.seq, "undo")
        same()
    book.store.revert(changes[0].seq, "redo")
    same()


@pytest.mark.parametrize("number", range(len(EDITS)))
def test_a_command_that_a_cache_is_lent_to_does_the_same(book: Book, number: int, tmp_path: Path) -> None:
    cache = PlanCache()
    with book.store.read() as session:
        cache.schedule(session, book.project_id)
    seen: list[bool] = []

    def lent(command: Callable[..., object], *args: object, **kwargs: object) -> ChangeSet:
        def checked(session: Session, *more: object, **named: object) -> object:
            result = command(session, *more, **named)
            assert cache.pending(session, book.project_id) == load_plan(session, book.project_id)
            seen.append(True)
            return result

        return Book.do(book, lending(cache, checked), *args, **kwargs)

    book.do = lent  # type: ignore[method-assign]
    for edit in (EDITS[number], *EDITS[:2]):
        edit(book)
        with book.store.read() as session:
            assert cache.plan(session, book.project_id) == load_plan(session, book.project_id)
            assert (
                cache.schedule(session, book.project_id).finish == schedule(load_plan(session, book.project_id)).finish
            )
    assert len(seen) == 3


def test_an_unchanged_plan_is_not_read_again(book: Book) -> None:
    cache = PlanCache()
    with book.store.read() as session:
        first = cache.plan(session, book.project_id)
        assert cache.plan(session, book.project_id) is first
        assert cache.schedule(session, book.project_id) is cache.schedule(session, book.project_id)


def test_a_cache_that_missed_much_reads_again(book: Book) -> None:
    cache = PlanCache()
    with book.store.read() as session:
        cache.plan(session, book.project_id)
    for at in range(30):
        book.do(plan.set_task, [book.id("Code")], {"notes": str(at)})
    with book.store.read() as session:
        assert cache.plan(session, book.project_id) == load_plan(session, book.project_id)
