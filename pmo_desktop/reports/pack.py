"""A status pack as PDF: the pages in their order, painted one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from io import BytesIO

from ..domain.messages import Message
from ..domain.pack import PackData
from ..texts import Texts
from .canvas import PRODUCER, TaggedCanvas
from .edition import Edition, edition_of
from .fonts import one_line
from .frame import Area, Check, Kit, Page, pack_title, paint_foot, paint_head
from .pages.appendix import appendix_pages, definitions_page
from .pages.changes import changes_pages
from .pages.confidence import confidence_pages
from .pages.cover import Entry, cover_page
from .pages.decisions import decision_pages
from .pages.masks import mask_pages
from .pages.milestones import milestone_pages
from .pages.project import project_pages
from .pages.risks import risk_page
from .pages.slip import slip_pages
from .pages.summary import summary_page
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
    """

    pdf: bytes
    pages: int
    checks: tuple[Check, ...]
    outline: tuple[tuple[int, str], ...]


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
    pages = _planned(kit)
    file = BytesIO()
    moment = data.published_at or datetime.combine(data.data_date, time())
    canvas = TaggedCanvas(file, size, texts.tag, moment, made.ids)
    _describe(canvas, kit, made)
    sheet = Sheet(canvas, kit.type, size)
    outline = []
    for number, page in enumerate(pages, start=1):
        if progress is not None:
            progress((number - 1) / len(pages))
        canvas.bookmarkPage(page.key)
        if page.level is not None:
            name = one_line(page.outline)
            canvas.addOutlineEntry(name, page.key, page.level, closed=page.level == 0)
            outline.append((number, name))
        with canvas.element("Sect"):
            area = _cover_area(kit) if page.plain else kit.area(page.title, page.subtitle)
            paint_head(sheet, kit, page)
            page.draw(sheet, area)
            paint_foot(sheet, kit, page, number, len(pages))
        canvas.addPageLabel(number - 1, style="D", start=number)
        canvas.showPage()
    pdf = canvas.finish()
    if progress is not None:
        progress(1.0)
    return RenderedPack(pdf, len(pages), _checks(kit, pages), tuple(outline))


def _planned(kit: Kit) -> list[Page]:
    t = kit.texts
    left_out = kit.facts.leaves_out
    front = [
        summary_page(kit),
        *([] if left_out("decisions") else decision_pages(kit)),
        *changes_pages(kit),
        *milestone_pages(kit),
        *slip_pages(kit),
        *([] if left_out("risks") else [risk_page(kit)]),
    ]
    projects = project_pages(kit)
    back = [*appendix_pages(kit), *confidence_pages(kit), definitions_page(kit), *mask_pages(kit)]
    pages = [*front, *projects, *back]
    contents = []
    urgent = len(kit.facts.rated("R", "A"))
    for number, page in enumerate(pages, start=2):
        rank = number - 2 - len(front)
        if rank == 0 and projects:
            count = len(projects)
            name = t.n("Project status, {count} page", "Project status, {count} pages", count)
            contents.append(Entry(name, number, page.key))
        if page.in_contents:
            contents.append(Entry(page.outline, number, page.key))
        elif 0 <= rank < urgent:
            contents.append(Entry(page.outline, number, page.key, is_inner=True))
    return [cover_page(kit, contents), *pages]


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
    found = [replace(check, page=numbers.get(key)) for key, check in kit.checks]
    if kit.facts.is_mixed:
        currencies = kit.texts.listed(kit.data.currencies)
        found.append(Check("note", Message("pack_currencies_mixed", {"currencies": currencies})))
    replaced = len(kit.type.replaced)
    if replaced:
        found.append(Check("note", Message("pack_characters_replaced", count=replaced)))
    unique = list(dict.fromkeys((check.kind, check.page, check.project, repr(check.message)) for check in found))
    by_key = {(check.kind, check.page, check.project, repr(check.message)): check for check in found}
    return tuple(sorted((by_key[key] for key in unique), key=lambda check: check.page or 0))
