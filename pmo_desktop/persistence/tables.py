"""The tables of a store, as typed SQLAlchemy mappings.

Every table whose class derives from `Recorded` is part of the user's document: its rows are recorded, undone,
compared and merged. Columns hold plain values only (int, str, date, datetime, bytes); money is in minor units, time in
minutes, lists and free fields in JSON text. Rows refer to each other by integer keys without cascades: a command
deletes what belongs to a row itself, so that every delete is recorded.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Date, DateTime, Double, ForeignKey, Index, MetaData, String, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ..domain.uid import new_uid


@compiles(String, "sqlite")
@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(JSON, "sqlite")
def _text(kind: Any, compiler: Any, **options: Any) -> str:
    return "TEXT"  # a STRICT table knows only INTEGER, REAL, TEXT and BLOB


@compiles(Boolean, "sqlite")
def _integer(kind: Any, compiler: Any, **options: Any) -> str:
    return "INTEGER"


@compiles(Double, "sqlite")
def _real(kind: Any, compiler: Any, **options: Any) -> str:
    return "REAL"


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[Any] = {dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}


OPTIONS: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
"""STRICT refuses a text where a number belongs; AUTOINCREMENT never gives a deleted row's id to another."""


class Recorded:
    """Mix-in of the tables whose rows are the user's document."""

    __table_args__: Any = OPTIONS

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)


class Portfolio(Recorded, Base):
    """The one portfolio of a store (row 1): its name, its money and its rules."""

    __tablename__ = "portfolio"

    name: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    committee: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="EUR")
    sample: Mapped[bool] = mapped_column(default=False)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Programme(Recorded, Base):
    """A group of projects with one aim."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    manager: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Project(Recorded, Base):
    """A line of the registry, and the head of a plan."""

    __tablename__ = "project"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    sponsor: Mapped[str] = mapped_column(default="")
    manager: Mapped[str] = mapped_column(default="")
    project_class: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="idea")
    archived: Mapped[bool] = mapped_column(default=False)
    currency: Mapped[str] = mapped_column(default="EUR")
    budget: Mapped[int | None]
    forecast: Mapped[int | None]
    actual: Mapped[int | None]
    start: Mapped[date | None]
    finish: Mapped[date | None]
    baseline_finish: Mapped[date | None]
    tags: Mapped[list[str]] = mapped_column(default=list)
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The plan's own settings, as MS Project keeps them in its project record.
    plan_start: Mapped[datetime | None]
    plan_finish: Mapped[datetime | None]
    from_finish: Mapped[bool] = mapped_column(default=False)
    data_date: Mapped[datetime | None]
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    minutes_per_day: Mapped[int] = mapped_column(default=480)
    minutes_per_week: Mapped[int] = mapped_column(default=2400)
    days_per_month: Mapped[int] = mapped_column(default=20)
    default_start: Mapped[int] = mapped_column(default=480)
    default_finish: Mapped[int] = mapped_column(default=1020)
    critical_slack: Mapped[int] = mapped_column(default=0)
    plan_extra: Mapped[dict[str, Any]] = mapped_column(default=dict)


class CustomField(Recorded, Base):
    """A field that the organisation added to its projects; its values are in `Project.custom` by `uid`."""

    __tablename__ = "custom_field"

    name: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)


class SavedView(Recorded, Base):
    """A named way to look at a table: filter, group, sort, columns."""

    __tablename__ = "saved_view"

    page: Mapped[str]
    name: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)


class Period(Recorded, Base):
    """A reporting period; a published one is read-only."""

    __tablename__ = "period"

    data_date: Mapped[date] = mapped_column(index=True)
    deadline: Mapped[date | None]
    meeting: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="open")


class StatusUpdate(Recorded, Base):
    """What was reported on a project for a period: the RAG by dimension, the words and the figures of that day."""

    __tablename__ = "status_update"
    __table_args__ = (Index("uq_status_update", "project_id", "period_id", unique=True), OPTIONS)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    overall: Mapped[str] = mapped_column(default="")
    schedule: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    benefits: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_owner: Mapped[str] = mapped_column(default="")
    next_due: Mapped[date | None]
    achieved: Mapped[str] = mapped_column(default="")
    not_achieved: Mapped[str] = mapped_column(default="")
    planned: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(default="")
    finish: Mapped[date | None]
    forecast: Mapped[int | None]
    percent_complete: Mapped[int | None]
    author: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime | None]


class Calendar(Recorded, Base):
    """A working calendar of a plan, or of the whole portfolio where `project_id` is null.

    `definition` holds the week, the working-week variations and the exceptions (see `domain.calendars`).
    """

    __tablename__ = "calendar"

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    file_uid: Mapped[int | None]
    name: Mapped[str]
    base_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    is_base: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)


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


class Task(Recorded, Base):
    """A row of a plan's outline: its place is `position` (ascending, with gaps), its depth `outline_level` (from 1).

    Only inputs are kept here. Early, late and scheduled dates, floats and roll-ups are computed by `scheduling`.
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


class Risk(Recorded, Base):
    """A threat or an opportunity of a project, or of the portfolio where `project_id` is null.

    Scores are 1 to 5, or null where nobody has judged yet. `likelihood` is a typed probability in percent that goes
    before the band's midpoint. Money is in minor units, time in days.
    """

    __tablename__ = "risk"

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    event: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="threat")
    category: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="identified")
    owner: Mapped[str] = mapped_column(default="")
    inherent_probability: Mapped[int | None]
    inherent_impact: Mapped[int | None]
    probability: Mapped[int | None]
    impact: Mapped[int | None]
    target_probability: Mapped[int | None]
    target_impact: Mapped[int | None]
    likelihood: Mapped[int | None]
    cost_impact: Mapped[int | None]
    days_impact: Mapped[int | None]
    proximity: Mapped[str] = mapped_column(default="")
    trigger: Mapped[str] = mapped_column("early_warning", default="")
    response: Mapped[str] = mapped_column(default="")
    response_plan: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    identified_on: Mapped[date | None]
    review_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RiskScore(Recorded, Base):
    """How a risk was scored when a period was reported."""

    __tablename__ = "risk_score"
    __table_args__ = (Index("uq_risk_score", "risk_id", "period_id", unique=True), OPTIONS)

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    probability: Mapped[int | None]
    impact: Mapped[int | None]


class Issue(Recorded, Base):
    """Something that has happened and needs an answer."""

    __tablename__ = "issue"

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    urgency: Mapped[int | None]
    impact: Mapped[int | None]
    owner: Mapped[str] = mapped_column(default="")
    raised_on: Mapped[date | None]
    due: Mapped[date | None]
    closed_on: Mapped[date | None]
    resolution: Mapped[str] = mapped_column(default="")


class Decision(Recorded, Base):
    """A question for the committee, and what it answered."""

    __tablename__ = "decision"

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    options: Mapped[list[Any]] = mapped_column(default=list)
    recommendation: Mapped[str] = mapped_column(default="")
    cost_of_delay: Mapped[str] = mapped_column(default="")
    decider: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    needed_by: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    outcome: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    act_by: Mapped[date | None]


class Template(Recorded, Base):
    """A template of the organisation's own; those that come with the program are files in `resources/templates`."""

    __tablename__ = "template"

    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="project")
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportMapping(Recorded, Base):
    """A named matching of a file's columns to fields, used again next month."""

    __tablename__ = "import_mapping"

    name: Mapped[str]
    kind: Mapped[str]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)


class History(Base):
    """One committed change set, whole, compressed. Written only by the store; never undone, never edited.

    `chain` is the SHA-256 of the previous row's chain with this row's content: an edited or removed row shows.
    """

    __tablename__ = "history"
    __table_args__ = ({"sqlite_strict": True},)

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    author: Mapped[str]
    label: Mapped[str]
    origin: Mapped[str]
    undoes: Mapped[int | None]
    row_count: Mapped[int]
    rows: Mapped[bytes]
    chain: Mapped[str]


class HistoryRow(Base):
    """Index of the rows that a change set touched, so that a row's past is found without reading every blob."""

    __tablename__ = "history_row"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)

    table: Mapped[str] = mapped_column("table_name", primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(ForeignKey("history.seq"), primary_key=True)


RECORDED: dict[str, Table] = {
    mapper.local_table.name: mapper.local_table
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Recorded) and isinstance(mapper.local_table, Table)
}
"""Name to table, for every table whose rows are the user's document."""
