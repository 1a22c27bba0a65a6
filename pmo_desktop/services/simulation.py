"""A stored project as a model for the simulation: its plan, its estimates and its open risks.

Estimates are columns of the task, what a risk does is in the register: its three points of days and money, the tasks it
delays, its responses. The template for tasks without an estimate is in the project's `simulation` settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain import risk as scoring
from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.plan import Plan, PlanTask, summary_flags
from ..domain.uncertainty import Correlation, Distribution, Hit, Response, RiskEvent, distribution_from, fixed
from ..persistence.recorder import CHUNK, batches
from ..persistence.tables import CorrelationGroup, Project, Risk, RiskResponse, RiskTask, Task
from ..scheduling.simulation import Model
from .planning import load_plan
from .queries.portfolio import portfolio

DONE_RESPONSES: Final = frozenset({"done", "dropped"})
"""States of a response that is in the risk's current score, or will never be."""

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
    project = session.get_one(Project, project_id)
    low, high = template or _template(project.simulation)
    estimates = {row.id: row for row in session.scalars(select(Task).where(Task.project_id == project_id))}
    keys = {key: row.uid for key, row in estimates.items()}
    durations: dict[int, Distribution] = {}
    assumed = 0
    for task, summary in zip(plan.tasks, summary_flags(plan.tasks), strict=True):
        if summary or not task.active or task.actual_finish is not None or task.percent_complete >= 100:
            continue
        own = estimate(estimates[task.uid])
        if own is not None:
            durations[task.uid] = own
        elif task.duration and not task.manual and not task.external:
            durations[task.uid] = _by_template(task, low, high)
            assumed += 1
    risks, left_out = _risks(session, project_id, keys)
    notes = []
    if assumed:
        notes.append(Message("simulation_template_used", {"low": f"{low:+g}", "high": f"{high:+g}"}, count=assumed))
    if left_out:
        notes.append(Message("simulation_risks_left_out", count=left_out))
    unmapped = sum(1 for risk in risks if risk.days is not None and not risk.tasks)
    if unmapped:
        notes.append(Message("simulation_risks_unmapped", count=unmapped))
    model = Model(
        plan=plan,
        keys=keys,
        durations=durations,
        costs={},
        rates=_rates(plan),
        risks=risks,
        correlation=_correlation(session, project_id, estimates.values()),
        minutes_per_day=float(plan.minutes_per_day),
    )
    return ProjectModel(model, project.currency, {key: row for row, key in keys.items()}, tuple(notes))


def estimate(task: Task) -> Distribution | None:
    """Return how long a task may take, in minutes, None where nobody has said.

    Raises:
        PmoError: the shortest time is longer than the longest.
    """
    points = scoring.three_point(task.optimistic, task.most_likely, task.pessimistic)
    if not task.shape or points is None:
        return None
    low, likely, high = (float(point) for point in points)
    match task.shape:
        case "fixed":
            written = {"fixed": [likely]}
        case "uniform":
            written = {"uniform": [low, high]}
        case "lognormal":
            # The ends are taken as the 10th and the 90th percentile, 2.563 deviations apart.
            written = {"lognormal": [likely, (high - low) / 2.563]}
        case shape:
            written = {shape: [low, likely, high]}
    return distribution_from(written, task.name)


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


def _rates(plan: Plan) -> dict[int, float]:
    """Return what a minute more costs, for tasks whose cost is more than a fixed one."""
    return {
        task.uid: (task.cost - (task.fixed_cost or 0)) / task.duration
        for task in plan.tasks
        if task.cost and task.duration
    }


def _risks(session: Session, project_id: int, keys: Mapping[int, str]) -> tuple[tuple[RiskEvent, ...], int]:
    """Return the open risks of a project, and how many have no probability or no impact in days or money."""
    bands = portfolio(session).bands
    risks = [
        row
        for row in session.scalars(select(Risk).where(Risk.project_id == project_id).order_by(Risk.id))
        if scoring.is_open(row.status)
    ]
    hit = _by_risk(session, RiskTask, [row.id for row in risks])
    responses = _by_risk(session, RiskResponse, [row.id for row in risks])
    events: list[RiskEvent] = []
    for row in risks:
        share = scoring.per_mille(row.likelihood, row.probability, bands)
        if share is not None:
            events += _events(row, share / 1000, hit.get(row.id, []), responses.get(row.id, []), keys, bands)
    named = {event.name for event in events}
    return tuple(events), sum(1 for row in risks if _name(row) not in named)


def _by_risk(session: Session, cls: Any, risk_ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for chunk in batches(risk_ids, CHUNK):
        for row in session.scalars(select(cls).where(cls.risk_id.in_(chunk)).order_by(cls.id)):
            found.setdefault(row.risk_id, []).append(row)
    return found


def _name(row: Risk) -> str:
    return f"{row.code} {row.title}".strip()


def _events(
    row: Risk,
    probability: float,
    hit: Sequence[RiskTask],
    responses: Sequence[RiskResponse],
    keys: Mapping[int, str],
    bands: tuple[int, ...],
) -> list[RiskEvent]:
    """Return a risk as the event that it is; none where it has no impact in days or money.

    Raises:
        PmoError: it hits a task that is not in the plan, or its three points are out of order.
    """
    name = _name(row)
    for one in hit:
        if one.task_id not in keys:
            raise PmoError("risk_task_missing", risk=name, task=str(one.task_id))
    days = _impact(row.days_impact, (row.days_low, row.days_likely, row.days_high), name)
    cost = _impact(row.cost_impact, (row.cost_low, row.cost_likely, row.cost_high), name)
    hits = tuple(found for one in hit if (found := _hit(one, keys[one.task_id], name)) is not None)
    if days is None and cost is None and not hits:
        return []
    return [
        RiskEvent(
            key=row.uid,
            name=name,
            probability=probability,
            days=days,
            cost=cost,
            tasks=tuple(dict.fromkeys(keys[one.task_id] for one in hit)),
            responses=_responses(row, probability, responses, days, cost, bands),
            opportunity=row.kind == "opportunity",
            hits=hits,
        )
    ]


def _hit(one: RiskTask, key: str, name: str) -> Hit | None:
    """Return what a risk does to one task, None where that is what it does to its others."""
    days = _impact(None, (one.days_low, one.days_likely, one.days_high), name)
    factor = None if one.factor is None else fixed(one.factor)
    return None if days is None and factor is None else Hit(key, days, factor)


def _responses(
    row: Risk,
    probability: float,
    responses: Sequence[RiskResponse],
    days: Distribution | None,
    cost: Distribution | None,
    bands: tuple[int, ...],
) -> tuple[Response, ...]:
    """Return what is still to be done about a risk; its target score where nothing is written down."""
    found = []
    for item in responses:
        if item.status in DONE_RESPONSES:
            continue
        after = scoring.per_mille(item.likelihood_after, item.probability_after, bands)
        found.append(
            Response(
                key=f"{row.uid}/{item.uid}",
                name=item.title,
                cost=float(item.cost or 0),
                probability=None if after is None else after / 1000,
                days=days.scaled(1 - item.days_cut / 100) if days is not None and item.days_cut else None,
                impact=cost.scaled(1 - item.cost_cut / 100) if cost is not None and item.cost_cut else None,
                share_left=1 - item.days_cut / 100,
            )
        )
    target = scoring.per_mille(None, row.target_probability, bands)
    if not responses and target is not None and target / 1000 < probability:
        found = [Response(f"{row.uid}/target", row.response_plan or _name(row), probability=target / 1000)]
    return tuple(found)


def _impact(single: int | None, ends: tuple[int | None, int | None, int | None], name: str) -> Distribution | None:
    """Return an impact as a distribution; None where there is none."""
    points = scoring.three_point(*ends)
    if points is None:
        return None if single is None else fixed(float(abs(single)))
    if points[0] == points[2]:
        return fixed(float(points[0]))
    return distribution_from({"triangular": list(points)}, name)


def _correlation(session: Session, project_id: int, tasks: Iterable[Task]) -> tuple[Correlation, ...]:
    members: dict[int, list[str]] = {}
    for task in tasks:
        if task.correlation_group_id is not None:
            members.setdefault(task.correlation_group_id, []).append(task.uid)
    groups = session.scalars(select(CorrelationGroup).where(CorrelationGroup.project_id == project_id))
    return tuple(
        Correlation(tuple(members[group.id]), group.rho) for group in groups if len(members.get(group.id, ())) > 1
    )
