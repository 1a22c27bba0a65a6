"""Reporting: the periods, what was reported in them and by which rules, and the packs that were issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import OPTIONS, Base, Recorded


class Period(Recorded, Base):
    """A reporting period; a published one is read-only."""

    __tablename__ = "period"

    data_date: Mapped[date] = mapped_column(index=True)
    deadline: Mapped[date | None]
    meeting: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="open")
    published_at: Mapped[datetime | None]


class StatusUpdate(Recorded, Base):
    """What was reported on a project for a period: the RAG by dimension, the words and the figures of that day.

    `reasons` are the words to a single dimension, by its name.
    """

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
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    planned_value: Mapped[int | None]
    earned_value: Mapped[int | None]
    actual: Mapped[int | None]


class RagOverride(Recorded, Base):
    """A rating that somebody set against the rules, with the reason, until it expires."""

    __tablename__ = "rag_override"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    dimension: Mapped[str]
    rag: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]
    expires_on: Mapped[date]


class RagRules(Recorded, Base):
    """A set of rules by which ratings are computed, begun from a preset."""

    __tablename__ = "rag_rules"

    name: Mapped[str]
    preset: Mapped[str] = mapped_column(default="")
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PackDefinition(Recorded, Base):
    """A pack as it is made each month: its pages in order, their titles, who reads it."""

    __tablename__ = "pack_definition"

    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Audience(Recorded, Base):
    """Who reads a pack, and what is masked for them."""

    __tablename__ = "audience"

    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    definition: Mapped[dict[str, Any]] = mapped_column(default=dict)


class IssuedPack(Recorded, Base):
    """A pack that was published: its number, what it corrects, and the digest of the data it was made from."""

    __tablename__ = "issued_pack"

    number: Mapped[int] = mapped_column(unique=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    definition_id: Mapped[int | None] = mapped_column(ForeignKey("pack_definition.id"))
    version: Mapped[int] = mapped_column(default=1)
    corrects: Mapped[int | None]
    name: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(default="")
    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.sha256"))
    manifest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(default="")


class Snapshot(Base):
    """The data of an issued pack, compressed, under their own SHA-256: written once, never changed."""

    __tablename__ = "snapshot"
    __table_args__ = ({"sqlite_strict": True},)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Meeting(Recorded, Base):
    """The committee's meeting on a period's pack."""

    __tablename__ = "meeting"

    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    attendees: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
