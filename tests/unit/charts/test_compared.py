"""The chart of two states of a plan: both bars of a task, what moved later in another colour, the rest counted."""

from __future__ import annotations

from datetime import date, datetime

from pmo_desktop import texts
from pmo_desktop.charts.compared import ComparedRow, compared_bars
from pmo_desktop.charts.scene import Box, Diamond, Label, Scene

T = texts.of("en")
TODAY = date(2026, 11, 20)


def span(first: int, last: int) -> tuple[datetime, datetime]:
    return datetime(2026, 11, first, 8), datetime(2026, 11, last, 17)


def draw(*rows: ComparedRow, height: float = 300) -> Scene:
    return compared_bars(rows, TODAY, 400, height, 11, T)


def test_both_states_stand_in_one_row_and_a_later_one_has_its_colour() -> None:
    scene = draw(ComparedRow("Code", span(2, 6), span(2, 13), key=("task", 1)))
    before, after = (part for part in scene if isinstance(part, Box))
    assert (before.fill, after.fill) == ("base", "critDone")
    assert before.x == after.x
    assert after.width > before.width
    assert before.y + before.height <= after.y
    assert before.key == after.key == ("task", 1)


def test_earlier_or_equal_is_no_exception() -> None:
    assert [part.fill for part in draw(ComparedRow("A", span(2, 13), span(2, 6))) if isinstance(part, Box)] == [
        "base", "accent",
    ]  # fmt: skip


def test_a_milestone_is_two_diamonds_within_the_chart() -> None:
    scene = draw(ComparedRow("Go", span(6, 6), span(27, 27), is_milestone=True))
    old, new = (part for part in scene if isinstance(part, Diamond))
    assert (old.fill, old.stroke) == ("", "base")
    assert new.fill == "critDone"
    assert old.x < new.x < 400 - new.radius


def test_what_is_in_one_state_only_has_one_bar() -> None:
    scene = draw(ComparedRow("New", None, span(2, 6)), ComparedRow("Gone", span(2, 6), None))
    assert [part.fill for part in scene if isinstance(part, Box)] == ["accent", "base"]


def test_rows_that_do_not_fit_are_counted() -> None:
    scene = draw(*(ComparedRow(f"T{at}", span(2, 6), span(3, 7)) for at in range(40)), height=150)
    words = [part.text for part in scene if isinstance(part, Label)]
    shown = sum(word.startswith("T") for word in words)
    assert f"and {40 - shown} more" in words
    assert all(part.y + part.height < 150 for part in scene if isinstance(part, Box))


def test_nothing_to_show_is_an_empty_scene() -> None:
    assert draw() == []
    assert draw(ComparedRow("Undated", None, None)) == []
