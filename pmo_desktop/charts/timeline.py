"""The portfolio over time as primitives: a line for each programme, project, phase or milestone, and links between.

Time is in instants (minutes since the epoch of `domain.worktime`), as in the Gantt. A scene has its origin at the
window's top left corner and holds only what touches the window.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ..domain.rag import Rag
from ..domain.worktime import to_moment
from ..texts import Texts
from .gantt import GanttScale, Window
from .scene import Box, Diamond, Key, Label, Line, Mark, Polyline, Scene, Weight
from .timeline_links import Arrow, arrows_scene

Measure = Callable[[str, float, Weight], float]

ROW_HEIGHT: Final = 40.0
BAR_TOP: Final = 8.0
BAR_HEIGHT: Final = 15.0
STRIP: Final = 3.0
"""Height of the progress at the foot of a bar: a name inside the bar stays readable."""

PHASE_HEIGHT: Final = 9.0
SUMMARY_HEIGHT: Final = 6.0
FOOT: Final = 4.5
GATE: Final = 6.5
STONE: Final = 4.5
SMALLEST: Final = 3.0
FAR: Final = 15 * 366 * 1440
"""Minutes from the data date beyond which the axis does not reach."""

LATE_DAYS: Final = 30
"""Beyond it a slip is set in the colour of red."""

LineKind = Literal["group", "project", "phase", "stone"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A phase in a project's bar."""

    start: int
    finish: int
    percent: int
    name: str


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone on a project's bar. `code`: that of its gate, "" for one that is no gate."""

    at: int
    code: str
    name: str
    promised: int | None = None
    reached: bool = False
    key: Key = None


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of the chart.

    Attributes:
        start, finish: None where no dates are known.
        promised: start and finish in the baseline; each may be unknown.
        percent: done, of a bar without segments.
        slip: calendar days behind the baseline.
        key: the record that a click finds.
    """

    kind: LineKind
    name: str
    start: int | None = None
    finish: int | None = None
    promised: tuple[int | None, int | None] = (None, None)
    percent: int = 0
    rag: Rag = ""
    slip: int | None = None
    segments: tuple[Segment, ...] = ()
    points: tuple[Point, ...] = ()
    key: Key = None


@dataclass(frozen=True)
class TimelineLook:
    """What is shown, and how large: `row_height` grows with the text, as does `size`.

    Attributes:
        data_date: the instant of the line across all rows.
        chosen: key of the arrow that is drawn strong.
    """

    row_height: float = ROW_HEIGHT
    size: float = 12.0
    baseline: bool = True
    links: bool = True
    data_date: int | None = None
    chosen: Key = None

    @property
    def ratio(self) -> float:
        """How much larger than usual everything is."""
        return self.row_height / ROW_HEIGHT


def extent(lines: Sequence[TimelineLine], near: int) -> tuple[int, int] | None:
    """Return the first and the last instant that the lines need, None where none has dates.

    Days far from the instant `near` are left out: one typing error (year 2207) must not squeeze all else to a point.
    """
    days = [
        at
        for line in lines
        for at in (line.start, line.finish, *line.promised, *(point.at for point in line.points))
        if at is not None and abs(at - near) <= FAR
    ]
    return (min(days), max(days)) if days else None


def bar_middle(ratio: float) -> float:
    """Return how far below the top of its line a bar's middle is."""
    return (BAR_TOP + BAR_HEIGHT / 2) * ratio


def portfolio_scene(
    lines: Sequence[TimelineLine],
    arrows: Sequence[Arrow],
    scale: GanttScale,
    window: Window,
    look: TimelineLook,
    t: Texts,
    measure: Measure,
    *,
    selected: Container[int] = (),
    grid: Sequence[float] = (),
) -> Scene:
    """Return what a window shows of the portfolio.

    Attributes:
        selected: lines with the selection band.
        grid: x of the upright lines, in the window's own coordinates.
    """
    height = look.row_height
    first = max(0, int(window.top // height))
    last = min(len(lines), int((window.top + window.height) // height) + 1)
    foot = min(window.height, len(lines) * height - window.top)
    parts: Scene = []
    for at in range(first, last):
        y = at * height - window.top
        if at in selected:
            parts.append(Box(0, y, window.width, height - 1, fill="selected"))
        elif lines[at].kind == "group":
            parts.append(Box(0, y, window.width, height - 1, fill="subtle"))
    parts.extend(Line(x, 0, x, foot, "divider", 1.0) for x in grid)
    for at in range(max(first, 1), last + 1):
        y = at * height - window.top - 0.5
        parts.append(Line(0, y, window.width, y, "divider", 1.0))
    over: Scene = []
    for at in range(first, last):
        pen = _Pen(scale, window, look, t, measure, at * height - window.top, at in selected)
        below, above = pen.line(lines[at])
        parts.extend(below)
        over.extend(above)
    if look.links:
        # Under the texts, so that these stay readable; what breaks is marked over them.
        ways, marks = arrows_scene(arrows, scale, window, look.row_height, bar_middle(look.ratio), look.chosen)
        parts.extend(ways)
        over.extend(marks)
    parts.extend(over)
    if look.data_date is not None:
        x = scale.x(look.data_date) - window.left
        if -2 <= x <= window.width + 2:
            parts.append(Line(x, 0, x, window.height, "today", 1.5))
    return parts


def _at(point: Point) -> int:
    return point.at


class _Pen:
    """Draws one line; what lies under the arrows and what lies over them are kept apart."""

    def __init__(
        self, scale: GanttScale, window: Window, look: TimelineLook, t: Texts, measure: Measure, y: float, band: bool
    ) -> None:
        self.scale, self.window, self.look, self.t, self.measure, self.y = scale, window, look, t, measure, y
        self.halo = "selected" if band else "surface"
        self.small = look.size * 0.92

    def line(self, line: TimelineLine) -> tuple[Scene, Scene]:
        match line.kind:
            case "group":
                self.halo = "subtle" if self.halo == "surface" else self.halo
                below = self.summary(line)
            case "stone":
                return self.stone(line)
            case _:
                below = self.bar(line)
        if line.start is None or line.finish is None:
            return [], []
        above = [*self.gates(line), *self.end_label(line)]
        return [*self.promised(line), *below], above

    def x(self, instant: int) -> float:
        return self.scale.x(instant) - self.window.left

    def cut(self, x1: float, x2: float) -> tuple[float, float] | None:
        """Return the part of a bar near the window, None where it is out of sight."""
        x2 = max(x2, x1 + SMALLEST)
        if x2 < -40 or x1 > self.window.width + 40:
            return None
        return max(x1, -40.0), min(x2, self.window.width + 40)

    def summary(self, line: TimelineLine) -> Scene:
        if line.start is None or line.finish is None:
            return []
        seen = self.cut(self.x(line.start), self.x(line.finish))
        if seen is None:
            return []
        (left, right), ratio = seen, self.look.ratio
        y, height, foot = self.y + (BAR_TOP + 3) * ratio, SUMMARY_HEIGHT * ratio, FOOT * ratio
        right = max(right, left + 2 * foot)
        points = (
            (left, y), (right, y), (right, y + height + foot), (right - foot, y + height), (left + foot, y + height),
            (left, y + height + foot), (left, y),
        )  # fmt: skip
        return [Polyline(points, fill="barSummary", key=line.key)]

    def bar(self, line: TimelineLine) -> Scene:
        if line.start is None or line.finish is None:
            return []
        ratio, is_phase = self.look.ratio, line.kind == "phase"
        height = (PHASE_HEIGHT if is_phase else BAR_HEIGHT) * ratio
        top = self.y + BAR_TOP * ratio + (BAR_HEIGHT * ratio - height) / 2
        parts: Scene = []
        seen = self.cut(self.x(line.start), self.x(line.finish))
        if seen is not None:
            parts.append(Box(seen[0], top, seen[1] - seen[0], height, fill="bar", radius=2.0, key=line.key))
        points = sorted(line.points, key=_at)
        segments = line.segments or (Segment(line.start, line.finish, line.percent, ""),)
        for segment, until in self._visible(segments):
            seen = self.cut(self.x(segment.start), self.x(until))
            if seen is None:
                continue
            left, right = seen
            if segment.start != line.start and len(segments) > 1:
                parts.append(Box(left - 0.75, top, 1.5, height, fill=self.halo))
            done = segment.start + (segment.finish - segment.start) * min(100, segment.percent) // 100
            end = min(self.x(done), right)
            strip = STRIP * ratio
            if segment.percent > 0 and end > left:
                parts.append(Box(left, top + height - strip, end - left, strip, fill="barDone", key=line.key))
            room = self._room(points, max(left, 0.0), min(right, self.window.width))
            parts.extend(self._name(segment.name, *room, top, height - strip))
        if line.kind == "project" and line.rag is not None:
            x = self.x(line.start) - 15 * ratio
            if -20 < x < self.window.width + 20:
                parts.append(Mark(x, top + height / 2, 18 * ratio, line.rag, key=line.key))
        return parts

    @staticmethod
    def _visible(segments: Sequence[Segment]) -> Iterator[tuple[Segment, int]]:
        """Yield the segments with the instant up to which each is seen: the next one begins over it."""
        ordered = sorted(segments, key=lambda segment: (segment.start, segment.finish))
        for at, segment in enumerate(ordered):
            after = ordered[at + 1].start if at + 1 < len(ordered) else segment.finish
            yield segment, min(segment.finish, max(after, segment.start))

    def _room(self, points: Sequence[Point], left: float, right: float) -> tuple[float, float]:
        """Return the widest stretch of a bar's part that no milestone stands on."""
        free, begin, end = left, left, left
        for point in points:
            x, half = self.x(point.at), (GATE if point.code else STONE) * self.look.ratio
            if x + half <= left:
                continue
            if x - half >= right:
                break
            if x - half - free > end - begin:
                begin, end = free, x - half
            free = max(free, x + half)
        return (free, right) if right - free > end - begin else (begin, end)

    def _name(self, name: str, left: float, right: float, top: float, height: float) -> Scene:
        room = right - left - 8
        if not name or room < self.small * 2.4:
            return []
        width = self.measure(name, self.small, "regular")
        if width > room and room < self.small * 4:
            return []  # three letters and an ellipsis tell nothing
        y = top + height / 2 + self.small * 0.36
        return [Label(left + 4, y, name, self.small, "text", max_width=min(width, room) + 1)]

    def promised(self, line: TimelineLine) -> Scene:
        """Return the baseline: a line under the bar; where only its finish is known, a short foot."""
        start, finish = line.promised
        if not self.look.baseline or finish is None:
            return []
        y = self.y + (BAR_TOP + BAR_HEIGHT + 4) * self.look.ratio
        x2 = self.x(finish)
        seen = self.cut(self.x(start) if start is not None else x2 - 8, x2)
        return [Line(seen[0], y, seen[1], y, "base", 2.0)] if seen is not None else []

    def gates(self, line: TimelineLine) -> Scene:
        """Return the milestones on a bar; the codes of gates stand under it, none over another."""
        ratio = self.look.ratio
        middle = self.y + bar_middle(ratio)
        foot = self.y + (BAR_TOP + BAR_HEIGHT + 4) * ratio
        parts: Scene = []
        free = -1e9
        for point in sorted(line.points, key=_at):
            x = self.x(point.at)
            if not -30 < x < self.window.width + 30:
                continue
            if point.code and point.promised is not None and self.look.baseline:
                parts.append(Diamond(self.x(point.promised), foot, 3.4 * ratio, "surface", "plan", 1.1))
            radius = (GATE if point.code else STONE) * ratio
            fill = "ragC" if point.reached else "ink"
            parts.append(Diamond(x, middle, radius, fill, self.halo, 1.2, key=point.key))
            if point.code:
                half = self.measure(point.code, self.small, "semibold") / 2 + 2
                if x - half >= free:
                    y = self.y + self.look.row_height - 4 * ratio
                    label = Label(x, y, point.code, self.small, "text2", "semibold", "middle", halo=self.halo)
                    parts.append(label)
                    free = x + half + 2
        return parts

    def end_label(self, line: TimelineLine) -> Scene:
        """Return the finish and the slip behind the end of a bar."""
        assert line.finish is not None
        points = [point.at for point in line.points]
        x = self.x(max([line.finish, *points])) + (GATE + 5) * self.look.ratio
        if not -300 < x < self.window.width:
            return []
        y = self.y + bar_middle(self.look.ratio) + self.look.size * 0.36
        return [Label(x, y, self._when(line.finish, line.slip), self.look.size, self._tone(line.slip), halo=self.halo,
                      key=line.key)]  # fmt: skip

    def stone(self, line: TimelineLine) -> tuple[Scene, Scene]:
        if line.finish is None:
            return [], []
        ratio = self.look.ratio
        point = line.points[0] if line.points else Point(line.finish, "", line.name, line.promised[1])
        x, y, radius = self.x(line.finish), self.y + bar_middle(ratio), (GATE if point.code else STONE + 1) * ratio
        parts: Scene = []
        far = x
        if point.promised is not None and self.look.baseline and point.promised != line.finish:
            old = self.x(point.promised)
            low, high = sorted((old, x))
            far = high
            if high > -20 and low < self.window.width + 20 and high - low > 2 * radius:
                ends = max(low + radius, -20), min(high - radius, self.window.width + 20)
                parts.append(Line(ends[0], y, ends[1], y, "plan", 1.2, (2.0, 2.5)))
            parts.append(Diamond(old, y, radius * 0.85, "surface", "plan", 1.3))
        late = (line.slip or 0) > LATE_DAYS and not point.reached
        fill = "ragC" if point.reached else "critDone" if late else "ink"
        parts.append(Diamond(x, y, radius, fill, key=line.key))
        words = self._when(line.finish, line.slip)
        if point.code:
            words = f"{point.code}   {words}"
        at = far + radius + 6 * ratio
        over: Scene = []
        if -300 < at < self.window.width:
            baseline = y + self.look.size * 0.36
            color = self._tone(line.slip)
            over.append(Label(at, baseline, words, self.look.size, color, halo=self.halo, key=line.key))
        return parts, over

    def _when(self, finish: int, slip: int | None) -> str:
        day = self.t.date(to_moment(finish).date())
        if not slip:
            return day
        return self.t("{day}   {slip} d", day=day, slip=self.t.number(slip, signed=True))

    @staticmethod
    def _tone(slip: int | None) -> str:
        return "ragRtext" if slip is not None and slip > LATE_DAYS else "text2"
