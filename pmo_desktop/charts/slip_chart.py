"""The milestone slip chart: report date across, forecast date up, one line a milestone; on the diagonal it is reached.

A level line keeps its date, a rising one slips, a falling one recovers. Both axes have one scale, so that a line as
steep as the diagonal slips a day for every day that goes by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from ..texts import Texts
from .scene import Circle, Key, Label, Line, Polyline, Scene
from .timescale import ZOOMS, Timescale, shifted

Place: TypeAlias = Callable[[date], float]
"""Where a day lies on an axis."""

ROOM: Final = 12
"""Days of empty axis before the first and after the last point."""

DOT: Final = 2.3
LEADER: Final = 7.0


@dataclass(frozen=True)
class SlipLine:
    """A milestone: its (report date, forecast then) points, oldest first, and how it is to be read.

    Attributes:
        is_marked: drawn in the colour of exceptions; at most two lines should be.
        is_reached: its last point is the day on which it was reached.
    """

    name: str
    points: tuple[tuple[date, date], ...]
    baseline: date | None = None
    is_marked: bool = False
    is_reached: bool = False
    key: Key = None


def span(lines: Sequence[SlipLine], data_date: date) -> tuple[date, date]:
    """Return the first and the last day of both axes."""
    days = [day for line in lines for point in line.points for day in point]
    first, last = min([*days, data_date]), max([*days, data_date])
    return shifted(first, -ROOM), shifted(last, ROOM)


def slip_chart(lines: Sequence[SlipLine], data_date: date, width: float, height: float, size: float, t: Texts) -> Scene:
    """Return the chart, `width` by `height` with its axes' words; text is set at `size`."""
    first, last = span(lines, data_date)
    left, bottom = size * 4.6, size * 2.6
    across = Timescale.between(first, last, width - left)
    up = Timescale.between(first, last, height - bottom)
    base = height - bottom

    def x(day: date) -> float:
        return left + across.x(day)

    def y(day: date) -> float:
        return base - up.x(day)

    scene: Scene = []
    scene.append(Polyline(((left, base), (width, 0), (width, base)), fill="subtle"))
    unit = max(up.unit(size * 2.2), across.unit(size * 3.6), key=ZOOMS.index)
    for tick in across.ticks(unit, 0, width - left, t, short=True):
        if tick.x >= 0:
            scene.append(Line(left + tick.x, 0, left + tick.x, base, "line", 0.5))
            if left + tick.x + size * 2.4 < width:
                scene.append(Label(left + tick.x, base + size + 3, tick.label, size, "text3"))
    for tick in up.ticks(unit, 0, base, t, short=True):
        if tick.x >= 0:
            scene.append(Line(left, base - tick.x, width, base - tick.x, "line", 0.5))
            scene.append(Label(left - 5, base - tick.x + size * 0.35, tick.label, size, "text3", anchor="end"))
    scene.append(Line(left, base, width, 0, "plan", 0.9))
    scene.append(Label(width - 4, base - 5, t("reached: forecast = report date"), size, "text3", anchor="end"))
    scene.append(Line(left, 0, left, base, "lineStrong", 0.75))
    scene.append(Line(left, base, width, base, "lineStrong", 0.75))
    scene.append(Line(x(data_date), 0, x(data_date), base, "today", 0.9, (2.0, 2.0)))
    for line in sorted(lines, key=lambda line: line.is_marked):
        color = "critDone" if line.is_marked else "ink"
        points = tuple((x(report), y(forecast)) for report, forecast in line.points)
        if line.baseline is not None and first <= line.baseline <= last:
            right = points[-1][0]
            scene.append(Line(points[0][0], y(line.baseline), right, y(line.baseline), "plan", 0.6, (3.0, 2.0)))
        if len(points) > 1:
            scene.append(Polyline(points, color, 1.8 if line.is_marked else 1.1, key=line.key))
        for px, py in points:
            scene.append(Circle(px, py, DOT, color, "surface", 0.5, key=line.key))
        if line.is_reached:
            px, py = points[-1]
            scene.append(Circle(px, py, DOT + 1.6, "", "ragC", 1.1, key=line.key))
    scene += _labels(lines, x, y, width, base, size)
    return scene


def _labels(lines: Sequence[SlipLine], x: Place, y: Place, width: float, base: float, size: float) -> Scene:
    """Return each line's name at its end, pushed apart where they would touch."""
    step = size * 1.25
    ends = sorted(((y(line.points[-1][1]), x(line.points[-1][0]), line) for line in lines), key=lambda end: end[:2])
    places: list[float] = []
    for at, (wanted, _, _) in enumerate(ends):
        places.append(max(wanted, places[-1] + step) if at else max(wanted, size))
    excess = places[-1] - (base - size * 0.5) if places else 0.0
    for at in range(len(places) - 1, -1, -1):
        if excess > 0:
            ceiling = places[at + 1] - step if at + 1 < len(places) else base - size * 0.5
            places[at] = min(places[at], ceiling)
    scene: Scene = []
    for place, (wanted, px, line) in zip(places, ends, strict=True):
        color = "critDone" if line.is_marked else "text2"
        if abs(place - wanted) > size * 0.6:
            scene.append(Line(px + DOT + 1, wanted, px + LEADER + 6, place, "lineStrong", 0.5))
        start = px + LEADER + (8 if abs(place - wanted) > size * 0.6 else 0)
        scene.append(
            Label(start, place + size * 0.35, line.name, size, color, "semibold" if line.is_marked else "regular",
                  max_width=max(width - start - 2, 30.0), halo="surface", key=line.key)
        )  # fmt: skip
    return scene
