"""What a gesture on the Gantt is, and what the gestures of one bar share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt

from ...charts.gantt import BAR_HEIGHT, BAR_TOP, DIAMOND
from ...charts.scene import Box, Diamond, Label, Scene
from ...domain.worktime import to_moment
from ...scheduling import Schedule
from ...services.queries.plan import PlanView
from ...texts import Texts
from .ghosts import Ghosts

if TYPE_CHECKING:
    from .gestures import Hands

SLACK: Final = 3.0
"""Pixels that the mouse may tremble before a press becomes a drag."""

HOUR: Final = 60
DAY: Final = 1440
TIP_SIZE: Final = 12.0


class Gesture(ABC):
    """Something that is done by dragging: pressed when made, previewed while moved, one edit when released.

    The chart may scroll and zoom meanwhile, so a gesture remembers moments and rows, not places on the screen.

    Attributes:
        cursor: the shape of the mouse where the gesture would begin.
        is_fine: Shift is held: to the hour, not to the day.
        scrolls: whether the chart scrolls when the mouse comes to its edge.
        keeps_selection: pressing a line that is selected already leaves the others selected.
    """

    cursor = Qt.CursorShape.ArrowCursor
    is_fine = False
    scrolls = True
    keeps_selection = False

    @abstractmethod
    def move(self, at: QPointF) -> Scene:
        """Return the preview while the mouse is at a place of the viewport."""

    @abstractmethod
    def release(self, at: QPointF) -> None:
        """Do it, as one step."""


class BarGesture(Gesture):
    """What the gestures of one bar share."""

    def __init__(self, hands: Hands, row: int, at: QPointF) -> None:
        assert hands.view is not None
        self.hands = hands
        self.chart = hands.chart
        self.view: PlanView = hands.view
        self.row = row
        self.begin = at
        self._begin_instant = self.chart.instant_at(at.x())
        self.task_id = hands.view.plan.tasks[row].uid
        assert self.view.schedule is not None
        self.schedule = self.view.schedule
        self.ghosts = Ghosts(self.chart, self.schedule)

    @property
    def t(self) -> Texts:
        """The language of the window."""
        return self.hands.t

    @property
    def ratio(self) -> float:
        """How much larger than usual everything is."""
        return self.chart.look().ratio

    def is_still(self, at: QPointF) -> bool:
        """Return whether the mouse has only trembled."""
        apart = abs(self.chart.x_of(self._begin_instant) - at.x()) + abs(at.y() - self.begin.y())
        return apart < SLACK

    def minutes(self, at: QPointF) -> int:
        """Return by how much time the mouse has moved: whole days, or whole hours with Shift."""
        step = HOUR if self.is_fine else DAY
        return round((self.chart.instant_at(at.x()) - self._begin_instant) / step) * step

    def top(self, row: int) -> float:
        """Return y of the top of a row's bar."""
        return self.chart.top_of(row) + BAR_TOP * self.ratio

    def outline(self, row: int, x1: float, x2: float) -> Scene:
        """Return the outline of a bar that is dragged."""
        y, height = self.top(row), BAR_HEIGHT * self.ratio
        if self.chart.data.shape[row] == "milestone":
            radius = (DIAMOND + 1) * self.ratio
            return [Diamond((x1 + x2) / 2, y + height / 2, radius, stroke="focus", line_width=1.5)]
        return [Box(x1, y - 1, max(x2 - x1, 3.0), height + 2, stroke="focus", line_width=1.5, radius=3.0)]

    def tip(self, at: QPointF, *lines: str) -> Scene:
        """Return a small sign beside the mouse."""
        return self.hands.tip(at, lines)

    def effect(self, after: Schedule | None) -> list[str]:
        """Return what becomes of the plan's finish, as a line of the tip; none where it stays."""
        slip = self.ghosts.slip(after)
        if not slip or after is None:
            return []
        day = self.day_text(after.project_finish)
        return [self.t("Plan finish {day} ({days} d)", day=day, days=self.t.number(slip, signed=True))]

    def day_text(self, moment: datetime) -> str:
        """Return a day, with the time where the mouse goes by hours."""
        day = self.t.date(moment.date())
        return f"{day} {moment:%H:%M}" if self.is_fine else day

    def start_of(self, row: int) -> datetime:
        """Return when a task starts now."""
        return to_moment(self.chart.data.start[row])


def tip_scene(at: QPointF, lines: Sequence[str], widths: Sequence[float], scale: float, room: float) -> Scene:
    """Return a dark sign with lines of text near a place, inside a viewport `room` wide."""
    size, high = TIP_SIZE * scale, 18 * scale
    width = max(widths, default=0.0) + 18 * scale
    height = high * len(lines) + 6 * scale
    x = max(4.0, min(at.x() + 14, room - width - 4))
    y = at.y() - height - 12
    if y < 2:
        y = at.y() + 22
    parts: Scene = [Box(x, y, width, height, fill="toast", radius=5.0)]
    for place, line in enumerate(lines):
        base = y + 3 * scale + high * place + high / 2 + size * 0.36
        parts.append(Label(x + 9 * scale, base, line, size, "toastText"))
    return parts
