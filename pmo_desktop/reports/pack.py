"""A status pack as PDF: the pages in their order, painted one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from io import BytesIO

from ..domain.messages import Message
from ..domain.pack import PackData
from ..texts import Texts
from .blocks import PAGES, planned
from .canvas import PRODUCER, TaggedCanvas
from .edition import Edition, edition_of
from .fonts import one_line
from .frame import Area, Check, Kit, Page, pack_title, paint_foot, paint_head
from .sheet import Sheet
from .style import PAPERS, Paper

Progress = Callable[[float], None]


@dataclass(frozen=True)
class RenderedPack:
    """A pack that is ready to be written to a file.

    Attributes:
        pdf: the file's bytes; the same data, language and paper give the same bytes.
        pages: how many pages it has.
        checks: what to look at before it is issued, in the order of the pages.
        outline: (page number, name) of every section and project, as readers list them.
        blocks: the kind of each page, in their order; `keys`: what links and checks name each page by.
        proposals: block (or `project:UID`) to the title that the rules propose.
    """

    pdf: bytes
    pages: int
    checks: tuple[Check, ...]
    outline: tuple[tuple[int, str], ...]
    blocks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()


def render_pack(
    data: PackData,
    texts: Texts,
    paper: Paper = "A4",
    progress: Progress | None = None,
    edition: Edition | None = None,
) -> RenderedPack:
    """Return the status pack of `data` in the language of `texts`.

    Nothing but the arguments is in the bytes: no clock, no path, no setting of the machine. `edition` names the pack
    that a masked copy is made from. `progress` is called with the share done (0 to 1) before each page; an exception
    that it raises cancels the work.
    """
    size = PAPERS[paper]
    made = edition or edition_of(data, texts.language, paper)
    kit = Kit(data, texts, size, made.snapshot)
    pages = planned(kit)
    file = BytesIO()
    moment = data.published_at or datetime.combine(data.data_date, time())
    canvas = TaggedCanvas(file, size, texts.tag, moment, made.ids)
    _describe(canvas, kit, made)
    outline: list[tuple[int, str]] = []
    for number, page in enumerate(pages, start=1):
        if progress is not None:
            progress((number - 1) / len(pages))
        canvas.bookmarkPage(page.key)
        if page.level is not None:
            name = one_line(page.outline)
            # A page below a section can't be the first one: readers list nothing under nothing.
            canvas.addOutlineEntry(name, page.key, page.level if outline else 0, closed=page.level == 0)
            outline.append((number, name))
        _paint(canvas, kit.upright() if page.is_upright else kit, page, number, len(pages))
        canvas.addPageLabel(number - 1, style="D", start=number)
        canvas.showPage()
    pdf = canvas.finish()
    if progress is not None:
        progress(1.0)
    return RenderedPack(
        pdf,
        len(pages),
        _checks(kit, pages),
        tuple(outline),
        tuple(page.block for page in pages),
        tuple(page.key for page in pages),
        tuple(kit.proposals.items()),
    )


def render_page(data: PackData, texts: Texts, paper: Paper, key: str, number: int, total: int) -> bytes | None:
    """Return one page of a pack alone, as a PDF to look at while it is edited; None where no block makes it.

    Attributes:
        key: names the page, as in `RenderedPack.keys`; `number` and `total` are what its footer says.
    """
    kit = Kit(data, texts, PAPERS[paper])
    # What belongs to a page's block is in its key; the cover needs all the others and is never made alone.
    kind = next((kind for kind in PAGES if key == kind or key.startswith(f"{kind}-")), "")
    kind = "projects" if key.startswith("project-") else kind
    page = next((page for page in PAGES[kind](kit) if page.key == key), None) if kind else None
    if page is None:
        return None
    file = BytesIO()
    made = edition_of(data, texts.language, paper)
    canvas = TaggedCanvas(file, kit.size, texts.tag, datetime.combine(data.data_date, time()), made.ids)
    _paint(canvas, kit.upright() if page.is_upright else kit, page, number, total)
    canvas.showPage()
    return canvas.finish()


def _paint(canvas: TaggedCanvas, kit: Kit, page: Page, number: int, total: int) -> None:
    """Paint a page, and leave a check where anything on it does not show all of its text."""
    canvas.setPageSize((kit.width, kit.height))
    sheet = Sheet(canvas, kit.type, (kit.width, kit.height))
    with canvas.element("Sect"):
        area = _cover_area(kit) if page.plain else kit.area(page.title, page.subtitle)
        paint_head(sheet, kit, page)
        page.draw(sheet, area)
        told = any(key == page.key and check.kind == "shortened" for key, check in kit.checks)
        if sheet.shortened and not told:
            kit.shortened(page.key, sheet.shortened[0], page.project)
        paint_foot(sheet, kit, page, number, total)


def _cover_area(kit: Kit) -> Area:
    return Area(0, 0, kit.width, kit.height)


def _describe(canvas: TaggedCanvas, kit: Kit, edition: Edition) -> None:
    t, data = kit.texts, kit.data
    title = t("{title}, {month}", title=pack_title(kit), month=t.month(data.data_date))
    canvas.setTitle(one_line(title))
    canvas.setAuthor(one_line(data.prepared_by or data.organisation or PRODUCER))
    canvas.setSubject(
        one_line(t("Status of {count} projects on {day}", count=len(data.projects), day=t.date(data.data_date)))
    )
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setKeywords(edition.keywords)


def _checks(kit: Kit, pages: list[Page]) -> tuple[Check, ...]:
    numbers = {page.key: number for number, page in enumerate(pages, start=1)}
    blocks = {page.key: page.block for page in pages}
    found = [
        replace(check, page=numbers.get(key), block=check.block or blocks.get(key, "")) for key, check in kit.checks
    ]
    found += [Check("shortened", Message("pack_text_cut", {"text": beginning})) for beginning in kit.type.cut]
    if kit.facts.is_mixed:
        currencies = kit.texts.listed(kit.data.currencies)
        found.append(Check("note", Message("pack_currencies_mixed", {"currencies": currencies})))
    replaced = len(kit.type.replaced)
    if replaced:
        found.append(Check("note", Message("pack_characters_replaced", count=replaced)))
    by_key = {(check.kind, check.page, check.project, repr(check.message)): check for check in found}
    return tuple(sorted(by_key.values(), key=lambda check: check.page or 0))
