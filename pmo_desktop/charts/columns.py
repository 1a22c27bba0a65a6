"""Columns over reporting periods: how many projects had which status, and how much loss was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ..domain.rag import Rag
from .scene import Box, Hatch, Label, Line, Scene

STACK: Final[tuple[Rag, ...]] = ("R", "A", "G", "C", "")
"""From the bottom up: what needs the reader stands on the base line, where columns compare best."""

SHARE: Final = 0.68
"""Part of its period's place that a column takes."""

FILLS: Final[Mapping[Rag, str]] = {"G": "ragG", "A": "ragA", "R": "ragR", "C": "ragC", "": "surface"}
LETTERS: Final[Mapping[Rag, str]] = {"G": "ragGon", "A": "ragAon", "R": "ragRon", "C": "ragCon", "": "ragNtext"}


def status_columns(
    periods: Sequence[str], counts: Sequence[Mapping[Rag, int]], width: float, height: float, size: float
) -> Scene:
    """Return stacked columns of counts, one for each period, the last one named in bold. `size` is that of labels."""
    foot = height - size * 1.7
    most = max((sum(count.values()) for count in counts), default=0)
    scene: Scene = []
    place = width / max(len(periods), 1)
    # A few periods must not make columns as broad as pages.
    bar = min(place * SHARE, 44.0)
    for index, (period, count) in enumerate(zip(periods, counts, strict=True)):
        centre = place * (index + 0.5)
        top = foot
        for rag in STACK:
            number = count.get(rag, 0)
            if not number:
                continue
            tall = number / most * (foot - 2)
            top -= tall
            stroke = "ragN" if rag == "" else "surface"
            scene.append(Box(centre - bar / 2, top, bar, tall, FILLS[rag], stroke, 0.6))
            if tall >= size * 1.05:
                baseline = top + tall / 2 + size * 0.34
                scene.append(Label(centre, baseline, str(number), size, LETTERS[rag], "semibold", "middle"))
            elif tall > 0:
                beside = centre + bar / 2 + 2
                scene.append(Label(beside, top + tall / 2 + size * 0.34, str(number), size, "text2"))
        is_last = index == len(periods) - 1
        scene.append(_period(period, centre, height - size * 0.3, size, place, is_last=is_last))
    scene.append(Line(0, foot, width, foot, "text", 0.9))
    return scene


def exposure_columns(
    periods: Sequence[str],
    amounts: Sequence[int],
    limit: int | None,
    width: float,
    height: float,
    size: float,
    shown: Callable[[int], str],
) -> Scene:
    """Return columns of expected loss, earlier periods light, with the limit that is accepted as a dashed line."""
    foot, head = height - size * 1.7, size * 1.6
    most = max([*amounts, limit or 0, 1])
    place = width / max(len(periods), 1)
    bar = min(place * SHARE, 44.0)
    scene: Scene = []
    for index, (period, amount) in enumerate(zip(periods, amounts, strict=True)):
        is_last = index == len(periods) - 1
        centre = place * (index + 0.5)
        tall = max(amount, 0) / most * (foot - head)
        scene.append(Box(centre - bar / 2, foot - tall, bar, tall, "ink" if is_last else "prev"))
        weight, color = ("bold", "text") if is_last else ("regular", "text2")
        scene.append(
            Label(
                centre,
                foot - tall - size * 0.4,
                shown(amount),
                size,
                color,
                "bold" if weight == "bold" else "regular",
                "middle",
            )
        )
        scene.append(_period(period, centre, height - size * 0.3, size, place, is_last=is_last))
    scene.append(Line(0, foot, width, foot, "text", 0.9))
    if limit is not None:
        y = foot - limit / most * (foot - head)
        scene.append(Line(0, y, width, y, "accent", 0.9, (3, 2)))
    return scene


def _period(text: str, x: float, y: float, size: float, place: float, *, is_last: bool) -> Label:
    weight, color = ("bold", "text") if is_last else ("regular", "text3")
    return Label(x, y, text, size, color, "bold" if weight == "bold" else "regular", "middle", max_width=place)


def forecast_bar(x: float, y: float, width: float, height: float) -> Scene:
    """Return a bar in the notation of a forecast: outlined and hatched."""
    return [
        Box(x, y, width, height, "surface"),
        Hatch(x, y, width, height, "fc"),
        Box(x, y, width, height, "", "ink", 0.7),
    ]
