"""What the checks of a plan's quality ask, found once: which tasks and links count, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Final, Literal

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.plan import Plan, PlanBaseline, PlanLink
from ..domain.worktime import to_instant
from .result import Schedule, Solved

State = Literal["met", "not_met", "not_checked"]
Family = Literal["dcma", "gao"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of the checks; all of them are the user's to change.

    Shares are of 1, days are working days of the plan.

    Attributes:
        logic, lags, hard_constraints, high_float, long_tasks, missed: the most that is accepted, as a share.
        finish_to_start: the least share of such links.
        leads, negative_float, invalid_dates, unresourced: how many are accepted.
        float_days, duration_days: what is more is high, or long.
        test_days: by how much the critical path test stretches a task.
        length_index, execution_index: the least that CPLI and BEI should be.
    """

    logic: float = 0.05
    leads: int = 0
    lags: float = 0.05
    finish_to_start: float = 0.90
    hard_constraints: float = 0.05
    float_days: int = 44
    high_float: float = 0.05
    negative_float: int = 0
    duration_days: int = 44
    long_tasks: float = 0.05
    invalid_dates: int = 0
    unresourced: int = 0
    missed: float = 0.05
    test_days: int = 600
    length_index: float = 0.95
    execution_index: float = 0.95


_INDICES: Final = ("length_index", "execution_index")


def limits_from(values: Mapping[str, object]) -> Limits:
    """Return limits from values by name, as they are kept in a setting; what is not named is as usual.

    Raises:
        PmoError: a name is unknown, or a value is not a number in its range.
    """
    known = {item.name: item for item in fields(Limits)}
    chosen: dict[str, float] = {}
    for name, value in values.items():
        if name not in known:
            raise PmoError("quality_limit_unknown", name=name)
        whole = isinstance(known[name].default, int)
        most = 100_000 if whole else 10.0 if name in _INDICES else 1.0
        if (
            isinstance(value, bool)
            or not isinstance(value, (int,) if whole else (int, float))
            or not 0 <= value <= most
        ):
            raise PmoError("quality_limit_bad", name=name, value=str(value))
        chosen[name] = value
    return Limits(**chosen)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One check: an indicator, not a verdict.

    Attributes:
        number: its place in its family.
        title: a sentence to be translated.
        value, limit: what was found and what is accepted: shares of 1, numbers or indices; None where there is none.
        message: the finding.
        uids, links: the tasks and links to look at.
    """

    family: Family
    number: int
    title: str
    state: State
    value: float | None
    limit: float | None
    message: Message
    uids: tuple[int, ...] = ()
    links: tuple[PlanLink, ...] = ()


class Facts:
    """A plan, its schedule and the rows and links that the checks look at.

    Attributes:
        rows: tasks that are not done: active, no summaries, no milestones, not of another plan.
        links: those between active tasks whose successor is not finished.
    """

    def __init__(self, plan: Plan, dates: Schedule, solved: Solved, limits: Limits) -> None:
        self.plan, self.dates, self.solved, self.limits = plan, dates, solved, limits
        network = solved.network
        done = {row for row, progress in solved.state.progress.items() if progress.finish is not None}
        self.real = [
            row
            for row, task in enumerate(plan.tasks)
            if task.active and not network.is_summary[row] and not (task.extra and task.external)
        ]
        self.done = done
        self.rows = [
            row for row in self.real if row not in done and not plan.tasks[row].milestone and plan.tasks[row].duration
        ]
        self.links = [
            plan.links[network.links.place[number]]
            for number in sorted(network.links.out)
            if network.row_of(network.links.tail[number]) not in done
        ]
        self.day = max(1, plan.minutes_per_day)
        self.now = None if plan.data_date is None else to_instant(plan.data_date)

    def uid(self, row: int) -> int:
        """Return a row's key."""
        return self.plan.tasks[row].uid

    def uids(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Return the keys of rows."""
        return tuple(self.plan.tasks[row].uid for row in rows)

    @cached_property
    def baseline(self) -> dict[int, PlanBaseline]:
        """Baseline 0 by row, where it has a finish."""
        row = self.dates.row
        return {
            row[item.task_uid]: item
            for item in self.plan.baselines
            if item.number == 0 and item.finish is not None and item.task_uid in row
        }

    @cached_property
    def due(self) -> list[int]:
        """The tasks that baseline 0 has finished by the data date."""
        return [row for row in self.real if (at := self.baseline_finish(row)) is not None and at <= (self.now or 0)]

    def baseline_finish(self, row: int) -> int | None:
        """Return when baseline 0 has a task finished."""
        finish: datetime | None = self.baseline[row].finish if row in self.baseline else None
        return None if finish is None else to_instant(finish)

    @cached_property
    def without_logic(self) -> list[int]:
        """Rows that wait for nothing, or that nothing waits for, neither themselves nor by way of a summary above."""
        into = {link.successor for link in self.plan.links}
        out = {link.predecessor for link in self.plan.links}
        return [row for row in self.rows if not (self._linked(row, into) and self._linked(row, out))]

    def _linked(self, row: int, ends: set[int]) -> bool:
        while row >= 0:
            if self.uid(row) in ends:
                return True
            row = self.solved.network.parent[row]
        return False

    @cached_property
    def unresourced(self) -> list[int]:
        """Rows of a day or more that have neither a resource nor a cost."""
        staffed = {one.task_uid for one in self.plan.assignments if one.resource_uid is not None}
        return [
            row
            for row in self.rows
            if self.plan.tasks[row].duration >= self.day
            and self.uid(row) not in staffed
            and not (self.plan.tasks[row].cost or self.plan.tasks[row].fixed_cost)
        ]

    @cached_property
    def invalid_dates(self) -> list[int]:
        """Rows with something that happened after the data date, or something to be done before it."""
        return [row for row in self.real if self.now is not None and self._invalid(row, self.now)]

    def _invalid(self, row: int, now: int) -> bool:
        task = self.plan.tasks[row]
        happened = [to_instant(at) for at in (task.actual_start, task.actual_finish) if at is not None]
        if any(at > now for at in happened):
            return True
        if row in self.done or task.undated:
            return False
        to_come = self.dates.finish[row] if task.actual_start is not None else self.dates.start[row]
        return to_come < now

    def days_long(self, row: int) -> float:
        """Return a task's duration in days."""
        task = self.plan.tasks[row]
        return task.duration / (1440 if task.elapsed else self.day)

    def float_days(self, row: int) -> float:
        """Return a task's total float in days."""
        return self.dates.total_float[row] / self.day

    def share(
        self, family: Family, number: int, title: str, rows: list[int], limit: float, *, total: int | None = None
    ) -> Indicator:
        """Return a check that accepts a share of the tasks."""
        count = len(self.rows) if total is None else total
        if not count:
            return unchecked(family, number, title, Message("quality_nothing"))
        value = len(rows) / count
        message = Message("quality_share", {"count": len(rows), "total": count, "limit": percent(limit)})
        return Indicator(family, number, title, met(value <= limit), value, limit, message, self.uids(rows))

    def number(self, family: Family, number: int, title: str, rows: list[int], limit: int, total: int) -> Indicator:
        """Return a check that accepts so many tasks."""
        name = "quality_number" if limit else "quality_none"
        message = Message(name, {"count": len(rows), "total": total, "limit": limit})
        return Indicator(family, number, title, met(len(rows) <= limit), len(rows), limit, message, self.uids(rows))

    def linked(
        self, family: Family, number: int, title: str, links: list[PlanLink], limit: float, *, least: bool = False
    ) -> Indicator:
        """Return a check that accepts a share of the links: at most, or at least with `links` those that are not so."""
        if not self.links:
            return unchecked(family, number, title, Message("quality_nothing"))
        share = len(links) / len(self.links)
        value = 1 - share if least else share
        values = {"total": len(self.links), "limit": percent(limit)}
        if least:
            message = Message("quality_links_least", {"count": len(self.links) - len(links), **values})
        else:
            message = Message("quality_links", {"count": len(links), **values})
        held = value >= limit if least else value <= limit
        successors = tuple(dict.fromkeys(link.successor for link in links))
        return Indicator(family, number, title, met(held), value, limit, message, successors, tuple(links))


def met(held: bool) -> State:
    """Return the state of a check that was made."""
    return "met" if held else "not_met"


def unchecked(family: Family, number: int, title: str, message: Message) -> Indicator:
    """Return a check that could not be made, with the reason."""
    return Indicator(family, number, title, "not_checked", None, None, message)


def percent(share: float) -> str:
    """Return a share as a number of per cent, without needless decimals."""
    return f"{share * 100:.4g}"
