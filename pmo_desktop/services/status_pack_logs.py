"""Benefits, logs, simulations and over-allocated people as a pack shows them on its data date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.pack_registers import PackBenefit, PackLatency, PackLoad, PackLog, PackSimulation
from ..persistence.tables import Action, Assumption, Benefit, ChangeRequest, Dependency, Project, SimulationRun
from .logs import LOGS
from .queries.decisions import latency
from .queries.usage import UsageRow, usage_of_plan
from .status_pack_plans import PlanFacts
from .status_pack_registers import Uids
from .status_pack_scope import PackScope

DELIVERED: Final = frozenset({"delivered", "done", "closed", "cancelled", "withdrawn"})
"""States in which nobody waits for a dependency any more."""

MOST_MONTHS: Final = 24
"""Months of a plan's people that a pack keeps: nobody acts on later ones yet."""

MOST_DRIVERS: Final = 8


def pack_benefits(session: Session, uids: Uids) -> tuple[PackBenefit, ...]:
    """Return the benefits of the pack's projects by code."""
    currencies = {row.id: row.currency for row in session.execute(select(Project.id, Project.currency))}
    return tuple(
        PackBenefit(
            uid=row.uid,
            project=uids[row.project_id],
            code=row.code,
            title=row.title,
            owner=row.owner,
            measure=row.measure,
            baseline_value=row.baseline_value,
            target_value=row.target_value,
            actual_value=row.actual_value,
            currency=currencies.get(row.project_id, "EUR"),
            target_money=row.target_money,
            actual_money=row.actual_money,
            due=row.due,
            status=row.status,
            is_open=row.status not in LOGS["benefit"].closed,
        )
        for row in session.scalars(select(Benefit).order_by(Benefit.code, Benefit.id))
        if row.project_id in uids
    )


def pack_logs(session: Session, uids: Uids, data_date: date) -> tuple[PackLog, ...]:
    """Return actions, change requests, assumptions and dependencies that were there on the data date."""
    return (
        *_log(session, Action, "action", uids, data_date),
        *_log(session, ChangeRequest, "change_request", uids, data_date),
        *_log(session, Assumption, "assumption", uids, data_date),
        *_dependencies(session, uids),
    )


def _log(session: Session, kind: Any, table: str, uids: Uids, data_date: date) -> Iterator[PackLog]:
    known = LOGS[table]
    for row in session.scalars(select(kind).order_by(kind.code, kind.id)):
        raised = getattr(row, known.raised)
        if row.project_id not in uids or (raised is not None and raised > data_date):
            continue
        yield PackLog(
            uid=row.uid,
            project=uids[row.project_id],
            register=table,
            code=row.code,
            title=row.title,
            owner=row.owner,
            due=getattr(row, known.due),
            status=row.status,
            is_open=row.status not in known.closed,
        )


def _dependencies(session: Session, uids: Uids) -> Iterator[PackLog]:
    for row in session.scalars(select(Dependency).order_by(Dependency.code, Dependency.id)):
        taker = row.taker_project_id if row.taker_project_id in uids else row.giver_project_id
        if taker in uids:
            yield PackLog(
                uid=row.uid,
                project=uids[taker],
                register="dependency",
                code=row.code,
                title=row.title,
                owner=row.owner,
                due=row.needed_by or row.promised_on,
                status=row.status,
                is_open=row.status not in DELIVERED and row.delivered_on is None,
            )


def pack_simulations(session: Session, uids: Uids, scope: PackScope) -> tuple[PackSimulation, ...]:
    """Return the newest simulation of each project that was made for the pack's period or before its data date."""
    projects = {row.id: row for row in session.execute(select(Project.id, Project.currency, Project.finish))}
    newest: dict[int, SimulationRun] = {}
    for row in session.scalars(select(SimulationRun).order_by(SimulationRun.made_at, SimulationRun.id)):
        of_period = scope.period is not None and row.period_id == scope.period.id
        is_recent = row.made_at.date() <= scope.data_date and _is_after(row.made_at.date(), scope)
        if row.project_id in uids and (of_period or is_recent):
            newest[row.project_id] = row
    found = []
    for key, row in sorted(newest.items(), key=lambda item: uids[item[0]]):
        made = _simulation(row, uids[key], projects[key])
        if made is not None:
            found.append(made)
    return tuple(found)


def _is_after(day: date, scope: PackScope) -> bool:
    return scope.previous is None or day > scope.previous.data_date


def _simulation(row: SimulationRun, uid: str, project: Any) -> PackSimulation | None:
    """Return what was kept of a run; None where that is damaged or from a program that keeps it otherwise."""
    try:
        dates, planned, cost = row.result["dates"], row.result["planned"], row.result["cost"]
        curve: dict[date, int] = {}
        for moment, share in row.result["curve"]:
            curve[datetime.fromisoformat(moment).date()] = round(1000 * share)
        drivers = [(str(one["name"]), round(one["days"])) for one in row.result["risks"]]
        return PackSimulation(
            project=uid,
            made_on=row.made_at.date(),
            iterations=row.iterations,
            planned=project.finish,
            confidence=round(1000 * planned["confidence"]),
            finish_p50=datetime.fromisoformat(dates["p50"]).date(),
            finish_p80=datetime.fromisoformat(dates["p80"]).date(),
            currency=project.currency,
            cost_planned=round(planned["cost"]) or None,
            cost_p50=round(cost["p50"]) or None,
            cost_p80=round(cost["p80"]) or None,
            curve=tuple(sorted(curve.items())),
            drivers=tuple(one for one in drivers if one[1])[:MOST_DRIVERS],
        )
    except (KeyError, TypeError, ValueError):
        return None


def pack_loads(rows: Sequence[Project], facts: Mapping[int, PlanFacts]) -> tuple[PackLoad, ...]:
    """Return the work of all people of the plans by month; nothing for plans without assignments."""
    found = []
    for project in rows:
        plan = facts[project.id]
        if plan.dates is None or not plan.plan.assignments:
            continue
        usage = usage_of_plan(plan.plan, plan.dates, "month")
        found += [_load(project.uid, row, usage.periods) for row in usage.rows if row.work]
    return tuple(found)


def _load(project: str, row: UsageRow, periods: Sequence[date]) -> PackLoad:
    cells = row.cells[:MOST_MONTHS]
    return PackLoad(
        project=project,
        resource=row.name,
        first=periods[0],
        work=tuple(cell.work if cell else 0 for cell in cells),
        capacity=tuple(cell.capacity if cell else 0 for cell in cells),
        over=tuple(at for at, cell in enumerate(cells) if cell is not None and cell.is_over),
    )


def pack_latency(session: Session) -> PackLatency | None:
    """Return how long the committee takes to decide; None where too few decisions tell."""
    found = latency(session)
    return PackLatency(round(found[0] * 10), found[1]) if found else None
