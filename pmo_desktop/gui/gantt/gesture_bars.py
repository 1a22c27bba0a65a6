"""Bars moved, stretched and filled by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT
from ...charts.scene import Line, Scene
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.worktime import to_instant, to_moment
from ...services.planning import clock_of
from ...services.planning_preview import drawn, moved_together, stretched
from .gesture import BarGesture
from .gesture_links import LinkBars

if TYPE_CHECKING:
    from .gestures import Hands

UPRIGHT = 10.0
"""Pixels up or down, without as many sideways, from which a drag out of a bar means a link and not a move."""


class MoveBar(BarGesture):
    """Moves a bar to another start, and the other selected bars along; dragged to another row it draws a link."""

    cursor = Qt.CursorShape.SizeAllCursor
    keeps_selection = True

    def __init__(self, hands: Hands, row: int, at: QPointF) -> None:
        super().__init__(hands, row, at)
        chosen = hands.selected_rows()
        together = chosen if row in chosen else [row]
        self.rows = [r for r in together if self.chart.data.shape[r] in ("task", "milestone")]
        self._link: LinkBars | None = None
        self._is_move = False

    def _starts(self, at: QPointF) -> Mapping[int, datetime]:
        by = timedelta(minutes=self.minutes(at))
        return {row: self._on_working_day(row, self.start_of(row) + by) for row in self.rows}

    def _on_working_day(self, row: int, start: datetime) -> datetime:
        """Return where a bar that has begun may stand; what is to come is put on a working day by the schedule."""
        task = self.view.plan.tasks[row]
        if task.actual_start is None or task.elapsed:
            return start
        try:
            return to_moment(clock_of(self.view.plan, task.calendar_uid).next_start(to_instant(start)))
        except PmoError:  # nobody works from then on
            return start

    def _decide(self, at: QPointF) -> None:
        """Tell a move from a link by the way in which the mouse first goes."""
        if self._link is not None or self._is_move:
            return
        across, along = abs(at.y() - self.begin.y()), abs(at.x() - self.begin.x())
        if across >= UPRIGHT and across > 1.5 * along and len(self.rows) == 1:
            self._link = LinkBars(self.hands, self.row, self.begin, "F")
        elif along >= UPRIGHT:
            self._is_move = True

    def move(self, at: QPointF) -> Scene:
        """Show the bars where they would go."""
        self._decide(at)
        if self._link is not None:
            return self._link.move(at)
        minutes = self.minutes(at)
        by = minutes / 1440 * self.chart.scale.per_day
        parts: Scene = []
        for row in self.rows:
            if row in self.chart.lines.line_of:
                x1, x2 = self.chart.bar_of(row)
                parts += self.outline(row, x1 + by, x2 + by)
        days = self.t.number(round(minutes / 1440), signed=True)
        starts = self._starts(at)
        text = self.t("Start {day} ({days} d)", day=self.day_text(starts[self.row]), days=days)
        after = None
        if minutes:
            asked = tuple(sorted(starts.items()))
            after = self.ghosts.ask(asked, lambda asked: moved_together(self.schedule, dict(asked)))
        return parts + self.ghosts.scene(after, self.rows) + self.tip(at, text, *self.effect(after))

    def release(self, at: QPointF) -> None:
        """Put them there."""
        self._decide(at)
        if self._link is not None:
            self._link.release(at)
        elif not self.is_still(at) and self.minutes(at):
            tasks = self.view.plan.tasks
            cells = [(tasks[row].uid, {"start": start}) for row, start in self._starts(at).items()]
            if len(cells) == 1:
                self.hands.edits.set([cells[0][0]], cells[0][1])
            else:
                self.hands.edits.set_each(Message("move_bars", count=len(cells)), cells)


class StretchBar(BarGesture):
    """Gives a task another finish, and so another duration."""

    cursor = Qt.CursorShape.SizeHorCursor

    def _finish(self, at: QPointF) -> date:
        moment = to_moment(self.chart.data.finish[self.row]) + timedelta(minutes=self.minutes(at))
        return moment if self.is_fine else moment.date()

    def _duration_text(self, finish: date) -> str:
        view = self.view
        task = view.plan.tasks[self.row]
        end = finish if isinstance(finish, datetime) else datetime.combine(finish, datetime.min.time())
        if not isinstance(finish, datetime):
            end += timedelta(minutes=view.plan.default_finish)
        clock = clock_of(view.plan, task.calendar_uid)
        begin = self.chart.data.start[self.row]
        minutes = max(0, clock.work_at(to_instant(end)) - clock.work_at(begin))
        return self.t.number(minutes / view.units.day, 1).removesuffix(".0")

    def move(self, at: QPointF) -> Scene:
        """Show the bar as long as it would be."""
        x1, x2 = self.chart.bar_of(self.row)
        minutes = self.minutes(at)
        by = minutes / 1440 * self.chart.scale.per_day
        finish = self._finish(at)
        shown = f"{self.t.date(finish)} {finish:%H:%M}" if isinstance(finish, datetime) else self.t.date(finish)
        text = self.t("Finish {day}, {length} d", day=shown, length=self._duration_text(finish))
        after = None
        if minutes:
            after = self.ghosts.ask(finish, lambda day: stretched(self.schedule, self.row, day))
        parts = self.outline(self.row, x1, max(x1 + 3, x2 + by))
        return parts + self.ghosts.scene(after, [self.row]) + self.tip(at, text, *self.effect(after))

    def release(self, at: QPointF) -> None:
        """Make it so."""
        if not self.is_still(at) and self.minutes(at):
            self.hands.edits.set([self.task_id], {"finish": self._finish(at)})


class StretchStart(BarGesture):
    """Gives a task whose dates are the user's own another start; its finish stays."""

    cursor = Qt.CursorShape.SizeHorCursor

    def _span(self, at: QPointF) -> tuple[datetime, int]:
        """Return the new start and the working minutes until the finish."""
        start = self.start_of(self.row) + timedelta(minutes=self.minutes(at))
        clock = clock_of(self.view.plan, self.view.plan.tasks[self.row].calendar_uid)
        minutes = clock.work_at(self.chart.data.finish[self.row]) - clock.work_at(to_instant(start))
        return start, max(0, minutes)

    def move(self, at: QPointF) -> Scene:
        """Show the bar as long as it would be."""
        x1, x2 = self.chart.bar_of(self.row)
        start, minutes = self._span(at)
        by = self.minutes(at) / 1440 * self.chart.scale.per_day
        length = self.t.number(minutes / self.view.units.day, 1).removesuffix(".0")
        text = self.t("Start {day}, {length} d", day=self.day_text(start), length=length)
        after = None
        if minutes and self.minutes(at):
            after = self.ghosts.ask((start, minutes), lambda asked: drawn(self.schedule, self.row, *asked))
        parts = self.outline(self.row, min(x1 + by, x2 - 3), x2)
        return parts + self.ghosts.scene(after, [self.row]) + self.tip(at, text, *self.effect(after))

    def release(self, at: QPointF) -> None:
        """Make it so."""
        start, minutes = self._span(at)
        if not self.is_still(at) and self.minutes(at) and minutes:
            self.hands.edits.set([self.task_id], {"start": start, "duration": minutes})


class SetProgress(BarGesture):
    """Sets how much of a task is done."""

    cursor = Qt.CursorShape.SplitHCursor
    scrolls = False

    def _percent(self, at: QPointF) -> int:
        x1, x2 = self.chart.bar_of(self.row)
        step = 1 if self.is_fine else 5
        share = (at.x() - x1) / max(x2 - x1, 1.0) * 100
        return max(0, min(100, round(share / step) * step))

    def move(self, at: QPointF) -> Scene:
        """Show how much would be done."""
        x1, x2 = self.chart.bar_of(self.row)
        y = self.top(self.row)
        x = x1 + (x2 - x1) * self._percent(at) / 100
        text = self.t("{percent} done", percent=self.t.percent(self._percent(at) / 100))
        return [Line(x, y - 3, x, y + BAR_HEIGHT * self.ratio + 3, "focus", 2.0), *self.tip(at, text)]

    def release(self, at: QPointF) -> None:
        """Set it."""
        percent = self._percent(at)
        if not self.is_still(at) and percent != self.chart.data.percent[self.row]:
            self.hands.edits.set([self.task_id], {"percent_complete": percent})
