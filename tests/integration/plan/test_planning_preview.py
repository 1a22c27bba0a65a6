"""What is shown while a bar is dragged is what letting it go leads to."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pmo_desktop.services.commands import plan, plan_links
from pmo_desktop.services.planning_preview import drawn, linked, moved, moved_together, pushed, stretched
from tests.integration.plan.conftest import Book


@pytest.mark.parametrize("state", [{}, {"manual": True}, {"percent_complete": 40}, {"percent_complete": 100}], ids=str)
@pytest.mark.parametrize("start", [datetime(2026, 3, 16), datetime(2026, 3, 13, 10, 30), datetime(2026, 2, 27)])
def test_a_dragged_bar_shows_what_its_release_leads_to(book: Book, state: dict[str, object], start: datetime) -> None:
    if state:
        book.do(plan.set_task, [book.id("Blueprint")], state)
    before = book.schedule()
    row = before.row[book.id("Blueprint")]
    shown = moved(before, row, start)
    book.do(plan.set_task, [book.id("Blueprint")], {"start": start})
    after = book.schedule()
    assert shown is not None
    assert (shown.start, shown.finish) == (after.start, after.finish)


def test_what_follows_is_pushed_and_nothing_else(book: Book) -> None:
    before = book.schedule()
    after = moved(before, before.row[book.id("Test")], datetime(2026, 3, 30))
    assert after is not None
    names = [book.plan().tasks[row].name for row in pushed(before, after)]
    assert names == ["Build", "Test", "Done"]
    assert pushed(before, before) == []


@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2026, 3, 20), date(2026, 3, 14)])
def test_a_stretched_bar_shows_what_its_release_leads_to(book: Book, day: date) -> None:
    before = book.schedule()
    shown = stretched(before, before.row[book.id("Blueprint")], day)
    book.do(plan.set_task, [book.id("Blueprint")], {"finish": day})
    after = book.schedule()
    assert shown is not None
    assert (shown.start, shown.finish) == (after.start, after.finish)
    assert stretched(before, before.row[book.id("Blueprint")], date(2026, 2, 1)) is None


def test_bars_dragged_together_show_what_their_release_leads_to(book: Book) -> None:
    before = book.schedule()
    starts = {"Blueprint": datetime(2026, 3, 9, 8), "Code": datetime(2026, 4, 6, 8)}
    shown = moved_together(before, {before.row[book.id(name)]: start for name, start in starts.items()})
    book.do(plan.set_cells, [(book.id(name), {"start": start}) for name, start in starts.items()])
    after = book.schedule()
    assert shown is not None
    assert (shown.start, shown.finish) == (after.start, after.finish)


def test_a_drawn_bar_shows_what_its_release_leads_to(book: Book) -> None:
    before = book.schedule()
    shown = drawn(before, before.row[book.id("Code")], datetime(2026, 4, 6, 8), 3 * 480)
    book.do(plan.set_task, [book.id("Code")], {"start": datetime(2026, 4, 6, 8), "duration": 3 * 480})
    after = book.schedule()
    assert shown is not None
    assert (shown.start, shown.finish) == (after.start, after.finish)


def test_a_dragged_link_shows_what_its_release_leads_to_and_a_loop_nothing(book: Book) -> None:
    before = book.schedule()
    one, two = (before.row[book.id(name)] for name in ("Blueprint", "Test"))
    shown = linked(before, one, two, "FF")
    loop = linked(before, before.row[book.id("Done")], one, "FS")
    book.do(plan_links.add_link, book.id("Blueprint"), book.id("Test"), "FF")
    after = book.schedule()
    assert shown is not None
    assert (shown.start, shown.finish) == (after.start, after.finish)
    assert loop is None
