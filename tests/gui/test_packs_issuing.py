"""Publishing by mouse and key, and what can be done with packs that were issued."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.dialogs.audiences import AudiencesDialog
from pmo_desktop.gui.dialogs.compare_packs import ComparePacksDialog
from pmo_desktop.gui.dialogs.publish import PublishDialog
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.packs import PacksPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.commands import rows
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.queries.packs import audience_named, issued_packs
from pmo_desktop.services.queries.registry import registry

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
Ask = Callable[[QDialog], bool]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issuing") / "sample.pmow"
    create_demo(path, "en").close()
    return path


@pytest.fixture
def demo(sample: Path, tmp_path: Path, look: Look) -> Iterator[Workspace]:
    """A workspace on a copy of the sample; the packs' folder is empty."""
    store = open_store(Path(shutil.copy(sample, tmp_path / "copy.pmow")))
    folder = tmp_path / "out"
    folder.mkdir()
    look.settings.put("pack_folder", str(folder))
    workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    yield workspace
    workspace.deleteLater()
    store.close()


@pytest.fixture
def page(demo: Workspace, qtbot: QtBot) -> Iterator[PacksPage]:
    page = PacksPage(demo)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    demo.changed.connect(page.take)
    page.refresh_if_stale()
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.let_go()


def folder_of(demo: Workspace) -> Path:
    return Path(demo.settings.text("pack_folder", ""))


def going_ahead(qtbot: QtBot, *steps: Callable[[PublishDialog], None]) -> Ask:
    """Return what answers the dialog: the steps, then Return on the button that publishes."""

    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublishDialog)
        qtbot.addWidget(dialog)
        dialog.show()
        for step in steps:
            step(dialog)
        if dialog.publish_button.isEnabled():
            qtbot.keyClick(dialog.publish_button, Qt.Key.Key_Return)
            qtbot.mouseClick(dialog.publish_button, LEFT)
        return dialog.result() == QDialog.DialogCode.Accepted

    return answer


def press(page: PacksPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.publish_button, LEFT)


def test_publishing_says_first_that_it_cannot_be_undone_and_what_is_frozen(page: PacksPage, qtbot: QtBot) -> None:
    said: list[str] = []

    def read(dialog: QDialog) -> bool:
        qtbot.addWidget(dialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        return False

    page.issuing.show_dialog = read
    press(page, qtbot)
    assert "Publishing cannot be undone. You can publish a corrected version." in said
    assert any("24 projects on" in text and "frozen" in text for text in said)
    assert page.shown is not None
    assert page.shown.issued is None


def test_a_pack_is_published_in_two_languages_for_two_audiences(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    def choose(dialog: PublishDialog) -> None:
        for box in (dialog.languages["zh_CN"], dialog.audiences["supplier"]):
            qtbot.mouseClick(box, LEFT, pos=box.rect().center().__class__(8, box.height() // 2))

    page.issuing.show_dialog = going_ahead(qtbot, choose)
    press(page, qtbot)
    names = sorted(file.name for file in folder_of(demo).iterdir())
    assert len(names) == 5
    assert names[0] == "2026-11 Steering committee pack EN v1 supplier.pdf"
    assert demo.read(issued_packs)[0].number == 7
    assert not demo.undo_stack.canUndo()
    assert "pack 7: 5 files" in page.note.text()


def test_the_published_period_is_read_only_and_says_so(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    page.issuing.show_dialog = going_ahead(qtbot)
    press(page, qtbot)
    assert not demo.period_is_open
    assert not page.publish_button.isEnabled()
    assert page.issuing.state_note.isVisible()
    assert "read-only" in page.issuing.state_note.text()
    refused: list[PmoError] = []
    demo.failed.connect(refused.append)
    key = demo.read(registry).rows[0].id
    assert (
        demo.edit(Message("set_field", {"field": "x"}), rows.set_values, "project", [key], {"rag_overall": "G"}) is None
    )
    assert refused[0].message_id == "period_none_open"


def test_a_correction_needs_its_words_and_is_the_next_version(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    page.issuing.show_dialog = going_ahead(qtbot)
    press(page, qtbot)
    page.issuing.correct()
    assert "correction of pack 7" in page.issuing.state_note.text()
    assert page.publish_button.isEnabled()

    def write(dialog: PublishDialog) -> None:
        assert not dialog.publish_button.isEnabled()
        assert dialog.refusal.text() == "Write what this version corrects."
        qtbot.keyClicks(dialog.note, "One date was wrong.")

    page.issuing.show_dialog = going_ahead(qtbot, write)
    press(page, qtbot)
    newest = demo.read(issued_packs)[0]
    assert (newest.number, newest.version, newest.corrects, newest.note) == (8, 2, 7, "One date was wrong.")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: d.languages["en"].setChecked(False), "Choose a language."),
        (lambda d: d.audiences["steering"].setChecked(False), "Choose an audience."),
        (lambda d: d.folder.setText("/nowhere/at/all"), "There is no such folder. Choose another one."),
    ],
)
def test_an_order_that_lacks_something_is_refused_in_words(
    page: PacksPage, demo: Workspace, qtbot: QtBot, spoil: Callable[[PublishDialog], None], words: str
) -> None:
    def look_at(dialog: PublishDialog) -> None:
        spoil(dialog)
        assert dialog.refusal.text() == words
        assert not dialog.publish_button.isEnabled()

    page.issuing.show_dialog = going_ahead(qtbot, look_at)
    press(page, qtbot)
    assert len(demo.read(issued_packs)) == 6


def test_red_without_a_reason_blocks_publishing(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    red = next(row for row in demo.read(registry).rows if row.overall == "R")
    demo.edit(Message("set_field", {"field": "x"}), rows.set_values, "project", [red.id], {"reason": ""})
    page.reload()

    def look_at(dialog: PublishDialog) -> None:
        assert "1 page is not ready" in dialog.refusal.text()

    page.issuing.show_dialog = going_ahead(qtbot, look_at)
    press(page, qtbot)
    assert len(demo.read(issued_packs)) == 6


def test_some_projects_only_are_never_published(page: PacksPage, demo: Workspace) -> None:
    page.choose(project_ids=(demo.read(registry).rows[0].id,))
    assert not page.publish_button.isEnabled()


def test_a_folder_that_vanished_leaves_nothing_published(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    told: list[PmoError] = []
    demo.jobs.failed.connect(told.append)
    page.issuing.show_dialog = going_ahead(qtbot, lambda dialog: folder_of(demo).rmdir())
    press(page, qtbot)
    assert [error.message_id for error in told] == ["export_failed"]
    assert len(demo.read(issued_packs)) == 6
    assert demo.period_is_open


def test_issued_packs_are_listed_and_opened_by_key(page: PacksPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.tabs.button("issued"), LEFT)
    assert [pack.number for pack in page.issued.packs] == [6, 5, 4, 3, 2, 1]
    page.issued.list.setFocus()
    page.issued.list.setCurrentRow(0)
    qtbot.keyClick(page.issued.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.issued.list, Qt.Key.Key_Return)
    assert page.shown is not None
    assert page.shown.issued is not None
    assert page.shown.issued.number == 5
    assert page.shown.data.data_date == date(2026, 9, 18)
    assert "Pack 5, version 1" in page.issuing.state_note.text()
    back = next(b for b in page.issuing.state_note.findChildren(QPushButton) if b.text().startswith("Back"))
    qtbot.mouseClick(back, LEFT)
    assert page.shown.issued is None


def test_a_pack_is_made_again_and_verified(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    file = folder_of(demo) / "again.pdf"
    page.ask_file = lambda proposed: file
    qtbot.mouseClick(page.tabs.button("issued"), LEFT)
    page.issued.list.setCurrentRow(2)
    qtbot.mouseClick(page.issued.save, LEFT)
    page.issuing.ask_pdf = lambda: file
    qtbot.mouseClick(page.issued.verify, LEFT)
    assert page.note.text().startswith("again.pdf: This is pack 4, version 1, as it was issued on 26 Aug 2026")
    file.write_bytes(file.read_bytes() + b"x")
    qtbot.mouseClick(page.issued.verify, LEFT)
    assert "was altered" in page.note.text()
    assert page.note.property("kind") == "warning"


def test_two_packs_are_compared(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    dialog = ComparePacksDialog(demo, demo.read(issued_packs), 6)
    qtbot.addWidget(dialog)
    heads = [dialog.tree.topLevelItem(at).text(0) for at in range(dialog.tree.topLevelItemCount())]  # type: ignore[union-attr]
    assert any(head.startswith("Milestones (") for head in heads)
    before = dialog.summary.text()
    dialog.before.setCurrentIndex(dialog.before.findData(1))
    assert dialog.summary.text() != before
    dialog.before.setCurrentIndex(dialog.before.findData(6))
    assert dialog.summary.text() == "Nothing moved between them."


def test_what_changed_and_what_nobody_approved_stands_beside_the_pages(page: PacksPage) -> None:
    note = page.options.changes
    assert note.head.text() == "Since pack 6"
    assert "Milestones" in note.words.text()
    assert note.quiet.isVisible()
    assert "River Crossing Cable Renewal: Baseline 0 was edited" in note.quiet.text()
    assert "not approved" in note.quiet.text()


def test_another_audience_shows_its_copy(page: PacksPage) -> None:
    page.options.audience_chosen.emit("supplier")
    assert page.shown is not None
    assert page.shown.choice.is_masked
    assert page.shown.outline[-1][1] == "Left out of this copy"


def test_the_period_menu_leads_to_the_same_question(demo: Workspace, page: PacksPage, qtbot: QtBot) -> None:
    opened: list[Place] = []
    demo.opened.connect(opened.append)
    page.header.period._publish()
    assert opened[0].page == "packs"
    asked: list[QDialog] = []
    page.issuing.show_dialog = lambda dialog: bool(asked.append(dialog))
    page.restore(dict(opened[0].state))
    page.reload()
    qtbot.waitUntil(lambda: bool(asked), timeout=3000)
    assert isinstance(asked[0], PublishDialog)


def test_an_audience_is_edited_added_and_given_back(page: PacksPage, demo: Workspace, qtbot: QtBot) -> None:
    dialog = AudiencesDialog(demo, "board")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.key() == "board"
    assert not dialog.name.isEnabled()
    assert not dialog.delete_button.isEnabled()
    dialog.boxes["money"].setFocus()
    qtbot.keyClick(dialog.boxes["money"], Qt.Key.Key_Space)
    assert demo.read(audience_named, "board").masks == frozenset({"issues", "money"})
    assert demo.undo_stack.undoText() == "Edit audience Board"
    qtbot.mouseClick(dialog.delete_button, LEFT)
    assert demo.read(audience_named, "board").masks == frozenset({"issues"})
    qtbot.mouseClick(dialog.add_button, LEFT)
    qtbot.keyClicks(dialog.name, "Auditors")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    dialog.tags.setText("secret， internal")
    dialog.tags.editingFinished.emit()
    made = demo.read(audience_named, "Auditors")
    assert (made.masks, made.tags) == (frozenset({"names", "money"}), ("secret", "internal"))
    refused: list[PmoError] = []
    demo.failed.connect(refused.append)
    dialog.name.setText("Board")
    dialog.name.editingFinished.emit()
    assert [error.message_id for error in refused] == ["audience_name_taken"]
    assert dialog.name.text() == "Auditors"
    page.reload()
    assert page.options.audience.findText("Auditors") > 0
