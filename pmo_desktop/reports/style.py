"""The pack's type, papers and measures: every size that a page uses has its name here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from reportlab.lib.colors import Color

from ..charts.scene import Weight
from ..domain.tokens import LIGHT

Paper: TypeAlias = Literal["A4", "Letter"]

PAPERS: Final[Mapping[Paper, tuple[float, float]]] = {"A4": (842.0, 595.0), "Letter": (792.0, 612.0)}
"""Width and height of each paper on its side, in points."""

SIDE: Final = 34.0
TOP: Final = 30.0
BOTTOM: Final = 30.0
GUTTER: Final = 24.0
"""Margins and the space between two columns, in points."""

SMALLEST: Final = 7.0
"""Nothing is set below this size."""

COLORS: Final[Mapping[str, Color]] = {
    name: Color(*(int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))) for name, value in LIGHT.items()
}
"""Paper is always light."""


@dataclass(frozen=True)
class TextStyle:
    """How text is set: size in points, weight, colour token, and the distance of its lines as a share of the size."""

    size: float
    weight: Weight = "regular"
    color: str = "text"
    leading: float = 1.28

    @property
    def line(self) -> float:
        """Distance between two baselines in points."""
        return self.size * self.leading

    def but(self, *, weight: Weight | None = None, color: str | None = None, size: float | None = None) -> TextStyle:
        """Return the style with another weight, colour or size."""
        return replace(self, weight=weight or self.weight, color=color or self.color, size=size or self.size)


@dataclass(frozen=True)
class Scale:
    """The named text styles of one language."""

    cover: TextStyle
    message: TextStyle
    section: TextStyle
    figure: TextStyle
    lead: TextStyle
    body: TextStyle
    table: TextStyle
    head: TextStyle
    note: TextStyle
    axis: TextStyle


ENGLISH: Final = Scale(
    cover=TextStyle(30, "bold", leading=1.15),
    message=TextStyle(18, "bold", leading=1.14),
    section=TextStyle(10.3, "bold"),
    figure=TextStyle(19, "bold", leading=1.2),
    lead=TextStyle(10.4, leading=1.34),
    body=TextStyle(9.4, leading=1.3),
    table=TextStyle(9.0, leading=1.24),
    head=TextStyle(7.8, "semibold", "text3", leading=1.2),
    note=TextStyle(8.0, color="text3", leading=1.25),
    axis=TextStyle(7.6, color="text3"),
)

CHINESE: Final = Scale(
    cover=TextStyle(30, "bold", leading=1.2),
    message=TextStyle(16, "bold", leading=1.3),
    section=TextStyle(9.5, "bold"),
    figure=TextStyle(18, "bold", leading=1.2),
    lead=TextStyle(9.6, leading=1.55),
    body=TextStyle(8.9, leading=1.5),
    table=TextStyle(8.2, leading=1.38),
    head=TextStyle(7.3, "semibold", "text3", leading=1.25),
    note=TextStyle(7.4, color="text3", leading=1.35),
    axis=TextStyle(7.2, color="text3"),
)
