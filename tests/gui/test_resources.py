"""The resources of a project as a planner uses them: list, assignments, usage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.calendar_dialog import CalendarDialog
from pmo_desktop.gui.pages.project_resources import ResourcePanel
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import calendars, plan, plan_links
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.plan import plan_view
from tests.integration.plan.conftest import small_plan

pytestmark = pytest.mark.gui

Key = Qt.Key


@pytest.fixture
def project_id(workspace: Workspace) -> int:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        return int(project.id)

    found = workspace.store.write(Message("add_project"), work).result
    assert isinstance(found, int)
    workspace.restack()
    return found


@pytest.fixture
def ids(workspace: Workspace, project_id: int) -> dict[str, int]:
    return {task.name: task.uid for task in workspace.read(load_plan, project_id).tasks}


@pytest.fixture
def panel(workspace: Workspace, project_id: int, qtbot: QtBot) -> ResourcePanel:
    plans = PlanCache()
    panel = ResourcePanel(workspace, project_id, plans)
    qtbot.addWidget(panel)
    panel.resize(1180, 640)

    def show(_: object = None) -> None:
        panel.show_plan(workspace.read(plan_view, plans, project_id))

    workspace.changed.connect(show, Qt.ConnectionType.DirectConnection)
    panel.destroyed.connect(lambda: workspace.changed.disconnect(show))
    show()
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_cell(qtbot: QtBot, table: Any, row_id: int, key: str, text: str) -> None:
    assert table.select(row_id, key, edit=True)
    editor = table.view.viewport().focusWidget()
    editor.setText(text)
    qtbot.keyClick(editor, Key.Key_Return)


def named(panel: ResourcePanel, name: str) -> Any:
    return next(row for row in panel.list.table.rows() if row.name == name)


def staff(workspace: Workspace, task_id: int, text: str) -> None:
    workspace.attempt(Message("set_task_resources"), plan.set_task, [task_id], {"resources": text})


def test_a_resource_is_added_and_filled_in_by_typing(panel: ResourcePanel, workspace: Workspace, qtbot: QtBot) -> None:
    click(qtbot, panel.add_button)
    editor = panel.list.table.view.viewport().focusWidget()
    assert isinstance(editor, QWidget)
    editor.setText("Anna & <b>")  # type: ignore[attr-defined]
    qtbot.keyClick(editor, Key.Key_Return)
    anna = named(panel, "Anna & <b>")
    for key, text in (("max_units", "150%"), ("standard_rate", "85.50"), ("group", "Design"), ("initials", "A")):
        type_cell(qtbot, panel.list.table, anna.id, key, text)
    anna = named(panel, "Anna & <b>")
    assert (anna.max_units, anna.standard_rate, anna.group, anna.initials) == (1.5, 8550, "Design", "A")
    workspace.undo()
    assert named(panel, "Anna & <b>").initials == ""
    panel.list.table.select(anna.id, "max_units")
    qtbot.keyClick(panel.list.table.view, Key.Key_Delete)
    assert named(panel, "Anna & <b>").max_units == 1.0
    click(qtbot, panel.add_button)
    click(qtbot, panel.add_button)
    assert {row.name for row in panel.list.table.rows()} >= {"New resource", "New resource 2"}
    assert panel.status_text() == "3 resources"


def test_a_name_that_is_taken_is_refused_in_the_cell(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    staff(workspace, ids["Code"], "Anna; Bo")
    type_cell(qtbot, panel.list.table, named(panel, "Bo").id, "name", "anna")
    assert {row.name for row in panel.list.table.rows()} == {"Anna", "Bo"}
    assert panel.list.table.view.viewport().focusWidget() is not None  # the editor stays open with its reason


def test_assignments_follow_the_selection_and_are_typed(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    staff(workspace, ids["Code"], "Anna; Bo")
    panel.list.table.select(named(panel, "Anna").id)
    table = panel.assignments.table
    (row,) = table.rows()
    assert (row.task, row.row, row.work) == ("Code", 5, 4800)
    type_cell(qtbot, table, row.id, "units", "50%")
    tasks = {task.name: task for task in workspace.read(load_plan, panel._project_id).tasks}
    assert tasks["Code"].duration == 9600  # fixed units: Anna takes twice as long
    type_cell(qtbot, table, row.id, "work", "20h")
    assert table.rows()[0].work == 1200
    panel.assignments.entry.setText("2; 6[50%]")
    qtbot.keyClick(panel.assignments.entry, Key.Key_Return)
    assert [(one.task, one.units) for one in table.rows()] == [("Blueprint", 1.0), ("Code", 0.5), ("Test", 0.5)]
    refused: list[object] = []
    workspace.failed.connect(refused.append)
    panel.assignments.entry.setText("77")
    qtbot.keyClick(panel.assignments.entry, Key.Key_Return)
    assert len(refused) == 1
    table.select(table.rows()[0].id)
    click(qtbot, panel.assignments.remove_button)
    assert [one.task for one in table.rows()] == ["Code", "Test"]
    workspace.undo()
    assert len(table.rows()) == 3
    chosen: list[int] = []
    panel.task_chosen.connect(chosen.append)
    table.activated.emit(table.rows()[0].id)
    assert chosen == [ids["Blueprint"]]


def test_resources_are_deleted_with_an_undo(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    staff(workspace, ids["Code"], "Anna; Bo")
    said: list[Message] = []
    workspace.done.connect(said.append)
    panel.list.table.select(named(panel, "Bo").id)
    panel.commands()["edit.delete"]()
    assert [row.name for row in panel.list.table.rows()] == ["Anna"]
    assert workspace.texts.say(said[0]) == "Resource deleted"
    workspace.undo()
    assert len(panel.list.table.rows()) == 2


def test_a_resource_takes_a_calendar(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], project_id: int, qtbot: QtBot
) -> None:
    staff(workspace, ids["Code"], "Anna")
    workspace.attempt(Message("add_calendar"), calendars.create, "Nights", project_id)
    assert panel.list.table.select(named(panel, "Anna").id, "calendar_id", edit=True)
    choices = panel.list.table.view.viewport().focusWidget()
    assert choices is not None
    qtbot.keyClick(choices, Key.Key_Down)
    qtbot.keyClick(choices, Key.Key_Return)
    assert named(panel, "Anna").calendar_id is not None


def test_the_usage_marks_what_is_too_much_and_names_the_tasks(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    staff(workspace, ids["Blueprint"], "Anna")
    staff(workspace, ids["Code"], "Anna; Bo[50%]")
    workspace.attempt(Message("unlink_tasks"), plan_links.unlink, [ids["Approved"], ids["Code"]])
    click(qtbot, panel._buttons["usage"])
    table = panel.usage.table
    lines = {row.facts.name: row for row in table.rows()}
    assert set(lines) == {"Anna", "Bo", "Everybody"}
    first = next(column for column in table.model.columns if column.key == "week:2026-03-02")
    assert first.shown is not None
    assert first.tone is not None
    assert first.locked is not None
    assert first.shown(lines["Anna"], None) == "▲ 80h"  # a letter of its own, not red alone
    assert first.tone(lines["Anna"], None) == "ragRtext"
    assert first.shown(lines["Bo"], None) == "20h"
    assert first.locked(lines["Anna"]) == "80h of 40h\n2   Blueprint   40h\n5   Code   40h"
    assert first.shown(lines["Everybody"], None) == "100h"
    assert named(panel, "Anna").is_over
    assert panel.status_text().endswith("1 has too much to do")
    panel.step.setCurrentIndex(2)
    assert [column.key for column in table.model.columns][3:] == ["month:2026-03-01"]
    click(qtbot, panel.copy_button)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[0] == "Resource"
    assert "▲" in copied[1]


def test_how_it_looked_is_remembered(panel: ResourcePanel, workspace: Workspace, ids: dict[str, int]) -> None:
    staff(workspace, ids["Code"], "Anna")
    panel.show_view("usage")
    panel.step.setCurrentIndex(0)
    state = panel.state()
    panel.show_view("list")
    panel.step.setCurrentIndex(1)
    panel.restore(state)
    assert (panel.shown, panel.step.currentData()) == ("usage", "day")
    assert panel.commands() == {}


def test_an_empty_list_says_what_belongs_there(panel: ResourcePanel) -> None:
    assert panel.list.table.empty.isVisible()
    assert not panel.assignments.entry.isEnabled()
    panel.show_view("usage")
    assert panel.usage.table.empty.isVisible()


def test_the_calendars_open_on_the_resource(
    panel: ResourcePanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[date | None] = []
    monkeypatch.setattr(CalendarDialog, "exec", lambda self: opened.append(None))
    panel.open_calendars()
    assert opened == [None]


def test_a_person_gets_a_calendar_for_days_off(
    panel: ResourcePanel, workspace: Workspace, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(workspace, ids["Code"], "Anna; Bo")
    opened: list[str] = []
    monkeypatch.setattr(CalendarDialog, "exec", lambda self: opened.append(self.form.name.text()))
    before = workspace.undo_stack.count()
    panel.list.give_calendar(named(panel, "Anna"))
    assert opened == ["Anna"]
    assert named(panel, "Anna").calendar_id is not None
    assert workspace.undo_stack.count() == before + 1
    menu = QMenu()
    panel.list.table.select(named(panel, "Bo").id)
    panel.list._fill_menu(menu)
    assert [action.text() for action in menu.actions()] == ["Show the calendar", "Own calendar…", "Delete"]
