"""A project is made from a template, and becomes one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.tables import Project, Risk
from pmo_desktop.scheduling import schedule
from pmo_desktop.services import templates
from pmo_desktop.services.commands import plan
from pmo_desktop.services.commands import templates as commands
from pmo_desktop.services.planning import load_plan, task_numbers
from pmo_desktop.services.queries import templates as queries
from tests.integration.plan.conftest import Book

KEYS = tuple(templates.bundled())
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", KEYS)
def test_a_bundled_template_is_a_plan_that_schedules(key: str, language: str) -> None:
    made = templates.plan_of(templates.bundled()[key], MONDAY, language)
    dates = schedule(made)
    assert 20 <= len(made.tasks) <= 60
    assert sum(task.key for task in made.tasks) >= 3
    assert dates.project_finish > datetime(2026, 5, 1)
    assert all(task.name for task in made.tasks)
    linked = {link.successor for link in made.links} | {link.predecessor for link in made.links}
    loose = [task.name for task, summary in zip(made.tasks, dates.summary, strict=True)
             if not summary and task.uid not in linked]  # fmt: skip
    assert loose == []


def test_there_are_templates_for_the_usual_kinds_of_project() -> None:
    assert len(KEYS) >= 5


def test_texts_of_both_languages_are_there() -> None:
    for body in templates.bundled().values():
        for row in (*body["tasks"], *body["risks"]):
            for text in row.values():
                if isinstance(text, dict):
                    assert text["en"].strip()
                    assert text["zh_CN"].strip()


def test_a_project_is_made_from_a_template(book: Book) -> None:
    values = {"code": "P-9", "name": "New billing", "manager": "Li Wei"}
    project_id = book.do(commands.create_project_from_template, "system-implementation", "en", MONDAY, values).result
    assert isinstance(project_id, int)
    with book.store.read() as session:
        project = session.get_one(Project, project_id)
        made = load_plan(session, project_id)
        risks = session.scalars(select(Risk).where(Risk.project_id == project_id)).all()
        assert (project.start, project.name) == (MONDAY, "New billing")
        assert project.finish is not None
        assert len(risks) == 5
        assert all(risk.code for risk in risks)
    assert made.tasks[0].name == "Initiate"


def test_a_project_kept_as_a_template_makes_the_same_plan_again(book: Book) -> None:
    book.do(plan.assign, book.id("Code"), ["Chen Yu"])
    book.do(plan.set_task, [book.id("Test")], {"predecessors": "5FS+1d; 3SS-50%", "deadline": "2026-05-01"})
    book.do(plan.set_task, [book.id("Code")], {"duration": 1001, "percent_complete": 30, "start": "2026-03-16"})
    template_id = book.do(commands.save_project_as_template, book.project_id, "Our way", "What we do").result
    project_id = book.do(
        commands.create_project_from_template, f"own:{template_id}", "en", MONDAY, {"name": "Again"}
    ).result
    assert isinstance(project_id, int)
    with book.store.read() as session:
        old, new = load_plan(session, book.project_id), load_plan(session, project_id)
    numbers_old, numbers_new = task_numbers(old), task_numbers(new)

    def shape(made: object, numbers: dict[int, str]) -> list[object]:
        return [
            (t.name, t.outline_level, t.duration, t.milestone, t.key, t.owner, t.deadline, t.percent_complete)
            for t in made.tasks  # type: ignore[attr-defined]
        ] + sorted(
            (numbers[x.predecessor], numbers[x.successor], x.kind, x.lag, x.lag_kind)
            for x in made.links  # type: ignore[attr-defined]
        )

    fresh = [(*row[:7], 0) if len(row) == 8 else row for row in shape(old, numbers_old)]  # type: ignore[index,arg-type]
    assert shape(new, numbers_new) == fresh
    assert [(r.name, len(new.assignments)) for r in new.resources] == [("Chen Yu", 1)]
    assert all(task.actual_start is None for task in new.tasks)


def test_the_library_lists_own_templates_first_and_tells_what_is_in_them(book: Book) -> None:
    book.do(commands.save_project_as_template, book.project_id, "Ours <b>")
    with book.store.read() as session:
        cards = queries.library(session, "zh_CN")
        shown = queries.details(session, cards[0].key, "en")
        bundled = queries.details(session, "procurement", "zh_CN")
    assert [card.own is not None for card in cards] == [True] + [False] * len(KEYS)
    assert (cards[0].name, cards[0].tasks, cards[0].milestones, cards[0].gates) == ("Ours <b>", 7, 2, ("Done",))
    assert all(0 <= start <= finish <= 1 for card in cards for _, start, finish, _ in card.bars)
    assert [row.number for row in shown.rows] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
    assert bundled.card.name == "采购"
    assert bundled.roles


def test_templates_are_renamed_and_deleted_and_names_stay_apart(book: Book) -> None:
    first = book.do(commands.save_project_as_template, book.project_id, "A").result
    second = book.do(commands.save_project_as_template, book.project_id, "B").result
    with pytest.raises(PmoError) as caught:
        book.do(commands.rename_template, second, "A")
    assert caught.value.message_id == "template_name_taken"
    with pytest.raises(PmoError):
        book.do(commands.rename_template, second, "  ")
    book.do(commands.rename_template, second, "C", "words")
    book.do(commands.delete_template, first)
    with pytest.raises(PmoError) as caught:
        book.do(commands.create_project_from_template, f"own:{first}", "en", MONDAY, {"name": "X"})
    assert caught.value.message_id == "template_gone"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"format": 2},
        {"format": "x"},
        {"format": 1, "tasks": 3},
        {"format": 1, "tasks": [{"level": 1}]},
        {"format": 1, "tasks": [{"name": "A", "after": "7"}]},
        {"format": 1, "tasks": [{"name": "A", "constraint": "NEVER"}]},
        {"format": 1, "tasks": [{"name": "A", "deadline_on": [1]}]},
        {"format": 1, "tasks": [], "calendars": [{}]},
    ],
)
def test_a_body_that_is_no_template_is_a_sentence(body: dict[str, object]) -> None:
    with pytest.raises(PmoError):
        templates.plan_of(body, MONDAY, "en")
