"""The first window: three doors, and the files that were open lately."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..domain.errors import PmoError
from ..texts import LANGUAGES
from .painting.logo import paint_logo
from .recent import RecentFile, RecentFiles
from .widgets.banner import Banner
from .widgets.text import Label, plain_tooltip

if TYPE_CHECKING:
    from .application import Look


class Mark(QWidget):
    """The program's mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        paint_logo(painter, QRectF(0, 0, 44, 44), theme.color("accent"), theme.color("onAccent"))


class Door(QPushButton):
    """A large button: icon, what it does, and one quiet line."""

    def __init__(self, look: Look, icon: str, title: str, line: str) -> None:
        super().__init__()
        self.setProperty("kind", "door")
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self._look, self._icon, self._title, self._line = look, icon, title, line

    def sizeHint(self) -> QSize:
        """Return the size of a door."""
        return QSize(320, self._look.fonts.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the door."""
        super().paintEvent(event)
        theme, fonts = self._look.theme, self._look.fonts
        painter = QPainter(self)
        middle, left = self.height() // 2, 56
        pixmap = self._look.icons.pixmap(self._icon, "accentText", 24, self.devicePixelRatioF())
        painter.drawPixmap(18, middle - 12, pixmap)
        painter.setFont(fonts.font(14, 600))
        painter.setPen(theme.color("text"))
        room = self.width() - left - 12
        painter.drawText(left, 4, room, middle - 4, Qt.AlignmentFlag.AlignBottom, self._title)
        painter.setFont(fonts.font(12))
        painter.setPen(theme.color("text3"))
        line = painter.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, middle + 2, room, middle, Qt.AlignmentFlag.AlignTop, line)


class StartWindow(QWidget):
    """Shown while no file is open.

    Attributes:
        is_busy: True where it only says that a file is being opened.

    Signals:
        sample_asked: open the sample portfolio.
        import_asked: begin with a file from Excel.
        empty_asked: begin empty.
        open_asked: choose a file to open.
        file_chosen: a recent file (Path).
        language_chosen: a language's tag.
        painted: the window is on screen for the first time; now there is time for the rest.
    """

    sample_asked = Signal()
    import_asked = Signal()
    empty_asked = Signal()
    open_asked = Signal()
    file_chosen = Signal(object)
    language_chosen = Signal(str)
    painted = Signal()

    def __init__(self, look: Look, recent: RecentFiles, *, busy: bool = False) -> None:
        super().__init__()
        self._look = look
        self._recent = recent
        self._was_painted = False
        self.is_busy = busy
        t = look.texts
        self.setWindowTitle("PMO Desktop")
        self.setAutoFillBackground(True)
        self.resize(920, 600)
        self._banner: Banner | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label("PMO Desktop", "title"))
        words.addWidget(Label(t("Plans, registers and status packs, on your own computer"), "hint"))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Mark(look))
        head.addLayout(words, 1)
        layout = self._rows = QVBoxLayout(self)
        layout.setContentsMargins(48, 36, 48, 36)
        layout.setSpacing(20)
        layout.addLayout(head)
        if busy:
            layout.addStretch(1)
            layout.addWidget(Label(t("Opening…"), "quiet"), 0, Qt.AlignmentFlag.AlignCenter)
            layout.addStretch(1)
            return
        head.addWidget(self._languages())
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addLayout(self._doors(), 1)
        columns.addLayout(self._files(), 1)
        layout.addLayout(columns, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint once it is done."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def show_error(self, error: PmoError) -> None:
        """Say why a file could not be opened."""
        self.banner.say(self._look.texts.say(error))

    @property
    def banner(self) -> Banner:
        """The bar for errors, made when it is needed: this window is the first thing on screen."""
        if self._banner is None:
            self._banner = Banner(self._look.icons, "error", close_name=self._look.texts("Close"))
            self._rows.insertWidget(1, self._banner)
        return self._banner

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._look.texts("Language"))
        for tag, name in LANGUAGES.items():
            box.addItem(name, tag)
        box.setCurrentIndex(box.findData(self._look.texts.language))
        box.activated.connect(lambda place: self.language_chosen.emit(box.itemData(place)))
        return box

    def _doors(self) -> QVBoxLayout:
        t, look = self._look.texts, self._look
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(Label(t("Begin"), "section"))
        doors = (
            (
                "layout-dashboard",
                t("Open the sample portfolio"),
                t("24 projects to look at and try out"),
                self.sample_asked,
            ),
            ("import", t("Start from Excel or CSV"), t("Bring the project list you already have"), self.import_asked),
            ("file-plus", t("Start empty"), t("A new portfolio file"), self.empty_asked),
        )
        for place, (icon, title, line, signal) in enumerate(doors):
            door = Door(look, icon, title, line)
            door.clicked.connect(signal)
            if place == 0:
                door.setFocus()
            column.addWidget(door)
        other = QPushButton(t("Open another file…"))
        look.icons.put(other, "folder-open")
        other.clicked.connect(self.open_asked)
        column.addSpacing(6)
        column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def _files(self) -> QVBoxLayout:
        t = self._look.texts
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(Label(t("Recent files"), "section"))
        files = self._recent.files()
        if not files:
            column.addWidget(Label(t("Files you open appear here."), "hint"))
        for file in files:
            column.addWidget(self._file_row(file))
        column.addStretch(1)
        return column

    def _file_row(self, file: RecentFile) -> QWidget:
        t = self._look.texts
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        button = RecentButton(self._look, file)
        button.setEnabled(file.is_there)
        button.clicked.connect(lambda: self.file_chosen.emit(file.path))
        layout.addWidget(button, 1)
        if not file.is_there:
            locate = QPushButton(t("Locate…"))
            locate.setProperty("kind", "ghost")
            locate.clicked.connect(lambda: self._locate(file.path))
            layout.addWidget(locate)
        return row

    def _locate(self, path: Path) -> None:
        t = self._look.texts
        question = t("Where is {name} now?", name=path.name)
        name, _ = QFileDialog.getOpenFileName(self, question, "", t("Portfolios") + " (*.pmow)")
        if name:
            self._recent.remove(path)
            self.file_chosen.emit(Path(name))


class RecentButton(QPushButton):
    """A recent file: its name, and below its folder and when it was open."""

    def __init__(self, look: Look, file: RecentFile) -> None:
        super().__init__()
        self.setProperty("kind", "door")
        self._look, self._file = look, file
        self.setAccessibleName(file.path.name)
        self.setToolTip(plain_tooltip(str(file.path)))

    def sizeHint(self) -> QSize:
        """Return the size of two lines."""
        return QSize(280, self._look.fonts.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, folder and time."""
        super().paintEvent(event)
        theme, fonts, t = self._look.theme, self._look.fonts, self._look.texts
        painter = QPainter(self)
        middle, room = self.height() // 2, self.width() - 28
        painter.setFont(fonts.font(13, 500))
        painter.setPen(theme.color("text" if self._file.is_there else "disabled"))
        name = painter.fontMetrics().elidedText(self._file.path.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(14, 3, room, middle - 2, Qt.AlignmentFlag.AlignBottom, name)
        painter.setFont(fonts.font(12))
        painter.setPen(theme.color("text3" if self._file.is_there else "disabled"))
        at = self._file.opened_at
        line = str(self._file.path.parent)
        if not self._file.is_there:
            line = t("Not found: {folder}", folder=line)
        elif at:
            line = f"{t.moment(at)} · {line}"
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(14, middle + 1, room, middle, Qt.AlignmentFlag.AlignTop, shown)
