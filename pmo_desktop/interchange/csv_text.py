"""Text with separators: its encoding, its separator and its records, all guessed from the file itself."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

from ..domain.errors import PmoError
from .limits import CELLS, ROWS, Progress, plain

SEPARATORS: Final = (",", ";", "\t", "|")

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPE: Final = re.compile(r"_x000([9AaDd])_")
_CHARACTERS: Final = {"9": "\t", "A": "\n", "D": ""}
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_SAMPLE: Final = 65_536


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    A byte order mark decides; without one UTF-8 is tried, then GB18030 where the bytes look like Chinese, and
    Windows' Western code page last.

    Raises:
        PmoError: the file is no text.
    """
    encoding = _encoding(data)
    if encoding is None:
        raise PmoError("import_not_text", name=name)
    text = data.decode(encoding, "replace")
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def _encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    zeros = data[:_SAMPLE].count(0)
    if zeros and (wide := _utf_16(data[:_SAMPLE])):
        return wide
    if zeros * 10 > len(data[:_SAMPLE]):
        return None
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return None if zeros else "gb18030" if _looks_chinese(data) else "cp1252"


def _utf_16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, by where its zeros are; None when it is no text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _looks_chinese(data: bytes) -> bool:
    """Tell GB18030 from a Western code page, whose accented letters stand alone among plain ones."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    runs = [len(run) for run in _HIGH_RUN.findall(data[: _SAMPLE * 4])]
    return sum(length for length in runs if length > 1) >= 0.8 * sum(runs)


def separator_of(text: str) -> str:
    """Return the separator that cuts the first records into the most regular table."""
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        return text[4]
    sample = text[:_SAMPLE]
    best, best_score = ",", 0.0
    for candidate in SEPARATORS:
        widths = [len(record) for record, _ in zip(_parse(sample, candidate), range(50), strict=False) if any(record)]
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = times / len(widths) * min(width, 20) if width > 1 else 0.0
        if score > best_score:
            best, best_score = candidate, score
    return best


def records(text: str, name: str, progress: Progress) -> list[list[str]]:
    """Return the records of a text, each cell cleaned.

    Raises:
        PmoError: a quotation mark is never closed, or there are more records or cells than are read.
    """
    separator = separator_of(text)
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        text = text[5:].lstrip("\r\n")
    found: list[list[str]] = []
    cells = 0
    lines = text.count("\n") or text.count("\r")
    try:
        for record in _parse(text, separator):
            found.append([cell_text(cell) for cell in record])
            cells += len(record)
            if len(found) > ROWS or cells > CELLS:
                raise PmoError("import_sheet_too_large", name=name, rows=ROWS)
            if len(found) % 5_000 == 0:
                progress(len(found), max(lines, len(found)))
    except csv.Error:
        raise PmoError("import_quote_open", name=name, row=len(found) + 1) from None
    return found


def cell_text(text: str) -> str:
    """Return the text of a cell, with the escapes that spreadsheet programs leave in exported text undone."""
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t"):
        text = text[1:]
    if "_x000" in text:
        text = _ESCAPE.sub(lambda found: _CHARACTERS[found[1].upper()], text)
    return plain(text)


def _parse(text: str, separator: str) -> Iterator[list[str]]:
    # newline="" keeps the line ends inside cells and still ends a record at a lone CR.
    return csv.reader(StringIO(text, newline=""), delimiter=separator)
