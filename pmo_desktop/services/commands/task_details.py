"""What the task details keep: values, links and people of tasks as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from ..assigned_text import Assigned
from . import assignments, plan

LAST = ("finish", "percent_complete")
"""Values that are worked out from the dates that the others lead to."""


@dataclass(frozen=True)
class DetailsEdit:
    """What was changed in the task details; None and empty where nothing was.

    Attributes:
        values: as `plan.set_task` takes them, also `predecessors` and `successors`.
        people: who works on the tasks, in place of those who did.
        units, work: assignment id to its new units, and to its new work in minutes.
        costs: assignment id to what a cost resource costs there.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    people: Sequence[Assigned] | None = None
    units: Mapping[int, float] = field(default_factory=dict)
    work: Mapping[int, int] = field(default_factory=dict)
    costs: Mapping[int, int | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        changed = (self.values, self.units, self.work, self.costs)
        return any(changed) or self.people is not None


def keep(session: Session, task_ids: Sequence[int], edit: DetailsEdit, today: date | None = None) -> None:
    """Give tasks what was changed in their details.

    A new finish, and progress, count from the start that the other values lead to.

    Raises:
        PmoError: a value is refused, a task is gone, or the plan could not be scheduled with it; nothing was changed.
    """
    first = {name: value for name, value in edit.values.items() if name not in LAST}
    if first:
        plan.set_task(session, task_ids, first, today)
    for name in LAST:
        if name in edit.values:
            plan.set_task(session, task_ids, {name: edit.values[name]}, today)
    if edit.people is not None:
        assignments.put(session, task_ids, edit.people)
    for row_id, units in edit.units.items():
        assignments.set_units(session, [row_id], units)
    for row_id, minutes in edit.work.items():
        assignments.set_work(session, [row_id], minutes)
    for row_id, amount in edit.costs.items():
        assignments.set_cost(session, [row_id], amount)
