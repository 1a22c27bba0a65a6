"""The Gantt as primitives: only what touches the window, so that a plan of 100,000 rows costs what a screenful costs.

Time is in instants (minutes since the epoch of `domain.worktime`). A *row* is a place in the plan, a *line* a place on
the screen: rows of a closed summary have no line. Scenes have their origin at the window's top left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal

from ..domain.worktime import to_instant, to_moment
from .gantt_links import LinkIndex, arrow_head, route, upright
from .scene import Box, Diamond, Line, Polyline, Scene
from .scene import Label as Text

ROW_HEIGHT: Final = 29.0
BAR_TOP: Final = 7.0
BAR_HEIGHT: Final = 11.0
SUMMARY_HEIGHT: Final = 6.0
FOOT: Final = 4.5
DIAMOND: Final = 6.0
EARLIEST: Final = to_instant(datetime(1000, 1, 1))
LATEST: Final = to_instant(datetime(9000, 1, 1))
"""The chart scrolls between these; a margin on either side is still a date."""

SMALLEST: Final = 3.0
"""Width of a bar that would be too thin to see."""

Shape = Literal["task", "summary", "milestone", ""]
"""How a row is drawn; "" is a row without dates."""


@dataclass(frozen=True)
class GanttRows:
    """What the chart knows of a plan, by row.

    Attributes:
        percent: done, in percent of the bar.
        frozen: start and finish in the baseline, for rows that are in it.
        links: predecessor row, successor row, kind.
        label: text at the right of a row's bar.
        tone: colour of that text.
    """

    start: Sequence[int]
    finish: Sequence[int]
    shape: Sequence[Shape]
    percent: Sequence[int]
    critical: Sequence[bool]
    frozen: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    deadline: Mapping[int, int] = field(default_factory=dict)
    links: Sequence[tuple[int, int, str]] = ()
    label: Callable[[int], str] = lambda row: ""
    tone: Callable[[int], str] = lambda row: "text2"

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first and the last instant that the chart has to show."""
        starts: Sequence[int] = self.start
        ends: Sequence[int] = self.finish
        if "" in self.shape:
            starts = [at for at, shape in zip(self.start, self.shape, strict=True) if shape]
            ends = [at for at, shape in zip(self.finish, self.shape, strict=True) if shape]
        frozen = self.frozen.values()
        first = min(min(starts, default=LATEST), min(frozen, default=(LATEST, LATEST))[0])
        last = max(max(ends, default=EARLIEST), max(map(itemgetter(1), frozen), default=EARLIEST))
        if not starts and not frozen:
            now = to_instant(datetime(2026, 1, 1))
            return now, now + 90 * 1440
        first = min(max(first, EARLIEST), LATEST)
        return first, max(min(max([last, *self.deadline.values()]), LATEST), first)


@dataclass(frozen=True)
class GanttLines:
    """The rows that are on screen, in order, with the links between them found fast."""

    rows: Sequence[int]
    line_of: Mapping[int, int]
    links: LinkIndex

    @classmethod
    def of(cls, data: GanttRows, rows: Sequence[int], before: GanttLines | None = None) -> GanttLines:
        """Return the lines for the rows that are shown; those of `before` where rows and links are the same."""
        if before is not None and before.links.source is data.links and before.rows == rows:
            return before
        line_of = {row: line for line, row in enumerate(rows)}
        return cls(rows, line_of, LinkIndex(data.links, line_of))


@dataclass(frozen=True)
class GanttScale:
    """Where a moment lies: `origin` is the instant at x = 0, `per_day` the width of a day."""

    origin: int
    per_day: float

    def x(self, instant: int) -> float:
        """Return where an instant lies."""
        return (instant - self.origin) / 1440 * self.per_day

    def instant(self, x: float) -> int:
        """Return the instant at x."""
        return self.origin + round(x / self.per_day * 1440)

    def moment(self, x: float) -> datetime:
        """Return the moment at x."""
        return to_moment(self.instant(x))


@dataclass(frozen=True)
class Look:
    """What is shown, and how large: `row_height` grows with the text, as does `size`."""

    row_height: float = ROW_HEIGHT
    size: float = 12.0
    critical: bool = True
    baseline: bool = True
    links: bool = True
    data_date: int | None = None

    @property
    def ratio(self) -> float:
        """How much larger than usual everything is."""
        return self.row_height / ROW_HEIGHT


@dataclass(frozen=True)
class Window:
    """The part of the chart that is on screen."""

    left: float
    top: float
    width: float
    height: float


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
) -> Scene:
    """Return what a window shows of a plan.

    Attributes:
        selected: lines with the selection band.
        rests: whether nobody works on a day; shaded where days are wide enough.
        grid: x of the upright lines, in the window's own coordinates.
    """
    height = look.row_height
    first = max(0, int(window.top // height))
    last = min(len(lines.rows), int((window.top + window.height) // height) + 1)
    parts: Scene = []
    foot = min(window.height, len(lines.rows) * height - window.top) if lines.rows else 0.0
    if rests is not None and scale.per_day >= 3:
        parts.extend(_shading(scale, window, rests, foot))
    for line in range(first, last):
        y = line * height - window.top
        if line in selected:
            parts.append(Box(0, y, window.width, height - 1, fill="selected"))
    parts.extend(Line(x, 0, x, foot, "divider", 1.0) for x in grid)
    parts.extend(
        Line(0, line * height - window.top - 0.5, window.width, line * height - window.top - 0.5, "divider", 1.0)
        for line in range(max(first, 1), last + 1)
    )
    for line in range(first, last):
        if look.baseline:
            parts.extend(_frozen(data, lines.rows[line], line, scale, window, look))
        parts.extend(_bar(data, lines.rows[line], line, scale, window, look))
    if look.links:
        parts.extend(_links(data, lines, scale, window, look, first, last))
    for line in range(first, last):
        row = lines.rows[line]
        if data.shape[row] == "milestone":
            parts.extend(_diamond(data, row, line, scale, window, look))
        parts.extend(_deadline(data, row, line, scale, window, look))
        parts.extend(_label(data, row, line, scale, window, look, line in selected))
    if look.data_date is not None:
        x = scale.x(look.data_date) - window.left
        if -2 <= x <= window.width + 2:
            parts.append(Line(x, 0, x, window.height, "today", 1.5))
    return parts


def span_of(data: GanttRows, row: int, scale: GanttScale) -> tuple[float, float]:
    """Return from where to where a row's bar reaches; a milestone's is as wide as its diamond."""
    x1, x2 = scale.x(data.start[row]), scale.x(data.finish[row])
    if data.shape[row] == "milestone":
        return x2 - DIAMOND, x2 + DIAMOND
    return x1, max(x2, x1 + SMALLEST)


def _bar(data: GanttRows, row: int, line: int, scale: GanttScale, window: Window, look: Look) -> Scene:
    shape = data.shape[row]
    if shape not in ("task", "summary"):
        return []
    x1, x2 = span_of(data, row, scale)
    x1, x2 = x1 - window.left, x2 - window.left
    if x2 < -20 or x1 > window.width + 20:
        return []
    ratio = look.ratio
    y = line * look.row_height - window.top + BAR_TOP * ratio
    key = ("task", row)
    if shape == "summary":
        return _summary(x1, x2, y + ratio, ratio, key)
    critical = data.critical[row] and look.critical
    rest, done = ("crit", "critDone") if critical else ("bar", "barDone")
    left, right = max(x1, -20.0), min(x2, window.width + 20)
    height = BAR_HEIGHT * ratio
    parts: Scene = [Box(left, y, right - left, height, fill=rest, radius=2.0, key=key)]
    percent = min(100, data.percent[row])
    if percent > 0:
        until = min(x1 + (x2 - x1) * percent / 100, right)
        if until > left:
            parts.append(Box(left, y, until - left, height, fill=done, radius=2.0, key=key))
    return parts


def _summary(x1: float, x2: float, y: float, ratio: float, key: tuple[str, int]) -> Scene:
    height, foot = SUMMARY_HEIGHT * ratio, FOOT * ratio
    left, right = max(x1, -40.0), max(x2, x1 + 2 * foot)
    right = min(right, 20_000.0)
    points = (
        (left, y), (right, y), (right, y + height + foot), (right - foot, y + height), (left + foot, y + height),
        (left, y + height + foot), (left, y),
    )  # fmt: skip
    return [Polyline(points, fill="barSummary", key=key)]


def _frozen(data: GanttRows, row: int, line: int, scale: GanttScale, window: Window, look: Look) -> Iterator[Line]:
    dates = data.frozen.get(row)
    if dates is None or data.shape[row] in ("milestone", ""):
        return
    x1, x2 = scale.x(dates[0]) - window.left, scale.x(dates[1]) - window.left
    if x2 < 0 or x1 > window.width:
        return
    y = line * look.row_height - window.top + (BAR_TOP + BAR_HEIGHT + 4.0) * look.ratio
    yield Line(max(x1, -5.0), y, min(max(x2, x1 + SMALLEST), window.width + 5), y, "base", 2.0)


def _diamond(data: GanttRows, row: int, line: int, scale: GanttScale, window: Window, look: Look) -> Scene:
    parts: Scene = []
    x = scale.x(data.finish[row]) - window.left
    y = line * look.row_height - window.top + (BAR_TOP + BAR_HEIGHT / 2) * look.ratio
    radius = DIAMOND * look.ratio
    key = ("task", row)
    dates = data.frozen.get(row) if look.baseline else None
    if dates is not None and dates[1] != data.finish[row]:
        old = scale.x(dates[1]) - window.left
        low, high = sorted((old, x))
        if high > -20 and low < window.width + 20 and high - low > 2 * radius:
            parts.append(
                Line(max(low + radius, -20), y, min(high - radius, window.width + 20), y, "plan", 1.2, (2.0, 2.5))
            )
        if -20 < old < window.width + 20:
            parts.append(Diamond(old, y, radius * 0.85, fill="surface", stroke="plan", line_width=1.3))
    if -20 < x < window.width + 20:
        critical = data.critical[row] and look.critical and data.percent[row] < 100
        parts.append(Diamond(x, y, radius, fill="critDone" if critical else "ink", key=key))
    return parts


def _deadline(data: GanttRows, row: int, line: int, scale: GanttScale, window: Window, look: Look) -> Scene:
    deadline = data.deadline.get(row)
    if deadline is None:
        return []
    x = scale.x(deadline) - window.left
    if not -10 < x < window.width + 10:
        return []
    y = line * look.row_height - window.top + (BAR_TOP - 2.0) * look.ratio
    late = data.finish[row] > deadline
    points = ((x - 4, y), (x + 4, y), (x, y + 6), (x - 4, y))
    stem = Line(x, y + 4, x, y + (BAR_HEIGHT + 4) * look.ratio, "ragR" if late else "ragG", 1.3)
    return [stem, Polyline(points, fill="ragR" if late else "ragG")]


def _label(
    data: GanttRows, row: int, line: int, scale: GanttScale, window: Window, look: Look, selected: bool
) -> Iterator[Text]:
    if not data.shape[row]:
        return
    x = span_of(data, row, scale)[1] - window.left
    if data.shape[row] != "milestone" and row in data.deadline:
        x = max(x, scale.x(data.deadline[row]) - window.left + 2)
    if not -400 < x < window.width:
        return
    text = data.label(row)
    if text:
        y = line * look.row_height - window.top + (BAR_TOP + BAR_HEIGHT / 2) * look.ratio + look.size * 0.36
        halo = "selected" if selected else "surface"
        yield Text(x + 7 * look.ratio, y, text, look.size, data.tone(row), halo=halo, key=("task", row))


def _links(
    data: GanttRows, lines: GanttLines, scale: GanttScale, window: Window, look: Look, first: int, last: int
) -> Scene:
    parts: Scene = []
    half = (BAR_TOP + BAR_HEIGHT / 2) * look.ratio
    for at in lines.links.between(first, last):
        before, after, kind = data.links[at]
        if not data.shape[before] or not data.shape[after]:
            continue
        one, two = span_of(data, before, scale), span_of(data, after, scale)
        x1 = (one[1] if kind[0] == "F" else one[0]) - window.left
        x2 = (two[0] if kind[1] == "S" else two[1]) - window.left
        if max(x1, x2) < -30 or min(x1, x2) > window.width + 30:
            continue
        y1 = lines.line_of[before] * look.row_height - window.top + half
        y2 = lines.line_of[after] * look.row_height - window.top + half
        critical = look.critical and data.critical[before] and data.critical[after]
        color = "critDone" if critical else "lineStrong"
        if max(y1, y2) < 0 or min(y1, y2) > window.height:
            continue
        if min(y1, y2) < -look.row_height and max(y1, y2) > window.height + look.row_height:
            # Both ends are out of sight: what passes through is one upright line.
            x = upright(x1, x2, kind)
            parts.append(Line(x, 0, x, window.height, color, 1.0, key=("link", at)))
            continue
        points = route(x1, y1, x2, y2, kind, look.row_height)
        key = ("link", at)
        parts.append(Polyline(points, color, 1.0, key=key))
        parts.append(Polyline(arrow_head(x2, y2, kind), fill=color, key=key))
    return parts


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


def row_at(lines: GanttLines, y: float, row_height: float) -> int | None:
    """Return the line at y, None below the last one."""
    line = int(y // row_height)
    return line if 0 <= line < len(lines.rows) else None


def visible(levels: Sequence[int], closed: Container[int]) -> list[int]:
    """Return the rows that have a line when the summaries in `closed` are shut."""
    shown: list[int] = []
    hidden_below: int | None = None
    for row, level in enumerate(levels):
        if hidden_below is not None and level > hidden_below:
            continue
        hidden_below = level if row in closed else None
        shown.append(row)
    return shown
