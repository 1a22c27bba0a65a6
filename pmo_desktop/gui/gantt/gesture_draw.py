"""New bars drawn by hand, and the empty chart moved by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT, BAR_TOP
from ...charts.scene import Box, Scene
from ...domain.plan import Plan
from ...domain.worktime import WorkClock, to_moment
from ...services.queries.plan import PlanView
from .gesture import SLACK, Gesture

if TYPE_CHECKING:
    from .gestures import Hands


class DrawTask(Gesture):
    """Draws a new task below the last row, or gives a row that has no dates of its own yet its bar."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hands: Hands, at: QPointF, row: int | None = None) -> None:
        assert hands.view is not None
        self._hands = hands
        self._view: PlanView = hands.view
        self._row = row
        self._begin = hands.chart.instant_at(at.x())
        line = hands.chart.line_at(at.y())
        self._line = len(hands.chart.lines.rows) if line is None else line

    @property
    def _plan(self) -> Plan:
        return self._view.plan

    def _days(self, at: QPointF) -> tuple[date, date]:
        first, last = sorted((self._begin, self._hands.chart.instant_at(at.x())))
        return to_moment(first).date(), to_moment(last).date()

    def _minutes(self, at: QPointF) -> int:
        first, last = self._days(at)
        clock: WorkClock = self._view.clock
        return sum(
            end - begin
            for day in range((last - first).days + 1)
            for begin, end in clock.hours_of(first + timedelta(days=day))
        )

    def _is_still(self, at: QPointF) -> bool:
        return abs(at.x() - self._hands.chart.x_of(self._begin)) < SLACK

    def move(self, at: QPointF) -> Scene:
        """Show the bar that would be drawn."""
        chart, t = self._hands.chart, self._hands.t
        if self._is_still(at):
            return []
        first, last = self._days(at)
        ratio = chart.look().ratio
        y = self._line * chart.row_height - chart.verticalScrollBar().value() + BAR_TOP * ratio
        x1, x2 = sorted((chart.x_of(self._begin), at.x()))
        minutes = self._minutes(at)
        length = t.number(minutes / self._view.units.day, 1).removesuffix(".0")
        tip = t("{start} to {finish}", start=t.date(first), finish=t.date(last))
        more = t("{length} working days", length=length) if minutes else t("Nobody works on these days")
        bar = Box(x1, y, max(x2 - x1, 3.0), BAR_HEIGHT * ratio, fill="bar", stroke="focus", line_width=1.5, radius=3.0)
        return [bar, *self._hands.tip(at, (tip, more))]

    def release(self, at: QPointF) -> None:
        """Add the task, or give the row its dates."""
        minutes = self._minutes(at)
        if self._is_still(at) or minutes <= 0:
            return
        first, _ = self._days(at)
        start = datetime(first.year, first.month, first.day) + timedelta(minutes=self._plan.default_start)
        edits = self._hands.edits
        if self._row is None:
            self._select(edits.add([self._hands.t("New task")], duration=minutes, start=start))
        else:
            edits.set([self._plan.tasks[self._row].uid], {"start": start, "duration": minutes})

    def _select(self, added: Sequence[int]) -> None:
        """Make the new row the selected one: Enter opens its name."""
        chart, view = self._hands.chart, self._hands.view
        row = view.row_of.get(added[0]) if added and view is not None else None
        if row is not None and row in chart.lines.line_of:
            chart.line_pressed.emit(chart.lines.line_of[row], Qt.KeyboardModifier.NoModifier)


class Pan(Gesture):
    """Moves the chart with the hand."""

    cursor = Qt.CursorShape.OpenHandCursor
    scrolls = False
    keeps_selection = True

    def __init__(self, hands: Hands, at: QPointF) -> None:
        self._across, self._down = hands.chart.horizontalScrollBar(), hands.chart.verticalScrollBar()
        self._begin = at
        self._values = self._across.value(), self._down.value()

    def move(self, at: QPointF) -> Scene:
        """Go along with the mouse."""
        self._across.setValue(round(self._values[0] - (at.x() - self._begin.x())))
        self._down.setValue(round(self._values[1] - (at.y() - self._begin.y())))
        return []

    def release(self, at: QPointF) -> None:
        """Stay there."""
