"""Baselines on the page of a project: set, cleared, compared with the plan and with each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.project_compare_dialog import SetBaselineDialog
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import baselines, logs, plan, plan_rows
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.baseline_compare import NOW, Comparison, baseline_heads, compare
from pmo_desktop.services.queries.plan import plan_view
from tests.integration.plan.conftest import small_plan

LEFT = Qt.MouseButton.LeftButton
DO = Message("set_task")


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
    page.show_tab("compare")
    yield page
    workspace.changed.disconnect(page.take)


def task_id(page: ProjectPage, name: str) -> int:
    return next(task.uid for task in page.workspace.read(load_plan, page.project_id).tasks if task.name == name)


def set_task(page: ProjectPage, name: str, **values: object) -> None:
    assert page.workspace.edit(DO, plan.set_task, [task_id(page, name)], values)


def set_baseline(page: ProjectPage, number: int, tasks: list[int] | None = None, name: str | None = None) -> None:
    page.workspace.edit(DO, baselines.set_baseline, page.project_id, number, tasks, name=name)


def compared(page: ProjectPage, first: int, second: int = NOW) -> Comparison:
    return compare(page.workspace.read(plan_view, PlanCache(), page.project_id), first, second)


def names(page: ProjectPage) -> list[str]:
    return [row.facts.name for row in page.compare.table.rows()]


def accept(monkeypatch: pytest.MonkeyPatch, fill: Any) -> None:
    def run(dialog: SetBaselineDialog) -> int:
        fill(dialog)
        return 1

    monkeypatch.setattr(SetBaselineDialog, "exec", run)


def test_a_plan_without_baseline_says_what_one_is_for(page: ProjectPage) -> None:
    assert page.compare.table.empty.isVisible()
    assert page.compare.set_button.isEnabled()
    assert not page.compare.clear_button.isEnabled()
    assert not page.compare.first.isEnabled()


def test_a_baseline_is_set_with_number_and_name_and_cleared(
    page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: SetBaselineDialog) -> None:
        assert dialog.number() == 0
        dialog.form.number.setCurrentIndex(4)
        dialog.form.name.setText("As <agreed>")

    accept(monkeypatch, fill)
    qtbot.mouseClick(page.compare.set_button, LEFT)
    (head,) = page.workspace.read(baseline_heads, page.project_id)
    assert (head.number, head.name, head.set_on, head.tasks) == (4, "As <agreed>", date.today(), 7)
    assert page.compare.first.currentText().startswith("Baseline 4 · As <agreed> · ")
    assert page.compare.second.currentText() == "The plan now"
    qtbot.mouseClick(page.compare.clear_button, LEFT)
    assert not page.workspace.read(baseline_heads, page.project_id)
    page.workspace.undo()
    (head,) = page.workspace.read(baseline_heads, page.project_id)
    assert head.name == "As <agreed>"


def test_selected_tasks_alone_are_set(page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    set_baseline(page, 0)
    set_task(page, "Code", duration="12d")
    page.compare.table.select(task_id(page, "Code"))
    asked: list[str] = []

    def fill(dialog: SetBaselineDialog) -> None:
        dialog.form.number.setCurrentIndex(0)
        dialog.form.part.setChecked(True)
        asked.append(dialog.form.hint.text())

    accept(monkeypatch, fill)
    qtbot.mouseClick(page.compare.set_button, LEFT)
    assert "others stay as they are" in asked[0]
    rows = {row.name: row.variance for row in compared(page, 0).rows}
    assert rows["Code"].finish_days == 0
    assert rows["Done"].finish_days == 4


def test_the_plan_against_a_baseline_in_days_work_and_cost(page: ProjectPage) -> None:
    set_task(page, "Code", cost="1,000", work="10d")
    set_baseline(page, 0)
    set_task(page, "Code", duration="15d", cost="1,250.50", work="12d")
    found = compared(page, 0)
    code = next(row for row in found.rows if row.name == "Code")
    assert (code.variance.duration, code.variance.work, code.variance.cost) == (5 * 480, 2 * 480, 25_050)
    assert (found.finish_days, found.work, found.cost) == (7, 960, 25_050)
    assert page.compare.summary.text() == "1 of 2 milestones moved later; the largest move is “Done”, +7 d"
    assert page.compare.totals.text() == "Finish +7 d · Work +16 h · Cost +€250.50 · 4 tasks changed"
    assert names(page) == ["Build", "Code", "Test", "Done"]
    page.compare.changed_only.setChecked(False)
    assert len(names(page)) == 7


def test_a_baseline_against_another_and_the_other_way_round(page: ProjectPage) -> None:
    set_baseline(page, 0)
    set_task(page, "Code", duration="12d")
    set_baseline(page, 1)
    set_task(page, "Code", duration="30d")
    page.compare.first.setCurrentIndex(0)
    page.compare.second.setCurrentIndex(1)
    assert page.compare.totals.text().startswith("Finish +4 d")
    page.compare.first.setCurrentIndex(1)
    page.compare.second.setCurrentIndex(0)
    assert page.compare.totals.text().startswith("Finish −4 d")
    page.compare.second.setCurrentIndex(1)
    assert page.compare.summary.text() == "Choose two different states to compare."
    turned, straight = compared(page, NOW, 0), compared(page, 0)
    assert turned.finish_days == -(straight.finish_days or 0)


def test_added_and_inactive_tasks_are_named(page: ProjectPage) -> None:
    set_baseline(page, 0)
    page.workspace.edit(DO, plan_rows.add_tasks, page.project_id, ["Paint"])
    set_task(page, "Test", active=False)
    changes = {row.name: row.change for row in compared(page, 0).rows}
    assert (changes["Paint"], changes["Test"]) == ("added", "removed")
    assert "1 task added · 1 task removed" in page.compare.totals.text()


def test_deleted_tasks_are_named_until_the_baseline_is_set_anew(page: ProjectPage) -> None:
    set_baseline(page, 0)
    page.workspace.edit(DO, plan_rows.delete_tasks, [task_id(page, "Test")])
    removed = [row.facts for row in page.compare.table.rows() if row.facts.change == "removed"]
    assert [(row.name, row.before.finish.date()) for row in removed] == [("Test", date(2026, 3, 27))]
    assert "1 task removed" in page.compare.totals.text()
    page.workspace.undo()
    assert not [row for row in page.compare.table.rows() if row.facts.change == "removed"]
    page.workspace.redo()
    set_baseline(page, 0, [task_id(page, "Code")])
    assert [row.facts.name for row in page.compare.table.rows() if row.facts.change == "removed"] == ["Test"]
    set_baseline(page, 0)
    assert not page.compare.table.rows()


def test_a_baseline_that_is_not_there_is_refused(page: ProjectPage) -> None:
    with pytest.raises(PmoError, match="baseline_unknown"):
        compared(page, 7)
    with pytest.raises(PmoError, match="baseline_unknown"):
        page.workspace.attempt(DO, baselines.set_baseline, page.project_id, 11)
    with pytest.raises(PmoError, match="baseline_unknown"):
        page.workspace.attempt(DO, baselines.name_baseline, page.project_id, 3, "Gone")


@pytest.mark.screen
def test_a_row_leads_to_its_task(page: ProjectPage, qtbot: QtBot) -> None:
    set_baseline(page, 0)
    set_task(page, "Code", duration="12d")
    page.compare.table.select(task_id(page, "Test"))
    qtbot.keyClick(page.compare.table.view, Qt.Key.Key_Return)
    assert page.tab == "plan"
    current = page.plan.outline.current_row()
    assert current is not None
    assert current.task.name == "Test"


def test_the_comparison_is_copied_with_what_it_compares(page: ProjectPage, qtbot: QtBot) -> None:
    set_baseline(page, 0)
    set_task(page, "Code", duration="12d")
    qtbot.mouseClick(page.compare.copy_button, LEFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Baseline 0")
    assert lines[0].endswith("against The plan now")
    assert lines[2].split("\t")[:3] == ["WBS", "Task", "What"]
    assert len(lines) == 3 + 4


def test_a_promise_made_anew_names_the_change_request_that_permits_it(
    page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(title: str, approved: bool) -> int:
        def work(session: Session) -> int:
            key = logs.create(session, "change_request", {"title": title, "project_id": page.project_id})
            logs.decide_change(session, key, approved, "Board", date(2026, 11, 20))
            return key

        made = page.workspace.store.write(DO, work).result
        assert isinstance(made, int)
        return made

    rejected = change("Longer tests", False)
    approved = change("Second site", True)
    set_baseline(page, 0)
    (head,) = page.workspace.read(baseline_heads, page.project_id)
    assert (head.permit, head.approved) == ("", True)  # the first one is what was agreed

    def without(dialog: SetBaselineDialog) -> None:
        dialog.form.number.setCurrentIndex(0)
        assert not dialog.form.permit.isHidden()
        assert [dialog.form.permit.itemData(at) for at in range(dialog.form.permit.count())] == [None, approved]
        assert dialog.permit() == approved
        dialog.form.permit.setCurrentIndex(0)

    accept(monkeypatch, without)
    qtbot.mouseClick(page.compare.set_button, LEFT)
    (head,) = page.workspace.read(baseline_heads, page.project_id)
    assert not head.approved
    assert page.compare.first.currentText().endswith("no change request")
    accept(monkeypatch, lambda dialog: dialog.form.number.setCurrentIndex(0))
    qtbot.mouseClick(page.compare.set_button, LEFT)
    (head,) = page.workspace.read(baseline_heads, page.project_id)
    assert (head.permit, head.approved) == ("C-002", True)
    with pytest.raises(PmoError, match="change_not_approved"):
        page.workspace.attempt(DO, baselines.set_baseline, page.project_id, 0, change_request_id=rejected)
    assert page.workspace.read(baseline_heads, page.project_id) == [head]
