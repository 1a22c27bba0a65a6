"""Milestones as rows of diamonds: an outline where it was promised, filled where it is forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..texts import Texts
from .scene import Diamond, Key, Label, Line, Scene
from .timescale import Timescale, shifted

FAR: Final = 3653
"""Days from the data date beyond which a day is taken for a typing error."""

SLIP_DASH: Final = (1.6, 1.6)


@dataclass(frozen=True)
class DiamondRow:
    """One milestone: promised day, day reached or forecast, and how it is to be read."""

    baseline: date | None
    expected: date | None
    is_done: bool = False
    is_exception: bool = False
    key: Key = None


def span(rows: Sequence[DiamondRow], data_date: date) -> tuple[date, date]:
    """Return the first and the last day that an axis for these rows needs, with room at both ends.

    Days further than ten years from the data date are left out of the axis: one typing error (year 9999) must not
    squeeze everything else into a point.
    """
    days = [day for row in rows for day in (row.baseline, row.expected) if day and abs((day - data_date).days) <= FAR]
    first, last = min([*days, data_date]), max([*days, data_date])
    room = max((last - first).days // 24, 4)
    return shifted(first, -room), shifted(last, room)


def diamond_rows(
    rows: Sequence[DiamondRow], first: date, last: date, width: float, row_height: float, data_date: date
) -> Scene:
    """Return the rows below each other over an axis from `first` to `last`, with the data date as a line."""
    scale = Timescale.between(first, last, width)
    height = row_height * len(rows)
    radius = min(4.4, row_height * 0.3)
    scene: Scene = []
    if first <= data_date <= last:
        x = scale.x(data_date)
        scene.append(Line(x, 0, x, height, "today", 1.1))
    for index, row in enumerate(rows):
        y = row_height * (index + 0.5)
        baseline = scale.x(row.baseline) if row.baseline and first <= row.baseline <= last else None
        expected = scale.x(row.expected) if row.expected and first <= row.expected <= last else None
        if baseline is not None and expected is not None and abs(expected - baseline) > 2 * radius:
            sign = 1 if expected > baseline else -1
            start, end = baseline + sign * radius, expected - sign * radius
            scene.append(Line(start, y, end, y, "critDone" if row.is_exception else "fc", 0.8, SLIP_DASH, key=row.key))
        if baseline is not None:
            scene.append(Diamond(baseline, y, radius, "surface", "plan", 0.9, key=row.key))
        if expected is not None:
            color = "ragC" if row.is_done else "critDone" if row.is_exception else "ink"
            scene.append(Diamond(expected, y, radius, color, key=row.key))
    return scene


def axis(first: date, last: date, width: float, height: float, size: float, t: Texts, narrowest: float = 25.0) -> Scene:
    """Return tick lines over `height` with labels above them (their baseline at y = −4)."""
    scale = Timescale.between(first, last, width)
    unit = scale.unit(narrowest)
    scene: Scene = []
    for tick in scale.ticks(unit, 0, width, t, short=True):
        if tick.x < 0:
            continue
        scene.append(Line(tick.x, -size, tick.x, height, "line", 0.6))
        if width - tick.x >= narrowest * 0.8:
            scene.append(Label(tick.x + 2, -4, tick.label, size, "text3"))
    return scene
