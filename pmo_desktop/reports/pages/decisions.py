"""Decisions: what the committee is asked, with its options, and what it decided last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...charts.marks import tick_box
from ...charts.scene import Label, Scene
from ...domain.pack import PackDecision
from ..frame import Area, Kit, Page, section_head
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from ..text import Block
from ..wording import decisions_title

KEY: Final = "decisions"
PADDING: Final = 9.0
INDENT: Final = 30.0
SIDE_COLUMN: Final = 120.0
BETWEEN: Final = 11.0
SHORT: Final = 16
"""Characters of a recommendation that only names an option."""


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
    if not facts.asked and not facts.taken:
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
    cards = [_card(kit, number, decision, area.width) for number, decision in enumerate(facts.asked, start=1)]
    taken = _taken(kit, area.width) if facts.taken else None
    sheets: list[list[_Card]] = [[]]
    room = area.height
    for card in cards:
        if card.height > room and sheets[-1]:
            sheets.append([])
            room = area.height
        sheets[-1].append(card)
        room -= card.height + BETWEEN
    taken_apart = taken is not None and taken.height + 26 > room
    if taken_apart:
        sheets.append([])
    pages = []
    for index, members in enumerate(sheets):
        last = taken if index == len(sheets) - 1 else None

        def draw(sheet: Sheet, area: Area, members: list[_Card] = members, last: Table | None = last) -> None:
            _draw(sheet, kit, area, members, last)

        key = f"{KEY}-{index + 1}" if index else KEY
        more = t("{title} (continued)", title=title) if index else title
        name = t("Decisions")
        pages.append(Page(key, name, name, more, subtitle, draw, None if index else 0, in_contents=not index))
    return pages


def _card(kit: Kit, number: int, decision: PackDecision, width: float) -> _Card:
    t, scale = kit.texts, kit.type.scale
    inner = width - INDENT - PADDING
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
    height = 2 * PADDING + head + (options.height + 6 if options else 0) + boxes + foot.height + 2
    if title.shortened or why.shortened or foot.shortened or (options and options.shortened):
        kit.shortened(KEY, decision.title[:60] or t("Decisions"))
    return _Card(number, decision, title, why, options, foot, height)


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


def _taken(kit: Kit, width: float) -> Table:
    t, facts = kit.texts, kit.facts
    columns = (
        Column(t("Decision"), 34, minimum=150),
        Column(t("Outcome"), 34, minimum=120),
        Column(t("Owner"), 14, minimum=70),
        Column(t("Decided on"), 0, "end", 56),
        Column(t("To be done by"), 0, "end", 62),
    )
    rows = [
        Row(
            (
                Cell(decision.title or "–"),
                Cell(decision.outcome or "–"),
                Cell(decision.owner or "–", color="text2"),
                Cell(t.date(decision.decided_on)),
                Cell(t.date(decision.act_by) or "–"),
            )
        )
        for decision in facts.taken
    ]
    return Table(kit.type, columns, rows, width)


def _draw(sheet: Sheet, kit: Kit, area: Area, cards: list[_Card], taken: Table | None) -> None:
    t = kit.texts
    y = area.top
    for card in cards:
        _draw_card(sheet, kit, area.left, y, area.width, card)
        y += card.height + BETWEEN
    if taken is not None:
        y += 4
        y += (
            section_head(sheet, area.left, y, area.width, t("Decided since the last pack"), t("and what is to be done"))
            + 3
        )
        taken.paint(sheet, area.left, y, taken.fitting(area.bottom - y))


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
