"""A plan against one of its baselines, or one baseline against another, task by task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence import history
from ...persistence.tables import Baseline, ChangeRequest, HistoryRow, Task, TaskBaseline
from ...scheduling.baseline import Standing, Variance, against_baseline, between_baselines
from ..commands.baselines import PERMITTING
from .plan import PlanView

NOW: Final = -1
"""Stands for the plan as it is, where a baseline's number is asked for."""

Change = Literal["", "changed", "added", "removed"]


@dataclass(frozen=True)
class BaselineHead:
    """A baseline that was set.

    Attributes:
        tasks: how many it holds.
        permit: code of the change request that permitted it, "" for none.
        approved: False where it was set again and nothing permits that.
    """

    number: int
    name: str
    set_on: date | None
    tasks: int
    permit: str = ""
    approved: bool = True


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
    query = (
        select(Baseline, ChangeRequest.code)
        .outerjoin(ChangeRequest, ChangeRequest.id == Baseline.change_request_id)
        .where(Baseline.project_id == project_id)
    )
    heads = {head.number: (head, code or "") for head, code in session.execute(query)}
    found = []
    for number, count in counted:
        head, code = heads.get(number, (None, ""))
        if head is None:
            found.append(BaselineHead(number, "", None, count))
        else:
            # Only baseline 0 is what a project promised; the others are kept for comparison.
            approved = number != 0 or head.approved
            found.append(BaselineHead(number, head.name, head.set_on, count, code, approved))
    return found


def permits(session: Session, project_id: int) -> dict[int, str]:
    """Return the approved change requests of a project, id to code and title, the last one first."""
    query = (
        select(ChangeRequest.id, ChangeRequest.code, ChangeRequest.title)
        .where(
            or_(ChangeRequest.project_id == project_id, ChangeRequest.project_id.is_(None)),
            ChangeRequest.status.in_(PERMITTING),
        )
        .order_by(ChangeRequest.decided_on.desc(), ChangeRequest.code.desc())
    )
    return {key: f"{code} {title}" for key, code, title in session.execute(query)}


def removed_tasks(session: Session, project_id: int, number: int) -> list[ComparedTask]:
    """Return the tasks of a baseline that were deleted since it was set, as the history has them.

    Their keys are negative: they are no longer in the plan.
    """
    set_by = func.max(HistoryRow.seq).label("seq")
    kept = (
        select(set_by)
        .join(TaskBaseline, (HistoryRow.table == "task_baseline") & (HistoryRow.row_id == TaskBaseline.id))
        .where(TaskBaseline.project_id == project_id, TaskBaseline.number == number)
        .group_by(HistoryRow.row_id)
        .subquery()
    )
    first = session.scalar(select(func.min(kept.c.seq)))
    if first is None:
        return []
    gone = HistoryRow.row_id.not_in(select(Task.id))
    frozen = select(HistoryRow.seq).where(HistoryRow.table == "task_baseline")
    deletions = select(HistoryRow.seq).where(
        HistoryRow.table == "task", gone, HistoryRow.seq > first, HistoryRow.seq.in_(frozen)
    )
    found: dict[int, ComparedTask] = {}
    there = set(session.scalars(select(Task.id).where(Task.project_id == project_id)))
    for seq in session.scalars(deletions.distinct().order_by(HistoryRow.seq)):
        changes = history.load(session, seq).rows
        rows: list[Mapping[str, Any]] = [row.before for row in changes if row.before is not None and row.after is None]
        images = {image["id"]: image for image in rows if "outline_level" in image}
        for line in rows:
            task = images.get(line.get("task_id"))
            is_ours = line.get("number") == number and line["project_id"] == project_id
            if task is not None and is_ours and task["id"] not in there:
                found[task["id"]] = _removed(task, line)
    return list(found.values())


def _removed(task: Mapping[str, Any], line: Mapping[str, Any]) -> ComparedTask:
    standing = Standing(line["start"], line["finish"], line["duration"], line["work"], line["cost"])
    variance = Variance(-task["id"], standing, None, None, None, None, None, None, None, None)
    return ComparedTask(-task["id"], task["wbs"], task["name"], task["milestone"], False, "removed", variance)


def compare(view: PlanView, first: int, second: int = NOW, removed: Sequence[ComparedTask] = ()) -> Comparison:
    """Return how the second of two states differs from the first; `removed` are tasks that only the first still has.

    Raises:
        PmoError: there is no baseline of one of these numbers.
    """
    if view.schedule is None and NOW in (first, second):
        return Comparison(first, second)
    if first == NOW:
        turned = compare(view, second, NOW, removed)
        rows = tuple(_turned(row) for row in turned.rows)
        return Comparison(first, second, rows, *(None if n is None else -n for n in _totals(turned)))
    if second == NOW:
        assert view.schedule is not None
        found: Sequence[Variance] = against_baseline(view.schedule.solved.plan, view.schedule, first)
    else:
        found = between_baselines(view.plan, first, second)
    if not any(item.before is not None for item in found):
        raise PmoError("baseline_unknown", number=first)
    rows = (*(_row(view, item) for item in found), *removed)
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
    return row.task_id in view.row_of and view.parents[view.row_of[row.task_id]] < 0


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
