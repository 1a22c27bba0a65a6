"""Scenes on screen: the window's twin of the pack's painter."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, assert_never

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ...charts.heatmap import Measure
from ...charts.scene import Box, Circle, Diamond, Hatch, Label, Line, Mark, Polyline, Primitive, Weight
from ..theme import Theme
from .marks import paint_mark

WEIGHTS: Final[dict[Weight, int]] = {"regular": 400, "semibold": 600, "bold": 700}
ARROW: Final = 5.0
HALO: Final = 2.0
REMEMBERED: Final = 50_000


def scene_font(theme: Theme, size: float, weight: Weight = "regular") -> QFont:
    """Return the font of a label; `size` is in pixels as they are, the zoom of the text already in it."""
    return theme.fonts.font(size / theme.fonts.scale, WEIGHTS[weight])


def measure_with(theme: Theme) -> Measure:
    """Return what measures texts as this painter draws them."""

    def measure(text: str, size: float, weight: Weight) -> float:
        return QFontMetricsF(scene_font(theme, size, weight)).horizontalAdvance(text)

    return measure


class TextWidths:
    """Tells how wide texts are in one size, and remembers it until the font is another."""

    def __init__(self, theme: Theme, size: float) -> None:
        self._theme = theme
        self._size = size
        self._known: dict[str, float] = {}
        self._font: QFont | None = None
        self._metrics: QFontMetricsF | None = None

    def __call__(self, text: str) -> float:
        """Return the width of a text in pixels."""
        font = self._theme.fonts.font(self._size, WEIGHTS["regular"])
        if self._metrics is None or font is not self._font or len(self._known) > REMEMBERED:
            self._font, self._metrics = font, QFontMetricsF(font)
            self._known.clear()
        width = self._known.get(text)
        if width is None:
            width = self._known[text] = self._metrics.horizontalAdvance(text)
        return width


def paint_scene(painter: QPainter, theme: Theme, scene: Iterable[Primitive]) -> None:
    """Paint a scene with its top left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in scene:
        match part:
            case Box():
                _pens(painter, theme, part.stroke, part.line_width, part.dash, part.fill)
                radius = min(part.radius, part.width / 2, part.height / 2)
                painter.drawRoundedRect(QRectF(part.x, part.y, part.width, part.height), radius, radius)
            case Hatch():
                _hatch(painter, theme, part)
            case Line():
                _line(painter, theme, part)
            case Polyline():
                _pens(painter, theme, part.stroke, part.line_width, part.dash, part.fill)
                points = QPolygonF([QPointF(x, y) for x, y in part.points])
                if part.fill:
                    painter.drawPolygon(points)
                else:
                    painter.drawPolyline(points)
            case Label():
                _label(painter, theme, part)
            case Diamond():
                _pens(painter, theme, part.stroke, part.line_width, (), part.fill)
                x, y, r = part.x, part.y, part.radius
                painter.drawPolygon(
                    QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
                )
            case Circle():
                _pens(painter, theme, part.stroke, part.line_width, part.dash, part.fill)
                painter.drawEllipse(QPointF(part.x, part.y), part.radius, part.radius)
            case Mark():
                paint_mark(painter, theme, part.x, part.y, part.size, part.rag, letter=part.letter)
            case _:
                assert_never(part)


def _pens(painter: QPainter, theme: Theme, stroke: str, width: float, dash: tuple[float, ...], fill: str) -> None:
    if stroke:
        pen = QPen(theme.color(stroke), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash:
            pen.setDashPattern([length / width for length in dash])  # Qt counts dashes in widths of the pen
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if fill:
        painter.setBrush(theme.color(fill))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _line(painter: QPainter, theme: Theme, part: Line) -> None:
    _pens(painter, theme, part.stroke, part.line_width, part.dash, "")
    painter.drawLine(QPointF(part.x1, part.y1), QPointF(part.x2, part.y2))
    if part.arrow:
        angle = math.atan2(part.y2 - part.y1, part.x2 - part.x1)
        tip = QPointF(part.x2, part.y2)
        wings = [
            QPointF(part.x2 + ARROW * math.cos(angle + turn), part.y2 + ARROW * math.sin(angle + turn))
            for turn in (2.7, -2.7)
        ]
        _pens(painter, theme, "", 1, (), part.stroke)
        painter.drawPolygon(QPolygonF([tip, *wings]))


def _hatch(painter: QPainter, theme: Theme, part: Hatch) -> None:
    painter.save()
    painter.setClipRect(QRectF(part.x, part.y, part.width, part.height), Qt.ClipOperation.IntersectClip)
    _pens(painter, theme, part.stroke, part.line_width, (), "")
    foot = part.y + part.height
    count = math.ceil((part.width + part.height) / part.gap)
    starts = (part.x - part.height + index * part.gap for index in range(count + 1))
    painter.drawLines([QLineF(x, foot, x + part.height, part.y) for x in starts])
    painter.restore()


def _label(painter: QPainter, theme: Theme, label: Label) -> None:
    font = scene_font(theme, label.size, label.weight)
    metrics = QFontMetricsF(font)
    text = label.text
    if label.max_width:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, label.max_width)
    width = metrics.horizontalAdvance(text)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    painter.save()
    painter.setFont(font)
    painter.translate(label.x, label.y)
    if label.upright:
        painter.rotate(-90)
    if label.halo:
        halo = QRectF(-shift - HALO, -metrics.ascent(), width + 2 * HALO, metrics.height())
        painter.fillRect(halo, QColor(theme.color(label.halo)))
    painter.setPen(theme.color(label.color))
    painter.drawText(QPointF(-shift, 0), text)
    painter.restore()
