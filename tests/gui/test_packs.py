"""The packs page by mouse and keyboard, on the sample portfolio."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.packs import PacksPage
from pmo_desktop.gui.pages.packs_options import ProjectChooser
from pmo_desktop.gui.pages.packs_work import PackChoice
from pmo_desktop.gui.widgets.pdf_preview import PdfPages
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.commands import rows
from pmo_desktop.services.demo import create_demo
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
    """The page, shown."""
    page = PacksPage(demo)
    page.resize(1200, 800)
    qtbot.addWidget(page)
    few = tuple(code_of(demo, code) for code in ("P-124", "P-145", "P-104"))
    page.choice = PackChoice(project_ids=few)
    page.refresh_if_stale()
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.let_go()


def code_of(demo: Workspace, code: str) -> int:
    return next(row.id for row in demo.read(registry).rows if row.code == code)


def links(page: PacksPage, word: str) -> list[QPushButton]:
    return [button for button in page.options.findChildren(QPushButton) if button.text().startswith(word)]


def test_the_pack_is_there_when_the_page_opens(page: PacksPage) -> None:
    assert page.preview.count >= 9
    assert page.list.pages.rowCount() == page.preview.count
    assert page.list.pages.lines[0].title == "Cover"
    billing = next(line for line in page.list.pages.lines if line.title == "Billing Platform Migration")
    assert "P-124" in billing.detail
    assert page.header.title() == "Status pack"
    assert "pages" in page.status_text()


def test_the_list_is_a_sound_model(page: PacksPage) -> None:
    tester = QAbstractItemModelTester(page.list.pages, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.reload()
    assert tester.model() is page.list.pages


def test_keys_turn_pages_and_the_list_follows(page: PacksPage, qtbot: QtBot) -> None:
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.page == 2
    assert page.list.currentIndex().row() == 2
    qtbot.keyClick(page.preview, Qt.Key.Key_PageUp)
    assert page.preview.page == 1
    qtbot.keyClick(page.preview, Qt.Key.Key_End)
    assert page.preview.page == page.preview.count - 1
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.page == page.preview.count - 1


def test_the_list_turns_pages_by_the_same_keys(page: PacksPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_PageDown)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.preview.page == 2
    qtbot.keyClick(page.list, Qt.Key.Key_PageUp)
    assert page.preview.page == 1


def test_a_click_in_the_list_shows_that_page(page: PacksPage, qtbot: QtBot) -> None:
    place = page.list.visualRect(page.list.pages.index(4, 0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.preview.page == 4


def test_the_preview_paints_the_page(page: PacksPage) -> None:
    picture = page.preview.viewport().grab().toImage()
    area = page.preview.page_area()
    assert picture.pixelColor(area.center()).lightness() > 200
    across, down = range(10, area.width() - 10, 3), range(10, area.height() - 10, 3)
    colours = {picture.pixelColor(area.topLeft() + QPoint(x, y)).rgb() for x in across for y in down}
    assert len(colours) > 10


def test_grey_leaves_no_colour(page: PacksPage, qtbot: QtBot) -> None:
    page.preview.go_to(1)
    qtbot.mouseClick(page.grey, Qt.MouseButton.LeftButton)
    picture = page.preview.viewport().grab(page.preview.page_area()).toImage()
    colours = [QColor(picture.pixel(x, y)) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    assert max(abs(colour.red() - colour.blue()) for colour in colours[:-40]) <= 12


def test_the_page_can_be_made_larger_and_fitted_again(page: PacksPage, qtbot: QtBot) -> None:
    fitted = page.preview.shown_zoom
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_Plus)
    assert page.preview.shown_zoom > fitted
    qtbot.keyClick(page.preview, Qt.Key.Key_0)
    assert page.preview.shown_zoom == fitted


def test_the_other_language_is_one_click_away_and_remembered(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.options.languages.button("zh_CN"), Qt.MouseButton.LeftButton)
    assert page.shown is not None
    assert page.shown.choice.language == "zh_CN"
    assert any("项目" in name for _, name in page.shown.outline)
    assert demo.settings.text("pack_language") == "zh_CN"


def test_another_paper_has_another_shape(page: PacksPage) -> None:
    before = page.shown.pages.sizes[0] if page.shown else None
    page.options.paper_chosen.emit("Letter")
    assert page.shown is not None
    assert page.shown.pages.sizes[0] != before


def test_only_chosen_projects_are_in_the_pack(page: PacksPage, demo: Workspace) -> None:
    page.choose(project_ids=None)
    whole = page.preview.count
    assert whole > 30
    page.choose(project_ids=(code_of(demo, "P-124"),))
    assert page.preview.count < whole
    assert page.options.projects.text() == "1 of 24 projects"
    assert page.state()["projects"] == [code_of(demo, "P-124")]


def test_projects_are_ticked_and_filtered(demo: Workspace, qtbot: QtBot) -> None:
    dialog = ProjectChooser(demo, [(1, "P-1 Alpha"), (2, "P-2 Beta"), (3, "P-3 Gamma")], None, [2])
    qtbot.addWidget(dialog)
    assert dialog.chosen() is None
    for button in dialog.findChildren(QPushButton):
        if button.text() == "Red and amber":
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.chosen() == (2,)
    qtbot.keyClicks(dialog.filter, "gam")
    assert [dialog.list.item(at).isHidden() for at in range(3)] == [True, True, False]


def test_checks_lead_to_the_page_and_to_the_project(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    opened: list[Place] = []
    demo.opened.connect(opened.append)
    qtbot.mouseClick(links(page, "Go to page")[0], Qt.MouseButton.LeftButton)
    assert page.preview.page > 0
    qtbot.mouseClick(links(page, "Open the project")[0], Qt.MouseButton.LeftButton)
    assert opened[0].page == "project"
    assert any(line.note for line in page.list.pages.lines)


def test_an_edit_shows_in_the_preview(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    key = code_of(demo, "P-104")
    demo.changed.connect(page.take)
    demo.edit(Message("set_field", {"field": "Name"}), rows.set_values, "project", [key], {"name": "Moved to the moon"})
    qtbot.waitUntil(lambda: any(line.title == "Moved to the moon" for line in page.list.pages.lines), timeout=5000)


def test_markup_in_a_name_stays_text(page: PacksPage, demo: Workspace) -> None:
    hostile = "<img src=x> & <b>bold</b> \u202etxt"
    key = code_of(demo, "P-145")
    demo.edit(Message("set_field", {"field": "Name"}), rows.set_values, "project", [key], {"name": hostile})
    page.reload()
    line = next(line for line in page.list.pages.lines if line.title.startswith("<img"))
    tip = page.list.pages.index(page.list.pages.lines.index(line), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip
    labels = [label for label in page.options.findChildren(QLabel) if "<img" in label.text()]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_screen_reader_hears_which_page_it_is(page: PacksPage) -> None:
    page.preview.go_to(1)
    assert page.preview.accessibleDescription().startswith("Portfolio summary, 2 of")


def test_the_pack_is_written_where_the_user_says(page: PacksPage, tmp_path: Path, qtbot: QtBot) -> None:
    asked: list[Path] = []

    def ask(proposed: Path) -> Path:
        asked.append(proposed)
        return tmp_path / "out.pdf"

    page.ask_file = ask
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Export PDF…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked[0].name == "2026-11 Steering committee pack EN.pdf"
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert page.note.isVisible()
    assert "out.pdf" in page.note.text()


def test_both_languages_go_into_one_folder(page: PacksPage, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    page.options.both.setChecked(True)
    page.ask_folder = lambda proposed: folder
    page.export()
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["2026-11 Steering committee pack EN.pdf", "2026-11 Steering committee 报告包 ZH.pdf"]


def test_a_user_who_thinks_better_of_it_gets_no_file(page: PacksPage, tmp_path: Path) -> None:
    page.ask_file = lambda proposed: None
    before = sorted(tmp_path.iterdir())
    page.export()
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_not_there_is_said(page: PacksPage, demo: Workspace, tmp_path: Path) -> None:
    told: list[PmoError] = []
    demo.jobs.failed.connect(told.append)
    page.ask_file = lambda proposed: tmp_path / "missing" / "out.pdf"
    page.export()
    assert [error.message_id for error in told] == ["export_failed"]


def test_another_period_makes_another_pack(page: PacksPage, demo: Workspace) -> None:
    from pmo_desktop.services.queries.periods import periods

    demo.choose_period(demo.read(periods)[2].id)
    page.reload()
    assert page.shown is not None
    assert not page.shown.data.draft
    assert page.shown.data.data_date == demo.read(periods)[2].data_date


def test_a_late_result_is_dropped_once_the_page_is_gone(demo: Workspace, look: Look, qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []

    def later(run: Callable[[], None]) -> None:
        waiting.append(run)

    slow = Workspace(demo.store, look.texts, look.theme, look.icons, Jobs(later), look.settings)
    page = PacksPage(slow)
    qtbot.addWidget(page)
    page.reload()
    page.let_go()
    for run in waiting:
        run()
    assert page.shown is None
    assert page.preview.count == 0


def test_an_empty_store_has_a_pack_too(workspace: Workspace, qtbot: QtBot) -> None:
    page = PacksPage(workspace)
    qtbot.addWidget(page)
    page.reload()
    assert page.preview.count >= 1
    page.let_go()


def test_thumbnails_keep_the_shape_of_the_page(page: PacksPage) -> None:
    assert page.shown is not None
    pages: PdfPages = page.shown.pages
    picture: QImage = pages.thumbnail(0, 100)
    width, height = pages.sizes[0]
    assert picture.width() == 100
    assert abs(picture.height() / picture.width() - height / width) < 0.02
