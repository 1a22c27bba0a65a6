"""How tasks lie in time in every iteration at once: the spans of `scheduling.spans` over arrays.

Each iteration has its own length. A length of 0 makes a milestone of a task: it stays where it is put, at the very end
of a working range too.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ...domain.plan import PlanTask
from ..spans import AssignedSpan, ElapsedSpan, MilestoneSpan, Span, WorkSpan
from .clocks import ClockTables, ClockTableSet

Times = npt.NDArray[Any]
"""Instants or lengths in minutes: whole ones of a plan, any of a case on a calendar that never rests."""


class Shape(Protocol):
    """A task in time; instants and lengths are arrays over the iterations."""

    clock: ClockTables | None
    """Counts its working minutes; None where every minute counts."""

    def lay(self, instants: Times, lengths: Times) -> Times:
        """Return the finishes of tasks that start at or soon after instants."""

    def first_start(self, instants: Times, lengths: Times) -> Times:
        """Return the first instants from then on at which the task can start."""

    def finish_of(self, starts: Times, lengths: Times) -> Times:
        """Return when the task finishes that starts then."""

    def start_of(self, finishes: Times, lengths: Times) -> Times:
        """Return the latest starts with which the task has finished by then."""


class WorkShape:
    """Working minutes on one clock, and the gaps of a split task, which count only where there is work."""

    def __init__(self, clock: ClockTables, gaps: int = 0) -> None:
        self.clock: ClockTables | None = clock
        self._clock = clock
        self._gaps = gaps

    def lay(self, instants: Times, lengths: Times) -> Times:
        works = self._clock.work_at(instants)
        finishes = self._clock.finish_at(works + self._whole(lengths))
        if lengths.all():
            return finishes
        return np.where(lengths > 0, finishes, self._milestone(instants, works))

    def first_start(self, instants: Times, lengths: Times) -> Times:
        works = self._clock.work_at(instants)
        starts = self._clock.start_at(works)
        return starts if lengths.all() else np.where(lengths > 0, starts, self._milestone(instants, works))

    def finish_of(self, starts: Times, lengths: Times) -> Times:
        finishes = self._clock.finish_at(self._clock.work_at(starts) + self._whole(lengths))
        return finishes if lengths.all() else np.where(lengths > 0, finishes, starts)

    def start_of(self, finishes: Times, lengths: Times) -> Times:
        starts = self._clock.start_at(self._clock.work_at(finishes) - self._whole(lengths))
        return starts if lengths.all() else np.where(lengths > 0, starts, finishes)

    def _whole(self, lengths: Times) -> Times:
        return lengths if not self._gaps else np.where(lengths > 0, lengths + self._gaps, lengths)

    def _milestone(self, instants: Times, works: Times) -> Times:
        return np.where(self._clock.finish_at(works) == instants, instants, self._clock.start_at(works))


class ElapsedShape:
    """Minutes of any time; whole or not."""

    clock: ClockTables | None = None

    def lay(self, instants: Times, lengths: Times) -> Times:
        return instants + lengths

    def first_start(self, instants: Times, lengths: Times) -> Times:
        return instants

    def finish_of(self, starts: Times, lengths: Times) -> Times:
        return starts + lengths

    def start_of(self, finishes: Times, lengths: Times) -> Times:
        return finishes - lengths


class AssignedShape:
    """The work of several resources with calendars of their own; each part grows and shrinks with the whole."""

    def __init__(self, own: ClockTables, parts: list[tuple[ClockTables, int, int]], planned: int) -> None:
        self.clock: ClockTables | None = own
        self._parts = parts
        self._planned = planned

    def lay(self, instants: Times, lengths: Times) -> Times:
        return self.finish_of(self.first_start(instants, lengths), lengths)

    def first_start(self, instants: Times, lengths: Times) -> Times:
        starts: Times = np.minimum.reduce([clock.next_start(instants) for clock, _, _ in self._parts])
        return starts

    def finish_of(self, starts: Times, lengths: Times) -> Times:
        parts = [clock.add(starts, delay + self._part(length, lengths)) for clock, delay, length in self._parts]
        finishes: Times = np.maximum.reduce(parts)
        return finishes

    def start_of(self, finishes: Times, lengths: Times) -> Times:
        parts = [clock.add(finishes, -delay - self._part(length, lengths)) for clock, delay, length in self._parts]
        starts: Times = np.minimum.reduce(parts)
        return starts

    def _part(self, length: int, lengths: Times) -> Times:
        return np.rint(lengths * (length / self._planned)).astype(np.int64)


def shape_of(task: PlanTask, span: Span, own: ClockTables, clocks: ClockTableSet) -> Shape:
    """Return the shape of a span; `own` is the task's clock without its resources."""
    match span:
        case ElapsedSpan():
            return ElapsedShape()
        case WorkSpan():
            return WorkShape(clocks.of(span._clock), span.length - task.duration)
        case MilestoneSpan():
            return WorkShape(own)
        case AssignedSpan():
            parts = [(clocks.of(clock), delay, length) for clock, delay, length in span._parts]
            return AssignedShape(own, parts, task.duration)
        case _:
            raise TypeError(type(span).__name__)
