"""Where everything of a printed Gantt lies: how many rows a sheet has, how wide a day is, how large the letters are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from math import ceil
from typing import Final, Literal, TypeAlias

from ..charts.gantt import GanttRows, GanttScale
from ..charts.gantt_header import HEADER_HEIGHT
from ..charts.scene import Weight
from ..domain.worktime import to_instant
from ..texts import Texts
from .fonts import one_line
from .style import SMALLEST, TextStyle
from .text import Typesetter

TimelinePaper: TypeAlias = Literal["A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid"]

TIMELINE_PAPERS: Final[dict[TimelinePaper, tuple[float, float]]] = {
    "A4": (595.28, 841.89), "A3": (841.89, 1190.55), "A2": (1190.55, 1683.78), "A1": (1683.78, 2383.94),
    "A0": (2383.94, 3370.39), "Letter": (612.0, 792.0), "Tabloid": (792.0, 1224.0),
}  # fmt: skip
"""Width and height of each paper standing upright, in points."""

MARGIN: Final = 28.0
HEAD: Final = 40.0
FOOT: Final = 28.0
LOWEST: Final = 9.8
"""Points of a row with text of 7 points."""

USUAL: Final = 15.0
HIGHEST: Final = 30.0
NAMES: Final = 0.34
"""Share of a sheet's width that names may take."""

SPARE: Final = 16.0
"""Points left free before the first bar, for links that go round it."""

MOST_SHEETS: Final = 20
"""Across, and down where a number is asked for."""


@dataclass(frozen=True)
class TimelineRow:
    """A row of the outline as it is printed."""

    number: str
    name: str
    level: int
    is_summary: bool
    start: date | None
    finish: date | None
    slip: int | None
    owner: str


@dataclass(frozen=True)
class TimelineData:
    """A plan that is to be printed.

    Attributes:
        rows: those of `bars`, in the same order.
        baseline: the number of the baseline that is compared with, None without one.
    """

    title: str
    subtitle: str
    organisation: str
    rows: tuple[TimelineRow, ...]
    bars: GanttRows
    data_date: datetime | None
    baseline: int | None


@dataclass(frozen=True)
class TimelineOptions:
    """How it is printed.

    Attributes:
        wide: sheets side by side.
        high: sheets one below the other; 0 is as many as rows of a comfortable height need.
        first, last: the days that are shown; None is from the beginning, to the end.
        dates: print start and finish beside the names.
    """

    paper: TimelinePaper = "A4"
    landscape: bool = True
    wide: int = 1
    high: int = 0
    first: date | None = None
    last: date | None = None
    critical: bool = True
    baseline: bool = True
    links: bool = True
    labels: bool = True
    slack: bool = False
    dates: bool = True


@dataclass(frozen=True)
class PrintedTimeline:
    """A timeline as PDF.

    Attributes:
        wide, high: sheets side by side and one below the other.
        more_than_asked: there are more sheets down than were asked for, because text would be below 7 points.
        shortened: names that end in an ellipsis.
    """

    pdf: bytes
    wide: int
    high: int
    more_than_asked: bool
    shortened: int

    @property
    def pages(self) -> int:
        """How many sheets there are."""
        return self.wide * self.high


@dataclass
class Layout:
    """Where everything lies on the sheets."""

    data: TimelineData
    options: TimelineOptions
    type: Typesetter
    size: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        width, height = TIMELINE_PAPERS[self.options.paper]
        self.size = (height, width) if self.options.landscape else (width, height)

    @cached_property
    def growth(self) -> float:
        """How much larger than on A4 the title and the frame are."""
        return float(max(1.0, (min(self.size) / 595.0) ** 0.5))

    @cached_property
    def bars_top(self) -> float:
        """Where the first row begins."""
        return MARGIN + HEAD * self.growth + self.header_height

    @cached_property
    def header_ratio(self) -> float:
        """The size of the time header; its smallest letters have more than 7 points."""
        return 0.68 * self.growth

    @cached_property
    def header_height(self) -> float:
        """The height of the time header."""
        return HEADER_HEIGHT * self.header_ratio

    @cached_property
    def room(self) -> float:
        """The height for rows on one sheet."""
        return self.size[1] - self.bars_top - MARGIN - FOOT * self.growth

    @cached_property
    def row_height(self) -> float:
        """The height of a row: as the sheets asked for allow, but never too low for letters of 7 points."""
        highest = HIGHEST * self.growth
        if self.options.high <= 0:
            return min(USUAL * self.growth, highest)
        a_sheet = ceil(max(len(self.data.rows), 1) / min(self.options.high, MOST_SHEETS))
        return min(max(self.room / a_sheet, LOWEST), highest)

    @cached_property
    def text_size(self) -> float:
        """The size of names and of the texts beside bars."""
        return max(SMALLEST, min(self.row_height * 0.56, 11.0 * self.growth))

    @cached_property
    def chunks(self) -> list[range]:
        """The rows of each sheet down; a summary is not left alone at the foot."""
        a_sheet = max(1, int(self.room / self.row_height + 1e-6))
        found: list[range] = []
        at, count = 0, len(self.data.rows)
        while at < count:
            end = min(at + a_sheet, count)
            spare = (len(found) + ceil((count - end + 1) / a_sheet)) < max(self.options.high, 1)
            if end < count and end - at > 1 and self.data.rows[end - 1].is_summary and (spare or not self.options.high):
                end -= 1
            found.append(range(at, end))
            at = end
        return found or [range(0)]

    @cached_property
    def name_width(self) -> float:
        """The width of the column of names."""
        style = self.name_style(False)
        wide = max((self._name_length(row, style) for row in self.data.rows), default=60.0)
        return min(max(wide + 8, 80.0), (self.size[0] - 2 * MARGIN) * NAMES)

    @cached_property
    def date_width(self) -> float:
        """The width of each of the columns of dates, 0 without them."""
        if not self.options.dates:
            return 0.0
        wide = self.type.measure("28 Sep 26" if not self.type.texts.is_chinese else "26-09-28", self.text_size) + 8
        return wide if self.name_width + 2 * wide <= (self.size[0] - 2 * MARGIN) * 0.5 else 0.0

    @property
    def chart_left(self) -> float:
        """Where the bars begin."""
        return MARGIN + self.name_width + 2 * self.date_width

    @property
    def chart_width(self) -> float:
        """The width of the bars on one sheet."""
        return self.size[0] - MARGIN - self.chart_left

    @cached_property
    def days(self) -> tuple[int, int]:
        """The first and the last instant that is shown."""
        first, last = self.data.bars.extent
        if self.data.data_date is not None:
            first, last = min(first, to_instant(self.data.data_date)), max(last, to_instant(self.data.data_date))
        margin = max(1440, round((last - first) * SPARE * self.growth / self.chart_width))
        first, last = first - margin, last + margin
        if self.options.first is not None:
            first = to_instant(datetime.combine(self.options.first, time()))
        if self.options.last is not None:
            last = to_instant(datetime.combine(self.options.last, time())) + 1440
        return first - first % 1440, max(last, first + 1440)

    @cached_property
    def scale(self) -> GanttScale:
        """The time axis over all sheets; texts beside the last bars have room on the last one."""
        first, last = self.days
        texts = 0.0
        if self.options.labels and self.options.last is None:
            texts = min(90.0 * self.growth, self.chart_width * 0.2)
        room = self.chart_width * self.wide - texts
        return GanttScale(first, room / ((last - first) / 1440))

    @property
    def wide(self) -> int:
        """Sheets side by side."""
        return max(1, min(self.options.wide, MOST_SHEETS))

    def name_style(self, is_summary: bool) -> TextStyle:
        """Return how a name is set."""
        return TextStyle(self.text_size, "semibold" if is_summary else "regular")

    def indent(self, row: TimelineRow) -> float:
        """Return how far a name is indented."""
        return max(0, min(row.level - 1, 12)) * self.text_size * 0.8

    @cached_property
    def number_width(self) -> float:
        """The width of the numbers before the names."""
        longest = max((row.number for row in self.data.rows), key=len, default="1")
        return min(self.type.measure(longest[:14], self.text_size) + 6, 60 * self.growth)

    def _name_length(self, row: TimelineRow, style: TextStyle) -> float:
        weight: Weight = "semibold" if row.is_summary else "regular"
        return self.number_width + self.indent(row) + self.type.measure(one_line(row.name, 120), style.size, weight)


def short_day(day: date | None, t: Texts) -> str:
    """Return a day with two figures for the year: `02 Mar 26`, `26-03-02`."""
    if day is None:
        return ""
    short = t.date(day, year=False)
    return f"{day.year % 100:02d}-{short}" if t.is_chinese else f"{short} {day.year % 100:02d}"
