"""Links of a Gantt: which ones a window shows, and how each is led round the bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

Point = tuple[float, float]

BLOCK: Final = 64
"""Lines in one drawer of the index."""

LONG: Final = 16
"""A link across more drawers than this is kept in a list of its own."""

OUT: Final = 6.0
IN: Final = 9.0
CORNER: Final = 3.0
ARROW: Final = 5.0


class LinkIndex:
    """Finds the links that touch a range of lines without looking at all of them.

    Attributes:
        source: the links it was made of.
    """

    def __init__(self, links: Sequence[tuple[int, int, str]], line_of: Mapping[int, int]) -> None:
        self.source = links
        self._drawers: dict[int, list[tuple[int, int, int]]] = {}
        self._long: list[tuple[int, int, int]] = []
        for at, (before, after, _) in enumerate(links):
            one, two = line_of.get(before), line_of.get(after)
            if one is None or two is None:
                continue
            low, high = (one, two) if one < two else (two, one)
            first, last = low // BLOCK, high // BLOCK
            if last - first > LONG:
                self._long.append((low, high, at))
            else:
                for block in range(first, last + 1):
                    self._drawers.setdefault(block, []).append((low, high, at))

    def between(self, first: int, last: int) -> list[int]:
        """Return the places of the links that touch the lines from `first` up to before `last`."""
        found = {
            at
            for block in range(first // BLOCK, last // BLOCK + 1)
            for low, high, at in self._drawers.get(block, ())
            if low < last and high >= first
        }
        found.update(at for low, high, at in self._long if low < last and high >= first)
        return sorted(found)


def route(x1: float, y1: float, x2: float, y2: float, kind: str, row_height: float) -> tuple[Point, ...]:
    """Return the points of a link of a kind (FS, SS, FF, SF) from one bar's end to another's, corners rounded."""
    leaving = OUT if kind[0] == "F" else -OUT
    entering = -IN if kind[1] == "S" else IN
    middle = upright(x1, x2, kind)
    if kind in ("SS", "FF") or (x2 + entering - middle) * leaving >= 0:
        corners = [(x1, y1), (middle, y1), (middle, y2), (x2, y2)]
    else:
        # The bar begins before the link leaves: come back between the rows.
        between = y2 - row_height / 2 if y2 > y1 else y2 + row_height / 2
        back = x2 + entering
        corners = [(x1, y1), (middle, y1), (middle, between), (back, between), (back, y2), (x2, y2)]
    return tuple(_rounded(corners))


def upright(x1: float, x2: float, kind: str) -> float:
    """Return x of the long upright part of a link."""
    if kind == "SS":
        return min(x1, x2) - IN
    if kind == "FF":
        return max(x1, x2) + IN
    return x1 + (OUT if kind[0] == "F" else -OUT)


def arrow_head(x: float, y: float, kind: str) -> tuple[Point, ...]:
    """Return the triangle at the end of a link, which enters from the left or, for FF and SF, from the right."""
    back = -ARROW if kind[1] == "S" else ARROW
    return ((x, y), (x + back, y - 3), (x + back, y + 3), (x, y))


def _rounded(corners: Sequence[Point]) -> Iterator[Point]:
    yield corners[0]
    for before, here, after in _triples(corners):
        reach = min(CORNER, _length(before, here) / 2, _length(here, after) / 2)
        if reach < 0.5:
            yield here
            continue
        a, b = _towards(here, before, reach), _towards(here, after, reach)
        yield a
        yield ((a[0] + 2 * here[0] + b[0]) / 4, (a[1] + 2 * here[1] + b[1]) / 4)
        yield b
    yield corners[-1]


def _triples(points: Sequence[Point]) -> Iterable[tuple[Point, Point, Point]]:
    return zip(points, points[1:], points[2:], strict=False)


def _length(one: Point, two: Point) -> float:
    return abs(one[0] - two[0]) + abs(one[1] - two[1])  # always level or upright


def _towards(start: Point, end: Point, reach: float) -> Point:
    length = _length(start, end)
    return (start[0] + (end[0] - start[0]) * reach / length, start[1] + (end[1] - start[1]) * reach / length)
