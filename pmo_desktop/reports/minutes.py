"""The minutes of a meeting as PDF: upright sheets, decisions first, then who does what until when."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from ..domain.minutes import Minutes, MinutesItem
from ..texts import Texts
from .canvas import PRODUCER, TaggedCanvas
from .fonts import one_line
from .sheet import Sheet
from .style import BOTTOM, PAPERS, TOP, Paper
from .table import Cell, Column, Row, Table
from .text import Block, Typesetter

SIDE: Final = 48.0
GAP: Final = 14.0
PIECE: Final = 2_000
"""Characters of a text that are set at once; the type setter shortens what is much longer."""


class _Writer:
    """Puts one thing below the other, and turns to the next sheet where there is no room."""

    def __init__(self, minutes: Minutes, t: Texts, paper: Paper) -> None:
        self.t = t
        self.file = BytesIO()
        wide, high = PAPERS[paper]
        self.size = (high, wide)
        digest = hashlib.sha256(repr((minutes, t.language, paper)).encode()).hexdigest()[:32]
        moment = datetime.combine(minutes.held_on, time())
        self.canvas = TaggedCanvas(self.file, self.size, t.tag, moment, (digest, digest))
        self.type = Typesetter(t)
        self.sheet = Sheet(self.canvas, self.type, self.size)
        self.width = self.size[0] - 2 * SIDE
        self.bottom = self.size[1] - BOTTOM - 20
        self.number = 1
        self.top = TOP + 8.0
        self.foot = one_line(f"{minutes.organisation} · {minutes.committee}".strip(" ·"))

    def turn(self) -> None:
        """End a sheet and begin the next."""
        self.end()
        self.number += 1
        self.top = TOP + 8.0

    def end(self) -> None:
        """Put the foot on a sheet and close it."""
        note = self.type.scale.note
        with self.sheet.furniture():
            y = self.size[1] - BOTTOM
            self.sheet.text(SIDE, y, self.foot, note, width=self.width - 60)
            words = self.t("Page {number}", number=self.number)
            self.sheet.text(SIDE + self.width, y, words, note, anchor="end")
        self.canvas.addPageLabel(self.number - 1, style="D", start=self.number)
        self.canvas.showPage()

    def words(self, text: str, style: str = "body", tag: str = "P", gap: float = 4.0) -> None:
        """Put a text down, over as many sheets as it needs."""
        look = getattr(self.type.scale, style)
        lines = [line for piece in _pieces(text) for line in self.type.block(piece, look, self.width).lines]
        while lines:
            room = max(1, int((self.bottom - self.top) / look.line))
            part = Block(tuple(lines[:room]), look, self.width)
            lines = lines[room:]
            self.top += self.sheet.block(SIDE, self.top, part, tag=tag) + gap
            if lines:
                self.turn()

    def head(self, text: str) -> None:
        """Put a heading down, never at the foot of a sheet."""
        if self.top > self.bottom - 70:
            self.turn()
        self.top += GAP
        self.words(text, "section", "H2", 5.0)

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Put a table down; its head is on each sheet."""
        made = Table(self.type, columns, rows, self.width)
        for rows_here in made.split(self.bottom - self.top, self.bottom - TOP - 8):
            if rows_here.start:
                self.turn()
            self.top += made.paint(self.sheet, SIDE, self.top, rows_here)


def render_minutes(minutes: Minutes, t: Texts, paper: Paper = "A4") -> bytes:
    """Return the minutes as PDF; the same minutes, language and paper give the same bytes."""
    writer = _Writer(minutes, t, paper)
    title = t("Minutes of {day}", day=t.date(minutes.held_on))
    writer.canvas.setTitle(one_line(title))
    writer.canvas.setAuthor(one_line(minutes.organisation or PRODUCER))
    writer.canvas.setCreator(PRODUCER)
    writer.canvas.setProducer(PRODUCER)
    writer.canvas.bookmarkPage("minutes")
    writer.canvas.addOutlineEntry(one_line(title), "minutes", 0)
    writer.words(title, "message", "H1", 3.0)
    about = [minutes.committee, t("Status as of {day}", day=t.date(minutes.data_date)), minutes.place]
    writer.words(" · ".join(part for part in about if part), "note")
    if minutes.attendees:
        writer.head(t("Present"))
        writer.words(minutes.attendees)
    decided = [item for item in minutes.items if item.verdict != "open"]
    writer.head(t("Decisions"))
    if decided:
        writer.table(_decision_columns(t), [_decision_row(item, t) for item in decided])
    else:
        writer.words(t("Nothing was decided."))
    left = [item for item in minutes.items if item.verdict == "open"]
    if left:
        writer.head(t("Not reached"))
        for item in left:
            writer.words("  ".join((item.code, item.title)))
    writer.head(t("Actions"))
    if minutes.actions:
        columns = (Column(t("ID"), 0, minimum=44), Column(t("What"), 50, minimum=150, lines=4),
                   Column(t("Who"), 18, minimum=80), Column(t("Until"), 0, minimum=62))  # fmt: skip
        writer.table(
            columns,
            [
                Row((Cell(one.code), Cell(one.title, one.project), Cell(one.owner), Cell(_day(one.due, t))))
                for one in minutes.actions
            ],
        )
    else:
        writer.words(t("No actions."))
    if minutes.notes:
        writer.head(t("Notes"))
        writer.words(minutes.notes)
    writer.end()
    return writer.canvas.finish()


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that end with a paragraph, or with a word where a paragraph is long."""
    for paragraph in text.split("\n"):
        while len(paragraph) > PIECE:
            cut = paragraph.rfind(" ", 0, PIECE)
            place = cut if cut > 0 else PIECE
            yield paragraph[:place]
            paragraph = paragraph[place:].lstrip()
        yield paragraph


def _decision_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(t("ID"), 0, minimum=44),
        Column(t("Question"), 34, minimum=120, lines=4),
        Column(t("Outcome"), 40, minimum=140, lines=8, note_lines=6),
        Column(t("Who"), 14, minimum=72),
        Column(t("Until"), 0, minimum=62),
    )


def _decision_row(item: MinutesItem, t: Texts) -> Row:
    said: dict[str, Callable[[], str]] = {
        "deferred": lambda: (
            t("Deferred to {day}", day=_day(item.deferred_to, t)) if item.deferred_to else t("Deferred")
        ),
        "withdrawn": lambda: t("Withdrawn"),
    }
    words = said.get(item.verdict, lambda: "")()
    outcome = "\n".join(part for part in (words, item.outcome) if part)
    condition = t("On condition: {text}", text=item.condition) if item.condition else ""
    return Row(
        (
            Cell(item.code),
            Cell(item.title, item.project),
            Cell(outcome or "–", condition, weight="semibold"),
            Cell(item.owner),
            Cell(_day(item.act_by, t)),
        )
    )


def _day(day: date | None, t: Texts) -> str:
    return t.date(day) if day is not None else ""
