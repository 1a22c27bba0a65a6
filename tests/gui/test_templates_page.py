"""The template library as it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.template_dialogs import DateDialog, NewProjectDialog, TemplateNameDialog
from pmo_desktop.gui.pages.templates import TemplatesPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import templates
from pmo_desktop.services.planning import load_plan


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[TemplatesPage]:
    page = TemplatesPage(workspace)
    page.resize(1200, 760)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    yield page
    workspace.changed.disconnect(page.take)


def answer(fill: Any) -> None:
    """Fill the dialog that opens next, and accept it."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        fill(dialog)
        dialog.accept()  # type: ignore[attr-defined]
        if dialog.isVisible():
            dialog.reject()  # type: ignore[attr-defined]

    QTimer.singleShot(0, act)


def test_the_bundled_templates_are_cards_with_details(page: TemplatesPage) -> None:
    assert len(page.shown) >= 5
    page.choose("procurement")
    assert page.inspector_is_shown
    assert page.details._name.text() == "Procurement"
    assert page.shown["procurement"].property("selected") == "true"


def test_a_project_is_begun_from_a_template(page: TemplatesPage, workspace: Workspace) -> None:
    opened: list[Place] = []
    workspace.opened.connect(opened.append)

    def fill(dialog: NewProjectDialog) -> None:
        dialog.name.setText("New <b>building</b>")
        dialog.start.setText("2027-03-01")

    answer(fill)
    page.use("construction-design-build")
    assert [place.page for place in opened] == ["project"]
    with workspace.store.read() as session:
        project = session.get_one(Project, opened[0].key)
        assert (project.name, project.start) == ("New <b>building</b>", date(2027, 3, 1))
        assert len(load_plan(session, project.id).tasks) > 30
    workspace.undo()
    with workspace.store.read() as session:
        assert session.get(Project, opened[0].key) is None


def test_a_project_needs_a_name_and_a_real_date(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = NewProjectDialog(QApplication.activeWindow(), workspace.texts, date(2026, 11, 20), "X")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result() == 0
    assert "name" in dialog.hint.text()
    dialog.name.setText("A")
    dialog.start.setText("tbc")
    dialog.accept()
    assert "real date" in dialog.hint.text()
    dialog.start.setText("+2w")
    dialog.accept()
    assert dialog.answer() is not None
    assert dialog.start_day() == date(2026, 12, 4)


def test_a_template_needs_a_name(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = TemplateNameDialog(None, workspace.texts, "")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.hint.text()
    dialog.name.setText("Ours")
    dialog.accept()
    assert dialog.result() == 1


def test_a_date_may_be_left_out_only_where_it_can_be(workspace: Workspace, qtbot: QtBot) -> None:
    for optional in (True, False):
        dialog = DateDialog(None, workspace.texts, date(2026, 11, 20), "T", "Keep", optional=optional)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        dialog.edit.setText("")
        dialog.accept()
        assert (dialog.result() == 1) is optional


def test_templates_of_ours_come_first_and_can_be_renamed_and_deleted(page: TemplatesPage, workspace: Workspace) -> None:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing")
        session.add(project)
        session.flush()
        return templates.save_project_as_template(session, project.id, "Our way")

    template_id = workspace.edit(Message("save_template", {"name": "x"}), work).result  # type: ignore[union-attr]
    assert next(iter(page.shown)) == f"own:{template_id}"
    page.choose(f"own:{template_id}")
    assert page.details.delete.isVisibleTo(page.details)
    answer(lambda dialog: dialog.name.setText("The way"))
    page.details.rename.click()
    assert page.shown[f"own:{template_id}"].facts.name == "The way"
    page.details.delete.click()
    assert f"own:{template_id}" not in page.shown
    workspace.undo()
    assert f"own:{template_id}" in page.shown


def test_cards_are_used_by_keyboard(page: TemplatesPage, qtbot: QtBot) -> None:
    used: list[str] = []
    card = page.shown["procurement"]
    card.used.disconnect(page.use)
    card.used.connect(used.append)
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert page.chosen == "procurement"
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert used == ["procurement"]


def test_the_tabs_filter_and_are_remembered(page: TemplatesPage) -> None:
    page._tabs["own"].click()
    assert not page.shown
    state = page.state()
    page._tabs["all"].click()
    page.restore(state)
    assert page.filter == "own"
