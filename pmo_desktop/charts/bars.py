"""Horizontal bars of money: plan against forecast by group, and the bridge from plan to forecast.

Notation: plan PL an outline, actual AC solid, forecast FC hatched; bars begin at zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .columns import forecast_bar
from .scene import Box, Key, Label, Line, Scene


@dataclass(frozen=True)
class CostRow:
    """One bar: plan, spend so far and forecast in minor units; None where nobody knows."""

    name: str
    plan: int | None
    actual: int | None
    forecast: int | None
    key: Key = None


@dataclass(frozen=True)
class Step:
    """One step of a bridge: a signed amount in minor units."""

    name: str
    amount: int


Shown = Callable[[int], str]
"""Turns an amount into a number in the chart's unit."""


def cost_bars(
    rows: Sequence[CostRow],
    width: float,
    row_height: float,
    size: float,
    shown: Shown,
    signed: Shown,
    *,
    names: float,
    is_exception: Callable[[CostRow], bool],
) -> Scene:
    """Return a bar for each row: the forecast, its spent part solid, the plan as an outline above it, and the variance.

    `names` is the width left for the names at the left.
    """
    left, right = names, width * 0.13
    room = max(width - left - right - size * 4.2, 1.0)
    most = max((max(row.plan or 0, row.forecast or 0, row.actual or 0) for row in rows), default=0) or 1
    scene: Scene = []
    for index, row in enumerate(rows):
        middle = row_height * (index + 0.5)
        baseline = middle + size * 0.34
        bar = min(row_height * 0.4, 9.0)
        scene.append(Label(0, baseline, row.name, size, "text", max_width=left - 6, key=row.key))
        if row.plan is not None:
            scene.append(
                Box(left, middle - bar * 0.85, _share(row.plan, most) * room, bar, "surface", "plan", 0.8, key=row.key)
            )
        end = row.forecast if row.forecast is not None else row.actual
        if row.forecast is not None:
            scene += forecast_bar(left, middle - bar * 0.35, _share(row.forecast, most) * room, bar)
        if row.actual:
            scene.append(Box(left, middle - bar * 0.35, _share(row.actual, most) * room, bar, "ink", key=row.key))
        longest = max(end or 0, row.plan or 0)
        if end is not None:
            scene.append(Label(left + _share(longest, most) * room + 4, baseline, shown(end), size, "text", "semibold"))
        if row.plan is not None and row.forecast is not None:
            is_bad = is_exception(row)
            scene.append(
                Label(
                    width,
                    baseline,
                    signed(row.forecast - row.plan),
                    size,
                    "ragRtext" if is_bad else "text",
                    "semibold",
                    "end",
                )
            )
    scene.append(Line(left, 0, left, row_height * len(rows), "text", 0.9))
    return scene


def bridge(
    plan: tuple[str, int],
    steps: Sequence[Step],
    forecast: tuple[str, int],
    width: float,
    row_height: float,
    size: float,
    shown: Shown,
    signed: Shown,
) -> Scene:
    """Return plan, causes and forecast as horizontal bars from zero; causes that cost are red, savings green."""
    left = width * 0.3
    peaks = [plan[1], forecast[1]]
    total = plan[1]
    for step in steps:
        total += step.amount
        peaks.append(total)
    room = max(width - left - size * 5, 1.0)
    most = max([*peaks, 1])
    bar = min(row_height * 0.62, 12.0)
    scene: Scene = []

    def baseline(index: int) -> float:
        return row_height * (index + 0.5) + size * 0.34

    def top(index: int) -> float:
        return row_height * (index + 0.5) - bar / 2

    scene.append(Label(0, baseline(0), plan[0], size, weight="semibold", max_width=left - 6))
    scene.append(Box(left, top(0), _share(plan[1], most) * room, bar, "surface", "ink", 0.9))
    scene.append(Label(left + _share(plan[1], most) * room + 4, baseline(0), shown(plan[1]), size, weight="bold"))
    total = plan[1]
    for index, step in enumerate(steps, start=1):
        start, total = total, total + step.amount
        x1, x2 = (left + _share(value, most) * room for value in (min(start, total), max(start, total)))
        is_cost = step.amount > 0
        scene.append(Label(0, baseline(index), step.name, size, "text2", max_width=left - 6))
        scene.append(
            Line(
                left + _share(start, most) * room,
                top(index) - (row_height - bar),
                left + _share(start, most) * room,
                top(index) + bar,
                "prev",
                0.6,
            )
        )
        scene.append(Box(x1, top(index), max(x2 - x1, 0.8), bar, "ragR" if is_cost else "ragG"))
        scene.append(
            Label(x2 + 4, baseline(index), signed(step.amount), size, "ragRtext" if is_cost else "ragGtext", "semibold")
        )
    last = len(steps) + 1
    scene.append(Label(0, baseline(last), forecast[0], size, weight="semibold", max_width=left - 6))
    scene += forecast_bar(left, top(last), _share(forecast[1], most) * room, bar)
    scene.append(
        Label(left + _share(forecast[1], most) * room + 4, baseline(last), shown(forecast[1]), size, weight="bold")
    )
    scene.append(Line(left, 0, left, row_height * (last + 1), "text", 0.9))
    return scene


def _share(amount: int, most: int) -> float:
    """Return the part of the longest bar that an amount takes; bars begin at zero and never leave the chart."""
    return min(max(amount / most, 0.0), 1.0)
