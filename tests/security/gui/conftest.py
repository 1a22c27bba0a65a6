"""The window of the tests of windows, on the hostile store."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from pmo_desktop.gui.application import Look
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import Store
from tests.gui.conftest import look, settings, store, styled_app, workspace

__all__ = ["look", "settings", "store", "styled_app", "workspace"]

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def windows_go() -> Iterator[None]:
    """Delete at once what a test leaves to be deleted: each window that stays makes the next style sheet slower."""
    yield
    QApplication.closeAllWindows()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Everything that was raised in a slot: such an exception fails no test by itself."""
    found: list[BaseException] = []

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(error)

    monkeypatch.setattr(sys, "excepthook", note)
    return found


@pytest.fixture
def hostile_window(hostile: Store, look: Look, qtbot: object) -> Iterator[MainWindow]:
    """The main window on the hostile store."""
    space = Workspace(hostile, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    window = MainWindow(space)
    window.show()
    yield window
    window.disconnect_all()
    window.close()
    window.deleteLater()
    space.deleteLater()


@pytest.fixture
def child_environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which a child finds our code, needs no screen and writes into `tmp_path` only."""
    home = tmp_path / "home"
    for name in ("config", "data", "cache", "state", "tmp"):
        (home / name).mkdir(parents=True)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": str(home / "tmp"),
    }
