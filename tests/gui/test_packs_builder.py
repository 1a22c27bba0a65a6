"""The builder on the packs page, by mouse and keyboard, on the sample portfolio."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from pmo_desktop.gui.application import Look
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.packs import PacksPage
from pmo_desktop.gui.pages.packs_work import PackChoice
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.pack_definitions import definition_named, definitions
from pmo_desktop.services.queries.registry import registry

pytestmark = pytest.mark.gui


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a file, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.pmow"
    create_demo(path, "en").close()
    return path


@pytest.fixture
def demo(sample: Path, tmp_path: Path, look: Look) -> Iterator[Workspace]:
    """A workspace on a copy of the sample."""
    path = tmp_path / "copy.pmow"
    shutil.copy(sample, path)
    store = open_store(path)
    yield Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    store.close()


@pytest.fixture
def page(demo: Workspace, qtbot: QtBot) -> Iterator[PacksPage]:
    """The page with the builder, on two projects."""
    page = PacksPage(demo)
    page.resize(1200, 800)
    qtbot.addWidget(page)
    rows = demo.read(registry).rows
    page.choice = PackChoice(project_ids=tuple(row.id for row in rows if row.code in ("P-124", "P-145")))
    page.refresh_if_stale()
    page.show()
    qtbot.waitExposed(page)
    qtbot.mouseClick(page.tabs.button("build"), Qt.MouseButton.LeftButton)
    yield page
    page.let_go()


def kinds(page: PacksPage) -> list[str]:
    assert page.shown is not None
    return list(dict.fromkeys(page.shown.blocks))


def test_space_switches_a_block_off_and_undo_brings_it_back(page: PacksPage, qtbot: QtBot) -> None:
    blocks = page.building.panel.blocks
    blocks.choose("risks")
    qtbot.keyClick(blocks, Qt.Key.Key_Space)
    page.reload()
    assert "risks" not in kinds(page)
    page.workspace.undo()
    page.reload()
    assert "risks" in kinds(page)


def test_alt_and_an_arrow_move_a_block(page: PacksPage, qtbot: QtBot) -> None:
    blocks = page.building.panel.blocks
    blocks.choose("decisions")
    qtbot.keyClick(blocks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page.reload()
    assert kinds(page)[:3] == ["cover", "decisions", "summary"]
    assert blocks.chosen() == "decisions"
    qtbot.keyClick(blocks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert blocks.item(0).data(int(Qt.ItemDataRole.UserRole)) == "cover"


def test_a_title_is_typed_seen_at_once_and_kept_by_enter(page: PacksPage, qtbot: QtBot) -> None:
    panel = page.building.panel
    panel.blocks.choose("summary")
    assert page.shown is not None
    assert page.shown.blocks[page.preview.page] == "summary"
    assert panel.title.placeholderText()
    page.building.draw()
    begin = time.perf_counter()
    panel.title.setPlainText("Two projects need you")
    page.building.draw()
    page.preview.grab()
    assert time.perf_counter() - begin < 2.0, "a page is drawn while one types"
    qtbot.keyClick(panel.title, Qt.Key.Key_Return)
    page.reload()
    assert page.shown is not None
    view = page.workspace.read(definition_named, "steering")
    assert view.definition.title("summary", "en", page.shown.data.data_date) == "Two projects need you"
    assert panel.title.toPlainText() == "Two projects need you"


def test_a_definition_of_ones_own_is_saved_chosen_and_deleted(page: PacksPage, qtbot: QtBot) -> None:
    page.building.ask_name = lambda: "Weekly"
    qtbot.mouseClick(page.building.panel.save, Qt.MouseButton.LeftButton)
    assert page.choice.definition == "Weekly"
    assert page.building.panel.definitions.currentText() == "Weekly"
    qtbot.mouseClick(page.building.panel.upright, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    page.reload()
    assert page.shown is not None
    sizes = {page.shown.pages.sizes[at] for at, kind in enumerate(page.shown.blocks) if kind == "projects"}
    assert sizes == {(595.0, 842.0)}
    qtbot.mouseClick(page.building.panel.delete, Qt.MouseButton.LeftButton)
    assert page.choice.definition == "steering"
    assert len(page.workspace.read(definitions)) == 3


def test_a_click_on_the_page_goes_to_its_source(page: PacksPage, qtbot: QtBot) -> None:
    opened: list[Place] = []
    page.workspace.opened.connect(opened.append)
    assert page.shown is not None
    page.preview.go_to(page.shown.blocks.index("projects"))
    area = page.preview.page_area()
    qtbot.mouseClick(page.preview.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert opened
    assert opened[-1].page == "project"
    page.preview.go_to(page.shown.blocks.index("summary"))
    page.tabs.button("pages").click()
    top = page.preview.page_area().topLeft() + QPoint(120, 40)
    qtbot.mouseClick(page.preview.viewport(), Qt.MouseButton.LeftButton, pos=top)
    assert page.tabs.button("build").isChecked()


def test_workbook_and_slides_are_written_beside_the_pdf(page: PacksPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.ask_file = lambda proposed: tmp_path / "pack.pdf"
    page.options.beside.setChecked(True)
    page.export()
    assert sorted(file.name for file in tmp_path.glob("pack.*")) == ["pack.pdf", "pack.pptx", "pack.xlsx"]
