"""The milestones tab: slip, float, what decides them, gates and key dates, and how their forecasts moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.project_milestones_words import reading
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project, Task
from pmo_desktop.services.commands import baselines, plan
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.queries import milestones as query
from pmo_desktop.services.queries.milestones import MilestoneRow
from tests.integration.plan.conftest import small_plan

DO = Message("set_task")
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
    page.resize(1400, 760)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.show_tab("milestones")
    yield page
    workspace.changed.disconnect(page.take)


def task_id(page: ProjectPage, name: str) -> int:
    return next(task.uid for task in page.workspace.read(load_plan, page.project_id).tasks if task.name == name)


def shown(page: ProjectPage, name: str) -> MilestoneRow:
    facts = next(row.facts for row in page.milestones.table.rows() if row.facts.name == name)
    assert isinstance(facts, MilestoneRow)
    return facts


def cell(page: ProjectPage, name: str, key: str) -> str:
    model = page.milestones.table.model
    index = model.index(model.line_of(task_id(page, name)), model.place_of(key))
    return str(index.data())


def test_slip_against_any_baseline_float_and_cause(page: ProjectPage) -> None:
    page.workspace.edit(DO, baselines.set_baseline, page.project_id, 0)
    page.workspace.edit(DO, plan.set_task, [task_id(page, "Code")], {"duration": "15d"})
    page.workspace.edit(DO, baselines.set_baseline, page.project_id, 3, name="Again")
    done = shown(page, "Done")
    assert (done.slip, done.spare) == (7, 0)
    assert cell(page, "Done", "cause") == "“Test” finishes on 03 Apr 2026 17:00 (finish to start)"
    assert [page.milestones.baseline.itemText(at)[:10] for at in range(2)] == ["Baseline 0", "Baseline 3"]
    page.milestones.baseline.setCurrentIndex(1)
    page.milestones.baseline.activated.emit(1)
    assert shown(page, "Done").slip == 0


def test_gate_and_key_date_are_edited_here(page: ProjectPage, qtbot: QtBot) -> None:
    table = page.milestones.table
    assert table.select(task_id(page, "Approved"), "gate")
    qtbot.keyClick(table.view, "G")
    editor = table.view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "3")
    qtbot.keyClick(editor, Key.Key_Return)
    assert shown(page, "Approved").gate == "G3"
    assert table.select(task_id(page, "Approved"), "name")
    menu = QMenu()
    assert table.menu_actions is not None
    table.menu_actions(menu)
    menu.actions()[0].trigger()
    assert shown(page, "Approved").key
    page.workspace.undo()
    assert not shown(page, "Approved").key
    page.workspace.undo()
    assert shown(page, "Approved").gate == ""


def test_only_what_is_asked_for_is_listed(page: ProjectPage) -> None:
    page.milestones.key_only.setChecked(True)
    assert [row.facts.name for row in page.milestones.table.rows()] == ["Done"]
    page.milestones.key_only.setChecked(False)
    page.workspace.edit(DO, plan.set_task, [task_id(page, "Blueprint")], {"percent_complete": 100})
    page.workspace.edit(DO, plan.set_task, [task_id(page, "Approved")], {"percent_complete": 100})
    page.milestones.ahead_only.setChecked(True)
    assert [row.facts.name for row in page.milestones.table.rows()] == ["Done"]


def test_issued_packs_give_the_trend_and_the_chart(page: ProjectPage, monkeypatch: pytest.MonkeyPatch) -> None:
    with page.workspace.store.read() as session:
        uid = session.get_one(Task, task_id(page, "Done")).uid
    past = [(date(2026, 9, 18), {uid: date(2026, 3, 1)}), (date(2026, 10, 16), {uid: date(2026, 3, 10)})]
    monkeypatch.setattr(query, "milestone_forecasts", lambda session, before: past)
    page.milestones.show_plan(page.plan.view or page._plan())
    done = shown(page, "Done")
    assert [day for _, day in done.trend] == [date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 27)]
    assert done.moved == 17
    assert cell(page, "Done", "moved") == "+17"
    page.milestones.table.select(task_id(page, "Done"))
    assert page.milestones.note.text().startswith("“Done” moved by +26 d since 18 Sep 2026.")
    assert page.milestones.chart.scene()


def test_what_a_line_says(page: ProjectPage) -> None:
    t = page.workspace.texts
    base = MilestoneRow(1, "1", "Go", False, None, date(2027, 1, 1), None, False, False, "")
    assert reading(t, base) == ""
    days = [(date(2026, 9, 1), date(2026, 12, 1)), (date(2026, 10, 1), date(2027, 1, 5)),
            (date(2026, 11, 1), date(2027, 2, 9))]  # fmt: skip
    fast = MilestoneRow(1, "1", "Go", False, None, date(2027, 2, 9), None, False, False, "", trend=tuple(days))
    assert reading(t, fast).endswith("It moves away as fast as time passes.")
    level = ((date(2026, 9, 1), date(2027, 1, 1)), (date(2026, 10, 1), date(2027, 1, 1)))
    still = MilestoneRow(1, "1", "Go", False, None, date(2027, 1, 1), None, False, False, "", trend=level)
    assert reading(t, still) == "“Go” stands where it stood on 01 Sep 2026."


def test_the_milestones_are_copied(page: ProjectPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.milestones.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[0].split("\t")[:3] == ["WBS", "Milestone", "Plan"]
