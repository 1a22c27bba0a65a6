"""The resources of a plan on a real store, and how much work falls to them and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.tables import Task
from pmo_desktop.services.calendar_edit import with_days
from pmo_desktop.services.commands import assignments, calendars, plan, plan_links, resources
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.calendars import calendar_list
from pmo_desktop.services.queries.plan import PlanView, plan_view
from pmo_desktop.services.queries.resources import assignment_rows, resource_rows
from pmo_desktop.services.queries.usage import UsageRow, peaks_of, usage_of

from .conftest import LABEL, Book

HOUR, DAY = 60, 480


def do(book: Book, command: Any, *args: Any) -> Any:
    return book.store.write(LABEL, lambda session: command(session, *args)).result


def view(book: Book) -> PlanView:
    with book.store.read() as session:
        return plan_view(session, PlanCache(), book.project_id)


def staff(book: Book, task: str, text: str) -> int:
    (task_id,) = book.ids(task)
    do(book, plan.set_task, [task_id], {"resources": text})
    return task_id


def row(book: Book, name: str, step: Any = "week") -> UsageRow:
    return next(one for one in usage_of(view(book), step).rows if one.name == name)


def test_work_is_spread_over_weeks_by_the_calendar(book: Book) -> None:
    staff(book, "Blueprint", "Anna")  # Monday 2 March, five days
    staff(book, "Code", "Anna[50%]")  # the two weeks after it
    usage = usage_of(view(book), "week")
    assert usage.periods == (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16))
    (anna,) = usage.rows
    assert [cell.work if cell else None for cell in anna.cells] == [40 * HOUR, 20 * HOUR, 20 * HOUR]
    assert [cell.capacity if cell else None for cell in anna.cells] == [40 * HOUR] * 3
    assert not anna.is_over
    assert anna.work == 80 * HOUR
    months = usage_of(view(book), "month")
    assert months.periods == (date(2026, 3, 1),)


def test_two_tasks_at_once_are_too_much(book: Book) -> None:
    blueprint, code = staff(book, "Blueprint", "Anna"), staff(book, "Code", "Anna")
    (approved,) = book.ids("Approved")
    do(book, plan_links.unlink, [approved, code])
    anna = row(book, "Anna")
    assert anna.cells[0] is not None
    assert (anna.cells[0].work, anna.cells[0].is_over) == (80 * HOUR, True)
    named = view(book)
    assert {named.task(at).uid for at, _ in anna.cells[0].parts} == {blueprint, code}
    assert anna.cells[1] is not None
    assert not anna.cells[1].is_over
    assert anna.peak == 2.0
    do(book, resources.set_values, [anna.id], {"max_units": 2.0})
    assert not row(book, "Anna").is_over
    (listed,) = resource_rows(view(book), peaks_of(view(book)))
    assert (listed.peak, listed.is_over, listed.tasks) == (2.0, False, 2)


def test_days_off_of_a_person_hold_no_work_and_no_capacity(book: Book) -> None:
    staff(book, "Blueprint", "Anna")
    key = do(book, calendars.create, "Anna’s", book.project_id)
    with book.store.read() as session:
        own = next(one.calendar for one in calendar_list(session, book.project_id) if one.id == key)
    do(book, calendars.define, with_days(own, [date(2026, 3, 4)], (), "Away"))
    do(book, calendars.use_for_resources, [row(book, "Anna").id], key)
    days = usage_of(view(book), "day")
    (anna,) = days.rows
    worked = dict(zip(days.periods, anna.cells, strict=True))
    assert worked[date(2026, 3, 4)] is None
    assert worked[date(2026, 3, 9)] is not None  # the day is made up for at the end
    assert anna.work == 40 * HOUR


def test_work_on_a_day_off_is_too_much(book: Book) -> None:
    task_id = staff(book, "Blueprint", "Anna")
    key = do(book, calendars.create, "Away", book.project_id)
    with book.store.read() as session:
        own = next(one.calendar for one in calendar_list(session, book.project_id) if one.id == key)
    do(book, calendars.define, with_days(own, [date(2026, 3, 4)], (), "Away"))
    do(book, calendars.use_for_resources, [row(book, "Anna").id], key)
    do(book, plan.set_task, [task_id], {"ignore_resource_calendar": True})
    days = usage_of(view(book), "day")
    (anna,) = days.rows
    over = [day for day, cell in zip(days.periods, anna.cells, strict=True) if cell is not None and cell.is_over]
    assert over == [date(2026, 3, 4)]
    assert row(book, "Anna").is_over


def test_a_short_part_of_a_long_task_is_done_first(book: Book) -> None:
    task_id = staff(book, "Blueprint", "Anna; Bo")
    bo = next(one for one in assignment_rows(view(book)) if one.resource == "Bo")
    do(book, assignments.set_work, [bo.id], 16 * HOUR)
    days = usage_of(view(book), "day")
    busy = next(one for one in days.rows if one.name == "Bo")
    assert [cell.work if cell else 0 for cell in busy.cells][:3] == [8 * HOUR, 8 * HOUR, 0]
    named = view(book)
    assert named.resources(named.row_of[task_id]) == "Anna; Bo"


def test_a_plan_without_work_has_no_usage(book: Book) -> None:
    assert usage_of(view(book)).rows == ()
    do(book, resources.create, book.project_id, {"name": "Anna"})
    assert [one.cells for one in usage_of(view(book)).rows] == [()]


def test_a_very_long_plan_is_shown_by_months(book: Book) -> None:
    task_id = staff(book, "Blueprint", "Anna")
    do(book, plan.set_task, [task_id], {"duration": "30000d"})
    assert usage_of(view(book), "day").step in ("week", "month")


def test_names_and_rates(book: Book) -> None:
    task_id = staff(book, "Blueprint", "Anna")
    anna = row(book, "Anna").id
    do(book, resources.set_values, [anna], {"standard_rate": 6_000, "group": "Design", "initials": "A"})
    with book.store.read() as session:
        assert session.get_one(Task, task_id).cost == 40 * 6_000
    do(book, resources.set_values, [anna], {"name": "Anna B"})
    with book.store.read() as session:
        assert session.get_one(Task, task_id).owner == "Anna B"
    bo = do(book, resources.create, book.project_id, {"name": "Bo", "kind": "material"})
    for taken in ("anna b", " ANNA B "):
        with pytest.raises(PmoError) as refused:
            do(book, resources.set_values, [bo], {"name": taken})
        assert refused.value.message_id == "resource_name_taken"
    with pytest.raises(PmoError):
        do(book, resources.create, book.project_id, {"name": ""})


def test_a_deleted_resource_leaves_its_work_to_the_others_where_the_effort_drives(book: Book) -> None:
    (task_id,) = book.ids("Blueprint")
    do(book, plan.set_task, [task_id], {"effort_driven": True, "resources": "Anna; Bo"})
    do(book, resources.delete, [row(book, "Bo").id])
    (left,) = assignment_rows(view(book))
    assert (left.resource, left.work) == ("Anna", 10 * DAY)
    do(book, resources.delete, [row(book, "Anna").id])
    assert assignment_rows(view(book)) == ()
