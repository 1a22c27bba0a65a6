"""The risk page by mouse and keyboard, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.risk_details import RiskDetails
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.pages.risks_panel import RiskPanel
from pmo_desktop.gui.pages.risks_scores import ScoreMap
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import logs, portfolio, projects, risks
from pmo_desktop.services.queries.risks import RiskRow, risk_register

# Menus and popups take the keyboard; the offscreen platform has none to give.
pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)]

LEFT = Qt.MouseButton.LeftButton


def fill(session: Any) -> int:
    """Write two projects with three risks, one of them hostile, an issue and a decision."""
    billing = projects.create(session, {"name": "Billing <b>&amp;</b> platform"})
    projects.create(session, {"name": "Metering"})
    risks.create(
        session,
        {"title": "Supplier is late", "project_id": billing, "probability": 5, "impact": 4, "owner": "Min",
         "target_probability": 3, "target_impact": 4, "cost_impact": 100_000_00, "cause": "They moved people."},
    )  # fmt: skip
    risks.create(session, {"title": "<img src=x> & =cmd|", "probability": 2, "impact": 2})
    risks.create(session, {"title": "Not judged yet", "project_id": billing})
    logs.create(session, "issue", {"title": "Site closed", "urgency": 4, "impact": 4, "due": date(2026, 11, 1)})
    logs.create(session, "decision", {"title": "Which supplier?", "project_id": billing})
    portfolio.set_settings(session, {"loss_appetite": 50_000_00})
    return billing


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


def panel_of(page: RisksPage) -> RiskPanel:
    panel = page.registers.panels["risks"]
    assert isinstance(panel, RiskPanel)
    return panel


def details_of(page: RisksPage) -> RiskDetails:
    details = panel_of(page).details
    assert isinstance(details, RiskDetails)
    return details


def risk(page: RisksPage, code: str) -> RiskRow:
    rows = page.workspace.read(risk_register).rows
    return next(row for row in rows if row.code == code)


def at(point: QPointF | None) -> QPoint:
    assert point is not None
    return point.toPoint()


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(widget, LEFT, pos=start)
    qtbot.mouseMove(widget, (start + end) / 2)
    qtbot.mouseMove(widget, end)
    qtbot.mouseRelease(widget, LEFT, pos=end)


def test_the_worst_risk_comes_first_and_its_details_are_open(page: RisksPage) -> None:
    panel = panel_of(page)
    QAbstractItemModelTester(panel.table.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert [row.code for row in panel.table.model.lines] == ["R-001", "R-002", "R-003"]
    assert details_of(page).editors["title"].shown.text() == "Supplier is late"
    assert panel.map.selected == panel.table.current_id()


def test_a_number_dragged_to_another_cell_is_rescored_in_one_step_that_can_be_taken_back(
    page: RisksPage, qtbot: QtBot
) -> None:
    panel, row = panel_of(page), risk(page, "R-001")
    changes: list[ChangeSet] = []
    said: list[Message] = []
    page.workspace.changed.connect(changes.append)
    page.workspace.done.connect(said.append)
    drag(qtbot, panel.map, at(panel.map.place_of(row.id)), at(panel.map.middle_of(2, 3)))
    assert (risk(page, "R-001").probability, risk(page, "R-001").impact) == (2, 3)
    assert len(changes) == 1
    assert page.texts.say(said[0]) == "R-001 rescored from 20 to 6"
    page.workspace.undo()
    assert risk(page, "R-001").score == 20
    page.workspace.redo()
    assert risk(page, "R-001").score == 6


def test_a_number_dragged_outside_or_back_changes_nothing(page: RisksPage, qtbot: QtBot) -> None:
    panel, row = panel_of(page), risk(page, "R-001")
    start = at(panel.map.place_of(row.id))
    with qtbot.assertNotEmitted(page.workspace.changed):
        drag(qtbot, panel.map, start, QPoint(2, 2))
        drag(qtbot, panel.map, start, start + QPoint(14, 0))


def test_alt_and_an_arrow_move_the_chosen_risk_by_one_cell(page: RisksPage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (risk(page, "R-001").probability, risk(page, "R-001").impact) == (4, 4)
    qtbot.keyClick(panel.map, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (risk(page, "R-001").probability, risk(page, "R-001").impact) == (4, 5)
    assert panel.map.hasFocus()
    with qtbot.assertNotEmitted(page.workspace.changed):
        qtbot.keyClick(panel.map, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def test_arrows_walk_the_cells_and_enter_chooses(page: RisksPage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    panel.map.setFocus()
    for key in (Qt.Key.Key_Down,) * 3 + (Qt.Key.Key_Left,) * 2 + (Qt.Key.Key_Return,):
        qtbot.keyClick(panel.map, key)
    assert panel.table.current_id() == risk(page, "R-002").id
    assert panel.map.hasFocus()
    assert panel.map.cell_text((2, 2)) == "Unlikely, Moderate, score 4: R-002"


def test_a_click_on_the_map_selects_in_the_table_and_the_reverse(page: RisksPage, qtbot: QtBot) -> None:
    panel, other = panel_of(page), risk(page, "R-002")
    qtbot.mouseClick(panel.map, LEFT, pos=at(panel.map.place_of(other.id)))
    assert panel.table.current_id() == other.id
    assert details_of(page).editors["title"].shown.text() == "<img src=x> & =cmd|"
    panel.table.select(risk(page, "R-001").id)
    assert panel.map.selected == risk(page, "R-001").id
    panel.table.select(risk(page, "R-003").id)
    assert panel.map.selected is None


def test_a_risk_that_nobody_judged_is_not_on_the_map(page: RisksPage) -> None:
    assert panel_of(page).map.place_of(risk(page, "R-003").id) is None


def test_ctrl_n_adds_a_risk_and_its_name_is_typed_at_once(page: RisksPage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    page.commands()["row.new"]()
    editor = panel.table.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "New risk"
    qtbot.keyClicks(editor, "Permit refused")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert risk(page, "R-004").title == "Permit refused"
    assert page.workspace.undo_stack.undoText() == "Set Risk"


def test_a_new_risk_is_seen_whatever_the_filter_says(page: RisksPage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    panel.filters.search.setText("supplier")
    assert panel.table.model.shown_count == 1
    panel.add_new()
    assert panel.table.current_id() == risk(page, "R-004").id


def test_deleted_risks_come_back_with_undo(page: RisksPage) -> None:
    panel = panel_of(page)
    said: list[Message] = []
    page.workspace.done.connect(said.append)
    page.commands()["edit.delete"]()
    assert [page.texts.say(message) for message in said] == ["1 risk deleted"]
    assert len(panel.rows) == 2
    page.workspace.undo()
    assert len(panel.rows) == 3


def test_a_cause_is_edited_where_it_is_read(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["cause"]
    qtbot.mouseClick(field.shown, LEFT)
    assert isinstance(field.editor, QPlainTextEdit)
    assert field.editor.toPlainText() == "They moved people."
    qtbot.keyClicks(field.editor, "They are <b>sold</b>.")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert risk(page, "R-001").cause == "They are <b>sold</b>."
    assert (field.is_editing, field.shown.text()) == (False, "They are <b>sold</b>.")
    assert field.shown.textFormat() == Qt.TextFormat.PlainText


def test_escape_forgets_what_was_typed(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["owner"]
    qtbot.keyClick(field.shown, Qt.Key.Key_F2)
    assert isinstance(field.editor, QLineEdit)
    qtbot.keyClicks(field.editor, "Zed")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert (risk(page, "R-001").owner, field.shown.text()) == ("Min", "Min")


def test_typing_on_a_value_replaces_it(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["owner"]
    qtbot.keyClick(field.shown, Qt.Key.Key_Z)
    assert isinstance(field.editor, QLineEdit)
    qtbot.keyClicks(field.editor, "ed")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert risk(page, "R-001").owner.lower() == "zed"


def test_a_refused_value_keeps_its_editor_open_with_the_reason(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["due"]
    qtbot.mouseClick(field.shown, LEFT)
    assert isinstance(field.editor, QLineEdit)
    qtbot.keyClicks(field.editor, "tbc")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.is_editing
    assert "“tbc” is not a date" in field.editor.accessibleDescription()
    field.editor.setText("+2w")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert risk(page, "R-001").due == date(2026, 12, 4)


def test_leaving_an_editor_keeps_what_was_typed(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["cost_impact"]
    qtbot.mouseClick(field.shown, LEFT)
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.text() == "100,000"
    field.editor.setText("€1.5m")
    panel_of(page).table.view.setFocus()
    qtbot.waitUntil(lambda: not field.is_editing)
    assert risk(page, "R-001").cost_impact == 150_000_000


def test_a_choice_opens_as_a_menu(page: RisksPage, qtbot: QtBot) -> None:
    field = details_of(page).editors["response"]
    qtbot.mouseClick(field.shown, LEFT)
    menu = field.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Transfer").trigger()
    menu.close()
    assert risk(page, "R-001").response == "transfer"
    assert field.shown.text() == "Transfer"


def test_the_target_is_chosen_from_a_small_map(page: RisksPage, qtbot: QtBot) -> None:
    button = details_of(page).scores["target"]
    qtbot.mouseClick(button, LEFT)
    popup = button.findChild(ScoreMap)
    assert isinstance(popup, ScoreMap)
    qtbot.mouseClick(popup, LEFT, pos=at(popup.box_of(1, 2).center()))
    assert risk(page, "R-001").target_score == 2
    assert "score 2" in button.accessibleName()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    popup = next(found for found in button.findChildren(ScoreMap) if found.isVisible())
    qtbot.keyClick(popup, Qt.Key.Key_Up)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert risk(page, "R-001").target_score == 4


def test_issues_and_decisions_have_their_tabs_and_the_button_follows(page: RisksPage, qtbot: QtBot) -> None:
    for name, code in (("issues", "I-001"), ("decisions", "D-001")):
        tab = page.registers.findChild(QWidget, f"tab_{name}")
        assert isinstance(tab, QWidget)
        qtbot.mouseClick(tab, LEFT)
        panel = page.registers.panel
        assert [row.code for row in panel.table.model.lines] == [code]
        panel.add_new()
        assert len(panel.rows) == 2
        page.commands()["edit.delete"]()
        assert len(panel.rows) == 1
    assert page._new.text() == "New decision"


def test_the_tabs_count_what_is_open(page: RisksPage) -> None:
    assert page.registers.findChild(QWidget, "tab_risks").text() == "Risks  3"
    page.workspace.edit(Message("close_risks", {}, 1), risks.close, [risk(page, "R-002").id])
    page.workspace.edit(Message("end_records", {}, 1), logs.end, "issue", [1], date(2026, 11, 20))
    assert page.registers.findChild(QWidget, "tab_risks").text() == "Risks  2"
    assert page.registers.findChild(QWidget, "tab_issues").text() == "Issues  0"


def test_a_project_shows_its_own_risks_only(page: RisksPage, workspace: Workspace, qtbot: QtBot) -> None:
    own = RiskPanel(workspace, project_id=1)
    qtbot.addWidget(own)
    own.reload()
    assert [row.code for row in own.rows] == ["R-001", "R-003"]
    assert own.table.model.place_of("project_id") == -1
    own.add_new()
    assert own.rows[-1].project_id == 1 or any(row.code == "R-004" and row.project_id == 1 for row in own.rows)
    own.details.deleteLater()


def test_an_empty_register_says_how_to_fill_it(workspace: Workspace, qtbot: QtBot) -> None:
    page = RisksPage(workspace)
    qtbot.addWidget(page)
    page.resize(1240, 860)
    page.show()
    page.refresh_if_stale()
    assert panel_of(page).table.empty.isVisible()
    workspace.changed.connect(page.take)
    page.registers.panel.add_new()
    assert not panel_of(page).table.empty.isVisible()
    workspace.changed.disconnect(page.take)


def test_the_page_remembers_its_tab_row_and_inspector(page: RisksPage, workspace: Workspace, qtbot: QtBot) -> None:
    panel_of(page).table.select(risk(page, "R-002").id)
    page.registers.choose("issues")
    page.show_inspector(False)
    state = page.state()
    again = RisksPage(workspace)
    qtbot.addWidget(again)
    again.show()
    again.refresh_if_stale()
    again.restore(state)
    assert (again.registers.current, again.inspector_is_shown) == ("issues", False)
    again.registers.choose("risks")
    assert panel_of(again).table.current_id() == risk(page, "R-002").id


def test_everything_that_is_only_an_icon_or_a_picture_has_a_name(page: RisksPage) -> None:
    panel = panel_of(page)
    assert panel.map.accessibleName() == "Risk map"
    assert panel.map.accessibleDescription() == "2 open risks with a score, 1 of them red, 1 above appetite"
    assert "November 2026: €90.0k" in panel.exposure.accessibleDescription() or panel.exposure.accessibleDescription()
    assert details_of(page).scores["current"].accessibleName() == "Current: score 20, Almost certain, Major"


def test_the_map_follows_the_theme(page: RisksPage) -> None:
    before = panel_of(page).map.grab().toImage()
    page.workspace.theme.choose("dark")
    assert panel_of(page).map.grab().toImage() != before
    page.workspace.theme.choose("light")


def choose(page: RisksPage, text: str) -> None:
    """Do what the menu of the selected rows offers."""
    menu = QMenu()
    page.registers.panel._fill_menu(menu)
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_the_menu_closes_what_is_selected(page: RisksPage) -> None:
    choose(page, "Close the risk")
    assert not risk(page, "R-001").is_open
    page.registers.choose("issues")
    choose(page, "Close the issue")
    assert page.registers.panel.rows[0].closed_on == date(2026, 11, 20)
    page.registers.choose("decisions")
    choose(page, "Decided today")
    assert page.registers.panel.rows[0].decided_on == date.today()
    page.workspace.undo()
    assert page.registers.panel.rows[0].is_open
