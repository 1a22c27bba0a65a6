"""The registers beside the risks: issues, decisions, actions, assumptions, dependencies, changes, lessons, benefits."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import OPTIONS, Base, Recorded


class Entry(Recorded):
    """Mix-in of what every log's records have: a project or none, a running number, a title, words and one owner."""

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")


class Issue(Entry, Base):
    """Something that has happened and needs an answer."""

    __tablename__ = "issue"

    category: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    urgency: Mapped[int | None]
    impact: Mapped[int | None]
    raised_on: Mapped[date | None]
    due: Mapped[date | None]
    closed_on: Mapped[date | None]
    resolution: Mapped[str] = mapped_column(default="")
    escalation: Mapped[str] = mapped_column(default="")
    raised_by: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")


class Decision(Entry, Base):
    """A question for the committee, and what it answered; `pack_number` is the issued pack that asked it."""

    __tablename__ = "decision"

    options: Mapped[list[Any]] = mapped_column(default=list)
    recommendation: Mapped[str] = mapped_column(default="")
    cost_of_delay: Mapped[str] = mapped_column(default="")
    decider: Mapped[str] = mapped_column(default="")
    needed_by: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    outcome: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    act_by: Mapped[date | None]
    raised_on: Mapped[date | None]
    condition: Mapped[str] = mapped_column(default="")
    deferred_to: Mapped[date | None]
    pack_number: Mapped[int | None]


class Action(Entry, Base):
    """Something that somebody is to do: from a meeting, a decision, a risk or an issue."""

    __tablename__ = "action"

    priority: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    raised_on: Mapped[date | None]
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")


class Assumption(Entry, Base):
    """Something taken as true in planning, until it is confirmed or fails."""

    __tablename__ = "assumption"

    category: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    confidence: Mapped[int | None]
    impact: Mapped[int | None]
    raised_on: Mapped[date | None]
    validate_by: Mapped[date | None]
    validated_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")


class Dependency(Recorded, Base):
    """What one project gives and another needs; between two tasks, a link across plans. `lag` is in minutes."""

    __tablename__ = "dependency"

    giver_project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    taker_project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    giver_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    taker_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="FS")
    lag: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str] = mapped_column(default="")
    taker_owner: Mapped[str] = mapped_column(default="")
    needed_by: Mapped[date | None]
    promised_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")


class ChangeRequest(Entry, Base):
    """A request to change scope, time or money; an approved one permits a new baseline. Days are working days."""

    __tablename__ = "change_request"

    reason: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    priority: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="raised")
    raised_by: Mapped[str] = mapped_column(default="")
    raised_on: Mapped[date | None]
    due: Mapped[date | None]
    days_change: Mapped[int | None]
    cost_change: Mapped[int | None]
    scope_change: Mapped[str] = mapped_column(default="")
    decider: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(default="")


class Lesson(Entry, Base):
    """What was learned, and what to do next time."""

    __tablename__ = "lesson"

    cause: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="improve")
    stage: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    raised_on: Mapped[date | None]
    keywords: Mapped[list[str]] = mapped_column(default=list)


class Benefit(Entry, Base):
    """What a project is done for, and how far it has come true."""

    __tablename__ = "benefit"

    measure: Mapped[str] = mapped_column(default="")
    baseline_value: Mapped[str] = mapped_column(default="")
    target_value: Mapped[str] = mapped_column(default="")
    actual_value: Mapped[str] = mapped_column(default="")
    target_money: Mapped[int | None]
    actual_money: Mapped[int | None]
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="planned")


class Relation(Recorded, Base):
    """A trace from one record to another: a risk that became an issue, a condition of a decision that became an action.

    A command that deletes a record deletes its traces too.
    """

    __tablename__ = "relation"
    __table_args__ = (
        Index("ix_relation_source", "source_table", "source_id"),
        Index("ix_relation_target", "target_table", "target_id"),
        OPTIONS,
    )

    kind: Mapped[str]
    source_table: Mapped[str]
    source_id: Mapped[int]
    target_table: Mapped[str]
    target_id: Mapped[int]
