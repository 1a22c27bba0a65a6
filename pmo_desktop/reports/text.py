"""Text before it is painted: measured, broken into lines, shortened where there is no room.

User text is set character by character as what it is; nothing here knows any markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from typing import Final

from ..charts.scene import Weight
from ..texts import Texts
from .breaking import balanced, wrap
from .fonts import Typeface, cleaned
from .style import CHINESE, ENGLISH, Scale, TextStyle

ELLIPSIS: Final = "…"

LONGEST: Final = 6_000
"""Characters of one text that are looked at: more than any page holds."""

WEIGHTS: Final[tuple[Weight, ...]] = ("regular", "semibold", "bold")


@dataclass(frozen=True)
class Block:
    """Text in lines, ready to paint.

    Attributes:
        shortened: True when the end of the text did not fit and an ellipsis stands for it.
    """

    lines: tuple[str, ...]
    style: TextStyle
    width: float
    shortened: bool = False

    @property
    def height(self) -> float:
        """Height from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.style.line


class Typesetter:
    """The type of a pack in one language.

    Attributes:
        scale: its named styles.
        cut: the beginnings of texts of which not even all characters were looked at.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.scale: Scale = CHINESE if texts.is_chinese else ENGLISH
        self.cut: dict[str, None] = {}
        self._faces: dict[Weight, Typeface] = {weight: Typeface(weight, chinese=texts.is_chinese) for weight in WEIGHTS}

    @property
    def replaced(self) -> frozenset[str]:
        """Characters met so far that no font has."""
        return frozenset().union(*(face.replaced for face in self._faces.values()))

    def measure(self, text: str, size: float, weight: Weight = "regular") -> float:
        """Return the width of a line of clean text."""
        return self._faces[weight].width(text, size)

    def runs(self, text: str, weight: Weight) -> list[tuple[str, str]]:
        """Return a line as (font name, text) parts."""
        return self._faces[weight].runs(text)

    def line(self, text: str, style: TextStyle, width: float) -> Block:
        """Return the text as one line, with an ellipsis where it is wider than `width`."""
        flat = " ".join(self._looked_at(text).split())
        cut = len(text) > LONGEST
        shown = self._cut(flat, style, width, force=cut)
        return Block((shown,), style, width, shortened=shown != flat or cut)

    def block(self, text: str, style: TextStyle, width: float, lines: int | None = None) -> Block:
        """Return the text in lines of at most `width`, at most `lines` of them; line feeds begin new lines."""
        made: list[str] = []
        shortened = len(text) > LONGEST
        for paragraph in self._paragraphs(text):
            advances = self._faces[style.weight].advances(paragraph, style.size)
            for start, end in wrap(paragraph, advances, width):
                made.append(paragraph[start:end])
            if lines is not None and len(made) > lines:
                break
        if lines is not None and len(made) > lines:
            shortened = True
            # The line that is cut takes the beginning of what follows, so that it is full up to the ellipsis.
            made = [*made[: lines - 1], _joined(made[lines - 1], made[lines])]
        if shortened and made:
            made[-1] = self._cut(made[-1], style, width, force=True)
        return Block(tuple(made), style, width, shortened)

    def title(self, text: str, style: TextStyle, width: float, lines: int = 2) -> Block:
        """Return a title in lines of equal length, at most `lines`."""
        flat = " ".join(self._looked_at(text).split())
        advances = self._faces[style.weight].advances(flat, style.size)
        places = balanced(flat, advances, width)
        if len(places) > lines:
            return self.block(flat, style, width, lines)
        return Block(tuple(flat[start:end] for start, end in places), style, width)

    def _looked_at(self, text: str) -> str:
        if len(text) > LONGEST:
            self.cut[" ".join(cleaned(text[:60]).split())] = None
        return cleaned(text[:LONGEST])

    def _paragraphs(self, text: str) -> Iterator[str]:
        for paragraph in self._looked_at(text).split("\n"):
            flat = " ".join(paragraph.split(" ")).strip()
            if flat:
                yield flat

    def _cut(self, text: str, style: TextStyle, width: float, *, force: bool) -> str:
        advances = self._faces[style.weight].advances(text, style.size)
        if fsum(advances) <= width and not force:
            return text
        room = width - self.measure(ELLIPSIS, style.size, style.weight)
        taken = 0.0
        for index, advance in enumerate(advances):
            taken += advance
            if taken > room:
                return text[:index].rstrip(" ,.;:，。；：、（(") + ELLIPSIS
        return text.rstrip(" .。…") + ELLIPSIS


def _joined(first: str, second: str) -> str:
    return first + second if first and not first[-1].isascii() else f"{first} {second}"
