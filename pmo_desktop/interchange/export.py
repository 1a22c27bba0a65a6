"""Tables as spreadsheet files. Text stays text: no cell that somebody typed can become a formula or a link."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Final, TypeAlias

from .limits import CELL_TEXT, plain

Value: TypeAlias = str | int | float | date | None

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is run as a formula by spreadsheet programs that open a text file."""

WIDEST: Final = 60


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table as text: UTF-8 with a mark that Excel needs, every cell in quotes, days as ISO dates.

    A text that begins like a formula gets an apostrophe before it, as Excel writes it; `interchange.csv_text` takes it
    away again.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_guarded(name) for name in header])
    for row in rows:
        writer.writerow([_guarded(value) if isinstance(value, str) else _written(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; a name that repeats gets a number."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


def to_xlsx(sheet: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table as a workbook with one sheet: text, numbers and days, never a formula, never a link."""
    return to_workbook([Sheet(sheet, header, list(rows))])


def to_workbook(sheets: Sequence[Sheet], made: datetime | None = None, title: str = "") -> bytes:
    """Return tables as a workbook; with the day on which it was `made`, the same tables give the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]  # here, as only an export needs it

    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    if made is not None:
        book.set_properties({"title": plain(title)[:200], "created": made})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0.##"}),
        "quoted": book.add_format({"quote_prefix": True}),
    }
    names: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(sheet.name)
        number = 1
        while name.casefold() in names:
            number += 1
            name = f"{_sheet_name(sheet.name)[:27]} {number}"
        names.add(name.casefold())
        _fill(book.add_worksheet(name), sheet, formats)
    book.close()
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = [min(len(name) + 2, WIDEST) for name in sheet.header]
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, plain(name), formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _write(page, last, column, value, formats)
            widths[column] = min(max(widths[column], len(_written(value)) + 1), WIDEST)
    for column, width in enumerate(widths):
        page.set_column(column, column, max(width, 8))
    page.freeze_panes(1, 0)
    if sheet.header:
        page.autofilter(0, 0, last, len(sheet.header) - 1)


def _write(page: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, value)
        case int() | float():
            page.write_number(row, column, value, formats["number"])
        case date():
            page.write_datetime(row, column, value, formats["day"])
        case str():
            # The mark that Excel itself sets where an apostrophe was typed: the cell stays text when it is edited.
            text = plain(value)[:CELL_TEXT]
            page.write_string(row, column, text, formats["quoted"] if text.startswith(FORMULA_STARTS) else None)


def _sheet_name(name: str) -> str:
    kept = "".join(" " if char in "[]:*?/\\'" else char for char in plain(name))
    return " ".join(kept.split())[:31] or "Sheet1"


def _guarded(text: str) -> str:
    cleaned = plain(text)
    return "'" + cleaned if cleaned.startswith(FORMULA_STARTS) else cleaned


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
