"""A plan is printed from its tab: Ctrl+P, choices, the real sheets, a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from pmo_desktop.gui.actions import COMMANDS
from pmo_desktop.gui.dialogs import print_timeline
from pmo_desktop.gui.dialogs.print_timeline import PrintTimelineDialog
from pmo_desktop.gui.gantt.printing import print_dialog
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from tests.gui.test_plan_gestures import opened, small_plan


@pytest.fixture(autouse=True)
def gone_pages(qapp: QApplication) -> None:
    """Let the windows of the test before go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectPage]:
    page = opened(workspace, qtbot, small_plan())
    yield page
    workspace.changed.disconnect(page.take)


@pytest.fixture
def dialog(page: ProjectPage, qtbot: QtBot) -> PrintTimelineDialog:
    dialog = print_dialog(page.plan)
    assert dialog is not None
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_ctrl_p_on_the_plan_tab_prints_the_plan(page: ProjectPage) -> None:
    asked: list[str] = []
    page.plan.run = asked.append  # type: ignore[method-assign]
    page.commands()["file.print"]()
    assert asked == ["print"]
    page.show_tab("summary")
    assert "file.print" not in page.commands()
    assert [command.keys for command in COMMANDS if command.id == "file.print"] == [("Ctrl+P",)]
    assert not [command for command in COMMANDS if command.id != "file.print" and "Ctrl+P" in command.keys]


def test_the_sheets_are_shown_as_they_will_be(dialog: PrintTimelineDialog) -> None:
    assert dialog.sheets is not None
    assert dialog.preview.count == dialog.sheets.printed.pages == 1
    assert dialog.list.pages.rowCount() == 1
    assert dialog.note.text() == "1 sheet"
    assert dialog.save_button.isEnabled()


def test_choices_make_other_sheets(dialog: PrintTimelineDialog) -> None:
    dialog.paper.setCurrentIndex(dialog.paper.findData("A3"))
    dialog.landscape.setCurrentIndex(1)
    dialog.wide.setValue(3)
    dialog.first.setText("1 Mar 2026")
    dialog.boxes["slack"].setChecked(True)
    dialog.refresh()
    assert dialog.sheets is not None
    assert dialog.preview.count == 3
    assert dialog.sheets.pages.sizes[0][0] < dialog.sheets.pages.sizes[0][1]
    options = dialog.options()
    assert (options.paper, options.wide, options.slack, str(options.first)) == ("A3", 3, True, "2026-03-01")
    assert dialog.list.pages.lines[2].detail == "3 across, 1 down"
    dialog.preview.go_to(2)
    assert dialog.list.currentIndex().row() == 2


def test_what_was_chosen_is_remembered(dialog: PrintTimelineDialog, page: ProjectPage, qtbot: QtBot) -> None:
    dialog.paper.setCurrentIndex(dialog.paper.findData("A2"))
    dialog.wide.setValue(2)
    dialog.boxes["links"].setChecked(False)
    dialog.reject()
    again = print_dialog(page.plan)
    assert again is not None
    qtbot.addWidget(again)
    assert (again.options().paper, again.options().wide, again.options().links) == ("A2", 2, False)


def test_it_is_saved_as_pdf(dialog: PrintTimelineDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "plan"), ""))
    monkeypatch.setattr(print_timeline, "open_folder", lambda folder: None)
    dialog.save_button.click()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_cannot_be_written_is_told_in_the_dialog(
    dialog: PrintTimelineDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "no" / "plan.pdf"), ""))
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.note.text()


def test_only_the_rows_that_are_open_are_printed(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.run("collapse")
    dialog = print_dialog(page.plan)
    assert dialog is not None
    qtbot.addWidget(dialog)
    assert [row.name for row in dialog._data.rows] == ["Design", "Build"]
