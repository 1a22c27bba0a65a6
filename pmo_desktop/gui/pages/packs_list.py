"""The pages of a pack as a list: a real thumbnail, what the page is, and whether something is to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..widgets.text import plain_tooltip
from ..workspace import Workspace

THUMBNAIL: Final = 48
"""Width of a thumbnail on screen, in px."""

ROOT: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PageLine:
    """A page of the list. `note` says what is to be checked, "" for nothing."""

    title: str
    detail: str
    picture: QImage
    note: str = ""
    is_continued: bool = False


class PageModel(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[PageLine, ...] = ()

    def set_lines(self, lines: Sequence[PageLine]) -> None:
        """Show other pages."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many pages there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a screen reader says of a page, and its tooltip."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.detail, line.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{line.title}\n{line.note}".strip())
        return None


class PageDelegate(QStyledItemDelegate):
    """Paints a line: thumbnail, title, detail, warning mark."""

    def __init__(self, workspace: Workspace, model: PageModel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(180, self._workspace.theme.fonts.px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line."""
        theme, icons = self._workspace.theme, self._workspace.icons
        line = self._model.lines[index.row()]
        area: QRect = option.rect
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if is_chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        if ground:
            painter.setPen(QPen(QColor(0, 0, 0, 0)))
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 6, 6)
        picture = line.picture
        height = round(THUMBNAIL * picture.height() / picture.width()) if picture.width() else 34
        frame = QRect(area.left() + 12, area.top() + (area.height() - height) // 2, THUMBNAIL, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = painter.device().devicePixelRatio()
        soft = picture.scaled(
            frame.size() * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(frame, soft)
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.setPen(QPen(theme.color("focus" if is_chosen else "line"), 1.5 if is_chosen else 1))
        painter.drawRect(frame)
        right = area.right() - 12
        if line.note:
            size = theme.fonts.px(16)
            pixmap = icons.pixmap("circle-alert", "ragAtext", size, ratio)
            painter.drawPixmap(right - size, area.center().y() - size // 2, pixmap)
            right -= size + 8
        left = frame.right() + 12
        middle, high = area.center().y(), theme.fonts.px(18)
        titles = theme.fonts.role("body", weight=400 if line.is_continued else 500)
        for text, font, token, top in (
            (line.title, titles, "text2" if line.is_continued else "text", middle - high + 1),
            (line.detail, theme.fonts.role("small"), "text3", middle),
        ):
            painter.setFont(font)
            painter.setPen(theme.color(token))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, top, right - left, high), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class PageList(QListView):
    """The list itself; arrow keys, PgUp and PgDn go from page to page."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PageModel(self)
        self.setModel(self.pages)
        self.setItemDelegate(PageDelegate(workspace, self.pages, self))
        self.setAccessibleName(workspace.texts("Pages of the pack"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        workspace.theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let PgUp and PgDn turn one page, as in the preview."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        wanted = self.pages.index(self.currentIndex().row() + step, 0)
        if wanted.isValid():
            self.setCurrentIndex(wanted)

    def choose(self, page: int) -> None:
        """Mark a page, from 0, without telling anybody."""
        if page != self.currentIndex().row() and 0 <= page < self.pages.rowCount():
            blocked = self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.pages.index(page, 0))
            self.selectionModel().blockSignals(blocked)
            self.viewport().update()
        self.scrollTo(self.currentIndex())
