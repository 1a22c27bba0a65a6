"""Tables under their heads that flow down columns and over pages: no row is left out, no head stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .frame import Area, Kit, section_head
from .sheet import Sheet
from .style import GUTTER
from .table import Table

BETWEEN: Final = 16.0
"""Space above a head that does not stand at the top of its column."""

BELOW_HEAD: Final = 4.0


@dataclass(frozen=True)
class Section:
    """A table with its head; `note` stands beside the head in grey."""

    title: str
    table: Table
    rows: int
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Some rows of a section: in which column, and how far down."""

    section: Section
    rows: range
    column: int
    top: float


def column_width(width: float, columns: int) -> float:
    """Return how wide each of so many columns is."""
    return (width - GUTTER * (columns - 1)) / columns


def flow(kit: Kit, sections: Sequence[Section], columns: int, height: float) -> list[list[Part]]:
    """Return the parts of the sections by page; every page has `columns` columns of `height`."""
    head = kit.type.scale.section.size + 6 + BELOW_HEAD
    pages: list[list[Part]] = [[]]
    column, top = 0, 0.0
    for section in sections:
        start = 0
        while start < section.rows:
            gap = BETWEEN if top else 0.0
            end = _fitting(section, start, height - top - gap - head)
            if end == start and top:
                column, top = column + 1, 0.0
                if column == columns:
                    pages.append([])
                    column = 0
                continue
            rows = range(start, max(end, start + 1))
            pages[-1].append(Part(section, rows, column, top + gap))
            top += gap + head + _height(section, rows)
            start = rows.stop
    return pages


def paint(sheet: Sheet, kit: Kit, area: Area, parts: Sequence[Part], columns: int) -> None:
    """Put the parts of one page on the sheet."""
    t, wide = kit.texts, column_width(area.width, columns)
    for part in parts:
        x = area.left + part.column * (wide + GUTTER)
        y = area.top + part.top
        title = part.section.title
        if part.rows.start:
            title = t("{title} (continued)", title=title)
        y += section_head(sheet, x, y, wide, title, part.section.note) + BELOW_HEAD
        part.section.table.paint(sheet, x, y, part.rows)


def _fitting(section: Section, start: int, room: float) -> int:
    end = start
    while end < section.rows and _height(section, range(start, end + 1)) <= room:
        end += 1
    return end


def _height(section: Section, rows: range) -> float:
    return section.table.row_top(rows, rows.stop)
