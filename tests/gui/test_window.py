"""The main window and the desk: places, messages, undo across a restart, language and theme while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.catalogue import PAGES
from pmo_desktop.gui.pages.projects import ProjectsPage
from pmo_desktop.gui.palette import Palette
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import Store, open_store
from pmo_desktop.services.commands import projects
from pmo_desktop.services.queries.registry import registry

pytestmark = pytest.mark.gui


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on one project."""
    workspace.edit(Message("add_project"), projects.create, {"code": "P-1", "name": "Alpha <b>&amp;"})
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go(Place("projects"))
    yield window
    window.disconnect_all()


def names(workspace: Workspace) -> list[str]:
    return [row.name for row in workspace.read(registry).rows]


def test_a_new_project_appears_and_its_name_is_ready_for_typing(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.page()
    assert isinstance(page, ProjectsPage)
    editor = page.table.view.viewport().focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "Beta")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "Beta" in names(window.workspace)


def test_delete_offers_undo_in_a_toast(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, ProjectsPage)
    page.table.view.select_line(page.table.model.line_of(page.table.rows()[0].id))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert names(window.workspace) == []
    assert window.toast.isVisible()
    buttons = window.toast.findChildren(QAbstractButton)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert len(names(window.workspace)) == 1


def test_undo_survives_a_restart(workspace: Workspace, store: Store, look: Look) -> None:
    workspace.edit(Message("add_project"), projects.create, {"name": "One"})
    workspace.edit(Message("add_project"), projects.create, {"name": "Two"})
    workspace.undo()
    path = store.path
    store.close()
    again = open_store(path)
    second = Workspace(again, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    assert second.undo_stack.canUndo()
    assert second.undo_stack.canRedo()
    second.redo()
    assert names(second) == ["One", "Two"]
    second.undo()
    second.undo()
    assert names(second) == []
    second.deleteLater()
    again.close()


def test_a_refused_edit_is_told_in_the_message_bar_and_changes_nothing(window: MainWindow) -> None:
    before = window.workspace.undo_stack.count()
    window.workspace.edit(Message("add_project"), projects.create, {"code": "P-1", "name": "Twice"})
    assert "P-1" in window.message_bar.text()
    assert window.workspace.undo_stack.count() == before
    window.workspace.edit(Message("add_project"), projects.create, {"code": "P-9", "name": "Once"})
    assert not window.message_bar.isVisible(), "an edit that went well does not stand beside an old refusal"


def test_back_and_forward_walk_the_pages(window: MainWindow) -> None:
    window.go(Place("settings"))
    window.back()
    assert window.here().page == "projects"
    window.forward()
    assert window.here().page == "settings"


def test_the_palette_finds_a_project_and_a_command(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.keyClicks(palette.line, "alph")
    assert [find.title for find in palette.finds()] == ["Alpha <b>&amp;"]
    palette.line.setText("settings")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.here().page == "settings"


def test_the_status_bar_says_what_is_selected_and_that_all_is_saved(window: MainWindow) -> None:
    assert "1 project" in window.status.selection()
    assert window.workspace.saved_at is not None


def test_the_status_bar_does_not_promise_anything_once_the_file_is_gone(window: MainWindow, store: Store) -> None:
    def shown() -> list[str]:
        return [label.text() for label in window.status.findChildren(QLabel)]

    aside = store.path.with_name("aside.pmow")
    store.path.rename(aside)
    window.commands.run("file.save")
    assert "The file is gone" in shown()
    assert not any(text.startswith("All changes saved") for text in shown())
    assert "moved or deleted" in window.message_bar.text()
    aside.rename(store.path)
    window.status.show_saved()
    assert any(text.startswith("All changes saved") for text in shown())


def test_a_switch_of_the_theme_reaches_palette_sheet_and_icons(window: MainWindow, look: Look) -> None:
    seen: list[bool] = []
    look.theme.changed.connect(lambda: seen.append(look.theme.is_dark))
    look.theme.choose("dark")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert seen == [True]
    assert "#14171d" in app.styleSheet()
    look.theme.choose("light")
    assert "#14171d" not in app.styleSheet()


def test_every_control_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    for page in ("overview", "projects", "settings"):
        window.go(Place(page))
    nameless = []
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for widget in (widget for kind in kinds for widget in window.findChildren(kind)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(window):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_pages_open_no_window_of_their_own(window: MainWindow) -> None:
    """A child that is shown before it has a parent flashes as a window and takes the keys away."""
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    app = QApplication.instance()
    assert app is not None
    watch = Watch()
    app.installEventFilter(watch)
    for page in PAGES:
        window.go(Place(page.name))
    app.removeEventFilter(watch)
    assert shown == []


def test_no_label_takes_text_for_markup(window: MainWindow) -> None:
    for page in ("overview", "projects", "settings"):
        window.go(Place(page))
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.fixture
def desk(look: Look, styled_app: QApplication) -> Iterator[Desk]:
    desk = Desk(styled_app, look)
    yield desk
    if desk.window:
        desk.window.disconnect_all()
        desk.window.close()
    if desk.start:
        desk.start.close()
    desk.close_down()


def test_a_change_of_language_keeps_page_and_selection(desk: Desk, store: Store, qtbot: QtBot) -> None:
    path = store.path
    store.close()
    assert desk.open_file(path)
    assert desk.window is not None
    assert desk.workspace is not None
    desk.workspace.edit(Message("add_project"), projects.create, {"name": "Alpha"})
    page = desk.window.go(Place("projects"))
    assert isinstance(page, ProjectsPage)
    key = page.table.rows()[0].id
    page.table.select(key)
    desk.window.language_asked.emit("zh_CN")
    fresh = desk.window.page()
    assert isinstance(fresh, ProjectsPage)
    assert fresh.title() == "项目"
    assert fresh.table.current_id() == key
    desk.window.language_asked.emit("en")


def test_a_file_that_can_not_be_opened_is_told_in_the_start_window(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pmow"
    bad.write_text("not a store")
    desk.show_start()
    assert not desk.open_file(bad)
    assert desk.start is not None
    assert "bad.pmow" in desk.start.banner.text()


def test_a_missing_recent_file_stays_in_the_list(desk: Desk, tmp_path: Path) -> None:
    desk.recent.add(tmp_path / "gone.pmow")
    files = desk.recent.files()
    assert [file.is_there for file in files] == [False]
    desk.show_start()
    assert desk.start is not None
    texts = [button.text() for button in desk.start.findChildren(QAbstractButton)]
    assert "Locate…" in texts


def test_a_store_that_is_open_elsewhere_can_be_looked_at_only(desk: Desk, store: Store) -> None:
    assert desk.open_file(store.path)
    assert desk.window is not None
    assert desk.workspace is not None
    assert desk.window.state_bar.isVisible()
    assert desk.workspace.edit(Message("add_project"), projects.create, {"name": "No"}) is None
    assert desk.window.message_bar.text()


def test_an_error_of_the_file_makes_every_page_look_again(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = window.page()
    loaded: list[int] = []
    monkeypatch.setattr(page, "reload", lambda: loaded.append(1))

    def full(*arguments: object) -> object:
        raise PmoError("disk_full")

    monkeypatch.setattr(window.workspace.store, "write", full)
    window.workspace.edit(Message("add_project"), projects.create, {"name": "No"})
    assert loaded == [1]
    assert "disk" in window.message_bar.text().lower()
