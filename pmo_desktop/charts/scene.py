"""What a chart is made of before it is paint.

Coordinates run right and down from a chart's top left corner, in points on paper and in device-independent pixels on
screen. Colours are names of `domain.tokens`; "" means none. A primitive that shows a record carries its key, so that
a click finds the record and a test finds the primitive. Painters draw a scene in its order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..domain.rag import Rag

Key: TypeAlias = tuple[str, int | str] | None
"""The kind of a record and its id, for example `("risk", 41)`."""

Anchor: TypeAlias = Literal["start", "middle", "end"]
Weight: TypeAlias = Literal["regular", "semibold", "bold"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its top left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.75
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    key: Key = None


@dataclass(frozen=True, slots=True)
class Hatch:
    """Diagonal lines, `gap` apart, inside a rectangle: the sign of a forecast."""

    x: float
    y: float
    width: float
    height: float
    stroke: str
    gap: float = 2.6
    line_width: float = 0.6
    key: Key = None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `arrow` puts a head on its second end."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    line_width: float = 0.75
    dash: tuple[float, ...] = ()
    arrow: bool = False
    key: Key = None


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight lines through points; with `fill` the area they close."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    line_width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""
    key: Key = None


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on the baseline y, anchored at x.

    With `max_width` the painter shortens it by an ellipsis; `halo` is the colour of a box behind it; `upright` turns
    it a quarter left.
    """

    x: float
    y: float
    text: str
    size: float
    color: str = "text"
    weight: Weight = "regular"
    anchor: Anchor = "start"
    max_width: float = 0.0
    halo: str = ""
    upright: bool = False
    key: Key = None


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone: a square on its corner, `radius` from its centre (x, y) to each corner."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.75
    key: Key = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.75
    dash: tuple[float, ...] = ()
    key: Key = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: shape, colour and, unless it is too small, letter. `size` is its height, (x, y) its centre.

    `tick` folds its corner: it was reported better than calculated.
    """

    x: float
    y: float
    size: float
    rag: Rag
    letter: bool = True
    key: Key = None
    tick: bool = False


Primitive: TypeAlias = Box | Hatch | Line | Polyline | Label | Diamond | Circle | Mark
Scene: TypeAlias = list[Primitive]


def moved(scene: Iterable[Primitive], dx: float, dy: float) -> Scene:
    """Return the scene shifted right by dx and down by dy."""
    return [_moved(part, dx, dy) for part in scene]


def _moved(part: Primitive, dx: float, dy: float) -> Primitive:
    if isinstance(part, Line):
        return replace(part, x1=part.x1 + dx, y1=part.y1 + dy, x2=part.x2 + dx, y2=part.y2 + dy)
    if isinstance(part, Polyline):
        return replace(part, points=tuple((x + dx, y + dy) for x, y in part.points))
    return replace(part, x=part.x + dx, y=part.y + dy)
