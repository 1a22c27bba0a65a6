"""The data table by mouse and keyboard: Excel's hands on a real store."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.edits import table_commit
from pmo_desktop.gui.models.columns import column_of
from pmo_desktop.gui.models.filters import Filter
from pmo_desktop.gui.models.table_model import Sort
from pmo_desktop.gui.widgets.data_table import DataTable
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import projects
from pmo_desktop.services.fields import field
from pmo_desktop.services.queries.registry import registry

pytestmark = pytest.mark.gui

KEYS = ("code", "name", "manager", "stage", "finish", "budget", "rag_overall")


@pytest.fixture
def table(workspace: Workspace, qtbot: QtBot) -> DataTable:
    """Three projects in a table that writes to the store."""
    for code, name in (("P-1", "Alpha"), ("P-2", "Beta"), ("P-3", "Gamma")):
        workspace.edit(Message("add_project"), projects.create, {"code": code, "name": name})
    columns = [column_of(field("project", key), workspace.texts) for key in KEYS]
    table = DataTable(workspace, columns, commit=table_commit(workspace, "project"))
    QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Warning, table)

    def reload() -> None:
        table.set_rows(workspace.read(registry).rows)

    workspace.changed.connect(lambda _: reload())
    reload()
    qtbot.addWidget(table)
    table.resize(1000, 400)
    table.show()
    qtbot.waitExposed(table)
    table.view.setFocus()
    return table


def cell(table: DataTable, line: int, key: str) -> str:
    return table.model.words(table.model.lines[line], table.model.columns[table.model.place_of(key)])


def go(table: DataTable, line: int, key: str) -> None:
    table.view.go_to(line, table.model.place_of(key))


def press(
    qtbot: QtBot, table: DataTable, *keys: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        qtbot.keyClick(table.view, key, mods)


def test_typing_replaces_the_cell_and_enter_goes_down(table: DataTable, qtbot: QtBot) -> None:
    go(table, 0, "name")
    qtbot.keyClick(table.view, Qt.Key.Key_N)
    editor = table.view.indexWidget(table.view.currentIndex()) or table.view.viewport().focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "ew name")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert cell(table, 0, "name") == "new name"
    assert table.view.currentIndex().row() == 1


def test_undo_takes_a_typed_value_back(table: DataTable, workspace: Workspace, qtbot: QtBot) -> None:
    go(table, 0, "name")
    press(qtbot, table, Qt.Key.Key_F2)
    editor = table.view.viewport().focusWidget()
    qtbot.keyClicks(editor, "Zulu")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert cell(table, 0, "name") == "Zulu"
    workspace.undo()
    assert cell(table, 0, "name") == "Alpha"
    workspace.redo()
    assert cell(table, 0, "name") == "Zulu"


def test_a_date_that_is_none_keeps_the_editor_open_with_the_reason(table: DataTable, qtbot: QtBot) -> None:
    go(table, 0, "finish")
    press(qtbot, table, Qt.Key.Key_F2)
    editor = table.view.viewport().focusWidget()
    qtbot.keyClicks(editor, "tbc")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "tbc" in editor.accessibleDescription()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert cell(table, 0, "finish") == ""


def test_a_date_counts_from_the_data_date(table: DataTable, qtbot: QtBot) -> None:
    go(table, 0, "finish")
    press(qtbot, table, Qt.Key.Key_F2)
    editor = table.view.viewport().focusWidget()
    qtbot.keyClicks(editor, "+2w")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert table.model.lines[0].finish == date(2026, 12, 4)


def test_a_letter_in_a_status_cell_rates_the_project(table: DataTable, qtbot: QtBot) -> None:
    go(table, 1, "rag_overall")
    press(qtbot, table, Qt.Key.Key_R)
    assert table.model.lines[1].overall == "R"


def test_copy_and_paste_move_a_block_as_one_step(table: DataTable, workspace: Workspace, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("One\tA. Person\r\nTwo\tB. Person\r\n")
    go(table, 0, "name")
    before = workspace.undo_stack.count()
    press(qtbot, table, Qt.Key.Key_V, mods=Qt.KeyboardModifier.ControlModifier)
    assert [cell(table, line, "name") for line in range(3)] == ["One", "Two", "Gamma"]
    assert cell(table, 1, "manager") == "B. Person"
    assert workspace.undo_stack.count() == before + 1
    workspace.undo()
    assert cell(table, 0, "name") == "Alpha"


def test_a_paste_with_one_bad_cell_writes_nothing(table: DataTable, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("2027-01-31\r\nsoon\r\n")
    go(table, 0, "finish")
    with qtbot.waitSignal(table.refused):
        press(qtbot, table, Qt.Key.Key_V, mods=Qt.KeyboardModifier.ControlModifier)
    assert cell(table, 0, "finish") == ""


def test_fill_down_gives_the_top_value_to_the_rows_below(table: DataTable, qtbot: QtBot) -> None:
    go(table, 0, "manager")
    press(qtbot, table, Qt.Key.Key_F2)
    editor = table.view.viewport().focusWidget()
    qtbot.keyClicks(editor, "M. Manager")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    go(table, 0, "manager")
    press(qtbot, table, Qt.Key.Key_Down, Qt.Key.Key_Down, mods=Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, table, Qt.Key.Key_D, mods=Qt.KeyboardModifier.ControlModifier)
    assert [cell(table, line, "manager") for line in range(3)] == ["M. Manager"] * 3


def test_delete_clears_the_selected_cells(table: DataTable, qtbot: QtBot) -> None:
    go(table, 1, "rag_overall")
    press(qtbot, table, Qt.Key.Key_G)
    press(qtbot, table, Qt.Key.Key_Delete)
    assert table.model.lines[1].overall == ""


def test_filter_sort_and_group_arrange_the_lines(table: DataTable) -> None:
    table.set_filters([Filter("name", "contains", ("a",))], "gam")
    assert [row.name for row in table.model.lines] == ["Gamma"]
    table.clear_filter()
    table.set_sort(Sort("name", falling=True))
    assert [row.name for row in table.model.lines] == ["Gamma", "Beta", "Alpha"]
    table.set_group("stage")
    assert len(table.model.lines) == 4


def test_the_selection_stays_on_its_row_through_filter_and_edit(table: DataTable) -> None:
    table.select(table.model.lines[2].id, "name")
    wanted = table.current_id()
    table.set_filters([], "gam")
    assert table.current_id() == wanted
    table.set_filters([], "")
    assert table.current_id() == wanted


def test_the_look_of_a_table_is_kept_as_plain_values(table: DataTable) -> None:
    table.show_columns([("name", True), ("code", True), ("manager", False)])
    table.set_sort(Sort("name", True))
    state = table.state()
    table.restore(table.default_state())
    assert [column.key for column in table.shown_columns()][:2] == ["code", "name"]
    table.restore(state)
    assert [column.key for column in table.shown_columns()][:2] == ["name", "code"]
    assert table.model.sorts == (Sort("name", True),)


def test_a_hidden_column_keeps_its_width_when_rows_are_sorted(table: DataTable) -> None:
    table.hide_column("manager")
    before = table.state()["columns"]
    table.set_sort(Sort("name", falling=True))
    assert table.model.lines[0].name == "Gamma"
    assert table.state()["columns"] == before


def test_tab_goes_from_cell_to_cell_and_leaves_at_the_end_of_a_row(table: DataTable, qtbot: QtBot) -> None:
    go(table, 1, "name")
    press(qtbot, table, Qt.Key.Key_Tab)
    assert table.view.currentIndex().column() == table.model.place_of("manager")
    press(qtbot, table, Qt.Key.Key_Tab, mods=Qt.KeyboardModifier.ShiftModifier)
    assert table.view.currentIndex().column() == table.model.place_of("name")
    assert table.view.hasFocus()


def test_the_first_tick_does_not_take_the_current_cell_with_it(table: DataTable) -> None:
    go(table, 2, "name")
    table.view.select_line(0, toggle=True)
    table.view.select_line(1, toggle=True)
    assert [row.code for row in table.view.selected_rows()] == ["P-1", "P-2"]


def test_a_block_that_does_not_fit_is_refused_as_a_whole(table: DataTable, qtbot: QtBot) -> None:
    go(table, 1, "name")
    QGuiApplication.clipboard().setText("One\nTwo\nThree\n")
    with qtbot.waitSignal(table.refused) as refusal:
        press(qtbot, table, Qt.Key.Key_V, mods=Qt.KeyboardModifier.ControlModifier)
    assert (refusal.args[0].message_id, refusal.args[0].values) == ("paste_too_long", {"rows": 3, "room": 2})
    assert [cell(table, line, "name") for line in range(3)] == ["Alpha", "Beta", "Gamma"]


def test_rows_copied_with_their_headings_are_rows_to_add(table: DataTable, qtbot: QtBot) -> None:
    taken: list[str] = []
    table.cells.take_table = taken.append
    go(table, 1, "name")
    QGuiApplication.clipboard().setText("Project\tManager\nDelta\tM. Manager\n")
    press(qtbot, table, Qt.Key.Key_V, mods=Qt.KeyboardModifier.ControlModifier)
    assert taken == ["Project\tManager\nDelta\tM. Manager\n"]
    assert cell(table, 1, "name") == "Beta"
