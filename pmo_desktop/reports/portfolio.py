"""The portfolio timeline as PDF: the lines in sight over pages with repeated heads, then the dependencies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from ..charts.gantt import GanttScale, Window
from ..charts.gantt_header import HEADER_HEIGHT, grid, header
from ..charts.timeline import ROW_HEIGHT, TimelineLine, TimelineLook, extent, portfolio_scene
from ..charts.timeline_links import Arrow
from ..domain.dependencies import DependencyState
from ..domain.rag import Rag
from ..domain.worktime import to_instant, to_moment
from ..texts import Texts
from .canvas import PRODUCER, TaggedCanvas
from .dependency_words import state_words
from .fonts import one_line
from .frame import LEGEND
from .sheet import Sheet
from .style import BOTTOM, PAPERS, SIDE, TOP, Paper, TextStyle
from .text import Typesetter
from .words import rating_meaning

RATIO: Final = 0.62
"""Size of a line on paper to that on screen."""

ROW: Final = ROW_HEIGHT * RATIO
HEAD: Final = HEADER_HEIGHT * RATIO
NAMES: Final = 216.0
"""Width of code, name, finish and slip beside the chart."""

LINK_ROW: Final = 17.0
LABEL_ROOM: Final = 104.0
"""Points kept free behind the last bar for its finish and slip."""

MARKS: Final[dict[DependencyState, Rag]] = {"broken": "R", "tight": "A", "ok": "G", "done": "C", "unknown": ""}


@dataclass(frozen=True)
class PrintedLine:
    """A line of the timeline and the code beside its name."""

    code: str
    line: TimelineLine


@dataclass(frozen=True)
class PrintedLink:
    """A dependency as the list behind the chart shows it."""

    code: str
    title: str
    giver: str
    taker: str
    state: DependencyState
    margin: int | None
    comes: date | None
    limit: date | None
    delivered: bool = False


@dataclass(frozen=True)
class PortfolioTimeline:
    """What is printed; the same values, language and paper give the same bytes.

    Attributes:
        view: what the lines are: the name of the view they were taken from.
        arrows: by places in `lines`.
    """

    organisation: str
    view: str
    data_date: date
    lines: tuple[PrintedLine, ...]
    arrows: tuple[Arrow, ...] = ()
    links: tuple[PrintedLink, ...] = ()
    baseline: bool = True


def render_portfolio(
    data: PortfolioTimeline, texts: Texts, paper: Paper = "A4", progress: Callable[[int, int], object] | None = None
) -> bytes:
    """Return the timeline as PDF. `progress` is called with pages done and pages in all."""
    size = PAPERS[paper]
    made = hashlib.sha256(repr((data, texts.language, paper)).encode()).hexdigest()
    file = BytesIO()
    canvas = TaggedCanvas(file, size, texts.tag, datetime.combine(data.data_date, time()), (made[:32], made[32:]))
    typesetter = Typesetter(texts)
    book = _Book(data, texts, Sheet(canvas, typesetter, size))
    canvas.setTitle(one_line(texts("Portfolio timeline, {day}", day=texts.date(data.data_date))))
    canvas.setAuthor(one_line(data.organisation or PRODUCER))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    pages = [*book.charts(), *book.lists()]
    for number, draw in enumerate(pages, start=1):
        if progress is not None:
            progress(number - 1, len(pages))
        key = f"page-{number}"
        canvas.bookmarkPage(key)
        with canvas.element("Sect"):
            top = book.head()
            name = draw(top)
            book.foot(number, len(pages))
        if name:
            canvas.addOutlineEntry(one_line(name), key, 0)
        canvas.showPage()
    return canvas.finish()


class _Book:
    """The pages of one timeline on one sheet."""

    def __init__(self, data: PortfolioTimeline, texts: Texts, sheet: Sheet) -> None:
        self.data, self.t, self.sheet = data, texts, sheet
        self.scale = sheet.type.scale
        self.width = sheet.width - 2 * SIDE

    # Pages

    def charts(self) -> Iterator[Callable[[float], str]]:
        """Yield what draws each page of the chart, given where its content begins; it returns a bookmark's name."""
        lines = self.data.lines
        room = self.sheet.height - BOTTOM - 24 - self._top() - HEAD
        most = max(3, int(room // ROW))
        start = 0
        while True:
            above = self._above(start)
            end = min(len(lines), start + most - len(above))
            if end < len(lines) and lines[end - 1].line.kind == "group":
                end -= 1  # a programme's line does not stand alone at the foot

            def draw(top: float, start: int = start, end: int = end, above: list[int] = above) -> str:
                return self._chart(top, start, end, above)

            yield draw
            start = end
            if start >= len(lines):
                return

    def lists(self) -> Iterator[Callable[[float], str]]:
        """Yield what draws each page of the dependencies."""
        links = self.data.links
        room = self.sheet.height - BOTTOM - 24 - self._top() - LINK_ROW
        most = max(3, int(room // LINK_ROW))
        for start in range(0, len(links), most):

            def draw(top: float, start: int = start) -> str:
                return self._list(top, links[start : start + most], first=start == 0)

            yield draw

    # Frame

    def _top(self) -> float:
        return TOP + 22 + self.sheet.type.title(self._title(), self.scale.message, self.width).height + 22

    def _title(self) -> str:
        """Return what the page says: what does not hold, else who is late."""
        t, data = self.t, self.data
        broken = sum(link.state == "broken" for link in data.links)
        projects = [item.line for item in data.lines if item.line.kind == "project"]
        late = sum((line.slip or 0) > 0 for line in projects)
        late_words = t.n(
            "{late} of {count} project finishes later than planned",
            "{late} of {count} projects finish later than planned",
            len(projects),
            late=late,
        )
        if not broken:
            return late_words
        words = t.n(
            "{count} dependency between projects does not hold",
            "{count} dependencies between projects do not hold",
            broken,
        )
        return t("{first}; {second}", first=words, second=late_words)

    def head(self) -> float:
        """Put running head, title and the grey line on the sheet; return where the content begins."""
        t, sheet, scale = self.t, self.sheet, self.scale
        left, right = SIDE, sheet.width - SIDE
        with sheet.furniture():
            sheet.text(left, TOP + 3, t("Timeline"), scale.note.but(weight="semibold", color="text2"), width=300)
            day = t("data as of {day}", day=t.date(self.data.data_date))
            sheet.text(right, TOP + 3, day, scale.note, anchor="end", width=300)
        sheet.rule(left, TOP + 11, right)
        block = sheet.type.title(self._title(), scale.message, self.width)
        sheet.block(left, TOP + 17, block, tag="H1")
        note = t("{view}. Outline = baseline, filled = forecast. Line under a bar = baseline.", view=self.data.view)
        sheet.text(left, TOP + 17 + block.height + scale.note.size + 2, note, scale.note, width=self.width)
        return self._top()

    def foot(self, number: int, total: int) -> None:
        """Put owner, legend and page number on the sheet."""
        t, sheet, scale = self.t, self.sheet, self.scale
        left, right = SIDE, sheet.width - SIDE
        line = sheet.height - BOTTOM - 8
        baseline = line + 15
        with sheet.furniture():
            sheet.rule(left, line, right)
            words = [rating_meaning(t, rag) for rag in LEGEND]
            widths = [9 + 4 + sheet.type.measure(word, scale.note.size) + 13 for word in words]
            x = (sheet.width - sum(widths)) / 2
            sheet.text(left, baseline, self.data.organisation, scale.note, width=x - left - 14)
            for rag, word, width in zip(LEGEND, words, widths, strict=True):
                sheet.mark(x + 4.5, baseline - scale.note.size * 0.32, 9.0, rag, "")
                sheet.text(x + 13, baseline, word, scale.note)
                x += width
            pages = t("{page} / {pages}", page=number, pages=total)
            sheet.text(right, baseline, pages, scale.note.but(weight="bold", color="text"), anchor="end")

    # The chart

    def _above(self, start: int) -> list[int]:
        """Return the places of the programme and the project that a page goes on with."""
        lines = self.data.lines
        if not start or start >= len(lines) or lines[start].line.kind == "group":
            return []
        wanted = ["group"] if lines[start].line.kind == "project" else ["group", "project"]
        found = []
        for kind in wanted:
            places = (at for at in range(start - 1, -1, -1) if lines[at].line.kind == kind)
            found += [at for at in (next(places, None),) if at is not None]
        return found

    def _scale(self) -> GanttScale:
        """Return the axis that fits all lines between names and right edge; the same on every page."""
        usual = to_instant(datetime.combine(self.data.data_date, time()))
        first, last = extent([item.line for item in self.data.lines], usual) or (usual, usual)
        first, last = min(first, usual), max(last, usual)
        room = self.width - NAMES - LABEL_ROOM - 18
        per_day = room / max((last - first) / 1440, 30.0)
        return GanttScale(first - round(18 / per_day * 1440), per_day)

    def _chart(self, top: float, start: int, end: int, above: list[int]) -> str:
        t, sheet, data = self.t, self.sheet, self.data
        shown = [*above, *range(start, end)]
        items = [data.lines[at] for at in shown]
        for at in range(len(above)):
            name = t("{title} (continued)", title=items[at].line.name)
            items[at] = replace(items[at], line=replace(items[at].line, name=name))
        axis, left, width = self._scale(), SIDE + NAMES, self.width - NAMES
        place = {at: line for line, at in enumerate(shown)}
        arrows = [
            replace(arrow, giver_line=place[arrow.giver_line], taker_line=place[arrow.taker_line])
            for arrow in data.arrows
            if arrow.giver_line in place and arrow.taker_line in place
        ]
        foot = len(items) * ROW
        moment = datetime.combine(data.data_date, time(17))
        look = TimelineLook(ROW, 7.8, data.baseline, True, to_instant(moment))
        lines = [item.line for item in items]
        upright = [x for x in grid(axis, 0, width, t) if 0 < x < width]
        window = Window(0, 0, width, foot)
        scene = portfolio_scene(lines, arrows, axis, window, look, t, sheet.type.measure, grid=upright)
        self._names(items, top + HEAD)
        with sheet.figure(self._spoken(items)):
            sheet.scene(header(axis, 0, width, t, data_date=moment, ratio=RATIO), left, top)
            sheet.scene(scene, left, top + HEAD)
        return "" if start else t("Timeline")

    def _names(self, items: Sequence[PrintedLine], top: float) -> None:
        t, sheet, scale = self.t, self.sheet, self.scale
        right = SIDE + NAMES - 8
        for at, title in ((SIDE, t("ID")), (SIDE + 34, t("Project"))):
            sheet.text(at, top - 6, title, scale.head)
        sheet.text(right - 24, top - 6, t("Finish"), scale.head, anchor="end")
        sheet.text(right, top - 6, t("Slip"), scale.head, anchor="end")
        for at, item in enumerate(items):
            line, y = item.line, top + at * ROW
            if line.kind == "group":
                sheet.tint(SIDE, y, NAMES, ROW - 0.6, "subtle")
            sheet.rule(SIDE, y + ROW - 0.3, SIDE + NAMES, "divider", 0.5)
            baseline = y + ROW / 2 + 2.6
            inset = {"group": -30.0, "project": 4.0}.get(line.kind, 12.0)
            style = scale.table.but(size=8.2, weight="semibold" if line.kind == "group" else "regular")
            sheet.text(SIDE, baseline, item.code, scale.note, width=32)
            sheet.text(SIDE + 34 + inset, baseline, line.name, style, width=NAMES - 34 - inset - 84)
            if line.finish is not None:
                day = t.date(to_moment(line.finish).date())
                sheet.text(right - 24, baseline, day, scale.note.but(color="text2"), anchor="end")
            if line.slip is not None:
                tone = "ragRtext" if line.slip > 30 else "text2"
                slip = t.number(line.slip, signed=True)
                sheet.text(right, baseline, slip, scale.note.but(color=tone), anchor="end")

    def _spoken(self, items: Sequence[PrintedLine]) -> str:
        t = self.t
        projects = sum(item.line.kind == "project" for item in items)
        return t.n("{count} project over time", "{count} projects over time", projects)

    # The list

    def _list(self, top: float, links: Sequence[PrintedLink], *, first: bool) -> str:
        t, sheet, scale = self.t, self.sheet, self.scale
        edges = [SIDE + self.width * share for share in (0.0, 0.03, 0.1, 0.34, 0.56, 0.78)]
        titles = ("", t("ID"), t("Dependency"), t("Giver"), t("Taker"), t("State"))
        for x, title in zip(edges, titles, strict=True):
            if title:
                sheet.text(x, top + 9, title, scale.head)
        sheet.rule(SIDE, top + LINK_ROW - 3, SIDE + self.width, "text", 0.9)
        for row, link in enumerate(links, start=1):
            baseline = top + row * LINK_ROW + 9
            sheet.mark(edges[0] + 6, baseline - 3, 10.0, MARKS[link.state], "")
            nobody = t("somebody outside")
            state = state_words(link.state, link.margin, t, delivered=link.delivered)
            words = (link.code, link.title, link.giver or nobody, link.taker or nobody, state)
            ends = [*edges[2:], SIDE + self.width]
            for x, end, text in zip(edges[1:], ends, words, strict=True):
                tone = "ragRtext" if text is state and link.state == "broken" else "text"
                sheet.text(x, baseline, text, _table(scale.table, tone), width=end - x - 8)
            sheet.rule(SIDE, baseline + 5, SIDE + self.width, "divider", 0.5)
        return t("Dependencies") if first else ""


def _table(style: TextStyle, color: str) -> TextStyle:
    return style.but(size=8.2, color=color)
