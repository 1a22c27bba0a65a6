"""How links are led between the bars of a Gantt so that they can be told apart and run through nothing.

Each link has a few ways to go; each way costs what it crosses (bars, texts) and how near it comes to the uprights of
other links. Links of one task share an upright. A way once chosen is kept, so that lines do not jump while one scrolls.
Coordinates are those of the whole chart: x = 0 at the scale's origin, y = 0 at the top of the first line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Final

from .gantt_data import BAR_HEIGHT, BAR_TOP, DIAMOND, GAP, GanttLines, GanttRows, GanttScale, TextWidth, span_of
from .gantt_links import Heading, Point, rounded

OUT: Final = 6.0
IN: Final = 9.0
INSET: Final = 3.0
"""How far inside a bar's end a link leaves it downwards."""

NEAR: Final = 4.5
"""Uprights of different links are at least so far apart, if there is another way."""

LOOKED_AT: Final = 60
"""A link that passes more lines than this takes its usual way, whatever it crosses."""

SMALLEST: Final = 0.62
"""Below this size of rows links and arrows get no smaller."""

KEPT: Final = 20_000
DRAWER: Final = 32
DRAWERS: Final = 4
TRUNK_REACH: Final = 24.0
MANY: Final = 3
"""From so many links into one task they are gathered beside it."""

THROUGH_BAR: Final = 1.3
THROUGH_TEXT: Final = 0.5
OVER_OWN_TEXT: Final = 1.3
FARTHEST: Final = 400.0
"""No text reaches farther from its bar."""
CROWDED: Final = 2.0


@dataclass(frozen=True, slots=True)
class Path:
    """A link's way: its corners, those corners rounded, where it ends and in which direction."""

    corners: tuple[Point, ...]
    points: tuple[Point, ...]
    heading: Heading

    def uprights(self) -> Iterator[tuple[float, float, float]]:
        """Yield x, top and bottom of the upright parts."""
        for (x1, y1), (x2, y2) in pairwise(self.corners):
            if abs(x1 - x2) < 0.01 and y1 != y2:
                yield (x1, y1, y2) if y1 < y2 else (x1, y2, y1)

    def distance(self, x: float, y: float) -> float:
        """Return how far a place is from the link."""
        return min(
            (
                max(x1 - x, x - x2, y1 - y, y - y2, 0.0)
                for (a, b), (c, d) in pairwise(self.corners)
                for x1, x2, y1, y2 in ((min(a, c), max(a, c), min(b, d), max(b, d)),)
            ),
            default=float("inf"),
        )

    def levels(self) -> Iterator[tuple[float, float, float]]:
        """Yield y, left and right of the level parts."""
        for (x1, y1), (x2, y2) in pairwise(self.corners):
            if abs(y1 - y2) < 0.01 and x1 != x2:
                yield (y1, x1, x2) if x1 < x2 else (y1, x2, x1)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to go: what it costs before it is looked at, its corners, and how it ends."""

    cost: float
    corners: tuple[Point, ...]
    heading: Heading


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a bar lies."""

    row: int
    line: int
    left: float
    right: float
    top: float
    middle: float
    bottom: float
    is_diamond: bool

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class LinkPaths:
    """The ways of a plan's links at one scale."""

    def __init__(
        self, data: GanttRows, lines: GanttLines, scale: GanttScale, row_height: float, ratio: float, width: TextWidth
    ) -> None:
        self._data = data
        self._lines = lines
        self._scale = scale
        self._height = row_height
        self._ratio = ratio
        self._width = width
        self.grown = max(SMALLEST, ratio)
        self._out, self._in, self._inset = OUT * self.grown, IN * self.grown, INSET * self.grown
        self._known: dict[int, Path] = {}
        self._bars: dict[int, tuple[float, float]] = {}
        self._texts: dict[int, float] = {}
        self._uprights: dict[int, list[tuple[float, int, int, int, int]]] = {}
        self._shared: dict[tuple[str, int], list[float]] = {}

    def path(self, at: int) -> Path:
        """Return the way of the link at a place of the list of links; both its rows have a line."""
        found = self._known.get(at)
        if found is None:
            if len(self._known) > KEPT:
                self._known.clear()
                self._uprights.clear()
                self._shared.clear()
            found = self._known[at] = self._choose(at)
        return found

    # Choosing

    def _choose(self, at: int) -> Path:
        before, after, kind = self._data.links[at]
        one, two = self._place(before), self._place(after)
        if abs(one.line - two.line) > LOOKED_AT:
            return self._made(self._usual(one, two, kind), one, two)
        chosen: _Way | None = None
        lowest = float("inf")
        for way in self._ways(one, two, kind):
            if way.cost >= lowest:
                continue
            cost = way.cost + self._cost(way, one, two)
            if cost < lowest:
                chosen, lowest = way, cost
                if cost <= 0:
                    break
        assert chosen is not None
        return self._made(chosen, one, two)

    def _made(self, way: _Way, one: _Place, two: _Place) -> Path:
        corners = _snapped(way.corners)
        path = Path(corners, tuple(rounded(corners)), way.heading)
        self._keep(path, one, two)
        return path

    def _usual(self, one: _Place, two: _Place, kind: str) -> _Way:
        """Return the way of a link that passes so many lines that it can't keep clear of them all."""
        entry = two.left - self._in
        if kind != "FS":
            return next(iter(self._ways(one, two, kind)))
        if entry >= one.right + 1:
            return _way(one, two, min(one.right + self._out, entry), one.right, two.left, "right", 0.0)
        leave = one.centre if one.is_diamond else None
        return next(self._brackets(one, two, entry, two.left, "right", leave))

    def _ways(self, one: _Place, two: _Place, kind: str) -> Iterator[_Way]:
        match kind:
            case "FS":
                return self._finish_to_start(one, two)
            case "SF":
                return self._start_to_finish(one, two)
            case "SS":
                x = min(one.left, two.left) - self._in
                return (_way(one, two, x - by, one.left, two.left, "right", by / 5) for by in (0.0, 5.0, 10.0))
            case _:
                x = max(one.right, two.right) + self._in
                return (_way(one, two, x + by, one.right, two.right, "left", by / 5) for by in (0.0, 5.0, 10.0))

    def _finish_to_start(self, one: _Place, two: _Place) -> Iterator[_Way]:
        entry = two.left - self._in
        leave = one.centre if one.is_diamond else None
        if self._lines.links.into[two.row] >= MANY:
            yield from self._brackets(one, two, entry, two.left, "right", leave)
        yield from self._drops(one, two)
        if not one.is_diamond:
            x = min(one.right - self._inset, entry)
            if x >= one.left + 2:
                yield _Way(0.2, ((x, self._exit(one, two)), (x, two.middle), (two.left, two.middle)), "right")
        if entry >= one.right + 1:
            first = min(one.right + self._out, entry)
            shared = [x for x in self._shared.get(("into", two.row), ()) if first <= x <= entry]
            shared += [x for x in self._shared.get(("from", one.row), ()) if first <= x <= entry]
            for x in shared:
                yield _way(one, two, x, one.right, two.left, "right", -0.1)
            for x, cost in ((first, 0.0), (first + 5, 0.4), (entry, 0.6), (first + 10, 0.6), (entry - 6, 0.8)):
                if first <= x <= entry:
                    yield _way(one, two, x, one.right, two.left, "right", cost)
        yield from self._brackets(one, two, entry, two.left, "right", leave)

    def _start_to_finish(self, one: _Place, two: _Place) -> Iterator[_Way]:
        entry = two.right + self._in
        if one.left - 1 >= entry:
            first = max(one.left - self._out, entry)
            for x, cost in ((first, 0.0), (entry, 0.6)):
                yield _way(one, two, x, one.left, two.right, "left", cost)
        leave = one.centre if one.is_diamond else min(one.left + self._inset, one.right)
        yield from self._brackets(one, two, entry, two.right, "left", leave)

    def _drops(self, one: _Place, two: _Place) -> Iterator[_Way]:
        """Yield the straight way down or up into the successor, where one lies over the other."""
        if one.is_diamond:
            reach = DIAMOND * self._ratio - 2
            x = two.centre if two.is_diamond else max(two.left + 3, one.centre)
            if abs(x - one.centre) > reach or not two.left < x <= two.right:
                return
        elif two.is_diamond:
            x = two.centre
            if not one.left + 1 <= x <= one.right + 1:
                return
            x = min(x, one.right - 1)
        else:
            x = one.right - self._inset
            if not max(one.left, two.left + 2) <= x <= two.right:
                return
        down = two.line > one.line
        begin, end = self._edge(one, x, below=down), self._edge(two, x, below=not down)
        yield _Way(0.0, ((x, begin), (x, end)), "down" if down else "up")

    def _brackets(
        self, one: _Place, two: _Place, entry: float, end: float, heading: Heading, leave: float | None
    ) -> Iterator[_Way]:
        """Yield the ways that leave a bar downwards and run between the rows, where they cross nothing."""
        x = one.right - self._inset if leave is None else leave
        x = max(x, min(one.left + 1, one.centre))
        down = two.line > one.line
        begin = self._edge(one, x, below=down)
        near = self._gap(one.line if down else one.line - 1)
        far = self._gap(two.line - 1 if down else two.line)
        gathered = heading == "right" and self._lines.links.into[two.row] >= MANY
        yield _Way(
            -0.2 if gathered else 1.2,
            ((x, begin), (x, near), (entry, near), (entry, two.middle), (end, two.middle)),
            heading,
        )
        if heading == "right":
            for trunk in self._shared.get(("from", one.row), ()):
                if entry - TRUNK_REACH <= trunk <= entry + self._in / 3 and trunk < x:
                    corners = ((x, begin), (x, near), (trunk, near), (trunk, two.middle), (end, two.middle))
                    yield _Way(0.9, corners, heading)
        if near != far:
            yield _Way(1.4, ((x, begin), (x, far), (entry, far), (entry, two.middle), (end, two.middle)), heading)
            if heading == "right":
                for side, cost in ((one.right + self._out, 1.6), (self._beyond(one, two) + self._out, 1.8)):
                    over = ((one.right, one.middle), (side, one.middle), (side, far), (entry, far))
                    yield _Way(cost, (*over, (entry, two.middle), (end, two.middle)), heading)

    def _beyond(self, one: _Place, two: _Place) -> float:
        """Return the right end of the bars between two others, as far as it is near."""
        low, high = sorted((one.line, two.line))
        ends = [self._bar(self._lines.rows[line])[1] for line in range(low + 1, min(high, low + 12))]
        return max((end for end in ends if end < one.right + TRUNK_REACH), default=one.right)

    # What a way costs

    def _cost(self, way: _Way, one: _Place, two: _Place) -> float:
        corners = way.corners
        cost = self._covered(corners, one, two)
        for (x1, y1), (x2, y2) in pairwise(corners):
            if x1 == x2 and y1 != y2:
                cost += self._crossed(x1, y1, y2, one, two) + self._crowded(x1, y1, y2, one, two)
        return cost

    def _covered(self, corners: tuple[Point, ...], one: _Place, two: _Place) -> float:
        """Return what it costs that the texts of the link's own bars have to give way."""
        cost = 0.0
        for (x1, y1), (x2, y2) in pairwise(corners):
            if y1 == y2:
                for place in (one, two):
                    is_over = y1 == place.middle and max(x1, x2) > place.right + 2 * self._out
                    if is_over and self._text_end(place.row) > place.right:
                        cost += OVER_OWN_TEXT
        return cost

    def _crossed(self, x: float, y1: float, y2: float, one: _Place, two: _Place) -> float:
        low, high = self._lines_of(y1, y2)
        cost = 0.0
        for line in range(max(low, 0), min(high + 1, len(self._lines.rows))):
            if line in (one.line, two.line):
                continue
            row = self._lines.rows[line]
            left, right = self._bar(row)
            if left - 3 < x < right + 3:
                cost += THROUGH_BAR
            elif right < x < right + FARTHEST and x < self._text_end(row):
                cost += THROUGH_TEXT
        return cost

    def _crowded(self, x: float, y1: float, y2: float, one: _Place, two: _Place) -> float:
        low, high = self._lines_of(y1, y2)
        cost = 0.0
        for drawer in range(low // DRAWER, min(high // DRAWER, low // DRAWER + 3) + 1):
            for other, first, last, source, target in self._uprights.get(drawer, ()):
                apart = abs(other - x)
                if apart < NEAR and first <= high and last >= low:
                    stranger = source != one.row and target != two.row and first < high and last > low
                    if apart > 1.0 or stranger:
                        cost += CROWDED
        return cost

    def _lines_of(self, y1: float, y2: float) -> tuple[int, int]:
        """Return the first and last line whose bar an upright part may touch."""
        low, high = (y1, y2) if y1 < y2 else (y2, y1)
        ratio = self._ratio
        return (
            int((low - (BAR_TOP + BAR_HEIGHT) * ratio) // self._height) + 1,
            int((high - BAR_TOP * ratio) // self._height),
        )

    def _keep(self, path: Path, one: _Place, two: _Place) -> None:
        for x, top, bottom in path.uprights():
            low, high = int(top // self._height), int(bottom // self._height)
            first, last = low // DRAWER, high // DRAWER
            for drawer in range(first, last + 1) if last - first < DRAWERS else (first, last):
                self._uprights.setdefault(drawer, []).append((x, low, high, one.row, two.row))
            if high - low >= 1:
                for key in (("from", one.row), ("into", two.row)):
                    kept = self._shared.setdefault(key, [])
                    if len(kept) < 4 and x not in kept:
                        kept.append(x)

    # Where things lie

    def _place(self, row: int) -> _Place:
        left, right = self._bar(row)
        line = self._lines.line_of[row]
        top, ratio = line * self._height, self._ratio
        is_diamond = self._data.shape[row] == "milestone"
        middle = top + (BAR_TOP + BAR_HEIGHT / 2) * ratio
        return _Place(
            row, line, left, right, top + BAR_TOP * ratio, middle, top + (BAR_TOP + BAR_HEIGHT) * ratio, is_diamond
        )

    def _bar(self, row: int) -> tuple[float, float]:
        """Return from where to where a bar reaches."""
        found = self._bars.get(row)
        if found is None:
            shape = self._data.shape[row]
            found = span_of(self._data, row, self._scale, self._ratio) if shape else (0.0, -100.0)
            self._bars[row] = found
        return found

    def _text_end(self, row: int) -> float:
        """Return how far the text right of a bar would reach."""
        found = self._texts.get(row)
        if found is None:
            right = self._bar(row)[1]
            text = self._data.label(row) if self._data.shape[row] else ""
            found = self._texts[row] = right + 7 * self._ratio + self._width(text) if text else right
        return found

    def _edge(self, place: _Place, x: float, *, below: bool) -> float:
        """Return y of a bar's lower or upper edge at x."""
        if place.is_diamond:
            reach = max(0.0, DIAMOND * self._ratio - abs(x - place.centre))
            return place.middle + (reach if below else -reach)
        return place.bottom if below else place.top

    def _exit(self, one: _Place, two: _Place) -> float:
        return one.bottom if two.line > one.line else one.top

    def _gap(self, line: int) -> float:
        return line * self._height + GAP * self._ratio


def _way(one: _Place, two: _Place, x: float, begin: float, end: float, heading: Heading, cost: float) -> _Way:
    """Return the way out of a bar's end, along one upright at x, and into the other bar."""
    return _Way(cost, ((begin, one.middle), (x, one.middle), (x, two.middle), (end, two.middle)), heading)


def _snapped(corners: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the corners with uprights in the middle of a pixel, where thin lines are sharp and lie on each other."""
    points = list(corners)
    for at, ((x1, y1), (x2, y2)) in enumerate(pairwise(corners)):
        if x1 == x2:
            x = floor(x1) + 0.5
            points[at], points[at + 1] = (x, y1), (x, y2)
    return tuple(points)
