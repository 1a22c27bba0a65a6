"""Two states of a plan as bars: before in grey, after below it, one row a task, the largest slip first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ..texts import Texts
from .scene import Box, Diamond, Key, Label, Line, Scene
from .timescale import Timescale, shifted

NAMES: Final = 0.34
"""The share of the width that the names take."""

BAR: Final = 4.5


@dataclass(frozen=True)
class ComparedRow:
    """A task: start and finish before and after, None where it was not there."""

    name: str
    before: tuple[datetime, datetime] | None
    after: tuple[datetime, datetime] | None
    is_milestone: bool = False
    key: Key = None

    @property
    def is_later(self) -> bool:
        """True where it finishes on a later day than before."""
        return bool(self.before and self.after and self.after[1].date() > self.before[1].date())


def compared_bars(
    rows: Sequence[ComparedRow], data_date: date, width: float, height: float, size: float, t: Texts
) -> Scene:
    """Return as many rows as fit below an axis, and how many are left out; text is set at `size`."""
    days = [moment.date() for row in rows for span in (row.before, row.after) if span for moment in span]
    if not days:
        return []
    step = size * 2.0
    top = size * 1.8
    fits = max(1, int((height - top - size * 1.5) / step))
    left = width * NAMES
    room = max(3, (max(days) - min(days)).days // 24)
    first, last = shifted(min(days), -room), shifted(max(days), room)
    scale = Timescale.between(first, last, width - left)
    shown = rows[:fits]
    foot = top + step * len(shown)
    scene: Scene = []
    for tick in scale.ticks(scale.unit(size * 4.2), 0, width - left, t, short=True):
        if tick.x >= 0:
            scene.append(Line(left + tick.x, top - 4, left + tick.x, foot, "line", 0.5))
            if left + tick.x + size * 3 < width:
                scene.append(Label(left + tick.x + 2, size, tick.label, size, "text3"))
    if first <= data_date <= last:
        x = left + scale.x(data_date)
        scene.append(Line(x, top - 4, x, foot, "today", 1.0))
    for place, row in enumerate(shown):
        middle = top + step * (place + 0.5)
        scene.append(
            Label(0, middle + size * 0.35, row.name, size, "text2", max_width=max(left - 8, 20.0), key=row.key)
        )
        after = "critDone" if row.is_later else "accent"
        for span, y, fill in ((row.before, middle - BAR, "base"), (row.after, middle + 0.5, after)):
            if span is None:
                continue
            begin, end = left + scale.x(span[0]), left + scale.x(span[1])
            if row.is_milestone:
                scene.append(Diamond(end, middle, BAR, "" if fill == "base" else fill, fill, 1.2, key=row.key))
            else:
                scene.append(Box(begin, y, max(end - begin, 1.5), BAR - 0.5, fill, radius=1.0, key=row.key))
    left_out = len(rows) - len(shown)
    if left_out > 0:
        scene.append(Label(0, foot + size * 1.2, t.n("and {count} more", "and {count} more", left_out), size, "text3"))
    return scene
