"""Any Gantt on paper: as many sheets across and down as are asked for, with names and time on each, all as vectors.

The bars come from the same scenes as those on screen. Text is never below 7 points: where the rows don't fit on the
sheets asked for, there are more sheets and not smaller letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Final

from ..charts.gantt import GanttLines, GanttRows, Look, Window, scene
from ..charts.gantt_header import LOWER_SIZE, grid, header
from ..charts.gantt_paths import LinkPaths
from ..charts.scene import Primitive
from ..domain.worktime import to_instant
from ..texts import Texts
from .canvas import PRODUCER, TaggedCanvas
from .fonts import one_line
from .sheet import Sheet
from .style import COLORS, SMALLEST, TextStyle
from .text import Typesetter
from .timeline_layout import FOOT, MARGIN, Layout, PrintedTimeline, TimelineData, TimelineOptions, short_day
from .timeline_legend import legend

Progress = Callable[[float], None]

LATE: Final = 30
"""Days of slip from which a milestone's date is set in the colour of an exception."""


def render_timeline(
    data: TimelineData, texts: Texts, options: TimelineOptions, progress: Progress | None = None
) -> PrintedTimeline:
    """Return the plan as PDF. The same data, language and options give the same bytes.

    `progress` is called with the share done before each sheet; an exception that it raises cancels the work.
    """
    layout = Layout(data, options, Typesetter(texts))
    file = BytesIO()
    moment = data.data_date or datetime(2000, 1, 1)
    canvas = TaggedCanvas(file, layout.size, texts.tag, moment, _ids(data, options, texts))
    title = one_line(data.title)
    canvas.setTitle(texts("Timeline: {title}", title=title))
    canvas.setAuthor(one_line(data.organisation or PRODUCER))
    canvas.setSubject(one_line(data.subtitle))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    sheet = Sheet(canvas, layout.type, layout.size)
    maker = _Sheets(layout, sheet)
    total, number = layout.wide * len(layout.chunks), 0
    for chunk in range(len(layout.chunks)):
        for column in range(layout.wide):
            if progress is not None:
                progress(number / total)
            number += 1
            maker.make(chunk, column, number, total)
            canvas.showPage()
    if progress is not None:
        progress(1.0)
    high = len(layout.chunks)
    return PrintedTimeline(
        canvas.finish(), layout.wide, high, 0 < options.high < high, maker.shortened // max(layout.wide, 1)
    )


class _Sheets:
    """Paints one sheet after the other."""

    def __init__(self, layout: Layout, sheet: Sheet) -> None:
        self._layout = layout
        self._sheet = sheet
        self._t = layout.type.texts
        self._bars = self._labelled()
        self._lines = GanttLines.of(self._bars, range(len(layout.data.rows)))
        options, at = layout.options, layout.data.data_date
        self._look = Look(
            layout.row_height, layout.text_size, options.critical, options.baseline, options.links, options.labels,
            options.slack, data_date=to_instant(at) if at else None, whole=True,
        )  # fmt: skip
        self._paths = LinkPaths(
            self._bars, self._lines, layout.scale, layout.row_height, self._look.ratio, self._text_width
        )
        self.shortened = 0

    def make(self, chunk: int, column: int, number: int, total: int) -> None:
        """Paint a sheet: what it is, its names, its time, its bars, the legend."""
        layout, sheet = self._layout, self._sheet
        rows = layout.chunks[chunk]
        with sheet.canvas.element("Sect"):
            self._head(chunk, column)
            self._names(rows)
            self._chart(rows, column)
            self._foot(number, total)

    def _labelled(self) -> GanttRows:
        rows, t = self._layout.data.rows, self._t

        def label(row: int) -> str:
            printed = rows[row]
            if self._layout.data.bars.shape[row] == "milestone":
                day = short_day(printed.finish, t)
                slip = printed.slip
                return day if not slip else t("{day}   {slip} d", day=day, slip=t.number(slip, signed=True))
            return "" if printed.is_summary else one_line(printed.owner, 60)

        def tone(row: int) -> str:
            return "ragRtext" if (rows[row].slip or 0) >= LATE and rows[row].finish else "text2"

        return replace(self._layout.data.bars, label=label, tone=tone)

    def _text_width(self, text: str) -> float:
        return self._layout.type.measure(text, self._layout.text_size)

    def _head(self, chunk: int, column: int) -> None:
        layout, sheet = self._layout, self._sheet
        grown, data = layout.growth, layout.data
        right = layout.size[0] - MARGIN
        title = TextStyle(14 * grown, "bold")
        note = TextStyle(8 * grown, color="text3")
        sheet.text(MARGIN, MARGIN + 11 * grown, data.title, title, width=(right - MARGIN) * 0.7, tag="H1")
        sheet.text(MARGIN, MARGIN + 25 * grown, self._subtitle(chunk, column), note, width=(right - MARGIN) * 0.85)
        with sheet.furniture():
            place = (right, MARGIN + 11 * grown)
            sheet.text(*place, data.organisation, note, anchor="end", width=(right - MARGIN) * 0.28)

    def _subtitle(self, chunk: int, column: int) -> str:
        layout, t = self._layout, self._t
        rows = layout.chunks[chunk]
        first = layout.scale.moment(column * layout.chart_width).date()
        last = layout.scale.moment((column + 1) * layout.chart_width).date()
        parts = [layout.data.subtitle] if layout.data.subtitle else []
        parts.append(t("{start} to {finish}", start=t.date(first), finish=t.date(last)))
        if len(layout.chunks) > 1:
            parts.append(
                t(
                    "rows {first} to {last} of {count}",
                    first=rows.start + 1,
                    last=rows.stop,
                    count=len(layout.data.rows),
                )
            )
        if layout.data.data_date is not None:
            parts.append(t("data as of {day}", day=t.date(layout.data.data_date.date())))
        return "  ·  ".join(parts)

    def _names(self, rows: range) -> None:
        layout, sheet, t = self._layout, self._sheet, self._t
        height, size = layout.row_height, layout.text_size
        grey = TextStyle(size, color="text3")
        head = TextStyle(max(SMALLEST, LOWER_SIZE * layout.header_ratio), "semibold", "text2")
        base = layout.bars_top - layout.header_height * 0.3
        left, numbers = MARGIN, layout.number_width
        dates = [MARGIN + layout.name_width + layout.date_width * at for at in range(2)] if layout.date_width else []
        with sheet.element("Table"):
            with sheet.element("TR"):
                sheet.text(left, base, t("Task"), head, width=layout.name_width, tag="TH")
                for x, text in zip(dates, (t("Start"), t("Finish")), strict=False):
                    sheet.text(x, base, text, head, width=layout.date_width - 4, tag="TH")
            for at, row in enumerate(layout.data.rows[rows.start : rows.stop]):
                baseline = layout.bars_top + height * at + height / 2 + size * 0.34
                style = layout.name_style(row.is_summary)
                x = left + numbers + layout.indent(row)
                width = MARGIN + layout.name_width - 4 - x
                with sheet.element("TR"):
                    sheet.text(left, baseline, row.number, grey, width=numbers - 4, tag="TH")
                    name = one_line(row.name, 400)
                    self.shortened += layout.type.line(name, style, width).shortened
                    sheet.text(x, baseline, name, style, width=width, tag="TD")
                    for place, day in zip(dates, (row.start, row.finish), strict=False):
                        sheet.text(
                            place, baseline, short_day(day, t), TextStyle(size), width=layout.date_width, tag="TD"
                        )

    def _chart(self, rows: range, column: int) -> None:
        layout, sheet, t = self._layout, self._sheet, self._t
        width, height = layout.chart_width, len(rows) * layout.row_height
        left = column * width
        window = Window(left, rows.start * layout.row_height, width, height - 0.01)
        lines = grid(layout.scale, left, width, t, layout.header_ratio)
        bars = scene(
            self._bars, self._lines, layout.scale, window, self._look,
            grid=lines, paths=self._paths, width=self._text_width,
        )  # fmt: skip
        measure = layout.type.measure
        top = header(
            layout.scale, left, width, t, data_date=layout.data.data_date, ratio=layout.header_ratio,
            measure=lambda text: measure(text, LOWER_SIZE * layout.header_ratio),
        )  # fmt: skip
        count = sum(1 for row in rows if layout.data.bars.shape[row])
        alt = t.n("Gantt chart of {count} row", "Gantt chart of {count} rows", count)
        with sheet.figure(alt):
            self._clipped(bars, layout.bars_top, height)
            self._clipped(top, layout.bars_top - layout.header_height, layout.header_height)
        foot = layout.bars_top + height
        with sheet.furniture():
            sheet.canvas.setStrokeColor(COLORS["line"])
            sheet.canvas.setLineWidth(0.6)
            for x in (layout.chart_left, layout.size[0] - MARGIN):
                sheet.canvas.line(x, layout.size[1] - layout.bars_top, x, layout.size[1] - foot)
        for at in range(len(rows) + 1):
            y = layout.bars_top + at * layout.row_height
            sheet.rule(MARGIN, y, layout.chart_left, "line", 0.4)
        sheet.rule(MARGIN, foot, layout.size[0] - MARGIN, "lineStrong", 0.6)

    def _clipped(self, parts: Sequence[Primitive], top: float, height: float) -> None:
        """Paint a scene beside the names, cut where the sheet ends: the next one goes on there."""
        layout, canvas = self._layout, self._sheet.canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(layout.chart_left, layout.size[1] - top - height, layout.chart_width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        self._sheet.scene(parts, layout.chart_left, top)
        canvas.restoreState()

    def _foot(self, number: int, total: int) -> None:
        layout, sheet, t = self._layout, self._sheet, self._t
        grown = layout.growth
        top = layout.size[1] - MARGIN - FOOT * grown + 8
        right = layout.size[0] - MARGIN
        note = TextStyle(max(SMALLEST, 7.4 * grown), color="text3")
        page = t("Sheet {number} of {total}", number=number, total=total)
        with sheet.furniture():
            sheet.text(right, top + 10 * grown, page, note, anchor="end")
            room = right - MARGIN - layout.type.measure(page, note.size) - 20
            parts = legend(layout.data.bars, layout.options, layout.data, t, note.size, room, layout.type.measure)
            sheet.scene(parts, MARGIN, top)


def _ids(data: TimelineData, options: TimelineOptions, texts: Texts) -> tuple[str, str]:
    """Return the names of the file, made of what is in it."""
    what = hashlib.sha256(repr((data.title, data.rows, data.data_date, options, texts.language)).encode()).hexdigest()
    return what[:32], what[32:]
