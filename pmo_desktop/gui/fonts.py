"""The bundled fonts, and the sizes and weights that each role of text has."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase

from ..texts import Texts

Role = Literal["title", "inspector", "figure", "section", "body", "small", "caption"]

SIZES: Final[dict[Role, tuple[int, int]]] = {
    "title": (20, 600),
    "inspector": (16, 600),
    "figure": (24, 600),
    "section": (14, 600),
    "body": (13, 400),
    "small": (12, 400),
    "caption": (11, 500),
}
"""Pixels at 100 % and weight of each role."""

LATIN: Final = "Inter"
CHINESE: Final = "Noto Sans SC"
LATIN_FILES: Final = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
CHINESE_FILES: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")


def load_bundled_fonts() -> None:
    """Make the bundled fonts known to Qt; system fonts are only a fallback, as they differ on every machine."""
    load_fonts(LATIN_FILES)
    load_fonts(CHINESE_FILES)


def load_fonts(files: Iterable[str]) -> None:
    """Make some of the bundled fonts known to Qt."""
    folder = resources.files("pmo_desktop") / "_generated" / "fonts"
    for name in files:
        with resources.as_file(folder / name) as path:
            QFontDatabase.addApplicationFont(str(path))


class Fonts:
    """Fonts by role for one language and text size.

    In Chinese the CJK family comes first: with Inter first, its quotes, ellipsis and middle dot would be too narrow.

    Attributes:
        scale: text size, 1.0 is 13 px for body text.
        families: the family names in order of preference.
    """

    def __init__(self, texts: Texts, scale: float = 1.0) -> None:
        self.scale = scale
        self.is_chinese = texts.is_chinese
        self.families = [CHINESE, LATIN] if texts.is_chinese else [LATIN, CHINESE]
        self._cache: dict[tuple[float, int, bool], QFont] = {}

    def use(self, texts: Texts, scale: float) -> None:
        """Change to another language or text size; fonts handed out before stay as they were."""
        self.__init__(texts, scale)  # type: ignore[misc]

    def weight(self, weight: int) -> int:
        """Return a weight that the family has: Noto Sans SC comes without a semibold."""
        return 700 if self.is_chinese and weight == 600 else weight

    def px(self, size: float) -> int:
        """Return a length in pixels that grows with the text."""
        return round(size * self.scale)

    def role(self, role: Role, *, weight: int | None = None) -> QFont:
        """Return the font of a role, in another weight if one is given."""
        size, usual = SIZES[role]
        if role == "caption" and self.is_chinese:
            size = 12
        return self.font(size, weight or usual)

    @property
    def body(self) -> QFont:
        """The font of everything that is nothing else."""
        return self.role("body")

    def font(self, size: float, weight: int = 400, *, tabular: bool = False) -> QFont:
        """Return a font of `size` pixels at 100 %; `tabular` gives all figures one width, for columns of numbers."""
        weight = self.weight(weight)
        key = (size, weight, tabular)
        if key not in self._cache:
            # Figures in Noto Sans SC are tabular by themselves; Inter's need its feature.
            font = QFont([LATIN, CHINESE] if tabular and not self.is_chinese else self.families)
            font.setPixelSize(max(1, self.px(size)))
            font.setWeight(QFont.Weight(weight))
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._cache[key] = font
        return self._cache[key]
