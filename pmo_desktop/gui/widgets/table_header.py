"""The header of a data table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ..icons import Icons
from ..theme import Theme

HEADER_HEIGHT: Final = 30


class TableHeader(QHeaderView):
    """The header: click sorts, drag moves, right click opens the menu of the column.

    Signals:
        menu_asked: (column, global position).
    """

    menu_asked = Signal(int, QPoint)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._icons = icons
        self.sorts: dict[int, bool] = {}
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.fonts.px(HEADER_HEIGHT))
        self.setMinimumSectionSize(32)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a title, with an arrow where the table is sorted by it."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        title = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        side = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.setFont(theme.fonts.font(12, 500))
        falling = self.sorts.get(logicalIndex)
        painter.setPen(theme.color("text3" if falling is None else "text"))
        area = rect.adjusted(8, 0, -8, 0)
        metrics = painter.fontMetrics()
        if falling is not None and title:
            name = "chevron-down" if falling else "chevron-up"
            pixmap = self._icons.pixmap(name, "text2", 12, self.devicePixelRatioF())
            width = min(metrics.horizontalAdvance(title), area.width() - 14)
            at_right = bool(side & Qt.AlignmentFlag.AlignRight)
            if at_right:
                area.adjust(0, 0, -14, 0)
            x = area.right() + 3 if at_right else area.x() + width + 3
            painter.drawPixmap(x, rect.center().y() - 5, pixmap)
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(side), text)
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the column under the mouse."""
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())
