"""Where the text of a bar goes: right of it, left of it, into it, or nowhere, but never through anything.

A line has one bar, so a text may stand a little away from it and still be its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from operator import itemgetter
from typing import Final

from .gantt_data import BAR_HEIGHT, BAR_TOP, DIAMOND, GanttRows, GanttScale, Look, TextWidth, Window, span_of
from .gantt_paths import Path
from .scene import Label

BESIDE: Final = 7.0
FAR: Final = 110.0
"""How far from its bar a text may stand."""

CLEAR: Final = 2.5
"""What is left free on either side of a line."""

FARTHEST: Final = 400.0
"""A bar so far beside the window has no text in it."""

SHORTEST: Final = 56.0
"""A text that has less room than this is not cut but left out."""

SMALLER: Final = 0.92
"""The size of a text inside its bar; on paper texts are small already."""

Interval = tuple[float, float]


class Taken:
    """What is taken by other things on each line of a window, so that no text is put there."""

    def __init__(self, first: int, last: int, row_height: float, top: float, ratio: float) -> None:
        self._lines: dict[int, list[Interval]] = {line: [] for line in range(first, last)}
        self._first, self._last = first, last - 1
        self._all: list[Interval] = []
        self._height = row_height
        self._top = top
        middle = (BAR_TOP + BAR_HEIGHT / 2) * ratio
        self._text = (middle - 7.5 * ratio, middle + 7.5 * ratio)

    def add(self, line: int, left: float, right: float) -> None:
        """Take a stretch of a line."""
        self._lines[line].append((left - CLEAR, right + CLEAR))

    def add_upright(self, x: float, top: float, bottom: float) -> None:
        """Take the place of an upright line, given in the chart's coordinates, on all lines that it crosses."""
        above, below = self._text
        first = int((top - below) // self._height) + 1
        last = int((bottom - above) // self._height)
        if first <= self._first and last >= self._last:
            self._all.append((x - CLEAR, x + CLEAR))
            return
        for line in range(max(first, self._first), min(last, self._last) + 1):
            self._lines[line].append((x - CLEAR, x + CLEAR))

    def add_path(self, path: Path, left: float) -> None:
        """Take the place of a link; `left` is where the window begins."""
        for x, top, bottom in path.uprights():
            self.add_upright(x - left, top, bottom)
        above, below = self._text
        for y, x1, x2 in path.levels():
            line = int(y // self._height)
            if line in self._lines and above <= y - line * self._height <= below:
                self._lines[line].append((x1 - left - CLEAR, x2 - left + CLEAR))

    def of(self, line: int) -> list[Interval]:
        """Return what is taken on a line, from left to right."""
        return sorted(self._lines[line] + self._all)


def place_labels(
    data: GanttRows,
    rows: Iterable[tuple[int, int]],
    scale: GanttScale,
    window: Window,
    look: Look,
    taken: Taken,
    width: TextWidth,
    selected: Container[int] = (),
) -> Iterator[Label]:
    """Yield the texts of the lines (row, line) of a window; where the data date runs they have a ground."""
    ratio = look.ratio
    today = scale.x(look.data_date) - window.left if look.data_date is not None else -1e9
    for row, line in rows:
        if not data.shape[row]:
            continue
        x1, x2 = span_of(data, row, scale, ratio)
        x1, x2 = x1 - window.left, x2 - window.left
        if x2 < -FARTHEST or x1 > window.width + FARTHEST:
            continue
        text = data.label(row)
        if not text:
            continue
        wide = width(text)
        y = line * look.row_height - window.top + (BAR_TOP + BAR_HEIGHT / 2) * ratio + look.size * 0.36
        busy = taken.of(line)
        beside = BESIDE * ratio
        ground = "selected" if line in selected else "surface"
        x, room = _right(busy, x2 + beside, wide, x2 + beside + FAR)
        key = ("task", row)
        is_cut = look.whole and x is not None and not 0 <= x <= window.width - min(wide, room)
        if x is not None and not is_cut and x < window.width:
            cut = room if room < wide else 0.0
            halo = ground if x - 2 < today < x + min(wide, room) + 2 else ""
            yield Label(x, y, text, look.size, data.tone(row), max_width=cut, halo=halo, key=key)
            continue
        is_beyond = x is not None and not is_cut
        left = None if is_beyond else _left(busy, x1 - beside, wide, x1 - beside - FAR)
        if left is not None and 2 <= left <= window.width - wide:
            halo = ground if left - 2 < today < left + wide + 2 else ""
            yield Label(left, y, text, look.size, data.tone(row), halo=halo, key=key)
            continue
        share = 1.0 if look.whole else SMALLER
        inside = _inside(data, row, x1, x2, wide * share, window.width)
        if inside is not None:
            yield Label(inside[0], y - 0.5, text, look.size * share, inside[1], key=key)


def take_bars(
    data: GanttRows, rows: Iterable[tuple[int, int]], scale: GanttScale, window: Window, look: Look, taken: Taken
) -> None:
    """Take the places of the bars of a window, and of what belongs to them."""
    ratio = look.ratio
    for row, line in rows:
        if not data.shape[row]:
            continue
        x1, x2 = span_of(data, row, scale, ratio)
        taken.add(line, x1 - window.left, x2 - window.left)
        frozen = data.frozen.get(row) if look.baseline and data.shape[row] == "milestone" else None
        if frozen is not None:
            old = scale.x(frozen[1]) - window.left
            now = x2 - window.left - DIAMOND * ratio
            taken.add(line, min(old, now) - DIAMOND * ratio, max(old, now) + DIAMOND * ratio)
        deadline = data.deadline.get(row)
        if deadline is not None:
            at = scale.x(deadline) - window.left
            taken.add(line, at - 4 * ratio, at + 4 * ratio)
        end = data.slack_end(row) if look.slack else None
        if end is not None:
            taken.add(line, x2 - window.left, scale.x(end) - window.left)


def _right(busy: list[Interval], start: float, wide: float, limit: float) -> tuple[float | None, float]:
    """Return the first place right of a bar with room for a text, and that room; (None, 0) if there is none."""
    cut: tuple[float | None, float] = (None, 0.0)
    x = start
    for left, right in busy:
        if right <= x:
            continue
        room = left - x
        if room >= wide:
            return x, room
        if room >= SHORTEST and cut[0] is None:
            cut = (x, room)
        x = max(x, right + 1)
        if x > limit:
            return cut
    return x, wide


def _left(busy: list[Interval], end: float, wide: float, limit: float) -> float | None:
    """Return the first place left of a bar with room for a text."""
    x = end
    for left, right in sorted(busy, key=itemgetter(1), reverse=True):
        if left >= x:
            continue
        if x - right >= wide:
            return x - wide
        x = min(x, left - 1)
        if x < limit:
            return None
    return x - wide


def _inside(data: GanttRows, row: int, x1: float, x2: float, wide: float, right: float) -> tuple[float, str] | None:
    """Return where inside its bar, as far as that is in sight, a text begins, and its colour; None without room."""
    if data.shape[row] != "task" or row in data.pieces:
        return None
    begin, end = max(x1, 0.0) + 5, min(x2, right) - 5
    done = x1 + (x2 - x1) * min(100, data.percent[row]) / 100
    if min(end, done) - begin >= wide:
        return begin, "onAccent"
    begin = max(begin, done + 5) if data.percent[row] else begin
    return (begin, "text") if end - begin >= wide else None
