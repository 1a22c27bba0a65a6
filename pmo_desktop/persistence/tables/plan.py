"""A plan: calendars, resources, the outline of tasks, links, assignments and baselines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import OPTIONS, Base, Recorded


class Calendar(Recorded, Base):
    """A working calendar of a plan, or of the whole portfolio where `project_id` is null.

    `definition` holds the week, the working-week variations and the exceptions (see `domain.calendars`);
    `holiday_set` names the public holidays that were put into it, as `CN` or `DE-BY`.
    """

    __tablename__ = "calendar"

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    file_uid: Mapped[int | None]
    name: Mapped[str]
    base_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    is_base: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)
    holiday_set: Mapped[str] = mapped_column(default="")
    origin_id: Mapped[int | None]


class Resource(Recorded, Base):
    """A person, a machine, a material or a cost of a plan. Rates are in minor units an hour."""

    __tablename__ = "resource"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    file_uid: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="work")
    initials: Mapped[str] = mapped_column(default="")
    group: Mapped[str] = mapped_column("resource_group", default="")
    max_units: Mapped[float] = mapped_column(default=1.0)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    standard_rate: Mapped[int | None]
    overtime_rate: Mapped[int | None]
    cost_per_use: Mapped[int | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origin_id: Mapped[int | None]


class Task(Recorded, Base):
    """A row of a plan's outline: its place is `position` (ascending, with gaps), its depth `outline_level` (from 1).

    Only inputs are kept here. Early, late and scheduled dates, floats and roll-ups are computed by `scheduling`.
    In a draft, `origin_id` is the task it was copied from. `shape` and the three durations, in working minutes, say
    how uncertain its duration is; tasks of one correlation group vary together.
    """

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_place", "project_id", "position"), OPTIONS)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    file_uid: Mapped[int | None]
    position: Mapped[int]
    outline_level: Mapped[int] = mapped_column(default=1)
    wbs: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    milestone: Mapped[bool] = mapped_column(default=False)
    key: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    manual: Mapped[bool] = mapped_column(default=False)
    manual_start: Mapped[datetime | None]
    manual_finish: Mapped[datetime | None]
    duration: Mapped[int] = mapped_column(default=480)
    duration_format: Mapped[int] = mapped_column(default=7)
    elapsed: Mapped[bool] = mapped_column(default=False)
    estimated: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(default="fixed_units")
    effort_driven: Mapped[bool] = mapped_column(default=False)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    ignore_resource_calendar: Mapped[bool] = mapped_column(default=False)
    constraint: Mapped[str] = mapped_column("constraint_type", default="ASAP")
    constraint_date: Mapped[datetime | None]
    deadline: Mapped[datetime | None]
    priority: Mapped[int] = mapped_column(default=500)
    levelling_delay: Mapped[int] = mapped_column(default=0)
    percent_complete: Mapped[int] = mapped_column(default=0)
    physical_percent_complete: Mapped[int] = mapped_column(default=0)
    actual_start: Mapped[datetime | None]
    actual_finish: Mapped[datetime | None]
    remaining_duration: Mapped[int | None]
    stop: Mapped[datetime | None]
    resume: Mapped[datetime | None]
    splits: Mapped[list[Any]] = mapped_column(default=list)
    work: Mapped[int | None]
    actual_work: Mapped[int | None]
    cost: Mapped[int | None]
    fixed_cost: Mapped[int | None]
    actual_cost: Mapped[int | None]
    owner: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origin_id: Mapped[int | None]
    gate: Mapped[str] = mapped_column(default="")
    shape: Mapped[str] = mapped_column(default="")
    optimistic: Mapped[int | None]
    most_likely: Mapped[int | None]
    pessimistic: Mapped[int | None]
    correlation_group_id: Mapped[int | None] = mapped_column(ForeignKey("correlation_group.id"))


class Link(Recorded, Base):
    """A dependency of one task on another. `lag` is in minutes, or in percent where `lag_kind` says so."""

    __tablename__ = "link"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[str] = mapped_column(default="FS")
    lag: Mapped[int] = mapped_column(default=0)
    lag_kind: Mapped[str] = mapped_column(default="working")
    lag_format: Mapped[int] = mapped_column(default=7)


class Assignment(Recorded, Base):
    """A resource's part in a task. Work is in minutes, costs in minor units."""

    __tablename__ = "assignment"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    file_uid: Mapped[int | None]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    units: Mapped[float] = mapped_column(default=1.0)
    work: Mapped[int] = mapped_column(default=0)
    actual_work: Mapped[int] = mapped_column(default=0)
    remaining_work: Mapped[int | None]
    cost: Mapped[int | None]
    actual_cost: Mapped[int | None]
    delay: Mapped[int] = mapped_column(default=0)
    levelling_delay: Mapped[int] = mapped_column(default=0)
    contour: Mapped[int] = mapped_column(default=0)
    start: Mapped[datetime | None]
    finish: Mapped[datetime | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)


class TaskBaseline(Recorded, Base):
    """A task as it stood when a baseline (0 to 10) was set: a fact, never recomputed."""

    __tablename__ = "task_baseline"
    __table_args__ = (Index("uq_task_baseline", "task_id", "number", unique=True), OPTIONS)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    number: Mapped[int] = mapped_column(default=0)
    start: Mapped[datetime | None]
    finish: Mapped[datetime | None]
    duration: Mapped[int | None]
    work: Mapped[int | None]
    cost: Mapped[int | None]


class Baseline(Recorded, Base):
    """The head of a baseline (0 to 10): when it was set, by whom, and which change request permitted it."""

    __tablename__ = "baseline"
    __table_args__ = (Index("uq_baseline", "project_id", "number", unique=True), OPTIONS)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    set_on: Mapped[date | None]
    author: Mapped[str] = mapped_column(default="")
    change_request_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id"))
    approved: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class CorrelationGroup(Recorded, Base):
    """Tasks of a plan whose durations vary together, by the coefficient `rho`."""

    __tablename__ = "correlation_group"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[str]
    rho: Mapped[float] = mapped_column(default=0.0)
