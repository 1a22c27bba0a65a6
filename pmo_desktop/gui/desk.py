"""Which file is open in which window: opens, closes and changes stores, and rebuilds the window for a language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from ..domain.errors import PmoError
from ..domain.messages import Message
from .fonts import CHINESE_FILES, load_fonts
from .navigation import Place
from .recent import RecentFiles
from .settings import default_backups
from .start_window import StartWindow

if TYPE_CHECKING:
    from .application import Look
    from .backups import BackupKeeper
    from .main_window import MainWindow
    from .workspace import Workspace

SUFFIX = ".pmow"


class Desk(QObject):
    """The open store with its window, or the start window.

    Attributes:
        window: the main window, None while no store is open.
        start: the start window, None while a store is open.
    """

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__(app)
        self._look = look
        self.recent = RecentFiles(look.settings)
        self.window: MainWindow | None = None
        self.start: StartWindow | None = None
        self.workspace: Workspace | None = None
        self._backups: BackupKeeper | None = None

    def open_first(self, path: Path | None, demo: bool) -> None:
        """Show a window at once, then open what the user asked for, or the last file."""
        if path is None and not demo:
            last = next(iter(self.recent.files()), None)
            path = last.path if last and last.is_there and self._look.settings.flag("reopen", True) else None
        self.show_start(busy=path is not None or demo)
        assert self.start is not None
        if not self._look.texts.is_chinese:
            self.start.painted.connect(lambda: load_fonts(CHINESE_FILES))
        if demo:
            self.start.painted.connect(self.open_sample)
        elif path is not None:
            self.start.painted.connect(lambda: self.open_file(path))

    def show_start(self, *, busy: bool = False) -> None:
        """Show the start window."""
        self.start = StartWindow(self._look, self.recent, busy=busy)
        self.start.sample_asked.connect(self.open_sample)
        self.start.empty_asked.connect(lambda: self.create_empty())
        self.start.import_asked.connect(lambda: self.create_empty(page="import"))
        self.start.open_asked.connect(lambda: self.choose_file())
        self.start.file_chosen.connect(self.open_file)
        self.start.language_chosen.connect(self._change_language)
        self.start.show()

    def open_file(self, path: Path) -> bool:
        """Open a store and show it; say why not where it can't be opened."""
        from ..persistence.store import open_store

        if self._comes_to_front(path):
            return True
        if self.workspace is not None and self.workspace.store.path.resolve() == path.resolve():
            # Another file took its place, or it is open for reading only: our own lock must not keep us out.
            self._close_window()
            self._close_store()
        try:
            store = open_store(path)
        except PmoError as error:
            self._refused(error)
            return False
        self.recent.add(path)
        self._use(store)
        return True

    def create_empty(self, path: Path | None = None, page: str = "projects") -> bool:
        """Make a new store where the user says and show it."""
        from ..persistence.store import create_store

        path = path or self._ask_new_file()
        if path is None:
            return False
        try:
            store = create_store(path)
        except PmoError as error:
            self._refused(error)
            return False
        self.recent.add(path)
        self._use(store, page)
        return True

    def open_sample(self) -> None:
        """Open the sample portfolio, made anew in the user's folder where there is none."""
        from .sample import sample_path, sample_store

        if self._comes_to_front(sample_path(self._look.texts.language)):
            return
        try:
            store = sample_store(self._look.texts)
        except PmoError as error:
            self._refused(error)
            return
        self.recent.add(store.path)
        self._use(store)

    def choose_file(self) -> None:
        """Let the user choose a store to open."""
        t = self._look.texts
        name, _ = QFileDialog.getOpenFileName(
            self._parent(), t("Open a portfolio"), str(Path.home()), t("Portfolios") + " (*.pmow)"
        )
        if name:
            self.open_file(Path(name))

    def show_crash(self, report: str) -> None:
        """Tell the user of an unforeseen error."""
        from .dialogs.crash import CrashDialog

        CrashDialog(self._look, report, self._parent()).exec()

    def show_refusal(self, error: PmoError) -> None:
        """Tell the user of a refusal that nobody expected where it came, as when the file of the window is gone."""
        self._refused(error)

    def close_down(self) -> None:
        """Close the store as the program ends."""
        self._close_store()

    def _comes_to_front(self, path: Path) -> bool:
        """Show the window that has a file open already: opened twice, it would find itself locked by itself."""
        if self.workspace is None or self.window is None or not self.workspace.store.holds(path):
            return False
        self.window.raise_()
        self.window.activateWindow()
        return True

    def _use(self, store: object, page: str = "overview") -> None:
        from .backups import BackupKeeper
        from .jobs import Jobs
        from .workspace import Workspace

        self._close_window()
        self._close_store()
        look = self._look
        jobs = Jobs(parent=self)
        workspace = Workspace(store, look.texts, look.theme, look.icons, jobs, look.settings, self)  # type: ignore[arg-type]
        author = look.settings.text("author")
        if author:
            workspace.store.author = author
        self.workspace = workspace
        self._backups = BackupKeeper(workspace, self._backup_folder, workspace)
        self._build_window(Place(page))
        if self.start:
            self.start.close()
            self.start = None

    def _backup_folder(self) -> Path:
        return Path(self._look.settings.text("backups", str(default_backups())))

    def _build_window(self, place: Place) -> None:
        from .main_window import MainWindow

        assert self.workspace is not None
        window = MainWindow(self.workspace)
        window.file_asked.connect(self._file_asked)
        window.file_chosen.connect(self.open_file)
        window.language_asked.connect(self._change_language)
        window.zoom_asked.connect(self._change_zoom)
        self.window = window
        window.go(place)
        window.show()

    def _rebuild(self, change: Callable[[], None]) -> None:
        """Change language or text size and show the same place in a new window."""
        old, workspace = self.window, self.workspace
        if old is None or workspace is None:
            change()
            busy = self.start
            self.show_start()
            if busy:
                busy.close()
            return
        place, geometry, full = old.here(), old.geometry(), old.isMaximized()
        change()
        workspace.texts = self._look.texts
        workspace.restack()
        old.disconnect_all()
        self._build_window(place)
        assert self.window is not None
        if full:
            self.window.showMaximized()
        else:
            self.window.setGeometry(geometry)
        old.close()
        old.deleteLater()

    def _change_language(self, language: str) -> None:
        if language != self._look.texts.language:
            self._rebuild(lambda: self._look.speak(language))

    def _change_zoom(self, percent: int) -> None:
        self._rebuild(lambda: self._look.zoom(percent))

    def _file_asked(self, wish: str) -> None:
        match wish:
            case "new":
                self.create_empty()
            case "open":
                self.choose_file()
            case "sample":
                self.open_sample()
            case "copy":
                self._save_copy()
            case _:
                self._close_window()
                self._close_store()
                self.show_start()

    def _save_copy(self) -> None:
        from ..persistence.backup import copy_checked

        assert self.workspace is not None
        path = self._ask_new_file()
        if path is None:
            return
        try:
            copy_checked(self.workspace.store.path, path)
        except PmoError as error:
            self.workspace.failed.emit(error)
            return
        self.workspace.told.emit(Message("copy_saved", {"path": str(path)}))

    def _ask_new_file(self) -> Path | None:
        t = self._look.texts
        folder = Path.home() / (t("My portfolio") + SUFFIX)
        kinds = t("Portfolios") + " (*.pmow)"
        name, _ = QFileDialog.getSaveFileName(self._parent(), t("New portfolio"), str(folder), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _refused(self, error: PmoError) -> None:
        if self.window:
            self.window.show_error(error)
            return
        if self.start is None or self.start.is_busy:
            busy = self.start
            self.show_start()
            if busy:
                busy.close()
        assert self.start is not None
        self.start.show_error(error)

    def _parent(self) -> MainWindow | StartWindow | None:
        return self.window or self.start

    def _close_window(self) -> None:
        if self.window:
            self.window.disconnect_all()
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _close_store(self) -> None:
        if self.workspace:
            self.workspace.jobs.cancel_all()
            self.workspace.jobs.wait()
            if self._backups:
                self._backups.close()
                self._backups = None
            self.workspace.store.close()
            self.workspace.deleteLater()
            self.workspace = None
