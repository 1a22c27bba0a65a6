"""A kept plan is the plan in the file, whatever was done to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.scheduling import Schedule, schedule
from pmo_desktop.services import planning_cache
from pmo_desktop.services.commands import baselines, plan, plan_links, plan_rows
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.planning_cache import PlanCache, lending
from tests.integration.plan.conftest import START, Book

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
            assert cache.schedule(session, book.project_id) == schedule(load_plan(session, book.project_id))

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
            assert cache.schedule(session, book.project_id) == schedule(load_plan(session, book.project_id))
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


def woven_plan(rows: int) -> Plan:
    """Return phases of nine tasks whose links jump over each other, some with lags, dates and progress."""
    chance = random.Random(rows)
    tasks, links = [], []
    for row in range(rows):
        level = 1 if row % 10 == 0 else 2
        tasks.append(PlanTask(row + 1, f"Task {row}", outline_level=level, duration=240 * chance.randrange(1, 20)))
        for _ in range(chance.randrange(3) if level == 2 else 0):
            before = chance.randrange(max(0, row - 25), row) if row else 0
            if before % 10:
                kind = chance.choice(["FS", "FS", "SS", "FF"])
                links.append(PlanLink(before + 1, row + 1, kind, lag=chance.choice([0, 0, 480, -240])))
    pairs = {(link.predecessor, link.successor): link for link in links}
    return Plan(tasks=tuple(tasks), links=tuple(pairs.values()), plan_start=START)


def any_edit(book: Book, chance: random.Random, cache: PlanCache) -> None:
    """Do to a plan what a user might, each through the command that the window uses."""
    ids = [task.uid for task in book.plan().tasks]
    one, other = chance.sample(ids, 2)

    def do(command: Callable[..., object], *args: object, **kwargs: object) -> None:
        book.do(lending(cache, command), *args, **kwargs)

    match chance.randrange(12):
        case 0 | 1 | 2 | 3:
            do(plan.set_task, [one], {"duration": f"{chance.randrange(1, 30)}d"})
        case 4:
            do(plan.set_task, [one], {"start": date(2026, 3, chance.randrange(2, 30))})
        case 5:
            do(plan.set_task, [one], {"percent_complete": chance.choice([0, 30, 100])})
        case 6:
            do(plan_links.add_link, one, other, chance.choice(["FS", "SS", "FF", "SF"]), chance.choice([0, 480]))
        case 7:
            do(plan_links.unlink, [one])
        case 8:
            do(plan.set_task, [one], {"deadline": date(2026, 4, chance.randrange(1, 30)), "name": "Other"})
        case 9:
            do(plan.set_task, [one, other], {"milestone": chance.random() < 0.5})
        case 10:
            do(plan.assign, one, [f"Person {chance.randrange(5)}"])
        case 11:
            do(plan_rows.add_tasks, book.project_id, ["New"], before=one)


@pytest.mark.parametrize("seed", range(4))
def test_a_schedule_that_went_on_from_the_last_one_is_the_full_one(book: Book, seed: int) -> None:
    book.do(save_plan, book.project_id, woven_plan(90))
    cache, chance, done = PlanCache(), random.Random(seed), 0
    for _ in range(40):
        try:
            any_edit(book, chance, cache)
        except PmoError:
            done -= 1  # a loop, a summary: refused, and the kept plan must not show it
        done += 1
        with book.store.read() as session:
            full = load_plan(session, book.project_id)
            assert cache.plan(session, book.project_id) == full
            assert cache.schedule(session, book.project_id) == schedule(full)
    assert done > 20
    changed = book.do(plan.set_task, [book.plan().tasks[5].uid], {"duration": "9d"})
    book.store.revert(changed.seq, "undo")
    with book.store.read() as session:
        assert cache.schedule(session, book.project_id) == schedule(load_plan(session, book.project_id))


def test_an_edit_of_values_is_not_scheduled_from_the_beginning(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, full = PlanCache(), []

    def counted(plan_: Plan) -> Schedule:
        full.append(plan_)
        return schedule(plan_)

    monkeypatch.setattr(planning_cache, "schedule", counted)
    for days in range(1, 6):
        book.do(lending(cache, plan.set_task), [book.id("Code")], {"duration": f"{days}d"})
        with book.store.read() as session:
            cache.schedule(session, book.project_id)
    assert len(full) == 1


def test_a_refused_edit_leaves_nothing_in_a_cache_that_read_the_plan_meanwhile(book: Book) -> None:
    cache = PlanCache()
    with pytest.raises(PmoError):
        book.do(lending(cache, plan_links.add_link), book.id("Test"), book.id("Code"))
    with book.store.read() as session:
        assert cache.plan(session, book.project_id) == load_plan(session, book.project_id)
