"""The pieces of tables that need no window: blocks of text, conditions, what the palette finds."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pmo_desktop import texts
from pmo_desktop.gui.actions import COMMANDS
from pmo_desktop.gui.clipboard import parse_table, put_table, take_table
from pmo_desktop.gui.finding import PROJECTS, Find, matching
from pmo_desktop.gui.models.columns import Column
from pmo_desktop.gui.models.filters import Filter, filter_from_json, holds, sentence
from pmo_desktop.gui.navigation import Place, Trail
from pmo_desktop.gui.widgets.text import plain_tooltip

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"says ""no"""\tb', [['says "no"', "b"]]),
        ("a\t\tc", [["a", "", "c"]]),
        ("", []),
    ],
)
def test_a_block_is_read_as_spreadsheets_write_it(text: str, cells: list[list[str]]) -> None:
    assert parse_table(text) == cells


def test_what_is_copied_is_what_is_pasted_and_is_no_formula(qapp: QApplication) -> None:
    block = [["=cmd|' /C calc'!A0", "+28", "−7", "1,234"], ["<b>x</b>", "tab\there", "@sum", "-5"]]
    put_table(block)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("'=cmd")
    assert "<b>" not in data.html().replace("<b>", "", 0) or "&lt;b&gt;" in data.html()
    assert take_table() == block


def test_filters_hold_and_read_as_sentences() -> None:
    t = texts.of("en")
    stage = Column("stage", "Stage", "choice", choices=(("deliver", "Delivery"), ("closed", "Closed")))
    finish = Column("finish", "Finish", "date")
    condition = Filter("stage", "is_not", ("closed",))
    assert holds(condition, "deliver")
    assert not holds(condition, "closed")
    assert sentence(condition, stage, t) == "Stage is not “Closed”"
    late = Filter("finish", "at_least", (date(2027, 1, 1),))
    assert holds(late, date(2027, 3, 1))
    assert not holds(late, None)
    assert sentence(late, finish, t) == "Finish from 01 Jan 2027"


@pytest.mark.parametrize(
    "condition",
    [Filter("finish", "at_least", (date(2027, 1, 1),)), Filter("name", "contains", ("bil",)), Filter("x", "empty")],
)
def test_a_filter_survives_json(condition: Filter) -> None:
    assert filter_from_json(condition.to_json()) == condition


def test_a_filter_of_another_program_is_passed_over() -> None:
    assert filter_from_json({"key": "name", "op": "sounds_like", "values": []}) is None


def test_chinese_is_found_by_its_characters() -> None:
    finds = [Find(PROJECTS, title, "P-1", "x", Place("project", 1)) for title in ("计费平台迁移", "智能电表推广")]
    assert [find.title for find in matching(finds, "计费")] == ["计费平台迁移"]
    assert [find.title for find in matching(finds, "电推")] == ["智能电表推广"]


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS if not command.by_widget for key in command.keys]
    assert len(keys) == len(set(keys))


def test_the_trail_forgets_what_was_ahead_when_a_new_way_is_taken() -> None:
    trail = Trail()
    trail.leave(Place("a"))
    assert trail.back(Place("b")) == Place("a")
    assert trail.can_go_forward
    trail.leave(Place("a"))
    assert not trail.can_go_forward


def test_a_tooltip_shows_markup_as_it_was_typed() -> None:
    assert plain_tooltip('<img src="//evil">') == "<p>&lt;img src=&quot;//evil&quot;&gt;</p>"
