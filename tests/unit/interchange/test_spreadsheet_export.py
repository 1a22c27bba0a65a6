"""What is written stays what it was: no formula, no link, no lost character."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from pmo_desktop.interchange.export import to_csv, to_xlsx
from pmo_desktop.interchange.spreadsheet import read_table

HOSTILE = [
    "=1+1", "=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://example.invalid\")",
    "http://example.invalid/", "mailto:nobody@example.invalid", "file:///etc/hosts", "internal:Sheet1!A1", "{=A1}",
    "<b>bold</b>", "&amp;", "_x000D_", "龙", "😀", "a,b;c\td", 'say "hi"', "line\nbreak", "'=1", "0012", "1e5",
]  # fmt: skip


def test_a_workbook_holds_no_formula_and_no_link_and_reads_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(to_xlsx("P", ["Code", "Text"], [[f"c{at}", text] for at, text in enumerate(HOSTILE)]))
    table = read_table(path)
    assert table.notes == ()
    read = [row[1] for row in table.rows]
    assert read == [text.replace("\r", "\n") for text in HOSTILE]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "quotePrefix" in archive.read("xl/styles.xml").decode()


def test_a_text_file_starts_no_cell_like_a_formula_and_reads_back_the_same(tmp_path: Path) -> None:
    data = to_csv(["Code", "Text"], [[f"c{at}", text] for at, text in enumerate(HOSTILE)])
    cells = [cell for record in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")) for cell in record]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    path = tmp_path / "out.csv"
    path.write_bytes(data)
    read = [row[1] for row in read_table(path).rows]
    expected = [text.replace("\r", "\n") for text in HOSTILE]
    expected[HOSTILE.index("_x000D_")] = None  # type: ignore[call-overload]
    expected[HOSTILE.index("'=1")] = "=1"
    assert read == expected


def test_numbers_and_days_keep_their_type(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    row = [1, -2.5, date(2027, 6, 30), None, "", 0]
    path.write_bytes(to_xlsx("A/b:c*?[d]'e" * 9, list("abcdef"), [row]))
    assert read_table(path).rows == ((1, -2.5, date(2027, 6, 30), None, None, 0),)
    path = tmp_path / "out.csv"
    path.write_bytes(to_csv(list("abcdef"), [row]))
    assert read_table(path).rows == (("1", "-2.5", "2027-06-30", None, None, "0"),)


@pytest.mark.parametrize("length", [32_767, 40_000])
def test_a_very_long_text_is_cut_at_what_a_cell_takes(tmp_path: Path, length: int) -> None:
    with zipfile.ZipFile(BytesIO(to_xlsx("S", ["a"], [["x" * length]]))) as archive:
        assert archive.read("xl/sharedStrings.xml").count(b"x" * 32_767) == 1
