"""The import page by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.exporting import export_rows
from pmo_desktop.gui.jobs import Job, Jobs
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.import_drop import FileDrop, file_of
from pmo_desktop.gui.pages.import_page import CHECK, FILE, FINISH, MATCH, ImportPage
from pmo_desktop.gui.pages.import_words import WordsDialog
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.store import Store
from pmo_desktop.services.commands import projects
from pmo_desktop.services.queries.registry import ProjectRow, registry
from pmo_desktop.services.queries.risks import risk_register

pytestmark = pytest.mark.gui

SAMPLES = Path(__file__).parents[2] / "resources" / "demo"


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ImportPage]:
    """The page, shown."""
    page = ImportPage(workspace)
    page.resize(1200, 760)
    qtbot.addWidget(page)
    page.refresh_if_stale()
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.let_go()


@pytest.fixture
def matching(page: ImportPage) -> ImportPage:
    """The page with the sample list read, at its columns."""
    page.open_file(SAMPLES / "registry.csv")
    assert page.step == MATCH
    return page


def rows_of(workspace: Workspace) -> dict[str, ProjectRow]:
    return {row.code: row for row in workspace.read(registry).rows}


def click(qtbot: QtBot, button: QWidget) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def column(page: ImportPage, header: str) -> int:
    return next(line.id for line in page.match.table.rows() if line.header == header)


def test_from_file_to_registry_by_four_clicks_and_back_by_one(
    page: ImportPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.ask_file = lambda: SAMPLES / "registry.csv"
    done: list[Message] = []
    opened: list[Place] = []
    workspace.done.connect(done.append)
    workspace.opened.connect(opened.append)
    button = next(button for button in page.file.findChildren(QAbstractButton) if "Choose" in button.text())
    click(qtbot, button)
    assert (page.step, page.next.text()) == (MATCH, "Next: check rows")
    click(qtbot, page.next)
    assert (page.step, page.next.text()) == (CHECK, "Next: import")
    click(qtbot, page.next)
    assert (page.step, page.next.text()) == (FINISH, "Import 8 rows")
    assert rows_of(workspace) == {}, "nothing is written before the last step"
    click(qtbot, page.next)
    assert rows_of(workspace)["P-201"].budget == 3_450_000_00
    assert [(message.id, message.values["new"]) for message in done] == [("import_done", 8)]
    assert opened[0].page == "projects"
    assert (page.step, page.draft) == (FILE, None)
    workspace.undo()
    assert rows_of(workspace) == {}
    workspace.redo()
    assert len(rows_of(workspace)) == 8


def test_the_steps_say_what_was_found(matching: ImportPage) -> None:
    notes = [button.note() for button in matching.steps.buttons]
    assert notes == ["registry.csv", "14 of 15 columns", "1 value to check", "Undo takes it back"]
    assert matching.status_text() == "registry.csv · 8 rows · 15 columns"
    said = {line.header: line.said for line in matching.match.table.rows()}
    assert said["Project No"] == "Key"
    assert said["Budget ('000)"] == "× 1,000"
    assert said["FC end"] == "1 value to check"
    assert said["Cost centre"] == ""


def test_a_column_gets_another_field_by_keyboard(matching: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    table = matching.match.table
    table.select(column(matching, "Comments"), "field", edit=True)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    qtbot.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows()[column(matching, "Comments")].field == "")
    assert table.rows()[column(matching, "Comments")].said == ""
    assert matching.draft is not None
    assert matching.draft.preview is not None
    assert "Comments" in matching.draft.preview.unknown


def test_a_column_nobody_knows_becomes_a_field(matching: ImportPage, workspace: Workspace) -> None:
    draft = matching.draft
    assert draft is not None
    assert draft.matching is not None
    assert draft.table is not None
    matching.match.matching_changed.emit(
        draft.matching.with_field(draft.table, draft.specs, column(matching, "Cost centre"), "new")
    )
    matching.import_now()
    assert list(rows_of(workspace)["P-201"].custom.values()) == ["4410"]


def test_a_value_is_left_empty_kept_or_typed_on_the_spot(
    matching: ImportPage, workspace: Workspace, qtbot: QtBot
) -> None:
    card = matching.match.problems
    assert card.isVisible()
    assert not card.keep.isVisible(), "a new row has nothing to keep"
    click(qtbot, card.empty)
    assert not card.isVisible()
    assert matching.draft is not None
    assert matching.draft.open_problems == ()
    matching.open_file(SAMPLES / "registry.csv")
    click(qtbot, card.type)
    card.line.setText("soon")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert card.isVisible(), "a typed value that is no date is asked again"
    click(qtbot, card.type)
    card.line.setText("30/04/2027")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert not card.isVisible()
    matching.import_now()
    assert f"{rows_of(workspace)['P-204'].finish}" == "2027-04-30"
    matching.open_file(SAMPLES / "registry.csv")
    assert card.keep.text() == "Keep 30 Apr 2027"
    click(qtbot, card.keep)
    assert matching.draft.preview is not None
    assert matching.draft.preview.counts["unchanged"] == 8
    assert not matching.next.isHidden()


def test_all_values_of_a_kind_are_decided_at_once(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Project No,Project,Finish\n"
        + "".join(f"P-{n},Name {n},{'tbc' if n % 3 else '2027-01-31'}\n" for n in range(12)),
        encoding="utf-8",
    )
    page.open_file(path)
    page.match.matching_changed.emit(_with_finish(page))
    card = page.match.problems
    assert card.all.text() == "All 8 like this"
    click(qtbot, card.all)
    click(qtbot, card.skip)
    assert page.draft is not None
    assert page.draft.preview is not None
    assert page.draft.preview.counts == {"new": 4, "update": 0, "unchanged": 0, "skipped": 8}


def _with_finish(page: ImportPage) -> object:
    assert page.draft is not None
    assert page.draft.matching is not None
    assert page.draft.table is not None
    return page.draft.matching.with_field(page.draft.table, page.draft.specs, 2, "finish")


def test_rows_are_shown_by_what_happens_to_them(matching: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    matching.import_now()
    matching.open_file(SAMPLES / "registry.xlsx")
    matching.go(CHECK)
    tabs = matching.check.tabs
    assert [tabs[state].text() for state in ("", "new", "update", "unchanged")] == [
        "All  9", "New  1", "Update  3", "Unchanged  5",
    ]  # fmt: skip
    click(qtbot, tabs["update"])
    lines = {line.key: line.changes for line in matching.check.table.rows()}
    assert set(lines) == {"P-202", "P-204", "P-206"}
    assert lines["P-206"] == "Status: Green: on track; Progress: 63%"
    QAbstractItemModelTester(matching.check.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(matching.match.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_unit_and_the_order_of_dates_can_be_set(matching: ImportPage, workspace: Workspace) -> None:
    match = matching.match
    match.table.select(column(matching, "Budget ('000)"), "field")
    assert match.factor.isVisible()
    assert not match.order.isVisible()
    match.factor.setCurrentIndex(3)
    match.factor.activated.emit(3)
    match.table.select(column(matching, "Start"), "field")
    assert match.order.isVisible()
    matching.import_now()
    assert rows_of(workspace)["P-201"].budget == 3_450_000_000_00


def test_a_matching_is_saved_by_name_and_used_again(matching: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    matching.ask_name = lambda name: "Monthly"
    table = matching.match.table
    draft = matching.draft
    assert draft is not None
    assert draft.table is not None
    assert draft.matching is not None
    changed = draft.matching.with_field(draft.table, draft.specs, column(matching, "PM"), "sponsor")
    matching.match.matching_changed.emit(changed)
    click(qtbot, matching.match.save)
    matching.open_file(SAMPLES / "registry.csv")
    assert table.rows()[column(matching, "PM")].field == "manager"
    assert matching.match.saved.isVisible()
    matching.match.saved.setCurrentIndex(1)
    matching.match.saved.activated.emit(1)
    assert table.rows()[column(matching, "PM")].field == "sponsor"


def test_sheet_header_and_kind_can_be_chosen(page: ImportPage) -> None:
    page.open_file(SAMPLES / "registry.xlsx")
    assert page.match.sheet.isVisible()
    assert page.match.header.value() == 3
    page.match.header.setValue(4)
    page.match.header.editingFinished.emit()
    assert page.draft is not None
    assert page.draft.table is not None
    assert page.draft.table.header[0] == "P-201"
    page.match.header.setValue(3)
    page.match.header.editingFinished.emit()
    page.match.kind.setCurrentIndex(1)
    page.match.kind.activated.emit(1)
    assert page.draft.kind == "risks"
    assert page.match.project.isVisible()


def test_risks_go_into_the_project_that_is_chosen(page: ImportPage, workspace: Workspace) -> None:
    change = workspace.edit(Message("add_project"), projects.create, {"name": "One"})
    assert change is not None
    page.open_file(SAMPLES / "risks.csv")
    draft = page.draft
    assert draft is not None
    assert draft.matching is not None
    assert draft.table is not None
    page.match.matching_changed.emit(
        draft.matching.with_field(draft.table, draft.specs, column(page, "Project No"), "")
    )
    page.match.project.setCurrentIndex(1)
    page.match.project.activated.emit(1)
    page.import_now()
    assert {row.project for row in workspace.read(risk_register).rows} == {"One"}


def test_a_plan_goes_into_a_new_project_or_the_chosen_one(page: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.open_file(SAMPLES / "depot-plan.xml")
    assert page.step == CHECK
    assert page.plan.isVisible()
    assert page.plan.project.currentText() == "a new project, “Tram Depot Extension”"
    click(qtbot, page.next)
    click(qtbot, page.next)
    assert [row.name for row in rows_of(workspace).values()] == ["Tram Depot Extension"]
    page.open_file(SAMPLES / "depot-plan.xml")
    page.plan.project.setCurrentIndex(1)
    page.plan.project.activated.emit(1)
    assert page.draft is not None
    assert page.draft.plan_preview is not None
    assert page.draft.plan_preview.replaces == 15
    page.import_now()
    assert len(rows_of(workspace)) == 1


@pytest.mark.parametrize("name", ["list.csv", "plan.xml", "book.xlsx"])
def test_a_file_that_can_not_be_read_is_told_and_the_page_stays(page: ImportPage, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 <rubbish")
    page.open_file(tmp_path / name)
    assert page.step == FILE
    assert page.note.isVisible()
    assert "Nothing was imported" in page.note.text()
    page.open_file(SAMPLES / "registry.csv")
    assert not page.note.isVisible()


def test_a_cancelled_reading_leaves_everything_as_it_was(page: ImportPage, workspace: Workspace) -> None:
    def cancel(job: Job) -> None:
        job.cancel()

    workspace.jobs.started.connect(cancel)
    page.open_file(SAMPLES / "registry.csv")
    assert (page.step, page.draft) == (FILE, None)
    assert not page.note.isVisible()


def test_a_change_elsewhere_is_taken_into_account(matching: ImportPage, workspace: Workspace) -> None:
    change = workspace.edit(Message("add_project"), projects.create, {"name": "Other", "code": "P-201"})
    assert change is not None
    matching.apply(change)
    assert matching.draft is not None
    assert matching.draft.preview is not None
    assert matching.draft.preview.counts["update"] == 1


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_only_one_local_file_of_a_known_kind_is_taken() -> None:
    assert file_of(mime(SAMPLES / "registry.csv")) == SAMPLES / "registry.csv"
    assert file_of(mime(SAMPLES / "a.exe")) is None
    assert file_of(mime(SAMPLES / "a.csv", SAMPLES / "b.csv")) is None
    other = QMimeData()
    other.setUrls([QUrl("https://example.invalid/a.csv")])
    assert file_of(other) is None


def test_a_file_dropped_on_the_window_starts_an_import(workspace: Workspace, qtbot: QtBot) -> None:
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.go(Place("projects"))
    window.show()
    drop = FileDrop(workspace, window)
    data = mime(SAMPLES / "registry.csv")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    assert drop.eventFilter(window, enter)
    assert drop.eventFilter(window, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys))
    page = window.page()
    assert isinstance(page, ImportPage)
    assert page.step == MATCH
    window.disconnect_all()


def test_a_file_dropped_on_the_page_starts_an_import(page: ImportPage) -> None:
    data = mime(SAMPLES / "risks.csv")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.file.dragEnterEvent(QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys))
    page.file.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys))
    assert page.step == MATCH
    assert page.draft is not None
    assert page.draft.kind == "risks"


def test_every_control_has_a_name(matching: ImportPage) -> None:
    for step in (MATCH, CHECK, FINISH, FILE):
        matching.go(step)
        for button in matching.findChildren(QAbstractButton):
            if button.isVisible() and button.metaObject().className() not in ("QTableCornerButton",):
                assert button.text() or button.accessibleName(), button.metaObject().className()


def test_steps_are_walked_back_by_click_and_button(matching: ImportPage, qtbot: QtBot) -> None:
    matching.go(FINISH)
    click(qtbot, matching.back)
    assert matching.step == CHECK
    click(qtbot, matching.steps.buttons[MATCH])
    assert matching.step == MATCH
    click(qtbot, matching.back)
    assert matching.step == FILE
    assert matching.draft is not None, "going back forgets nothing"
    click(qtbot, matching.steps.buttons[FINISH])
    click(qtbot, matching.cancel)
    assert (matching.step, matching.draft) == (FILE, None)


def test_a_table_nobody_understands_is_matched_by_hand(page: ImportPage, tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "list.csv"
    path.write_text("A,B\nx,1\ny,2\n", encoding="utf-8")
    page.open_file(path)
    assert page.step == MATCH
    assert "No column is matched" in page.note.text()
    assert not page.next.isEnabled()
    draft = page.draft
    assert draft is not None
    assert draft.matching is not None
    assert draft.table is not None
    page.match.matching_changed.emit(draft.matching.with_field(draft.table, draft.specs, 0, "name"))
    assert not page.note.isVisible()
    assert page.next.isEnabled()
    page.import_now()
    assert {row.name for row in rows_of(workspace).values()} == {"x", "y"}


def test_registers_are_exported_beside_the_window(page: ImportPage, workspace: Workspace, tmp_path: Path) -> None:
    page.open_file(SAMPLES / "registry.csv")
    page.import_now()
    told: list[Message] = []
    workspace.told.connect(told.append)
    export_rows(workspace, page, "projects", ask=lambda proposed: tmp_path / f"{proposed.stem}.csv")
    export_rows(workspace, page, "projects", [rows_of(workspace)["P-206"].id], ask=lambda _: tmp_path / "one")
    export_rows(workspace, page, "risks", ask=lambda _: None)
    assert [message.count for message in told] == [8, 1]
    assert len(read_table(tmp_path / "test Projects 2026-11-20.csv").rows) == 8
    assert read_table(tmp_path / "one.xlsx").rows[0][0] == "P-206"


def test_a_file_is_read_beside_the_window_and_the_last_one_asked_for_wins(
    store: Store, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(), look.settings)
    page = ImportPage(workspace)
    qtbot.addWidget(page)
    page.show()
    long = tmp_path / "long.csv"
    long.write_text("Project No,Project,PM\n" + "".join(f"P-{n},Name {n},A\n" for n in range(4_000)), encoding="utf-8")
    page.open_file(long)
    page.open_file(SAMPLES / "risks.csv")
    qtbot.waitUntil(lambda: page.draft is not None and not workspace.jobs.is_busy(), timeout=20_000)
    assert page.draft is not None
    assert page.draft.kind == "risks"
    page.import_now()
    assert len(workspace.read(risk_register).rows) == 7
    qtbot.waitUntil(lambda: not workspace.jobs.is_busy(), timeout=20_000)


def test_words_are_given_another_meaning(page: ImportPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Project No,Project,Status\nP-1,One,green\nP-2,Two,stuck\nP-3,Three,red\n", encoding="utf-8")
    page.open_file(path)
    assert len(page.draft.open_problems if page.draft else ()) == 1
    page.match.table.select(2, "field")

    def correct(dialog: WordsDialog) -> bool:
        assert [box.currentData() for box in dialog.boxes] == ["G", "", "R"]
        box = dialog.boxes[1]
        box.setCurrentIndex(box.findData("A"))
        return True

    page.match.ask_words = correct
    click(qtbot, page.match.words)
    assert page.draft is not None
    assert page.draft.open_problems == ()
    page.import_now()
    assert [row.overall for row in rows_of(workspace).values()] == ["G", "A", "R"]


def test_rows_from_the_clipboard_are_matched_like_a_file(page: ImportPage, workspace: Workspace) -> None:
    page.restore({"text": "Project No\tProject\tBudget\nP-1\tOne\t1,000\nP-2\tTwo\t2,000\n"})
    assert page.step == MATCH
    assert page.steps.buttons[FILE].note() == "Pasted rows"
    page.match.kind.activated.emit(0)
    page.import_now()
    assert rows_of(workspace)["P-2"].budget == 2_000_00
