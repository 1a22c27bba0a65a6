"""What can be done to a Gantt by dragging: one class each, pressed, previewed, released as one step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT, BAR_TOP, DIAMOND
from ...charts.scene import Box, Circle, Diamond, Label, Line, Scene
from ...domain.errors import PmoError
from ...domain.plan import LinkKind
from ...domain.worktime import to_instant, to_moment
from ...scheduling import Schedule
from ...services.planning import clock_of
from ...services.planning_preview import moved, stretched
from ...services.queries.plan import PlanView
from ...texts import Texts
from .chart import GanttChart
from .edits import PlanEdits
from .gesture import Gesture
from .ghosts import Ghosts

EDGE: Final = 5.0
REACH: Final = 12.0
SLACK: Final = 3.0
"""Pixels that the mouse may tremble before a press becomes a drag."""


class Hands:
    """Finds the gesture that begins at a place of the chart."""

    def __init__(self, chart: GanttChart, edits: PlanEdits, t: Texts) -> None:
        self.chart = chart
        self.edits = edits
        self.t = t
        self.view: PlanView | None = None

    def find(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        """Return the gesture for a press at a place, or None."""
        chart, view = self.chart, self.view
        if view is None or view.schedule is None or modifiers & Qt.KeyboardModifier.ShiftModifier:
            return None
        row = chart.row_at(at.y())
        if row is None:
            return DrawTask(self, at) if at.y() > 0 else None
        shape = chart.data.shape[row]
        x1, x2 = chart.bar_of(row)
        inside = chart.top_of(row) + BAR_TOP - 4 <= at.y() <= chart.top_of(row) + BAR_TOP + BAR_HEIGHT + 4
        if not inside:
            return None
        if shape == "milestone":
            if abs(at.x() - (x1 + x2) / 2) <= DIAMOND:
                return MoveBar(self, row, at)
            return LinkBars(self, row, at, "F") if x2 < at.x() <= x2 + REACH else None
        if x2 < at.x() <= x2 + REACH and shape:
            return LinkBars(self, row, at, "F")
        if x1 - REACH <= at.x() < x1 and shape:
            return LinkBars(self, row, at, "S")
        if shape != "task" or not x1 <= at.x() <= x2:
            return None
        if at.x() > x2 - EDGE and x2 - x1 > 2 * EDGE:
            return StretchBar(self, row, at)
        done = x1 + (x2 - x1) * chart.data.percent[row] / 100
        if chart.data.percent[row] and abs(at.x() - done) <= EDGE:
            return SetProgress(self, row, at)
        if not chart.data.percent[row] and at.x() - x1 <= EDGE and x2 - x1 > 4 * EDGE:
            return SetProgress(self, row, at)
        return MoveBar(self, row, at)


class _Drag(Gesture):
    """What the gestures of one bar share."""

    def __init__(self, hands: Hands, row: int, at: QPointF) -> None:
        assert hands.view is not None
        self.hands = hands
        self.chart = hands.chart
        self.view: PlanView = hands.view
        self.row = row
        self.begin = at
        self.task_id = hands.view.plan.tasks[row].uid
        assert self.view.schedule is not None
        self.schedule = self.view.schedule
        self.ghosts = Ghosts(self.chart, self.schedule, row)

    @property
    def t(self) -> Texts:
        return self.hands.t

    def is_still(self, at: QPointF) -> bool:
        return abs(at.x() - self.begin.x()) + abs(at.y() - self.begin.y()) < SLACK

    def days(self, at: QPointF) -> int:
        """Return by how many days the mouse has moved."""
        return round((at.x() - self.begin.x()) / self.chart.scale.per_day)

    def ghost(self, x1: float, x2: float) -> Scene:
        y = self.chart.top_of(self.row) + BAR_TOP
        return [Box(x1, y - 1, max(x2 - x1, 3.0), BAR_HEIGHT + 2, stroke="focus", line_width=1.5, radius=3.0)]

    def tip(self, at: QPointF, text: str) -> Scene:
        size = 12.0
        width = 8 + len(text) * (size if self.t.is_chinese else size * 0.58)
        x = min(at.x() + 14, self.chart.viewport().width() - width - 8)
        y = max(at.y() - 34, 2.0)
        return [
            Box(x, y, width + 8, 24, fill="toast", radius=5.0),
            Label(x + 8, y + 16, text, size, "toastText"),
        ]

    def pushed(self, after: Schedule | None) -> Scene:
        """Return the bars that would move along."""
        return self.ghosts.scene(after)

    def and_finish(self, text: str, after: Schedule | None) -> str:
        """Return a tip with what becomes of the plan's finish."""
        slip = self.ghosts.slip(after)
        if not slip or after is None:
            return text
        day = self.day_text(after.project_finish)
        return self.t("{text}, plan finish {day} ({days} d)", text=text, day=day, days=self.t.number(slip, signed=True))

    def day_text(self, moment: datetime) -> str:
        return self.t.date(moment.date())


class MoveBar(_Drag):
    """Moves a bar to another start."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, hands: Hands, row: int, at: QPointF) -> None:
        super().__init__(hands, row, at)
        task = self.view.plan.tasks[row]
        # What is to come is put on a working day by the schedule; what has begun stays where it is put.
        begun = task.actual_start is not None and not task.elapsed
        self._clock = clock_of(self.view.plan, task.calendar_uid) if begun else None

    def _start(self, at: QPointF) -> datetime:
        start = to_moment(self.chart.data.start[self.row]) + timedelta(days=self.days(at))
        if self._clock is None:
            return start
        try:
            return to_moment(self._clock.next_start(to_instant(start)))
        except PmoError:  # nobody works from then on
            return start

    def move(self, at: QPointF) -> Scene:
        """Show the bar where it would go."""
        x1, x2 = self.chart.bar_of(self.row)
        by = self.days(at) * self.chart.scale.per_day
        parts = self.ghost(x1 + by, x2 + by)
        if self.chart.data.shape[self.row] == "milestone":
            y = self.chart.top_of(self.row) + BAR_TOP + BAR_HEIGHT / 2
            parts = [Diamond((x1 + x2) / 2 + by, y, DIAMOND + 1, stroke="focus", line_width=1.5)]
        days = self.t.number(self.days(at), signed=True)
        text = self.t("Start {day} ({days} d)", day=self.day_text(self._start(at)), days=days)
        after = None
        if self.days(at):
            after = self.ghosts.ask(self._start(at), lambda start: moved(self.schedule, self.row, start))
        return parts + self.pushed(after) + self.tip(at, self.and_finish(text, after))

    def release(self, at: QPointF) -> None:
        """Put it there."""
        if not self.is_still(at) and self.days(at):
            self.hands.edits.set([self.task_id], {"start": self._start(at)})


class StretchBar(_Drag):
    """Gives a task another finish, and so another duration."""

    cursor = Qt.CursorShape.SizeHorCursor

    def _finish(self, at: QPointF) -> date:
        return to_moment(self.chart.data.finish[self.row]).date() + timedelta(days=self.days(at))

    def move(self, at: QPointF) -> Scene:
        """Show the bar as long as it would be."""
        x1, x2 = self.chart.bar_of(self.row)
        by = self.days(at) * self.chart.scale.per_day
        text = self.t("Finish {day}", day=self.t.date(self._finish(at)))
        after = None
        if self.days(at):
            after = self.ghosts.ask(self._finish(at), lambda day: stretched(self.schedule, self.row, day))
        return self.ghost(x1, max(x1 + 3, x2 + by)) + self.pushed(after) + self.tip(at, self.and_finish(text, after))

    def release(self, at: QPointF) -> None:
        """Make it so."""
        if not self.is_still(at) and self.days(at):
            self.hands.edits.set([self.task_id], {"finish": self._finish(at)})


class SetProgress(_Drag):
    """Sets how much of a task is done."""

    cursor = Qt.CursorShape.SplitHCursor

    def _percent(self, at: QPointF) -> int:
        x1, x2 = self.chart.bar_of(self.row)
        share = (at.x() - x1) / max(x2 - x1, 1.0) * 100
        return max(0, min(100, round(share / 5) * 5))

    def move(self, at: QPointF) -> Scene:
        """Show how much would be done."""
        x1, x2 = self.chart.bar_of(self.row)
        y = self.chart.top_of(self.row) + BAR_TOP
        x = x1 + (x2 - x1) * self._percent(at) / 100
        text = self.t("{percent} done", percent=self.t.percent(self._percent(at) / 100))
        return [Line(x, y - 3, x, y + BAR_HEIGHT + 3, "focus", 2.0), *self.tip(at, text)]

    def release(self, at: QPointF) -> None:
        """Set it."""
        percent = self._percent(at)
        if not self.is_still(at) and percent != self.chart.data.percent[self.row]:
            self.hands.edits.set([self.task_id], {"percent_complete": percent})


class LinkBars(_Drag):
    """Draws a link from one bar's end to another bar; the half on which it is dropped decides its kind."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hands: Hands, row: int, at: QPointF, end: Literal["F", "S"]) -> None:
        super().__init__(hands, row, at)
        self._end = end

    def _target(self, at: QPointF) -> tuple[int, LinkKind] | None:
        row = self.chart.row_at(at.y())
        if row is None or row == self.row or not self.chart.data.shape[row]:
            return None
        x1, x2 = self.chart.bar_of(row)
        at_start = self.chart.data.shape[row] == "milestone" or at.x() <= (x1 + x2) / 2
        kinds: dict[tuple[str, bool], LinkKind] = {
            ("F", True): "FS", ("F", False): "FF", ("S", True): "SS", ("S", False): "SF",
        }  # fmt: skip
        return row, kinds[self._end, at_start]

    def move(self, at: QPointF) -> Scene:
        """Show the link and what it would join."""
        x1, x2 = self.chart.bar_of(self.row)
        x = x2 if self._end == "F" else x1
        y = self.chart.top_of(self.row) + BAR_TOP + BAR_HEIGHT / 2
        parts: Scene = [
            Circle(x, y, 3.5, fill="focus"),
            Line(x, y, at.x(), at.y(), "focus", 1.5, arrow=True),
        ]
        target = self._target(at)
        if target is not None:
            row, kind = target
            t1, t2 = self.chart.bar_of(row)
            top = self.chart.top_of(row) + BAR_TOP
            parts.append(Box(t1 - 2, top - 2, t2 - t1 + 4, BAR_HEIGHT + 4, stroke="focus", line_width=1.5, radius=3.0))
            name = self.view.plan.tasks[row].name
            short = name if len(name) <= 24 else name[:23] + "…"
            parts += self.tip(at, f"{kind} → {self.view.numbers[row]} {short}")
        return parts

    def release(self, at: QPointF) -> None:
        """Make the link."""
        target = self._target(at)
        if target is not None and not self.is_still(at):
            row, kind = target
            self.hands.edits.add_link(self.task_id, self.view.plan.tasks[row].uid, kind)


class DrawTask(Gesture):
    """Draws a new task below the last row."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hands: Hands, at: QPointF) -> None:
        assert hands.view is not None
        self._hands = hands
        self._view: PlanView = hands.view
        self._begin = at

    def _days(self, at: QPointF) -> tuple[date, date]:
        first, last = sorted((self._begin.x(), at.x()))
        chart = self._hands.chart
        return to_moment(chart.instant_at(first)).date(), to_moment(chart.instant_at(last)).date()

    def _minutes(self, at: QPointF) -> int:
        first, last = self._days(at)
        return sum(
            end - begin
            for day in range((last - first).days + 1)
            for begin, end in self._view.clock.hours_of(first + timedelta(days=day))
        )

    def move(self, at: QPointF) -> Scene:
        """Show the bar that would be drawn."""
        chart, t = self._hands.chart, self._hands.t
        first, last = self._days(at)
        line = chart.line_at(self._begin.y())
        line = len(chart.lines.rows) if line is None else line
        y = line * chart.row_height - chart.verticalScrollBar().value() + BAR_TOP
        x1, x2 = sorted((self._begin.x(), at.x()))
        tip = t("{start} to {finish}", start=t.date(first), finish=t.date(last))
        size = 12.0
        return [
            Box(x1, y, max(x2 - x1, 3.0), BAR_HEIGHT, fill="bar", stroke="focus", line_width=1.5, radius=3.0),
            Label(x2 + 10, y + BAR_HEIGHT, tip, size, "text2", halo="surface"),
        ]

    def release(self, at: QPointF) -> None:
        """Add the task."""
        minutes = self._minutes(at)
        if abs(at.x() - self._begin.x()) >= SLACK and minutes > 0:
            first, _ = self._days(at)
            moment = datetime(first.year, first.month, first.day) + timedelta(minutes=self._view.plan.default_start)
            self._hands.edits.add([self._hands.t("New task")], duration=minutes, start=moment)
