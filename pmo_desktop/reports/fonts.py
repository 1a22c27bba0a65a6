"""The pack's fonts: which font sets a character, how wide it is, and the runs of a line.

English is set in Source Sans 3, Chinese characters in Noto Sans SC; each falls back on the other for single
characters. Punctuation that both have takes the font of its neighbours, because English quotes from a Chinese font
are as wide as a character. What neither font has is shown as □, never left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from math import fsum
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..charts.scene import Weight
from ..domain.errors import PmoError
from .breaking import is_cjk

LATIN: Final[Mapping[Weight, str]] = {
    "regular": "SourceSans3-Regular",
    "semibold": "SourceSans3-SemiBold",
    "bold": "SourceSans3-Bold",
}
CHINESE: Final[Mapping[Weight, str]] = {
    "regular": "NotoSansSC-Regular",
    "semibold": "NotoSansSC-Medium",
    "bold": "NotoSansSC-Bold",
}

SHARED: Final = frozenset("“”‘’…—·–×→←↑↓≥≤≈●▲■□№°")
"""Punctuation and signs that take the font of the text around them."""

REPLACEMENT: Final = "□"

INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")


@cache
def font(name: str) -> TTFont:
    """Return a registered font of the pack; it is read from the installation once."""
    with resources.as_file(_file(name)) as file:
        made = TTFont(name, str(file))
    pdfmetrics.registerFont(made)
    return made


def font_bytes(name: str) -> bytes:
    """Return the file of a font of the pack."""
    return _file(name).read_bytes()


def _file(name: str) -> Traversable:
    path = resources.files("pmo_desktop") / "_generated" / "fonts" / f"{name}.ttf"
    if not path.is_file():
        raise PmoError("pack_fonts_missing", name=name)
    return path


def cleaned(text: str) -> str:
    """Return the text as it can be painted on lines.

    Tabs and control characters become spaces; direction marks, joiners and variation selectors go; halves of
    characters become U+FFFD. Line feeds stay.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(char)
        if char == "\n" or char in "\u2028\u2029":
            kept.append("\n")
        elif category in ("Cc", "Zs") and char != "\u00a0":
            kept.append(" ")
        elif category == "Cs":
            kept.append("\ufffd")
        elif category == "Cf" or char in INVISIBLE or 0xFE00 <= ord(char) <= 0xFE0F:
            continue
        else:
            kept.append(char)
    return "".join(kept)


def one_line(text: str, limit: int = 400) -> str:
    """Return the beginning of a text on one line, for the file's own names, bookmarks and descriptions."""
    return " ".join(cleaned(text[:limit]).split())


class Typeface:
    """Both fonts of one weight, for a pack in one language.

    Attributes:
        replaced: characters met so far that neither font has.
    """

    def __init__(self, weight: Weight, *, chinese: bool) -> None:
        self._latin = font(LATIN[weight])
        self._chinese_name = CHINESE[weight]
        self._chinese_first = chinese
        self._glyphs: dict[str, tuple[str, str, float]] = {}
        self.replaced: set[str] = set()

    def glyph(self, char: str, *, in_chinese: bool) -> tuple[str, str, float]:
        """Return (font name, character to paint, width in ems)."""
        key = char + "c" if in_chinese else char
        known = self._glyphs.get(key)
        if known is None:
            known = self._glyphs[key] = self._found(char, in_chinese)
        return known

    def _found(self, char: str, in_chinese: bool) -> tuple[str, str, float]:
        code = ord(char)
        latin_first = not is_cjk(char) and not (in_chinese and char in SHARED)
        has_latin = code in self._latin.face.charToGlyph
        if not (latin_first and has_latin):
            chinese = font(self._chinese_name)
            # ReportLab writes wrong ToUnicode entries above U+FFFF: such text could be seen but not searched.
            if code in chinese.face.charToGlyph and code <= 0xFFFF:
                return chinese.fontName, char, _width(chinese, code)
        if has_latin:
            return self._latin.fontName, char, _width(self._latin, code)
        self.replaced.add(char)
        return self._latin.fontName, REPLACEMENT, _width(self._latin, ord(REPLACEMENT))

    def advances(self, text: str, size: float) -> list[float]:
        """Return the width of each character."""
        return [self.glyph(char, in_chinese=near)[2] * size for char, near in zip(text, self._near(text), strict=True)]

    def width(self, text: str, size: float) -> float:
        """Return the width of a line: the exact sum, because Python 3.12 adds floats otherwise than 3.11."""
        return fsum(self.advances(text, size))

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return the line as (font name, text) parts."""
        found: list[tuple[str, list[str]]] = []
        for char, near in zip(text, self._near(text), strict=True):
            name, shown, _ = self.glyph(char, in_chinese=near)
            if not found or (found[-1][0] != name and char != " "):
                found.append((name, []))
            found[-1][1].append(shown)
        return [(name, "".join(part)) for name, part in found]

    def _near(self, text: str) -> Iterator[bool]:
        """Yield for each character whether shared punctuation at its place belongs to Chinese text."""
        if text.isascii():
            yield from (False for _ in text)
            return
        strong = [is_cjk(char) if char.isalnum() or is_cjk(char) else None for char in text]
        before: bool | None = None
        after: list[bool | None] = []
        following: bool | None = None
        for value in reversed(strong):
            following = value if value is not None else following
            after.append(following)
        for index, (value, behind) in enumerate(zip(strong, reversed(after), strict=True)):
            before = value if value is not None else before
            if text[index] == "·" and text[index - 1 : index] == " ":
                # A dot between spaces separates parts of a line; only within a name it is a character's width.
                yield False
                continue
            sides = [side for side in (before, behind) if side is not None]
            yield any(sides) if self._chinese_first else bool(sides) and all(sides)


def _width(made: TTFont, code: int) -> float:
    width: float = made.face.charWidths.get(code, made.face.defaultWidth)
    return width / 1000
