"""Paints the lines of data tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ...texts import Texts
from ..icons import Icons
from ..models.columns import Column
from ..models.table_model import Group, TableModel
from ..theme import Theme
from .cell_painter import CellPainter

Place: TypeAlias = tuple[int, Column, int, int]
"""A column in sight: its logical place, itself, its left edge and its width."""

Span: TypeAlias = tuple[int, int, int, int]
"""A selected block: top, left, bottom, right."""


class RowPainter:
    """Paints a row or a group line.

    Attributes:
        cells: paints what is in a cell.
    """

    def __init__(self, theme: Theme, icons: Icons, t: Texts, model: TableModel) -> None:
        self._theme = theme
        self._icons = icons
        self._model = model
        self.cells = CellPainter(theme, icons, t)

    def paint(
        self,
        painter: QPainter,
        line: int,
        area: QRect,
        columns: Sequence[Place],
        spans: Sequence[Span],
        *,
        hovered: bool,
        active: bool,
    ) -> None:
        """Paint one line: the ground, what is selected, and its cells."""
        theme, item = self._theme, self._model.lines[line]
        selected = "selected" if active else "selectedInactive"
        ground = QRect(area)
        right = columns[-1][2] + columns[-1][3] if columns else area.width()
        ground.setWidth(max(right, area.width()))
        if isinstance(item, Group):
            painter.fillRect(ground, theme.color("subtle"))
            self._rule(painter, ground)
            first_sum = min((x for _, column, x, _ in columns if column.summed), default=area.width())
            self.cells.paint_group(painter, QRect(0, area.y(), max(first_sum, 200), area.height()), item)
            for _, column, x, width in columns:
                if column.summed:
                    cell = QRect(x, area.y(), width, area.height() - 1)
                    self.cells.paint_sum(painter, cell, column, item)
            return
        if hovered:
            painter.fillRect(ground, theme.color("hover"))
        ticked = False
        for top, left, bottom, end in spans:
            if not top <= line <= bottom:
                continue
            if left == 0 and end == len(self._model.columns) - 1:
                painter.fillRect(ground, theme.color(selected))
                ticked = True
                break
            for logical, _, x, width in columns:
                if left <= logical <= end:
                    painter.fillRect(QRect(x, area.y(), width, area.height()), theme.color(selected))
        self._rule(painter, ground)
        for _, column, x, width in columns:
            if column.kind == "select":
                self._paint_box(painter, QRect(x, area.y(), width, area.height()), ticked)
            else:
                self.cells.paint(painter, QRect(x, area.y(), width, area.height() - 1), column, item)

    def _rule(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(self._theme.color("divider"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_box(self, painter: QPainter, area: QRect, ticked: bool) -> None:
        theme = self._theme
        size = theme.fonts.px(15)
        box = QRect(area.center().x() - size // 2, area.center().y() - size // 2, size, size)
        painter.setPen(theme.color("accent" if ticked else "lineStrong"))
        painter.setBrush(theme.color("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            pixmap = self._icons.pixmap("check", "onAccent", size - 3, painter.device().devicePixelRatioF())
            painter.drawPixmap(box.x() + 2, box.y() + 2, pixmap)
