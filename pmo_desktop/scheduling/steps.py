"""What an explanation is made of: steps that name a cause, and the words for lengths of time and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ..domain.messages import Message
from ..domain.plan import Plan, PlanLink, PlanTask
from ..domain.worktime import to_moment

StepKind = Literal[
    "link", "lag", "duration", "summary", "calendar", "levelling",  # these lead on to another cause
    "project", "data_date", "constraint", "actual", "manual", "external", "latest", "deadline", "finish", "conflict",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One cause of a date.

    Attributes:
        message: a clause, without capital letter or full stop.
        at: the moment at which the cause stands.
        task_uid: the task that it can be clicked to.
        link, calendar_uid, resource_uid: the link, the calendar and the calendar's resource, where it is about one.
    """

    kind: StepKind
    message: Message
    at: datetime
    task_uid: int
    link: PlanLink | None = None
    calendar_uid: int | None = None
    resource_uid: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer: a sentence, and the causes from the task back to the first one."""

    task_uid: int
    message: Message
    steps: tuple[Step, ...]


JOINERS: Final = {"summary": "why_and", "latest": "why_and", "conflict": "why_but", "finish": "why_and"}
"""How a cause is joined to the one before it; most with "then"."""


def joined(steps: Sequence[Step]) -> Message:
    """Return clauses in the order of time as one."""
    message = steps[0].message
    for step in steps[1:]:
        name = JOINERS.get(step.kind, "why_then")
        message = Message(name, {"first": message, "second": step.message})
    return message


def label(task: PlanTask) -> str:
    """Return how a sentence names a task: its number in the outline and its name."""
    return f"{task.wbs} {task.name}".strip() or f"{task.uid}"


def shown(instant: int, *others: int, apart: bool = False) -> object:
    """Return a date for a sentence, or the moment where another one of the sentence falls on the same day.

    With `apart` the moment also where the other is the very same.
    """
    moment = to_moment(instant)
    same = any(to_moment(other).date() == moment.date() and (apart or other != instant) for other in others)
    return moment if same else moment.date()


def length(minutes: int, plan: Plan, *, elapsed: bool = False) -> Message:
    """Return a length of time in the plan's days, hours and minutes."""
    day = 1440 if elapsed else max(1, plan.minutes_per_day)
    days, rest = divmod(abs(minutes), day)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(Message("length_elapsed_days" if elapsed else "length_days", count=days))
    if hours:
        parts.append(Message("length_hours", count=hours))
    if not minutes:
        parts.append(Message("length_days", count=0))
    if left:
        parts.append(Message("length_minutes", count=left))
    message = parts[0]
    for part in parts[1:]:
        message = Message("length_and", {"first": message, "second": part})
    return message
