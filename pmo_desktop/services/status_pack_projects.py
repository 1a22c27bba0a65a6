"""A project as a pack shows it: its line of the registry, what was reported on it, what its plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.pack import PackProject, PackStatus
from ..domain.pack_history import PackOverride
from ..domain.rag import DIMENSIONS, Dimension, to_rag
from ..domain.rag_rules import Judgement
from ..domain.rag_status import is_stale
from ..persistence.tables import Project, RagOverride, StatusUpdate
from .rag import computed_rags, planned_percent
from .status_pack_plans import PlanFacts
from .status_pack_scope import PackScope

WORDS: Final = ("reason", "next_step", "next_owner", "achieved", "not_achieved", "planned", "ask", "author")


def pack_statuses(session: Session, projects: Sequence[Project], scope: PackScope) -> dict[int, tuple[PackStatus, ...]]:
    """Return what was reported on each project for the periods of a pack, oldest first."""
    dates = {period.id: period.data_date for period in scope.shown}
    rows = session.scalars(select(StatusUpdate).where(StatusUpdate.period_id.in_(dates)))
    told: dict[int, list[StatusUpdate]] = {}
    for row in rows:
        told.setdefault(row.project_id, []).append(row)
    ids = [project.id for project in projects]
    computed = {period.id: computed_rags(session, period.id, ids) for period in scope.shown}
    overrides = _overrides(session, ids, scope.data_date)
    return {
        project.id: tuple(
            sorted(
                (
                    _status(
                        row,
                        project,
                        dates[row.period_id],
                        scope,
                        computed[row.period_id][project.id],
                        overrides.get(project.id, ()),
                    )
                    for row in told.get(project.id, ())
                ),
                key=lambda status: status.data_date,
            )
        )
        for project in projects
    }


def pack_project(
    row: Project, programme: str, statuses: Sequence[PackStatus], facts: PlanFacts, scope: PackScope
) -> PackProject:
    """Return a project with the figures of the pack's period: the registry's own, or in the past the reported ones."""
    told = next((status for status in statuses if status.data_date == scope.data_date), None)
    finish, forecast = row.finish or facts.finish, row.forecast
    if not scope.is_current and told is not None:
        finish, forecast = told.finish or finish, told.forecast
    percent = told.percent_complete if told is not None else None
    if percent is None:
        percent = facts.percent_complete
    gate, gate_on = facts.next_gate(scope.data_date)
    variance = None if forecast is None or row.budget is None else forecast - row.budget
    return PackProject(
        uid=row.uid,
        code=row.code,
        name=row.name,
        programme=programme,
        description=row.description,
        sponsor=row.sponsor,
        manager=row.manager,
        project_class=row.project_class,
        stage=row.stage,
        currency=row.currency,
        budget=row.budget,
        forecast=forecast,
        actual=row.actual if scope.is_current else None,
        start=row.start,
        finish=finish,
        baseline_finish=row.baseline_finish,
        percent_complete=percent,
        planned_percent=planned_percent(row.start, row.baseline_finish or row.finish, scope.data_date),
        next_gate=gate,
        next_gate_on=gate_on,
        statuses=tuple(statuses),
        causes=facts.causes(variance) if scope.is_current else (),
        tags=tuple(row.tags),
    )


def _overrides(session: Session, ids: Sequence[int], data_date: date) -> dict[int, tuple[PackOverride, ...]]:
    """Return the overrides that are in force on the pack's data date, by project."""
    found: dict[int, dict[str, PackOverride]] = {}
    query = select(RagOverride).where(RagOverride.project_id.in_(ids)).order_by(RagOverride.made_on, RagOverride.id)
    for row in session.scalars(query):
        if row.dimension in DIMENSIONS and row.made_on <= data_date <= row.expires_on:
            found.setdefault(row.project_id, {})[row.dimension] = PackOverride(
                row.dimension,
                to_rag(row.rag),
                row.reason,
                row.author,
                row.made_on,
                row.expires_on,
            )
    return {key: tuple(own[name] for name in DIMENSIONS if name in own) for key, own in found.items()}


def _status(
    row: StatusUpdate,
    project: Project,
    data_date: date,
    scope: PackScope,
    computed: Mapping[Dimension, Judgement],
    overrides: tuple[PackOverride, ...],
) -> PackStatus:
    is_own = data_date == scope.data_date
    is_current = scope.is_current and data_date == scope.data_date
    finish = project.finish if is_current else row.finish
    forecast = project.forecast if is_current else row.forecast
    ratings: dict[str, Any] = {name: to_rag(getattr(row, name)) for name in DIMENSIONS}
    before = max((day for day in scope.dates if day < data_date), default=None)
    if is_stale(row.updated_at.date() if row.updated_at else None, data_date, before):
        ratings = dict.fromkeys(DIMENSIONS, "")  # too old to be believed
    words: dict[str, Any] = {name: getattr(row, name) for name in WORDS}
    return PackStatus(
        data_date=data_date,
        **ratings,
        **words,
        next_due=row.next_due,
        finish=finish,
        forecast=forecast,
        percent_complete=row.percent_complete,
        calculated=computed["overall"].rag,
        computed=tuple((name, computed[name].rag) for name in DIMENSIONS if name in computed) if is_own else (),
        overrides=overrides if is_own else (),
        planned_value=row.planned_value,
        earned_value=row.earned_value,
        actual_cost=row.actual,
    )
