"""The risk register: risks, their scores over time, their responses and the tasks they hit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import OPTIONS, Base, Recorded


class Risk(Recorded, Base):
    """A threat or an opportunity of a project, or of the portfolio where `project_id` is null.

    Scores are 1 to 5, or null where nobody has judged yet. `likelihood` is a typed probability in percent that goes
    before the band's midpoint. Money is in minor units, time in days. `impact` is the worst of the impacts by kind
    where those are judged; `review_every` is in days.
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
    residual_probability: Mapped[int | None]
    residual_impact: Mapped[int | None]
    impact_time: Mapped[int | None]
    impact_cost: Mapped[int | None]
    impact_scope: Mapped[int | None]
    impact_quality: Mapped[int | None]
    impact_reputation: Mapped[int | None]
    escalation: Mapped[str] = mapped_column(default="")
    review_every: Mapped[int | None]
    days_low: Mapped[int | None]
    days_likely: Mapped[int | None]
    days_high: Mapped[int | None]
    cost_low: Mapped[int | None]
    cost_likely: Mapped[int | None]
    cost_high: Mapped[int | None]
    occurred_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class RiskScore(Recorded, Base):
    """How a risk was scored when a period was reported."""

    __tablename__ = "risk_score"
    __table_args__ = (Index("uq_risk_score", "risk_id", "period_id", unique=True), OPTIONS)

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    probability: Mapped[int | None]
    impact: Mapped[int | None]
    likelihood: Mapped[int | None]


class RiskResponse(Recorded, Base):
    """One thing done about a risk: who, until when, what it costs, and what it changes.

    The scores are those after it; `likelihood_after` is in percent, `days_cut` and `cost_cut` are percent off.
    """

    __tablename__ = "risk_response"

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    strategy: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    cost: Mapped[int | None]
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="planned")
    done_on: Mapped[date | None]
    probability_after: Mapped[int | None]
    impact_after: Mapped[int | None]
    likelihood_after: Mapped[int | None]
    days_cut: Mapped[int] = mapped_column(default=0)
    cost_cut: Mapped[int] = mapped_column(default=0)


class RiskTask(Recorded, Base):
    """A task that a risk delays when it occurs: by days of its own, by a factor, or by the days of the risk."""

    __tablename__ = "risk_task"
    __table_args__ = (Index("uq_risk_task", "risk_id", "task_id", unique=True), OPTIONS)

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    days_low: Mapped[int | None]
    days_likely: Mapped[int | None]
    days_high: Mapped[int | None]
    factor: Mapped[float | None]


class SimulationRun(Recorded, Base):
    """What a simulation of a plan gave, and from which seed, so that a pack can print it."""

    __tablename__ = "simulation_run"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    period_id: Mapped[int | None] = mapped_column(ForeignKey("period.id"))
    made_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(default="")
    seed: Mapped[int]
    iterations: Mapped[int]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
