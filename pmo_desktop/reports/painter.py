"""Scenes and lines of text as ReportLab operations: the pack's twin of the window's painter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from ..charts.marks import drawn
from ..charts.scene import Box, Circle, Diamond, Hatch, Label, Line, Mark, Polyline, Primitive
from ..domain.rag import Rag
from .canvas import TaggedCanvas
from .style import COLORS, TextStyle
from .text import Typesetter

HALO: Final = 1.2
ARROW: Final = 3.4


def line(canvas: TaggedCanvas, runs: Sequence[tuple[str, str]], x: float, y: float, style: TextStyle) -> None:
    """Paint one line of text with its baseline's left end at (x, y), y counted upwards as PDF does."""
    if not runs:
        return
    canvas.setFillColor(COLORS[style.color])
    canvas.runs(x, y, runs, style.size)


def mark(
    canvas: TaggedCanvas, typesetter: Typesetter, x: float, y: float, size: float, rag: Rag, *, tick: bool = False
) -> None:
    """Paint a status mark with its centre at (x, y); `tick` says that it was reported better than calculated."""
    paint(canvas, typesetter, (Mark(0.0, 0.0, size, rag, tick=tick),), x, y)


def paint(canvas: TaggedCanvas, typesetter: Typesetter, scene: Sequence[Primitive], x: float, y: float) -> None:
    """Paint a scene with its top left corner at (x, y), y counted upwards as PDF does."""
    for part in scene:
        match part:
            case Box():
                _box(canvas, part, x, y)
            case Hatch():
                _hatch(canvas, part, x, y)
            case Line():
                _line(canvas, part, x, y)
            case Polyline():
                _polyline(canvas, part, x, y)
            case Label():
                _label(canvas, typesetter, part, x, y)
            case Diamond():
                r = part.radius
                corners = ((part.x, part.y - r), (part.x + r, part.y), (part.x, part.y + r), (part.x - r, part.y))
                outline = Polyline((*corners, corners[0]), part.stroke, part.line_width, (), part.fill)
                _polyline(canvas, outline, x, y)
            case Circle():
                _pens(canvas, part.stroke, part.line_width, part.dash, part.fill)
                canvas.circle(x + part.x, y - part.y, part.radius, stroke=bool(part.stroke), fill=bool(part.fill))
                _solid(canvas, part.dash)
            case Mark():
                paint(canvas, typesetter, drawn(part), x, y)


def _pens(canvas: TaggedCanvas, stroke: str, width: float, dash: tuple[float, ...], fill: str = "") -> None:
    if stroke:
        canvas.setStrokeColor(COLORS[stroke])
        canvas.setLineWidth(width)
        if dash:
            canvas.setDash(list(dash))
    if fill:
        canvas.setFillColor(COLORS[fill])


def _solid(canvas: TaggedCanvas, dash: tuple[float, ...]) -> None:
    if dash:
        canvas.setDash()


def _box(canvas: TaggedCanvas, box: Box, x: float, y: float) -> None:
    _pens(canvas, box.stroke, box.line_width, box.dash, box.fill)
    left, bottom = x + box.x, y - box.y - box.height
    if box.radius:
        radius = min(box.radius, box.width / 2, box.height / 2)
        canvas.roundRect(left, bottom, box.width, box.height, radius, stroke=bool(box.stroke), fill=bool(box.fill))
    else:
        canvas.rect(left, bottom, box.width, box.height, stroke=bool(box.stroke), fill=bool(box.fill))
    _solid(canvas, box.dash)


def _hatch(canvas: TaggedCanvas, hatch: Hatch, x: float, y: float) -> None:
    left, bottom = x + hatch.x, y - hatch.y - hatch.height
    if hatch.width <= 0 or hatch.height <= 0:
        return
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(left, bottom, hatch.width, hatch.height)
    canvas.clipPath(clip, stroke=0, fill=0)
    _pens(canvas, hatch.stroke, hatch.line_width, ())
    start = left - hatch.height
    count = math.ceil((hatch.width + hatch.height) / hatch.gap)
    at = [start + index * hatch.gap for index in range(count + 1)]
    canvas.lines([(foot, bottom, foot + hatch.height, bottom + hatch.height) for foot in at])
    canvas.restoreState()


def _line(canvas: TaggedCanvas, part: Line, x: float, y: float) -> None:
    _pens(canvas, part.stroke, part.line_width, part.dash)
    x1, y1, x2, y2 = x + part.x1, y - part.y1, x + part.x2, y - part.y2
    canvas.line(x1, y1, x2, y2)
    _solid(canvas, part.dash)
    if part.arrow:
        angle = math.atan2(y2 - y1, x2 - x1)
        head = canvas.beginPath()
        head.moveTo(x2, y2)
        for turn in (2.7, -2.7):
            head.lineTo(x2 + ARROW * math.cos(angle + turn), y2 + ARROW * math.sin(angle + turn))
        head.close()
        canvas.setFillColor(COLORS[part.stroke])
        canvas.drawPath(head, stroke=0, fill=1)


def _polyline(canvas: TaggedCanvas, part: Polyline, x: float, y: float) -> None:
    if len(part.points) < 2:
        return
    _pens(canvas, part.stroke, part.line_width, part.dash, part.fill)
    path = canvas.beginPath()
    path.moveTo(x + part.points[0][0], y - part.points[0][1])
    for right, down in part.points[1:]:
        path.lineTo(x + right, y - down)
    if part.points[0] == part.points[-1]:
        path.close()
    canvas.drawPath(path, stroke=bool(part.stroke), fill=bool(part.fill))
    _solid(canvas, part.dash)


def _label(canvas: TaggedCanvas, typesetter: Typesetter, label: Label, x: float, y: float) -> None:
    style = TextStyle(label.size, label.weight, label.color)
    shown = typesetter.line(label.text, style, label.max_width or 1e6).lines[0]
    width = typesetter.measure(shown, label.size, label.weight)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    if label.upright:
        canvas.saveState()
        canvas.translate(x + label.x, y - label.y)
        canvas.rotate(90)
        line(canvas, typesetter.runs(shown, label.weight), -shift, 0.0, style)
        canvas.restoreState()
        return
    left, baseline = x + label.x - shift, y - label.y
    if label.halo:
        canvas.setFillColor(COLORS[label.halo])
        low, high = baseline - 0.25 * label.size, baseline + 0.8 * label.size
        canvas.rect(left - HALO, low, width + 2 * HALO, high - low, stroke=0, fill=1)
    line(canvas, typesetter.runs(shown, label.weight), left, baseline, style)
