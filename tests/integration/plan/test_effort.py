"""Work = duration × units: what follows when one of them is changed, by the type of the task (MS Project's rules)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.tables import Assignment, Resource, Task
from pmo_desktop.services.assigned_text import Assigned, assigned_text, parse_assigned, parse_units
from pmo_desktop.services.commands import assignments, plan, resources

from .conftest import LABEL, Book

DAY, WEEK = 480, 2400


def give(book: Book, values: dict[str, object], name: str = "Blueprint") -> int:
    (task_id,) = book.ids(name)
    book.store.write(LABEL, lambda session: plan.set_task(session, [task_id], values))
    return task_id


def state(book: Book, task_id: int) -> tuple[int, dict[str, tuple[int, float]]]:
    """Return the duration, and (work, units) of each resource."""
    with book.store.read() as session:
        query = select(Assignment, Resource).join(Resource, Assignment.resource_id == Resource.id)
        rows = session.execute(query.where(Assignment.task_id == task_id)).all()
        task = session.get_one(Task, task_id)
        return task.duration, {row[1].name: (row[0].work, round(row[0].units, 4)) for row in rows}


def assignment(book: Book, task_id: int, name: str = "Anna") -> int:
    with book.store.read() as session:
        query = select(Assignment.id).join(Resource, Assignment.resource_id == Resource.id)
        found = session.scalars(query.where(Assignment.task_id == task_id, Resource.name == name)).one()
        return int(found)


def do(book: Book, command: Any, *args: Any) -> None:
    book.store.write(LABEL, lambda session: command(session, *args))


# A week of work for one person at 100 %: the rules for one change each, from the table of the task types.


@pytest.mark.parametrize(
    ("kind", "duration", "work", "units"),
    [
        ("fixed_units", 2 * WEEK, WEEK, 0.5),
        ("fixed_work", 2 * WEEK, WEEK, 0.5),
        ("fixed_duration", WEEK, WEEK // 2, 0.5),
    ],
)
def test_other_units(book: Book, kind: str, duration: int, work: int, units: float) -> None:
    task_id = give(book, {"kind": kind, "resources": "Anna"})
    do(book, assignments.set_units, [assignment(book, task_id)], 0.5)
    assert state(book, task_id) == (duration, {"Anna": (work, units)})


@pytest.mark.parametrize(
    ("kind", "work", "units"),
    [("fixed_units", 2 * WEEK, 1.0), ("fixed_work", WEEK, 0.5), ("fixed_duration", 2 * WEEK, 1.0)],
)
def test_another_duration(book: Book, kind: str, work: int, units: float) -> None:
    task_id = give(book, {"kind": kind, "resources": "Anna"})
    give(book, {"duration": "10d"})
    assert state(book, task_id) == (2 * WEEK, {"Anna": (work, units)})


@pytest.mark.parametrize(
    ("kind", "duration", "units"),
    [("fixed_units", 2 * WEEK, 1.0), ("fixed_work", 2 * WEEK, 1.0), ("fixed_duration", WEEK, 2.0)],
)
def test_other_work(book: Book, kind: str, duration: int, units: float) -> None:
    task_id = give(book, {"kind": kind, "resources": "Anna"})
    do(book, assignments.set_work, [assignment(book, task_id)], 2 * WEEK)
    assert state(book, task_id) == (duration, {"Anna": (2 * WEEK, units)})
    give(book, {"work": "40h"})
    assert state(book, task_id)[1]["Anna"][0] == WEEK


# A second person at 100 % comes to a week of work.


@pytest.mark.parametrize(
    ("kind", "driven", "duration", "work", "units"),
    [
        ("fixed_units", False, WEEK, WEEK, 1.0),
        ("fixed_units", True, WEEK // 2, WEEK // 2, 1.0),
        ("fixed_duration", False, WEEK, WEEK, 1.0),
        ("fixed_duration", True, WEEK, WEEK // 2, 0.5),
        ("fixed_work", False, WEEK // 2, WEEK // 2, 1.0),
    ],
)
def test_a_second_person(book: Book, kind: str, driven: bool, duration: int, work: int, units: float) -> None:
    task_id = give(book, {"kind": kind, "effort_driven": driven, "resources": "Anna"})
    give(book, {"resources": "Anna; Bo"})
    assert state(book, task_id) == (duration, {"Anna": (work, units), "Bo": (work, units)})


def test_who_leaves_an_effort_driven_task_leaves_the_work_to_the_others(book: Book) -> None:
    task_id = give(book, {"effort_driven": True, "resources": "Anna; Bo"})
    assert state(book, task_id) == (WEEK, {"Anna": (WEEK, 1.0), "Bo": (WEEK, 1.0)})  # the first ones bring their own
    do(book, assignments.remove, [assignment(book, task_id, "Bo")])
    assert state(book, task_id) == (2 * WEEK, {"Anna": (2 * WEEK, 1.0)})


def test_one_replaces_another_with_the_same_work(book: Book) -> None:
    task_id = give(book, {"effort_driven": True, "resources": "Anna[50%]"})
    assert state(book, task_id) == (WEEK, {"Anna": (WEEK // 2, 0.5)})
    give(book, {"resources": "Bo"})
    assert state(book, task_id) == (WEEK // 2, {"Bo": (WEEK // 2, 1.0)})


def test_uneven_shares_stay_uneven(book: Book) -> None:
    task_id = give(book, {"effort_driven": True, "resources": "Anna; Bo"})
    do(book, assignments.set_work, [assignment(book, task_id, "Bo")], WEEK // 2)
    give(book, {"resources": "Anna; Bo; Chen"})
    duration, people = state(book, task_id)
    assert people["Chen"][0] == WEEK // 2
    assert people["Anna"][0] == 2 * people["Bo"][0]
    assert sum(work for work, _ in people.values()) == WEEK + WEEK // 2
    assert duration == people["Anna"][0]


def test_a_task_with_work_and_nobody_takes_as_long_as_its_people_need(book: Book) -> None:
    task_id = give(book, {"work": "80h"})
    assert state(book, task_id) == (WEEK, {})
    give(book, {"resources": "Anna; Bo"})
    assert state(book, task_id) == (WEEK, {"Anna": (WEEK, 1.0), "Bo": (WEEK, 1.0)})
    give(book, {"resources": ""})
    assert state(book, task_id) == (WEEK, {})


def test_materials_and_costs_have_no_part_in_the_triangle(book: Book) -> None:
    def stock(session: Any) -> None:
        for position, (name, kind) in enumerate((("Cement", "material"), ("Travel", "cost")), 1):
            session.add(
                Resource(project_id=book.project_id, name=name, kind=kind, position=position, extra={},
                         standard_rate=250 if kind == "material" else None)
            )  # fmt: skip

    book.store.write(LABEL, stock)
    task_id = give(book, {"effort_driven": True, "resources": "Anna"})
    give(book, {"resources": "Anna; Cement[12]; Travel"})
    duration, people = state(book, task_id)
    assert duration == WEEK
    assert people == {"Anna": (WEEK, 1.0), "Cement": (0, 12.0), "Travel": (0, 1.0)}
    with book.store.read() as session:
        task = session.get_one(Task, task_id)
        assert (task.work, task.cost) == (WEEK, 12 * 250)
    do(book, assignments.set_cost, [assignment(book, task_id, "Travel")], 9_900)
    with book.store.read() as session:
        assert session.get_one(Task, task_id).cost == 12 * 250 + 9_900


def test_costs_follow_work_by_the_hourly_rate(book: Book) -> None:
    def hire(session: Any) -> None:
        anna = Resource(project_id=book.project_id, name="Anna", position=1, standard_rate=6_000, cost_per_use=500,
                        extra={})  # fmt: skip
        session.add(anna)

    book.store.write(LABEL, hire)
    task_id = give(book, {"resources": "anna[50%]"})
    assert state(book, task_id)[1] == {"Anna": (WEEK // 2, 0.5)}  # found whatever the case
    with book.store.read() as session:
        assert session.get_one(Task, task_id).cost == 20 * 6_000 + 500


def test_a_cost_that_came_with_the_file_grows_with_the_work_and_other_rates_take_over(book: Book) -> None:
    def hire(session: Any) -> None:
        session.add(Resource(project_id=book.project_id, name="Anna", position=1, standard_rate=6_000, extra={}))

    book.store.write(LABEL, hire)
    task_id = give(book, {"resources": "Anna"})

    def bought(session: Any) -> None:  # a file with another rate table says so
        session.scalars(select(Assignment).where(Assignment.task_id == task_id)).one().cost = 100_000
        session.get_one(Task, task_id).cost = 100_000

    book.store.write(LABEL, bought)
    give(book, {"duration": "10d"})
    with book.store.read() as session:
        assert session.get_one(Task, task_id).cost == 200_000
        anna = session.scalars(select(Resource.id).where(Resource.name == "Anna")).one()
    do(book, resources.set_values, [anna], {"standard_rate": 1_000})
    with book.store.read() as session:
        assert session.get_one(Task, task_id).cost == 80 * 1_000


def test_rounded_units_of_a_file_do_not_make_a_task_longer(book: Book) -> None:
    task_id = give(book, {"resources": "Anna; Bo"})

    def rounded(session: Any) -> None:
        for row in session.scalars(select(Assignment).where(Assignment.task_id == task_id)):
            row.units, row.work = 0.12, 300  # an eighth of a week

    book.store.write(LABEL, rounded)
    do(book, assignments.set_work, [assignment(book, task_id)], 150)
    assert state(book, task_id)[0] == WEEK


def test_a_contour_takes_longer_than_its_peak_says(book: Book) -> None:
    task_id = give(book, {"resources": "Anna"})

    def shaped(session: Any) -> None:
        row = session.scalars(select(Assignment).where(Assignment.task_id == task_id)).one()
        row.contour, row.work = 4, WEEK // 2  # a bell: half of its peak on average

    book.store.write(LABEL, shaped)
    do(book, assignments.set_work, [assignment(book, task_id)], WEEK)
    assert state(book, task_id)[0] == 2 * WEEK


def test_work_that_is_left_grows_with_the_duration_of_a_started_task(book: Book) -> None:
    task_id = give(book, {"resources": "Anna"})
    give(book, {"percent_complete": 50})
    do(book, assignments.set_work, [assignment(book, task_id)], 2 * WEEK)
    with book.store.read() as session:
        task = session.get_one(Task, task_id)
        assert (task.duration, task.remaining_duration) == (2 * WEEK, WEEK // 2 + WEEK)


def test_a_summary_takes_nobody(book: Book) -> None:
    (task_id,) = book.ids("Design")
    for command, value in ((assignments.set_resources, "Anna"), (assignments.put, [Assigned("Anna")])):
        with pytest.raises(PmoError) as refused:
            do(book, command, [task_id], value)
        assert refused.value.message_id == "summary_is_computed"


def test_everything_follows_in_the_schedule(book: Book) -> None:
    give(book, {"effort_driven": True, "resources": "Anna"})
    before = book.schedule().project_finish
    give(book, {"resources": "Anna; Bo"})
    assert (before - book.schedule().project_finish).days >= 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Anna", [("Anna", None)]),
        ("Anna; Li Wei[50%]", [("Anna", None), ("Li Wei", 0.5)]),
        ("Anna，李伟【50％】；王芳", [("Anna", None), ("李伟", 0.5), ("王芳", None)]),
        ("张三、李四[12.5%]", [("张三", None), ("李四", 0.125)]),
        ("Cement[12]", [("Cement", 12.0)]),
        ("Cement[1,5 t]", [("Cement", 1.5)]),
        ("Anna; anna[20%]", [("anna", 0.2)]),
        (" ; ;", []),
        ("", []),
    ],
)
def test_resources_as_people_type_them(text: str, parts: list[tuple[str, float | None]]) -> None:
    assert parse_assigned(text) == tuple(Assigned(*part) for part in parts)


@pytest.mark.parametrize("text", ["Anna[", "[50%]", "Anna[x]", "Anna]50%[", "A" * 6000, "Anna[1.2.3]"])
def test_what_is_no_list_of_resources_is_refused(text: str) -> None:
    with pytest.raises(PmoError) as refused:
        parse_assigned(text)
    assert refused.value.message_id == "assigned_bad"


def test_too_many_at_once_are_refused() -> None:
    with pytest.raises(PmoError) as refused:
        parse_assigned(";".join(f"P{number}" for number in range(201)))
    assert refused.value.message_id == "assigned_too_many"


def test_what_is_shown_can_be_typed() -> None:
    shown = assigned_text([("Anna", "work", 1.0), ("Li Wei", "work", 0.5), ("Cement", "material", 3), ("T", "cost", 1)])
    assert shown == "Anna; Li Wei[50%]; Cement[3]; T"
    assert [part.units for part in parse_assigned(shown)] == [None, 0.5, 3.0, None]
    for text, units in (("50%", 0.5), ("50", 0.5), ("0.5", 0.5), ("1", 1.0), ("150 ％", 1.5), ("1,5", 1.5)):
        assert parse_units("work", text) == units
    assert parse_units("material", "12") == 12
    for bad in ("x", "", "-1", "1e99"):
        with pytest.raises(PmoError):
            parse_units("work", bad)
