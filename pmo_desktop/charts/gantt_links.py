"""Links of a Gantt: which ones a window shows, and the shapes they are drawn with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal, TypeAlias

import numpy as np

Point: TypeAlias = tuple[float, float]
Heading: TypeAlias = Literal["right", "left", "down", "up"]

CORNER: Final = 3.0
ARROW: Final = 5.0
WING: Final = 3.0


class LinkIndex:
    """Finds the links that touch a range of lines.

    Attributes:
        source: the links it was made of.
    """

    def __init__(self, links: Sequence[tuple[int, int, str]], line_of: Mapping[int, int]) -> None:
        self.source = links
        rows = [np.fromiter(map(itemgetter(end), links), np.int64, len(links)) for end in (0, 1)]
        line = np.full(max([int(ends.max(initial=-1)) for ends in rows] + [max(line_of, default=-1)]) + 1, -1)
        line[list(line_of)] = list(line_of.values())
        one, two = (line[ends] for ends in rows)
        self._low, self._high = np.minimum(one, two), np.maximum(one, two)
        self._high[self._low < 0] = -1  # one end has no line

    @cached_property
    def into(self) -> Counter[int]:
        """How many links each row has as a successor."""
        return Counter(after for _, after, _ in self.source)

    def between(self, first: int, last: int) -> list[int]:
        """Return the places of the links that touch the lines from `first` up to before `last`."""
        touching: list[int] = np.flatnonzero((self._low < last) & (self._high >= max(first, 0))).tolist()
        return touching


def arrow_head(x: float, y: float, heading: Heading, grown: float = 1.0) -> tuple[Point, ...]:
    """Return the triangle at the end of a link that goes in a direction; `grown` makes it larger."""
    long, wide = ARROW * grown, WING * grown
    match heading:
        case "right":
            return ((x, y), (x - long, y - wide), (x - long, y + wide), (x, y))
        case "left":
            return ((x, y), (x + long, y - wide), (x + long, y + wide), (x, y))
        case "down":
            return ((x, y), (x - wide, y - long), (x + wide, y - long), (x, y))
        case "up":
            return ((x, y), (x - wide, y + long), (x + wide, y + long), (x, y))


def rounded(corners: Sequence[Point]) -> Iterator[Point]:
    """Yield the points of a line through corners, each level or upright from the one before, the turns rounded."""
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
