"""Tables on paper: columns by shares of the width, rows that grow with their text, pages that continue each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum
from typing import Final, Literal, TypeAlias

from ..charts.scene import Anchor, Scene, Weight
from .sheet import Sheet
from .style import TextStyle
from .text import Block, Typesetter

GAP: Final = 10.0
"""Space between two columns, unless a table has another."""

TURN: Final = 6.0
"""More space where a right-aligned column meets a left-aligned one."""

RowKind: TypeAlias = Literal["row", "group", "sum"]


@dataclass(frozen=True)
class Column:
    """A column: its part of the width, its least width in points, and how its text is set.

    Attributes:
        drop: 0 stays; others leave when there is no room, the highest first.
        lines, note_lines: lines of a cell's text and of its note before they are shortened.
    """

    title: str
    share: float
    align: Anchor = "start"
    minimum: float = 20.0
    drop: int = 0
    lines: int = 2
    note_lines: int = 1


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: text, or a small chart whose left middle is at (0, 0).

    Attributes:
        note: a second text below the first, in grey.
        alt: what the chart says in words.
    """

    text: str = ""
    note: str = ""
    scene: Callable[[float], Scene] | None = None
    alt: str = ""
    color: str = "text"
    weight: Weight = "regular"


@dataclass(frozen=True)
class Row:
    """A row; a group row has a tint, a sum row is bold."""

    cells: tuple[Cell, ...]
    kind: RowKind = "row"


@dataclass(frozen=True)
class _Measured:
    row: Row
    blocks: tuple[tuple[Block, ...], ...]
    height: float


@dataclass(frozen=True)
class PaintedCell:
    """A cell as it is set: its texts in lines, or a chart whose left middle is at (0, 0)."""

    blocks: tuple[Block, ...]
    align: Anchor
    is_tinted: bool = False
    scene: Scene | None = None
    alt: str = ""


class Table:
    """A table that is measured and can be painted in parts.

    Attributes:
        shortened: how many cells do not show all of their text.
        header: height of the header row.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        columns: Sequence[Column],
        rows: Sequence[Row],
        width: float,
        *,
        style: TextStyle | None = None,
        row_height: float = 19.0,
        padding: float = 3.5,
        gap: float = GAP,
    ) -> None:
        self._type = typesetter
        self._style = style or typesetter.scale.table
        self._head = typesetter.scale.head
        self.width = width
        kept = _kept(columns, width, gap)
        self._columns = [columns[index] for index in kept]
        self._places = _places(self._columns, width, gap)
        self._titles = [
            # A right-aligned title may use half of the gap beside it before it breaks.
            typesetter.block(column.title, self._head, place[1] + (gap / 2 if column.align == "end" else 0.0))
            for column, place in zip(self._columns, self._places, strict=True)
        ]
        self.header = max((title.height for title in self._titles), default=0.0) + 5
        self.shortened = 0
        self._row_height, self._padding = row_height, padding
        self._rows = [self._measured(row, kept) for row in rows]

    @property
    def height(self) -> float:
        """Height of the whole table."""
        return self.header + fsum(row.height for row in self._rows)

    def _measured(self, row: Row, kept: Sequence[int]) -> _Measured:
        cells = tuple(row.cells[index] for index in kept)
        blocks = []
        tallest = self._row_height
        for cell, column, (_, width) in zip(cells, self._columns, self._places, strict=True):
            weight: Weight = "bold" if row.kind == "sum" else "semibold" if row.kind == "group" else cell.weight
            parts = []
            if cell.text:
                # A group's name has the row for itself, up to the next cell that says something.
                style = self._style.but(weight=weight, color=cell.color)
                room = width if row.kind != "group" else self._group_room(cells, cells.index(cell))
                parts.append(self._type.block(cell.text, style, room, 1 if row.kind == "group" else column.lines))
            if cell.note:
                grey = self._style.but(size=self._type.scale.note.size, color="text3")
                parts.append(self._type.block(cell.note, grey, width, column.note_lines))
            self.shortened += sum(part.shortened for part in parts)
            blocks.append(tuple(parts))
            tallest = max(tallest, fsum(part.height for part in parts) + 2 * self._padding)
        return _Measured(Row(cells, row.kind), tuple(blocks), tallest)

    def _group_room(self, cells: Sequence[Cell], index: int) -> float:
        last = index
        while last + 1 < len(cells) and not cells[last + 1].text and cells[last + 1].scene is None:
            last += 1
        left, _ = self._places[index]
        right, width = self._places[last]
        return right + width - left

    def split(self, first: float, following: float) -> list[range]:
        """Return which rows stand on each page: the first offers the height `first`, others `following`."""
        pages: list[range] = []
        start, room = 0, first - self.header
        for index, row in enumerate(self._rows):
            keep = row.height
            if row.row.kind == "group" and index + 1 < len(self._rows):
                keep += self._rows[index + 1].height
            if keep > room and index > start:
                pages.append(range(start, index))
                start, room = index, following - self.header
            room -= row.height
        pages.append(range(start, len(self._rows)))
        return pages

    def fitting(self, height: float) -> range:
        """Return the rows from the first on that fit into `height`."""
        return self.split(height, height)[0]

    def row_top(self, rows: range, index: int) -> float:
        """Return how far below the table's top the row `index` begins when `rows` are painted."""
        return self.header + fsum(self._rows[before].height for before in range(rows.start, index))

    def column_place(self, index: int) -> tuple[float, float]:
        """Return left edge and width of a column that is shown."""
        return self._places[index]

    @property
    def places(self) -> list[tuple[float, float]]:
        """Left edge and width of each column that is shown."""
        return self._places

    def cells(self, rows: range) -> list[tuple[float, list[PaintedCell]]]:
        """Return height and cells of the header, if it says something, and of some rows."""
        made: list[tuple[float, list[PaintedCell]]] = []
        if self.header > 5:
            head = zip(self._titles, self._columns, strict=True)
            made.append((self.header, [PaintedCell((title,), column.align) for title, column in head]))
        for index in rows:
            row = self._rows[index]
            parts = zip(row.row.cells, row.blocks, self._columns, self._places, strict=True)
            made.append(
                (
                    row.height,
                    [
                        PaintedCell(
                            blocks, column.align, row.row.kind == "group",
                            cell.scene(width) if cell.scene is not None else None, cell.alt,
                        )
                        for cell, blocks, column, (_, width) in parts
                    ],
                )
            )  # fmt: skip
        return made

    def paint(self, sheet: Sheet, x: float, y: float, rows: range | None = None) -> float:
        """Put the header and some rows on the sheet and return the height they take."""
        rows = range(len(self._rows)) if rows is None else rows
        native = sheet.table(self, x, y, rows)
        if native is not None:
            return native
        with sheet.element("Table"):
            top = y
            if self.header > 5:
                self._paint_header(sheet, x, y)
                top += self.header
            for index in rows:
                row = self._rows[index]
                self._paint_row(sheet, x, top, row, is_last=index == rows.stop - 1)
                top += row.height
        return top - y

    def _paint_header(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.element("TR"):
            for title, column, (left, width) in zip(self._titles, self._columns, self._places, strict=True):
                top = y + self.header - 5 - title.height
                at = {"start": left, "middle": left + width / 2, "end": left + width}[column.align]
                if title.lines and title.lines != ("",):
                    with sheet.element("TH", attributes="<</O /Table /Scope /Column>>"):
                        sheet.block(x + at, top, title, anchor=column.align, tag="")
                else:
                    # Every row has as many cells as there are columns.
                    with sheet.element("TD"):
                        pass
        sheet.rule(x, y + self.header - 1, x + self.width, "lineStrong", 0.6)

    def _paint_row(self, sheet: Sheet, x: float, y: float, row: _Measured, *, is_last: bool) -> None:
        if row.row.kind == "group":
            sheet.tint(x, y + 0.5, self.width, row.height - 1, "subtle")
        if row.row.kind == "sum":
            sheet.rule(x, y, x + self.width, "text", 0.8)
        with sheet.element("TR"):
            for cell, blocks, column, (left, width) in zip(
                row.row.cells, row.blocks, self._columns, self._places, strict=True
            ):
                with sheet.element("TD"):
                    if cell.scene is not None:
                        with sheet.figure(cell.alt):
                            scene = cell.scene(width)
                            sheet.scene(scene, x + left, y + row.height / 2)
                    at = {"start": left, "middle": left + width / 2, "end": left + width}[column.align]
                    top = y + (row.height - fsum(block.height for block in blocks)) / 2
                    for block in blocks:
                        top += sheet.block(x + at, top, block, anchor=column.align, tag="")
        if not is_last or row.row.kind == "row":
            sheet.rule(x, y + row.height, x + self.width, "divider", 0.5)


def _kept(columns: Sequence[Column], width: float, gap: float) -> list[int]:
    """Return the indices of the columns that fit by their least widths; those with the highest `drop` go first."""
    kept = list(range(len(columns)))
    while _least(columns, kept, gap) > width:
        droppable = [i for i in kept if columns[i].drop]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda i: columns[i].drop))
    return kept


def _least(columns: Sequence[Column], kept: Sequence[int], gap: float) -> float:
    return fsum(columns[i].minimum for i in kept) + fsum(_gaps([columns[i] for i in kept], gap))


def _gaps(columns: Sequence[Column], gap: float) -> list[float]:
    return [
        gap + (TURN if before.align == "end" and after.align == "start" else 0.0) for before, after in pairwise(columns)
    ]


def _places(columns: Sequence[Column], width: float, gap: float) -> list[tuple[float, float]]:
    """Return (left, width) of each column: shares of what is left, none below its least width."""
    gaps = _gaps(columns, gap)
    room = width - fsum(gaps)
    least = fsum(column.minimum for column in columns)
    if least > room:
        # Nothing may leave and nothing fits: all give way in proportion, so that no cell leaves the paper.
        columns = [replace(column, minimum=column.minimum * room / least, share=0) for column in columns]
    fixed: set[int] = set()
    while True:
        free = room - fsum(columns[i].minimum for i in fixed)
        shares = fsum(column.share for i, column in enumerate(columns) if i not in fixed) or 1.0
        small = {
            i for i, column in enumerate(columns) if i not in fixed and column.share / shares * free < column.minimum
        }
        if not small:
            break
        fixed |= small
    places = []
    left = 0.0
    for index, column in enumerate(columns):
        wide = column.minimum if index in fixed else column.share / shares * free
        places.append((left, wide))
        left += wide + (gaps[index] if index < len(gaps) else 0.0)
    return places
