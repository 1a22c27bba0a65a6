"""Arrows of the portfolio timeline: what one project gives another, and whether it comes in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..domain.dependencies import DependencyState
from ..domain.rag import Rag
from .gantt import GanttScale, Window
from .gantt_links import Heading, Point, arrow_head, rounded
from .scene import Key, Mark, Polyline, Scene

MARKED: Final[Mapping[DependencyState, Rag]] = {"broken": "R", "tight": "A"}
"""States that carry a mark halfway: its shape tells them apart where colours don't."""

STROKES: Final[Mapping[DependencyState, tuple[str, float, tuple[float, ...]]]] = {
    "broken": ("ragR", 1.8, ()),
    "tight": ("ragAstroke", 1.5, (6.0, 2.5)),
    "ok": ("lineStrong", 1.2, ()),
    "unknown": ("plan", 1.0, (1.5, 2.5)),
    "done": ("ragC", 1.0, (1.5, 2.5)),
}
"""Colour, width and dash of each state."""

OUT: Final = 10.0
IN: Final = 10.0
"""How far an arrow goes level before it turns, and after its last turn."""

MARK: Final = 0.32
"""Height of a mark, as a share of a line."""

NEAR: Final = 5.0
"""How far from an arrow a click still finds it."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two lines of the chart, from an instant to an instant. `kind`: FS, SS, FF or SF."""

    giver_line: int
    giver_at: int
    taker_line: int
    taker_at: int
    kind: str
    state: DependencyState
    key: Key = None


def arrows_scene(
    arrows: Sequence[Arrow], scale: GanttScale, window: Window, row_height: float, middle: float, chosen: Key = None
) -> tuple[Scene, Scene]:
    """Return the arrows that touch a window, and their marks; broken ones last, so that they lie on top."""
    order: tuple[DependencyState, ...] = ("done", "unknown", "ok", "tight", "broken")
    parts: Scene = []
    marks: Scene = []
    for arrow in sorted(arrows, key=lambda one: (one.key == chosen, order.index(one.state))):
        (x1, y1), (x2, y2) = ends(arrow, scale, window, row_height, middle)
        if max(y1, y2) < 0 or min(y1, y2) > window.height or max(x1, x2) < -30 or min(x1, x2) > window.width + 30:
            continue
        color, width, dash = STROKES[arrow.state]
        strong = chosen is not None and arrow.key == chosen
        points = route(x1, y1, x2, y2, arrow.kind, row_height)
        if strong:
            parts.append(Polyline(points, "selected", width + 5.0))
        parts.append(Polyline(points, color, width + strong * 0.8, dash, key=arrow.key))
        parts.append(Polyline(arrow_head(x2, y2, heading(arrow.kind)), fill=color, key=arrow.key))
        if arrow.state in MARKED:
            x, y = upright(x1, x2, arrow.kind), (y1 + y2) / 2
            marks.append(Mark(x, y, row_height * MARK, MARKED[arrow.state], letter=False, key=arrow.key))
    return parts, marks


def heading(kind: str) -> Heading:
    """Return in which direction an arrow of a kind arrives."""
    return "right" if kind.endswith("S") else "left"


def upright(x1: float, x2: float, kind: str) -> float:
    """Return x of the long upright part of an arrow."""
    match kind:
        case "SS":
            return min(x1, x2) - IN
        case "FF":
            return max(x1, x2) + IN
    return x1 + (OUT if kind.startswith("F") else -OUT)


def route(x1: float, y1: float, x2: float, y2: float, kind: str, row_height: float) -> tuple[Point, ...]:
    """Return the points of an arrow of a kind (FS, SS, FF, SF); one that goes back runs between two lines."""
    middle, back = upright(x1, x2, kind), x2 + (-IN if kind.endswith("S") else IN)
    corners = [(x1, y1), (middle, y1), (middle, y2), (x2, y2)]
    goes_back = (back - middle) * (middle - x1) < 0
    if goes_back and kind in ("FS", "SF"):
        between = y2 - row_height / 2 if y2 > y1 else y2 + row_height / 2
        corners = [(x1, y1), (middle, y1), (middle, between), (back, between), (back, y2), (x2, y2)]
    return tuple(rounded(corners))


def ends(
    arrow: Arrow, scale: GanttScale, window: Window, row_height: float, middle: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where an arrow begins and ends in a window."""
    return (
        (scale.x(arrow.giver_at) - window.left, arrow.giver_line * row_height - window.top + middle),
        (scale.x(arrow.taker_at) - window.left, arrow.taker_line * row_height - window.top + middle),
    )


def arrow_at(scene: Scene, x: float, y: float) -> Key:
    """Return the key of the arrow under a point of a scene, None for none; the one on top wins."""
    for part in reversed(scene):
        if part.key is None or part.key[0] != "dependency":
            continue
        if isinstance(part, Mark) and abs(part.x - x) <= part.size / 2 + 2 and abs(part.y - y) <= part.size / 2 + 2:
            return part.key
        if isinstance(part, Polyline) and not part.fill:
            for (x1, y1), (x2, y2) in zip(part.points, part.points[1:], strict=False):
                inside = min(x1, x2) - NEAR <= x <= max(x1, x2) + NEAR and min(y1, y2) - NEAR <= y <= max(y1, y2) + NEAR
                if inside:  # level, upright, or a short corner between the two
                    return part.key
    return None
