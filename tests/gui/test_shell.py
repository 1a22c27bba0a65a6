"""What surrounds the pages: jobs that outlive a window, toasts, commands that work from everywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.jobs import Progress
from pmo_desktop.persistence.store import Store

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
