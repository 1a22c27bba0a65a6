"""What every test of a window can use: a real store, a workspace on it, and errors in slots that fail the test."""

from __future__ import annotations

import gc
import itertools
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.clipboard import settle
from pmo_desktop.gui.fonts import load_bundled_fonts
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.settings import Settings
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Period, Portfolio


@pytest.fixture(scope="session")
def styled_app(qapp: QApplication) -> QApplication:
    """The application in our style and with our fonts."""
    qapp.setStyle("Fusion")
    load_bundled_fonts()
    return qapp


@pytest.fixture(scope="session", autouse=True)
def settled_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing on the clipboard that outlives Python."""
    yield
    settle()


@pytest.fixture(scope="session")
def rounds() -> Iterator[int]:
    """Counts the tests of windows, from 1."""
    return itertools.count(1)


@pytest.fixture(autouse=True)
def widgets_that_go(qapp: QApplication, rounds: Iterator[int]) -> Iterator[None]:
    """Delete a test's widgets when it ends: else each later one takes longer, as every restyling reaches them too.

    Python looks for cycles between tests only and in their thread: the test runner has a thread of its own, and a
    widget that is deleted there takes the process with it.
    """
    gc.disable()
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(2 if next(rounds) % 20 == 0 else 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of their own, English."""
    settings = Settings(tmp_path / "settings")
    settings.put("language", "en")
    settings.put("theme", "light")
    return settings


@pytest.fixture
def look(styled_app: QApplication, settings: Settings) -> Iterator[Look]:
    """Light theme and English texts; errors in slots reach the test."""
    look = Look(styled_app, settings)
    yield look
    # The style sheet stays on: taking it off leaves Qt with rules of widgets that are gone, and the next one crashes.
    look.theme.deleteLater()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real store with a portfolio and one open period, 20 Nov 2026."""
    store = create_store(tmp_path / "test.pmow")

    def begin(session: Any) -> None:
        session.add(Portfolio(name="Test portfolio", currency="EUR"))
        session.add(Period(data_date=date(2026, 11, 20), deadline=date(2026, 11, 24)))

    store.write(Message("set_up_portfolio"), begin)
    yield store
    store.close()


@pytest.fixture
def workspace(store: Store, look: Look) -> Iterator[Workspace]:
    """A workspace on `store`; jobs run at once in the test's own thread."""
    workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    yield workspace
    assert sys.excepthook is not None
    workspace.deleteLater()
