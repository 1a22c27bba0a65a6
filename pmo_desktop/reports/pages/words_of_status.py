"""The right half of a project's page: its words, shortened only where the paper ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import Final, TypeAlias

from ...domain.pack import PackProject, PackStatus
from ..frame import Area, Kit, quiet, section_head
from ..sheet import Sheet
from ..table import Table
from ..text import Block

Listing: TypeAlias = tuple[str, str, str, Table | None]
"""Name, note, what to say when it is empty ("": leave it out), rows."""

BETWEEN: Final = 9.5
BOX: Final = 9.0
LEAST: Final = 2
"""Lines to which a text is shortened at most."""


@dataclass
class _Text:
    """A section of words before it is painted."""

    title: str
    parts: list[tuple[str, str]]
    empty: str
    lines: int = 0

    def count(self, kit: Kit, width: float) -> None:
        """Give the section all the lines that its texts need."""
        self.lines = 10**6
        self.lines = sum(len(block.lines) for block in self.blocks(kit, width))

    def blocks(self, kit: Kit, width: float) -> list[Block]:
        """Return the section's texts in lines, its own limit shared out in their order."""
        left = self.lines
        made: list[Block] = []
        for text, color in self.parts:
            if left <= 0:
                last = made[-1]
                made[-1] = replace(last, lines=(*last.lines[:-1], last.lines[-1].rstrip("….") + "…"), shortened=True)
                break
            style = kit.type.scale.body.but(color=color)
            block = kit.type.block(text, style, width, left)
            left -= len(block.lines)
            made.append(block)
        return made

    def height(self, kit: Kit) -> float:
        """Return the height of the section with its head."""
        head = kit.type.scale.section.size + 6
        if not self.parts:
            return head + kit.type.scale.note.size + 14
        return head + 5 + self.lines * kit.type.scale.body.line


def right_column(
    sheet: Sheet,
    kit: Kit,
    area: Area,
    project: PackProject,
    status: PackStatus | None,
    listings: list[Listing],
) -> float:
    """Put the words, the risks and the issues on the sheet and return where they end."""
    t = kit.texts
    texts = _texts(kit, status)
    shown = [listing for listing in listings if listing[3] is not None or listing[2]]
    fixed = fsum(listing_height(kit, listing) + BETWEEN for listing in shown) + ask_height(kit, area, status)
    _shorten(kit, texts, area.width, area.height - fixed)
    y = area.top
    for section in texts:
        y += section_head(sheet, area.left, y, area.width, section.title)
        if not section.parts:
            y += quiet(sheet, area.left, y, area.width, section.empty)
        else:
            y += 5
            for block in section.blocks(kit, area.width):
                y += sheet.block(area.left, y, block)
                if block.shortened:
                    where = t("{project}, {section}", project=project.name[:60], section=section.title)
                    kit.shortened(f"project-{project.uid}", where, project.uid)
        y += BETWEEN
    for listing in shown:
        y += paint_listing(sheet, kit, area.left, y, area.width, listing) + BETWEEN
    return y


def paint_listing(sheet: Sheet, kit: Kit, x: float, y: float, width: float, listing: Listing) -> float:
    """Put a short table under its head on the sheet and return the height it takes."""
    title, note, empty, table = listing
    head = section_head(sheet, x, y, width, title, note)
    if table is None:
        return head + quiet(sheet, x, y + head, width, empty)
    return head + table.paint(sheet, x, y + head)


def _texts(kit: Kit, status: PackStatus | None) -> list[_Text]:
    t = kit.texts
    why: list[tuple[str, str]] = []
    happened: list[tuple[str, str]] = []
    ahead: list[tuple[str, str]] = []
    if status is not None:
        if status.reason.strip():
            why.append((status.reason, "text"))
        if status.achieved.strip():
            happened.append((status.achieved, "text"))
        if status.not_achieved.strip():
            happened.append((t("Not achieved: {text}", text=status.not_achieved), "text2"))
        if status.next_step.strip():
            ahead.append((next_step(kit, status), "text"))
        if status.planned.strip():
            ahead.append((status.planned, "text"))
    sections = [
        _Text(t("What happened"), happened, t("Nothing was reported for this period.")),
        _Text(t("What happens next"), ahead, t("No next step was reported.")),
    ]
    if why:
        name = {"R": t("Why it is red"), "A": t("Why it is amber")}.get(status.overall if status else "", t("Comment"))
        sections.insert(0, _Text(name, why, ""))
    return sections


def next_step(kit: Kit, status: PackStatus) -> str:
    """Return the next step as a sentence with owner and day."""
    t = kit.texts
    owner, day = status.next_owner.strip(), t.date(status.next_due)
    if owner and day:
        return t("{step} ({owner}, {day})", step=status.next_step, owner=owner, day=day)
    if owner or day:
        return t("{step} ({owner})", step=status.next_step, owner=owner or day)
    return status.next_step


def _shorten(kit: Kit, texts: list[_Text], width: float, room: float) -> None:
    """Take lines from the longest section until all of them fit."""
    for section in texts:
        section.count(kit, width)
    while fsum(section.height(kit) + BETWEEN for section in texts) > room:
        longest = max(texts, key=lambda section: section.lines)
        if longest.lines <= LEAST:
            return
        longest.lines -= 1


def listing_height(kit: Kit, listing: Listing) -> float:
    """Return the height of a short table with its head."""
    head = kit.type.scale.section.size + 6
    return head + (listing[3].height if listing[3] is not None else kit.type.scale.note.size + 14)


def _ask(kit: Kit, area: Area, status: PackStatus | None) -> Block | None:
    if status is None or not status.ask.strip():
        return None
    style = kit.type.scale.lead.but(weight="bold")
    return kit.type.block(status.ask, style, area.width - 2 * BOX, 4)


def ask_height(kit: Kit, area: Area, status: PackStatus | None) -> float:
    """Return the height of the box with what is asked; 0 when nothing is."""
    block = _ask(kit, area, status)
    return block.height + 2 * BOX + kit.type.scale.note.line if block else 0.0


def ask_box(sheet: Sheet, kit: Kit, area: Area, top: float, project: PackProject, status: PackStatus | None) -> None:
    """Put what is asked of the committee in a tinted box on the sheet."""
    block = _ask(kit, area, status)
    if block is None:
        return
    t, scale = kit.texts, sheet.type.scale
    height = ask_height(kit, area, status)
    top = min(top, area.bottom - height)
    sheet.tint(area.left, top, area.width, height, "accentSoft", radius=5)
    style = scale.note.but(weight="semibold", color="accentText")
    sheet.text(area.left + BOX, top + BOX + scale.note.size * 0.8, t("We ask the committee to"), style, tag="H2")
    sheet.block(area.left + BOX, top + BOX + scale.note.line, block)
    if block.shortened:
        kit.shortened(f"project-{project.uid}", t("{project}, what is asked", project=project.name[:60]), project.uid)
