"""Where the parts of a scene are, as a rectangle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..charts.scene import Box, Circle, Diamond, Hatch, Label, Line, Mark, Polyline, Primitive, Weight
from .frame import Area

Measure = Callable[[str, float, Weight], float]


def extent(scene: Sequence[Primitive], x: float, y: float, measure: Measure) -> Area:
    """Return the rectangle that a scene with its corner at (x, y) takes; `measure` tells widths of texts."""
    points = [point for part in scene for point in _corners(part, measure)]
    return Area(
        x + min(point[0] for point in points),
        y + min(point[1] for point in points),
        x + max(point[0] for point in points),
        y + max(point[1] for point in points),
    )


def _corners(part: Primitive, measure: Measure) -> Iterator[tuple[float, float]]:
    match part:
        case Box() | Hatch():
            yield part.x, part.y
            yield part.x + part.width, part.y + part.height
        case Line():
            yield part.x1, part.y1
            yield part.x2, part.y2
        case Polyline():
            yield from part.points
        case Circle() | Diamond():
            yield part.x - part.radius, part.y - part.radius
            yield part.x + part.radius, part.y + part.radius
        case Mark():
            yield part.x - part.size / 2 - 1, part.y - part.size / 2 - 1
            yield part.x + part.size / 2 + 1, part.y + part.size / 2 + 1
        case Label():
            wide = measure(part.text, part.size, part.weight)
            wide = min(wide, part.max_width) if part.max_width else wide
            back = {"start": 0.0, "middle": wide / 2, "end": wide}[part.anchor]
            if part.upright:
                yield part.x - part.size, part.y - wide + back
                yield part.x, part.y + back
            else:
                yield part.x - back, part.y - part.size
                yield part.x - back + wide, part.y + part.size * 0.3
