"""What all pages share: the plan of a page, its header and footer, section heads, and the list of checks."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from math import fsum
from typing import Final, Literal, TypeAlias

from ..domain.messages import Message
from ..domain.pack import PackData
from ..domain.pack_definition import PRESETS
from ..domain.rag import Rag
from ..texts import Texts
from .amounts import Amounts
from .facts import Facts
from .sheet import Sheet
from .style import BOTTOM, SIDE, TOP
from .text import Block, Typesetter
from .words import rating_meaning

CheckKind: TypeAlias = Literal["shortened", "missing", "suspect", "note"]

SHORT_HASH: Final = 12
"""Characters of a digest that a page shows."""

LEGEND: Final[tuple[Rag, ...]] = ("G", "A", "R", "C", "")


@dataclass(frozen=True)
class Check:
    """Something to look at before the pack is issued.

    Attributes:
        kind: "shortened" text or rows that did not fit; "missing" words that the rules demand; "suspect" figures that
            contradict each other; "note" anything else.
        page: page number from 1, None when it concerns the whole pack.
        project: uid of the project concerned, "" for none.
        block: the kind of page concerned, "" for the whole pack.
    """

    kind: CheckKind
    message: Message
    page: int | None = None
    project: str = ""
    block: str = ""


@dataclass(frozen=True)
class Area:
    """A rectangle of a page; y runs down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top


Draw: TypeAlias = Callable[[Sheet, Area], None]


@dataclass(frozen=True)
class Page:
    """A page that is planned but not painted.

    Attributes:
        key: unique in the pack; links and checks name the page by it.
        section: its name in the header; `outline`: its name in the reader's list of bookmarks.
        level: 0 for a section's first page, 1 for pages listed below it, None for pages that continue one.
        in_contents: whether the cover lists it.
        plain: True for the cover, which has no header.
        project: uid of the project that the page is about, "" for none.
        block: the kind of page, of `domain.pack_definition.BLOCKS`; given when pages are put in order.
        is_upright: True for a page on the paper's short side.
    """

    key: str
    section: str
    outline: str
    title: str
    subtitle: str
    draw: Draw
    level: int | None = 0
    in_contents: bool = True
    plain: bool = False
    project: str = ""
    block: str = ""
    is_upright: bool = False


class Kit:
    """All that pages are made with: data, facts, texts, type, paper, and the checks that they leave.

    Attributes:
        amounts: the unit of the portfolio's money.
        checks: (page key, check) pairs.
        definition: which pages the pack has, in which order, with which titles of the user's own.
        proposals: block (or `project:UID`) to the title that the rules propose for it.
        short_hash: the beginning of the digest of the frozen data, "" for a draft.
    """

    def __init__(self, data: PackData, texts: Texts, size: tuple[float, float], snapshot: str = "") -> None:
        self.data = data
        self.short_hash = "" if data.draft else snapshot[:SHORT_HASH]
        self.texts = texts
        self.type = Typesetter(texts)
        self.facts = Facts(data)
        self.width, self.height = size
        self.checks: list[tuple[str, Check]] = []
        self.definition = data.definition or PRESETS[0]
        self.proposals: dict[str, str] = {}
        money = [p.forecast for p in data.projects if p.currency == self.facts.currency]
        self.amounts = Amounts.of(texts, self.facts.currency, [*money, *(p.budget for p in data.projects)], coarse=True)

    def check(self, key: str, kind: CheckKind, message: Message, project: str = "", block: str = "") -> None:
        """Keep a check for the page of that key."""
        self.checks.append((key, Check(kind, message, project=project, block=block)))

    def headline(self, block: str, proposed: str) -> str:
        """Return the title of a block: the user's own for this pack and language, else the one that is proposed."""
        self.proposals[block] = proposed
        return self.definition.title(block, self.texts.language, self.data.data_date) or proposed

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return self.width, self.height

    def upright(self) -> Kit:
        """Return the same kit for pages on the paper's short side."""
        turned = copy(self)
        turned.width, turned.height = sorted((self.width, self.height))
        return turned

    def shortened(self, key: str, where: str, project: str = "") -> None:
        """Keep the check that a text on a page was shortened."""
        self.check(key, "shortened", Message("pack_text_shortened", {"where": where}), project)

    def title(self, text: str) -> Block:
        """Return a message title in at most two lines, or three on paper that stands."""
        lines = 3 if self.height > self.width else 2
        return self.type.title(text, self.type.scale.message, self.width - 2 * SIDE, lines)

    def subtitle(self, text: str) -> Block:
        """Return the grey line below a title, in at most two lines, or three on paper that stands."""
        note = self.type.scale.note
        lines = 3 if self.height > self.width else 2
        return self.type.block(text, note.but(size=note.size + 0.8), self.width - 2 * SIDE, lines)

    def area(self, title: str, subtitle: str) -> Area:
        """Return the part of a page below its title and above its footer."""
        below = 0.0
        if subtitle:
            block = self.subtitle(subtitle)
            below = self.type.scale.note.line + 5 + block.height - block.style.line
        top = TOP + 24 + self.title(title).height + below + 10
        return Area(SIDE, top, self.width - SIDE, self.height - BOTTOM - 19)


def paint_head(sheet: Sheet, kit: Kit, page: Page) -> None:
    """Put the running head, the title and the grey line below it on the sheet; the cover has none."""
    if page.plain:
        return
    scale = sheet.type.scale
    left, right = SIDE, sheet.width - SIDE
    with sheet.furniture():
        bold = scale.note.but(weight="semibold", color="text2")
        taken = sheet.text(left, TOP + 3, page.section, bold, width=(right - left) * 0.4)
        sheet.text(right, TOP + 3, running_head(kit), scale.note, anchor="end", width=right - left - taken - 24)
    sheet.rule(left, TOP + 11, right)
    top = TOP + 19.0
    top += sheet.block(left, top, kit.title(page.title), tag="H1")
    if page.subtitle:
        block = kit.subtitle(page.subtitle)
        style = block.style
        # The first baseline stands where that of a single line does.
        above = (style.line - style.size) / 2 + style.size * 0.8
        sheet.block(left, top + 4 + scale.note.size - above, block)


def paint_foot(sheet: Sheet, kit: Kit, page: Page, number: int, total: int) -> None:
    """Put the footer on the sheet; it goes last, because what is painted last is read last."""
    if not page.plain:
        with sheet.furniture():
            _paint_footer(sheet, kit, number, total)


def running_head(kit: Kit) -> str:
    """Return committee, period and data date as every page shows them."""
    t, data = kit.texts, kit.data
    return t(
        "{committee}  ·  {month}  ·  data as of {day}",
        committee=data.committee or pack_title(kit),
        month=t.month(data.data_date),
        day=t.date(data.data_date),
    )


def pack_title(kit: Kit) -> str:
    """Return the pack's name."""
    t, data = kit.texts, kit.data
    if data.title.strip():
        return data.title
    return t("{committee} pack", committee=data.committee) if data.committee.strip() else t("Portfolio status pack")


def owner_line(kit: Kit) -> str:
    """Return whose pack it is, and who may read it."""
    t, data = kit.texts, kit.data
    parts = [data.organisation, data.classification, t("Sample data") if data.sample else ""]
    if data.draft:
        parts.append(t("Draft {issue}", issue=str(data.issue)))
    else:
        parts.append(t("Pack {number}.{version}", number=str(data.issue), version=str(data.version)))
    return "  ·  ".join(part for part in parts if part.strip())


def _paint_footer(sheet: Sheet, kit: Kit, number: int, total: int) -> None:
    t, scale = kit.texts, sheet.type.scale
    left, right = SIDE, sheet.width - SIDE
    line = sheet.height - BOTTOM - 8
    baseline = line + 15
    sheet.rule(left, line, right)
    size = 9.0
    words = [rating_meaning(t, rag) for rag in LEGEND]
    widths = [size + 4 + sheet.type.measure(word, scale.note.size) + 13 for word in words]
    x = (sheet.width - fsum(widths)) / 2
    owner = owner_line(kit)
    if x - left < sheet.type.measure(owner, scale.note.size) + 14:
        # On a narrow page the legend gives way to the right, as far as the page number lets it.
        x = right - 40 - fsum(widths)
    sheet.text(left, baseline, owner, scale.note, width=x - left - 14)
    for rag, word, width in zip(LEGEND, words, widths, strict=True):
        sheet.mark(x + size / 2, baseline - scale.note.size * 0.32, size, rag, "")
        sheet.text(x + size + 4, baseline, word, scale.note)
        x += width
    pages = t("{page} / {pages}", page=number, pages=total)
    sheet.text(right, baseline, pages, scale.note.but(weight="bold", color="text"), anchor="end")


def section_head(sheet: Sheet, x: float, y: float, width: float, title: str, note: str = "") -> float:
    """Put a section's name with a grey note and a rule below on the sheet and return the height they take."""
    scale = sheet.type.scale
    baseline = y + scale.section.size
    taken = sheet.text(x, baseline, title, scale.section, width=width, tag="H2")
    if note and width - taken > 60:
        sheet.text(x + taken + 8, baseline, note, scale.note, width=width - taken - 8)
    sheet.rule(x, baseline + 5, x + width, "text", 0.9)
    return scale.section.size + 6


def quiet(sheet: Sheet, x: float, y: float, width: float, text: str) -> float:
    """Say quietly that there is nothing to show, and return the height it takes."""
    style = sheet.type.scale.note
    sheet.text(x, y + 6 + style.size, text, style, width=width)
    return style.size + 14
