"""The S-curve of a simulated finish: how sure each day is, with the planned day, P50 and P80 marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..texts import Texts
from .scene import Circle, Label, Line, Polyline, Scene
from .timescale import Timescale, shifted

STEPS: Final = (0, 200, 500, 800, 1000)
"""Thousandths with a line across the chart."""


@dataclass(frozen=True)
class CurvePoint:
    """A day that the chart marks; `name` stands beside it."""

    day: date
    share: int
    name: str
    color: str = "ink"


def s_curve(
    curve: Sequence[tuple[date, int]],
    marks: Sequence[CurvePoint],
    width: float,
    height: float,
    size: float,
    t: Texts,
) -> Scene:
    """Return the curve of (day, thousandths finished by then) with its axes; text is set at `size`."""
    if not curve:
        return []
    days = [day for day, _ in curve] + [mark.day for mark in marks]
    first, last = shifted(min(days), -3), shifted(max(days), 3)
    left, bottom = size * 3.6, size * 2.4
    base = height - bottom
    axis = Timescale.between(first, last, width - left)

    def x(day: date) -> float:
        return left + axis.x(day)

    def y(share: int) -> float:
        return base - (base - size) * share / 1000

    scene: Scene = []
    for step in STEPS:
        scene.append(Line(left, y(step), width, y(step), "line" if not step else "divider", 0.6))
        scene.append(Label(left - 5, y(step) + size * 0.35, t.percent(step / 1000), size, "text3", anchor="end"))
    unit = axis.unit(size * 4.6)
    for tick in axis.ticks(unit, 0, width - left, t, short=True):
        at = left + tick.x
        if at > left + 1:
            scene.append(Line(at, size, at, base, "divider", 0.5))
        middle = max(at, left) + 3
        room = min(at + tick.width, width) - middle
        if room > size * 2.4:
            scene.append(Label(middle, base + size * 1.5, tick.label, size, "text3", max_width=room))
    points = tuple((x(day), y(share)) for day, share in curve)
    scene.append(Polyline(points, "accent", 1.8))
    taken: list[tuple[float, float]] = []
    for mark in marks:
        at, up = x(mark.day), y(mark.share)
        scene.append(Line(at, up, at, base, mark.color, 0.9, (2.0, 2.0)))
        scene.append(Circle(at, up, 3.0, mark.color, "surface", 0.8))
        right = at < left + (width - left) * 0.62
        # Labels keep a line's distance from each other.
        line = up + size * 0.35
        while any(abs(line - other) < size * 1.25 and abs(at - beside) < size * 16 for beside, other in taken):
            line += size * 1.3
        taken.append((at, line))
        anchor = "start" if right else "end"
        shift = 7 if right else -7
        scene.append(Label(at + shift, line, mark.name, size, mark.color, "semibold", anchor, halo="surface"))  # type: ignore[arg-type]
    return scene
