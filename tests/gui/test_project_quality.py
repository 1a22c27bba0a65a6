"""The quality tab: checks as indicators, their tasks and their thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.project_quality_words import EXPLAINED, LABELS, LIMITS, typed_limit
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Portfolio, Project, SimulationRun
from pmo_desktop.scheduling.quality import Limits
from pmo_desktop.services.planning import save_plan
from pmo_desktop.services.queries.quality import SETTING
from tests.integration.plan.conftest import small_plan

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
    page.show_tab("quality")
    yield page
    workspace.changed.disconnect(page.take)


def choose(page: ProjectPage, family: str, number: int) -> None:
    table = page.quality.table
    row = next(row for row in table.rows() if (row.facts.family, row.facts.number) == (family, number))
    assert table.select(row.id, "title")


def limits(page: ProjectPage) -> dict[str, Any]:
    with page.workspace.store.read() as session:
        return dict((session.query(Portfolio).one().settings or {}).get(SETTING) or {})


def test_every_check_is_listed_explained_and_said_to_be_an_indicator(page: ProjectPage) -> None:
    rows = [row.facts for row in page.quality.table.rows()]
    assert [row.family for row in rows] == ["dcma"] * 14 + ["gao"] * 10
    assert {(row.family, row.number) for row in rows} == EXPLAINED.keys()
    assert "not a verdict" in page.quality.note.text()
    assert "checks met" in page.quality.summary.text()


def test_every_threshold_has_its_words_and_belongs_to_a_check() -> None:
    names = {name for names in LIMITS.values() for name in names}
    assert names == LABELS.keys() == set(Limits.__dataclass_fields__)


def test_the_tasks_of_a_check_lead_to_the_plan(page: ProjectPage, qtbot: QtBot) -> None:
    choose(page, "dcma", 10)
    details = page.quality.details
    assert details.tasks.count()
    page.quality.table.view.setFocus()
    qtbot.keyClick(page.quality.table.view, Key.Key_Return)
    name = details.tasks.item(0).text().split("   ")[1]
    qtbot.keyClick(details.tasks, Key.Key_Return)
    assert page.tab == "plan"
    current = page.plan.outline.current_row()
    assert current is not None
    assert current.task.name == name


def test_a_threshold_is_one_undo_step_and_goes_back_to_the_standard(page: ProjectPage, qtbot: QtBot) -> None:
    choose(page, "dcma", 10)
    state = {row.facts.number: row.facts.state for row in page.quality.table.rows() if row.facts.family == "dcma"}
    assert state[10] == "not_met"
    assert not page.quality.standard.isEnabled()
    field = page.quality.details.limits["unresourced"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Key.Key_Return)
    assert limits(page) == {"unresourced": 99}
    state = {row.facts.number: row.facts.state for row in page.quality.table.rows() if row.facts.family == "dcma"}
    assert state[10] == "met"
    page.workspace.undo()
    assert limits(page) == {}
    page.workspace.redo()
    qtbot.mouseClick(page.quality.standard, Qt.MouseButton.LeftButton)
    assert limits(page) == {}
    page.workspace.undo()
    assert limits(page) == {"unresourced": 99}


@pytest.mark.parametrize("text", ["many", "", "nan", "-1", "1e9"])
def test_a_threshold_that_makes_no_sense_is_refused_in_a_sentence(page: ProjectPage, qtbot: QtBot, text: str) -> None:
    told: list[object] = []
    page.workspace.failed.connect(told.append)
    choose(page, "dcma", 1)
    field = page.quality.details.limits["logic"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text) if text else field.clear()
    qtbot.keyClick(field, Key.Key_Return)
    assert limits(page) == {}
    assert told or page.quality.details.error.isVisible()
    assert page.quality.details.limits["logic"].text() == "5%"


def test_a_simulation_meets_the_practice_that_asks_for_one(page: ProjectPage) -> None:
    def work(session: Any) -> None:
        session.add(SimulationRun(project_id=page.project_id, made_at=datetime(2026, 11, 2, 9), seed=1, iterations=500))

    def simulated() -> Any:
        return next(
            row.facts for row in page.quality.table.rows() if (row.facts.family, row.facts.number) == ("gao", 8)
        )

    assert simulated().state == "not_checked"
    page.workspace.edit(Message("set_task"), work)
    page.quality.show_plan(page._plan())
    assert simulated().state == "met"
    assert page.workspace.texts.say(simulated().message) == "Simulated on 02 Nov 2026"


def test_shares_are_typed_in_percent() -> None:
    assert typed_limit("logic", "7,5 %") == 0.075
    assert typed_limit("logic", "5") == 0.05
    assert typed_limit("float_days", "30") == 30
    assert typed_limit("length_index", "0.9") == 0.9


def test_the_checks_are_copied_as_a_table_with_their_note(page: ProjectPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.quality.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3 + 24
    assert "not a verdict" in lines[1]
    assert lines[3].startswith("DCMA 14 points\t1\t")


def test_a_plan_without_tasks_says_what_belongs_here(workspace: Workspace, qtbot: QtBot) -> None:
    def work(session: Any) -> int:
        project = Project(code="P-2", name="Empty", currency="EUR")
        session.add(project)
        session.flush()
        return int(project.id)

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    page = ProjectPage(workspace, project_id)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    page.show_tab("quality")
    assert page.quality.table.empty.isVisible()
    assert page.quality.status_text() == ""
