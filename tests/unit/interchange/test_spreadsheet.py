"""Spreadsheet files as people bring them: encodings, separators, odd line ends, headers, cell types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.spreadsheet import SheetTable, letters, read_table

TEXT = "Code;Name;Prénom\nP-1;Zürich straße;é\nP-2;“quoted”;ñ\n"
CHINESE = "编号,项目名称,项目经理\nP-1,计费平台迁移,李伟\nP-2,智能电表推广,王芳\n"


def table_of(tmp_path: Path, data: bytes, name: str = "file.csv") -> SheetTable:
    path = tmp_path / name
    path.write_bytes(data)
    return read_table(path)


def workbook(tmp_path: Path, fill: Callable[[Any, Any], None], name: str = "book.xlsx", **options: object) -> Path:
    path = tmp_path / name
    book = xlsxwriter.Workbook(str(path), dict(options))
    fill(book, book.add_worksheet("Portfolio"))
    book.close()
    return path


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT), ("utf-8-sig", TEXT), ("utf-16", TEXT), ("utf-16-le", TEXT), ("utf-16-be", TEXT),
        ("utf-32", TEXT), ("cp1252", TEXT), ("gb18030", CHINESE), ("utf-8", CHINESE), ("utf-16", CHINESE),
    ],
)  # fmt: skip
def test_the_encoding_is_found_from_the_bytes(tmp_path: Path, encoding: str, text: str) -> None:
    table = table_of(tmp_path, text.encode(encoding))
    expected = [tuple(line.replace(";", ",").split(",")) for line in text.splitlines()]
    assert [table.header, *table.rows] == expected


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    assert [note.values["encoding"] for note in table_of(tmp_path, CHINESE.encode("gb18030")).notes] == ["GB18030"]
    assert table_of(tmp_path, CHINESE.encode()).notes == ()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_and_line_ends_are_found(tmp_path: Path, separator: str, end: str) -> None:
    lines = ["Code{0}Name{0}Budget", "P-1{0}One{0}1", "P-2{0}Two{0}2"]
    table = table_of(tmp_path, end.join(line.format(separator) for line in lines).encode())
    assert table.header == ("Code", "Name", "Budget")
    assert table.rows == (("P-1", "One", "1"), ("P-2", "Two", "2"))


def test_excels_own_separator_line_is_honoured(tmp_path: Path) -> None:
    assert table_of(tmp_path, b"sep=|\r\na|b,c\r\n1|2,3\r\n").header == ("a", "b,c")


def test_line_breaks_in_cells_and_headers_are_kept_and_escapes_undone(tmp_path: Path) -> None:
    table = table_of(tmp_path, b'Code,"Rating \n(three steps)"\r\nP-1,"first_x000D_\nsecond"\r\n')
    assert table.header == ("Code", "Rating (three steps)")
    assert table.rows == (("P-1", "first\nsecond"),)


def test_unwanted_characters_are_dropped_and_text_is_composed(tmp_path: Path) -> None:
    table = table_of(tmp_path, "a,b\n1,e\u0301\u202etxt.exe\x07\x00z\n".encode())
    assert table.rows == (("1", "étxt.exez"),)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"Code,Name\nP-1,\"=cmd|'/c calc'!A1\"\nP-2,<b>&$\n")
    assert [row[1] for row in table.rows] == ["=cmd|'/c calc'!A1", "<b>&$"]


def test_title_lines_and_blank_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"Portfolio report,,\n,,\nCode,Name,Budget\nP-1,One,1\n\nP-2,Two,2\n")
    assert table.header == ("Code", "Name", "Budget")
    assert table.row_numbers == (4, 6)


def test_columns_without_a_name_or_with_the_same_are_told_apart(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"Code,Name,Name,\nP-1,a,b,c\n")
    assert table.header == ("Code", "Name", "Name (C)", "D")


def test_every_cell_type_of_a_workbook_is_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for column, name in enumerate(["Text", "Whole", "Part", "Day", "Moment", "Yes", "Share", "Sum", "Rich"]):
            sheet.write(0, column, name)
        sheet.write(1, 0, "计费 <b>")
        sheet.write(1, 1, 42)
        sheet.write(1, 2, 2.5)
        sheet.write_datetime(1, 3, datetime(2027, 6, 30), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 4, datetime(2027, 6, 30, 17, 15), book.add_format({"num_format": 22}))
        sheet.write_boolean(1, 5, True)
        sheet.write(1, 6, 0.62, book.add_format({"num_format": "0%"}))
        sheet.write_formula(1, 7, "=B2*2", None, 84)
        sheet.write_rich_string(1, 8, "one ", book.add_format({"bold": True}), "two")

    table = read_table(workbook(tmp_path, fill))
    assert table.sheet == "Portfolio"
    assert table.rows == (
        ("计费 <b>", 42, 2.5, date(2027, 6, 30), datetime(2027, 6, 30, 17, 15), True, "62%", 84, "one two"),
    )
    assert [note.id for note in table.notes] == ["import_note_formulas"]


def test_dates_of_the_1904_system_are_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1, 0, "x")
        sheet.write_datetime(1, 1, datetime(2027, 1, 31), book.add_format({"num_format": 14}))

    assert read_table(workbook(tmp_path, fill, date_1904=True)).rows == (("x", date(2027, 1, 31)),)


def test_links_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_url(1, 0, "https://example.invalid/", string="the text")
        sheet.write_formula(1, 1, '=WEBSERVICE("https://example.invalid/")', None, "answer")

    table = read_table(workbook(tmp_path, fill))
    assert table.rows == (("the text", "answer"),)
    assert {note.id for note in table.notes} == {"import_note_formulas", "import_note_links"}


def test_a_hidden_or_empty_sheet_is_passed_over_and_a_named_one_is_taken(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.hide()
        sheet.write_row(0, 0, ["hidden", "x"])
        sheet.write_row(1, 0, ["hidden", "x"])
        book.add_worksheet("Empty").activate()
        second = book.add_worksheet("Data")
        second.write_row(0, 0, ["Code", "Name"])
        second.write_row(1, 0, ["P-1", "One"])

    path = workbook(tmp_path, fill)
    table = read_table(path)
    assert (table.sheet, table.sheets) == ("Data", ("Portfolio", "Empty", "Data"))
    assert read_table(path, sheet="Portfolio").header == ("hidden", "x")
    with pytest.raises(PmoError, match="import_sheet_unknown"):
        read_table(path, sheet="Nothing")


def test_a_lone_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Code", "Name"])
        sheet.write_row(1, 0, ["P-1", "One"])
        sheet.write(1_048_575, 16_383, "far")

    table = read_table(workbook(tmp_path, fill))
    assert table.header == ("Code", "Name", "XFD")
    assert table.row_numbers == (2, 1_048_576)


def test_progress_is_told_and_can_stop_the_reading(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise Stopped

    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 6_000)
    with pytest.raises(Stopped):
        read_table(path, progress=stop)


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")])
def test_columns_have_letters(number: int, name: str) -> None:
    assert letters(number) == name
