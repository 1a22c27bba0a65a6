"""What scheduling gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from ..domain.plan import Plan, PlanLink
from ..domain.worktime import to_moment
from .floats import Floats, free_floats
from .network import Network
from .passes import DRIVERS, State
from .rollup import Amounts, Totals, amounts_of, amounts_with, totals_of

DriverKind = Literal["", "project", "link", "constraint", "actual", "manual", "levelling", "latest", "data_date"]


@dataclass(frozen=True, slots=True)
class Driver:
    """What decides a task's start: a kind of `passes.DRIVERS`, and the link where it is one."""

    kind: DriverKind
    link: PlanLink | None = None


@dataclass(frozen=True, slots=True)
class TaskDates:
    """Everything computed of a task. Floats, duration and work are minutes, cost minor units."""

    uid: int
    start: datetime
    finish: datetime
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    total_float: int
    free_float: int
    critical: bool
    summary: bool
    duration: int
    percent_complete: int
    work: int
    cost: int
    driver: Driver


@dataclass(frozen=True)
class Solved:
    """How a schedule came about, for what explains it or goes on from it. To be read only.

    What few ask for is worked out when it is asked for: free floats and sums.
    """

    plan: Plan
    network: Network
    state: State
    floats: Floats

    @cached_property
    def driver_kind(self) -> list[DriverKind]:
        """What decides each start."""
        return [DRIVERS[kind] for kind in self.state.driver[: self.network.size]]

    @cached_property
    def free_float(self) -> list[int]:
        """What a task can slip before another one moves, by row."""
        return free_floats(self.network, self.state, self.floats)

    @cached_property
    def amounts(self) -> Amounts:
        """What the tasks say that is summed up."""
        return amounts_of(self.network)

    @cached_property
    def totals(self) -> Totals:
        """Durations, percent complete, work and cost by row."""
        return totals_of(self.network, self.state, self.amounts)

    def keep_amounts(self, before: Solved, rows: Iterable[int]) -> None:
        """Take the amounts from before an edit, if they were read, but for some rows."""
        if "amounts" in vars(before):
            vars(self)["amounts"] = amounts_with(before.amounts, self.network, rows)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The computed dates of a plan.

    The lists are by row of the plan and hold instants (minutes since the epoch of `domain.worktime`), so that a view
    of 100,000 rows need not make objects; `schedule[uid]` gives one task with moments.

    Attributes:
        row: the place of each task's key.
        project_start, project_finish: the first and the last moment of the whole.
        solved: how the dates came about.
    """

    row: dict[int, int]
    start: list[int]
    finish: list[int]
    early_start: list[int]
    early_finish: list[int]
    late_start: list[int]
    late_finish: list[int]
    total_float: list[int]
    critical: list[bool]
    summary: list[bool]
    parent: list[int]
    driver_link: list[int]
    links: tuple[PlanLink, ...]
    project_start: datetime
    project_finish: datetime
    solved: Solved = field(repr=False, compare=False)

    @property
    def driver_kind(self) -> list[DriverKind]:
        """What decides each start, a kind of `passes.DRIVERS`."""
        return self.solved.driver_kind

    @property
    def free_float(self) -> list[int]:
        """Working minutes that each task can slip before another one moves."""
        return self.solved.free_float

    @property
    def duration(self) -> list[int]:
        """Minutes, those of summaries counted on their calendar."""
        return self.solved.totals.duration

    @property
    def percent_complete(self) -> list[int]:
        """Percent complete, those of summaries weighed by duration."""
        return self.solved.totals.percent_complete

    @property
    def work(self) -> list[int]:
        """Minutes of work, summed up."""
        return self.solved.totals.work

    @property
    def cost(self) -> list[int]:
        """Cost in minor units, summed up."""
        return self.solved.totals.cost

    def __len__(self) -> int:
        return len(self.start)

    def __contains__(self, uid: int) -> bool:
        return uid in self.row

    def __getitem__(self, uid: int) -> TaskDates:
        """Return the dates of a task by its key."""
        return self.at(self.row[uid])

    def __iter__(self) -> Iterator[TaskDates]:
        """Yield the dates of all tasks in the order of the plan."""
        return (self.at(row) for row in range(len(self.start)))

    def at(self, row: int) -> TaskDates:
        """Return the dates of the task in a row of the plan."""
        return TaskDates(
            uid=self.solved.plan.tasks[row].uid,
            start=to_moment(self.start[row]),
            finish=to_moment(self.finish[row]),
            early_start=to_moment(self.early_start[row]),
            early_finish=to_moment(self.early_finish[row]),
            late_start=to_moment(self.late_start[row]),
            late_finish=to_moment(self.late_finish[row]),
            total_float=self.total_float[row],
            free_float=self.free_float[row],
            critical=self.critical[row],
            summary=self.summary[row],
            duration=self.duration[row],
            percent_complete=self.percent_complete[row],
            work=self.work[row],
            cost=self.cost[row],
            driver=self.driver(row),
        )

    def driver(self, row: int) -> Driver:
        """Return what decides the start of the task in a row."""
        link = self.driver_link[row]
        return Driver(self.driver_kind[row], self.links[link] if link >= 0 else None)
