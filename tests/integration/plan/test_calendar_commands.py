"""Calendars on a real store: made, edited, chosen, refused; and what an edit would do before it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.tables import Calendar, Project
from pmo_desktop.services.calendar_edit import with_days, with_weekday
from pmo_desktop.services.commands import calendars, plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.calendars import CalendarRow, calendar_list, effect_of_choice, effects

from .conftest import LABEL, Book


def do(book: Book, command: Any, *args: Any) -> Any:
    return book.store.write(LABEL, lambda session: command(session, *args)).result


def rows(book: Book) -> dict[str, CalendarRow]:
    with book.store.read() as session:
        return {row.name: row for row in calendar_list(session, book.project_id)}


def refused(book: Book, command: Any, *args: Any) -> PmoError:
    with pytest.raises(PmoError) as error:
        do(book, command, *args)
    return error.value


def finish(book: Book) -> date:
    with book.store.read() as session:
        found = session.get_one(Project, book.project_id).finish
        assert found is not None
        return found


@pytest.fixture
def site(book: Book) -> WorkCalendar:
    """The calendar of the project: the standard week."""
    key = do(book, calendars.create, "Site", book.project_id)
    do(book, calendars.use_for_project, book.project_id, key)
    return rows(book)["Site"].calendar


def test_an_edit_moves_the_plan_and_was_foretold(book: Book, site: WorkCalendar) -> None:
    before = finish(book)
    free = with_days(site, [date(2026, 3, 3), date(2026, 3, 4)], (), "Inventory")
    with book.store.read() as session:
        (told,) = effects(session, PlanCache(), free)
    assert told.before is not None
    assert told.after is not None
    assert (told.before.date(), (told.after - told.before).days >= 2, told.moved) == (before, True, 5)
    assert finish(book) == before  # nothing was written
    do(book, calendars.define, free)
    assert finish(book) == told.after.date()
    assert rows(book)["Site"].calendar.exceptions == free.exceptions


def test_a_calendar_that_inherits_follows_its_base(book: Book, site: WorkCalendar) -> None:
    child = do(book, calendars.create, "Crew", book.project_id, site.uid)
    do(book, calendars.use_for_project, book.project_id, child)
    before = finish(book)
    do(book, calendars.define, with_weekday(site, 5, ()))  # no more Fridays
    assert finish(book) > before
    ring = replace(site, base=child)
    assert refused(book, calendars.define, ring).message_id == "calendar_base_ring"


def test_a_portfolio_calendar_serves_every_plan(book: Book) -> None:
    key = do(book, calendars.create, "Holidays", None)
    assert rows(book)["Holidays"].project_id is None
    do(book, calendars.use_for_project, book.project_id, key)
    before = finish(book)
    shared = rows(book)["Holidays"].calendar
    do(book, calendars.define, with_days(shared, [date(2026, 3, 3)], ()), "CN")
    assert finish(book) > before
    assert rows(book)["Holidays"].holiday_set == "CN"


def test_a_copy_has_the_same_days(book: Book, site: WorkCalendar) -> None:
    do(book, calendars.define, with_days(site, [date(2026, 3, 3)], (), "Inventory"))
    do(book, calendars.create, "Site 2", book.project_id, None, site.uid)
    found = rows(book)
    assert found["Site 2"].calendar.exceptions == found["Site"].calendar.exceptions


def test_names_are_there_once(book: Book, site: WorkCalendar) -> None:
    assert refused(book, calendars.create, " site ", book.project_id).message_id == "calendar_name_taken"
    assert refused(book, calendars.create, "  ", book.project_id).message_id == "value_required"
    do(book, calendars.rename, site.uid, "Works")
    assert set(rows(book)) == {"Works"}


def test_what_is_used_is_not_deleted(book: Book, site: WorkCalendar) -> None:
    error = refused(book, calendars.delete, site.uid)
    assert error.message_id == "calendar_used"
    assert error.values["users"]
    do(book, calendars.use_for_project, book.project_id, None)
    (task_id,) = book.ids("Code")
    do(book, calendars.use_for_tasks, [task_id], site.uid)
    assert refused(book, calendars.delete, site.uid).values["users"] == "Code"
    do(book, plan.set_task, [task_id], {"calendar": None})
    do(book, calendars.delete, site.uid)
    assert rows(book) == {}
    assert refused(book, calendars.rename, site.uid, "X").message_id == "calendar_gone"


def test_a_calendar_without_working_time_is_refused(book: Book, site: WorkCalendar) -> None:
    idle = site
    for weekday in range(7):
        idle = with_weekday(idle, weekday, ())
    assert refused(book, calendars.define, idle).message_id == "calendar_no_working_time"
    backwards = CalendarException(date(2026, 3, 3), date(2026, 3, 2))
    assert refused(book, calendars.define, replace(site, exceptions=(backwards,))).message_id == (
        "calendar_exception_backwards"
    )
    many = tuple(CalendarException(date(2026, 3, 3), date(2026, 3, 3)) for _ in range(2_001))
    assert refused(book, calendars.define, replace(site, exceptions=many)).message_id == "calendar_exceptions_many"


def test_the_calendar_of_another_plan_is_not_there(book: Book) -> None:
    def other(session: Any) -> int:
        project = Project(code="X", name="Other", currency="EUR")
        session.add(project)
        session.flush()
        calendar = Calendar(project_id=project.id, name="Theirs", definition={})
        session.add(calendar)
        session.flush()
        return int(calendar.id)

    key = do(book, other)
    assert refused(book, calendars.use_for_project, book.project_id, key).message_id == "calendar_gone"
    (task_id,) = book.ids("Code")
    assert refused(book, plan.set_task, [task_id], {"calendar": key}).message_id == "calendar_gone"


def test_what_another_calendar_would_do(book: Book, site: WorkCalendar) -> None:
    nights = do(book, calendars.create, "Short", book.project_id)
    short = rows(book)["Short"].calendar
    for weekday in range(1, 6):
        short = with_weekday(short, weekday, ((480, 720),))
    do(book, calendars.define, short)
    with book.store.read() as session:
        told = effect_of_choice(session, PlanCache(), book.project_id, nights)
    assert told.after is not None
    do(book, calendars.use_for_project, book.project_id, nights)
    assert finish(book) == told.after.date()
