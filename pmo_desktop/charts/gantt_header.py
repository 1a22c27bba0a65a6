"""The two rows of time above a Gantt, with the flag of the data date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ..domain.worktime import to_moment
from ..texts import Texts
from .gantt_data import GanttScale, TextWidth, estimated_width
from .scene import Box, Label, Line, Scene, Weight
from .timescale import DAYS, UPPER, WIDTHS, ZOOMS, Timescale, Unit

HEADER_HEIGHT: Final = 40.0
UPPER_SIZE: Final = 12.0
LOWER_SIZE: Final = 11.5
NARROWEST: Final[Mapping[Unit, float]] = {
    "day": 18.0, "week": 28.0, "month": 34.0, "quarter": 44.0, "half": 44.0, "year": 34.0,
}  # fmt: skip
"""Width that a label of the lower row needs, at usual size."""


def lower_unit(per_day: float, ratio: float = 1.0) -> Unit:
    """Return the unit of the lower row: the finest one whose labels, `ratio` times as large as usual, have room."""
    return next((unit for unit in ZOOMS if DAYS[unit] * per_day >= NARROWEST[unit] * ratio), "year")


def upper_unit(unit: Unit) -> Unit:
    """Return the unit of the upper row."""
    return UPPER[unit]


def timescale(scale: GanttScale) -> Timescale:
    """Return the axis of a chart's scale."""
    return Timescale(to_moment(scale.origin), scale.per_day)


def grid(scale: GanttScale, left: float, width: float, t: Texts, ratio: float = 1.0) -> list[float]:
    """Return x of the upright lines of a window that begins at `left`, below those of a header of the same `ratio`."""
    ticks = timescale(scale).ticks(lower_unit(scale.per_day, ratio), left, left + width, t)
    return [tick.x - left for tick in ticks]


def header(
    scale: GanttScale,
    left: float,
    width: float,
    t: Texts,
    *,
    data_date: datetime | None = None,
    ratio: float = 1.0,
    measure: TextWidth | None = None,
) -> Scene:
    """Return the header of a window that begins at `left`; `ratio` makes it larger, `measure` tells widths of texts."""
    unit = lower_unit(scale.per_day, ratio)
    height = HEADER_HEIGHT * ratio
    half = height / 2
    axis = timescale(scale)
    measure = measure or estimated_width(LOWER_SIZE * ratio)
    parts: Scene = [Box(0, 0, width, height, fill="surface")]
    flag = (-1.0, -1.0)
    pill: Scene = []
    if data_date is not None:
        pill, flag = _flag(axis.x(data_date) - left, t.date(data_date.date(), year=False), half, ratio, width, measure)
    for which, top, size, color in (
        (UPPER[unit], 0.0, UPPER_SIZE * ratio, "text2"),
        (unit, half, LOWER_SIZE * ratio, "text3"),
    ):
        short = which in ("month", "quarter", "half") and which == unit
        if which == unit == "year" and top == 0:
            continue
        for tick in axis.ticks(which, left, left + width, t, short=short):
            x = tick.x - left
            if x > 0:
                parts.append(Line(x, top + 2, x, top + half, "line", 1.0))
            # A label stays in sight while its unit begins left of the window.
            begin, end = max(x, 0.0) + 5 * ratio, x + tick.width - 3
            needed = 20 * ratio
            if top:
                needed = measure(tick.label) - 1
                begin, end = _beside(begin, end, flag, needed)
            room = end - begin
            if room > needed:
                weight: Weight = "semibold" if top == 0 else "regular"
                parts.append(
                    Label(begin, top + half / 2 + size * 0.36, tick.label, size, color, weight, max_width=room)
                )
    parts.append(Line(0, height - 0.5, width, height - 0.5, "line", 1.0))
    return parts + pill


def _beside(begin: float, end: float, flag: tuple[float, float], wide: float) -> tuple[float, float]:
    """Return where a label of the lower row has its place: left or right of the flag, if that lies over it."""
    left, right = flag[0] - 4, flag[1] + 4
    if right < begin or left > begin + wide:
        return begin, end
    if left - begin >= wide:
        return begin, left
    return (right, end) if end - right >= wide else (begin, begin)


def _flag(
    x: float, text: str, half: float, ratio: float, width: float, measure: TextWidth
) -> tuple[Scene, tuple[float, float]]:
    """Return the flag of the data date, and from where to where it reaches."""
    size = LOWER_SIZE * ratio
    wide = measure(text) * 1.06 + 12 * ratio
    if not -wide < x < width + wide:
        return [], (-1.0, -1.0)
    parts: Scene = [
        Box(x - wide / 2, half + 1, wide, half - 3, fill="today", radius=4.0),
        Label(x, half + half / 2 + size * 0.32, text, size, "onAccent", "semibold", "middle"),
    ]
    return parts, (x - wide / 2, x + wide / 2)


def zoom_width(step: int) -> float:
    """Return the width of a day in one of the six zooms, 0 the nearest."""
    return WIDTHS[ZOOMS[max(0, min(step, len(ZOOMS) - 1))]]


def nearest_step(per_day: float) -> int:
    """Return the zoom whose day is about so wide."""
    widths: Sequence[float] = [WIDTHS[unit] for unit in ZOOMS]
    return min(range(len(widths)), key=lambda step: abs(widths[step] - per_day) / widths[step])
