"""The palette: one field for going, finding and doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .finding import Find, everything, matching
from .painting.marks import Marks
from .widgets.text import Label
from .workspace import Workspace

WIDTH: Final = 640
FIND_ROLE: Final = Qt.ItemDataRole.UserRole


class FindDelegate(QStyledItemDelegate):
    """Paints a line of the palette: a heading, or icon, title, note and keys."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._marks = Marks(workspace.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line."""
        px = self._workspace.theme.fonts.px
        return QSize(100, px(36) if isinstance(index.data(FIND_ROLE), Find) else px(28))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the line."""
        theme, fonts = self._workspace.theme, self._workspace.theme.fonts
        area: QRect = option.rect
        find = index.data(FIND_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(find, Find):
            painter.setFont(fonts.font(12, 500))
            painter.setPen(theme.color("text3"))
            painter.drawText(area.adjusted(12, 4, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
            painter.restore()
            return
        widget = self.parent()
        if isinstance(widget, QListWidget) and widget.currentRow() == index.row():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(QRectF(area).adjusted(4, 0, -4, 0), 6, 6)
        middle = QRectF(area).center().y()
        size = fonts.px(16)
        if find.rag is not None:
            self._marks.draw(painter, area.x() + 16 + size / 2, middle, size - 1, find.rag)
        else:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._workspace.icons.pixmap(find.icon, "text2", size, ratio)
            painter.drawPixmap(QPointF(area.x() + 16, middle - size / 2), pixmap)
        right = area.right() - 16
        if find.keys:
            painter.setFont(fonts.font(12))
            painter.setPen(theme.color("text3"))
            right -= painter.fontMetrics().horizontalAdvance(find.keys)
            painter.drawText(QRect(right, area.y(), 300, area.height()), Qt.AlignmentFlag.AlignVCenter, find.keys)
            right -= 12
        left = area.x() + 30 + size
        painter.setFont(fonts.font(13, 500))
        painter.setPen(theme.color("text"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(find.title, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, area.y(), right - left, area.height()), Qt.AlignmentFlag.AlignVCenter, title)
        left += metrics.horizontalAdvance(title) + 10
        if find.note and right - left > 40:
            painter.setFont(fonts.font(12))
            painter.setPen(theme.color("text3"))
            note = painter.fontMetrics().elidedText(find.note, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, area.y(), right - left, area.height()), Qt.AlignmentFlag.AlignVCenter, note)
        painter.restore()


class Palette(QWidget):
    """Lies over the window; a click outside or Esc closes it.

    Signals:
        chosen: a Find.
    """

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, commands: Sequence[Find], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ground = parent
        t = workspace.texts
        self._finds = [*everything(workspace), *commands]
        self._box = QFrame(self)
        self._box.setObjectName("palette")
        self.line = QLineEdit()
        self.line.setProperty("kind", "palette")
        self.line.setPlaceholderText(t("Find a project, a risk, a decision, or run a command"))
        self.line.setAccessibleName(t("Search or run"))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Found"))
        self.list.setItemDelegate(FindDelegate(workspace, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self._point)
        self.list.itemClicked.connect(lambda item: self._take(item))
        glass = QToolButton()
        workspace.icons.put(glass, "search")
        glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        glass.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 14, 8)
        head.addWidget(glass)
        head.addWidget(self.line, 1)
        rule, foot_rule = QFrame(), QFrame()
        rule.setObjectName("divider")
        foot_rule.setObjectName("divider")
        foot = Label(t("↑ ↓ move     Enter open     Esc close"), "caption")
        foot.setContentsMargins(16, 6, 16, 8)
        layout = QVBoxLayout(self._box)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule)
        layout.addWidget(self.list, 1)
        layout.addWidget(foot_rule)
        layout.addWidget(foot)
        parent.installEventFilter(self)
        self._search("")

    def open_with(self, chosen: Callable[[Find], object]) -> None:
        """Show the palette over the whole window, take the keys, and give what is chosen to `chosen`."""
        self.chosen.connect(chosen)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def finds(self) -> list[Find]:
        """Return what is listed now."""
        items = (self.list.item(at).data(FIND_ROLE) for at in range(self.list.count()))
        return [find for find in items if isinstance(find, Find)]

    def _search(self, text: str) -> None:
        t = self._workspace.texts
        self.list.clear()
        section = ""
        for find in matching(self._finds, text):
            if find.section != section:
                section = find.section
                heading = QListWidgetItem(t(section))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            item = QListWidgetItem(find.title)
            item.setData(FIND_ROLE, find)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join((find.title, find.note, find.keys)))
            self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(t("Nothing matches “{text}”", text=text[:60]))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self._step(1, start=-1)
        self._place()

    def _step(self, step: int, start: int | None = None) -> None:
        at = self.list.currentRow() if start is None else start
        count = self.list.count()
        for _ in range(count):
            at = (at + step) % count
            if isinstance(self.list.item(at).data(FIND_ROLE), Find):
                self.list.setCurrentRow(at)
                self.list.scrollToItem(self.list.item(at))
                return

    def _point(self, item: QListWidgetItem) -> None:
        if isinstance(item.data(FIND_ROLE), Find):
            self.list.setCurrentItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        find = item.data(FIND_ROLE) if item is not None else None
        if isinstance(find, Find):
            self.close()
            self.chosen.emit(find)

    def _place(self) -> None:
        area = self._ground.rect()
        self.setGeometry(area)
        px = self._workspace.theme.fonts.px
        width = min(px(WIDTH), area.width() - 48)
        rows = sum(self.list.sizeHintForRow(at) for at in range(self.list.count()))
        height = min(px(100) + rows + 8, area.height() - 160)
        self._box.setGeometry((area.width() - width) // 2, min(110, area.height() // 8), width, height)
        self.update()  # the shadow lies outside the box, where a smaller box leaves the old one standing

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Answer the keys of the field, and follow the window's size."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self.list.currentItem())
                case Qt.Key.Key_Escape:
                    self.close()
                case _:
                    return False
            return True
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click outside the box."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is behind, and paint the box's shadow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._workspace.theme.color("scrim"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = QColor(self._workspace.theme.color("shadow"))
        shadow.setAlpha(shadow.alpha() // 4)
        painter.setBrush(shadow)
        box = QRectF(self._box.geometry())
        for spread in (10, 6, 3):
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 4, spread, spread + 4), 14, 14)
