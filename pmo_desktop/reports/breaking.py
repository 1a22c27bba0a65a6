"""Where a line of English or Chinese may end: the parts of Unicode's line breaking rules (UAX #14) that packs need.

ReportLab's own CJK wrapping lets lines begin with full stops and end with opening brackets, so it is not used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from ..texts.formats import MONTHS as MONTH_NAMES

CLOSING: Final = frozenset("，。、；：？！）】》〉」』〕］｝〗”’…‥—·・ー々％‰°℃,.;:!?)]}%~～／|")
"""Characters that no line begins with (UAX #14 classes CL, CP, EX, IS, NS, PO, with SY and the dashes)."""

OPENING: Final = frozenset("（【《〈「『〔［｛〖“‘([{")
"""Characters that no line ends with (class OP)."""

PREFIX: Final = frozenset("$€£¥￥+−±№#-")
"""Signs that stay with the number after them (class PR)."""

COUNTED: Final = frozenset("年月日号个万亿元天项次周岁页级％")
"""Characters that stay with the number before them."""

QUOTES: Final = frozenset("\"'")

LENGTHS: Final = ("hour", "day", "week", "month", "year", "point")
UNITS: Final = frozenset(
    ("m", "k", "bn", "pt", "h", "d", "%", "km", "kg", "kWh", "MW", "GWh", *LENGTHS, *(f"{word}s" for word in LENGTHS))
)
"""Words that stay with the number before them."""

MONTHS: Final = frozenset((*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES)))

_NUMBER_AND_WORD: Final = re.compile(r"(?<![^\W\d_])[\d][\d.,]*[)]? (?=([A-Za-z%]+))")
_MONTH_AND_YEAR: Final = re.compile(rf"(?:{'|'.join(MONTHS)}) (?=\d{{4}})")
_NUMBER_AND_CJK: Final = re.compile(r"[\d%] (?=[\u4e00-\u9fff])|(?<=[年月第约共近前后])[ ](?=\d)")


def is_cjk(char: str) -> bool:
    """Return True for characters that Chinese type sets on the full square."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x303F
        or 0x3040 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def opportunities(text: str) -> list[int]:
    """Return the places where a line may end, as indices of the first character of the next line.

    Spaces before such a place belong to the line that ends and are not painted.
    """
    glued = _glued_spaces(text)
    found = []
    solid = ""  # the last character that is not a space
    for index, char in enumerate(text):
        if index and char != " " and _may_break(text, index, solid, glued):
            found.append(index)
        if char != " ":
            solid = char
    return found


def _may_break(text: str, index: int, solid: str, glued: frozenset[int]) -> bool:
    char, before = text[index], text[index - 1]
    if char in CLOSING or not solid or solid in OPENING or unicodedata.combining(char):
        return False
    if before == " ":
        return index - 1 not in glued
    if char in "\u00a0\u202f\u2060" or before in "\u00a0\u202f\u2060":
        return False
    if before in QUOTES or char in QUOTES:
        return False
    if before in PREFIX and (char.isdigit() or before != "-"):
        return False
    if is_cjk(char) or is_cjk(before):
        return not (before.isdigit() and char in COUNTED) and not (before == "第" and char.isdigit())
    if before in "-–/" and char.isalpha() and index >= 2 and text[index - 2].isalpha():
        return True
    return before == "—"


def _glued_spaces(text: str) -> frozenset[int]:
    """Return the indices of spaces at which a line must not end: between a number and its unit."""
    found = {
        match.end() - 1
        for match in _NUMBER_AND_WORD.finditer(text)
        if match.group(1) in UNITS or match.group(1) in MONTHS
    }
    found.update(match.end() - 1 for match in _MONTH_AND_YEAR.finditer(text))
    found.update(match.end() - 1 for match in _NUMBER_AND_CJK.finditer(text))
    return frozenset(found)


def wrap(text: str, advances: Sequence[float], width: float) -> list[tuple[int, int]]:
    """Return the lines of one paragraph as (start, end) indices; `advances` holds each character's width.

    A word that is wider than the line is cut where the line is full.
    """
    sums = [0.0, *accumulate(advances)]
    places = [*opportunities(text), len(text)]
    lines: list[tuple[int, int]] = []
    start = taken = 0
    for place in places:
        end = _without_spaces(text, start, place)
        if sums[end] - sums[start] > width and taken > start:
            lines.append((start, _without_spaces(text, start, taken)))
            start = taken
            end = _without_spaces(text, start, place)
        while sums[end] - sums[start] > width and end - start > 1:
            cut = _full(text, sums, start, end, width)
            lines.append((start, cut))
            start = cut
        taken = place
    if start < len(text) or not lines:
        lines.append((start, _without_spaces(text, start, len(text))))
    return [line for line in lines if line[0] < line[1]] or [(0, 0)]


def balanced(text: str, advances: Sequence[float], width: float) -> list[tuple[int, int]]:
    """Return the lines of a title: as few as `wrap` needs, of equal length, ending after a ; or ， where possible."""
    lines = wrap(text, advances, width)
    if len(lines) == 1:
        return lines
    if len(lines) == 2:
        sums = [0.0, *accumulate(advances)]
        total = sums[-1]
        for ends in (";；", "，,:：、"):
            for place in opportunities(text):
                head = _without_spaces(text, 0, place)
                fits = sums[head] <= width and total - sums[place] <= width
                even = sums[head] > 0.33 * total and total - sums[place] > 0.25 * total
                if head and text[head - 1] in ends and fits and even:
                    return [(0, head), (place, len(text))]
    low, high = width / len(lines) * 0.8, width
    while high - low > 2:
        middle = (low + high) / 2
        if len(wrap(text, advances, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrap(text, advances, high)


def _without_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _full(text: str, sums: Sequence[float], start: int, end: int, width: float) -> int:
    """Return where a word that has no break is cut: the last place that fits, never before a combining mark."""
    cut = start + 1
    while cut < end and sums[cut + 1] - sums[start] <= width:
        cut += 1
    while cut < end and unicodedata.combining(text[cut]):
        cut += 1
    return cut
