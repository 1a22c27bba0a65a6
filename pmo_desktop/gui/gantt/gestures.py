"""Which gesture begins at a place of the Gantt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT, BAR_TOP, DIAMOND
from ...charts.scene import Circle, Scene
from ...services.queries.plan import PlanView
from ...texts import Texts
from .chart import GanttChart
from .edits import PlanEdits
from .gesture import Gesture, tip_scene
from .gesture_bars import MoveBar, SetProgress, StretchBar, StretchStart
from .gesture_draw import DrawTask, Pan
from .gesture_links import LinkBars

__all__ = ["DrawTask", "Hands", "LinkBars", "MoveBar", "Pan", "SetProgress", "StretchBar", "StretchStart"]

EDGE: Final = 5.0
REACH: Final = 12.0
HANDLE: Final = 6.0
"""How far beside a bar the handle of its links stands."""


class Hands:
    """Finds the gesture that begins at a place of the chart."""

    def __init__(self, chart: GanttChart, edits: PlanEdits, t: Texts) -> None:
        self.chart = chart
        self.edits = edits
        self.t = t
        self.view: PlanView | None = None

    def selected_rows(self) -> list[int]:
        """Return the rows that are selected, in order."""
        rows = self.chart.lines.rows
        chosen = (rows[line] for line in sorted(self.chart.selected) if line < len(rows))
        return [row for row in chosen if row != self.chart.data.blank]

    def tip(self, at: QPointF, lines: Sequence[str]) -> Scene:
        """Return a small sign with what a gesture would do."""
        chart = self.chart
        widths = [chart.width_of(line) for line in lines]
        return tip_scene(at, lines, widths, chart.theme.fonts.scale, float(chart.viewport().width()))

    def find(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        """Return the gesture for a press at a place, or None."""
        chart, view = self.chart, self.view
        ctrl_or_shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        if view is None or modifiers & ctrl_or_shift:
            return None
        row = chart.row_at(at.y())
        if row is None:
            line = chart.line_at(at.y())
            is_below = line is None or line == len(chart.lines.rows) - 1
            return DrawTask(self, at) if at.y() > 0 and is_below and (view.schedule or not len(view)) else None
        if view.schedule is None:
            return None
        return self._on_bar(row, at) or self._beside_bar(view, row, at)

    def handles(self, row: int) -> Scene:
        """Return the dots beside a bar from which links are drawn."""
        if not self.chart.data.shape[row] or row not in self.chart.lines.line_of:
            return []
        x1, x2 = self.chart.bar_of(row)
        y = self.chart.top_of(row) + (BAR_TOP + BAR_HEIGHT / 2) * self.chart.look().ratio
        places = (x1 - HANDLE, x2 + HANDLE) if self.chart.data.shape[row] != "milestone" else (x2 + HANDLE,)
        return [Circle(x, y, 3.0, fill="surface", stroke="focus", line_width=1.4) for x in places]

    def _on_bar(self, row: int, at: QPointF) -> Gesture | None:
        chart = self.chart
        shape = chart.data.shape[row]
        ratio = chart.look().ratio
        x1, x2 = chart.bar_of(row)
        top = chart.top_of(row)
        inside = top + BAR_TOP * ratio - 4 <= at.y() <= top + (BAR_TOP + BAR_HEIGHT) * ratio + 4
        if not inside or not shape:
            return None
        if shape == "milestone":
            if abs(at.x() - (x1 + x2) / 2) <= DIAMOND * ratio:
                return MoveBar(self, row, at)
            return LinkBars(self, row, at, "F") if x2 < at.x() <= x2 + REACH else None
        if x2 < at.x() <= x2 + REACH:
            return LinkBars(self, row, at, "F")
        if x1 - REACH <= at.x() < x1:
            return LinkBars(self, row, at, "S")
        if shape != "task" or not x1 <= at.x() <= x2:
            return None
        if at.x() > x2 - EDGE and x2 - x1 > 2 * EDGE:
            return StretchBar(self, row, at)
        percent = chart.data.percent[row]
        if percent and abs(at.x() - x1 - (x2 - x1) * percent / 100) <= EDGE:
            return SetProgress(self, row, at)
        if not percent and at.x() - x1 <= EDGE and x2 - x1 > 4 * EDGE:
            return (StretchStart if row in chart.data.manual else SetProgress)(self, row, at)
        return MoveBar(self, row, at)

    def _beside_bar(self, view: PlanView, row: int, at: QPointF) -> Gesture:
        """Return what dragging the empty part of a row does: draw a bar where none was planned yet, else move on."""
        task = view.plan.tasks[row]
        is_open = not view.is_summary(row) and not task.percent_complete and task.active
        if is_open and (task.undated or task.estimated or (not task.duration and not task.milestone)):
            return DrawTask(self, at, row)
        return Pan(self, at)
