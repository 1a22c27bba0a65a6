"""Bars that a drag would push, shown while it lasts."""

from __future__ import annotations

from collections.abc import Callable, Container
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

from ...charts.gantt import BAR_HEIGHT, BAR_TOP, DIAMOND
from ...charts.scene import Box, Diamond, Scene
from ...domain.worktime import to_instant
from ...scheduling import Schedule
from ...services.planning_preview import pushed

if TYPE_CHECKING:
    from .chart_view import GanttView

T = TypeVar("T")

TOO_SLOW: Final = 0.15
"""Seconds; a plan that takes longer to schedule is dragged without ghosts, so that the bar stays under the mouse."""


class Ghosts:
    """Where bars would go while one of them is dragged. The plan is scheduled once for each place of the mouse."""

    def __init__(self, chart: GanttView, before: Schedule) -> None:
        self._chart = chart
        self._before = before
        self._asked: object = None
        self._after: Schedule | None = None
        self._is_slow = False

    def ask(self, place: T, work: Callable[[T], Schedule | None]) -> Schedule | None:
        """Return the schedule for a place of the bar; None where it is not known or would take too long."""
        if self._is_slow:
            return None
        if place != self._asked:
            begin = perf_counter()
            self._asked, self._after = place, work(place)
            self._is_slow = perf_counter() - begin > TOO_SLOW
        return self._after

    def scene(self, after: Schedule | None, dragged: Container[int]) -> Scene:
        """Return the outlines of the bars that would move beside those dragged, as far as they are in sight."""
        if after is None:
            return []
        chart = self._chart
        parts: Scene = []
        height, ratio = chart.viewport().height(), chart.look().ratio
        for row in pushed(self._before, after):
            if row in dragged or row not in chart.lines.line_of or chart.data.shape[row] not in ("task", "milestone"):
                continue
            y = chart.top_of(row) + BAR_TOP * ratio
            if not -BAR_HEIGHT * ratio < y < height:
                continue
            x1, x2 = chart.x_of(after.start[row]), chart.x_of(after.finish[row])
            if chart.data.shape[row] == "milestone":
                parts.append(
                    Diamond(
                        x2, y + BAR_HEIGHT * ratio / 2, (DIAMOND + 1) * ratio, "accentSoft", "focus", line_width=1.0
                    )
                )
            else:
                width = max(x2 - x1, 3.0)
                high = BAR_HEIGHT * ratio
                parts.append(Box(x1, y, width, high, "accentSoft", "focus", 1.0, 2.0, (3.0, 2.0)))
        return parts

    def slip(self, after: Schedule | None) -> int:
        """Return by how many days the plan's finish would move."""
        if after is None:
            return 0
        return (to_instant(after.project_finish) - to_instant(self._before.project_finish)) // 1440
