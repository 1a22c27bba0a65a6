"""The same pages of text and tables, set by this program and by other tools, in one run.

    python -m benchmarks.pack_rivals [pages] [--rivals PYTHON]

`PYTHON` is the interpreter of an environment with fpdf2, weasyprint and typst; they are no part of this project. Every
page has a title, a paragraph and a table of 22 rows and 8 columns, in the same embedded font. Ours is tagged and
untagged alike (it always tags); WeasyPrint and Typst write untagged files, fpdf2 cannot tag.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from io import BytesIO
from pathlib import Path

ROWS, COLUMNS = 22, 8
ROOT = Path(__file__).resolve().parent.parent
REGULAR = ROOT / "resources" / "fonts" / "SourceSans3-Regular.ttf"

Page = tuple[str, str, list[list[str]]]


def content(count: int) -> list[Page]:
    """Return the pages: title, text, rows of the table with its header first."""
    words = "The interface tests hold up the rehearsal, so that the second team begins a week later than planned. " * 4
    pages: list[Page] = []
    for page in range(count):
        rows = [[f"Column {at}" for at in range(COLUMNS)]]
        rows += [
            [f"P-{page}{row:02d}", "Billing Platform Migration", "Zhang Min", "Delivery", "20 Nov 2026", "+91",
             f"{12.6 + row:.1f}", f"{row * 3 % 17:+.1f}%"]
            for row in range(ROWS)
        ]  # fmt: skip
        pages.append((f"Project {page} will finish three months late", words, rows))
    return pages


def ours(pages: list[Page]) -> bytes:
    """Set the pages with this program's own sheet and tables."""
    from pmo_desktop import texts
    from pmo_desktop.reports.canvas import TaggedCanvas
    from pmo_desktop.reports.sheet import Sheet
    from pmo_desktop.reports.style import PAPERS
    from pmo_desktop.reports.table import Cell, Column, Row, Table
    from pmo_desktop.reports.text import Typesetter

    size, setter = PAPERS["A4"], Typesetter(texts.of("en"))
    file = BytesIO()
    canvas = TaggedCanvas(file, size, "en-GB", datetime(2026, 11, 20), ("0" * 32, "1" * 32))
    sheet = Sheet(canvas, setter, size)
    for title, words, rows in pages:
        with canvas.element("Sect"):
            y = 40 + sheet.block(34, 40, setter.title(title, setter.scale.message, 774), tag="H1") + 8
            y += sheet.block(34, y, setter.block(words, setter.scale.body, 774)) + 10
            columns = [Column(name, 24 if at == 1 else 10) for at, name in enumerate(rows[0])]
            Table(setter, columns, [Row(tuple(map(Cell, row))) for row in rows[1:]], 774, row_height=17).paint(
                sheet, 34, y
            )
        canvas.showPage()
    return canvas.finish()


def fpdf(pages: list[Page], font: str) -> bytes:
    """Set the pages with fpdf2."""
    from fpdf import FPDF  # type: ignore[import-untyped]

    book = FPDF("landscape", "pt", "A4")
    book.add_font("Body", "", font)
    for title, words, rows in pages:
        book.add_page()
        book.set_font("Body", size=18)
        book.cell(0, 24, title, new_x="LMARGIN", new_y="NEXT")
        book.set_font("Body", size=9.4)
        book.multi_cell(0, 12, words, new_x="LMARGIN", new_y="NEXT")
        book.set_font("Body", size=9)
        with book.table(line_height=15, first_row_as_headings=False) as table:
            for cells in rows:
                line = table.row()
                for cell in cells:
                    line.cell(cell)
    return bytes(book.output())


def weasy(pages: list[Page], font: str) -> bytes:
    """Set the pages with WeasyPrint."""
    from weasyprint import HTML  # type: ignore[import-not-found]

    style = (
        f"@font-face{{font-family:Body;src:url('file://{font}')}}@page{{size:A4 landscape;margin:30pt 34pt}}"
        "body{font-family:Body;font-size:9.4pt}h1{font-size:18pt}table{width:100%;border-collapse:collapse}"
        "td{border-bottom:.5pt solid #ddd;padding:2pt}section{break-after:page}"
    )
    parts = [f"<style>{style}</style>"]
    for title, words, rows in pages:
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        parts.append(f"<section><h1>{title}</h1><p>{words}</p><table>{cells}</table></section>")
    return bytes(HTML(string="".join(parts)).write_pdf())


def typst(pages: list[Page], font: str) -> bytes:
    """Set the pages with Typst, compiled from nothing."""
    import typst as tool  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder:
        data, source = Path(folder) / "data.json", Path(folder) / "main.typ"
        data.write_text(json.dumps(pages), encoding="utf-8")
        source.write_text(
            '#set page("a4", flipped: true, margin: (x: 34pt, y: 30pt))\n'
            '#set text(font: "Source Sans 3", size: 9.4pt)\n'
            '#for (title, words, rows) in json("data.json") {\n  heading(title)\n  par(words)\n'
            "  table(columns: 8, stroke: none, inset: 2pt, ..rows.flatten())\n  pagebreak(weak: true)\n}\n",
            encoding="utf-8",
        )
        return bytes(tool.compile(str(source), font_paths=[str(Path(font).parent)]))


def timed(name: str, make: object, *values: object) -> None:
    """Print one line: the better of two runs."""
    spent = []
    for _ in range(2):
        begun = time.perf_counter()
        made = make(*values)  # type: ignore[operator]
        spent.append(time.perf_counter() - begun)
    count = len(values[0])  # type: ignore[arg-type]
    print(f"{name:<14}{min(spent):>8.2f}{count / min(spent):>10.0f}{len(made) / 1e6:>8.2f}", flush=True)


def main() -> None:
    """Print the table: ours first, then each tool that the other environment has."""
    if "--inside" in sys.argv:
        pages = content(int(sys.argv[1]))
        for name, make in (("fpdf2", fpdf), ("WeasyPrint", weasy), ("Typst", typst)):
            timed(name, make, pages, sys.argv[3])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 100
    print(f"{'tool':<14}{'s':>8}{'pages/s':>10}{'MB':>8}", flush=True)
    timed("PMO Desktop", ours, content(count))
    if "--rivals" in sys.argv:
        python = sys.argv[sys.argv.index("--rivals") + 1]
        script = str(Path(__file__).resolve())
        subprocess.run([python, script, str(count), "--inside", str(REGULAR)], check=True)


if __name__ == "__main__":
    main()
