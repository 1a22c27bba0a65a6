"""Work, duration and units of a task: which one follows when another is changed, as MS Project has it.

Work = duration × units. The task's type says what stays:

| type           | units changed | duration changed | work changed |
|----------------|---------------|------------------|--------------|
| fixed units    | duration      | work             | duration     |
| fixed work     | duration      | units            | duration     |
| fixed duration | work          | work             | units        |

Who comes to an effort-driven task, or leaves it, changes the shares of the others and not the total; tasks of fixed
work always are effort-driven. Else a newcomer brings work of their own. The first resources of a task never change its
duration, unless it had work before it had anybody. Materials and costs have no part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..persistence.tables import Assignment, Resource, Task
from ..scheduling.spans import CONTOUR_SHARES

LARGEST: Final = 10**9
"""Minutes of work that one task may have."""

ROUNDED: Final = 0.005
"""Units that differ by less are the same: files and cells have whole percents."""

BY_HAND: Final = 8
"""MS Project's number of a contour that was drawn by hand: how long it takes follows from nothing."""

Newcomer = tuple[Resource, float]
"""A resource with the units in which it comes to a task."""


class Effort:
    """The assignments of one task in a session that writes.

    Every method leaves work, units and costs as they follow, and returns the duration that the task should be given.

    Attributes:
        duration: that duration, the task's own until something changes it.
    """

    def __init__(self, session: Session, task: Task) -> None:
        self._session = session
        self.task = task
        found = session.execute(
            select(Assignment, Resource)
            .outerjoin(Resource, Assignment.resource_id == Resource.id)
            .where(Assignment.task_id == task.id)
            .order_by(Assignment.id)
        ).all()
        self.rows: list[Assignment] = [row[0] for row in found]
        self._resources: dict[int, Resource] = {row[1].id: row[1] for row in found if row[1] is not None}
        self._was_cost = self._cost()
        self._before = {row.id: (row.work, row.units, row.cost) for row in self.rows}
        self._own_cost = {row.id for row in self.rows if self._is_own_cost(row)}
        self.duration = task.duration

    @property
    def workers(self) -> list[Assignment]:
        """The assignments that have work: of people and machines, or of nobody in particular."""
        return [row for row in self.rows if self.kind(row) == "work"]

    @property
    def is_effort_driven(self) -> bool:
        """True where the total work stays when people come and go."""
        return self.task.effort_driven or self.task.kind == "fixed_work"

    def kind(self, row: Assignment) -> str:
        """Return what kind of resource an assignment is of."""
        resource = self._resources.get(row.resource_id or 0)
        return resource.kind if resource is not None else "work"

    def set_duration(self, minutes: int) -> int:
        """Take in a new duration: the work follows, or the units where the work is fixed."""
        was = self.duration
        for row in self.workers:
            if not was or not minutes:
                row.work = round(minutes * row.units)
            elif self.task.kind == "fixed_work":
                row.units = row.units * was / minutes
            else:
                row.work = round(row.work * minutes / was)
        if not self.workers and self.task.work is not None and was and self.task.kind != "fixed_work":
            self.task.work = round(self.task.work * minutes / was)
        self.duration = minutes
        self._settle()
        return minutes

    def set_units(self, row: Assignment, units: float) -> int:
        """Give one assignment other units."""
        row.units = units
        if self.kind(row) != "work":
            self._settle()
            return self.duration
        if self.task.kind == "fixed_duration":
            row.work = round(self.duration * units)
        self._settle()
        return self._duration()

    def set_work(self, row: Assignment, minutes: int) -> int:
        """Give one assignment other work."""
        row.work = _checked(minutes)
        if self.task.kind == "fixed_duration" and self.duration:
            row.units = minutes / self.duration
        self._settle()
        return self._duration()

    def set_total(self, minutes: int) -> int:
        """Give the whole task other work, which its people share as before."""
        _checked(minutes)
        workers = self.workers
        if not workers:
            self.task.work = minutes
            return self.duration
        self._share(workers, minutes)
        if self.task.kind == "fixed_duration" and self.duration:
            for row in workers:
                row.units = row.work / self.duration
        self._settle()
        return self._duration()

    def change(self, gone: Sequence[Assignment], come: Iterable[Newcomer]) -> int:
        """Take assignments away and add others, in one step; return the duration that follows."""
        total = sum(row.work for row in self.workers)
        had = bool(self.workers)
        leaving = any(self.kind(row) == "work" for row in gone)
        for row in gone:
            self.rows.remove(row)
            self._session.delete(row)
        kept, new = self.workers, self._add(come)
        driven = had and self.is_effort_driven and bool(new or leaving)
        if not had and new and self.task.work:
            total, driven = self.task.work, True
        if driven and (kept or new):
            units = sum(row.units for row in [*kept, *new]) or 1.0
            brought = round(total * sum(row.units for row in new) / units) if kept else total
            self._share(kept, total - brought)
            self._share(new, brought)
            if self.task.kind == "fixed_duration" and self.duration:
                for row in [*kept, *new]:
                    row.units = row.work / self.duration
        else:
            for row in new:
                row.work = round(self.duration * row.units)
        if leaving and not self.workers:
            self.task.work = None
        self._settle()
        return self._duration() if driven else self.duration

    def _add(self, come: Iterable[Newcomer]) -> list[Assignment]:
        """Add assignments, still without work; return those that will have some."""
        added: list[Assignment] = []
        for resource, units in come:
            self._resources[resource.id] = resource
            added.append(
                Assignment(
                    project_id=self.task.project_id, task_id=self.task.id, resource_id=resource.id,
                    units=units, work=0, actual_work=0, extra={},
                )
            )  # fmt: skip
        self._session.add_all(added)
        self.rows += added
        return [row for row in added if self.kind(row) == "work"]

    def charge(self, resource_id: int | None = None) -> None:
        """Work out the costs again, after other rates of a resource."""
        self._own_cost -= {row.id for row in self.rows if row.resource_id == resource_id}
        self._settle()

    def _share(self, rows: Sequence[Assignment], total: int) -> None:
        """Give assignments a total of work, in the shares they had, else by their units."""
        weights = [float(row.work) for row in rows]
        if not sum(weights):
            weights = [row.units for row in rows]
        whole = sum(weights) or 1.0
        left = total
        for place, (row, weight) in enumerate(zip(rows, weights, strict=True)):
            row.work = left if place == len(rows) - 1 else round(total * weight / whole)
            left -= row.work

    def _duration(self) -> int:
        """Return how long the task takes: as long as the one who takes longest."""
        if self.task.kind != "fixed_duration":
            lengths = [self._length(row) for row in self.workers if row.units > 0 and row.work > 0]
            self.duration = max(lengths, default=self.duration)
        return self.duration

    def _length(self, row: Assignment) -> int:
        """Return how long an assignment takes by its work, its units and the mean of its contour."""
        if row.contour == BY_HAND:
            return self.duration
        length = row.work / (row.units * CONTOUR_SHARES.get(row.contour, 1.0))
        work, units, _ = self._before.get(row.id, (-1, 0.0, None))
        as_it_was = (work, units) == (row.work, row.units)
        if as_it_was and abs(self.duration - length) * row.units <= ROUNDED * self.duration + 1:
            return self.duration  # a file that says 12 % means 12.5 %: the task is no longer for that
        return round(length)

    def _is_own_cost(self, row: Assignment) -> bool:
        """Return whether an assignment's cost came with the file, by rates that are not known here."""
        rated = _cost_of(row, self._resources.get(row.resource_id or 0))
        return bool(row.cost) and row.cost is not None and rated is not None and abs(rated - row.cost) > 1

    def _settle(self) -> None:
        for row in self.rows:
            if row.remaining_work is not None:
                row.remaining_work = max(0, row.work - (row.actual_work or 0))
            cost = _cost_of(row, self._resources.get(row.resource_id or 0))
            if row.id in self._own_cost:
                work, _, amount = self._before[row.id]
                row.cost = round(amount * row.work / work) if amount and work else amount
            elif cost is not None:
                row.cost = cost
        if self.workers:
            self.task.work = sum(row.work for row in self.workers)
        cost = self._cost()
        if cost != self._was_cost:
            self.task.cost = (self.task.cost or 0) + cost - self._was_cost
            self._was_cost = cost
        self._session.flush()

    def _cost(self) -> int:
        return sum(row.cost or 0 for row in self.rows)


def _cost_of(row: Assignment, resource: Resource | None) -> int | None:
    """Return what an assignment costs by the rates of its resource; None where it has none, or was typed."""
    if resource is None or resource.kind == "cost":
        return None
    if resource.standard_rate is None and resource.cost_per_use is None:
        return None
    rate, use = resource.standard_rate or 0, resource.cost_per_use or 0
    if resource.kind == "material":
        return round(rate * row.units) + use
    actual = row.actual_cost or 0
    if actual:
        return actual + round(rate * max(0, row.work - (row.actual_work or 0)) / 60)
    return round(rate * row.work / 60) + use


def _checked(minutes: int) -> int:
    if not 0 <= minutes <= LARGEST:
        raise PmoError("work_too_long", limit=LARGEST // 60)
    return minutes


def named(resources: Iterable[Resource]) -> dict[str, Resource]:
    """Return resources by their name as people find them: whatever the case."""
    found: dict[str, Resource] = {}
    for resource in resources:
        found.setdefault(resource.name.casefold(), resource)
    return found
