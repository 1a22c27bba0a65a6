"""Status letters: what they mean, in which order they worsen, and on which dimensions they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

Rag: TypeAlias = Literal["G", "A", "R", "C", ""]
"""Green on track, amber needs attention, red needs a decision, complete, not rated."""

Dimension: TypeAlias = Literal["overall", "schedule", "cost", "scope", "risk", "resources", "benefits"]

Shape: TypeAlias = Literal["circle", "triangle", "square", "tick", "ring"]

DIMENSIONS: Final[tuple[Dimension, ...]] = (
    "overall",
    "schedule",
    "cost",
    "scope",
    "risk",
    "resources",
    "benefits",
)
"""Everything a project is rated on, in the order in which packs and forms show it."""

RATINGS: Final[tuple[Rag, ...]] = ("G", "A", "R", "C", "")
"""All ratings in the order of legends."""

SHAPES: Final[Mapping[Rag, Shape]] = {
    "G": "circle",
    "A": "triangle",
    "R": "square",
    "C": "tick",
    "": "ring",
}
"""The outline of each mark: a reader who sees no colour still tells them apart."""

LETTERS: Final[Mapping[Rag, str]] = {"G": "G", "A": "A", "R": "R", "C": "✓", "": "?"}
"""What stands inside each mark, in every language."""

SEVERITY: Final[Mapping[Rag, int]] = {"C": 0, "": 1, "G": 2, "A": 3, "R": 4}
"""Sort key: the higher, the more it needs a reader's eye."""


def to_rag(value: str | None) -> Rag:
    """Return the rating that a stored or typed letter means; not rated when it means none."""
    match (value or "").strip().upper():
        case "G":
            return "G"
        case "A":
            return "A"
        case "R":
            return "R"
        case "C":
            return "C"
        case _:
            return ""


def worst(ratings: Iterable[Rag]) -> Rag:
    """Return the most severe rating; not rated when there is none.

    Complete wins only when everything that is rated is complete.
    """
    return max((rating for rating in ratings if rating), key=SEVERITY.__getitem__, default="")


def movement(before: Rag, now: Rag) -> int:
    """Return 1 when the status got worse, -1 when it got better, 0 when it held or one side is not rated."""
    if not before or not now:
        return 0
    change = SEVERITY[now] - SEVERITY[before]
    return (change > 0) - (change < 0)
