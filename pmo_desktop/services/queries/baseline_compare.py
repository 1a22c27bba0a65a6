"""A plan against one of its baselines, or one baseline against another, task by task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Baseline, TaskBaseline
from ...scheduling.baseline import Standing, Variance, against_baseline, between_baselines
from .plan import PlanView

NOW: Final = -1
"""Stands for the plan as it is, where a baseline's number is asked for."""

Change = Literal["", "changed", "added", "removed"]


@dataclass(frozen=True)
class BaselineHead:
    """A baseline that was set; `tasks` is how many it holds."""

    number: int
    name: str
    set_on: date | None
    tasks: int


@dataclass(frozen=True)
class ComparedTask:
    """A task in both, or in one of the two that are compared.

    Attributes:
        change: added or removed where only one has it.
        variance: how it differs in the second: later, longer, more and dearer are positive.
    """

    task_id: int
    number: str
    name: str
    milestone: bool
    summary: bool
    change: Change
    variance: Variance

    @property
    def before(self) -> Standing | None:
        """The first of the two."""
        return self.variance.before

    @property
    def after(self) -> Standing | None:
        """The second of the two."""
        return self.variance.after


@dataclass(frozen=True)
class Comparison:
    """Two states of a plan.

    Attributes:
        first, second: numbers of baselines, or `NOW`.
        finish_days: calendar days by which the last task finishes later; work in minutes, costs in minor units, each
            None where one of the two knows none.
    """

    first: int
    second: int
    rows: tuple[ComparedTask, ...] = ()
    finish_days: int | None = None
    work: int | None = None
    cost: int | None = None

    @property
    def milestones(self) -> tuple[ComparedTask, ...]:
        """The milestones that both have a date of."""
        return tuple(row for row in self.rows if row.milestone and row.variance.finish_days is not None)

    @property
    def later(self) -> tuple[ComparedTask, ...]:
        """The milestones that come later, the largest move first."""
        late = (row for row in self.milestones if (row.variance.finish_days or 0) > 0)
        return tuple(sorted(late, key=lambda row: -(row.variance.finish_days or 0)))

    def count(self, change: Change) -> int:
        """Return how many tasks changed in this way."""
        return sum(row.change == change for row in self.rows)


def baseline_heads(session: Session, project_id: int) -> list[BaselineHead]:
    """Return the baselines of a project that were set, by number."""
    counted = session.execute(
        select(TaskBaseline.number, func.count())
        .where(TaskBaseline.project_id == project_id)
        .group_by(TaskBaseline.number)
        .order_by(TaskBaseline.number)
    ).all()
    heads = {head.number: head for head in session.scalars(select(Baseline).where(Baseline.project_id == project_id))}
    found = []
    for number, count in counted:
        head = heads.get(number)
        found.append(BaselineHead(number, head.name if head else "", head.set_on if head else None, count))
    return found


def compare(view: PlanView, first: int, second: int = NOW) -> Comparison:
    """Return how the second of two states differs from the first.

    Raises:
        PmoError: there is no baseline of one of these numbers.
    """
    if view.schedule is None and NOW in (first, second):
        return Comparison(first, second)
    if first == NOW:
        turned = compare(view, second, NOW)
        rows = tuple(_turned(row) for row in turned.rows)
        return Comparison(first, second, rows, *(None if n is None else -n for n in _totals(turned)))
    if second == NOW:
        assert view.schedule is not None
        found: Sequence[Variance] = against_baseline(view.schedule.solved.plan, view.schedule, first)
    else:
        found = between_baselines(view.plan, first, second)
    if not any(item.before is not None for item in found):
        raise PmoError("baseline_unknown", number=first)
    rows = tuple(_row(view, item) for item in found)
    leaves = [row for row in rows if not row.summary]
    ends = [max((s.finish for s in side if s and s.finish), default=None) for side in _sides(leaves)]
    days = None if ends[0] is None or ends[1] is None else (ends[1].date() - ends[0].date()).days
    work = [_sum(side, "work") for side in _sides(leaves)]
    cost = [_sum(side, "cost") for side in _sides([row for row in rows if _is_top(view, row)])]
    return Comparison(first, second, rows, days, _more(*work), _more(*cost))


def _totals(comparison: Comparison) -> tuple[int | None, int | None, int | None]:
    return comparison.finish_days, comparison.work, comparison.cost


def _sides(rows: Sequence[ComparedTask]) -> tuple[list[Standing | None], list[Standing | None]]:
    return [row.before for row in rows], [row.after for row in rows]


def _sum(side: Sequence[Standing | None], name: Literal["work", "cost"]) -> int | None:
    known = [value for standing in side if standing and (value := getattr(standing, name)) is not None]
    return sum(known) if known else None


def _more(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def _is_top(view: PlanView, row: ComparedTask) -> bool:
    return view.parents[view.row_of[row.task_id]] < 0


def _row(view: PlanView, item: Variance) -> ComparedTask:
    row = view.row_of[item.uid]
    task = view.task(row)
    moves = (item.start, item.finish, item.duration, item.work, item.cost)
    change: Change = "changed" if any(moves) else ""
    if item.before is None:
        change = "added"
    elif item.after is None or not task.active:
        change = "removed"
    return ComparedTask(item.uid, view.numbers[row], task.name, task.milestone, view.is_summary(row), change, item)


def _turned(row: ComparedTask) -> ComparedTask:
    v = row.variance
    signs = (v.start, v.finish, v.start_days, v.finish_days, v.duration, v.work, v.cost)
    turned = Variance(v.uid, v.after, v.before, *(None if n is None else -n for n in signs))
    change: Change = {"added": "removed", "removed": "added"}.get(row.change, row.change)  # type: ignore[assignment]
    return ComparedTask(row.task_id, row.number, row.name, row.milestone, row.summary, change, turned)
