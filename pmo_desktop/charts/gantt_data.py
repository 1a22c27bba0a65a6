"""What a Gantt is drawn from: the rows of a plan, which of them have a line, where a moment lies, what is shown.

Time is in instants (minutes since the epoch of `domain.worktime`). A *row* is a place in the plan, a *line* a place on
the screen: rows of a closed summary have no line.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal, TypeAlias

from ..domain.worktime import to_instant, to_moment
from .gantt_links import LinkIndex

ROW_HEIGHT: Final = 29.0
BAR_TOP: Final = 7.0
BAR_HEIGHT: Final = 11.0
SUMMARY_HEIGHT: Final = 6.0
FOOT: Final = 4.5
DIAMOND: Final = 6.0
GAP: Final = 26.5
"""Where a row has neither bar nor baseline nor label: links that go back run there, counted from its top."""

EARLIEST: Final = to_instant(datetime(1000, 1, 1))
LATEST: Final = to_instant(datetime(9000, 1, 1))
"""The chart scrolls between these; a margin on either side is still a date."""

SMALLEST: Final = 3.0
"""Width of a bar that would be too thin to see."""

Shape = Literal["task", "summary", "milestone", ""]
"""How a row is drawn; "" is a row without dates."""

TextWidth: TypeAlias = Callable[[str], float]
"""Returns how wide a label is in the size that `Look` has."""


@dataclass(frozen=True)
class GanttRows:
    """What the chart knows of a plan, by row.

    Attributes:
        percent: done, in percent of the bar.
        frozen: start and finish in the baseline, for rows that are in it.
        links: predecessor row, successor row, kind.
        late: the latest finish that moves nothing but float; empty where it is not known.
        pieces: where work goes on, for tasks that are interrupted.
        manual: rows whose dates are the user's own.
        inactive: rows that are kept but take no part; their shape is "".
        blank: the row, without dates, of lines that show no task: a group's, or the last one to type into; -1 for none.
        label: text beside a row's bar.
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
    late: Sequence[int] = ()
    pieces: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    manual: Container[int] = frozenset()
    inactive: Container[int] = frozenset()
    blank: int = -1
    label: Callable[[int], str] = lambda row: ""
    tone: Callable[[int], str] = lambda row: "text2"

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first and the last instant that the chart has to show."""
        starts: Sequence[int] = self.start
        ends: Sequence[int] = self.finish
        missing = self.shape.count("")
        if missing == 1 and self.shape[-1] == "":
            starts, ends = self.start[:-1], self.finish[:-1]
        elif missing:
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

    def slack_end(self, row: int) -> int | None:
        """Return until when a task may slip without moving the plan's finish; None where it has no float."""
        if not self.late or self.shape[row] not in ("task", "milestone") or self.percent[row] >= 100:
            return None
        late = self.late[row]
        return late if late > self.finish[row] else None


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
    """What is shown, and how large: `row_height` grows with the text, as does `size`.

    Attributes:
        whole: texts are shown only where all of them is in the window, as on paper.
    """

    row_height: float = ROW_HEIGHT
    size: float = 12.0
    critical: bool = True
    baseline: bool = True
    links: bool = True
    labels: bool = True
    slack: bool = False
    progress_line: bool = False
    data_date: int | None = None
    whole: bool = False

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


def span_of(data: GanttRows, row: int, scale: GanttScale, ratio: float = 1.0) -> tuple[float, float]:
    """Return from where to where a row's bar reaches; a milestone's is as wide as its diamond."""
    x1, x2 = scale.x(data.start[row]), scale.x(data.finish[row])
    if data.shape[row] == "milestone":
        return x2 - DIAMOND * ratio, x2 + DIAMOND * ratio
    return x1, max(x2, x1 + SMALLEST)


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


def estimated_width(size: float) -> TextWidth:
    """Return what guesses how wide texts are where no font is at hand."""
    return lambda text: sum(size if ord(letter) > 0x2E7F else size * 0.56 for letter in text)
