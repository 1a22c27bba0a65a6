"""The bars of a Gantt, one line at a time: tasks, summaries, milestones, their baseline, float and deadline."""

from __future__ import annotations

from collections.abc import Iterator

from .gantt_data import (
    BAR_HEIGHT,
    BAR_TOP,
    DIAMOND,
    FOOT,
    SMALLEST,
    SUMMARY_HEIGHT,
    GanttRows,
    GanttScale,
    Look,
    Window,
    span_of,
)
from .scene import Box, Diamond, Line, Polyline, Scene

BESIDE = 20.0
"""What lies so far beside the window is not drawn, and what reaches beyond it is cut there."""


class Bars:
    """Draws the lines of one window."""

    def __init__(self, data: GanttRows, scale: GanttScale, window: Window, look: Look) -> None:
        self._data = data
        self._scale = scale
        self._window = window
        self._look = look
        self._ratio = look.ratio
        self._right = window.width + BESIDE

    def under(self, row: int, line: int) -> Iterator[Line]:
        """Yield what lies below the links: the baseline under a bar, and the float behind it."""
        shape = self._data.shape[row]
        top = self._top(line)
        if self._look.slack:
            yield from self._slack(row, top)
        dates = self._data.frozen.get(row) if self._look.baseline else None
        if dates is None or shape in ("milestone", ""):
            return
        x1, x2 = self._x(dates[0]), self._x(dates[1])
        if x2 < 0 or x1 > self._window.width:
            return
        y = top + (BAR_TOP + BAR_HEIGHT + 4.0) * self._ratio
        yield Line(
            max(x1, -5.0),
            y,
            min(max(x2, x1 + SMALLEST), self._window.width + 5),
            y,
            "base",
            2.0 * min(1.0, self._ratio + 0.2),
        )

    def bar(self, row: int, line: int) -> Scene:
        """Return a line's bar."""
        data = self._data
        shape = data.shape[row]
        if shape == "milestone":
            return self._milestone(row, self._top(line))
        if shape == "" and row not in data.inactive:
            return []
        x1, x2 = span_of(data, row, self._scale)
        x1, x2 = x1 - self._window.left, x2 - self._window.left
        if x2 < -BESIDE or x1 > self._right:
            return []
        y = self._top(line) + BAR_TOP * self._ratio
        key = ("task", row)
        left, right = max(x1, -BESIDE), min(x2, self._right)
        if shape == "":
            return [
                Box(left, y, right - left, BAR_HEIGHT * self._ratio, stroke="plan", radius=2.0 * self._ratio, key=key)
            ]
        if shape == "summary":
            return self._summary(x1, x2, y + self._ratio, key)
        return self._task(row, x1, x2, y, key)

    def over(self, row: int, line: int) -> Scene:
        """Return what lies over bars and links: the deadline."""
        deadline = self._data.deadline.get(row)
        if deadline is None or not self._data.shape[row]:
            return []
        x = self._x(deadline)
        if not -10 < x < self._window.width + 10:
            return []
        y = self._top(line) + (BAR_TOP - 2.0) * self._ratio
        color = "ragR" if self._data.finish[row] > deadline else "ragG"
        wide = 4 * self._ratio
        points = ((x - wide, y), (x + wide, y), (x, y + 1.5 * wide), (x - wide, y))
        stem = Line(x, y + wide, x, y + (BAR_HEIGHT + 4) * self._ratio, color, 1.3)
        return [stem, Polyline(points, fill=color, key=("deadline", row))]

    def _top(self, line: int) -> float:
        return line * self._look.row_height - self._window.top

    def _x(self, instant: int) -> float:
        return self._scale.x(instant) - self._window.left

    def _is_critical(self, row: int) -> bool:
        return self._look.critical and self._data.critical[row]

    def _task(self, row: int, x1: float, x2: float, y: float, key: tuple[str, int]) -> Scene:
        data = self._data
        rest, done = ("crit", "critDone") if self._is_critical(row) else ("bar", "barDone")
        height = BAR_HEIGHT * self._ratio
        pieces = data.pieces.get(row)
        spans = [(self._x(a), self._x(b)) for a, b in pieces] if pieces else [(x1, x2)]
        parts: Scene = []
        if len(spans) > 1:
            middle = y + height / 2
            parts.append(Line(max(x1, -BESIDE), middle, min(x2, self._right), middle, done, 1.0, (2.0, 2.0)))
        until = x1 + (x2 - x1) * min(100, data.percent[row]) / 100
        for begin, end in spans:
            left, right = max(begin, -BESIDE), min(max(end, begin + SMALLEST), self._right)
            if right <= left:
                continue
            parts.append(Box(left, y, right - left, height, fill=rest, radius=2.0 * self._ratio, key=key))
            if min(until, right) > left:
                parts.append(
                    Box(left, y, min(until, right) - left, height, fill=done, radius=2.0 * self._ratio, key=key)
                )
        if row in data.manual:
            # Brackets at both ends: these dates are the user's own and move only by hand.
            for x, turn in ((x1, 3.0), (x2, -3.0)):
                if -BESIDE < x < self._right:
                    points = ((x + turn, y - 2), (x, y - 2), (x, y + height + 2), (x + turn, y + height + 2))
                    parts.append(Polyline(points, "ink", 1.4))
        return parts

    def _summary(self, x1: float, x2: float, y: float, key: tuple[str, int]) -> Scene:
        height, foot = SUMMARY_HEIGHT * self._ratio, FOOT * self._ratio
        left, right = max(x1, -40.0), max(x2, x1 + 2 * foot)
        right = min(right, 20_000.0)
        points = (
            (left, y), (right, y), (right, y + height + foot), (right - foot, y + height), (left + foot, y + height),
            (left, y + height + foot), (left, y),
        )  # fmt: skip
        return [Polyline(points, fill="barSummary", key=key)]

    def _milestone(self, row: int, top: float) -> Scene:
        parts: Scene = []
        data = self._data
        x = self._x(data.finish[row])
        y = top + (BAR_TOP + BAR_HEIGHT / 2) * self._ratio
        radius = DIAMOND * self._ratio
        dates = data.frozen.get(row) if self._look.baseline else None
        if dates is not None and dates[1] != data.finish[row]:
            old = self._x(dates[1])
            low, high = sorted((old, x))
            if high > -BESIDE and low < self._right and high - low > 2 * radius:
                ends = max(low + radius, -BESIDE), min(high - radius, self._right)
                parts.append(Line(ends[0], y, ends[1], y, "plan", 1.2, (2.0, 2.5)))
            if -BESIDE < old < self._right:
                parts.append(Diamond(old, y, radius * 0.85, fill="surface", stroke="plan", line_width=1.3))
        if -BESIDE < x < self._right:
            critical = self._is_critical(row) and data.percent[row] < 100
            parts.append(Diamond(x, y, radius, fill="critDone" if critical else "ink", key=("task", row)))
        return parts

    def _slack(self, row: int, top: float) -> Iterator[Line]:
        end = self._data.slack_end(row)
        if end is None:
            return
        x1 = span_of(self._data, row, self._scale, self._ratio)[1] - self._window.left
        x2 = self._x(end)
        if x2 - x1 < 2 or x2 < 0 or x1 > self._window.width:
            return
        y = top + (BAR_TOP + BAR_HEIGHT) * self._ratio - 1
        x1, x2 = max(x1, -BESIDE), min(x2, self._right)
        yield Line(x1, y, x2, y, "fc", 1.2)
        yield Line(x2, y - 3, x2, y + 2, "fc", 1.2)
