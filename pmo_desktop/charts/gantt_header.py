"""The two rows of time above a Gantt, with the flag of the data date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ..domain.worktime import to_moment
from ..texts import Texts
from .gantt import GanttScale
from .scene import Box, Label, Line, Scene
from .timescale import DAYS, UPPER, WIDTHS, ZOOMS, Timescale, Unit

HEADER_HEIGHT: Final = 40.0
NARROWEST: Final[Mapping[Unit, float]] = {
    "day": 18.0, "week": 28.0, "month": 34.0, "quarter": 34.0, "half": 44.0, "year": 34.0,
}  # fmt: skip
"""Width that a label of the lower row needs, at usual size."""


def lower_unit(per_day: float) -> Unit:
    """Return the unit of the lower row: the finest one whose labels have room."""
    return next((unit for unit in ZOOMS if DAYS[unit] * per_day >= NARROWEST[unit]), "year")


def upper_unit(unit: Unit) -> Unit:
    """Return the unit of the upper row."""
    return UPPER[unit]


def timescale(scale: GanttScale) -> Timescale:
    """Return the axis of a chart's scale."""
    return Timescale(to_moment(scale.origin), scale.per_day)


def grid(scale: GanttScale, left: float, width: float, t: Texts) -> list[float]:
    """Return x of the upright lines of a window that begins at `left`."""
    ticks = timescale(scale).ticks(lower_unit(scale.per_day), left, left + width, t)
    return [tick.x - left for tick in ticks]


def header(
    scale: GanttScale, left: float, width: float, t: Texts, *, data_date: datetime | None = None, ratio: float = 1.0
) -> Scene:
    """Return the header of a window that begins at `left`; `ratio` makes it larger."""
    unit = lower_unit(scale.per_day)
    height = HEADER_HEIGHT * ratio
    half = height / 2
    axis = timescale(scale)
    parts: Scene = [Box(0, 0, width, height, fill="surface")]
    for which, top, size, color in (
        (UPPER[unit], 0.0, 12.0 * ratio, "text2"),
        (unit, half, 11.5 * ratio, "text3"),
    ):
        short = which in ("month", "quarter", "half") and which == unit
        if which == unit == "year" and top == 0:
            continue
        for tick in axis.ticks(which, left, left + width, t, short=short):
            x = tick.x - left
            if x > 0:
                parts.append(Line(x, top + 2, x, top + half, "line", 1.0))
            # A label stays in sight while its unit begins left of the window.
            begin = max(x, 0.0) + 5 * ratio
            room = x + tick.width - begin - 3
            if room > 20 * ratio:
                weight = "semibold" if top == 0 else "regular"
                parts.append(
                    Label(begin, top + half / 2 + size * 0.36, tick.label, size, color, weight, max_width=room)  # type: ignore[arg-type]
                )
    parts.append(Line(0, height - 0.5, width, height - 0.5, "line", 1.0))
    if data_date is not None:
        parts.extend(_flag(axis.x(data_date) - left, t.date(data_date.date(), year=False), half, ratio, width))
    return parts


def _flag(x: float, text: str, half: float, ratio: float, width: float) -> Scene:
    size = 11.5 * ratio
    wide = len(text) * 0.62 * size + 12 * ratio
    if not -wide < x < width + wide:
        return []
    return [
        Box(x - wide / 2, half + 1, wide, half - 3, fill="today", radius=4.0),
        Label(x, half + half / 2 + size * 0.32, text, size, "onAccent", "semibold", "middle"),
    ]


def zoom_width(step: int) -> float:
    """Return the width of a day in one of the six zooms, 0 the nearest."""
    return WIDTHS[ZOOMS[max(0, min(step, len(ZOOMS) - 1))]]


def nearest_step(per_day: float) -> int:
    """Return the zoom whose day is about so wide."""
    widths: Sequence[float] = [WIDTHS[unit] for unit in ZOOMS]
    return min(range(len(widths)), key=lambda step: abs(widths[step] - per_day) / widths[step])
