"""Status marks: shape, letter and colour, so that nobody needs to see colour to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ...domain.rag import LETTERS, Rag
from ..theme import Theme

PERIOD_GAP: Final = 13.0


class Marks:
    """Paints status marks; large ones are cached as pixels."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cache: dict[tuple[Rag, float, bool, bool, bool, float, bool, int], QPixmap] = {}

    def draw(
        self,
        painter: QPainter,
        x: float,
        y: float,
        size: float,
        rag: Rag,
        *,
        letter: bool = True,
        tick: bool = False,
        stale: bool = False,
    ) -> None:
        """Draw a mark of height `size` with its centre at (x, y).

        `tick` puts a corner on it: reported better than calculated. `stale` puts "?" into one that is not rated.
        """
        ratio = painter.device().devicePixelRatioF()
        key = (rag, size, letter, tick, stale, ratio, self._theme.is_dark, round(self._theme.fonts.scale * 100))
        pixmap = self._cache.get(key)
        room = int(size) + 6
        if pixmap is None:
            pixmap = QPixmap(QSize(room, room) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            own = QPainter(pixmap)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(own, self._theme, room / 2, room / 2, size, rag, letter=letter, stale=stale)
            if tick:
                _corner(own, self._theme, room / 2, room / 2, size)
            own.end()
            self._cache[key] = pixmap
        painter.drawPixmap(QPointF(x - room / 2, y - room / 2), pixmap)

    def strip(
        self,
        painter: QPainter,
        x: float,
        y: float,
        ratings: Sequence[Rag],
        scale: float = 1.0,
        *,
        tick: bool = False,
        stale: bool = False,
    ) -> None:
        """Draw the history of a status from x rightwards; the newest mark is the larger one, with its corner or "?"."""
        gap = PERIOD_GAP * scale
        for place, rag in enumerate(ratings[:-1]):
            self.draw(painter, x + 5 * scale + place * gap, y, 8.5 * scale, rag, letter=False)
        if ratings:
            last: Rag = "" if stale else ratings[-1]
            at = x + 7 * scale + (len(ratings) - 1) * gap
            self.draw(painter, at, y, 12 * scale, last, letter=stale, tick=tick, stale=stale)


def paint_mark(
    painter: QPainter,
    theme: Theme,
    x: float,
    y: float,
    size: float,
    rag: Rag,
    *,
    letter: bool = True,
    stale: bool = False,
) -> None:
    """Paint a mark of height `size` around (x, y) in the theme's colours."""
    half = size / 2
    shape = QRectF(x - half, y - half, size, size)
    match rag:
        case "G":
            _fill(painter, theme.color("ragG"))
            painter.drawEllipse(shape)
        case "A":
            painter.setBrush(theme.color("ragA"))
            pen = QPen(theme.color("ragAstroke"), max(1.0, size / 14))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            top, foot, side = y - half * 0.98, y + half * 0.88, half * 1.08
            painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + side, foot), QPointF(x - side, foot)]))
        case "R":
            _fill(painter, theme.color("ragR"))
            shape.adjust(size * 0.03, size * 0.03, -size * 0.03, -size * 0.03)
            painter.drawRoundedRect(shape, size * 0.18, size * 0.18)
        case "C":
            _fill(painter, theme.color("ragC"))
            painter.drawEllipse(shape)
            _tick(painter, theme.color("ragCon"), x, y, size)
            return
        case _:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = max(1.2, size / 11)
            painter.setPen(QPen(theme.color("ragN"), width))
            painter.drawEllipse(shape.adjusted(width / 2, width / 2, -width / 2, -width / 2))
            if not stale:
                return
    if letter or stale:
        font = theme.fonts.font(1, 700)
        font.setPixelSize(max(6, round(size * (0.5 if rag == "A" else 0.56))))
        painter.setFont(font)
        painter.setPen(theme.color(f"rag{rag}on" if rag else "ragNtext"))
        drop = size * 0.12 if rag == "A" else 0
        painter.drawText(shape.translated(0, drop), Qt.AlignmentFlag.AlignCenter, LETTERS[rag])


def _corner(painter: QPainter, theme: Theme, x: float, y: float, size: float) -> None:
    """Paint the folded corner of a mark that is better than its figures."""
    side, right, top = size * 0.46, x + size / 2 + 1.5, y - size / 2 - 1.5
    painter.setBrush(theme.color("text"))
    painter.setPen(QPen(theme.color("surface"), max(1.0, size / 14)))
    painter.drawPolygon(QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)]))


def _fill(painter: QPainter, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)


def _tick(painter: QPainter, color: QColor, x: float, y: float, size: float) -> None:
    pen = QPen(color, max(1.2, size / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    unit = size / 2
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(x - unit * 0.42, y + unit * 0.04),
                QPointF(x - unit * 0.1, y + unit * 0.36),
                QPointF(x + unit * 0.44, y - unit * 0.3),
            ]
        )
    )
