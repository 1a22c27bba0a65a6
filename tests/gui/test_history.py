"""The history page by mouse and keyboard: it tells what happened, and leads back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.history import HistoryPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import projects, risks, rows
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import risk_register

pytestmark = pytest.mark.gui


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[HistoryPage]:
    """A page on a store with a project that was added, renamed and given a budget, and a risk."""
    workspace.edit(Message("add_project"), projects.create, {"code": "P-1", "name": "Alpha"})
    set_project(workspace, name="Beta <b>&amp;")
    workspace.store.author = "Anna Keller"
    set_project(workspace, budget=1_250_000_00)
    workspace.edit(Message("add_risk"), risks.create, {"title": "Late steel", "project_id": key_of(workspace)})
    page = HistoryPage(workspace)
    page.resize(1100, 700)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.refresh_if_stale()
    page.show()
    qtbot.waitExposed(page)
    yield page
    workspace.changed.disconnect(page.take)


def key_of(workspace: Workspace) -> int:
    return workspace.read(registry).rows[0].id


def set_project(workspace: Workspace, **values: Any) -> None:
    label = Message("set_field", {"field": next(iter(values))})
    workspace.edit(label, rows.set_values, "project", [key_of(workspace)], values)


def told(page: HistoryPage) -> list[tuple[str, str, str]]:
    return [(line.field, line.before, line.after) for line in page.details.rows()]


def seq_of(page: HistoryPage, what: str) -> int:
    return next(line.id for line in page.changes.rows() if line.what == what)


def test_every_change_is_listed_newest_first(page: HistoryPage) -> None:
    whats = [line.what for line in page.changes.rows()]
    assert whats[:4] == ["Add risk", "Set budget", "Set name", "Add project"]
    assert page.changes.rows()[1].author == "Anna Keller"
    assert page.status_text() == "5 changes"


def test_a_change_of_one_record_names_it(page: HistoryPage, workspace: Workspace) -> None:
    records = {line.what: line.record for line in page.changes.rows()}
    assert records["Set name"] == "P-1 Beta <b>&amp;"
    assert records["Add risk"].endswith("Late steel")
    workspace.edit(Message("add_project"), projects.create, {"code": "P-2", "name": "Gamma"})
    both = [row.id for row in workspace.read(registry).rows]
    workspace.edit(Message("set_field", {"field": "stage"}), rows.set_values, "project", both, {"stage": "close"})
    assert page.changes.rows()[0].record == ""


def test_a_change_shows_old_and_new_value(page: HistoryPage) -> None:
    page.changes.select(seq_of(page, "Set name"))
    assert told(page) == [("Project", "Alpha", "Beta <b>&amp;")]
    assert page.details.rows()[0].record.startswith("Project: P-1")
    page.changes.select(seq_of(page, "Set budget"))
    assert told(page) == [("Budget", "", "€1,250,000.00")]


def test_an_added_record_tells_its_values(page: HistoryPage) -> None:
    page.changes.select(seq_of(page, "Add risk"))
    lines = told(page)
    assert lines[0][0] == "Added"
    assert ("Risk", "", "Late steel") in lines


def test_both_tables_are_sound_models(page: HistoryPage) -> None:
    for table in (page.changes, page.details):
        QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.reload()
    page.changes.select(seq_of(page, "Set name"))


def test_typing_narrows_the_list(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "budget")
    assert page.changes.model.rowCount() == 1
    page.search.clear()
    assert page.changes.model.rowCount() == 5


def test_changes_of_one_author(page: HistoryPage) -> None:
    page.author.setCurrentIndex(page.author.findData("Anna Keller"))
    page.author.activated.emit(page.author.currentIndex())
    assert {line.author for line in page.changes.rows()} == {"Anna Keller"}
    assert len(page.changes.rows()) == 2


def test_changes_of_one_record(page: HistoryPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.restore({"record": ["project", key_of(workspace)]})
    assert [line.what for line in page.changes.rows()] == ["Set budget", "Set name", "Add project"]
    assert page.only.isVisible()
    qtbot.mouseClick(page.only, Qt.MouseButton.LeftButton)
    assert len(page.changes.rows()) == 5


def test_a_new_change_appears_at_once(page: HistoryPage, workspace: Workspace) -> None:
    set_project(workspace, manager="Li Wei")
    assert page.changes.rows()[0].what == "Set manager"


def test_undo_is_a_line_of_its_own_and_greys_what_it_took_back(page: HistoryPage, workspace: Workspace) -> None:
    workspace.undo()
    assert page.changes.rows()[0].what == "Undo: Add risk"
    assert page.changes.rows()[1].is_undone


def test_the_way_back_undoes_everything_after_a_line(page: HistoryPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.changes.select(seq_of(page, "Add project"))
    assert page.back.isEnabled()
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    row = workspace.read(registry).rows[0]
    assert (row.name, row.budget) == ("Alpha", None)
    assert not workspace.read(risk_register).rows
    for _ in range(3):
        workspace.redo()
    assert workspace.read(registry).rows[0].budget == 1_250_000_00
    assert len(workspace.read(risk_register).rows) == 1


def test_there_is_no_way_back_to_the_newest_line(page: HistoryPage) -> None:
    page.changes.select(page.changes.rows()[0].id)
    assert not page.back.isEnabled()


def test_enter_on_a_value_opens_the_record(page: HistoryPage, workspace: Workspace) -> None:
    opened: list[Place] = []
    workspace.opened.connect(opened.append)
    page.changes.select(seq_of(page, "Set name"))
    page.details.activated.emit(page.details.rows()[0].id)
    assert (opened[0].page, opened[0].key) == ("project", key_of(workspace))
    page.changes.select(seq_of(page, "Add risk"))
    page.details.activated.emit(page.details.rows()[0].id)
    assert opened[1].page == "risks"
    assert opened[1].state["risk"] == workspace.read(risk_register).rows[0].id


def test_a_record_that_is_gone_is_said(page: HistoryPage, workspace: Workspace) -> None:
    failures: list[Message] = []
    workspace.failed.connect(failures.append)
    page.changes.select(seq_of(page, "Set name"))
    for _ in range(4):
        workspace.undo()
    page.changes.select(seq_of(page, "Set name"))
    page.details.activated.emit(page.details.rows()[0].id)
    assert [failure.id for failure in failures] == ["history_record_gone"]


def test_another_page_can_ask_for_one_line(page: HistoryPage) -> None:
    seq = seq_of(page, "Set name")
    page.restore({"seq": seq})
    assert page.changes.current_id() == seq
    assert page.state()["seq"] == seq
