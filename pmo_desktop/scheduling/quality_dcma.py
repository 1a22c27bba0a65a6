"""The 14 points by which the DCMA (Defense Contract Management Agency) looks at schedules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.plan import Plan, PlanTask
from ..domain.worktime import to_instant
from ..texts.messages import N_
from .engine import schedule
from .paths import longest_path
from .quality_facts import Facts, Indicator, met, unchecked
from .steps import label, length

HARD: Final = ("MSO", "MFO", "SNLT", "FNLT")


def dcma_checks(facts: Facts) -> Iterator[Indicator]:
    """Yield the 14 points in their order."""
    plan, dates, limits, rows = facts.plan, facts.dates, facts.limits, facts.rows
    yield facts.share("dcma", 1, N_("Tasks without predecessor or successor"), facts.without_logic, limits.logic)
    leads = [link for link in facts.links if link.lag < 0]
    found = facts.number("dcma", 2, N_("Leads"), [], limits.leads, len(facts.links))
    yield replace(
        found,
        state=met(len(leads) <= limits.leads),
        value=len(leads),
        message=Message(
            "quality_links_number" if limits.leads else "quality_links_none",
            {"count": len(leads), "total": len(facts.links), "limit": limits.leads},
        ),
        uids=tuple(dict.fromkeys(link.successor for link in leads)),
        links=tuple(leads),
    )
    lags = [link for link in facts.links if link.lag > 0]
    yield facts.linked("dcma", 3, N_("Lags"), lags, limits.lags)
    others = [link for link in facts.links if link.kind != "FS"]
    yield facts.linked("dcma", 4, N_("Finish-to-start links"), others, limits.finish_to_start, least=True)
    hard = [row for row in rows if plan.tasks[row].constraint in HARD]
    yield facts.share("dcma", 5, N_("Hard constraints"), hard, limits.hard_constraints)
    loose = [row for row in rows if facts.float_days(row) > limits.float_days]
    yield facts.share("dcma", 6, N_("High float"), loose, limits.high_float)
    negative = [row for row in rows if dates.total_float[row] < 0]
    yield facts.number("dcma", 7, N_("Negative float"), negative, limits.negative_float, len(rows))
    long = [row for row in rows if facts.days_long(row) > limits.duration_days]
    yield facts.share("dcma", 8, N_("Long tasks"), long, limits.long_tasks)
    if facts.now is None:
        yield unchecked("dcma", 9, N_("Invalid dates"), Message("quality_no_data_date"))
    else:
        invalid = facts.invalid_dates
        yield facts.number("dcma", 9, N_("Invalid dates"), invalid, limits.invalid_dates, len(facts.real))
    title = N_("Tasks without resource or cost")
    yield facts.number("dcma", 10, title, facts.unresourced, limits.unresourced, len(rows))
    yield _missed(facts)
    yield critical_path_test(facts)
    yield _length_index(facts)
    yield _execution_index(facts)


def _missed(facts: Facts) -> Indicator:
    title = N_("Missed tasks")
    reason = _baseline_missing(facts)
    if reason is not None:
        return unchecked("dcma", 11, title, reason)
    late = [row for row in facts.due if facts.dates.finish[row] > (facts.baseline_finish(row) or 0)]
    return facts.share("dcma", 11, title, late, facts.limits.missed, total=len(facts.due))


def _baseline_missing(facts: Facts) -> Message | None:
    if facts.now is None:
        return Message("quality_no_data_date")
    return None if facts.baseline else Message("quality_no_baseline")


def critical_path_test(facts: Facts) -> Indicator:
    """Return whether the plan's finish moves by as much as a task of its longest path becomes longer.

    The plan is scheduled again with the longer task; it is not changed itself.
    """
    title = N_("Critical path test")
    plan, days = facts.plan, facts.limits.test_days
    path = set(longest_path(plan, facts.dates).uids)
    row = next((row for row in facts.rows if facts.uid(row) in path and not plan.tasks[row].elapsed), None)
    if row is None or plan.from_finish:
        return unchecked("dcma", 12, title, Message("quality_nothing"))
    more = days * facts.day
    tasks = list(plan.tasks)
    tasks[row] = _longer(tasks[row], more)
    try:
        after = schedule(_with(plan, tasks))
    except PmoError as error:
        return unchecked("dcma", 12, title, Message("quality_test_failed", {"reason": error}))
    ends = to_instant(facts.dates.project_finish), to_instant(after.project_finish)
    clocks = facts.solved.network.clocks[row], facts.solved.network.project_clock
    moves = [clock.between(*ends) for clock in clocks]
    held = more in moves
    values = {"task": label(tasks[row]), "days": days, "moved": length(moves[-1], plan)}
    message = Message("quality_path_moves" if held else "quality_path_stays", values)
    return Indicator("dcma", 12, title, met(held), moves[-1] / facts.day, days, message, (tasks[row].uid,))


def _longer(task: PlanTask, more: int) -> PlanTask:
    left = None if task.remaining_duration is None else task.remaining_duration + more
    done = task.duration - task.remaining_duration if task.remaining_duration is not None else None
    if done is None:
        done = round(task.duration * min(task.percent_complete, 100) / 100)
    duration = task.duration + more
    return replace(task, duration=duration, remaining_duration=left if left is not None else duration - done)


def _with(plan: Plan, tasks: list[PlanTask]) -> Plan:
    return replace(plan, tasks=tuple(tasks))


def _length_index(facts: Facts) -> Indicator:
    """CPLI = (length of the critical path + its float) / its length, in working time from now to the plan's finish.

    The float is what the plan has until baseline 0 ends; without a baseline the least float of its tasks.
    """
    title = N_("Critical path length index")
    clock = facts.solved.network.project_clock
    end = to_instant(facts.dates.project_finish)
    path = clock.between(facts.now if facts.now is not None else to_instant(facts.dates.project_start), end)
    if path <= 0 or not facts.rows:
        return unchecked("dcma", 13, title, Message("quality_nothing"))
    if facts.baseline:
        target = max(facts.baseline_finish(row) or 0 for row in facts.baseline)
        spare = clock.between(end, target)
    else:
        spare = min(facts.dates.total_float[row] for row in facts.rows)
    return _index(facts, 13, title, (path + spare) / path, facts.limits.length_index)


def _execution_index(facts: Facts) -> Indicator:
    """BEI = tasks completed / tasks that baseline 0 has completed by the data date."""
    title = N_("Baseline execution index")
    reason = _baseline_missing(facts)
    if reason is not None:
        return unchecked("dcma", 14, title, reason)
    if not facts.due:
        return unchecked("dcma", 14, title, Message("quality_nothing"))
    completed = sum(row in facts.done and row in facts.baseline for row in facts.real)
    behind = facts.uids(row for row in facts.due if row not in facts.done)
    found = _index(facts, 14, title, completed / len(facts.due), facts.limits.execution_index)
    return replace(found, uids=behind)


def _index(facts: Facts, number: int, title: str, value: float, limit: float) -> Indicator:
    message = Message("quality_index", {"value": f"{value:.2f}", "limit": f"{limit:.2f}"})
    return Indicator("dcma", number, title, met(value >= limit), value, limit, message)
