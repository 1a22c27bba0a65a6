"""The table of a plan: columns, filters, groups, views, blocks of cells, the paste preview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.gantt.paste_preview import PastePreview
from pmo_desktop.gui.gantt.replace import ReplaceDialog
from pmo_desktop.gui.models.filters import Filter
from pmo_desktop.gui.models.table_model import Sort
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import fields
from tests.gui.plan_hands import ALT, CTRL, SHIFT, Hands, Key, open_plan
from tests.integration.plan.conftest import small_plan


@pytest.fixture
def hands(workspace: Workspace, qtbot: QtBot) -> Iterator[Hands]:
    """Hands on the small plan: Design (Blueprint, Approved), Build (Code, Test, Done)."""
    for page in open_plan(workspace, qtbot, small_plan()):
        yield Hands(page, qtbot)


def paste_text(text: str) -> None:
    QApplication.clipboard().setText(text)


# Cells


@pytest.mark.parametrize(
    ("key", "text", "name", "value"),
    [
        ("duration", "3d 4h", "duration", 28 * 60),
        ("duration", "2ew?", "duration", 14 * 1440),
        ("duration", "2.5mo", "duration", 50 * 480),
        ("deadline", "5 Mar", "deadline", datetime(2027, 3, 5, 17)),
        ("deadline", "5月3日", "deadline", datetime(2027, 5, 3, 17)),
        ("deadline", "+2w", "deadline", datetime(2026, 12, 4, 17)),
        ("deadline", "fri", "deadline", datetime(2026, 11, 27, 17)),
        ("constraint_date", "2026-04-01", "constraint", "SNET"),
        ("priority", "700", "priority", 700),
        ("fixed_cost", "1,250.50", "fixed_cost", 125050),
        ("work", "40h", "work", 2400),
        ("wbs", "B.1", "wbs", "B.1"),
        ("actual_start", "2026-03-10", "actual_start", datetime(2026, 3, 10, 8)),
        ("actual_finish", "2026-03-13", "duration", 5 * 480),
        ("physical_percent_complete", "30%", "physical_percent_complete", 30),
    ],
)
def test_typed_values_are_understood(hands: Hands, key: str, text: str, name: str, value: object) -> None:
    assert hands.type("Code", key, text) == ""
    assert getattr(hands.task("Code"), name) == value


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("start", "soon", "Start"),
        ("finish", "tbc", "Finish"),
        ("duration", "two days", "two days"),
        ("predecessors", "99", "99"),
        ("priority", "2000", "1,000"),
        ("fixed_cost", "much", "much"),
    ],
)
def test_a_refused_value_keeps_its_editor_open_with_the_reason(hands: Hands, key: str, text: str, said: str) -> None:
    before = hands.plan()
    assert said in hands.type("Code", key, text)
    assert hands.editor() is not None
    assert hands.plan() == before


def test_links_are_typed_by_row_or_wbs_with_chinese_separators(hands: Hands) -> None:
    assert hands.type("Done", "predecessors", "1.1FS+2d；5SS-1d，6FF+50%") == ""
    done = hands.task("Done").uid
    found = {(link.kind, link.lag, link.lag_kind) for link in hands.plan().links if link.successor == done}
    assert found == {("FS", 960, "working"), ("SS", -480, "working"), ("FF", 50, "percent")}
    assert hands.words("Blueprint", "successors") == "3; 7FS+2d"
    assert hands.type("Blueprint", "successors", "3") == ""
    assert hands.words("Done", "predecessors") == "5SS-1d; 6FF+50%"


def test_choices_open_as_a_list_and_space_switches_yes_and_no(hands: Hands) -> None:
    hands.go("Code", "constraint")
    hands.press(Key.Key_Down, ALT)
    assert hands.editor() is not None
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.task("Code").constraint == "ALAP"
    hands.go("Code", "effort_driven")
    hands.press(Key.Key_Space)
    assert hands.task("Code").effort_driven


def test_work_people_and_calendar_are_cells_like_others(hands: Hands) -> None:
    assert hands.type("Code", "resources", "Anna; Li Wei[50%]") == ""
    assert hands.words("Code", "resources") == "Anna; Li Wei[50%]"
    assert hands.task("Code").owner == "Anna"


def test_a_summary_shows_what_it_sums_up_and_takes_only_what_is_its_own(hands: Hands) -> None:
    hands.go("Build", "duration")
    hands.press(Key.Key_F2)
    assert hands.editor() is None
    assert hands.type("Build", "owner", "Li Wei") == ""


# Blocks


def test_a_block_is_copied_as_text_and_html_filled_and_emptied(hands: Hands) -> None:
    hands.type("Code", "owner", "Anna")
    hands.select("Code", "Test", "name", "start")
    hands.press(Key.Key_C, CTRL | SHIFT)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Task\tDays\tStart\nCode\t10d\t09 Mar 2026\nTest\t5d\t23 Mar 2026"
    assert "<td>Code</td>" in data.html()
    hands.select("Code", "Test", "owner", "owner")
    hands.press(Key.Key_D, CTRL)
    assert hands.task("Test").owner == "Anna"
    hands.go("Done", "owner")
    hands.press(Key.Key_D, CTRL)  # one cell takes what stands above it
    assert hands.task("Done").owner == "Anna"
    hands.select("Code", "Test", "duration", "owner")
    hands.press(Key.Key_Delete)
    assert [hands.task(name).owner for name in ("Code", "Test")] == ["", ""]
    assert hands.task("Code").duration == 4800
    hands.page.workspace.undo()
    assert hands.task("Test").owner == "Anna"


def test_a_value_goes_right_and_into_all_selected_cells(hands: Hands) -> None:
    hands.show("deadline", "constraint_date")
    hands.type("Code", "deadline", "2026-05-04")
    hands.select("Code", "Test", "duration", "duration")
    hands.qtbot.keyClick(hands.outline, Key.Key_F2)
    editor: Any = hands.editor()
    editor.setText("7d")
    hands.press(Key.Key_Return, CTRL)
    assert [hands.task(name).duration for name in ("Code", "Test")] == [3360, 3360]
    hands.select("Code", "Code", "deadline", "constraint_date")
    hands.press(Key.Key_R, CTRL)
    assert hands.task("Code").constraint_date == datetime(2026, 5, 4, 8)


def test_cut_takes_what_can_be_empty(hands: Hands) -> None:
    hands.type("Code", "owner", "Anna")
    hands.go("Code", "owner")
    hands.press(Key.Key_X, CTRL)
    assert QApplication.clipboard().text() == "Anna"
    assert hands.task("Code").owner == ""


def test_the_paste_preview_tells_what_would_happen_and_does_it_as_one_step(hands: Hands, qtbot: QtBot) -> None:
    paste_text("Task\tDuration\tStart\tPredecessors\tColour\nCode\t12d\t\t\tred\nShip\t3d\ttbc\t5\t\nTest\t5d\t\t\t\n")
    hands.press(Key.Key_V, CTRL | SHIFT)
    dialog = hands.panel.findChild(PastePreview)
    assert dialog is not None
    assert [line.state for line in dialog.lines] == ["changed", "new", "unchanged"]
    assert list(dialog.lines[1].problems) == ["start"]
    assert dialog.summary.text() == "1 new, 1 changed, 1 unchanged   ·   1 cell is left out"
    assert "Colour" in dialog.ignored.text()
    assert len(hands.plan().tasks) == 7
    dialog.accept()
    plan = hands.plan()
    assert (plan.tasks[4].duration, plan.tasks[-1].name, plan.tasks[-1].duration) == (12 * 480, "Ship", 3 * 480)
    assert any(link.successor == plan.tasks[-1].uid for link in plan.links)
    hands.page.workspace.undo()
    assert len(hands.plan().tasks) == 7
    assert hands.plan().tasks[4].duration == 4800


def test_the_preview_names_a_loop_and_does_nothing(hands: Hands) -> None:
    dialog = PastePreview(hands.panel, [["Task", "Predecessors"], ["Code", "6"]])
    assert "loop" in dialog.error.text()
    assert not dialog.keep.isEnabled()
    dialog.deleteLater()


def test_a_block_without_headings_is_previewed_at_the_cell(hands: Hands) -> None:
    hands.go("Test", "name")
    dialog = PastePreview(hands.panel, [["Check", "3d"], ["Done", "0"], ["Party", "1d"]])
    assert [line.state for line in dialog.lines] == ["changed", "unchanged", "new"]
    dialog.accept()
    assert [task.name for task in hands.plan().tasks[5:]] == ["Check", "Done", "Party"]


def test_words_are_replaced_as_one_step(hands: Hands) -> None:
    hands.go("Code", "name")
    hands.press(Key.Key_H, CTRL)
    dialog = hands.panel.findChild(ReplaceDialog)
    assert dialog is not None
    dialog.wanted.setText("De")
    dialog.put.setText("Re")
    assert dialog.count.text() == "1 cell would change"
    dialog.accept()
    assert hands.names()[0] == "Resign"
    hands.page.workspace.undo()
    assert hands.names()[0] == "Design"


# Filters, groups, views


def test_a_filter_reads_as_a_sentence_and_keeps_the_summaries(hands: Hands) -> None:
    hands.table.set_filters([Filter("duration", "at_least", (6,))])
    assert hands.names() == ["Build", "Code"]
    assert hands.panel.bar.isVisible()
    assert [hands.panel.chart.row_at(10.0 + 29 * line) for line in range(2)] == [3, 4]
    hands.table.clear_filter()
    assert len(hands.names()) == 7
    assert not hands.panel.bar.isVisible()


def test_built_in_views_show_what_they_say(hands: Hands) -> None:
    hands.panel.edits.set([hands.task("Code").uid], {"percent_complete": 100})
    views = {
        "critical": ["Build", "Test", "Done"],
        "milestones": ["Design", "Approved", "Build", "Done"],
        "late": ["Design", "Blueprint", "Approved", "Build", "Test", "Done"],
        "soon": [],
    }
    for key, names in views.items():
        hands.panel.tabs.choose(key)
        assert hands.names() == names
    hands.panel.tabs.choose("all")
    assert len(hands.names()) == 7


def test_groups_say_where_a_task_belongs_and_can_be_edited(hands: Hands) -> None:
    hands.type("Code", "owner", "Anna")
    hands.type("Test", "owner", "Li Wei")
    hands.panel.tabs.choose("by_owner")
    assert hands.names() == ["[Anna]", "Code", "[Li Wei]", "Test", "[Owner not set]", "Blueprint", "Approved", "Done"]
    assert hands.panel.chart.row_at(10.0) is None
    assert hands.type("Test", "owner", "Anna") == ""
    assert hands.names()[:3] == ["[Anna]", "Code", "Test"]
    hands.outline.grab()


def test_rows_are_sorted_within_their_summary(hands: Hands) -> None:
    hands.table.set_sort(Sort("duration", True))
    assert hands.names() == ["Build", "Code", "Test", "Done", "Design", "Blueprint", "Approved"]
    assert not hands.model.is_whole
    hands.table.set_sort()
    assert hands.names()[0] == "Design"


def test_a_view_is_saved_and_chosen_again(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QInputDialog

    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Mine", True))
    hands.show("constraint")
    hands.table.set_filters([Filter("name", "contains", ("Co",))])
    hands.panel.tabs.save_as.click()
    hands.panel.tabs.choose("all")
    assert len(hands.names()) == 7
    key = next(key for key in hands.panel.tabs._buttons if key.startswith("saved:"))
    hands.panel.tabs.choose(key)
    assert hands.names() == ["Build", "Code"]
    assert "constraint" in [column.key for column in hands.table.shown_columns()]


def test_search_finds_and_f3_goes_on(hands: Hands, qtbot: QtBot) -> None:
    hands.page.commands()["edit.find"]()
    qtbot.keyClicks(hands.panel.bar.search, "o")
    assert hands.names() == ["Design", "Approved", "Build", "Code", "Done"]
    hands.panel.to_outline()
    hands.outline.go_to(0, 1)
    found = []
    for _ in range(3):
        hands.press(Key.Key_F3)
        found.append(hands.outline.current_row().task.name)
    assert found == ["Approved", "Code", "Done"]
    hands.press(Key.Key_F3, SHIFT)
    assert hands.outline.current_row().task.name == "Code"


# Columns


def test_own_fields_of_tasks_are_columns_that_are_typed_filtered_and_grouped(hands: Hands) -> None:
    hands.page.workspace.edit(Message("add_field"), fields.create, "Team", "choice", ["Red", "Blue"], "task")
    (column,) = [column for column in hands.model.columns if column.title == "Team"]
    hands.go("Code", column.key)
    hands.press(Key.Key_Down, ALT)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert list(hands.task("Code").custom.values()) == ["Red"]
    hands.table.set_group(column.key)
    assert hands.names()[:2] == ["[Red]", "Code"]
    hands.table.set_group("")
    hands.panel.begin_search()
    hands.panel.bar.search.setText("red")
    assert hands.names() == ["Build", "Code"]


def test_every_column_has_words_for_every_row(hands: Hands) -> None:
    hands.panel.edits.set_baseline(0)
    hands.panel.edits.set_baseline(3)
    hands.show(*(column.key for column in hands.model.columns))
    for row in hands.model.lines:
        for column in hands.model.columns:
            assert isinstance(hands.model.words(row, column), str)
    assert len({column.title for column in hands.model.columns}) == len(hands.model.columns)
    hands.outline.grab()


def test_slip_is_shown_against_any_baseline(hands: Hands) -> None:
    hands.panel.edits.set_baseline(0)
    hands.type("Code", "duration", "15d")
    hands.panel.edits.set_baseline(2)
    hands.type("Code", "duration", "20d")
    assert (hands.words("Done", "baseline0_slip"), hands.words("Done", "baseline2_slip")) == ("+14", "+7")
    assert hands.words("Code", "baseline0_duration_variance") == "10 d"


def test_columns_are_remembered_for_the_next_plan(hands: Hands, qtbot: QtBot) -> None:
    hands.show("constraint")
    for page in open_plan(hands.page.workspace, qtbot, small_plan(), code="P-2"):
        assert "constraint" in [column.key for column in page.plan.table.shown_columns()]


def test_a_click_on_a_title_selects_the_column(hands: Hands) -> None:
    place = hands.model.place_of("duration")
    x = hands.outline.header.sectionViewportPosition(place) + 10
    QTest.mouseClick(hands.outline.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert {(left, right) for _, left, _, right in hands.outline.spans()} == {(place, place)}
    assert len(hands.outline.selected_rows()) == 7


def test_the_model_keeps_qts_rules_while_rows_come_and_go(hands: Hands, qtmodeltester: Any) -> None:
    qtmodeltester.check(hands.model)
    hands.panel.edits.add(["One", "Two"], before=hands.task("Code").uid)
    assert hands.names()[4:6] == ["One", "Two"]
    hands.panel.edits.delete([hands.task("One").uid])
    hands.table.set_group("critical")
    hands.table.set_group("")
    assert "Two" in hands.names()
