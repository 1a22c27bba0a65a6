"""The sidebar: which file, search, and the pages; folded to a rail of icons on small windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..domain.changes import ChangeSet
from .pages.catalogue import PAGES
from .painting.logo import paint_logo
from .style_sheet import nav_height
from .widgets.text import Label
from .workspace import Workspace

WIDTH: Final = 216
RAIL: Final = 56


class NavButton(QPushButton):
    """One entry: icon, title, a quiet count, and a bar at the left when its page is shown."""

    def __init__(self, workspace: Workspace, title: str, icon: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._title = title
        self._icon = icon
        self._count = ""
        self._is_rail = False
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: str) -> None:
        """Show a count at the right."""
        self._count = count
        self.setAccessibleDescription(count)
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Show only the icon."""
        self._is_rail = is_rail
        self.setToolTip(self._title if is_rail else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of an entry."""
        return QSize(32, nav_height(self._workspace.theme.fonts))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entry."""
        super().paintEvent(event)
        theme = self._workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(QRectF(area), 6, 6)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, area.height() / 2 - 7, 3, 14), 1.5, 1.5)
        token = "accentText" if self.isChecked() else "text2"
        size = theme.fonts.px(16)
        left = (area.width() - size) // 2 if self._is_rail else 11
        ratio = self.devicePixelRatioF()
        pixmap = self._workspace.icons.pixmap(self._icon, token, size, ratio)
        painter.drawPixmap(left, (area.height() - size) // 2, pixmap)
        if self._is_rail:
            return
        painter.setFont(theme.fonts.font(13, 500 if self.isChecked() else 400))
        painter.setPen(theme.color("text" if self.isChecked() else "text2"))
        metrics = painter.fontMetrics()
        right = area.width() - 12
        if self._count:
            painter.save()
            painter.setFont(theme.fonts.font(12, 400, tabular=True))
            painter.setPen(theme.color("text3"))
            right -= painter.fontMetrics().horizontalAdvance(self._count)
            painter.drawText(right, 0, 200, area.height(), Qt.AlignmentFlag.AlignVCenter, self._count)
            painter.restore()
            right -= 8
        start = left + size + 10
        text = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, right - start)
        painter.drawText(start, 0, right - start, area.height(), Qt.AlignmentFlag.AlignVCenter, text)


class FileCard(QPushButton):
    """The portfolio's name and file at the top: the way to other files."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._name = ""
        self._is_rail = False
        self.setAccessibleName(workspace.texts("Portfolio file"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_name(self, name: str) -> None:
        """Show the portfolio's name."""
        self._name = name or self._workspace.store.path.stem
        self.setAccessibleDescription(self._name)
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Show only the mark."""
        self._is_rail = is_rail
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of two lines."""
        return QSize(40, self._workspace.theme.fonts.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark, name and file name."""
        super().paintEvent(event)
        theme, fonts = self._workspace.theme, self._workspace.theme.fonts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        left = (self.width() - 24) / 2 if self._is_rail else 8
        paint_logo(painter, QRectF(left, height / 2 - 12, 24, 24), theme.color("accent"), theme.color("onAccent"))
        if self._is_rail:
            return
        room = self.width() - 42 - 26
        half = height // 2
        painter.setFont(fonts.font(13, 600))
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(42, 3, room, half - 3, Qt.AlignmentFlag.AlignBottom, name)
        painter.setFont(fonts.font(11 if not fonts.is_chinese else 12, 400))
        painter.setPen(theme.color("text3"))
        file = painter.fontMetrics().elidedText(self._workspace.store.path.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(42, half, room, half, Qt.AlignmentFlag.AlignTop, file)
        pixmap = self._workspace.icons.pixmap("chevrons-up-down", "text3", 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 24, half - 8, pixmap)


class Sidebar(QFrame):
    """File, search and pages.

    Signals:
        chosen: the name of the page whose entry was clicked.
        search_asked: the search field was clicked.
        files_asked: the file card was clicked.
        help_asked: the help entry was clicked.
    """

    chosen = Signal(str)
    search_asked = Signal()
    files_asked = Signal()
    help_asked = Signal()

    def __init__(self, workspace: Workspace, search_keys: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._workspace = workspace
        self._is_rail = False
        self._labels: list[QWidget] = []
        self.buttons: dict[str, NavButton] = {}
        t = workspace.texts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(2)
        self.file = FileCard(workspace)
        self.file.clicked.connect(self.files_asked)
        layout.addWidget(self.file)
        layout.addSpacing(4)
        self._search = QPushButton(t("Search or run…"))
        self._search.setObjectName("searchButton")
        workspace.icons.put(self._search, "search", "text3")
        self._search.clicked.connect(self.search_asked)
        row = QHBoxLayout(self._search)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        hint = Label(search_keys, "caption")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(hint)
        self._labels.append(hint)
        layout.addWidget(self._search)
        section = ""
        for entry in PAGES:
            if entry.section and entry.section != section:
                section = entry.section
                heading = Label(t(section), "caption")
                heading.setContentsMargins(9, 10, 0, 3)
                layout.addWidget(heading)
                self._labels.append(heading)
            if not entry.section:
                layout.addStretch(1)
            button = NavButton(workspace, t(entry.title), entry.icon)
            button.clicked.connect(lambda _=False, name=entry.name: self._choose(name))
            self.buttons[entry.name] = button
            layout.addWidget(button)
        self._help = NavButton(workspace, t("Help & shortcuts"), "circle-help")
        self._help.setCheckable(False)
        self._help.clicked.connect(self.help_asked)
        layout.addWidget(self._help)
        self.set_rail(False)

    @property
    def is_rail(self) -> bool:
        """True while only icons are shown."""
        return self._is_rail

    def set_rail(self, is_rail: bool) -> None:
        """Fold to icons, or unfold."""
        self._is_rail = is_rail
        px = self._workspace.theme.fonts.px
        self.setFixedWidth(px(WIDTH) if not is_rail else max(RAIL, px(RAIL - 16) + 16))
        for label in self._labels:
            label.setVisible(not is_rail)
        self._search.setText("" if is_rail else self._workspace.texts("Search or run…"))
        self._search.setAccessibleName(self._workspace.texts("Search or run…"))
        self.file.set_rail(is_rail)
        for button in (*self.buttons.values(), self._help):
            button.set_rail(is_rail)

    def mark(self, page: str) -> None:
        """Mark the entry of the page that is shown."""
        for name, button in self.buttons.items():
            button.setChecked(name == page)

    def set_counts(self, counts: Mapping[str, str]) -> None:
        """Show counts by page."""
        for name, button in self.buttons.items():
            button.set_count(counts.get(name, ""))

    def _choose(self, name: str) -> None:
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)


COUNTED: Final = {
    "portfolio": frozenset({"name", "organisation"}),
    "project": frozenset({"stage", "archived"}),
    "risk": frozenset({"status"}),
    "issue": frozenset({"status"}),
}
"""Columns that the sidebar's name and counts depend on."""


def moves_counts(change: ChangeSet) -> bool:
    """Tell whether a change can move the sidebar's name or counts: few edits do, and each would cost milliseconds."""
    return any(
        row.before is None or row.after is None or COUNTED[row.table] & row.after.keys()
        for row in change.rows
        if row.table in COUNTED
    )
