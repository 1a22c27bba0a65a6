"""The portfolio, its programmes and projects, the organisation's own fields, views and templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Recorded


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
    """A line of the registry, and the head of a plan.

    A row with `draft_of` is no project of its own: it holds a what-if draft of that project's plan, is archived, and
    no list shows it. `simulation` keeps how the plan was last simulated: template, seed, iterations.
    """

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
    progress_mode: Mapped[str] = mapped_column(default="project")
    reschedule_remaining: Mapped[bool] = mapped_column(default=False)
    draft_of: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    simulation: Mapped[dict[str, Any]] = mapped_column(default=dict)


class CustomField(Recorded, Base):
    """A field that the organisation added; its values are in `custom` of the table named `record`, by `uid`."""

    __tablename__ = "custom_field"

    name: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)
    record: Mapped[str] = mapped_column(default="project")


class SavedView(Recorded, Base):
    """A named way to look at a table: filter, group, sort, columns."""

    __tablename__ = "saved_view"

    page: Mapped[str]
    name: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)


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
