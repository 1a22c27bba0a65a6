"""Trying changes in a draft on the page of a project, by mouse and key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan
from pmo_desktop.gui.gantt import draft_place
from pmo_desktop.gui.gantt.draft_clashes import ClashDialog
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.project_compare_dialog import SetBaselineDialog
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import load_plan, save_plan
from tests.integration.plan.conftest import small_plan

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectPage]:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        return int(project.id)

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    page = ProjectPage(workspace, project_id)
    page.resize(1200, 760)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    page.activateWindow()
    yield page
    workspace.changed.disconnect(page.take)


def plan_of(page: ProjectPage) -> Plan:
    return page.workspace.read(load_plan, page.project_id)


def duration(page: ProjectPage, name: str) -> int:
    return next(task.duration for task in plan_of(page).tasks if task.name == name)


def shown(page: ProjectPage, name: str) -> int:
    """Return the id of a task of the panel on show."""
    assert page.plan.view is not None
    return next(task.uid for task in page.plan.view.plan.tasks if task.name == name)


def type_duration(page: ProjectPage, name: str, text: str) -> None:
    assert page.plan.edits.type([shown(page, name)], "duration", text) is None


def begin(page: ProjectPage) -> None:
    """Choose "New draft of this plan" from the button's menu."""
    menu = page.place.button.list
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()


def choose(page: ProjectPage, name: str) -> None:
    menu = page.place.button.list
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == name).trigger()


def test_a_draft_says_that_it_is_none_of_the_plan(page: ProjectPage) -> None:
    assert not page.place.bar.isVisible()
    begin(page)
    assert page.place.bar.isVisible()
    assert page.place.bar.name.text() == "Draft “Draft 1”"
    assert page.place.bar.sentence.text() == "Nothing here changes the plan until you apply it."
    assert page.place.bar.difference.text() == "Nothing is different yet."
    assert page.place.difference.table.empty.isVisible()


def test_the_difference_is_live_and_the_plan_stays(page: ProjectPage) -> None:
    before = plan_of(page)
    begin(page)
    type_duration(page, "Code", "15d")
    page.plan.edits.add(["Paint"])
    assert plan_of(page) == before
    text = page.place.bar.difference.text()
    assert "(+7 d)" in text
    assert "1 milestone moves" in text
    assert "1 task added" in text
    rows = {row.facts.name: row.facts for row in page.place.difference.table.rows()}
    assert (rows["Code"].kind, rows["Paint"].kind, rows["Test"].kind) == ("changed", "added", "moved")
    page.workspace.undo()
    page.workspace.undo()
    assert page.place.bar.difference.text() == "Nothing is different yet."


@pytest.mark.screen
def test_a_different_task_is_a_key_away(page: ProjectPage, qtbot: QtBot) -> None:
    begin(page)
    type_duration(page, "Code", "15d")
    table = page.place.difference.table
    assert table.select(shown(page, "Code"))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    current = page.plan.outline.current_row()
    assert current is not None
    assert current.task.name == "Code"


def test_applying_is_one_undo_step(page: ProjectPage, qtbot: QtBot) -> None:
    told: list[Message] = []
    page.workspace.done.connect(told.append)
    begin(page)
    type_duration(page, "Code", "15d")
    qtbot.mouseClick(page.place.bar.apply, LEFT)
    assert told[-1].id == "draft_applied"
    assert not page.place.bar.isVisible()
    assert page.plan is page.place.plan
    assert duration(page, "Code") == 15 * 480
    assert not page.place.drafts
    page.workspace.undo()
    assert duration(page, "Code") == 4800
    assert [draft.name for draft in page.place.drafts] == ["Draft 1"]
    page.workspace.redo()
    assert duration(page, "Code") == 15 * 480


def test_a_draft_is_kept_and_opened_again(page: ProjectPage, qtbot: QtBot) -> None:
    begin(page)
    type_duration(page, "Code", "15d")
    qtbot.mouseClick(page.place.bar.leave, LEFT)
    assert page.plan is page.place.plan
    assert page.place.plan.isVisible()
    begin(page)
    assert page.place.bar.name.text() == "Draft “Draft 2”"
    choose(page, "Draft 1")
    assert "(+7 d)" in page.place.bar.difference.text()
    choose(page, "The plan itself")
    assert not page.place.bar.isVisible()
    assert page.place.button.text() == "Try changes (2)"


def test_discarding_can_be_taken_back(page: ProjectPage, qtbot: QtBot) -> None:
    begin(page)
    type_duration(page, "Code", "15d")
    qtbot.mouseClick(page.place.bar.discard, LEFT)
    assert page.plan is page.place.plan
    assert not page.place.drafts
    page.workspace.undo()
    choose(page, "Draft 1")
    assert "(+7 d)" in page.place.bar.difference.text()


def test_a_draft_gets_another_name(page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(page)
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("<b>Two & more", True))
    qtbot.mouseClick(page.place.bar.rename, LEFT)
    assert page.place.bar.name.text() == "Draft “<b>Two & more”"
    page.workspace.undo()
    assert page.place.bar.name.text() == "Draft “Draft 1”"


def test_what_the_plan_changed_since_is_said_and_decided(
    page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(page)
    type_duration(page, "Code", "15d")
    task_id = next(task.uid for task in plan_of(page).tasks if task.name == "Code")
    page.place.plan.edits.set([task_id], {"duration": 480})
    assert page.place.bar.changed.text() == "The plan has changed since this draft was made: 1 task, “Code”."
    asked: list[ClashDialog] = []

    def cancel(dialog: ClashDialog) -> int:
        asked.append(dialog)
        return 0

    monkeypatch.setattr(ClashDialog, "exec", cancel)
    qtbot.mouseClick(page.place.bar.apply, LEFT)
    assert duration(page, "Code") == 480
    cells = [asked[0].table.item(0, column).text() for column in range(5)]
    assert cells == ["Code", "Duration", "10 d", "1 d", "15 d"]

    def take_the_draft(dialog: ClashDialog) -> int:
        dialog.choices[0].setCurrentIndex(1)
        return 1

    monkeypatch.setattr(ClashDialog, "exec", take_the_draft)
    qtbot.mouseClick(page.place.bar.apply, LEFT)
    assert duration(page, "Code") == 15 * 480


def test_the_page_remembers_the_draft_that_was_open(page: ProjectPage, qtbot: QtBot) -> None:
    begin(page)
    state = page.state()
    other = ProjectPage(page.workspace, page.project_id)
    qtbot.addWidget(other)
    other.show()
    other.refresh_if_stale()
    other.restore(state)
    assert other.place.draft is not None
    assert other.place.draft.name == "Draft 1"


def test_other_tabs_show_the_plan_itself(page: ProjectPage) -> None:
    begin(page)
    type_duration(page, "Code", "15d")
    page.show_tab("milestones")
    forecast = {row.facts.name: row.facts.forecast for row in page.milestones.table.rows()}
    assert page.place.found.finish_before == max(forecast.values())
    assert not page.place.button.isVisible()


def test_the_menu_of_the_plan_begins_a_draft_and_sets_a_baseline(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.plan.run("try")
    assert page.place.draft is not None
    choose(page, "The plan itself")
    asked: list[int] = []

    def part(dialog: SetBaselineDialog) -> int:
        dialog.form.part.setChecked(True)
        asked.append(dialog.number())
        return 1

    monkeypatch.setattr(SetBaselineDialog, "exec", part)
    page.plan.select(shown(page, "Code"))
    page.plan.run("baseline")
    assert asked == [0]
    assert [(line.number, line.task_uid) for line in plan_of(page).baselines] == [(0, shown(page, "Code"))]


def test_a_draft_refuses_a_baseline_in_words(page: ProjectPage) -> None:
    told: list[PmoError] = []
    page.workspace.failed.connect(told.append)
    begin(page)
    page.plan.edits.set_baseline(1)
    assert [error.message_id for error in told] == ["baseline_of_draft"]


def test_taking_back_the_beginning_of_a_draft_leads_back_to_the_plan(page: ProjectPage) -> None:
    begin(page)
    page.workspace.undo()
    assert page.plan is page.place.plan
    assert page.place.plan.isVisible()
    assert not page.place.bar.isVisible()
    page.workspace.redo()
    assert len(page.place.drafts) == 1


def test_the_difference_of_a_large_plan_follows_when_the_hands_rest(
    page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_place, "AT_ONCE", 3)
    begin(page)
    type_duration(page, "Code", "15d")
    assert "(+7 d)" not in page.place.bar.difference.text()
    qtbot.waitUntil(lambda: "(+7 d)" in page.place.bar.difference.text(), timeout=5000)


def test_a_store_that_can_not_be_written_shows_drafts_and_changes_none(page: ProjectPage, qtbot: QtBot) -> None:
    begin(page)
    page.place.open(0)
    page.workspace.store.read_only = Message("set_task")
    other = ProjectPage(page.workspace, page.project_id)
    qtbot.addWidget(other)
    other.show()
    other.refresh_if_stale()
    choose(other, "Draft 1")
    bar = other.place.bar
    assert bar.isVisible()
    assert not any(button.isEnabled() for button in (bar.apply, bar.discard, bar.rename))
    assert bar.leave.isEnabled()
    assert not other.place.button.list.actions()[0].isEnabled()
    assert not other.place.commands()
    other.show_tab("compare")
    assert not other.compare.set_button.isEnabled()
    page.workspace.store.read_only = None


def test_a_long_name_is_cut_in_the_bar(page: ProjectPage, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(page)
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("x" * 120, True))
    page.place.rename()
    assert page.place.bar.name.text() == "Draft “" + "x" * 47 + "…”"


def test_the_commands_of_the_window_follow_the_draft(page: ProjectPage) -> None:
    assert {"draft.try", "baseline.set"} <= page.commands().keys()
    assert "draft.apply" not in page.commands()
    page.commands()["draft.try"]()
    assert "baseline.set" not in page.commands()
    type_duration(page, "Code", "15d")
    page.commands()["draft.leave"]()
    assert not page.place.bar.isVisible()
    choose(page, "Draft 1")
    page.commands()["draft.apply"]()
    assert duration(page, "Code") == 15 * 480
    page.commands()["draft.try"]()
    page.commands()["draft.discard"]()
    assert not page.place.drafts
