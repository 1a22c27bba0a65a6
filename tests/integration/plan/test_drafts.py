"""Drafts: made, edited, compared, applied as one step, thrown away, and never seen in a list."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services import queries, status_pack
from pmo_desktop.services.commands import baselines, drafts, periods, plan, plan_links, plan_rows, projects
from pmo_desktop.services.draft_merge import Clash
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries import choices, counts, overview, registry
from pmo_desktop.services.queries.drafts import (
    Difference,
    changed_since,
    clashes_of,
    copied_plan,
    difference,
    draft_origins,
    drafts_of,
)
from pmo_desktop.services.queries.places import project_of
from pmo_desktop.services.queries.plan import plan_view
from tests.integration.services.world import dump

from .conftest import Book

ROOT = Path(__file__).parents[3]


class Draft:
    """A draft of the book's plan, edited by the names of its tasks."""

    def __init__(self, book: Book, name: str = "Other vendor") -> None:
        self.book = book
        change = book.do(drafts.create, book.project_id, name)
        assert isinstance(change.result, int)
        self.id = change.result

    def plan(self) -> Plan:
        with self.book.store.read() as session:
            return load_plan(session, self.id)

    def task(self, name: str) -> int:
        return next(task.uid for task in self.plan().tasks if task.name == name)

    def tasks(self, *names: str) -> list[int]:
        return [self.task(name) for name in names]

    def set(self, name: str, **values: object) -> None:
        self.book.do(plan.set_task, [self.task(name)], values)

    def apply(self, decisions: Mapping[str, bool] | None = None) -> drafts.Applied:
        result = self.book.do(drafts.apply, self.id, decisions).result
        assert isinstance(result, drafts.Applied)
        return result

    def clashes(self) -> list[Clash]:
        with self.book.store.read() as session:
            return [clash for clash, _ in clashes_of(session, self.id, self.book.project_id)]

    def difference(self) -> Difference:
        plans = PlanCache()
        with self.book.store.read() as session:
            now, mine = plan_view(session, plans, self.book.project_id), plan_view(session, plans, self.id)
            return difference(now, mine, draft_origins(session, self.id))


@pytest.fixture
def draft(book: Book) -> Draft:
    return Draft(book)


def names(book: Book) -> list[str]:
    return [name for _, name in book.outline()]


def task(book: Book, name: str) -> Any:
    return next(task for task in book.plan().tasks if task.name == name)


def waits(book: Book) -> set[tuple[str, str, str]]:
    shown = book.plan()
    name = {task.uid: task.name for task in shown.tasks}
    return {(name[link.predecessor], link.kind, name[link.successor]) for link in shown.links}


# Made


def test_a_draft_is_the_same_plan_and_leaves_the_plan_alone(book: Book, draft: Draft) -> None:
    before = book.plan()
    assert [task.name for task in draft.plan().tasks] == names(book)
    assert not draft.difference().rows
    draft.set("Code", duration="30d")
    book.do(plan_rows.delete_tasks, draft.tasks("Done"))
    assert book.plan() == before


def test_a_plan_has_several_drafts_with_names(book: Book) -> None:
    first, second = Draft(book, "One vendor"), Draft(book, "Two vendors")
    book.do(drafts.rename, first.id, "One & only")
    with book.store.read() as session:
        found = drafts_of(session, book.project_id)
    assert [(row.id, row.name) for row in found] == [(first.id, "One & only"), (second.id, "Two vendors")]
    assert all(row.made_at is not None for row in found)


def test_a_draft_has_no_drafts_and_no_baselines_of_its_own(book: Book, draft: Draft) -> None:
    for command, args in ((drafts.create, (draft.id, "Again")), (baselines.set_baseline, (draft.id, 1)),
                          (baselines.clear_baseline, (draft.id, 0))):  # fmt: skip
        with pytest.raises(PmoError, match="draft"):
            book.do(command, *args)


def test_a_project_is_no_draft(book: Book) -> None:
    for command in (drafts.discard, drafts.apply):
        with pytest.raises(PmoError, match="draft_gone"):
            book.do(command, book.project_id)
    assert names(book)


def test_deleting_a_project_deletes_its_drafts(book: Book, draft: Draft) -> None:
    book.do(projects.delete, [book.project_id])
    with book.store.read() as session:
        assert not session.scalars(select(Project.id)).all()


# What is different


def test_the_difference_names_dates_floats_and_what_came_and_went(book: Book, draft: Draft) -> None:
    draft.set("Code", duration="15d")
    book.do(plan_rows.add_tasks, draft.id, ["Paint"], before=draft.task("Test"))
    book.do(plan_rows.delete_tasks, draft.tasks("Approved"))
    book.do(plan_links.link_in_order, draft.tasks("Blueprint", "Code"))
    found = draft.difference()
    by_name = {row.name: row for row in found.rows}
    assert by_name["Code"].kind == "changed"
    assert by_name["Paint"].kind == "added"
    assert by_name["Approved"].kind == "removed"
    assert by_name["Approved"].finish_before is not None
    assert by_name["Done"].kind == "moved"
    assert found.days == by_name["Done"].days
    assert "Blueprint" not in by_name
    assert [row.name for row in found.milestones] == ["Done"]


def test_inserting_a_row_does_not_make_its_neighbours_different(book: Book, draft: Draft) -> None:
    book.do(plan_rows.add_tasks, draft.id, ["First"], before=draft.task("Design"))
    assert [row.name for row in draft.difference().rows] == ["First"]


def test_the_difference_tells_cost(book: Book, draft: Draft) -> None:
    book.do(plan.set_task, [draft.task("Code")], {"cost": "1,200"})
    found = draft.difference()
    assert (found.cost_before, found.cost) == (None, 120_000)


# Applied


def test_applying_is_one_step_and_undo_brings_plan_and_draft_back(book: Book, draft: Draft) -> None:
    draft.set("Code", duration="12d", owner="Li")
    added = book.do(plan_rows.add_tasks, draft.id, ["Paint"], before=draft.task("Test")).result
    assert isinstance(added, list)
    book.do(plan_links.link_in_order, [draft.task("Code"), *added, draft.task("Test")])
    book.do(plan_rows.delete_tasks, draft.tasks("Approved"))
    wanted = draft.plan()
    before = dump(book.store)
    change = book.do(drafts.apply, draft.id)
    assert names(book) == [task.name for task in wanted.tasks]
    assert task(book, "Code").duration == 12 * 480
    assert ("Code", "FS", "Paint") in waits(book)
    assert ("Paint", "FS", "Test") in waits(book)
    with book.store.read() as session:
        assert not drafts_of(session, book.project_id)
    after = dump(book.store)
    book.store.revert(change.seq, "undo")
    assert dump(book.store) == before
    book.store.revert(change.seq, "redo")
    assert dump(book.store) == after


def test_tasks_keep_who_they_are(book: Book, draft: Draft) -> None:
    ids = book.ids("Code", "Test")
    book.do(plan.set_task, draft.tasks("Code"), {"name": "Write code"})
    book.do(plan_rows.move_tasks, draft.tasks("Test"), draft.task("Write code"))
    draft.apply()
    assert book.ids("Write code", "Test") == ids


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.book.do(plan_rows.move_tasks, d.tasks("Build"), d.task("Design")),
        lambda d: d.book.do(plan_rows.move_tasks, d.tasks("Design"), None),
        lambda d: d.book.do(plan_rows.outdent, d.tasks("Done")),
        lambda d: d.book.do(plan_rows.indent, d.tasks("Build")),
        lambda d: d.book.do(plan_rows.delete_tasks, d.tasks("Design")),
        lambda d: d.book.do(plan_rows.add_tasks, d.id, [f"New {at}" for at in range(1500)], before=d.task("Code")),
        lambda d: d.book.do(plan_links.unlink, d.tasks("Code", "Test")),
        lambda d: d.book.do(plan.shift_plan, d.id, date(2027, 1, 4)),
        lambda d: d.book.do(plan.set_data_date, d.id, date(2026, 3, 20)),
        lambda d: d.book.do(plan.assign, d.task("Code"), ["Ann", "Li"]),
        lambda d: d.set("Code", percent_complete=50),
        lambda d: d.set("Code", predecessors="3FS+2d; 2SS"),
    ],
)
def test_what_is_done_in_a_draft_is_what_the_plan_becomes(
    book: Book, draft: Draft, edit: Callable[[Draft], object]
) -> None:
    edit(draft)
    wanted = draft.plan()
    draft.apply()
    assert shape(book.plan()) == shape(wanted)


def shape(shown: Plan) -> object:
    """Return a plan without the ids of its rows."""
    name = {task.uid: task.name for task in shown.tasks}
    people = {resource.uid: resource.name for resource in shown.resources}
    return (
        [(t.name, t.outline_level, t.duration, t.constraint, t.constraint_date, t.percent_complete, t.actual_start,
          t.remaining_duration) for t in shown.tasks],
        sorted((name[x.predecessor], name[x.successor], x.kind, x.lag) for x in shown.links),
        sorted((name[x.task_uid], people.get(x.resource_uid or 0, ""), x.units, x.work) for x in shown.assignments),
        shown.plan_start, shown.data_date,
    )  # fmt: skip


def test_a_draft_that_can_not_be_scheduled_in_the_plan_changes_nothing(book: Book, draft: Draft) -> None:
    book.do(plan_links.unlink, draft.tasks("Approved", "Code"))
    book.do(plan_links.add_link, draft.task("Test"), draft.task("Blueprint"))
    first, last = book.ids("Blueprint", "Code")
    book.do(plan_links.add_link, first, last)
    before = dump(book.store)
    with pytest.raises(PmoError, match="link_would_loop"):
        draft.apply()
    assert dump(book.store) == before


# The plan has changed since


def test_what_the_plan_changed_meanwhile_stays(book: Book, draft: Draft) -> None:
    book.do(plan.set_task, book.ids("Test"), {"duration": "1d", "owner": "Ann"})
    book.do(plan_rows.add_tasks, book.project_id, ["Pilot"], before=book.id("Done"))
    book.do(plan.set_task, book.ids("Code"), {"owner": "Li"})
    draft.set("Code", duration="12d")
    book.do(plan_rows.add_tasks, draft.id, ["Paint"], before=draft.task("Test"))
    assert not draft.clashes()
    with book.store.read() as session:
        told = changed_since(session, copied_plan(session, draft.id), book.project_id)
    assert sorted(told) == ["Code", "Pilot", "Test"]
    draft.apply()
    assert (task(book, "Test").duration, task(book, "Test").owner) == (480, "Ann")
    assert (task(book, "Code").duration, task(book, "Code").owner) == (12 * 480, "Li")
    assert names(book) == ["Design", "Blueprint", "Approved", "Build", "Code", "Paint", "Test", "Pilot", "Done"]


def test_the_same_change_in_both_is_no_clash(book: Book, draft: Draft) -> None:
    draft.set("Code", duration="12d")
    book.do(plan.set_task, book.ids("Code"), {"duration": "12d"})
    assert not draft.clashes()
    draft.apply()


@pytest.mark.parametrize(("takes", "days"), [(True, 12), (False, 3)])
def test_a_clash_is_named_and_decided(book: Book, draft: Draft, takes: bool, days: int) -> None:
    draft.set("Code", duration="12d", owner="Li")
    book.do(plan.set_task, book.ids("Code"), {"duration": "3d"})
    before = dump(book.store)
    with pytest.raises(PmoError, match="draft_clashes"):
        draft.apply()
    assert dump(book.store) == before
    (clash,) = draft.clashes()
    assert (clash.reason, clash.column, clash.before, clash.plan, clash.draft) == (
        "changed", "duration", 4800, 3 * 480, 12 * 480,
    )  # fmt: skip
    draft.apply({clash.code: takes})
    assert task(book, "Code").duration == days * 480
    assert task(book, "Code").owner == "Li"


@pytest.mark.parametrize(("takes", "days", "percent"), [(True, 12, 0), (False, 10, 50)])
def test_progress_and_a_new_duration_are_one_clash_with_the_work_of_the_people(
    book: Book, takes: bool, days: int, percent: int
) -> None:
    book.do(plan.assign, book.id("Code"), ["Ann"])
    draft = Draft(book)
    draft.set("Code", duration="12d")
    book.do(plan.set_task, book.ids("Code"), {"percent_complete": 50})
    (clash,) = draft.clashes()
    draft.apply({clash.code: takes})
    code = task(book, "Code")
    assert (code.duration, code.percent_complete) == (days * 480, percent)
    (line,) = book.plan().assignments
    assert line.work == days * 480


@pytest.mark.parametrize("takes", [True, False])
def test_removed_in_the_draft_and_changed_in_the_plan(book: Book, draft: Draft, takes: bool) -> None:
    book.do(plan_rows.delete_tasks, draft.tasks("Test"))
    book.do(plan.set_task, book.ids("Test"), {"duration": "3d"})
    (clash,) = draft.clashes()
    assert clash.reason == "gone_in_draft"
    draft.apply({clash.code: takes})
    assert ("Test" in names(book)) != takes
    assert (("Code", "FS", "Test") in waits(book)) != takes


@pytest.mark.parametrize("takes", [True, False])
def test_removed_from_the_plan_and_changed_in_the_draft(book: Book, draft: Draft, takes: bool) -> None:
    draft.set("Test", duration="3d")
    book.do(plan_rows.delete_tasks, book.ids("Test"))
    (clash,) = draft.clashes()
    assert clash.reason == "gone_in_plan"
    draft.apply({clash.code: takes})
    assert ("Test" in names(book)) == takes
    assert (("Code", "FS", "Test") in waits(book)) == takes
    assert names(book)[-2:] == (["Test", "Done"] if takes else ["Code", "Done"])


def test_linking_to_what_the_plan_removed_is_a_clash_too(book: Book, draft: Draft) -> None:
    book.do(plan_links.add_link, draft.task("Blueprint"), draft.task("Test"))
    book.do(plan_rows.delete_tasks, book.ids("Test"))
    assert [clash.reason for clash in draft.clashes()] == ["gone_in_plan"]


def test_a_row_below_what_the_other_side_removed_is_a_clash_too(book: Book, draft: Draft) -> None:
    book.do(plan_rows.delete_tasks, draft.tasks("Build"))
    book.do(plan_rows.add_tasks, book.project_id, ["Pilot"], before=book.id("Done"))
    clashes = draft.clashes()
    assert [(clash.reason, clash.before["name"]) for clash in clashes] == [("gone_in_draft", "Build")]
    draft.apply({clashes[0].code: False})
    assert names(book)[-2:] == ["Build", "Pilot"]


@pytest.mark.parametrize("takes", [True, False])
def test_rows_that_were_moved_in_both(book: Book, draft: Draft, takes: bool) -> None:
    book.do(plan_rows.move_tasks, draft.tasks("Build"), draft.task("Design"))
    book.do(plan_rows.move_tasks, book.ids("Test"), book.id("Code"))
    (clash,) = draft.clashes()
    assert clash.reason == "order"
    draft.apply({clash.code: takes})
    assert names(book)[0] == ("Build" if takes else "Design")
    assert sorted(names(book)) == sorted(["Design", "Blueprint", "Approved", "Build", "Code", "Test", "Done"])


def test_one_draft_after_the_other(book: Book) -> None:
    first, second = Draft(book, "One"), Draft(book, "Two")
    first.set("Code", duration="12d")
    second.set("Test", duration="9d")
    first.apply()
    second.apply()
    assert (task(book, "Code").duration, task(book, "Test").duration) == (12 * 480, 9 * 480)


# Never in a list


LISTS: Mapping[str, Callable[[Any], object]] = {
    "registry": lambda s: registry.registry(s).rows,
    "registry with archived": lambda s: registry.registry(s, include_archived=True).rows,
    "registry of ids": lambda s: registry.registry(s, include_archived=True, ids=range(50)).rows,
    "counts": counts.page_counts,
    "choices": choices.references,
    "overview": lambda s: (o := overview.overview(s)) and (o.active, o.totals, o.needs, o.moved),
    "codes of packs": lambda s: [status_pack.project_ids_of(s, ["P-1"])],
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_shows_a_draft(book: Book, name: str) -> None:
    with book.store.read() as session:
        before = LISTS[name](session)
    Draft(book, "Secret draft")
    with book.store.read() as session:
        after = LISTS[name](session)
    assert after == before
    assert "Secret draft" not in repr(after)


def test_a_draft_can_not_be_named_where_projects_are(book: Book, draft: Draft) -> None:
    with book.store.read() as session:
        code = session.scalars(select(Project.code).where(Project.id == draft.id)).one()
        with pytest.raises(PmoError, match="pack_project_unknown"):
            status_pack.project_ids_of(session, [code])


def test_what_belongs_to_a_draft_is_found_on_the_page_of_its_project(book: Book, draft: Draft) -> None:
    with book.store.read() as session:
        assert project_of(session, "task", draft.task("Code")) == book.project_id
        assert project_of(session, "project", draft.id) == book.project_id


BY_ID = frozenset(
    {
        "services/commands/baselines.py", "services/commands/drafts.py", "services/commands/programmes.py",
        "services/draft_rows.py", "services/editing.py", "services/planning.py", "services/planning_rows.py",
        "services/queries/drafts.py", "services/queries/plan_issued.py", "services/queries/history.py",
        "services/simulation.py",
    }
)  # fmt: skip
"""Modules that ask for projects that are named by their ids, or for drafts themselves."""

UNSEEN = {
    "services/imports/applying.py": "codes that are taken: a draft's is",
    "services/status_pack_registers.py": "the currency of each project, by id",
    "services/queries/risk_past.py": "currency of each project, by id",
    "services/register_print.py": "name and currency of each project, by id",
    "services/status_pack_logs.py": "currency and finish of each project, by id; registers: a draft has none",
    "services/queries/views.py": "values of custom fields: a draft has none",
    "services/commands/fields.py": "values of custom fields: a draft has none",
    "services/commands/periods.py": "reports: a draft has none",
    "services/rag.py": "classes: a draft has that of its project; registers: a draft has none",
    "services/queries/logs.py": "registers: a draft has none",
}
"""Modules that may meet drafts, and why nobody sees them there."""


def test_every_query_on_projects_leaves_drafts_out_or_says_why_not() -> None:
    asks = re.compile(r"select\([^\n]*\bProject\b|join\(\s*Project\b|RECORDED\[.project.\]")
    unsure = []
    for part in ("services", "cli"):
        for file in sorted((ROOT / "pmo_desktop" / part).rglob("*.py")):
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(ROOT / "pmo_desktop").as_posix()
            if "/demo/" in name or name in BY_ID or name in UNSEEN or not asks.search(text):
                continue
            if "draft_of" not in text and "archived" not in text:
                unsure.append(name)
    assert unsure == [], "these modules ask for projects: leave drafts out (`Project.draft_of.is_(None)`), or say why"


def every_list() -> dict[str, Callable[[Any], object]]:
    """Return the queries that ask for everything: those that need nothing but a session."""
    found: dict[str, Callable[[Any], object]] = {}
    for info in pkgutil.iter_modules(queries.__path__):
        module = importlib.import_module(f"{queries.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            needed = [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            if function.__module__ == module.__name__ and not name.startswith("_") and needed == ["session"]:
                found[f"{info.name}.{name}"] = function
    return found


CHANGES = frozenset({"history.history_page", "history.authors"})
"""Queries that tell what was done, drafts too."""


@pytest.mark.parametrize("name", sorted(every_list().keys() - CHANGES))
def test_no_query_of_everything_meets_a_draft(book: Book, name: str) -> None:
    ask = every_list()[name]
    book.do(periods.open_next, date(2026, 3, 31))
    book.do(plan.assign, book.id("Code"), ["Ann"])
    with book.store.read() as session:
        before = repr(ask(session))
    made = Draft(book, "Secret draft")
    book.do(plan.set_task, made.tasks("Code"), {"name": "Secret task", "owner": "Secret owner", "duration": "99d"})
    book.do(plan.assign, made.task("Secret task"), ["Secret crew"])
    with book.store.read() as session:
        after = repr(ask(session))
    assert after == before
