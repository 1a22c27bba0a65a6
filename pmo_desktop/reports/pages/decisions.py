"""Decisions: what the committee is asked, with its options, and what it decided last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...charts.marks import tick_box
from ...charts.scene import Label, Scene
from ...domain.messages import Message
from ...domain.pack import PackDecision
from ...domain.rag import Rag
from ...texts.messages import N_
from ..frame import Area, Kit, Page, section_head
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from ..text import Block
from ..wording import decisions_title
from .cells import mark_cell

KEY: Final = "decisions"
PADDING: Final = 9.0
INDENT: Final = 30.0
SIDE_COLUMN: Final = 120.0
BETWEEN: Final = 11.0
SHORT: Final = 16
"""Characters of a recommendation that only names an option."""


STANDINGS: Final[Mapping[str, tuple[Rag, str]]] = {
    "acted": ("C", N_("acted on")),
    "waiting": ("A", N_("not yet acted on")),
    "overdue": ("R", N_("overdue")),
    "": ("", ""),
}
"""Mark and word for whether a decision was acted on."""


@dataclass(frozen=True)
class _Listed:
    """Some rows of a table of decisions under their head."""

    title: str
    note: str
    table: Table
    rows: range


@dataclass(frozen=True)
class _Card:
    """One decision, measured."""

    number: int
    decision: PackDecision
    title: Block
    why: Block
    options: Table | None
    foot: Block
    height: float


def decision_pages(kit: Kit) -> list[Page]:
    """Return the decision pages; none when nothing is asked and nothing was decided."""
    t, facts = kit.texts, kit.facts
    if not facts.asked and not facts.taken and not facts.unsettled:
        return []
    title = kit.headline(KEY, decisions_title(facts, t))
    subtitle = (
        t(
            "Each decision shows its options and what the project recommends. "
            "Tick the option agreed; the minutes take it from here."
        )
        if facts.asked
        else ""
    )
    area = kit.area(title, subtitle)
    cards = [_card(kit, number, decision, area) for number, decision in enumerate(facts.asked, start=1)]
    sheets: list[tuple[list[_Card], list[_Listed]]] = [([], [])]
    room = area.height
    for card in cards:
        if card.height > room and sheets[-1][0]:
            sheets.append(([], []))
            room = area.height
        sheets[-1][0].append(card)
        room -= card.height + BETWEEN
    for title_of_list, note, table in _lists(kit, area.width):
        head = kit.type.scale.section.size + 14
        if table.fitting(room - head).stop == 0 or room - head < table.header + 24:
            sheets.append(([], []))
            room = area.height
        parts = table.split(room - head, area.height - head)
        for at, rows in enumerate(parts):
            if at:
                sheets.append(([], []))
                room = area.height
            more = t("{title} (continued)", title=title_of_list) if at else title_of_list
            sheets[-1][1].append(_Listed(more, note, table, rows))
            room -= head + table.row_top(rows, rows.stop) + BETWEEN
    pages = []
    for index, (members, lists) in enumerate(sheets):

        def draw(sheet: Sheet, area: Area, members: list[_Card] = members, lists: list[_Listed] = lists) -> None:
            _draw(sheet, kit, area, members, lists)

        key = f"{KEY}-{index + 1}" if index else KEY
        more = t("{title} (continued)", title=title) if index else title
        name = t("Decisions")
        pages.append(Page(key, name, name, more, subtitle, draw, None if index else 0, in_contents=not index))
    return pages


def _lists(kit: Kit, width: float) -> Iterator[tuple[str, str, Table]]:
    """Return the tables of what was decided since the last pack, and of what is still to be acted on."""
    t, facts, latency = kit.texts, kit.facts, kit.data.latency
    tempo = t("and what is to be done")
    if latency is not None:
        tempo = t(
            "from asking to deciding: {days} days, median of {count} decisions",
            days=t.number(latency.tenths / 10, 1 if latency.tenths % 10 else 0),
            count=t.number(latency.decisions),
        )
    if facts.taken:
        yield t("Decided since the last pack"), tempo, _taken(kit, facts.taken, width)
    if facts.unsettled:
        overdue = sum(decision.standing == "overdue" for decision in facts.unsettled)
        note = t.n("{count} is overdue", "{count} are overdue", overdue)
        yield t("Decided earlier, not yet acted on"), note, _taken(kit, facts.unsettled, width)


def _card(kit: Kit, number: int, decision: PackDecision, area: Area) -> _Card:
    t, scale = kit.texts, kit.type.scale
    inner = area.width - INDENT - PADDING
    title = kit.type.block(
        decision.title or "–", scale.section.but(size=scale.section.size + 2), inner - SIDE_COLUMN, 2
    )
    why = kit.type.block(decision.description, scale.body, inner - SIDE_COLUMN, 3)
    options = _options(kit, decision, inner) if decision.options else None
    parts = []
    # Where an option carries the tag, a word such as "Option A" says nothing new.
    is_tagged = any(option.recommended for option in decision.options)
    if len(decision.recommendation.strip()) > (SHORT if is_tagged else 0):
        parts.append(t("Recommendation: {text}", text=decision.recommendation))
    if decision.cost_of_delay.strip():
        parts.append(t("Cost of delay: {text}", text=decision.cost_of_delay))
    foot = kit.type.block("\n".join(parts), scale.note, inner, 4)
    boxes = 0.0 if options is not None else 22.0
    # Beside the title stand three lines: "decide by", the day, the owner.
    head = max(title.height + why.height + 2, 34.0)
    around = 2 * PADDING + head + boxes + foot.height + 8
    shown = decision
    if options is not None and around + options.height > area.height:
        # More options than a page holds: those that fit, and a check that says so.
        fit = max(1, options.fitting(area.height - around).stop)
        left_out = len(decision.options) - fit
        kit.check(KEY, "shortened", Message("pack_rows_left_out", {"where": decision.title[:60]}, left_out))
        shown = replace(decision, options=decision.options[:fit])
        options = _options(kit, shown, inner)
    height = around - 6 + (options.height + 6 if options else 0)
    if title.shortened or why.shortened or foot.shortened or (options and options.shortened):
        kit.shortened(KEY, decision.title[:60] or t("Decisions"))
    return _Card(number, shown, title, why, options, foot, height)


def _options(kit: Kit, decision: PackDecision, width: float) -> Table:
    t = kit.texts
    columns = (
        Column("", 0, minimum=13),
        Column(t("Option"), 30, minimum=110),
        Column(t("Date"), 12, minimum=56),
        Column(t("Extra cost"), 0, "end", 52),
        Column(t("What you gain"), 26, minimum=96),
        Column(t("What you risk"), 26, minimum=96),
        Column("", 0, minimum=70),
    )
    rows = []
    for index, option in enumerate(decision.options):
        letter = chr(ord("A") + index) if index < 26 else str(index + 1)
        name = t("{letter}  {option}", letter=letter, option=option.name)
        tag = t("Recommended") if option.recommended else ""

        def box(_: float) -> Scene:
            return tick_box(5, 0, 10)

        rows.append(
            Row(
                (
                    Cell(scene=box, alt=t("Box to tick")),
                    Cell(name, weight="semibold" if option.recommended else "regular"),
                    Cell(option.when or "–"),
                    Cell(option.cost or "–"),
                    Cell(option.gain or "–"),
                    Cell(option.risk or "–"),
                    Cell(tag, color="accentText", weight="bold"),
                )
            )
        )
    return Table(kit.type, columns, rows, width, row_height=22, padding=3)


def _taken(kit: Kit, decisions: Sequence[PackDecision], width: float) -> Table:
    t = kit.texts
    columns = (
        Column(t("Decision"), 30, minimum=130, lines=3),
        Column(t("Outcome"), 30, minimum=110, lines=3, note_lines=3),
        Column(t("Owner"), 12, minimum=60),
        Column(t("Decided on"), 0, "end", 56, drop=1),
        Column(t("To be done by"), 0, "end", 62),
        Column("", 0, "middle", 14),
        Column(t("State"), 0, minimum=62),
    )
    rows = []
    for decision in decisions:
        rag, word = STANDINGS.get(decision.standing, STANDINGS[""])
        condition = decision.condition.strip()
        rows.append(
            Row(
                (
                    Cell(decision.title or "–"),
                    Cell(decision.outcome or "–", note=t("Condition: {text}", text=condition) if condition else ""),
                    Cell(decision.owner or "–", color="text2"),
                    Cell(t.date(decision.decided_on)),
                    Cell(t.date(decision.act_by) or "–"),
                    mark_cell(kit, rag, size=11.0) if rag else Cell(),
                    Cell(t(word) if word else "–", color="ragRtext" if rag == "R" else "text2"),
                )
            )
        )
    table = Table(kit.type, columns, rows, width)
    if table.shortened:
        kit.shortened(KEY, t("Decided since the last pack"))
    return table


def _draw(sheet: Sheet, kit: Kit, area: Area, cards: list[_Card], lists: list[_Listed]) -> None:
    y = area.top
    for card in cards:
        _draw_card(sheet, kit, area.left, y, area.width, card)
        y += card.height + BETWEEN
    for part in lists:
        y += section_head(sheet, area.left, y, area.width, part.title, part.note) + 3
        y += part.table.paint(sheet, area.left, y, part.rows) + BETWEEN


def _draw_card(sheet: Sheet, kit: Kit, x: float, y: float, width: float, card: _Card) -> None:
    t, scale = kit.texts, sheet.type.scale
    project = kit.facts.projects.get(card.decision.project)
    rating = kit.facts.rating(project) if project else ""
    sheet.frame(x, y, width, card.height, "line", radius=3)
    color = {"R": "ragR", "A": "ragA", "G": "ragG"}.get(rating, "accent")
    sheet.tint(x, y, 3.2, card.height, color, radius=1.5)
    left, right = x + INDENT, x + width - PADDING
    top = y + PADDING
    number = scale.section.but(size=17, color="text2")
    with sheet.element("Sect"):
        sheet.text(x + 12, top + 15, t.number(card.number), number)
        end = top + sheet.block(left, top, card.title, tag="H2") + 2
        end += sheet.block(left, end, card.why)
        _deadline(sheet, kit, right, top, card.decision)
        end = max(end, top + 34)
        if card.options is not None:
            end += 6
            _tint_recommended(sheet, card, left, end)
            end += card.options.paint(sheet, left, end)
        else:
            _answers(sheet, kit, left, end + 12)
            end += 22
        sheet.block(left, end + 3, card.foot)


def _deadline(sheet: Sheet, kit: Kit, right: float, top: float, decision: PackDecision) -> None:
    t, scale = kit.texts, sheet.type.scale
    if decision.needed_by:
        sheet.text(right, top + 8, t("Decide by"), scale.note, anchor="end")
        day = t.date(decision.needed_by)
        sheet.text(right, top + 21, day, scale.section.but(size=scale.section.size + 0.7), anchor="end")
    else:
        sheet.text(right, top + 8, t("No date set"), scale.note, anchor="end")
    if decision.owner.strip():
        owner = t("Owner: {name}", name=decision.owner)
        sheet.text(right, top + 33, owner, scale.note, anchor="end", width=SIDE_COLUMN - 10)


def _tint_recommended(sheet: Sheet, card: _Card, x: float, y: float) -> None:
    assert card.options is not None
    everything = range(len(card.decision.options))
    for index, option in enumerate(card.decision.options):
        if option.recommended:
            top = card.options.row_top(everything, index)
            is_last = index + 1 == len(everything)
            bottom = card.options.height if is_last else card.options.row_top(everything, index + 1)
            sheet.tint(x - 4, y + top + 0.5, card.options.width + 8, bottom - top - 1, "accentSoft", radius=2)


def _answers(sheet: Sheet, kit: Kit, x: float, y: float) -> None:
    """Put three boxes on the sheet for a decision that names no options."""
    t, size = kit.texts, sheet.type.scale.body.size
    for word in (t("Approve"), t("Decline"), t("Defer")):
        with sheet.figure(t("Box to tick: {answer}", answer=word)):
            scene: Scene = [*tick_box(5, 0, 10), Label(15, size * 0.34, word, size)]
            sheet.scene(scene, x, y)
        x += 32 + sheet.type.measure(word, size)
