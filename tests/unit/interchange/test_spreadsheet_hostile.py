"""Files that are not what they claim, damaged or made to hurt: one sentence for the user, quickly, and no more."""

from __future__ import annotations

import random
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange import limits
from pmo_desktop.interchange.spreadsheet import read_table

BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>'
LINKS = '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>'
SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def zipped(sheet: str | bytes, **more: str | bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS)
        archive.writestr("xl/worksheets/s.xml", sheet)
        for name, data in more.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refusal(tmp_path: Path, data: bytes, name: str = "book.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    started = time.perf_counter()
    with pytest.raises(PmoError) as caught:
        read_table(path)
    assert time.perf_counter() - started < 2
    return caught.value.message_id


def test_the_smallest_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(zipped(SHEET.format(CELL)))
    assert read_table(tmp_path / "book.xlsx").grid == (("a",),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "import_sheet_empty"),
        (b"   \n \n", "import_sheet_empty"),
        (b"PK\x03\x04 and then nothing", "import_file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "import_old_excel"),
        (b"%PDF-1.7\n1 0 obj", "import_not_spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "import_not_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x01\x00\x00\x02", "import_not_text"),
        (b'a,b\n1,"never closed' + b"x" * 200_000, "import_quote_open"),
    ],
)
def test_a_file_that_is_something_else_is_named_so(tmp_path: Path, data: bytes, message: str) -> None:
    assert refusal(tmp_path, data, "list.csv") == message


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "none.csv", "import_file_missing"), (tmp_path, "import_file_is_folder")):
        with pytest.raises(PmoError) as caught:
            read_table(path)
        assert caught.value.message_id == message


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(tmp_path, buffer.getvalue()) == "import_not_spreadsheet"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped(b" " * 60_000_000)) == "import_file_bomb"


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    many = {f"xl/media/{number}": "x" for number in range(limits.ENTRIES)}
    assert refusal(tmp_path, zipped(SHEET.format(CELL), **many)) == "import_file_bomb"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(SHEET.format(CELL), extra="x" * 100))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 42, 0)  # the last entry now claims to begin where the first does
    assert refusal(tmp_path, bytes(data)) == "import_file_bomb"


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(SHEET.format(CELL * 1000)))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 40)
    assert refusal(tmp_path, bytes(data)) == "import_file_damaged"


def test_a_protected_zip_is_named_so(tmp_path: Path) -> None:
    data = bytearray(zipped(SHEET.format(CELL)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(tmp_path, bytes(data)) == "import_file_locked"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_document_types_are_refused_in_every_part(tmp_path: Path, declaration: str) -> None:
    assert refusal(tmp_path, zipped(declaration + SHEET.format(CELL))) == "import_file_damaged"
    strings = '<Relationships><Relationship Id="t" Type="x/sharedStrings" Target="t.xml"/>' + LINKS[15:]
    parts = {"xl/_rels/workbook.xml.rels": strings, "xl/t.xml": declaration + "<sst><si><t>x</t></si></sst>"}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/worksheets/s.xml", SHEET.format(CELL))
        for name, text in parts.items():
            archive.writestr(name, text)
    assert refusal(tmp_path, buffer.getvalue()) == "import_file_damaged"


def test_deep_nesting_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(zipped("<a>" * 50_000 + CELL + "</a>" * 50_000))
    assert read_table(tmp_path / "book.xlsx").grid == (("a",),)


def test_cells_in_all_corners_are_refused_as_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{n}"><c r="{_letters(n)}{n}"><v>1</v></c></row>' for n in range(1, 3_000))
    assert refusal(tmp_path, zipped(SHEET.format(rows))) == "import_sheet_too_large"


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def test_odd_numbers_dates_and_references_are_read_as_text_or_left(tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{reference}" t="{kind}"><v>{value}</v></c>'
        for reference, kind, value in [
            ("A1", "n", "NaN"), ("B1", "n", "1e999"), ("C1", "n", "9" * 400), ("D1", "s", "99"), ("E1", "s", "-1"),
            ("F1", "d", "tbc"), ("G1", "e", "#REF!"), ("ZZZZ9", "n", "1"), ("", "n", "0x10"), ("H1", "zz", "?"),
        ]
    )  # fmt: skip
    (tmp_path / "book.xlsx").write_bytes(zipped(SHEET.format(f'<row r="1">{cells}</row>')))
    grid = read_table(tmp_path / "book.xlsx").grid
    assert "NaN" in grid[0]
    assert "#REF!" in grid[0]
    assert all(value is None or isinstance(value, (str, int, float)) for value in grid[0])


def _example_files() -> list[tuple[str, bytes]]:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Data")
    for row in range(12):
        sheet.write_row(row, 0, ["Code", "Name", row, row / 3])
    book.close()
    csv = 'Code;Name;Ende\nP-1;"Zürich\nstraße";30.06.2027\n'
    return [
        ("a.xlsx", buffer.getvalue()), ("b.csv", csv.encode()), ("c.csv", csv.encode("utf-16")),
        ("d.csv", csv.encode("cp1252")),
    ]  # fmt: skip


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 20))
            case _:
                changed = changed[: max(at, 1)]
        if not changed:
            return b""
    return bytes(changed)


def _fuzz(tmp_path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "file"
    for name, data in _example_files():
        for _ in range(rounds):
            path = tmp_path / name
            path.write_bytes(_mutated(data, chance))
            try:
                read_table(path)
            except PmoError:
                continue


def test_damaged_files_never_raise_anything_but_our_error(tmp_path: Path) -> None:
    _fuzz(tmp_path, 150, seed=20261122)


@pytest.mark.fuzz
@pytest.mark.soak
def test_many_damaged_files_never_raise_anything_but_our_error(tmp_path: Path) -> None:
    _fuzz(tmp_path, 50_000, seed=int(time.time()))


def test_damaged_xml_inside_a_sound_zip_never_raises_anything_but_our_error(tmp_path: Path) -> None:
    chance = random.Random(7)
    sheet = SHEET.format(CELL * 3).encode()
    for _ in range(400):
        (tmp_path / "book.xlsx").write_bytes(zipped(_mutated(sheet, chance)))
        try:
            read_table(tmp_path / "book.xlsx")
        except PmoError:
            continue
