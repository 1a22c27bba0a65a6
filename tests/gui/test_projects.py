"""The registry page: views, bulk edit, fields of one's own, details, periods, and Chinese typing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.dialogs.bulk_edit import BulkEditDialog
from pmo_desktop.gui.dialogs.custom_fields import CustomFieldsDialog
from pmo_desktop.gui.dialogs.next_period import NextPeriodDialog
from pmo_desktop.gui.models.filters import Filter
from pmo_desktop.gui.pages.projects import ProjectsPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import programmes, projects
from pmo_desktop.services.queries.registry import ProjectRow

pytestmark = pytest.mark.gui


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectsPage]:
    """Four projects in two programmes."""
    digital = workspace.edit(Message("add_programme"), programmes.create, {"name": "Digital"})
    grid = workspace.edit(Message("add_programme"), programmes.create, {"name": "Grid"})
    assert digital is not None
    assert grid is not None
    for at, name in enumerate(("Alpha", "Beta", "Gamma", "Delta")):
        programme = (digital if at < 2 else grid).result
        values = {"name": name, "programme_id": programme, "budget": 100_000_00, "stage": "deliver"}
        workspace.edit(Message("add_project"), projects.create, values)
    page = ProjectsPage(workspace)
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    workspace.changed.connect(page.take)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh_if_stale()
    yield page
    workspace.changed.disconnect(page.take)


def row(page: ProjectsPage, name: str) -> ProjectRow:
    return next(row for row in page.registry.rows if row.name == name)


def test_projects_stand_under_their_programmes_with_sums(page: ProjectsPage) -> None:
    groups = [line.title for line in page.table.model.lines if hasattr(line, "title") and hasattr(line, "is_open")]
    assert groups == ["Digital", "Grid"]
    budget = page.table.model.column("budget")
    assert budget is not None
    assert budget.summed is not None
    assert budget.summed([row(page, "Alpha"), row(page, "Beta")]) == "200,000"


def test_a_group_closes_and_opens_by_keyboard(page: ProjectsPage, qtbot: QtBot) -> None:
    page.table.view.setFocus()
    page.table.view.setCurrentIndex(page.table.model.index(0, 0))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Left)
    assert len(page.table.model.lines) == 4
    qtbot.keyClick(page.table.view, Qt.Key.Key_Right)
    assert len(page.table.model.lines) == 6


def test_the_search_narrows_the_table_while_typing(page: ProjectsPage, qtbot: QtBot) -> None:
    page.bar.focus_search()
    qtbot.keyClicks(page.bar.search, "gam")
    names = [line.name for line in page.table.model.lines if isinstance(line, ProjectRow)]
    assert names == ["Gamma"]
    assert "1 of 4" in page.bar.count.text()
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Escape)
    assert page.table.model.shown_count == 4


def test_a_changed_view_shows_a_dot_and_can_be_saved(page: ProjectsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not page.tabs.is_edited
    page.table.set_filters([Filter("name", "contains", ("a",))])
    assert page.tabs.is_edited
    assert page.tabs.save_as.isVisible()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Mine", True))
    page.tabs.save_as.click()
    assert not page.tabs.is_edited
    assert page.tabs.current.startswith("saved:")
    page.tabs.choose("all")
    assert page.table.model.filters == ()


def test_bulk_edit_is_one_step(page: ProjectsPage, workspace: Workspace, qtbot: QtBot) -> None:
    ids = [row(page, name).id for name in ("Alpha", "Gamma")]
    columns = [column for column in page.table.model.columns if column.editable and column.key != "code"]
    dialog = BulkEditDialog(workspace, "project", columns, ids, page)
    qtbot.addWidget(dialog)
    dialog.show()
    _, tick, field = dialog.fields["sponsor"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "A. Sponsor")
    assert tick.isChecked()
    before = workspace.undo_stack.count()
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert row(page, "Gamma").sponsor == "A. Sponsor"
    assert row(page, "Beta").sponsor == ""
    assert workspace.undo_stack.count() == before + 1
    workspace.undo()
    assert row(page, "Alpha").sponsor == ""


def test_a_new_field_becomes_a_column_that_can_be_typed_into(
    page: ProjectsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = CustomFieldsDialog(workspace, page)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.name, "Region")
    dialog.add()
    column = next(column for column in page.table.shown_columns() if column.title == "Region")
    page.table.select(row(page, "Alpha").id, column.key, edit=True)
    editor = page.table.view.viewport().focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "North")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert row(page, "Alpha").value(column.key) == "North"
    dialog.delete()
    assert "Region" not in [column.title for column in page.table.model.columns]
    workspace.undo()
    assert "Region" in [column.title for column in page.table.model.columns]


def test_the_first_composed_character_is_not_lost(page: ProjectsPage) -> None:
    """An input method sends no keys: the table must open its editor on the first composing event."""
    page.table.select(row(page, "Alpha").id, "name")
    view = page.table.view
    app = QApplication.instance()
    assert app is not None
    app.sendEvent(view, QInputMethodEvent("h", []))
    event = QInputMethodEvent("", [])
    event.setCommitString("好")
    editor = view.viewport().focusWidget()
    app.sendEvent(editor or view, event)
    editor = view.viewport().focusWidget()
    assert isinstance(editor, QLineEdit)
    assert "好" in editor.text()


def test_the_details_follow_the_selection_and_edit_in_place(page: ProjectsPage, qtbot: QtBot) -> None:
    page.commands()["view.inspector"]()
    page.table.select(row(page, "Beta").id)
    editor = page.details.editors["manager"]
    editor.open()
    assert isinstance(editor.editor, QLineEdit)
    qtbot.keyClicks(editor.editor, "B. Manager")
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
    assert row(page, "Beta").manager == "B. Manager"


def test_a_project_of_a_deleted_row_comes_back_where_it_was(page: ProjectsPage, workspace: Workspace) -> None:
    page.table.rows_deleted.emit([row(page, "Alpha").id])
    assert len(page.registry.rows) == 3
    workspace.undo()
    assert [one.name for one in page.registry.rows] == ["Alpha", "Beta", "Gamma", "Delta"]


def test_the_next_period_starts_a_month_later_with_empty_statuses(
    page: ProjectsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.table.select(row(page, "Alpha").id, "rag_overall")
    qtbot.keyClick(page.table.view, Qt.Key.Key_R)
    assert row(page, "Alpha").overall == "R"
    dialog = NextPeriodDialog(workspace, page)
    qtbot.addWidget(dialog)
    assert dialog.lines["data_date"].text() == "18 Dec 2026"
    assert dialog.lines["deadline"].text() == "22 Dec 2026"
    dialog.keep()
    assert workspace.current_period is not None
    assert workspace.current_period.data_date == date(2026, 12, 18)
    assert row(page, "Alpha").overall == ""
    assert row(page, "Alpha").strip[-2:] == ("R", "")


def test_the_name_stays_in_sight_while_the_table_is_scrolled_sideways(page: ProjectsPage, qtbot: QtBot) -> None:
    page.resize(900, 500)
    page.table.show_columns([(column.key, True) for column, _ in page.table.ordered_columns()])
    bar = page.table.view.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    pinned = page.table.pinned.view
    assert pinned.isVisible()
    place = page.table.model.place_of("name")
    line = page.table.model.line_of(row(page, "Beta").id)
    spot = pinned.visualRect(page.table.model.index(line, place)).center()
    qtbot.mouseClick(pinned.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.table.current_id() == row(page, "Beta").id
    bar.setValue(0)
    assert not pinned.isVisible()


def test_sums_of_a_selection_are_told_in_the_status_bar(page: ProjectsPage) -> None:
    lines = [page.table.model.line_of(row(page, name).id) for name in ("Alpha", "Beta")]
    page.table.view.select_line(lines[0])
    page.table.view.select_line(lines[1], toggle=True)
    text = page.status_text()
    assert "2 of 4 selected" in text
    assert "€200k" in text
