"""What the signs of a printed Gantt mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..charts.gantt import GanttRows
from ..charts.scene import Box, Diamond, Label, Line, Polyline, Scene, Weight
from ..texts import Texts

if TYPE_CHECKING:
    from .timeline_layout import TimelineData, TimelineOptions

SIGN = 22.0
GAP = 14.0


def legend(
    bars: GanttRows,
    options: TimelineOptions,
    data: TimelineData,
    t: Texts,
    size: float,
    width: float,
    measure: Callable[[str, float, Weight], float],
) -> Scene:
    """Return the signs that a plan has, each with its word, in as many lines as `width` needs."""
    parts: Scene = []
    grown = size / 7.0
    x, y = 0.0, 0.0
    for sign, words in _signs(bars, options, data, t):
        text = measure(words, size, "regular")
        taken = SIGN * grown + text + GAP * grown
        if x and x + taken > width:
            x, y = 0.0, y + size * 1.5
        parts += _drawn(sign, x, y, grown)
        parts.append(Label(x + SIGN * grown, y + size * 1.05, words, size, "text2"))
        x += taken
    return parts


def _signs(bars: GanttRows, options: TimelineOptions, data: TimelineData, t: Texts) -> Iterator[tuple[str, str]]:
    yield "task", t("Task, done part dark")
    if options.critical and any(bars.critical):
        yield "critical", t("Critical task")
    if "summary" in bars.shape:
        yield "summary", t("Summary")
    if "milestone" in bars.shape:
        yield "milestone", t("Milestone")
    if options.baseline and bars.frozen and data.baseline is not None:
        yield "baseline", t("Baseline {number}", number=str(data.baseline))
    if options.slack and bars.late:
        yield "slack", t("Total float")
    if bars.deadline:
        yield "deadline", t("Deadline")
    if data.data_date is not None:
        yield "today", t("Data date")


def _drawn(sign: str, x: float, y: float, grown: float) -> Scene:
    wide, high, middle = 16 * grown, 5.5 * grown, y + 5 * grown
    top = middle - high / 2
    match sign:
        case "task":
            return [Box(x, top, wide, high, fill="bar"), Box(x, top, wide * 0.55, high, fill="barDone")]
        case "critical":
            return [Box(x, top, wide, high, fill="crit"), Box(x, top, wide * 0.55, high, fill="critDone")]
        case "summary":
            foot = 2 * grown
            points = (
                (x, top), (x + wide, top), (x + wide, top + high), (x + wide - foot, top + high / 2),
                (x + foot, top + high / 2), (x, top + high), (x, top),
            )  # fmt: skip
            return [Polyline(points, fill="barSummary")]
        case "milestone":
            return [Diamond(x + wide / 2, middle, 3.5 * grown, fill="ink")]
        case "baseline":
            return [
                Line(x, middle, x + wide * 0.55, middle, "base", 2.0),
                Diamond(x + wide * 0.85, middle, 3 * grown, fill="surface", stroke="plan", line_width=1.0),
            ]
        case "slack":
            return [
                Line(x, middle, x + wide, middle, "fc", 1.2),
                Line(x + wide, middle - 3, x + wide, middle + 3, "fc"),
            ]
        case "deadline":
            corners = ((x + 4, top), (x + 4 + 6 * grown, top), (x + 4 + 3 * grown, top + high), (x + 4, top))
            return [Polyline(corners, fill="ragG")]
        case _:
            return [Line(x + wide / 2, top - 1, x + wide / 2, top + high + 2, "today", 1.5)]
