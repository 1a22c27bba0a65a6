"""The logs beside the risks by mouse and keyboard, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.log_looks import LOOKS, TABS
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import logs, projects, risks
from pmo_desktop.services.queries.logs import log, traces

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)]

LEFT = Qt.MouseButton.LeftButton


def fill(session: Any) -> None:
    """Write one record of each log, of one project."""
    billing = projects.create(session, {"name": "Billing"})
    risks.create(session, {"title": "Supplier is late", "project_id": billing, "probability": 5, "impact": 4})
    for table in LOOKS:
        logs.create(session, table, {"title": f"<b>{table}</b>", "project_id": billing})


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[RisksPage]:
    workspace.store.write(Message("add_risk"), fill)
    workspace.restack()
    page = RisksPage(workspace)
    qtbot.addWidget(page)
    page.resize(1240, 860)
    page.show()
    qtbot.waitExposed(page)
    workspace.changed.connect(page.take)
    page.refresh_if_stale()
    yield page
    workspace.changed.disconnect(page.take)


def choose(page: RisksPage, table: str, qtbot: QtBot) -> Any:
    qtbot.mouseClick(page.registers.row.buttons[TABS[table]], LEFT)
    return page.registers.panel


def run(page: RisksPage, words: str) -> None:
    """Choose an entry of the context menu of the selected row."""
    menu = QMenu()
    page.registers.panel.table.menu_actions(menu)  # type: ignore[misc]
    next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.mark.parametrize("table", list(LOOKS))
def test_a_log_shows_its_records_and_takes_new_ones_by_key(page: RisksPage, qtbot: QtBot, table: str) -> None:
    panel = choose(page, table, qtbot)
    QAbstractItemModelTester(panel.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [row.title for row in panel.rows] == [f"<b>{table}</b>"]
    panel.commands()["row.new"]()
    editor = panel.table.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "A second one")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert {row.title for row in panel.rows} == {f"<b>{table}</b>", "A second one"}
    page.workspace.undo()
    page.workspace.undo()
    assert [row.title for row in panel.rows] == [f"<b>{table}</b>"]


def test_every_field_of_a_log_is_a_column_and_stands_in_the_inspector(page: RisksPage) -> None:
    for table, look in LOOKS.items():
        panel: Any = page.registers.panels[TABS[table]]
        keys = {column.key for column in panel.table.model.columns}
        shown = {name for names in look.details for name in names}
        assert shown <= keys
        assert keys - shown - {"code", "title", "project_id", "is_open", "score"} == set()


def test_ending_a_record_takes_it_out_of_the_open_ones(page: RisksPage, qtbot: QtBot) -> None:
    panel = choose(page, "action", qtbot)
    panel.table.select(panel.rows[0].id)
    run(page, "Done today")
    assert [row.value("status") for row in panel.rows] == ["done"]
    assert panel.rows[0].value("done_on") == page.workspace.today()
    assert len(panel.table.model.lines) == 0


def test_a_risk_becomes_an_issue_and_the_two_lead_to_each_other(page: RisksPage, qtbot: QtBot) -> None:
    panel: Any = page.registers.panels["risks"]
    panel.table.select(panel.rows[0].id)
    run(page, "It occurred: make it an issue")
    panel.table.clear_filter()
    panel.table.select(panel.rows[0].id)
    (trace,) = page.workspace.read(traces, "risk", panel.rows[0].id)
    assert trace.table == "issue"
    lead = next(button for button in panel.details.findChildren(QPushButton) if "became" in button.text())
    assert trace.code in lead.text()
    with qtbot.waitSignal(page.workspace.opened) as asked:
        qtbot.mouseClick(lead, LEFT)
    place = asked.args[0]
    page.restore(dict(place.state))
    assert page.registers.current == "issues"
    assert page.registers.panel.table.current_id() == trace.row_id
    assert any("came out of" in b.text() for b in page.registers.panel.details.findChildren(QPushButton))
    cut = page.registers.panel.details.findChildren(QToolButton)[-1]
    qtbot.mouseClick(cut, LEFT)
    assert page.workspace.read(traces, "issue", trace.row_id) == ()


@pytest.mark.parametrize(("words", "status"), [("Approve", "approved"), ("Reject", "rejected")])
def test_a_change_request_is_decided_from_its_menu(page: RisksPage, qtbot: QtBot, words: str, status: str) -> None:
    panel = choose(page, "change_request", qtbot)
    panel.table.select(panel.rows[0].id)
    run(page, words)
    assert [row.value("status") for row in panel.rows] == [status]


def test_an_assumption_fails_and_a_follow_up_is_an_action(page: RisksPage, qtbot: QtBot) -> None:
    panel = choose(page, "assumption", qtbot)
    panel.table.select(panel.rows[0].id)
    run(page, "It failed: make it a risk")
    assert [row.value("status") for row in panel.rows] == ["failed"]
    panel.table.clear_filter()
    panel.table.select(panel.rows[0].id)
    run(page, "Add a follow-up action")
    assert [row.title for row in page.workspace.read(log, "action")] == ["<b>action</b>", "<b>assumption</b>"]


def test_what_is_late_is_in_the_colour_of_an_exception(page: RisksPage, qtbot: QtBot) -> None:
    panel = choose(page, "action", qtbot)
    column = next(column for column in panel.table.model.columns if column.key == "due")
    assert column.tone is not None
    assert column.tone(panel.rows[0], date(2020, 1, 1)) == "ragRtext"
    assert column.tone(panel.rows[0], date(2090, 1, 1)) == ""


def test_tabs_without_room_are_in_a_menu(page: RisksPage, qtbot: QtBot) -> None:
    row = page.registers.row
    assert all(button.isVisible() for button in row.buttons.values())
    page.resize(700, 860)
    hidden = [name for name, button in row.buttons.items() if not button.isVisible()]
    assert hidden
    more = row.findChild(QPushButton, "tab_more")
    assert isinstance(more, QPushButton)
    assert more.isVisible()
    assert len(more.menu().actions()) == len(hidden)
    more.menu().actions()[-1].trigger()
    assert page.registers.current == hidden[-1]
    assert row.buttons[hidden[-1]].isVisible()
