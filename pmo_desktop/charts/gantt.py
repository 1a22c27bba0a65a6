"""The Gantt as primitives: only what touches the window, so that a plan of 100,000 rows costs what a screenful costs.

Scenes have their origin at the window's top left corner. Links lie below the bars, texts where nothing else is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from ..domain.worktime import to_instant
from .gantt_bars import Bars
from .gantt_data import (
    BAR_HEIGHT,
    BAR_TOP,
    DIAMOND,
    ROW_HEIGHT,
    GanttLines,
    GanttRows,
    GanttScale,
    Look,
    Shape,
    TextWidth,
    Window,
    estimated_width,
    span_of,
    visible,
)
from .gantt_labels import Taken, place_labels, take_bars
from .gantt_links import arrow_head
from .gantt_paths import LinkPaths, Path
from .scene import Box, Line, Polyline, Scene

__all__ = [
    "BAR_HEIGHT", "BAR_TOP", "DIAMOND", "ROW_HEIGHT", "Emphasis", "GanttLines", "GanttRows", "GanttScale", "Look",
    "Shape", "Window", "row_at", "scene", "span_of", "visible",
]  # fmt: skip

SHADED_FROM: Final = 3.0
"""Width of a day from which days off are shaded."""

PASSING: Final = 600
"""Of the links that only pass through a window no more than this are drawn."""

FAR: Final = 64
BUNDLE: Final = 40
"""Of the links between one line and lines so far beside the window no more than this are drawn: they lie together."""


@dataclass(frozen=True)
class Emphasis:
    """Whose links stand out.

    Attributes:
        rows: links from and into these rows are drawn strongly.
        link: the place of one link that is drawn strongly, -1 for none.
        dims: whether all other links step back.
    """

    rows: Container[int] = field(default_factory=frozenset)
    link: int = -1
    dims: bool = False


NONE: Final = Emphasis()


def scene(
    data: GanttRows,
    lines: GanttLines,
    scale: GanttScale,
    window: Window,
    look: Look,
    *,
    selected: Container[int] = (),
    rests: Callable[[date], bool] | None = None,
    grid: Sequence[float] = (),
    paths: LinkPaths | None = None,
    width: TextWidth | None = None,
    emphasis: Emphasis = NONE,
) -> Scene:
    """Return what a window shows of a plan.

    Attributes:
        selected: lines with the selection band.
        rests: whether nobody works on a day; shaded where days are wide enough.
        grid: x of the upright lines, in the window.
        paths: the ways of the links, kept from one window to the next.
        width: measures texts.
    """
    height = look.row_height
    first = max(0, int(window.top // height))
    last = min(len(lines.rows), int((window.top + window.height) // height) + 1)
    measure = width or estimated_width(look.size)
    shown = [(lines.rows[line], line) for line in range(first, last)]
    bars = Bars(data, scale, window, look)
    foot = min(window.height, len(lines.rows) * height - window.top) if lines.rows else 0.0
    parts = _ground(scale, window, look, first, last, foot, selected, rests, grid)
    for row, line in shown:
        parts.extend(bars.under(row, line))
    taken = Taken(first, last, height, window.top, look.ratio)
    if look.links and data.links:
        ways = paths or LinkPaths(data, lines, scale, height, look.ratio, measure)
        parts.extend(_links(data, lines, ways, window, look, first, last, taken, emphasis))
    for row, line in shown:
        parts.extend(bars.bar(row, line))
    for row, line in shown:
        parts.extend(bars.over(row, line))
    if look.data_date is not None:
        x = scale.x(look.data_date) - window.left
        if look.progress_line and shown:
            parts.append(Polyline(tuple(_progress(data, shown, scale, window, look, x)), "today", 1.3))
        if -2 <= x <= window.width + 2:
            parts.append(Line(x, 0, x, window.height, "today", 1.5))
    if look.labels:
        take_bars(data, shown, scale, window, look, taken)
        parts.extend(place_labels(data, shown, scale, window, look, taken, measure, selected))
    return parts


def row_at(lines: GanttLines, y: float, row_height: float) -> int | None:
    """Return the line at y, None below the last one."""
    line = int(y // row_height)
    return line if 0 <= line < len(lines.rows) else None


def _ground(
    scale: GanttScale,
    window: Window,
    look: Look,
    first: int,
    last: int,
    foot: float,
    selected: Container[int],
    rests: Callable[[date], bool] | None,
    grid: Sequence[float],
) -> Scene:
    """Return what lies below everything: days off, the selection, the grid."""
    parts: Scene = []
    height = look.row_height
    if rests is not None and scale.per_day >= SHADED_FROM:
        parts.extend(_shading(scale, window, rests, foot))
    for line in range(first, last):
        if line in selected:
            parts.append(Box(0, line * height - window.top, window.width, height - 1, fill="selected"))
    parts.extend(Line(x, 0, x, foot, "divider", 1.0) for x in grid)
    for line in range(max(first, 1), last + 1):
        y = line * height - window.top - 0.5
        parts.append(Line(0, y, window.width, y, "divider", 1.0))
    return parts


def _links(
    data: GanttRows,
    lines: GanttLines,
    ways: LinkPaths,
    window: Window,
    look: Look,
    first: int,
    last: int,
    taken: Taken,
    emphasis: Emphasis,
) -> Scene:
    faint: Scene = []
    usual: Scene = []
    critical: Scene = []
    strong: Scene = []
    passing = 0
    leaving: Counter[tuple[int, bool]] = Counter()
    for at in lines.links.between(first, last):
        before, after, _ = data.links[at]
        if not data.shape[before] or not data.shape[after]:
            continue
        one, two = lines.line_of[before], lines.line_of[after]
        low, high = (one, two) if one < two else (two, one)
        passes = low < first - 1 and high > last
        if passes:
            passing += 1
            if passing > PASSING:
                continue
        elif low < first - FAR or high > last + FAR:
            near = (one if first <= one <= last else two, one < two)
            leaving[near] += 1
            if leaving[near] > BUNDLE:
                continue
        path = ways.path(at)
        is_critical = look.critical and data.critical[before] and data.critical[after]
        stands_out = at == emphasis.link or before in emphasis.rows or after in emphasis.rows
        if stands_out:
            into, color, wide = strong, "critDone" if is_critical else "accent", 1.8
        elif emphasis.dims:
            into, color, wide = faint, "crit" if is_critical else "prev", 1.0
        elif is_critical:
            into, color, wide = critical, "critDone", 1.2
        else:
            into, color, wide = usual, "lineStrong", 1.0
        into.extend(_drawn(path, window, color, wide, ("link", at), passes, ways.grown))
        taken.add_path(path, window.left)
    return faint + usual + critical + strong


def _drawn(
    path: Path, window: Window, color: str, wide: float, key: tuple[str, int], passes: bool, grown: float
) -> Iterator[Line | Polyline]:
    """Yield a link as far as it touches the window; one that passes through is a line from edge to edge."""
    left, top = window.left, window.top
    low = min(x for x, _ in path.corners) - left
    high = max(x for x, _ in path.corners) - left
    if high < -30 or low > window.width + 30:
        return
    if passes:
        for x, above, below in path.uprights():
            if above < top and below > top + window.height:
                yield Line(x - left, 0, x - left, window.height, color, wide, key=key)
        return
    yield Polyline(tuple((x - left, y - top) for x, y in path.points), color, wide, key=key)
    end = path.corners[-1]
    yield Polyline(arrow_head(end[0] - left, end[1] - top, path.heading, grown), fill=color, key=key)


def _progress(
    data: GanttRows, shown: Sequence[tuple[int, int]], scale: GanttScale, window: Window, look: Look, x: float
) -> Iterator[tuple[float, float]]:
    """Yield the points of the line that bends to where each task has got to: left is behind, right is ahead."""
    assert look.data_date is not None
    ratio = look.ratio
    for row, line in shown:
        top = line * look.row_height - window.top
        yield x, top
        start, finish, percent = data.start[row], data.finish[row], data.percent[row]
        begun_or_due = percent > 0 or start < look.data_date
        if data.shape[row] == "task" and percent < 100 and begun_or_due:
            at = start + (finish - start) * percent // 100
            yield scale.x(at) - window.left, top + (BAR_TOP + BAR_HEIGHT / 2) * ratio
        yield x, top + look.row_height


def _shading(scale: GanttScale, window: Window, rests: Callable[[date], bool], foot: float) -> Iterator[Box]:
    """Yield the stretches of days on which nobody works."""
    day = scale.moment(window.left).date()
    last = scale.moment(window.left + window.width).date()
    begin: date | None = None
    while day <= last + timedelta(days=1):
        resting = day <= last and rests(day)
        if resting and begin is None:
            begin = day
        elif not resting and begin is not None:
            x1, x2 = (scale.x(to_instant(datetime(d.year, d.month, d.day))) - window.left for d in (begin, day))
            yield Box(max(x1, 0.0), 0, min(x2, window.width) - max(x1, 0.0), foot, fill="weekend")
            begin = None
        day += timedelta(days=1)
