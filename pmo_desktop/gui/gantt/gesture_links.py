"""Links drawn by hand, with the mouse or with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT
from ...charts.scene import Box, Circle, Line, Scene
from ...domain.plan import LinkKind
from ...services.planning_preview import linked
from .gesture import BarGesture

if TYPE_CHECKING:
    from .gestures import Hands

KINDS: Final[dict[tuple[str, bool], LinkKind]] = {
    ("F", True): "FS", ("F", False): "FF", ("S", True): "SS", ("S", False): "SF",
}  # fmt: skip
"""The kind of a link by the end of the first bar and whether it goes to the start of the second."""

NAME: Final = 28


class LinkBars(BarGesture):
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
        return row, KINDS[self._end, at_start]

    def move(self, at: QPointF) -> Scene:
        """Show the line to the mouse, the bar that it would reach and what that would push."""
        x1, x2 = self.chart.bar_of(self.row)
        x = x2 if self._end == "F" else x1
        y = self.top(self.row) + BAR_HEIGHT * self.ratio / 2
        parts: Scene = [Circle(x, y, 3.5, fill="focus"), Line(x, y, at.x(), at.y(), "focus", 1.5, arrow=True)]
        target = self._target(at)
        if target is None:
            return parts + self.tip(at, self.t("Drop it on another bar"))
        return parts + self.reached(at, *target)

    def reached(self, at: QPointF, row: int, kind: LinkKind) -> Scene:
        """Return the frame of the bar that a link would reach, what it would push, and the sign beside the mouse."""
        t1, t2 = self.chart.bar_of(row)
        top, height = self.top(row), BAR_HEIGHT * self.ratio
        frame = Box(t1 - 2, top - 2, t2 - t1 + 4, height + 4, stroke="focus", line_width=1.5, radius=3.0)
        after = self.ghosts.ask((row, kind), lambda asked: linked(self.schedule, self.row, *asked))
        name = self.view.plan.tasks[row].name
        short = name if len(name) <= NAME else name[: NAME - 1] + "…"
        text = f"{kind} → {self.view.numbers[row]} {short}"
        return [*self.ghosts.scene(after, [self.row]), frame, *self.tip(at, text, *self.effect(after))]

    def release(self, at: QPointF) -> None:
        """Make the link."""
        target = self._target(at)
        if target is not None and not self.is_still(at):
            row, kind = target
            self.hands.edits.add_link(self.task_id, self.view.plan.tasks[row].uid, kind)


class LinkByKeys:
    """A link that is drawn with the keyboard: arrows choose the other bar, Space the kind, Enter makes it."""

    ORDER: Final[tuple[LinkKind, ...]] = ("FS", "SS", "FF", "SF")

    def __init__(self, hands: Hands, row: int) -> None:
        self._hands = hands
        self._chart = hands.chart
        self._row = row
        self._line = self._chart.lines.line_of[row]
        self._kind: LinkKind = "FS"
        self._drag = LinkBars(hands, row, QPointF(), "F")
        self.go(1)

    def go(self, step: int) -> None:
        """Go to the next bar up or down."""
        rows, shape = self._chart.lines.rows, self._chart.data.shape
        line = self._line + step
        while 0 <= line < len(rows) and (not shape[rows[line]] or rows[line] == self._row):
            line += step
        if 0 <= line < len(rows):
            self._line = line
            self._chart.show_line(line)

    def turn(self) -> None:
        """Take the next kind of link."""
        self._kind = self.ORDER[(self.ORDER.index(self._kind) + 1) % len(self.ORDER)]

    def scene(self) -> Scene:
        """Return the line to the other bar, and what the link would push."""
        chart, drag = self._chart, self._drag
        row = chart.lines.rows[self._line]
        if row == self._row:
            return []
        s1, s2 = chart.bar_of(self._row)
        t1, t2 = chart.bar_of(row)
        half = BAR_HEIGHT * drag.ratio / 2
        begin = QPointF(s2 if self._kind[0] == "F" else s1, drag.top(self._row) + half)
        end = QPointF(t1 if self._kind[1] == "S" else t2, drag.top(row) + half)
        line = Line(begin.x(), begin.y(), end.x(), end.y(), "focus", 1.5, arrow=True)
        return [Circle(begin.x(), begin.y(), 3.5, fill="focus"), line, *drag.reached(end, row, self._kind)]

    def finish(self) -> None:
        """Make the link."""
        row = self._chart.lines.rows[self._line]
        if row != self._row:
            tasks = self._drag.view.plan.tasks
            self._hands.edits.add_link(tasks[self._row].uid, tasks[row].uid, self._kind)
