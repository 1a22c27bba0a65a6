"""The program's mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter


def paint_logo(painter: QPainter, area: QRectF, ground: QColor, bars: QColor) -> None:
    """Paint the program's mark: three bars of a plan on a rounded square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, area.width() / 4, area.width() / 4)
    painter.setBrush(bars)
    unit = area.width() / 24
    for x, y, width in ((6, 6.5, 8), (9, 11, 9), (6, 15.5, 7)):
        painter.drawRoundedRect(QRectF(area.x() + x * unit, area.y() + y * unit, width * unit, 2.4 * unit), unit, unit)
