"""What the exposure is made of, as bars from left to right: by project, category or owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from .heatmap import Measure
from .scene import Box, Label, Line, Scene

ROW: Final = 2.1
"""Height of a row, in sizes of its text."""


def loss_bars(
    parts: Sequence[tuple[str, int]],
    rest: str,
    width: float,
    height: float,
    size: float,
    measure: Measure,
    words: Callable[[int], str],
) -> Scene:
    """Return a bar for each part, the largest on top; what does not fit is summed up in the last one, named `rest`.

    A gain goes left of the zero line, in green. Names are shortened to a third of the width.
    """
    fits = max(1, int(height / (size * ROW)))
    shown = list(parts)
    if len(shown) > fits:
        shown = [*shown[: fits - 1], (rest, sum(amount for _, amount in shown[fits - 1 :]))]
    names = [_short(name, width * 0.36, size, measure) for name, _ in shown]
    left = max((measure(name, size, "regular") for name in names), default=0.0) + 8
    figures = max((measure(words(amount), size, "semibold") for _, amount in shown), default=0.0) + 8
    low, high = min(0, *(a for _, a in shown), 0), max(0, *(a for _, a in shown), 0)
    scale = max(width - left - figures, 10.0) / max(high - low, 1)
    zero = left - low * scale
    scene: Scene = []
    for at, ((_, amount), name) in enumerate(zip(shown, names, strict=True)):
        middle = size * ROW * (at + 0.5)
        long = abs(amount) * scale
        start = zero - long if amount < 0 else zero
        scene.append(Label(0, middle + size * 0.34, name, size, "text2"))
        scene.append(Box(start, middle - size * 0.6, long, size * 1.2, "ragG" if amount < 0 else "ink"))
        scene.append(Label(max(start + long, zero) + 5, middle + size * 0.34, words(amount), size, "text", "semibold"))
    scene.append(Line(zero, 0, zero, size * ROW * len(shown), "line", 0.8))
    return scene


def _short(name: str, width: float, size: float, measure: Measure) -> str:
    if measure(name, size, "regular") <= width:
        return name
    kept = name
    while kept and measure(kept + "…", size, "regular") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
