"""A kept plan is the plan in the file, whatever was done to it."""

from __future__ import annotations

from datetime import date

from pmo_desktop.services.commands import baselines, plan, plan_links, plan_rows
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.planning_cache import PlanCache
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
