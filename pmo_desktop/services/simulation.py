"""A stored project as a model for the simulation: its plan, its estimates and its open risks.

Until registers and plans have fields of their own for it, what is not certain is read from `extra["uncertainty"]`:
of a task `{"duration": {"triangular": [8, 10, 15]}, "cost": {…}}` in days and minor units; of a risk `{"days": {…},
"cost": {…}, "factor": {…}, "tasks": [row ids], "responses": [{"id", "name", "cost", "probability", "days", "impact",
"factor"}]}`, where days and cost stand in for `days_impact` and `cost_impact`; of a project's `plan_extra`
`{"template": [-10, 25], "correlation": [{"tasks": [row ids], "rho": 0.5}]}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain import risk as scoring
from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.plan import Plan, PlanTask, summary_flags
from ..domain.uncertainty import Correlation, Distribution, Response, RiskEvent, distribution_from, fixed
from ..persistence.tables import Project, Risk, Task
from ..scheduling.simulation import Model
from .planning import load_plan
from .queries.portfolio import portfolio

TEMPLATE: Final = (-10.0, 25.0)
"""What is assumed of a task without an estimate of its own: percent below and above what is left of its duration."""


@dataclass(frozen=True, slots=True)
class ProjectModel:
    """A project's model; `uids` gives for each task key the row id, `notes` what was assumed or left out."""

    model: Model
    currency: str
    uids: Mapping[str, int]
    notes: tuple[Message, ...]


def project_model(session: Session, project_id: int, template: tuple[float, float] | None = None) -> ProjectModel:
    """Return a project as a model. A `template` in percent goes before the project's own.

    Raises:
        PmoError: there is no such project, an estimate is not written as it should be, or a risk or a correlation
            names a task that is not there.
    """
    plan = load_plan(session, project_id)
    settings = _uncertainty(plan.extra)
    low, high = template or _template(settings)
    keys: dict[int, str] = {
        row.id: row.uid for row in session.execute(select(Task.id, Task.uid).where(Task.project_id == project_id))
    }
    durations: dict[int, Distribution] = {}
    costs: dict[int, Distribution] = {}
    assumed = 0
    for task, summary in zip(plan.tasks, summary_flags(plan.tasks), strict=True):
        if summary or not task.active or task.actual_finish is not None or task.percent_complete >= 100:
            continue
        own = _uncertainty(task.extra)
        minutes = 1440.0 if task.elapsed else float(plan.minutes_per_day)
        if "duration" in own:
            durations[task.uid] = distribution_from(own["duration"], task.name).scaled(minutes)
        elif task.duration and not task.manual and not task.external:
            durations[task.uid] = _by_template(task, low, high)
            assumed += 1
        if "cost" in own:
            costs[task.uid] = distribution_from(own["cost"], task.name)
    risks, left_out = _risks(session, project_id, keys)
    notes = []
    if assumed:
        notes.append(Message("simulation_template_used", {"low": f"{low:+g}", "high": f"{high:+g}"}, count=assumed))
    if left_out:
        notes.append(Message("simulation_risks_left_out", count=left_out))
    unmapped = sum(1 for risk in risks if risk.days is not None and not risk.tasks)
    if unmapped:
        notes.append(Message("simulation_risks_unmapped", count=unmapped))
    currency = session.scalars(select(Project.currency).where(Project.id == project_id)).one()
    model = Model(
        plan=plan,
        keys=keys,
        durations=durations,
        costs=costs,
        rates=_rates(plan, costs),
        risks=risks,
        correlation=_correlation(settings, keys),
        minutes_per_day=float(plan.minutes_per_day),
    )
    return ProjectModel(model, currency, {key: row for row, key in keys.items()}, tuple(notes))


def _uncertainty(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    found = extra.get("uncertainty")
    return found if isinstance(found, dict) else {}


def _template(settings: Mapping[str, Any]) -> tuple[float, float]:
    found = settings.get("template")
    if isinstance(found, list) and len(found) == 2 and all(isinstance(part, int | float) for part in found):
        return float(found[0]), float(found[1])
    return TEMPLATE


def _by_template(task: PlanTask, low: float, high: float) -> Distribution:
    """Return a triangle about what is left of a task, on top of what is done of it."""
    remaining = task.duration if task.actual_start is None else task.remaining_duration
    if remaining is None:
        remaining = task.duration - round(task.duration * task.percent_complete / 100)
    done = task.duration - remaining
    shares = (1 + low / 100, 1.0, 1 + high / 100)
    return Distribution("triangular", tuple(done + remaining * share for share in shares))


def _rates(plan: Plan, costs: Mapping[int, Distribution]) -> dict[int, float]:
    """Return what a minute more costs, for tasks whose cost is more than a fixed one and is not estimated itself."""
    return {
        task.uid: (task.cost - (task.fixed_cost or 0)) / task.duration
        for task in plan.tasks
        if task.cost and task.duration and task.uid not in costs
    }


def _risks(session: Session, project_id: int, keys: Mapping[int, str]) -> tuple[tuple[RiskEvent, ...], int]:
    """Return the open risks of a project, and how many have no probability or no impact in days or money."""
    bands = portfolio(session).bands
    events: list[RiskEvent] = []
    left_out = 0
    for row in session.scalars(select(Risk).where(Risk.project_id == project_id).order_by(Risk.id)):
        if not scoring.is_open(row.status):
            continue
        share = scoring.per_mille(row.likelihood, row.probability, bands)
        event = None if share is None else _event(row, share / 1000, keys, bands)
        if event is None or (event.days is None and event.cost is None and event.factor is None):
            left_out += 1
        else:
            events.append(event)
    return tuple(events), left_out


def _event(row: Risk, probability: float, keys: Mapping[int, str], bands: tuple[int, ...]) -> RiskEvent:
    own = _uncertainty(row.extra)
    name = f"{row.code} {row.title}".strip()
    days = _impact(own.get("days"), row.days_impact, name)
    cost = _impact(own.get("cost"), row.cost_impact, name)
    tasks = []
    for task in _list(own.get("tasks")):
        if not isinstance(task, int) or task not in keys:
            raise PmoError("risk_task_missing", risk=name, task=str(task))
        tasks.append(keys[task])
    responses = [_response(item, row.uid, at, name) for at, item in enumerate(_list(own.get("responses")))]
    target = scoring.per_mille(None, row.target_probability, bands)
    if not responses and target is not None and target / 1000 < probability:
        responses = [Response(f"{row.uid}/target", row.response_plan or name, probability=target / 1000)]
    factor = distribution_from(own["factor"], name) if "factor" in own else None
    return RiskEvent(
        key=row.uid,
        name=name,
        probability=probability,
        days=days,
        cost=cost,
        factor=factor,
        tasks=tuple(dict.fromkeys(tasks)),
        responses=tuple(responses),
        opportunity=row.kind == "opportunity",
    )


def _response(item: Any, risk: str, at: int, name: str) -> Response:
    fields = item if isinstance(item, dict) else {}
    cost, probability = fields.get("cost", 0), fields.get("probability")
    if not isinstance(cost, int | float) or not isinstance(probability, int | float | None):
        raise PmoError("case_not_number", where=name)
    return Response(
        key=f"{risk}/{fields.get('id', at)}",
        name=str(fields.get("name", name)),
        cost=float(cost),
        probability=None if probability is None else float(probability),
        days=_impact(fields.get("days"), None, name),
        impact=_impact(fields.get("impact"), None, name),
        factor=distribution_from(fields["factor"], name) if "factor" in fields else None,
    )


def _impact(own: Any, single: int | None, name: str) -> Distribution | None:
    """Return an impact as a distribution; None where there is none."""
    if own is not None:
        return distribution_from(own, name)
    return None if single is None else fixed(float(abs(single)))


def _correlation(settings: Mapping[str, Any], keys: Mapping[int, str]) -> tuple[Correlation, ...]:
    groups = []
    for item in _list(settings.get("correlation")):
        fields = item if isinstance(item, dict) else {}
        rho, tasks = fields.get("rho"), _list(fields.get("tasks"))
        if not isinstance(rho, int | float):
            raise PmoError("case_not_number", where="rho")
        missing = next((task for task in tasks if not isinstance(task, int) or task not in keys), None)
        if missing is not None:
            raise PmoError("correlation_task_missing", task=str(missing))
        groups.append(Correlation(tuple(keys[task] for task in tasks), float(rho)))
    return tuple(groups)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
