"""A table from a spreadsheet file (.xlsx, .csv, .txt), whatever tool wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from ..domain.errors import PmoError
from ..domain.messages import Message
from .csv_text import decode, records
from .limits import CELLS, Progress, no_progress, plain, read_file
from .spreadsheet_xlsx import Cell, SheetCells, SheetName, Workbook

__all__ = ["Cell", "SheetTable", "letters", "read_table", "shown", "table_of_text"]

HEADER_WITHIN: Final = 25
"""The header is looked for in this many first rows."""

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK"


@dataclass(frozen=True)
class SheetTable:
    """The filled rows and columns of one sheet.

    Attributes:
        source: name of the file.
        sheet: name of the sheet; empty for text files.
        sheets: names of all sheets of the file.
        grid: the rows that have a value, each as long as `columns`.
        numbers: the number of each row of `grid` in its file, from 1.
        columns: the number of each column in its file, from 1.
        header_at: which row of `grid` names the columns; -1 when none does.
        notes: what was left out or guessed.
    """

    source: str
    sheet: str
    sheets: tuple[str, ...]
    grid: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    columns: tuple[int, ...]
    header_at: int
    notes: tuple[Message, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names in one line each; the letter of the column where it has none, a number where two agree."""
        names: list[str] = []
        for at, number in enumerate(self.columns):
            name = " ".join(shown(self.grid[self.header_at][at]).split()) if self.header_at >= 0 else ""
            name = name or letters(number)
            if name in names:
                name = f"{name} ({letters(number)})"
            names.append(name)
        return tuple(names)

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows under the header."""
        return self.grid[self.header_at + 1 :]

    @property
    def row_numbers(self) -> tuple[int, ...]:
        """The number of each of `rows` in its file."""
        return self.numbers[self.header_at + 1 :]

    def column(self, at: int) -> Iterator[Cell]:
        """Yield the values of a column, top down."""
        return (row[at] for row in self.rows)

    def with_header(self, at: int) -> SheetTable:
        """Return the same table with another header row (an index of `grid`, or -1)."""
        return replace(self, header_at=max(-1, min(at, len(self.grid) - 1)))


def read_table(path: Path, *, sheet: str | None = None, progress: Progress = no_progress) -> SheetTable:
    """Return the table of a file: of the named sheet, or of the first visible sheet with more than one row.

    Raises:
        PmoError: the file can't be read, is no spreadsheet, is beyond a limit, or holds no rows.
    """
    data = read_file(path)
    if data.startswith(_OLD_EXCEL):
        raise PmoError("import_old_excel", name=path.name)
    if data.startswith(_ZIP):
        table = _from_workbook(Workbook(path.name, data), path.name, sheet, progress)
    else:
        table = _from_text(data, path.name, progress)
    if not table.grid:
        raise PmoError("import_sheet_empty", name=path.name)
    return table


def table_of_text(text: str, name: str) -> SheetTable:
    """Return the table of a text, such as rows copied from a spreadsheet program.

    Raises:
        PmoError: it holds no rows, or more than are read.
    """
    table = _of_records(records(text, name, no_progress), name, ())
    if not table.grid:
        raise PmoError("import_sheet_empty", name=name)
    return table


def shown(value: Cell) -> str:
    """Return a cell as text, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def letters(column: int) -> str:
    """Return the letters of a column number from 1: A, B … Z, AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _from_text(data: bytes, name: str, progress: Progress) -> SheetTable:
    if data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"%pdf", b"{\\rtf")):
        raise PmoError("import_not_spreadsheet", name=name)
    text, encoding = decode(data, name)
    notes = () if encoding == "utf-8" else (Message("import_note_encoding", {"encoding": encoding.upper()}),)
    return _of_records(records(text, name, progress), name, notes)


def _of_records(found: Iterable[Sequence[str]], name: str, notes: tuple[Message, ...]) -> SheetTable:
    cells = SheetCells()
    for number, record in enumerate(found, 1):
        row: dict[int, Cell] = {at: cell for at, cell in enumerate(record, 1) if cell.strip()}
        if row:
            cells.rows[number] = row
    return _dense(name, "", (), cells, notes)


def _from_workbook(book: Workbook, name: str, wanted: str | None, progress: Progress) -> SheetTable:
    names = tuple(sheet.name for sheet in book.sheets)
    for sheet in _order(book.sheets, wanted, name):
        cells = book.cells(sheet, progress)
        if wanted is not None or len(cells.rows) > 1 or sheet is book.sheets[-1]:
            break
    notes = []
    if cells.formulas:
        notes.append(Message("import_note_formulas", count=cells.formulas))
    if cells.links:
        notes.append(Message("import_note_links", count=cells.links))
    return _dense(name, sheet.name, names, cells, tuple(notes))


def _order(sheets: Sequence[SheetName], wanted: str | None, name: str) -> list[SheetName]:
    if wanted is None:
        return sorted(sheets, key=lambda sheet: sheet.hidden)
    found = [sheet for sheet in sheets if sheet.name == wanted]
    if not found:
        raise PmoError("import_sheet_unknown", name=name, sheet=wanted, known=", ".join(s.name for s in sheets))
    return found[:1]


def _dense(name: str, sheet: str, sheets: tuple[str, ...], cells: SheetCells, notes: tuple[Message, ...]) -> SheetTable:
    """Drop the rows and columns without a value, and look for the header."""
    numbers = tuple(sorted(cells.rows))
    columns = tuple(sorted({column for row in cells.rows.values() for column in row}))
    if len(numbers) * len(columns) > CELLS:
        raise PmoError("import_sheet_too_large", name=name, rows=len(numbers))
    grid = tuple(tuple(cells.rows[number].get(column) for column in columns) for number in numbers)
    return SheetTable(plain(name), sheet, sheets, grid, numbers, columns, _header_at(grid), notes)


def _header_at(grid: Sequence[Sequence[Cell]]) -> int:
    """Return the row that most looks like a header: early, filled, all words, no two the same."""
    first = grid[:HEADER_WITHIN]
    if not first:
        return -1
    widest = max(sum(cell is not None for cell in row) for row in first)
    for at, row in enumerate(first):
        filled = [shown(cell) for cell in row if cell is not None]
        words = [text for text in filled if any(character.isalpha() for character in text)]
        if len(filled) >= 0.6 * widest and len(words) >= 0.8 * len(filled) and len(set(filled)) >= 0.6 * len(filled):
            return at
    return 0
