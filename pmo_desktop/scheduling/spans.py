"""How a task lies in time: where it can start, when it then finishes, and the same backwards.

A span is chosen once per task; the passes ask it without knowing what kind it is. All times are instants (see
`domain.worktime`).
"""

from __future__ import annotations

from typing import Final, Protocol

from ..domain.worktime import WorkClock


class Span(Protocol):
    """The shape of a task in time."""

    @property
    def length(self) -> int:
        """Minutes from start to finish, as its own clock counts."""

    def lay(self, instant: int) -> tuple[int, int]:
        """Return the first start from `instant` on, and the finish that goes with it."""

    def lay_back(self, instant: int) -> tuple[int, int]:
        """Return the last finish up to `instant`, behind the start that goes with it."""

    def first_start(self, instant: int) -> int:
        """Return the first instant from `instant` on at which the task can start."""

    def finish_of(self, start: int) -> int:
        """Return when the task finishes that starts then."""

    def start_of(self, finish: int) -> int:
        """Return the latest start with which the task has finished by then."""

    def last_finish(self, instant: int) -> int:
        """Return the last instant up to `instant` at which the task can finish."""


class WorkSpan:
    """Working minutes on one clock; the gaps of a split task are part of the length."""

    __slots__ = ("_clock", "length")

    def __init__(self, clock: WorkClock, length: int) -> None:
        self.length = length
        self._clock = clock

    @property
    def clock(self) -> WorkClock:
        """The clock by which it is worked at."""
        return self._clock

    def lay(self, instant: int) -> tuple[int, int]:
        return self._clock.lay(instant, self.length)

    def lay_back(self, instant: int) -> tuple[int, int]:
        return self._clock.lay_back(instant, self.length)

    def first_start(self, instant: int) -> int:
        return self._clock.next_start(instant)

    def last_finish(self, instant: int) -> int:
        return self._clock.previous_finish(instant)

    def finish_of(self, start: int) -> int:
        clock = self._clock
        return clock.start_at(clock.work_at(start) + self.length - 1) + 1

    def start_of(self, finish: int) -> int:
        clock = self._clock
        return clock.start_at(clock.work_at(finish) - self.length)


class MilestoneSpan:
    """No time at all: a milestone may stand at the very end of a working range and stays where it is put."""

    __slots__ = ("_clock",)

    def __init__(self, clock: WorkClock) -> None:
        self._clock = clock

    @property
    def clock(self) -> WorkClock:
        """The clock by which work before and after it is counted."""
        return self._clock

    @property
    def length(self) -> int:
        return 0

    def lay(self, instant: int) -> tuple[int, int]:
        start = self.first_start(instant)
        return start, start

    def lay_back(self, instant: int) -> tuple[int, int]:
        return instant, instant

    def first_start(self, instant: int) -> int:
        work = self._clock.work_at(instant)
        return instant if self._clock.finish_at(work) == instant else self._clock.start_at(work)

    def finish_of(self, start: int) -> int:
        return start

    def start_of(self, finish: int) -> int:
        return finish

    def last_finish(self, instant: int) -> int:
        return instant


class ElapsedSpan:
    """Minutes of any time, day and night: concrete cures on Sunday too."""

    __slots__ = ("length",)

    def __init__(self, length: int) -> None:
        self.length = length

    def lay(self, instant: int) -> tuple[int, int]:
        return instant, instant + self.length

    def lay_back(self, instant: int) -> tuple[int, int]:
        return instant - self.length, instant

    def first_start(self, instant: int) -> int:
        return instant

    def finish_of(self, start: int) -> int:
        return start + self.length

    def start_of(self, finish: int) -> int:
        return finish - self.length

    def last_finish(self, instant: int) -> int:
        return instant


Part = tuple[WorkClock, int, int]
"""One assignment: its clock, the delay of its start and the length of its work."""


class AssignedSpan:
    """The work of several resources with calendars of their own: from the first start to the last finish."""

    __slots__ = ("_parts", "length")

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.length = max(delay + length for _, delay, length in parts)

    def lay(self, instant: int) -> tuple[int, int]:
        start = self.first_start(instant)
        return start, self.finish_of(start)

    def lay_back(self, instant: int) -> tuple[int, int]:
        finish = self.last_finish(instant)
        return self.start_of(finish), finish

    def first_start(self, instant: int) -> int:
        return min(clock.next_start(instant) for clock, _, _ in self._parts)

    def finish_of(self, start: int) -> int:
        return max(clock.add(start, delay + length) for clock, delay, length in self._parts)

    def start_of(self, finish: int) -> int:
        return min(clock.add(finish, -delay - length) for clock, delay, length in self._parts)

    def last_finish(self, instant: int) -> int:
        return max(clock.previous_finish(instant) for clock, _, _ in self._parts)


CONTOUR_SHARES: Final = {1: 0.6, 2: 0.6, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.5, 7: 0.7}
"""Mean of a contour's shape as a share of its peak, by MS Project's number of the contour (0 is flat)."""
