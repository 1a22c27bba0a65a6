"""Registers as PDF: any of them as a table over as many sheets as it needs, and the highest risks on one sheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from ..charts.heatmap import RiskPoint, heat_map
from ..charts.scene import Mark
from ..domain.rag import Rag
from ..texts import Texts
from .canvas import PRODUCER, TaggedCanvas
from .fonts import one_line
from .sheet import Sheet
from .style import BOTTOM, GUTTER, PAPERS, SIDE, TOP, Paper
from .table import Cell, Column, Row, Table
from .text import Typesetter
from .words import mark_in_words

MAP_SHARE: Final = 0.46
"""Part of the sheet's width that the map takes beside the highest risks."""


@dataclass(frozen=True)
class RegisterColumn:
    """A column of a printed register: its head, its part of the width, and whether its values are numbers."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class RegisterPrint:
    """A register as it is printed, all its texts in the language of the sheet.

    Attributes:
        ratings: letter of each row, shown as a mark before it; empty for a register without ratings.
    """

    title: str
    organisation: str
    data_date: date
    columns: tuple[RegisterColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    ratings: tuple[Rag, ...] = ()


@dataclass(frozen=True)
class TopRisk:
    """A risk on the sheet of the highest ones; scores are 1 to 25, None where nobody judged.

    Attributes:
        before: its cell at the last report; `target` that of its response.
    """

    code: str
    title: str
    project: str
    owner: str
    response: str
    loss: str
    rating: Rag
    now: tuple[int, int]
    before: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True)
class TopRisks:
    """What the sheet of the highest risks shows."""

    title: str
    organisation: str
    data_date: date
    message: str
    grid: str
    appetite: int
    risks: tuple[TopRisk, ...]


class _Paper:
    """Landscape sheets with a title and a foot."""

    def __init__(self, content: RegisterPrint | TopRisks, t: Texts, paper: Paper) -> None:
        self.t, self.content = t, content
        self.file = BytesIO()
        self.size = PAPERS[paper]
        digest = hashlib.sha256(repr((content, t.language, paper)).encode()).hexdigest()[:32]
        self.canvas = TaggedCanvas(
            self.file, self.size, t.tag, datetime.combine(content.data_date, time()), (digest,) * 2
        )
        self.type = Typesetter(t)
        self.sheet = Sheet(self.canvas, self.type, self.size)
        self.width = self.size[0] - 2 * SIDE
        self.bottom = self.size[1] - BOTTOM - 18
        self.number = 1
        self.canvas.setTitle(one_line(content.title))
        self.canvas.setAuthor(one_line(content.organisation or PRODUCER))

    def head(self, words: str) -> float:
        """Put title and a line below it on the first sheet; return where the content begins."""
        scale = self.type.scale
        top = TOP + self.sheet.block(
            SIDE, TOP, self.type.block(self.content.title, scale.message, self.width, 1), tag="H1"
        )
        about = " · ".join(part for part in (self.content.organisation, words) if part)
        top += self.sheet.block(SIDE, top + 2, self.type.block(about, scale.note, self.width, 2)) + 2
        return top + 10

    def end(self) -> None:
        """Put the foot on a sheet and close it."""
        note, y = self.type.scale.note, self.size[1] - BOTTOM
        with self.sheet.furniture():
            self.sheet.text(SIDE, y, one_line(self.content.organisation), note, width=self.width - 80)
            words = self.t("Page {number}", number=self.number)
            self.sheet.text(SIDE + self.width, y, words, note, anchor="end")
        self.canvas.addPageLabel(self.number - 1, style="D", start=self.number)
        self.canvas.showPage()
        self.number += 1


def render_register(register: RegisterPrint, t: Texts, paper: Paper = "A4") -> bytes:
    """Return a register as PDF, its head on each sheet; the same register, language and paper give the same bytes."""
    made = _Paper(register, t, paper)
    count = t.n("{count} record", "{count} records", len(register.rows))
    top = made.head(f"{t('Status as of {day}', day=t.date(register.data_date))} · {count}")
    columns = [
        Column(column.title, column.share, "end" if column.is_number else "start", minimum=36, lines=4)
        for column in register.columns
    ]
    rows = [Row(tuple(Cell(text) for text in row)) for row in register.rows]
    if register.ratings:
        columns.insert(0, Column("", 0, minimum=16))
        rows = [Row((_mark(rating, t), *row.cells)) for rating, row in zip(register.ratings, rows, strict=True)]
    table = Table(made.type, columns, rows, made.width)
    for here in table.split(made.bottom - top, made.bottom - TOP):
        if here.start:
            made.end()
            top = TOP
        table.paint(made.sheet, SIDE, top, here)
    made.end()
    return made.canvas.finish()


def render_top_risks(found: TopRisks, t: Texts, paper: Paper = "A4") -> bytes:
    """Return the highest risks on one sheet: the map with movement and targets, and what is done about each."""
    made = _Paper(found, t, paper)
    as_of = t("Status as of {day}", day=t.date(found.data_date))
    top = made.head(f"{as_of} · {found.message}" if found.message else as_of)
    wide = made.width * MAP_SHARE
    high = min(made.bottom - top - 20, wide * 0.9)
    points = [RiskPoint(risk.code, risk.now, risk.before, risk.target) for risk in found.risks]
    scene = heat_map(points, found.grid, found.appetite, wide, high, 7.5, t, made.type.measure)
    told = "; ".join(f"{risk.code} {risk.now[0] * risk.now[1]}" for risk in found.risks)
    with made.sheet.figure(t("Risk map: {risks}", risks=told)):
        made.sheet.scene(scene, SIDE, top)
    note = t("Black = above appetite; arrow = movement since the last report; dashed ring = target.")
    made.sheet.block(SIDE, top + high + 6, made.type.block(note, made.type.scale.note, wide, 3))
    left = SIDE + wide + GUTTER
    columns = (
        Column("", 0, minimum=16),
        Column(t("Risk"), 40, minimum=120, lines=2),
        Column(t("Score"), 0, "end", minimum=64),
        Column(t("Response"), 40, minimum=110, lines=3),
        Column(t("Expected loss"), 0, "end", minimum=56, drop=1),
    )
    table = Table(made.type, columns, [_row(risk, t) for risk in found.risks], made.width - wide - GUTTER)
    here = table.split(made.bottom - top, made.bottom - top)
    if here:
        table.paint(made.sheet, left, top, here[0])
    made.end()
    return made.canvas.finish()


def _row(risk: TopRisk, t: Texts) -> Row:
    score = risk.now[0] * risk.now[1]
    moved = "" if risk.before is None else t("was {score}", score=risk.before[0] * risk.before[1])
    aim = "" if risk.target is None else t("target {score}", score=risk.target[0] * risk.target[1])
    about = " · ".join(part for part in (risk.code, risk.project, risk.owner) if part)
    return Row(
        (
            _mark(risk.rating, t),
            Cell(risk.title, about, weight="semibold"),
            Cell(str(score), ", ".join(part for part in (moved, aim) if part), weight="bold"),
            Cell(risk.response or "–"),
            Cell(risk.loss),
        )
    )


def _mark(rating: Rag, t: Texts) -> Cell:
    return Cell(scene=lambda width: [Mark(min(width / 2, 12.0), 0.0, 12.0, rating)], alt=mark_in_words(t, rating, None))
