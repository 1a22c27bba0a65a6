"""The overview on the sample portfolio, and how the sample comes to a user."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pmo_desktop.charts.scene import Circle, Diamond, Label
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.overview import OverviewPage
from pmo_desktop.gui.sample import sample_store
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import Store
from pmo_desktop.services.demo import create_demo

pytestmark = pytest.mark.gui


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample portfolio; tests only look at it."""
    store = create_demo(tmp_path_factory.mktemp("demo") / "demo.pmow", "en")
    yield store
    store.close()


@pytest.fixture
def window(demo: Store, look: Look, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the sample."""
    workspace = Workspace(demo, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go(Place("overview"))
    qtbot.waitUntil(lambda: bool(overview(window).stones.scene()))
    yield window
    window.disconnect_all()
    workspace.deleteLater()


def overview(window: MainWindow) -> OverviewPage:
    page = window.pages["overview", None]
    assert isinstance(page, OverviewPage)
    return page


def test_the_facts_add_up(window: MainWindow) -> None:
    page = overview(window)
    assert page.view is not None
    assert page.facts.reports.figure.text() == f"{page.view.reported} / {len(page.view.active)}"
    assert sum(page.view.counts.values()) == len(page.view.active)
    assert page.facts.milestones.figure.text().endswith("%")


def test_enter_on_a_moved_project_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    page = overview(window)
    moved = page.moved.rows()[0]
    page.moved.select(moved.id)
    qtbot.keyClick(page.moved.view, Qt.Key.Key_Return)
    assert window.here().page == "project"
    assert window.here().key == moved.id


def test_a_milestone_leads_to_its_project(window: MainWindow, qtbot: QtBot) -> None:
    stones = overview(window).stones
    diamond = next(part for part in stones.scene() if isinstance(part, Diamond) and part.key)
    assert diamond.key is not None
    qtbot.mouseClick(stones, Qt.MouseButton.LeftButton, pos=QPointF(diamond.x, diamond.y).toPoint())
    assert window.here().key == diamond.key[1]


def test_a_missing_report_leads_to_the_view_that_shows_it(window: MainWindow, qtbot: QtBot) -> None:
    page = overview(window)
    review = next(button for button in page.needs.findChildren(QPushButton) if button.text() == "Review")
    qtbot.mouseClick(review, Qt.MouseButton.LeftButton)
    assert window.here().page == "reports"
    assert window.here().state["view"] == "waiting"


def test_labels_of_the_milestones_stay_inside_the_chart(window: MainWindow) -> None:
    stones = overview(window).stones
    for part in stones.scene():
        if isinstance(part, Label) and part.anchor == "start":
            assert part.x + min(part.max_width, 400) <= stones.width() + 4


def test_projects_stand_by_their_indices(window: MainWindow) -> None:
    page = overview(window)
    assert any(isinstance(part, Circle) for part in page.performance.scene())
    assert page.performance.accessibleDescription()


def test_the_sample_is_made_once_and_then_opened_as_it_was_left(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmo_desktop.gui.sample.sample_path", lambda language: tmp_path / "own" / f"{language}.pmow")
    first = sample_store(look.texts)
    first.close()
    changed = first.path.stat().st_mtime_ns
    again = sample_store(look.texts)
    again.close()
    assert again.path == first.path
    assert again.path.stat().st_mtime_ns == changed
