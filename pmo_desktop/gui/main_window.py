"""The main window: menu bar, sidebar, one page at a time, messages, status bar."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QMetaObject, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ..domain.changes import ChangeSet
from ..domain.errors import PmoError
from ..domain.messages import Message
from .actions import MENUS, Actions, shown_keys
from .dialogs.shortcuts import AboutDialog, ShortcutsDialog
from .finding import COMMANDS, Find
from .navigation import Place, Trail
from .pages.catalogue import PAGES, make_page
from .pages.import_drop import FileDrop
from .pages.page import Page
from .pages.settings import SettingsPage
from .pages.status_open import status_commands
from .palette import Palette
from .recent import RecentFiles
from .sidebar import Sidebar, moves_counts
from .state_bar import StateBar
from .status_bar import StatusBar
from .theme import Choice
from .widgets.banner import Banner, Toast
from .widgets.text import plain_menu_text
from .workspace import Workspace

NARROW: Final = 1360
"""Under this width the sidebar becomes a rail unless the user decided."""


class MainWindow(QMainWindow):
    """One window on a workspace. A change of language builds a new one.

    Signals:
        file_asked: the user wants another file: "new", "open", "sample", "copy", "files".
        file_chosen: a recent file (Path).
        language_asked: the user chose another language.
        zoom_asked: the user wants another text size, in percent.
        closed: the window was closed.
    """

    file_asked = Signal(str)
    file_chosen = Signal(object)
    language_asked = Signal(str)
    zoom_asked = Signal(int)
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.pages: dict[tuple[str, int | None], Page] = {}
        self._trail = Trail()
        self._links: list[QMetaObject.Connection] = []
        self._here: Place | None = None
        self._is_refusal = False
        t = workspace.texts
        self.commands = Actions(t, workspace.icons, self)
        self.sidebar = Sidebar(workspace, shown_keys("Ctrl+K"))
        self.message_bar = Banner(workspace.icons, "error", close_name=t("Close"))
        self.message_bar.hide()
        self.state_bar = StateBar(workspace, self)
        self.stack = QStackedWidget()
        bars = QVBoxLayout()
        bars.setContentsMargins(24, 0, 24, 0)
        bars.setSpacing(0)
        bars.addWidget(self.state_bar)
        bars.addWidget(self.message_bar)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bars)
        column.addWidget(self.stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.status = StatusBar(workspace)
        self.setStatusBar(self.status)
        self.toast = Toast(self)
        FileDrop(workspace, self)
        self._fill_menus()
        self._connect()
        self.setMinimumSize(960, 600)
        self.resize(1440, 900)
        geometry = workspace.settings.text("window")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.state_bar.refresh()
        self.refresh_counts()

    # Going places

    def go(self, place: Place, *, remember: bool = True) -> Page:
        """Show a page and bring it to the state that the place names."""
        if remember and self._here is not None:
            self._trail.leave(self.here())
        page = self._page(place.page, place.key)
        self.stack.setCurrentWidget(page)
        self._here = place
        if not page.header.period.is_choosable:
            # After the page has changed: the one left behind must not load the other period for nobody.
            self.workspace.choose_period(None)
        page.refresh_if_stale()
        if place.state:
            page.restore(place.state)
        self.sidebar.mark("projects" if place.page == "project" else place.page)
        self._use_commands()
        self.status.show_selection(page.status_text())
        self._title()
        page.focus_target().setFocus()
        return page

    def here(self) -> Place:
        """Return the place on show, as it looks now."""
        assert self._here is not None
        return Place(self._here.page, self._here.key, self.page().state())

    def page(self) -> Page:
        """Return the page on show."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def back(self) -> None:
        """Go to the place before this one."""
        if place := self._trail.back(self.here()):
            self.go(place, remember=False)

    def forward(self) -> None:
        """Go to the place that `back` left."""
        if place := self._trail.forward(self.here()):
            self.go(place, remember=False)

    def _page(self, name: str, key: int | None) -> Page:
        page = self.pages.get((name, key))
        if page is None:
            page = make_page(name, key, self.workspace)
            page.status_changed.connect(self._hear)
            page.title_changed.connect(self._title)
            if isinstance(page, SettingsPage):
                page.language_chosen.connect(self.language_asked)
                page.zoom_chosen.connect(self.zoom_asked)
            self.pages[name, key] = page
            self.stack.addWidget(page)
        return page

    # Messages

    def show_error(self, error: PmoError | Message) -> None:
        """Show a message that stays until it is closed."""
        told = error.message_id if isinstance(error, PmoError) else error.id
        self._is_refusal = not told.startswith(("store_", "disk_", "backup_"))
        self.message_bar.say(self.workspace.texts.say(error))

    def show_done(self, message: Message) -> None:
        """Show what just happened, with Undo."""
        t, at = self.workspace.texts, self.workspace.saved_at
        # What is told may be no edit, as a saved copy: Undo would then take back something else.
        just_now = at is not None and datetime.now() - at < timedelta(seconds=2)
        can_undo = just_now and self.workspace.undo_stack.canUndo()
        self.toast.say(t.say(message), t("Undo") if can_undo else "", self.workspace.undo if can_undo else None)

    def _forget_old_toast(self) -> None:
        """Take away a toast once another step is the newest: its Undo would take back that one."""
        if self.toast.offers_something:
            self.toast.hide()

    # Inside

    def _connect(self) -> None:
        workspace = self.workspace
        # The workspace outlives this window: these are taken apart before another one is built.
        self._links = [
            workspace.changed.connect(self._take),
            workspace.failed.connect(self.show_error),
            workspace.done.connect(self.show_done),
            workspace.told.connect(lambda message: self.toast.say(workspace.texts.say(message))),
            workspace.opened.connect(self.go),
            workspace.period_changed.connect(self._reload_all),
            workspace.reloaded.connect(self._reload_all),
            workspace.jobs.failed.connect(self.show_error),
            workspace.undo_stack.indexChanged.connect(self._enable),
            workspace.undo_stack.indexChanged.connect(self._forget_old_toast),
            workspace.theme.changed.connect(self._repaint),
        ]
        self.sidebar.chosen.connect(lambda name: self.go(Place(name)))
        self.sidebar.search_asked.connect(lambda: self.commands.run("view.search"))
        self.sidebar.help_asked.connect(lambda: self.commands.run("help.shortcuts"))
        self.sidebar.files_asked.connect(lambda: self.file_asked.emit("files"))
        self.commands.handle(
            {
                "file.new": lambda: self.file_asked.emit("new"),
                "file.open": lambda: self.file_asked.emit("open"),
                "file.sample": lambda: self.file_asked.emit("sample"),
                "file.copy": lambda: self.file_asked.emit("copy"),
                "file.save": self.status.show_saved,
                "file.quit": self.close,
                "edit.undo": workspace.undo,
                "edit.redo": workspace.redo,
                "view.search": self.search,
                "help.shortcuts": self.show_shortcuts,
                "help.about": lambda: AboutDialog(self.workspace, self).exec(),
                "view.next_pane": lambda: self._pane(1),
                "view.previous_pane": lambda: self._pane(-1),
                "view.back": self.back,
                "view.forward": self.forward,
                "view.sidebar": self._toggle_sidebar,
                "view.fullscreen": self._toggle_full_screen,
                "view.larger": lambda: self._zoom(10),
                "view.smaller": lambda: self._zoom(-10),
                "view.normal": lambda: self.zoom_asked.emit(100),
                "view.dark": self._toggle_theme,
                "file.print": partial(self.go, Place("packs")),
                "project.from_template": lambda: self.go(Place("templates")),
                **{key: partial(self._on_projects, key) for key in ("project.new", "programme.new", "project.fields")},
                **{f"go.{entry.name}": partial(self.go, Place(entry.name)) for entry in PAGES},
                **status_commands(self.workspace, self),
            }
        )
        for number, entry in enumerate(PAGES[:9], 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=entry.name: self.go(Place(name)))

    def disconnect_all(self) -> None:
        """Stop listening to the workspace, before the window goes."""
        for link in self._links:
            QObject.disconnect(link)
        self._links.clear()
        for page in self.pages.values():
            page.let_go()

    def _fill_menus(self) -> None:
        t = self.workspace.texts
        menus: dict[str, QMenu] = {name: self.menuBar().addMenu(t(title)) for name, title in MENUS.items()}
        groups: dict[str, int] = {}
        for command, action in self.commands:
            self.addAction(action)
            if not command.menu:
                continue
            menu = menus[command.menu]
            if groups.setdefault(command.menu, command.group) != command.group:
                menu.addSeparator()
                groups[command.menu] = command.group
            menu.addAction(action)
            if command.id == "file.sample":
                self._recent_menu = menu.addMenu(t("Open recent"))
                self._recent_menu.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for file in RecentFiles(self.workspace.settings).files():
            action = QAction(plain_menu_text(f"{file.path.name} – {file.path.parent}", 90), self._recent_menu)
            action.setEnabled(file.is_there and file.path != self.workspace.store.path)
            action.triggered.connect(lambda _=False, path=file.path: self.file_chosen.emit(path))
            self._recent_menu.addAction(action)

    def _take(self, change: ChangeSet) -> None:
        if self._is_refusal:
            # An old refusal beside an edit that went well would be read as being about this one.
            self.message_bar.hide()
        for page in list(self.pages.values()):
            page.take(change)
        if moves_counts(change):
            self.refresh_counts()
        self.status.show_selection(self.page().status_text())

    def _reload_all(self) -> None:
        for page in self.pages.values():
            page.is_stale = True
        self.page().refresh_if_stale()
        self.state_bar.refresh()

    def refresh_counts(self) -> None:
        """Show the portfolio's name and the counts of the sidebar anew."""
        from ..services.queries.counts import page_counts
        from ..services.queries.portfolio import portfolio

        workspace = self.workspace
        known = workspace.read(portfolio)
        self.sidebar.file.set_name(known.organisation or known.name)
        self.sidebar.set_counts({name: str(count) for name, count in workspace.read(page_counts).items() if count})

    def search(self) -> None:
        """Open the palette."""
        Palette(self.workspace, self._commands(), self).open_with(self._found)

    def show_shortcuts(self) -> None:
        """Show the sheet of shortcuts."""
        ShortcutsDialog(self.workspace, self).exec()

    def _hear(self, text: str) -> None:
        if self.sender() is self.stack.currentWidget():  # another tab of a page has other commands
            self.status.show_selection(text)
            self._use_commands()

    def _use_commands(self) -> None:
        self.commands.use_page(self.page().commands())
        self._enable()

    def _on_projects(self, command: str) -> None:
        self.go(Place("projects")).commands()[command]()

    def _commands(self) -> list[Find]:
        t = self.workspace.texts
        return [
            Find(
                COMMANDS,
                t(command.title),
                "",
                command.icon or "chevron-right",
                command=command.id,
                keys=shown_keys(command.keys[0]) if command.keys else "",
            )
            for command, action in self.commands
            if action.isEnabled() and command.id not in ("view.search",) and not command.id.startswith("go.")
        ]

    def _found(self, find: Find) -> None:
        if find.place is not None:
            self.go(find.place)
        else:
            self.commands.run(find.command)

    def _enable(self, index: int = 0) -> None:
        t, stack = self.workspace.texts, self.workspace.undo_stack
        for name, can, text, plain in (
            ("edit.undo", stack.canUndo(), stack.undoText(), t("Undo")),
            ("edit.redo", stack.canRedo(), stack.redoText(), t("Redo")),
        ):
            action = self.commands[name]
            action.setEnabled(can and self.workspace.can_edit)
            full = t("{verb}: {step}", verb=plain, step=text) if text else plain
            action.setText(full.replace("&", "&&"))
        self.commands["view.back"].setEnabled(self._trail.can_go_back)
        self.commands["view.forward"].setEnabled(self._trail.can_go_forward)

    def _title(self) -> None:
        page = self.stack.currentWidget()
        title = page.title() if isinstance(page, Page) else ""
        self.setWindowTitle(f"{title} – {self.workspace.store.path.name} – PMO Desktop")

    def _repaint(self) -> None:
        self.workspace.icons.refresh(self)
        self.update()

    def _toggle_sidebar(self) -> None:
        self.sidebar.set_rail(not self.sidebar.is_rail)
        self.workspace.settings.put("rail", self.sidebar.is_rail)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _zoom(self, step: int) -> None:
        self.zoom_asked.emit(round(self.workspace.theme.fonts.scale * 100) + step)

    def _pane(self, step: int) -> None:
        """Move the focus between sidebar, page and inspector."""
        page = self.page()
        panes: list[QWidget] = [self.sidebar.buttons[PAGES[0].name], page.focus_target()]
        if page.inspector_is_shown and (inside := page.inspector_target()) is not None:
            panes.append(inside)
        focus = self.focusWidget()
        here = 0 if focus is not None and self.sidebar.isAncestorOf(focus) else 1
        if len(panes) > 2 and focus is not None and page.inspector_holds(focus):
            here = 2
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_theme(self) -> None:
        choice: Choice = "light" if self.workspace.theme.is_dark else "dark"
        self.workspace.settings.put("theme", choice)
        self.workspace.theme.choose(choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where room is short."""
        super().resizeEvent(event)
        wanted = self.workspace.settings.flag("rail") or self.width() < self.workspace.theme.fonts.px(NARROW)
        if wanted != self.sidebar.is_rail:
            self.sidebar.set_rail(wanted)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size; nothing else needs saving."""
        self.workspace.settings.put("window", bytes(self.saveGeometry().toBase64().data()).decode())
        self.closed.emit()
        super().closeEvent(event)
