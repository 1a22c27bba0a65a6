"""The pages of a pack as PowerPoint slides: text and tables that can be edited, charts as pictures of the real page.

The same page objects are drawn on a `SlideSheet` instead of paper. python-pptx is loaded only when slides are made.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # it comes without types

from ..charts.scene import Anchor, Mark, Primitive
from ..domain.pack import PackData
from ..domain.rag import Rag
from ..domain.tokens import LIGHT
from ..texts import Texts
from .blocks import planned
from .canvas import PRODUCER
from .edition import Edition
from .extent import extent
from .fonts import one_line
from .frame import Area, Kit, Page, pack_title, paint_foot, paint_head
from .pack import Progress, render_pack
from .sheet import Sheet
from .style import PAPERS, Paper, TextStyle
from .table import PaintedCell, Table
from .text import Block

POINT: Final = 12_700
"""EMU in a point, PowerPoint's unit."""

SHARPNESS: Final = 2.5
"""Pixels in a point of a picture."""

EDGE: Final = 3.0
"""Points around a picture, for lines at its edge."""

PLAIN_TABLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without lines and colours."""

ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


class SlideSheet(Sheet):
    """A slide to put things on, with the interface of paper.

    Attributes:
        pictures: (rectangle, words) of each figure, to be cut from the real page.
    """

    def __init__(self, slide: Any, kit: Kit) -> None:
        self.type, self.width, self.height = kit.type, kit.width, kit.height
        self.shortened: list[str] = []
        self.slide, self.pictures = slide, list[tuple[Area, str]]()
        self._figure: list[tuple[str, list[Area]]] = []
        self._has_title = False

    @contextmanager
    def element(self, tag: str, alt: str = "", attributes: str = "") -> Iterator[None]:
        """Slides have no structure tree of their own."""
        yield

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Headers and rules are like all else on a slide."""
        yield

    @contextmanager
    def figure(self, alt: str) -> Iterator[None]:
        """Remember where the charts inside are, to cut their picture from the page."""
        self._figure.append((alt, []))
        yield
        words, areas = self._figure.pop()
        if areas:
            left, top = min(a.left for a in areas), min(a.top for a in areas)
            right, bottom = max(a.right for a in areas), max(a.bottom for a in areas)
            self.pictures.append((Area(left, top, right, bottom), words))

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        style: TextStyle,
        *,
        anchor: Anchor = "start",
        width: float | None = None,
        tag: str = "P",
    ) -> float:
        """Put one line of text on the slide and return how wide it is."""
        shown = self.type.line(text, style, width if width is not None else 1e6).lines[0]
        taken = self.type.measure(shown, style.size, style.weight)
        left = x - {"start": 0.0, "middle": taken / 2, "end": taken}[anchor]
        if shown:
            self._box((shown,), style, left, baseline - style.size, taken, anchor)
        return taken

    def block(self, x: float, top: float, block: Block, *, tag: str = "P", anchor: Anchor = "start") -> float:
        """Put lines on the slide and return the height they take."""
        if any(block.lines):
            left = x - {"start": 0.0, "middle": block.width / 2, "end": block.width}[anchor]
            self._box(block.lines, block.style, left, top, block.width, anchor, is_title=tag == "H1")
        return block.height

    def rule(self, left: float, y: float, right: float, color: str = "line", width: float = 0.75) -> None:
        """Draw a horizontal rule."""
        self._rectangle(left, y - width / 2, right - left, width, color)

    def tint(self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0) -> None:
        """Fill a rectangle."""
        self._rectangle(x, y, width, height, color)

    def frame(self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0) -> None:
        """Draw the outline of a rectangle."""
        shape = self._rectangle(x, y, width, height, "")
        shape.line.color.rgb = _rgb(color)
        shape.line.width = round(0.75 * POINT)

    def scene(self, scene: Sequence[Primitive], x: float, y: float) -> None:
        """Remember where a chart is."""
        if not scene:
            return
        area = extent(scene, x, y, self.type.measure)
        if self._figure:
            self._figure[-1][1].append(area)
        else:
            self.pictures.append((area, ""))

    def mark(self, x: float, y: float, size: float, rag: Rag, alt: str, *, tick: bool = False) -> None:
        """Remember where a status mark is."""
        with self.figure(alt):
            self.scene((Mark(0.0, 0.0, size, rag, tick=tick),), x, y)

    @contextmanager
    def linked(self, x: float, y: float, width: float, height: float, target: str, text: str) -> Iterator[None]:
        """Slides have no links between each other: pages may be moved and left out."""
        yield

    def table(self, table: Table, x: float, y: float, rows: range) -> float:
        """Put a table on the slide that can be edited, and return the height it takes."""
        lines = table.cells(rows)
        if not lines:
            return 0.0
        places = table.places
        edges = [left for left, _ in places] + [table.width]
        heights = [height for height, _ in lines]
        made = self.slide.shapes.add_table(
            len(lines), len(places), _emu(x), _emu(y), _emu(table.width), _emu(sum(heights))
        ).table
        properties = made._tbl.tblPr
        properties.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId").text = PLAIN_TABLE
        for column in range(len(places)):
            made.columns[column].width = _emu(edges[column + 1] - edges[column])
        top = y
        for row, (height, cells) in enumerate(lines):
            made.rows[row].height = _emu(height)
            for column, cell in enumerate(cells):
                self._cell(made.cell(row, column), cell)
                if cell.scene is not None:
                    with self.figure(cell.alt):
                        self.scene(cell.scene, x + edges[column], top + height / 2)
            self.rule(x, top + height, x + table.width, "divider" if row else "lineStrong", 0.5)
            top += height
        return sum(heights)

    def _cell(self, made: Any, cell: PaintedCell) -> None:
        made.margin_left = made.margin_right = made.margin_top = made.margin_bottom = 0
        from pptx.enum.text import MSO_ANCHOR  # here, as only slides need it

        made.vertical_anchor = MSO_ANCHOR.MIDDLE
        if cell.is_tinted:
            made.fill.solid()
            made.fill.fore_color.rgb = _rgb("subtle")
        frame = made.text_frame
        frame.word_wrap = True
        for number, block in enumerate(cell.blocks):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            _say(paragraph, block.lines, block.style, cell.align)

    def _box(
        self,
        lines: Sequence[str],
        style: TextStyle,
        left: float,
        top: float,
        width: float,
        anchor: Anchor,
        *,
        is_title: bool = False,
    ) -> None:
        height = style.line * len(lines)
        if is_title and not self._has_title and self.slide.shapes.title is not None:
            shape = self.slide.shapes.title
            shape.left, shape.top, shape.width, shape.height = map(_emu, (left, top, width, height))
            self._has_title = True
        else:
            shape = self.slide.shapes.add_textbox(_emu(left), _emu(top), _emu(width + 4), _emu(height))
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        _say(frame.paragraphs[0], lines, style, anchor)

    def _rectangle(self, x: float, y: float, width: float, height: float, color: str) -> Any:
        from pptx.enum.shapes import MSO_SHAPE  # here, as only slides need it

        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, _emu(x), _emu(y), _emu(width), _emu(height))
        shape.shadow.inherit = False
        shape.line.fill.background()
        if color:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(color)
        else:
            shape.fill.background()
        return shape


def render_slides(
    data: PackData,
    texts: Texts,
    paper: Paper = "A4",
    progress: Progress | None = None,
    edition: Edition | None = None,
) -> bytes:
    """Return the pack as PowerPoint; the same data, language and paper give the same bytes.

    Attributes:
        data: masked already where the audience demands it.
    """
    from pptx import Presentation  # here, as only slides need it

    def half(share: float) -> None:
        if progress is not None:
            progress(share / 2)

    document = pypdfium2.PdfDocument(render_pack(data, texts, paper, half, edition).pdf)
    kit = Kit(data, texts, PAPERS[paper], edition.snapshot if edition else "")
    pages = planned(kit)
    book: Any = Presentation()
    book.slide_width, book.slide_height = _emu(kit.width), _emu(kit.height)
    layout = book.slide_layouts.get_by_name("Title Only")
    try:
        for number, page in enumerate(pages, start=1):
            if progress is not None:
                progress(0.5 + number / len(pages) / 2)
            _slide(book.slides.add_slide(layout), kit, page, number, len(pages), document[number - 1])
    finally:
        document.close()
    moment = data.published_at or datetime.combine(data.data_date, time())
    core = book.core_properties
    core.title, core.author = one_line(pack_title(kit)), one_line(data.prepared_by or data.organisation or PRODUCER)
    core.created = core.modified = moment
    core.last_modified_by, core.revision = PRODUCER, 1
    file = BytesIO()
    book.save(file)
    return _same(file.getvalue())


def _slide(slide: Any, kit: Kit, page: Page, number: int, total: int, real: Any) -> None:
    own = kit.upright() if page.is_upright else kit
    sheet = SlideSheet(slide, own)
    area = Area(0, 0, own.width, own.height) if page.plain else own.area(page.title, page.subtitle)
    paint_head(sheet, own, page)
    page.draw(sheet, area)
    paint_foot(sheet, own, page, number, total)
    if not sheet.pictures:
        return
    image = real.render(scale=SHARPNESS).to_pil()
    for place, words in sheet.pictures:
        left, top = max(place.left - EDGE, 0.0), max(place.top - EDGE, 0.0)
        right, bottom = min(place.right + EDGE, own.width), min(place.bottom + EDGE, own.height)
        if right - left < 1 or bottom - top < 1:
            continue
        cut = image.crop(tuple(round(edge * SHARPNESS) for edge in (left, top, right, bottom)))
        file = BytesIO()
        cut.save(file, "PNG")
        file.seek(0)
        picture = slide.shapes.add_picture(file, _emu(left), _emu(top), _emu(right - left), _emu(bottom - top))
        picture._element.nvPicPr.cNvPr.set("descr", one_line(words, 400))


def _say(paragraph: Any, lines: Sequence[str], style: TextStyle, anchor: Anchor) -> None:
    from pptx.enum.text import PP_ALIGN  # here, as only slides need it
    from pptx.util import Pt  # here, as only slides need it

    paragraph.alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[anchor]
    for number, line in enumerate(lines):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = one_line(line)
        run.font.size, run.font.bold = Pt(round(style.size * 0.94, 1)), style.weight != "regular"
        run.font.color.rgb = _rgb(style.color)
        run.font.name = "Calibri"


def _emu(points: float) -> int:
    return round(points * POINT)


def _rgb(token: str) -> Any:
    from pptx.dml.color import RGBColor  # here, as only slides need it

    return RGBColor.from_string(LIGHT[token].removeprefix("#").upper())  # type: ignore[no-untyped-call]


def _same(file: bytes) -> bytes:
    """Return a file of Office Open XML without the time at which its parts were written."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            item = zipfile.ZipInfo(name, ZIP_DATE)
            item.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(item, old.read(name))
    return made.getvalue()
