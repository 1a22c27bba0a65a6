"""Status marks: shape, letter and colour, so that none of them has to be relied on alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..domain.rag import LETTERS, Rag
from .scene import Box, Circle, Key, Label, Mark, Polyline, Scene

SMALLEST_LETTERED: Final = 11.0
"""Marks below this height carry no letter: it would be too small to read."""

CAP_HEIGHT: Final = 0.66
"""Height of a capital letter as a share of the type size, near enough in all our fonts."""


def drawn(mark: Mark) -> Scene:
    """Return the primitives of a mark, so that every painter draws the same one."""
    x, y, size, key = mark.x, mark.y, mark.size, mark.key
    half = size / 2
    line_width = max(0.6, size * 0.075)
    lettered = mark.letter and size >= SMALLEST_LETTERED
    scene: Scene = []
    match mark.rag:
        case "G":
            scene.append(Circle(x, y, half, fill="ragG", key=key))
        case "A":
            # The fill alone is too pale on white: the outline carries the contrast.
            width, top, foot = half * 1.03, y - half * 0.96, y + half * 0.86
            corners = ((x, top), (x + width, foot), (x - width, foot), (x, top))
            scene.append(Polyline(corners, "ragAstroke", line_width, fill="ragA", key=key))
        case "R":
            side = size * 0.92
            scene.append(Box(x - side / 2, y - side / 2, side, side, fill="ragR", radius=side * 0.17, key=key))
        case "C":
            scene.append(Circle(x, y, half, fill="ragC", key=key))
            tick = (
                (x - half * 0.46, y + half * 0.02),
                (x - half * 0.12, y + half * 0.38),
                (x + half * 0.5, y - half * 0.36),
            )
            scene.append(Polyline(tick, "ragCon", max(0.8, size * 0.11), key=key))
        case "":
            scene.append(Circle(x, y, half - line_width / 2, stroke="ragN", line_width=line_width, key=key))
    if lettered and mark.rag != "C":
        letter = max(7.0, size * 0.58)
        color = "ragNtext" if mark.rag == "" else f"rag{mark.rag}on"
        sink = size * 0.12 if mark.rag == "A" else 0.0
        baseline = y + letter * CAP_HEIGHT / 2 + sink
        scene.append(Label(x, baseline, LETTERS[mark.rag], letter, color, "bold", "middle", key=key))
    if mark.tick:
        side, right, top = size * 0.42, x + half + size * 0.08, y - half - size * 0.08
        corner = ((right - side, top), (right, top), (right, top + side), (right - side, top))
        scene.append(Polyline(corner, "surface", max(0.5, size * 0.06), fill="text", key=key))
    return scene


def strip(ratings: Sequence[Rag], size: float, gap: float, *, key: Key = None) -> Scene:
    """Return the last periods' marks in a row, oldest left, the last one larger; (0, 0) is the row's left middle."""
    scene: Scene = []
    x = 0.0
    for index, rag in enumerate(ratings):
        is_last = index == len(ratings) - 1
        height = size * 1.45 if is_last else size
        scene.append(Mark(x + height / 2, 0.0, height, rag, letter=False, key=key))
        x += height + gap
    return scene


def strip_width(count: int, size: float, gap: float) -> float:
    """Return the width of a strip of `count` marks."""
    return count * (size + gap) + 0.45 * size - gap if count else 0.0


def tick_box(x: float, y: float, size: float) -> Scene:
    """Return an empty box to tick with a pen, its centre at (x, y)."""
    return [Box(x - size / 2, y - size / 2, size, size, stroke="text2", line_width=0.9, radius=1.5)]
