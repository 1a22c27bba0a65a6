"""Responses and delayed tasks in the inspector of a risk, by mouse and keyboard on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanTask
from pmo_desktop.gui.dialogs.choose_tasks import ChooseTasks
from pmo_desktop.gui.pages.risk_parts import RiskParts
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import projects, risks
from pmo_desktop.services.planning import save_plan
from pmo_desktop.services.queries.responses import responses_of, tasks_hit
from pmo_desktop.services.queries.risks import risk_register

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)]

LEFT = Qt.MouseButton.LeftButton


def fill(session: Any) -> None:
    """Write a risk of a project with three tasks."""
    billing = projects.create(session, {"name": "Billing"})
    save_plan(session, billing, Plan(tasks=(PlanTask(1, "Design"), PlanTask(2, "Build"), PlanTask(3, "Test"))))
    values = {"title": "Late", "project_id": billing, "probability": 5, "impact": 4, "owner": "Min"}
    risks.create(session, values)


@pytest.fixture
def parts(workspace: Workspace, qtbot: QtBot) -> Iterator[RiskParts]:
    workspace.store.write(Message("add_risk"), fill)
    workspace.restack()
    page = RisksPage(workspace)
    qtbot.addWidget(page)
    page.resize(1240, 1600)
    page.show()
    qtbot.waitExposed(page)
    workspace.changed.connect(page.take)
    page.refresh_if_stale()
    found = page.registers.details.findChild(RiskParts)
    assert isinstance(found, RiskParts)
    yield found
    workspace.changed.disconnect(page.take)


def read(parts: RiskParts, query: Any) -> Any:
    return parts._workspace.read(query, 1)


def run(parts: RiskParts, key: tuple[str, int], words: str) -> None:
    """Choose an entry of a part's menu."""
    (menu,) = parts.cards[key].findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_a_response_is_added_named_and_done(parts: RiskParts, qtbot: QtBot) -> None:
    qtbot.mouseClick(parts.add, LEFT)
    card = parts.cards["risk_response", 1]
    editor = card.editors["title"].editor
    assert isinstance(editor, QPlainTextEdit)
    qtbot.waitUntil(editor.hasFocus)
    editor.selectAll()
    qtbot.keyClicks(editor, "Second test team")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [row.name for row in read(parts, responses_of)] == ["Second test team"]
    card = parts.cards["risk_response", 1]
    assert card.head.isChecked()
    card.editors["probability_after"]._take(2)
    run(parts, ("risk_response", 1), "Done today")
    (row,) = read(parts, responses_of)
    assert (row.value("status"), row.value("done_on")) == ("done", parts._workspace.today())
    (risk,) = parts._workspace.read(risk_register).rows
    assert risk.probability == 2
    run(parts, ("risk_response", 1), "Delete")
    assert read(parts, responses_of) == ()
    parts._workspace.undo()
    assert len(read(parts, responses_of)) == 1


def test_what_a_response_cuts_is_refused_above_a_hundred_percent(parts: RiskParts, qtbot: QtBot) -> None:
    qtbot.mouseClick(parts.add, LEFT)
    editors = parts.cards["risk_response", 1].editors
    editors["title"].restore()
    editors["days_cut"].open("140")
    assert not editors["days_cut"].keep()
    assert read(parts, responses_of)[0].value("days_cut") == 0


def test_tasks_are_ticked_in_a_dialog_and_taken_off_again(parts: RiskParts, qtbot: QtBot) -> None:
    def tick() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChooseTasks)
        qtbot.keyClicks(dialog.form.search, "e")
        assert [item.text() for item in dialog._items() if not item.isHidden()] == ["Design", "Test"]
        for item in dialog._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked)
        assert dialog.form.count.text() == "2 tasks chosen"
        dialog.accept()

    QTimer.singleShot(0, tick)
    qtbot.mouseClick(parts.choose, LEFT)
    assert [row.name for row in read(parts, tasks_hit)] == ["Design", "Test"]
    first = read(parts, tasks_hit)[0]
    run(parts, ("risk_task", first.id), "Don’t delay this task")
    assert [row.name for row in read(parts, tasks_hit)] == ["Test"]


def test_a_portfolio_risk_has_no_tasks_to_choose(parts: RiskParts, qtbot: QtBot) -> None:
    assert parts.choose.isVisible()
    parts._workspace.edit(Message("add_risk"), risks.create, {"title": "All", "probability": 1, "impact": 1})
    row = next(row for row in parts._workspace.read(risk_register).rows if row.title == "All")
    parts.show_row(row)
    assert not parts.choose.isVisible()
    assert date.today() == row.identified_on
