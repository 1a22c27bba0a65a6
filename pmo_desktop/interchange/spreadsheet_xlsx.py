"""Reads the cells of an Excel workbook (.xlsx), and nothing else of it.

The sheet is read as a stream of cells into a sparse table, so a lone cell in the last corner costs nothing and every
limit is counted as it is reached. Formulas are never evaluated: their stored results are read. Links, macros and
pictures are not opened.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from xml.parsers import expat

from ..domain.errors import PmoError
from .limits import CELLS, ROWS, Archive, Progress, plain

Cell = str | int | float | bool | date | datetime | None
"""A cell as it is stored: nothing, text, a number, yes or no, a day, or a day with a time."""

Attributes = dict[str, str]

LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576
TEXTS: Final = 2_000_000
"""Most shared strings of a workbook."""

_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS: Final = frozenset({9, 10})
_NOT_PATTERN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HEX_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetName:
    """A sheet of a workbook and the part that holds its cells."""

    name: str
    part: str
    hidden: bool


@dataclass
class SheetCells:
    """The cells of a sheet by row and column, both from 1; empty cells are left out."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    formulas: int = 0
    links: int = 0


class Workbook:
    """An Excel workbook in memory.

    Attributes:
        sheets: its sheets in their order.

    Raises:
        PmoError: when made or read: it is no workbook, damaged, or beyond a limit.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._archive = Archive(name, data)
        book = self._part("", "officeDocument") or "xl/workbook.xml"
        if book not in self._archive.names:
            raise PmoError("import_not_spreadsheet", name=name)
        parts = self._relations(book)
        self.sheets: list[SheetName] = []
        self._from_1904 = False

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "workbookPr":
                self._from_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet":
                key = next((value for at, value in attributes.items() if at.endswith(" id")), "")
                part = parts.get(key, ("", ""))[1]
                if part in self._archive.names:
                    hidden = attributes.get("state", "visible") != "visible"
                    self.sheets.append(SheetName(plain(attributes.get("name", "")), part, hidden))

        scan(self._archive, book, start, name=name)
        if not self.sheets:
            raise PmoError("import_not_spreadsheet", name=name)
        self._styles = self._part(book, "styles")
        self._strings = self._part(book, "sharedStrings")

    def cells(self, sheet: SheetName, progress: Progress) -> SheetCells:
        """Return the cells of a sheet."""
        reader = _SheetReader(self._name, self._formats(), self._texts(), self._from_1904)
        scan(self._archive, sheet.part, reader.start, reader.end, progress=progress, name=self._name)
        return reader.found

    def _texts(self) -> list[str]:
        texts: list[str] = []
        parts: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "si":
                parts.clear()

        def end(tag: str, text: str) -> None:
            if tag == "t":
                parts.append(text)
            elif tag == "rPh" and parts:
                parts.pop()  # how the characters are read aloud, not part of the text
            elif tag == "si":
                texts.append(plain(_unescape("".join(parts))))
                if len(texts) > TEXTS:
                    raise PmoError("import_sheet_too_large", name=self._name, rows=ROWS)

        if self._strings:
            scan(self._archive, self._strings, start, end, name=self._name)
        return texts

    def _formats(self) -> list[str]:
        """Return `date`, `percent` or nothing for each cell style."""
        codes: dict[int, str] = {}
        kinds: list[str] = []
        inside = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal inside
            if tag == "numFmt":
                codes[_small(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                number = _small(attributes.get("numFmtId"), 0)
                kinds.append(_kind(number, codes.get(number)))

        def end(tag: str, text: str) -> None:
            nonlocal inside
            inside = inside and tag != "cellXfs"

        if self._styles:
            scan(self._archive, self._styles, start, end, name=self._name)
        return kinds

    def _part(self, source: str, kind: str) -> str:
        parts = self._relations(source).values()
        return next((part for sort, part in parts if sort == kind and part in self._archive.names), "")

    def _relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: id to (kind, name). External ones are left out."""
        folder, base = posixpath.split(source)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

        relations = posixpath.join(folder, "_rels", base + ".rels")
        if relations in self._archive.names:
            scan(self._archive, relations, start, name=self._name)
        return found


class _SheetReader:
    """Collects cells from the start and end of a sheet's elements."""

    def __init__(self, name: str, kinds: list[str], texts: list[str], from_1904: bool) -> None:
        self.found = SheetCells()
        self._name = name
        self._kinds = kinds
        self._texts = texts
        self._from_1904 = from_1904
        self._count = 0
        self._row = 0
        self._column = 0
        self._sort = "n"
        self._style = 0
        self._text = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._column = _column(attributes.get("r"), self._column + 1)
            self._sort = attributes.get("t", "n")
            self._style = _small(attributes.get("s"), 0)
            self._text = ""
        elif tag == "row":
            self._row = _small(attributes.get("r"), self._row + 1)
            self._column = 0
        elif tag == "f":
            self.found.formulas += 1
        elif tag == "hyperlink":
            self.found.links += 1

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._text = text
        elif tag == "t":
            self._text += text
        elif tag == "c":
            value = self._value()
            if value is not None and 0 < self._column <= LAST_COLUMN and 0 < self._row <= LAST_ROW:
                self.found.rows.setdefault(self._row, {})[self._column] = value
                self._count += 1
                if self._count > CELLS or len(self.found.rows) > ROWS:
                    raise PmoError("import_sheet_too_large", name=self._name, rows=ROWS)

    def _value(self) -> Cell:
        text, sort = self._text, self._sort
        if sort == "s":
            at = _small(text, -1)
            return (self._texts[at] if 0 <= at < len(self._texts) else "") or None
        if sort == "b":
            return text.strip() in ("1", "true")
        if sort == "d":
            return _iso(text)
        if sort != "n":
            return plain(_unescape(text)) or None
        kind = self._kinds[self._style] if self._style < len(self._kinds) else ""
        return _number(text.strip(), kind, self._from_1904) if text else None


def scan(
    archive: Archive,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None] | None = None,
    *,
    name: str,
    progress: Progress | None = None,
) -> None:
    """Read the XML of a part as a stream: `start(tag, attributes)` and `end(tag, text)`, both with local names.

    No tree is built, so a part of any shape costs no more memory than its longest text.

    Raises:
        PmoError: it is not well-formed, or declares a document type.
    """
    text: list[str] = []

    def start_element(tag: str, attributes: Attributes) -> None:
        text.clear()
        start(tag.rpartition(" ")[2], attributes)

    def end_element(tag: str) -> None:
        if end:
            end(tag.rpartition(" ")[2], "".join(text))
        text.clear()

    def refuse(*declaration: object) -> None:
        raise PmoError("import_file_damaged", name=name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    done, total = 0, archive.size(part)
    try:
        for piece in archive.chunks(part):
            parser.Parse(piece, False)
            done += len(piece)
            if progress:
                progress(done, max(total, done))
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise PmoError("import_file_damaged", name=name) from None


def _unescape(text: str) -> str:
    return _HEX_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _small(text: str | None, default: int) -> int:
    """Return a number of at most nine digits, else the default."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else default


def _column(reference: str | None, default: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return default
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number


def _kind(number: int, code: str | None) -> str:
    if code is None:
        if number in _PERCENT_FORMATS:
            return "percent"
        return "date" if number in _DATE_FORMATS else ""
    pattern = _NOT_PATTERN.sub("", code.split(";")[0]).lower()
    if "%" in pattern:
        return "percent"
    return "date" if "general" not in pattern and re.search("[ymdhs]", pattern) else ""


def _number(text: str, kind: str, from_1904: bool) -> Cell:
    if not _NUMBER.fullmatch(text):
        return plain(text) or None
    value = float(text)
    if abs(value) > 1e300:
        return plain(text)
    if kind == "date":
        return _moment(value, from_1904)
    if kind == "percent":
        return f"{round(value * 100, 6):.15g}%"
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _moment(serial: float, from_1904: bool) -> Cell:
    """Return the day, or the time of day, that a serial number stands for; the number where it stands for none."""
    if not 0 <= serial < 2_958_466:
        return serial
    if serial < 1:
        return f"{(datetime.min + timedelta(minutes=round(serial * 1440))).time():%H:%M}"
    # Excel believes in a 29 February 1900.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = first + timedelta(minutes=round(serial * 1440))
    except OverflowError:
        return serial
    return moment.date() if moment.time() == time() else moment


def _iso(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return plain(text) or None
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment
