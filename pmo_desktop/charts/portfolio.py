"""The overview's two charts: the milestones ahead by programme, and cost against schedule performance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..domain.rag import Rag
from ..texts import Texts
from .scene import Box, Circle, Diamond, Key, Label, Line, Scene, Weight
from .timescale import Timescale

Measure = Callable[[str, float, Weight], float]

SIZE: Final = 12.0
HEAD: Final = 22.0
LANE_NAMES: Final = 152.0
LATE_DAYS: Final = 10


@dataclass(frozen=True)
class Stone:
    """A milestone ahead: where it was planned, where it is expected."""

    name: str
    plan: date | None
    forecast: date
    slip: int
    key: Key = None


@dataclass(frozen=True)
class Lane:
    """A programme with its milestones by date."""

    name: str
    stones: tuple[Stone, ...]


@dataclass(frozen=True)
class Bubble:
    """A project by its indices; the area is its budget."""

    name: str
    spi: float
    cpi: float
    budget: int
    rag: Rag
    key: Key = None


def milestone_lanes(
    lanes: Sequence[Lane], today: date, days: int, width: float, height: float, t: Texts, measure: Measure, zoom: float
) -> Scene:
    """Return a lane for each programme, from `today` over some days; a label that finds no room is left out."""
    size, names, head = SIZE * zoom, LANE_NAMES * zoom, HEAD * zoom
    left, right = names + 24 * zoom, width - 8
    scale = Timescale.between(today, today + timedelta(days=days), right - left)
    scene: Scene = []
    for month in _months(today, days):
        x = left + (month - today).days * scale.day_width
        scene.append(Line(x, head - 8, x, height, "divider"))
        year = month.month == 1
        scene.append(Label(x + 6, head - 10, t.short_month(month, year=year), size * 0.92, "text3"))
    lane_height = (height - head) / max(1, len(lanes))
    for place, lane in enumerate(lanes):
        top = head + place * lane_height
        middle = top + lane_height / 2
        if place:
            scene.append(Line(0, top, width, top, "divider"))
        scene.append(Label(0, middle + size * 0.36, lane.name, size, "text2", max_width=names))
        scene += _stones(lane, middle, lane_height, left, right, scale, today, size, t, measure)
    scene.append(Line(left, head - 8, left, height, "today", 2.0))
    label = t.date(today, year=False)
    scene.append(Label(left, head - 11, label, size, "accentText", "semibold", "middle", halo="surface"))
    return scene


def _stones(
    lane: Lane,
    y: float,
    height: float,
    left: float,
    right: float,
    scale: Timescale,
    today: date,
    size: float,
    t: Texts,
    measure: Measure,
) -> Scene:
    scene: Scene = []
    rows = [y - size * 0.9, y + size * 0.9] if len(lane.stones) > 3 and height >= size * 3.4 else [y]
    for row, middle in enumerate(rows):
        stones = lane.stones[row :: len(rows)]
        spots = [left + (stone.forecast - today).days * scale.day_width for stone in stones]
        planned = [
            left + (stone.plan - today).days * scale.day_width
            if stone.plan is not None and today <= stone.plan != stone.forecast
            else None
            for stone in stones
        ]
        free = left
        for stone, x, start, after in zip(stones, spots, planned, [*spots[1:], right + size], strict=True):
            late = stone.slip >= LATE_DAYS
            shows_plan = start is not None and start >= free
            if start is not None and shows_plan:
                scene.append(Line(start, middle, x, middle, "plan", 1.0, (1.5, 2.0)))
                scene.append(Diamond(start, middle, size * 0.42, "surface", "plan", 1.2))
            look = ("ragA", "ragAstroke") if late else ("ink", "ink")
            scene.append(Diamond(x, middle, size * 0.5, *look, 1.0, stone.key))
            words = f"{stone.name}  {t.number(stone.slip, signed=True)}" if late else stone.name
            # A promise later than the forecast stands to its right, and the words after both.
            at = (max(x, start) if start is not None and shows_plan else x) + size * 0.8
            ahead = min((other for other in planned if other is not None and other > at), default=right + size)
            room = min(after - size - at, ahead - size * 0.6 - at, size * 15)
            if room > size * 4:
                shown = min(measure(words, size, "regular"), room)
                color = "ragAtext" if late else "text"
                label = Label(at, middle + size * 0.36, words, size, color, max_width=shown + 1, key=stone.key)
                scene.append(label)
                free = at + shown + size
            else:
                free = x + size
    return scene


def _months(first: date, days: int) -> list[date]:
    found, day = [], first.replace(day=1)
    while day <= first + timedelta(days=days):
        if day > first + timedelta(days=4):
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def performance_bubbles(
    bubbles: Sequence[Bubble], width: float, height: float, t: Texts, zoom: float, *, labels: int = 6
) -> Scene:
    """Return projects by SPI (across) and CPI (up); only the outliers carry their names."""
    size = SIZE * zoom * 0.95
    left, foot, top, right = 34.0 * zoom, height - 26 * zoom, 16.0 * zoom, width - 8
    low, high = _range([value for one in bubbles for value in (one.spi, one.cpi)])

    def across(value: float) -> float:
        return left + (min(max(value, low), high) - low) / (high - low) * (right - left)

    def up(value: float) -> float:
        return foot - (min(max(value, low), high) - low) / (high - low) * (foot - top)

    scene: Scene = []
    step = 0.1 if high - low <= 0.8 else 0.2
    value = round(low, 1)
    while value <= high + 1e-9:
        strong = abs(value - 1.0) < 1e-9
        for line in (
            Line(across(value), top, across(value), foot, "plan" if strong else "divider"),
            Line(left, up(value), right, up(value), "plan" if strong else "divider"),
        ):
            scene.append(line)
        scene.append(Label(across(value), foot + size * 1.3, t.number(value, 1), size * 0.92, "text3", anchor="middle"))
        scene.append(Label(left - 6, up(value) + size * 0.36, t.number(value, 1), size * 0.92, "text3", anchor="end"))
        value = round(value + step, 1)
    scene.append(Label(left + 2, top - 4, "↑ CPI", size * 0.92, "text2"))
    scene.append(Label(right, foot - 6, "SPI →", size * 0.92, "text2", anchor="end", halo="surface"))
    largest = max((one.budget for one in bubbles), default=1)
    for one in sorted(bubbles, key=lambda one: -one.budget):
        radius = (5 + 15 * (one.budget / largest) ** 0.5) * zoom
        tone = one.rag or "N"
        stroke = "ragAstroke" if tone == "A" else f"rag{tone}"
        scene.append(Circle(across(one.spi), up(one.cpi), radius, f"rag{tone}soft", stroke, 1.3, key=one.key))
    outliers = sorted(bubbles, key=lambda one: min(one.spi, one.cpi))[:labels]
    taken: list[tuple[float, float]] = []
    for one in outliers:
        if min(one.spi, one.cpi) >= 0.95:
            continue
        radius = (5 + 15 * (one.budget / largest) ** 0.5) * zoom
        x, y = across(one.spi) + radius + 4, up(one.cpi) + size * 0.36
        if any(abs(y - other_y) < size and abs(x - other_x) < size * 8 for other_x, other_y in taken):
            continue
        room = right - x
        if room > size * 3:
            scene.append(Label(x, y, one.name, size * 0.92, "text2", max_width=room, key=one.key, halo="surface"))
            taken.append((x, y))
    return scene


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of both axes: round tenths around the values, one scale for both, 1.0 always inside."""
    low = math.floor(min([0.8, *values]) * 10 - 0.2) / 10
    high = math.ceil(max([1.1, *values]) * 10 + 0.2) / 10
    return max(0.5, low), min(1.5, high)


def stacked(counts: Sequence[tuple[Rag, int]], width: float, height: float, gap: float = 2.0) -> Scene:
    """Return one bar with a part for each rating, as wide as its count."""
    total = sum(count for _, count in counts)
    if not total:
        return [Box(0, 0, width, height, "line", radius=2)]
    scene: Scene = []
    x, room = 0.0, width - gap * (sum(count > 0 for _, count in counts) - 1)
    for rag, count in counts:
        if count:
            part = room * count / total
            scene.append(Box(x, 0, part, height, f"rag{rag or 'N'}", radius=2))
            x += part + gap
    return scene


def bullet(actual: float, budget: float, width: float, height: float) -> Scene:
    """Return a forecast as a dark bar on a light track, and the budget as a line across it."""
    most = max(actual, budget, 1.0) * 1.06
    middle = height / 2
    return [
        Box(0, middle - 6, width, 12, "subtle", radius=2),
        Box(0, middle - 2.5, width * actual / most, 5, "ink", radius=2),
        Box(width * budget / most - 1.25, middle - 10, 2.5, 20, "accent", radius=1),
    ]


def squares(done: int, total: int, width: float, side: float = 6.0, gap: float = 2.5) -> Scene:
    """Return a square for each report that is due, dark for those that came."""
    most = max(1, int((width + gap) // (side + gap)))
    across = max(1, -(-total // -(-total // most))) if total else 1
    return [
        Box(
            (at % across) * (side + gap),
            (at // across) * (side + gap),
            side,
            side,
            "ink" if at < done else "line",
            radius=1.5,
        )
        for at in range(min(total, most * 4))
    ]
