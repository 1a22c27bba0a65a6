"""The details of tasks as a planner uses them, by keyboard and by mouse."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanTask
from pmo_desktop.gui.gantt.task_details import TaskDetails, open_task_details
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import baselines, calendars, plan
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.planning_cache import PlanCache
from tests.integration.plan.conftest import small_plan

pytestmark = pytest.mark.gui

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def project_id(workspace: Workspace) -> int:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        baselines.set_baseline(session, project.id, 0)
        return int(project.id)

    found = workspace.store.write(Message("add_project"), work).result
    assert isinstance(found, int)
    workspace.restack()
    return found


@pytest.fixture
def ids(workspace: Workspace, project_id: int) -> dict[str, int]:
    return {task.name: task.uid for task in workspace.read(load_plan, project_id).tasks}


def details(workspace: Workspace, project_id: int, task_ids: list[int], qtbot: QtBot) -> TaskDetails:
    dialog = TaskDetails(workspace, PlanCache(), project_id, task_ids)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def tasks(workspace: Workspace, project_id: int) -> dict[str, PlanTask]:
    return {task.name: task for task in workspace.read(load_plan, project_id).tasks}


def plan_of(workspace: Workspace, project_id: int) -> Plan:
    return workspace.read(load_plan, project_id)


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_values_are_typed_and_ctrl_enter_keeps_them_as_one_step(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    form = dialog.form
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.name)
    QTest.keyClicks(form.name, "Write code")  # the name is selected
    form.duration.setText("3d 4h")
    form.priority.setText("700")
    form.deadline.setText("20 Apr 2026")
    form.kind.setCurrentIndex(form.kind.findData("fixed_work"))
    form.notes.setPlainText("first\nsecond")
    qtbot.keyClick(form.priority, Key.Key_Return, CTRL)
    assert dialog.result() == QDialog.DialogCode.Accepted
    task = tasks(workspace, project_id)["Write code"]
    assert (task.duration, task.priority, task.kind, task.notes) == (1680, 700, "fixed_work", "first\nsecond")
    assert task.deadline is not None
    assert workspace.undo_stack.undoText() == "Edit task details"
    workspace.undo()
    assert "Code" in tasks(workspace, project_id)


def test_escape_leaves_everything_as_it_was(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    dialog.form.duration.setText("1d")
    qtbot.keyClick(dialog.form.duration, Key.Key_Escape)
    assert not dialog.isVisible()
    assert tasks(workspace, project_id)["Code"].duration == 4800
    assert not dialog.has_kept


def test_a_value_that_is_none_is_refused_in_the_window(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    dialog.form.duration.setText("-3 bananas")
    click(qtbot, dialog.keep_button)
    assert dialog.isVisible()
    assert "is not a duration" in dialog.form.error.text()
    dialog.form.duration.setText("2d")
    click(qtbot, dialog.keep_button)
    assert not dialog.isVisible()


def test_start_and_finish_typed_together_set_the_duration_between_them(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    dialog.form.start.setText("6 Apr 2026")
    dialog.form.finish.setText("8 Apr 2026")
    assert dialog.keep()
    task = tasks(workspace, project_id)["Code"]
    assert (task.constraint, task.duration) == ("SNET", 3 * 480)


def test_a_constraint_and_its_date_typed_together_mean_the_end_of_the_day_where_it_is_about_the_finish(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    dialog.form.constraint_date.setText("30 Apr 2026")
    dialog.form.constraint.setCurrentIndex(dialog.form.constraint.findData("FNLT"))
    assert dialog.keep()
    task = tasks(workspace, project_id)["Code"]
    assert (task.constraint, str(task.constraint_date)) == ("FNLT", "2026-04-30 17:00:00")
    dialog.go_to(ids["Code"])
    dialog.form.constraint.setCurrentIndex(dialog.form.constraint.findData("ASAP"))
    assert dialog.keep()
    assert tasks(workspace, project_id)["Code"].constraint_date is None


def test_a_summary_offers_only_what_it_has_itself(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    form = details(workspace, project_id, [ids["Build"]], qtbot).form
    assert not form.duration.isEnabled()
    assert not form.percent_complete.isEnabled()
    assert form.deadline.isEnabled()


def test_several_tasks_show_what_they_share_and_take_the_rest(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"], ids["Test"], ids["Blueprint"]], qtbot)
    form = dialog.form
    assert form.title.text() == "3 tasks"
    assert form.duration.text() == ""
    assert form.duration.placeholderText() == "several"
    assert form.priority.text() == "500"
    assert not dialog.tabs["links"].isEnabled()
    form.owner.setText("Li Wei")
    form.effort_driven.setChecked(True)
    before = workspace.undo_stack.count()
    assert dialog.keep()
    found = tasks(workspace, project_id)
    assert {found[name].owner for name in ("Code", "Test", "Blueprint")} == {"Li Wei"}
    assert {found[name].duration for name in ("Code", "Test")} == {4800, 2400}  # left alone
    assert found["Code"].effort_driven
    assert workspace.undo_stack.count() == before + 1


def test_a_box_that_differs_stays_half_ticked_until_it_is_clicked(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    workspace.attempt(Message("set_task"), plan.set_task, [ids["Code"]], {"effort_driven": True, "active": False})
    dialog = details(workspace, project_id, [ids["Code"], ids["Test"]], qtbot)
    assert dialog.form.effort_driven.checkState() == Qt.CheckState.PartiallyChecked
    assert dialog.form.active.checkState() == Qt.CheckState.PartiallyChecked
    assert not dialog.changes()
    qtbot.keyClick(dialog.form.active, Key.Key_Space)
    assert dialog.changes().values == {"active": dialog.form.active.isChecked()}


def test_calendars_that_differ_become_that_of_the_plan(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    key = workspace.attempt(Message("add_calendar"), calendars.create, "Nights", project_id).result
    workspace.attempt(Message("set_task"), plan.set_task, [ids["Code"]], {"calendar": key})
    dialog = details(workspace, project_id, [ids["Code"], ids["Test"]], qtbot)
    combo = dialog.form.calendar
    assert combo.currentText() == "several"
    combo.setCurrentIndex(combo.findText("As the plan"))
    assert dialog.keep()
    assert tasks(workspace, project_id)["Code"].calendar_uid is None
    one = details(workspace, project_id, [ids["Test"]], qtbot)
    one.form.calendar.setCurrentIndex(one.form.calendar.findText("Nights"))
    one.form.ignore_resource_calendar.setChecked(True)
    assert one.keep()
    task = tasks(workspace, project_id)["Test"]
    assert (task.calendar_uid, task.ignore_resource_calendar) == (key, True)


def test_shift_f2_in_the_plan_opens_the_details_of_the_selected_tasks(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ProjectPage(workspace, project_id)
    qtbot.addWidget(page)
    page.resize(1200, 720)
    page.show()
    page.refresh_if_stale()
    opened: list[list[int]] = []
    monkeypatch.setattr(TaskDetails, "exec", lambda self: opened.append(self.task_ids))
    page.plan.select(ids["Code"])
    qtbot.keyClick(page.plan.outline, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert opened == [[ids["Code"]]]


def test_links_are_added_changed_and_removed(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Test"]], qtbot)
    click(qtbot, dialog.tabs["links"])
    page = dialog.links
    assert [(row.direction, row.ref, row.name) for row in page.table.rows()] == [
        ("before", "5", "Code"), ("after", "7", "Done")]  # fmt: skip
    page.entry.setText("2SS+2d; 3FF")
    qtbot.keyClick(page.entry, Key.Key_Return)
    assert dialog.isVisible()  # Return adds, it does not close
    assert len(page.table.rows()) == 4
    page.entry.setText("99")
    qtbot.keyClick(page.entry, Key.Key_Return)
    assert "no row 99" in page.error.text()
    page.entry.clear()
    page.table.select(page.table.rows()[0].id, "lag", edit=True)
    editor: Any = page.table.view.viewport().focusWidget()
    editor.setText("-1d")
    qtbot.keyClick(editor, Key.Key_Return)
    page.table.select(page.table.rows()[1].id, "name")
    click(qtbot, page.remove_button)
    assert dialog.keep()
    links = {
        (link.predecessor, link.kind, link.lag)
        for link in plan_of(workspace, project_id).links
        if link.successor == ids["Test"]
    }
    assert links == {(ids["Code"], "FS", -480), (ids["Blueprint"], "SS", 960), (ids["Approved"], "FF", 0)}
    assert not [link for link in plan_of(workspace, project_id).links if link.predecessor == ids["Test"]]


def test_a_loop_is_refused_and_the_dialog_stays(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    dialog.links.entry.setText("6")
    click(qtbot, dialog.keep_button)
    assert dialog.isVisible()
    assert "→" in dialog.form.error.text()


def test_people_are_assigned_and_the_rule_of_the_task_is_said(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    click(qtbot, dialog.tabs["people"])
    page = dialog.people
    assert "Units stay" in page.rule.text()
    page.entry.setText("Anna; Li Wei[50%]")
    qtbot.keyClick(page.entry, Key.Key_Return)
    assert [(row.name, row.units) for row in page.table.rows()] == [("Anna", 1.0), ("Li Wei", 0.5)]
    assert dialog.keep()
    dialog.go_to(ids["Code"])
    assert [row.work for row in page.table.rows()] == [4800, 2400]
    page.table.select(page.table.rows()[1].id, "units", edit=True)
    editor: Any = page.table.view.viewport().focusWidget()
    editor.setText("100")
    qtbot.keyClick(editor, Key.Key_Return)
    assert dialog.keep()
    dialog.go_to(ids["Code"])
    assert tasks(workspace, project_id)["Code"].duration == 4800  # Anna still takes ten days
    page.table.select(page.table.rows()[0].id, "work", edit=True)
    editor = page.table.view.viewport().focusWidget()
    editor.setText("40")
    qtbot.keyClick(editor, Key.Key_Return)
    assert dialog.keep()
    assert tasks(workspace, project_id)["Code"].duration == 2400
    dialog.go_to(ids["Code"])
    page.table.select(page.table.rows()[0].id, "name")
    click(qtbot, page.remove_button)
    assert dialog.keep()
    dialog.go_to(ids["Code"])
    assert [row.name for row in page.table.rows()] == ["Li Wei"]


def test_baselines_and_reasons_are_shown(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    workspace.attempt(Message("set_task"), plan.set_task, [ids["Code"]], {"duration": "12d"})
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    click(qtbot, dialog.tabs["frozen"])
    now, frozen = dialog.frozen.table.rows()
    assert (now.duration, frozen.duration, frozen.start_days) == (12 * 480, 4800, 0)
    assert frozen.finish_days == 4  # Friday to Tuesday
    click(qtbot, dialog.tabs["reasons"])
    assert "because" in dialog.reasons.start.sentence.text()
    dialog.reasons.task_chosen.emit(ids["Approved"])
    assert "Approved" in dialog.form.title.text()
    assert "because" in dialog.reasons.start.sentence.text()


def test_keys_walk_through_tasks_and_pages(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.form.name)
    dialog.form.priority.setText("900")
    QTest.keySequence(dialog, QKeySequence("Alt+PgDown"))
    assert "Test" in dialog.form.title.text()
    assert tasks(workspace, project_id)["Code"].priority == 900  # kept on the way
    QTest.keySequence(dialog, QKeySequence("Alt+PgUp"))
    assert "Code" in dialog.form.title.text()
    QTest.keySequence(dialog, QKeySequence("Ctrl+PgDown"))
    assert dialog.form.pages.currentIndex() == 1
    QTest.keySequence(dialog, QKeySequence("Ctrl+PgUp"))
    opened: list[bool] = []
    monkeypatch.setattr(dialog.form.constraint, "showPopup", lambda: opened.append(True))
    qtbot.keyClick(dialog.form.constraint, Key.Key_Down, ALT)
    assert opened == [True]
    dialog.go_to(ids["Design"])
    assert not dialog.form.previous.isEnabled()


def test_the_entry_point_says_whether_something_was_kept(
    workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer() -> None:
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, TaskDetails) and one.isVisible())
        assert dialog.form.pages.currentIndex() == 2
        dialog.people.entry.setText("Anna")
        dialog.accept()

    QTimer.singleShot(0, parent, answer)
    assert open_task_details(parent, workspace, PlanCache(), project_id, [ids["Code"]], "people")
    assert not open_task_details(parent, workspace, PlanCache(), project_id, [])


def test_hostile_text_stays_text(workspace: Workspace, project_id: int, ids: dict[str, int], qtbot: QtBot) -> None:
    name = "<img src=x> & =cmd|' 😀 \u202e龙" + "x" * 300
    workspace.attempt(Message("set_task"), plan.set_task, [ids["Code"]], {"name": name, "notes": "<b>" * 100})
    dialog = details(workspace, project_id, [ids["Code"]], qtbot)
    assert dialog.form.title.textFormat() == Qt.TextFormat.PlainText
    assert dialog.form.name.text().startswith("<img src=x>")
    assert not dialog.changes()
