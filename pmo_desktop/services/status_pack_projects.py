"""A project as a pack shows it: its line of the registry, what was reported on it, what its plan says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.pack import PackProject, PackStatus, PackTolerances
from ..domain.rag import DIMENSIONS, Rag, to_rag, worst
from ..persistence.tables import Project, StatusUpdate
from .status_pack_plans import PlanFacts
from .status_pack_scope import PackScope

WORDS: Final = ("reason", "next_step", "next_owner", "achieved", "not_achieved", "planned", "ask", "author")


def pack_statuses(
    session: Session, projects: Iterable[Project], scope: PackScope, rules: PackTolerances
) -> dict[int, tuple[PackStatus, ...]]:
    """Return what was reported on each project for the periods of a pack, oldest first."""
    dates = {period.id: period.data_date for period in scope.shown}
    rows = session.scalars(select(StatusUpdate).where(StatusUpdate.period_id.in_(dates)))
    told: dict[int, list[StatusUpdate]] = {}
    for row in rows:
        told.setdefault(row.project_id, []).append(row)
    return {
        project.id: tuple(
            sorted(
                (_status(row, project, dates[row.period_id], scope, rules) for row in told.get(project.id, ())),
                key=lambda status: status.data_date,
            )
        )
        for project in projects
    }


def calculated(slip: int | None, overrun: float | None, rules: PackTolerances) -> Rag:
    """Return the rating that follows from slip (days) and overrun (share of the budget) by the tolerances."""
    time: Rag = "" if slip is None else "R" if slip > rules.slip_red else "A" if slip > rules.slip_amber else "G"
    tenths = None if overrun is None else round(overrun * 1000)
    money: Rag = ""
    if tenths is not None:
        money = "R" if tenths >= rules.cost_red else "A" if tenths >= rules.cost_amber else "G"
    return worst((time, money))


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


def planned_percent(start: date | None, finish: date | None, data_date: date) -> int | None:
    """Return the share of the planned time that is gone, in percent, as the registry shows it."""
    if start is None or finish is None or finish <= start:
        return None
    gone = (data_date - start).days / (finish - start).days
    return round(100 * min(max(gone, 0.0), 1.0))


def _status(
    row: StatusUpdate, project: Project, data_date: date, scope: PackScope, rules: PackTolerances
) -> PackStatus:
    is_current = scope.is_current and data_date == scope.data_date
    finish = project.finish if is_current else row.finish
    forecast = project.forecast if is_current else row.forecast
    slip = None if finish is None or project.baseline_finish is None else (finish - project.baseline_finish).days
    overrun = None if forecast is None or not project.budget else (forecast - project.budget) / project.budget
    ratings: dict[str, Any] = {name: to_rag(getattr(row, name)) for name in DIMENSIONS}
    words: dict[str, Any] = {name: getattr(row, name) for name in WORDS}
    return PackStatus(
        data_date=data_date,
        **ratings,
        **words,
        next_due=row.next_due,
        finish=finish,
        forecast=forecast,
        percent_complete=row.percent_complete,
        calculated="C" if ratings["overall"] == "C" else calculated(slip, overrun, rules),
    )
