"""How much work falls to whom and when, from the schedule and the calendars.

The work of an assignment is spread evenly over the working time between its start and its finish; the shape of a
contour is not followed within it. Somebody is over-allocated on a day when the work of that day is more than their
calendar and their maximum units allow, or when they are asked for more units at one time than there are of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from ...domain.calendars import DAY
from ...domain.plan import Plan, PlanAssignment, PlanResource, PlanTask
from ...domain.worktime import ROUND_THE_CLOCK, WorkClock, compile_calendars, to_instant, to_moment
from ...scheduling import Schedule
from ...scheduling.clocks import Clocks
from ..planning import clock_of
from .plan import PlanView

Step = Literal["day", "week", "month"]

MOST_PERIODS: Final = 400
EXTRA_MINUTES: Final = 2
"""Minutes by which a day may be over for rounding alone."""


@dataclass(frozen=True, slots=True)
class UsageCell:
    """The work of one resource in one period, in minutes, with the rows of its tasks and the minutes of each."""

    work: int
    capacity: int
    is_over: bool
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class UsageRow:
    """The work of one resource. `cells` go with the periods of the usage, None where there is none."""

    id: int
    name: str
    group: str
    max_units: float
    work: int
    peak: float
    cells: tuple[UsageCell | None, ...]

    @property
    def is_over(self) -> bool:
        """True where the resource is over-allocated at some time."""
        return any(cell is not None and cell.is_over for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Usage:
    """The work of all resources, by periods that begin on these days."""

    step: Step
    periods: tuple[date, ...]
    rows: tuple[UsageRow, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of an assignment without a gap, in instants, with what is worked in each working minute."""

    row: int
    clock: WorkClock
    begin: int
    end: int
    rate: float
    units: float


def usage_of(view: PlanView, step: Step = "week") -> Usage:
    """Return how much work falls to whom in a plan as its page shows it; see `usage_of_plan`."""
    return usage_of_plan(view.plan, view.schedule, step)


def usage_of_plan(plan: Plan, schedule: Schedule | None, step: Step) -> Usage:
    """Return how much work falls to whom, by days, weeks (from Monday) or months; nothing where there is no schedule.

    A plan of so many periods that nobody could look at them is shown by the next longer step.
    """
    if schedule is None:
        return Usage(step, (), ())
    pieces = _pieces(plan, schedule)
    workers = [one for one in plan.resources if one.kind == "work"]
    every = [piece for found in pieces.values() for piece in found]
    periods: list[date] = []
    if every:
        first = to_moment(min(piece.begin for piece in every)).date()
        last = to_moment(max(piece.end - 1 for piece in every)).date()
        periods = _periods(first, last, step)
    if len(periods) > MOST_PERIODS and step != "month":
        return usage_of_plan(plan, schedule, "week" if step == "day" else "month")
    compiled = compile_calendars(plan.calendars)
    plain = clock_of(plan)
    rows = []
    for one in workers:
        clock = compiled.get(one.calendar_uid, plain) if one.calendar_uid is not None else plain
        rows.append(_row(one, pieces[one.uid], periods, step, clock))
    return Usage(step, tuple(periods), tuple(rows))


def peaks_of(view: PlanView) -> dict[int, float]:
    """Return for each resource the most units that are asked of it at one time."""
    if view.schedule is None:
        return {}
    return {uid: _peak(found) for uid, found in _pieces(view.plan, view.schedule).items()}


def _pieces(plan: Plan, schedule: Schedule) -> defaultdict[int, list[_Piece]]:
    """Return the stretches that each person works, by resource."""
    clocks = Clocks(plan)
    workers = {one.uid for one in plan.resources if one.kind == "work"}
    found: defaultdict[int, list[_Piece]] = defaultdict(list)
    for item in plan.assignments:
        row = schedule.row.get(item.task_uid)
        if item.resource_uid in workers and item.work > 0 and row is not None:
            task = plan.tasks[row]
            if task.active and not schedule.summary[row]:
                assert item.resource_uid is not None
                found[item.resource_uid] += _pieces_of(task, item, row, schedule, clocks)
    return found


def _pieces_of(task: PlanTask, item: PlanAssignment, row: int, schedule: Schedule, clocks: Clocks) -> Iterator[_Piece]:
    clock = ROUND_THE_CLOCK if task.elapsed else clocks.of_assignment(task, item)
    begin, end = schedule.start[row], schedule.finish[row]
    if item.units > 0 and not item.contour and not task.splits and task.kind != "fixed_duration":
        # Who has less to do than the others is done before the task is.
        end = min(end, clock.lay(begin, max(1, round(item.work / item.units)))[1])
    if delay := item.delay + item.levelling_delay:
        begin = clock.add(begin, delay)
    if clock.between(begin, end) <= 0:
        return
    stretches = list(_stretches(clock, begin, end, task.splits))
    whole = sum(clock.between(low, high) for low, high in stretches)
    for low, high in stretches:
        if clock.between(low, high) > 0:
            yield _Piece(row, clock, low, high, item.work / whole, item.units or item.work / whole)


def _stretches(
    clock: WorkClock, begin: int, end: int, splits: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int]]:
    """Yield the parts of a task between its gaps."""
    at = clock.work_at(begin)
    last = clock.work_at(end)
    for done, gap in splits:
        if done > 0 and at < last:
            yield clock.start_at(at), clock.finish_at(min(last, at + done))
        at += done + gap
    if at < last:
        yield (clock.start_at(at) if splits else begin), end


def _row(one: PlanResource, pieces: list[_Piece], periods: list[date], step: Step, clock: WorkClock) -> UsageRow:
    """Return the work of one resource by periods."""
    starts = [to_instant(datetime.combine(day, time())) for day in periods]
    ends = [*starts[1:], to_instant(datetime.combine(_after(periods[-1], step), time()))] if periods else []
    work: defaultdict[int, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for piece in pieces:
        place = bisect_right(starts, piece.begin) - 1
        while place < len(starts) and starts[place] < piece.end:
            minutes = piece.clock.between(max(piece.begin, starts[place]), min(piece.end, ends[place]))
            if minutes > 0:
                work[place][piece.row] += minutes * piece.rate
            place += 1
    over = _crowded(pieces, one.max_units) | _over_hours(pieces, one.max_units, clock)
    over_in = {bisect_right(starts, day * DAY) - 1 for day in over}
    cells: list[UsageCell | None] = []
    for place in range(len(periods)):
        if place not in work:
            cells.append(None)
            continue
        there = round(clock.between(starts[place], ends[place]) * one.max_units)
        parts = tuple((row, round(minutes)) for row, minutes in sorted(work[place].items()))
        cells.append(UsageCell(round(sum(work[place].values())), there, place in over_in, parts))
    total = sum(cell.work for cell in cells if cell is not None)
    return UsageRow(one.uid, one.name, one.group, one.max_units, total, _peak(pieces), tuple(cells))


def _over_hours(pieces: list[_Piece], max_units: float, clock: WorkClock) -> set[int]:
    """Return the days with more work than the resource's own calendar allows.

    Where all work follows that calendar, only too many units at one time can be too much.
    """
    own = {id(piece.clock): piece.clock.runs == clock.runs for piece in pieces}
    if all(own.values()):
        return set()
    load: defaultdict[int, float] = defaultdict(float)
    for piece in pieces:
        for day in range(piece.begin // DAY, (piece.end - 1) // DAY + 1):
            minutes = piece.clock.between(max(piece.begin, day * DAY), min(piece.end, day * DAY + DAY))
            load[day] += minutes * piece.rate
    return {
        day
        for day, asked in load.items()
        if asked > clock.between(day * DAY, day * DAY + DAY) * max_units + EXTRA_MINUTES
    }


def _peak(pieces: list[_Piece]) -> float:
    return max((units for _, units in _loads(pieces)), default=0.0)


def _crowded(pieces: list[_Piece], max_units: float) -> set[int]:
    """Return the days on which more units are asked for at one time than there are."""
    return {at // DAY for at, units in _loads(pieces) if units > max_units + 0.005}


def _loads(pieces: list[_Piece]) -> Iterator[tuple[int, float]]:
    """Yield the units that are asked for from each instant at which somebody begins."""
    changes = sorted([(piece.end, 0, -piece.units) for piece in pieces] + [(p.begin, 1, p.units) for p in pieces])
    units = 0.0
    for at, begins, change in changes:
        units += change
        if begins:
            yield at, units


def _periods(first: date, last: date, step: Step) -> list[date]:
    start = first
    if step == "week":
        start = first - timedelta(days=first.weekday())
    elif step == "month":
        start = first.replace(day=1)
    found = [start]
    while len(found) <= MOST_PERIODS and (after := _after(found[-1], step)) <= last:
        found.append(after)
    return found


def _after(day: date, step: Step) -> date:
    if step == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if step == "week" else 1)
