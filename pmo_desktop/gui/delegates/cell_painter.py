"""Paints the cells of data tables from cached fonts, pens and pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ...domain.rag import Rag, to_rag
from ...texts import Texts
from ..icons import Icons
from ..models.columns import Column, doubts, words_of
from ..models.table_model import Group
from ..painting.marks import Marks
from ..theme import Theme

PADDING: Final = 8
CHIP: Final = {"R": "ragRsoft", "A": "ragAsoft", "G": "ragGsoft", "C": "ragCsoft", "": "ragNsoft"}
CHIP_TEXT: Final = {"R": "ragRtext", "A": "ragAtext", "G": "ragGtext", "C": "ragCtext", "": "ragNtext"}

Paint = Callable[[QPainter, QRect, Column, Any, object], None]


class CellPainter:
    """Paints one cell at a time; what it needs again is kept from one cell to the next."""

    def __init__(self, theme: Theme, icons: Icons, t: Texts) -> None:
        self._theme = theme
        self._icons = icons
        self._t = t
        self._marks = Marks(theme)
        fonts = theme.fonts
        self.font = fonts.font(13)
        self._medium = fonts.font(13, 500)
        self._figures = fonts.font(13, 400, tabular=True)
        self._small = fonts.font(12)
        self._chip = fonts.font(12, 600, tabular=True)
        self._tiny = fonts.font(10 if not fonts.is_chinese else 11, 600)
        self._metrics: dict[int, QFontMetrics] = {}
        self._scale = fonts.scale
        self._by_kind: dict[str, Paint] = {
            "rag": self._paint_rag,
            "strip": self._paint_strip,
            "progress": self._paint_progress,
            "person": self._paint_person,
            "bool": self._paint_bool,
            "trend": self._paint_trend,
            "exposure": self._paint_exposure,
            "tag": self._paint_tag,
            "tags": self._paint_tags,
        }

    def paint(self, painter: QPainter, area: QRect, column: Column, row: Any) -> None:
        """Paint the content of a cell; its ground is painted already."""
        value = column.value(row)
        special = self._by_kind.get(column.kind)
        if special is not None and column.shown is None:
            special(painter, area, column, row, value)
        else:
            self._paint_text(painter, area, column, row, value)

    def paint_group(self, painter: QPainter, area: QRect, group: Group) -> None:
        """Paint the title of a group line at its left."""
        theme = self._theme
        middle = area.center().y()
        icon = "chevron-down" if group.is_open else "chevron-right"
        size = theme.fonts.px(14)
        pixmap = self._icons.pixmap(icon, "text2", size, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(area.x() + 10, middle - size / 2 + 0.5), pixmap)
        painter.setFont(self._medium)
        painter.setPen(theme.color("text"))
        metrics = self._of(self._medium)
        left = area.x() + 16 + size
        room = max(40, area.width() - 20 - size)
        title = metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, area.y(), room, area.height(), Qt.AlignmentFlag.AlignVCenter, title)
        left += metrics.horizontalAdvance(title) + 10
        painter.setFont(self._small)
        painter.setPen(theme.color("text3"))
        count = self._t.number(len(group.rows))
        painter.drawText(left, area.y(), 200, area.height(), Qt.AlignmentFlag.AlignVCenter, count)

    def paint_sum(self, painter: QPainter, area: QRect, column: Column, group: Group) -> None:
        """Paint the sum of a column in a group line."""
        if column.summed is None:
            return
        text = column.summed(group.rows)
        self._write(painter, area, text, self._figures, "text3", Qt.AlignmentFlag.AlignRight)

    def text_width(self, column: Column, text: str) -> int:
        """Return the width that a text wants in a column, padding included."""
        font = self._figures if column.is_numeric else self.font
        return self._of(font).horizontalAdvance(text) + 2 * PADDING + 4

    def _of(self, font: QFont) -> QFontMetrics:
        metrics = self._metrics.get(id(font))
        if metrics is None:
            metrics = self._metrics[id(font)] = QFontMetrics(font)
        return metrics

    def _write(
        self, painter: QPainter, area: QRect, text: str, font: QFont, token: str, side: Qt.AlignmentFlag
    ) -> None:
        if not text:
            return
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        room = area.width() - 2 * PADDING
        metrics = self._of(font)
        if "\n" in text:
            text = text.replace("\n", " ")
        if len(text) > 400:
            text = text[:400]
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area.x() + PADDING, area.y(), room, area.height(), side | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_text(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        text = words_of(column, row, value, self._t)
        token = (column.tone(row, value) if column.tone else "") or ("accentText" if column.kind == "link" else "text")
        side = Qt.AlignmentFlag.AlignLeft
        font = self._medium if column.weight >= 500 else self.font
        if column.is_numeric:
            side, font = Qt.AlignmentFlag.AlignRight, self._figures
        elif column.kind in ("date", "moment"):
            font = self._figures
        elif column.is_centred:
            side = Qt.AlignmentFlag.AlignHCenter
        self._write(painter, area, text, font, token, side)

    def _paint_rag(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        centre, rag = QRectF(area).center(), to_rag(str(value or ""))
        tick, stale = doubts(row, column.key)
        self._marks.draw(painter, centre.x(), centre.y(), 16 * self._scale, rag, tick=tick, stale=stale)

    def _paint_strip(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        if isinstance(value, tuple):
            ratings: tuple[Rag, ...] = value
            tick, stale = doubts(row, column.key)
            left, middle = area.x() + PADDING, QRectF(area).center().y()
            self._marks.strip(painter, left, middle, ratings, self._scale, tick=tick, stale=stale)

    def _paint_progress(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        if not isinstance(value, tuple):
            return
        done, planned = value
        theme = self._theme
        label = round(40 * self._scale)
        bar = QRectF(area.x() + PADDING, area.center().y() - 2, area.width() - 2 * PADDING - label, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        if done is not None:
            painter.setBrush(theme.color("ink"))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(2.0, bar.width() * done / 100), 5), 2.5, 2.5)
            right = QRect(area.right() - label - PADDING, area.y(), label + PADDING, area.height())
            text = self._t.percent(done / 100)
            self._write(painter, right.adjusted(-8, 0, 0, 0), text, self._figures, "text", Qt.AlignmentFlag.AlignRight)
        if planned is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRect(QRectF(bar.x() + bar.width() * planned / 100 - 1, bar.y() - 4, 2, 13))

    def _paint_person(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        name = str(value or "")
        if not name:
            return
        size = round(20 * self._scale)
        circle = QRectF(area.x() + PADDING, area.center().y() - size / 2 + 0.5, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        painter.drawEllipse(circle)
        painter.setFont(self._tiny)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))
        rest = area.adjusted(size + 6, 0, 0, 0)
        self._write(painter, rest, name, self.font, "text", Qt.AlignmentFlag.AlignLeft)

    def _paint_bool(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        if value:
            self._paint_icon(painter, area, "check", "text2")

    def _paint_trend(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        step = int(str(value or 0))
        looks = {1: ("trending-up", "ragRtext"), -1: ("trending-down", "ragGtext")}
        name, token = looks.get(step, ("minus", "text3"))
        self._paint_icon(painter, area, name, token)

    def _paint_icon(self, painter: QPainter, area: QRect, name: str, token: str) -> None:
        size = self._theme.fonts.px(16)
        pixmap = self._icons.pixmap(name, token, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(area.center().x() - size / 2, area.center().y() - size / 2), pixmap)

    def _paint_exposure(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        if not isinstance(value, tuple) or value[0] is None:
            return
        score, rating = value
        rag = to_rag(str(rating))
        height = round(21 * self._scale)
        chip = QRectF(area.x() + PADDING, area.center().y() - height / 2 + 0.5, 44 * self._scale, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(CHIP[rag]))
        painter.drawRoundedRect(chip, 5, 5)
        self._marks.draw(painter, chip.x() + 12 * self._scale, chip.center().y(), 11 * self._scale, rag, letter=False)
        painter.setFont(self._chip)
        painter.setPen(self._theme.color(CHIP_TEXT[rag]))
        painter.drawText(chip.adjusted(20 * self._scale, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, str(score))

    def _paint_tag(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        self._tags(painter, area, [words_of(column, row, value, self._t)] if value else [])

    def _paint_tags(self, painter: QPainter, area: QRect, column: Column, row: Any, value: object) -> None:
        self._tags(painter, area, [str(tag) for tag in value] if isinstance(value, (list, tuple)) else [])

    def _tags(self, painter: QPainter, area: QRect, tags: list[str]) -> None:
        metrics = self._of(self._small)
        left, right = area.x() + PADDING, area.right() - 4
        height = round(20 * self._scale)
        for tag in tags:
            room = right - left
            if room < 24:
                return
            text = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, room - 12)
            width = metrics.horizontalAdvance(text) + 14
            chip = QRectF(left, area.center().y() - height / 2 + 0.5, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("subtle"))
            painter.drawRoundedRect(chip, 5, 5)
            painter.setFont(self._small)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
            left += width + 4


def initials(name: str) -> str:
    """Return what stands for a person in a small circle: AK for Anna Keller, the last character of a Chinese name."""
    words = name.split()
    if not words:
        return ""
    if ord(words[0][0]) > 0x2E80:
        return words[-1][-1]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
