"""What surrounds the pages: jobs that outlive a window, toasts, commands that work from everywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.jobs import Progress
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.page import Page
from pmo_desktop.gui.pages.projects import ProjectsPage
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
    assert not desk.window.status.findChildren(QProgressBar)[0].isVisible()
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
    window.go(Place("projects"))
    assert workspace.current_period is not None
    assert workspace.current_period.data_date == date(2026, 12, 18)
    assert loaded == []
    assert packs.is_stale
