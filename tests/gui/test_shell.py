"""What surrounds the pages: jobs that outlive a window, toasts, commands that work from everywhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui import application
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.dialogs.next_period import NextPeriodDialog
from pmo_desktop.gui.jobs import Progress
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.models.filters import Filter
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.page import Page
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.projects import ProjectsPage
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.widgets.text import ElidedLabel
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import Store
from pmo_desktop.services.commands import periods, projects
from pmo_desktop.services.commands.rows import set_values
from pmo_desktop.services.queries.registry import registry

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(look: Look, styled_app: QApplication, store: Store) -> Iterator[Desk]:
    """The program with `store` open."""
    path = store.path
    store.close()
    desk = Desk(styled_app, look)
    assert desk.open_file(path)
    yield desk
    if desk.window:
        desk.window.disconnect_all()
        desk.window.close()
    if desk.start:
        desk.start.close()
    desk.close_down()


def test_a_job_that_ends_in_another_window_is_shown_there(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window is not None
    assert desk.workspace is not None
    go = threading.Event()
    ended: list[object] = []

    def work(progress: Progress) -> None:
        go.wait(5)

    desk.workspace.jobs.start(Message("find_milestones"), work, ended.append)
    desk.window.zoom_asked.emit(110)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.window.status.findChildren(QProgressBar)[0].isVisible()
    go.set()
    qtbot.waitUntil(lambda: bool(ended))
    bar = desk.window.status.findChildren(QProgressBar)[0]
    qtbot.waitUntil(lambda: not bar.isVisible())  # the new window's own jobs may take a moment longer
    desk.window.zoom_asked.emit(100)


def test_a_job_may_end_after_its_file_was_closed(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window is not None
    assert desk.workspace is not None
    jobs = desk.workspace.jobs
    begun = threading.Event()
    ended: list[object] = []

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(1, 2)

    jobs.start(Message("find_milestones"), work, ended.append)
    assert begun.wait(5)
    desk.window.file_asked.emit("files")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert ended == []


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on two projects."""
    for name in ("Alpha", "Beta"):
        workspace.edit(Message("add_project"), projects.create, {"name": name})
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.go(Place("projects"))
    yield window
    window.disconnect_all()


def names(workspace: Workspace) -> list[str]:
    return [row.name for row in workspace.read(registry).rows]


def test_a_toast_takes_back_its_own_step_only(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, ProjectsPage)
    page.table.view.select_line(page.table.model.line_of(page.table.rows()[0].id))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert window.toast.isVisible()
    key = page.table.rows()[0].id
    window.workspace.edit(Message("set_field", {"field": "name"}), set_values, "project", [key], {"name": "Gamma"})
    assert not window.toast.isVisible()
    assert names(window.workspace) == ["Gamma"]


def test_leaving_an_earlier_period_loads_no_page_that_nobody_sees(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = window.workspace
    workspace.edit(Message("open_period"), periods.open_next, date(2026, 12, 18))
    packs = window.go(Place("packs"))
    workspace.choose_period(1)
    loaded: list[Page] = []
    monkeypatch.setattr(packs, "reload", lambda: loaded.append(packs))
    window.go(Place("history"))
    assert workspace.current_period is not None
    assert workspace.current_period.data_date == date(2026, 12, 18)
    assert loaded == []
    assert packs.is_stale


def test_a_new_project_can_be_made_on_every_page(window: MainWindow, qtbot: QtBot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for place in ("overview", "risks", "settings"):
        page = window.go(Place(place))
        qtbot.keyClick(page.focus_target(), Qt.Key.Key_N, keys)
        assert isinstance(window.page(), ProjectsPage)
        editor = window.page().findChild(QLineEdit, "")
        assert editor is not None
    assert len(names(window.workspace)) == 5
    window.go(Place("history"))
    window.commands.run("project.from_template")
    assert window.here().page == "templates"


def test_another_tab_brings_its_own_commands(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(Place("risks"))
    assert isinstance(page, RisksPage)
    page.registers.choose("issues")
    window.commands.run("row.new")
    assert len(page.registers.panels["issues"].rows) == 1
    assert window.commands["edit.undo"].isEnabled()
    assert not window.commands["edit.redo"].isEnabled()


def test_the_status_is_written_by_key(window: MainWindow, qtbot: QtBot) -> None:
    page = window.go(Place("project", window.workspace.read(registry).rows[0].id))
    assert isinstance(page, ProjectPage)
    assert page.tab == "plan"
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.focus_target(), Qt.Key.Key_R, keys)
    assert page.tab == "summary"


def test_after_publishing_the_window_offers_the_next_period(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert not window.state_bar.isVisible()
    workspace.edit(Message("publish_period"), periods.publish, 1)
    assert "no reporting period is open" in window.state_bar.text()
    button = next(one for one in window.state_bar.findChildren(QPushButton) if one.isVisible())

    def answer() -> None:
        dialog = window.findChild(NextPeriodDialog)
        assert dialog is not None
        dialog.keep()

    QTimer.singleShot(0, answer)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.period_is_open
    assert not window.state_bar.isVisible()


def test_nobody_writes_a_status_of_a_published_period(window: MainWindow) -> None:
    page = window.go(Place("project", window.workspace.read(registry).rows[0].id))
    assert isinstance(page, ProjectPage)
    assert page.write_status.isEnabled()
    window.workspace.edit(Message("publish_period"), periods.publish, 1)
    assert not page.write_status.isEnabled()
    assert "published" in page.write_status.toolTip()
    assert "status.write" not in page.commands()


def test_archived_projects_are_found_and_brought_back(window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, ProjectsPage)
    page.table.select(page.table.rows()[0].id)
    window.commands.run("project.archive")
    page.table.set_filters([Filter("archived", "is", (True,))])
    assert [row.name for row in page.table.rows() if row.archived] == ["Alpha"]
    assert page.table.model.shown_count == 1
    page.table.select(next(row.id for row in page.table.rows() if row.archived))
    menu = QMenu()
    page._row_menu(menu)
    next(action for action in menu.actions() if action.text() == "Restore").trigger()
    assert names(window.workspace) == ["Alpha", "Beta"]
    page.table.clear_filter()
    window.commands.run("project.archive")


def test_the_title_of_a_project_stays_readable_in_a_narrow_window(window: MainWindow) -> None:
    key = window.workspace.read(registry).rows[0].id
    name = "Replacement of the billing system in all regions"
    values = {"name": name, "rag_schedule": "R", "rag_cost": "A", "rag_scope": "G", "rag_risk": "G"}
    for field, value in values.items():
        window.workspace.edit(Message("set_field", {"field": field}), set_values, "project", [key], {field: value})
    page = window.go(Place("project", key))
    assert isinstance(page, ProjectPage)
    title = next(one for one in page.header.findChildren(ElidedLabel) if one.text() == name)
    for width in (960, 1100, 1440):
        window.resize(width, 700)
        QApplication.processEvents()
        assert title.width() >= title.fontMetrics().horizontalAdvance(name[:24])
        assert 0 <= page.ratings.x() - title.geometry().right() <= 16


def test_without_a_screen_one_line_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "linux":
        pytest.skip("only there the process would be ended")
    assert application.run(None, False) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
