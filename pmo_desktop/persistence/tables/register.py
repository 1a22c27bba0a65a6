"""The registers: risks with their scores, issues, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import OPTIONS, Base, Recorded


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
