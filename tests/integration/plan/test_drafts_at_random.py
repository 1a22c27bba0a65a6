"""Random edits of a draft and of its plan: what is applied is what was drafted, and what the plan changed stays."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.services.commands import drafts, plan, plan_links, plan_rows
from pmo_desktop.services.draft_merge import GROUPS
from pmo_desktop.services.draft_rows import PlanRows, copied_rows, rows_of
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.queries.drafts import clashes_of

from .conftest import Book
from .test_drafts import Draft, shape

SEEDS = range(8)
LOOPS = ("link_would_loop", "move_would_loop")


def edits(book: Book, project_id: int, one: int, other: int, chance: random.Random) -> list[Callable[[], object]]:
    """Return what can be done to a plan with two of its tasks."""
    return [
        lambda: book.do(plan.set_task, [one], {"duration": f"{chance.randint(1, 30)}d"}),
        lambda: book.do(plan.set_task, [one], {"owner": chance.choice(["Ann", "Li", "Bo"])}),
        lambda: book.do(plan.set_task, [one], {"percent_complete": chance.choice([0, 40, 100])}),
        lambda: book.do(plan_rows.add_tasks, project_id, [f"New {project_id} {chance.random()}"], before=other),
        lambda: book.do(plan_rows.move_tasks, [one], other),
        lambda: book.do(plan_links.link_in_order, [one, other]),
        lambda: book.do(plan_links.unlink, [one, other]),
        lambda: book.do(plan.assign, one, [chance.choice(["Ann", "Crew"])]),
        lambda: book.do(plan_rows.indent, [one]),
        lambda: book.do(plan_rows.delete_tasks, [one]),
    ]


def edit_at_random(book: Book, project_id: int, chance: random.Random, steps: int) -> None:
    """Do something to a plan a few times; what is refused is left."""
    for _ in range(steps):
        with book.store.read() as session:
            ids = [task.uid for task in load_plan(session, project_id).tasks]
        if len(ids) > 4:
            try:
                chance.choice(edits(book, project_id, *chance.sample(ids, 2), chance))()
            except PmoError:
                continue


def rows(book: Book, project_id: int, *, draft: bool = False) -> PlanRows:
    with book.store.read() as session:
        return rows_of(session, project_id, draft=draft)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_draft_of_an_untouched_plan_is_what_the_plan_becomes(book: Book, seed: int) -> None:
    draft = Draft(book)
    edit_at_random(book, draft.id, random.Random(seed), 12)
    wanted = shape(draft.plan())
    assert not draft.clashes()
    draft.apply()
    assert shape(book.plan()) == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_plan_changed_stays_where_it_is_chosen(book: Book, seed: int) -> None:
    draft, chance = Draft(book), random.Random(seed)
    edit_at_random(book, draft.id, chance, 8)
    edit_at_random(book, book.project_id, chance, 8)
    with book.store.read() as session:
        base = copied_rows(session, draft.id)
        found = clashes_of(session, draft.id, book.project_id)
    before = rows(book, book.project_id)
    try:
        book.do(drafts.apply, draft.id, {clash.code: False for clash, _ in found})
    except PmoError as error:
        if error.message_id not in LOOPS:
            raise
        assert rows(book, book.project_id).tables == before.tables
        return
    after = rows(book, book.project_id)
    for key, values in before.tables["task"].items():
        old = base.tables["task"].get(key)
        if old is None:
            assert key in after.tables["task"], "a task that the plan added is gone"
        for group in (*GROUPS["task"], ("name",), ("owner",), ("outline_level",)):
            now = [values.get(column) for column in group]
            if old is None or now != [old.get(column) for column in group]:
                assert [after.tables["task"][key].get(column) for column in group] == now
    gone = base.tables["task"].keys() - before.tables["task"].keys()
    assert not gone & after.tables["task"].keys(), "a task that the plan removed is back"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_draft_changed_comes_where_it_is_chosen(book: Book, seed: int) -> None:
    draft, chance = Draft(book), random.Random(seed)
    edit_at_random(book, draft.id, chance, 8)
    edit_at_random(book, book.project_id, chance, 8)
    with book.store.read() as session:
        base = copied_rows(session, draft.id)
        found = clashes_of(session, draft.id, book.project_id)
    wanted = rows(book, draft.id, draft=True)
    try:
        book.do(drafts.apply, draft.id, {clash.code: True for clash, _ in found})
    except PmoError as error:
        if error.message_id not in LOOPS:
            raise
        return
    names = [values["name"] for values in rows(book, book.project_id).tables["task"].values()]
    for key, values in wanted.tables["task"].items():
        if key not in base.tables["task"]:
            assert values["name"] in names, "a task that the draft added is missing"
    after = rows(book, book.project_id).tables["task"]
    for key in base.tables["task"].keys() - wanted.tables["task"].keys():
        assert key not in after, "a task that the draft removed is still there"
