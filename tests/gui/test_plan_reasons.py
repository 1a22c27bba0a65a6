"""Why a task starts when it does, asked on the page of its plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmo_desktop import texts
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.gantt import draft_place
from pmo_desktop.gui.gantt.reasons import STEP
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import load_plan, save_plan
from tests.integration.plan.conftest import small_plan

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


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
    page.resize(1200, 720)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    page.activateWindow()
    yield page
    workspace.changed.disconnect(page.take)


def task_id(page: ProjectPage, name: str) -> int:
    plan = page.workspace.read(load_plan, page.project_id)
    return next(task.uid for task in plan.tasks if task.name == name)


def press(qtbot: QtBot, page: ProjectPage, key: Key, modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(page.plan.outline, key, modifiers)


def causes(page: ProjectPage, part: str) -> list[str]:
    """Return the causes that the panel of reasons lists, without their row numbers."""
    shown = getattr(page.plan.reasons, part).causes
    return [shown.item(at).text().split("   ", 1)[1] for at in range(shown.count())]


@pytest.mark.screen
def test_why_a_task_starts_then_is_told_by_key_and_leads_to_its_causes(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.model.toggle(page.plan.model.line_of(task_id(page, "Design")))
    page.plan.select(task_id(page, "Test"))
    press(qtbot, page, Key.Key_F1, SHIFT)
    reasons = page.plan.reasons
    assert reasons.isVisible()
    assert reasons.task.text() == "6   Test"
    assert reasons.start.sentence.text() == (
        "It starts on 23 Mar 2026 because “Code” finishes on 20 Mar 2026 (finish to start), "
        "then the calendar “Standard” has no working time until 23 Mar 2026."
    )
    assert reasons.critical.question.text() == "Why is it critical?"
    assert "so a delay moves the plan’s finish" in reasons.critical.sentence.text()
    assert causes(page, "start")[1] == "“Code” finishes on 20 Mar 2026 (finish to start)"
    assert causes(page, "start")[-1].startswith("The plan starts on")
    assert QApplication.focusWidget() is reasons.start.causes
    qtbot.keyClick(reasons.start.causes, Key.Key_Down)
    qtbot.keyClick(reasons.start.causes, Key.Key_Return)
    assert reasons.task.text() == "5   Code"
    assert page.plan.outline.current_row().task.name == "Code"
    last = reasons.start.causes.count() - 1
    reasons.start.causes.setCurrentRow(last)
    qtbot.keyClick(reasons.start.causes, Key.Key_Return)
    assert page.plan.outline.current_row().task.name == "Blueprint", "a closed summary opens for it"
    press(qtbot, page, Key.Key_F1, SHIFT)
    qtbot.keyClick(reasons.start.causes, Key.Key_Escape)
    assert reasons.isHidden()
    assert QApplication.focusWidget() is page.plan.outline


def test_the_reasons_follow_edits_and_the_selection(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.select(task_id(page, "Blueprint"))
    page.plan.run("why")
    page.plan.edits.set([task_id(page, "Blueprint")], {"start": date(2026, 3, 9)})
    assert "it must not start before 09 Mar 2026" in page.plan.reasons.start.sentence.text()
    page.plan.edits.unlink([task_id(page, "Code")])
    page.plan.select(task_id(page, "Test"))
    assert page.plan.reasons.critical.question.text() == "Why is it not critical?"
    shown = page.plan.reasons.critical.causes
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(0)).center())
    assert page.plan.reasons.task.text() == "7   Done"
    page.plan.outline.selectionModel().clear()
    assert page.plan.reasons.task.text() == "Select a task to see why it is where it is."


def test_a_calendar_among_the_causes_opens(page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(draft_place, "open_calendars", lambda *args: opened.append(args[3:]))
    page.plan.select(task_id(page, "Code"))
    page.plan.run("why")
    shown = page.plan.reasons.start.causes
    at = next(at for at in range(shown.count()) if "no working time" in shown.item(at).text())
    assert "Open this calendar." in shown.item(at).toolTip()
    shown.setCurrentRow(at)
    qtbot.keyClick(shown, Key.Key_Return)
    calendar = page.workspace.read(load_plan, page.project_id).calendar_uid
    assert opened == [(page.project_id, shown.item(at).data(STEP).calendar_uid)]
    assert calendar in (None, opened[0][1])


def test_a_constraint_among_the_causes_opens_the_details(
    page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(type(page.plan.edits), "show_details", lambda edits, parent, ids, p="": opened.append(ids))
    blueprint = task_id(page, "Blueprint")
    page.plan.edits.set([blueprint], {"start": date(2026, 3, 9)})
    page.plan.select(task_id(page, "Code"))
    page.plan.run("why")
    shown = page.plan.reasons.start.causes
    at = next(at for at in range(shown.count()) if "must not start before" in shown.item(at).text())
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(at)).center())
    assert opened == [[blueprint]]
    assert page.plan.outline.current_row().task.name == "Blueprint"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_kind_of_task_gets_both_answers_in_words(page: ProjectPage, language: str) -> None:
    t = texts.of(language)
    edits = page.plan.edits
    edits.set([task_id(page, "Blueprint")], {"percent_complete": 100})
    edits.set([task_id(page, "Test")], {"manual": True})
    edits.add(["Paint"])
    edits.set([task_id(page, "Paint")], {"active": False})
    view = page.plan.view
    assert view is not None
    for row in range(len(view)):
        for answer in (view.why_start(row), view.why_critical(row)):
            assert answer is not None
            said = t.say(answer.message)
            assert said.endswith((".", "。")), said
            assert "{" not in said
            assert all(t.say(step.message) for step in answer.steps)
