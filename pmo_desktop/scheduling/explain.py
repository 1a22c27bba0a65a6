"""Answers to "why does it start then?" and "why is it critical, or why not?"."""

from __future__ import annotations

from datetime import datetime

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.plan import Plan
from ..domain.worktime import to_instant, to_moment
from .early_causes import EarlyCauses
from .engine import solved_of
from .late_causes import Bound, LateCauses
from .passes import LATEST
from .result import Schedule, Solved
from .steps import Explanation, Step, joined, label, length, shown

__all__ = ["Explanation", "Step", "why_critical", "why_start"]


def why_start(plan: Plan, schedule: Schedule, uid: int) -> Explanation:
    """Return why a task starts when it does.

    The sentence names the nearest cause; the steps lead from the task back to the plan's start, a constraint, a date
    set by hand or what really happened.

    Raises:
        PmoError: there is no such task.
    """
    solved = solved_of(plan, schedule)
    row = _row(schedule, uid)
    causes = EarlyCauses(solved)
    steps: list[Step] = []
    start = schedule.start[row]
    at: int | None = row
    if solved.network.is_summary[row]:
        task = plan.tasks[row]
        at = causes.summary(row)
        if task.manual and task.manual_start is not None:
            steps, at = [Step("manual", Message("why_manual"), to_moment(start), uid)], None
        elif at is None:
            message = Message("why_summary_empty", {"start": shown(start)})
            return Explanation(uid, message, ())
        else:
            first = plan.tasks[at]
            steps = [Step("summary", Message("why_first_task", {"task": label(first)}), to_moment(start), first.uid)]
    nearest = list(steps)
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        found, before = causes.of(at)
        if solved.state.driver[at] == LATEST:
            late = LateCauses(solved)
            found = [*reversed(late.steps(late.chain(at))), *found]
            # What limits it comes after "as late as possible": it is said first and walked towards the finish.
            found.reverse()
            nearest = nearest or found[:2]
            steps.extend(found)
            break
        nearest = nearest or found
        steps.extend(reversed(found))
        at = before
    name = "why_started" if steps[0].kind == "actual" else "why_starts"
    linked = [to_instant(step.at) for step in nearest if step.kind == "link"]
    others = [to_instant(step.at) for step in nearest]
    exact = isinstance(shown(start, *others), datetime)
    shown_start = to_moment(start) if exact else shown(start, *linked, apart=True)
    return Explanation(uid, Message(name, {"start": shown_start, "cause": joined(nearest)}), tuple(steps))


def why_critical(plan: Plan, schedule: Schedule, uid: int) -> Explanation:
    """Return why a task is critical, or why it is not.

    The steps lead from the task by what waits for it to the plan's finish, a deadline or a fixed date; those of a
    summary name the task below it that has the least float.

    Raises:
        PmoError: there is no such task.
    """
    solved = solved_of(plan, schedule)
    row = _row(schedule, uid)
    task = plan.tasks[row]
    done = solved.state.progress.get(row)
    if not task.active:
        return Explanation(uid, Message("why_not_critical_inactive"), ())
    if done is not None and done.finish is not None:
        return Explanation(uid, Message("why_not_critical_finished", {"at": shown(done.finish)}), ())
    if task.undated:
        return Explanation(uid, Message("why_not_critical_undated"), ())
    if solved.network.is_summary[row]:
        return _summary(plan, schedule, solved, row)
    floated = length(schedule.total_float[row], plan, elapsed=task.elapsed)
    if solved.state.conflict.get(row, 0) > 0 and schedule.total_float[row] < 0:
        steps, _ = EarlyCauses(solved).of(row)
        return Explanation(
            uid, Message("why_critical_negative", {"float": floated, "cause": joined(steps)}), tuple(steps)
        )
    late = LateCauses(solved)
    bounds = late.chain(row)
    steps = late.steps(bounds)
    values: dict[str, object] = {"float": floated, "effect": _effect(plan, bounds[-1])}
    if schedule.total_float[row] < 0:
        name = "why_critical_negative"
        values = {"float": floated, "cause": _late_because(plan, bounds[-1])}
    elif not schedule.critical[row]:
        name = "why_not_critical"
    elif schedule.total_float[row]:
        name = "why_critical_within"
        values["threshold"] = length(plan.critical_slack, plan)
    else:
        name = "why_critical"
    return Explanation(uid, Message(name, values), tuple(steps))


def _row(schedule: Schedule, uid: int) -> int:
    if uid not in schedule.row:
        raise PmoError("explained_task_missing", uid=str(uid))
    return schedule.row[uid]


def _summary(plan: Plan, schedule: Schedule, solved: Solved, row: int) -> Explanation:
    below: list[int] = []
    for other in range(row + 1, len(plan.tasks)):
        if plan.tasks[other].outline_level <= plan.tasks[row].outline_level:
            break
        done = solved.state.progress.get(other)
        finished = done is not None and done.finish is not None
        task = plan.tasks[other]
        if not (solved.network.is_summary[other] or not task.active or task.undated or finished):
            below.append(other)
    uid = plan.tasks[row].uid
    if not below:
        name = "why_summary_dates" if schedule.critical[row] else "why_not_critical_empty"
        return Explanation(uid, Message(name), ())
    least = min(below, key=lambda other: (not schedule.critical[other], schedule.total_float[other], other))
    inner = why_critical(plan, schedule, plan.tasks[least].uid)
    first = Step("summary", Message("why_least_float", {"task": label(plan.tasks[least])}),
                 to_moment(schedule.start[least]), plan.tasks[least].uid)  # fmt: skip
    values = {"task": label(plan.tasks[least]), "float": length(schedule.total_float[least], plan)}
    name = "why_summary_critical" if schedule.critical[row] else "why_summary_not_critical"
    if schedule.critical[row] and not schedule.critical[least]:
        name = "why_summary_dates"
    return Explanation(uid, Message(name, values), (first, *inner.steps))


def _effect(plan: Plan, bound: Bound) -> Message:
    """Return what a delay does in the end."""
    values = {"task": label(plan.tasks[bound.row]), "at": shown(bound.at)}
    if bound.kind == "deadline":
        return Message("effect_deadline", values)
    if bound.kind == "constraint":
        return Message("effect_constraint", values)
    return Message("effect_finish", {"at": values["at"]})


def _late_because(plan: Plan, bound: Bound) -> Message:
    values = {"task": label(plan.tasks[bound.row]), "at": shown(bound.at)}
    if bound.kind == "deadline":
        return Message("why_deadline", values)
    if bound.kind == "constraint":
        return Message("why_fixed", values)
    return Message("why_finish", {"at": values["at"]})
