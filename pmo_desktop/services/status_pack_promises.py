"""What a pack says of promises and of itself: baselines, change requests, data confidence, and the packs before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.changes_between import changes_between
from ..domain.confidence import confidence
from ..domain.errors import PmoError
from ..domain.milestone_trend import outlooks, with_today
from ..domain.pack import PackData, PackMilestone, PackProject
from ..domain.pack_history import PackBaseline, PackChangeRequest
from ..persistence.tables import Baseline, ChangeRequest, Project, StatusUpdate, Task, TaskBaseline
from .queries.packs import IssuedView, packs_before, snapshot_data, snapshot_raw
from .status_pack_plans import PlanFacts
from .status_pack_scope import PackScope

LOOK_BACK: Final = 24
"""Issued packs that the milestone trend is taken from."""

USUAL_PERIOD: Final = 30
"""Days of a period where there is only one."""

REQUIRED: Final = ("sponsor", "manager", "budget", "forecast", "start", "finish", "baseline_finish")
"""Fields of a project without which its line says little."""

ON_EXCEPTION: Final = ("reason", "next_step", "next_owner", "next_due")
"""Fields of a status that amber and red demand."""


def pack_baselines(session: Session, projects: Sequence[Project]) -> tuple[PackBaseline, ...]:
    """Return the baselines of the projects' plans, each with a digest of all its lines."""
    uids = {row.id: row.uid for row in projects}
    heads = {
        (row.project_id, row.number): (row, code)
        for row, code in session.execute(
            select(Baseline, ChangeRequest.code).outerjoin(
                ChangeRequest, ChangeRequest.id == Baseline.change_request_id
            )
        )
    }
    query = (
        select(TaskBaseline.project_id, TaskBaseline.number, Task.uid, TaskBaseline.start, TaskBaseline.finish,
               TaskBaseline.duration, TaskBaseline.work, TaskBaseline.cost)
        .join(Task, Task.id == TaskBaseline.task_id)
        .where(TaskBaseline.project_id.in_(uids))
        .order_by(TaskBaseline.project_id, TaskBaseline.number, Task.uid)
    )  # fmt: skip
    lines: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
    for project_id, number, *line in session.execute(query):
        lines.setdefault((project_id, number), []).append(tuple(line))
    found = []
    for row in projects:
        for number in sorted(number for key, number in lines if key == row.id):
            own = lines[row.id, number]
            head, code = heads.get((row.id, number), (None, None))
            finishes = [line[2] for line in own if line[2]]
            costs = [line[5] for line in own if line[5] is not None]
            found.append(
                PackBaseline(
                    project=row.uid,
                    number=number,
                    name=head.name if head else "",
                    set_on=head.set_on if head else None,
                    approved=bool(head and head.approved),
                    change_request=code or "",
                    tasks=len(own),
                    finish=max(finishes).date() if finishes else None,
                    cost=sum(costs) if costs else None,
                    digest=_digest(own),
                )
            )
    return tuple(found)


def pack_change_requests(
    session: Session, uids: Mapping[int | None, str], data_date: date
) -> tuple[PackChangeRequest, ...]:
    """Return the change requests that were raised by the data date; what was decided later is still open."""
    found = []
    for row in session.scalars(select(ChangeRequest).order_by(ChangeRequest.code, ChangeRequest.id)):
        if row.project_id not in uids or (row.raised_on and row.raised_on > data_date):
            continue
        is_later = row.decided_on is not None and row.decided_on > data_date
        found.append(
            PackChangeRequest(
                uid=row.uid,
                project=uids[row.project_id],
                code=row.code,
                title=row.title,
                status="raised" if is_later else row.status,
                raised_on=row.raised_on,
                decided_on=None if is_later else row.decided_on,
                impact_days=row.days_change,
                impact_cost=row.cost_change,
            )
        )
    return tuple(found)


def with_past(session: Session, data: PackData, *, is_whole: bool) -> PackData:
    """Return a pack with what the issued packs before it say: trend of every milestone, changes, outlooks.

    Where it is not the whole portfolio (`is_whole`), only its own projects are compared.
    """
    before = packs_before(session, data.data_date)[-LOOK_BACK:]
    if not before:
        return data
    past = [_expected(session, pack) for pack in before]
    stones = tuple(_with_trend(stone, past, data.data_date) for stone in data.milestones)
    found = replace(data, milestones=stones, outlooks=outlooks(stones, data.data_date))
    last = snapshot_data(session, before[-1])
    return replace(found, changes=changes_between(last if is_whole else _narrowed(last, data), found))


def with_confidence(
    session: Session, data: PackData, projects: Sequence[Project], facts: Mapping[int, PlanFacts], scope: PackScope
) -> PackData:
    """Return a pack with how far each project's figures can be trusted."""
    updated = _updates(session, scope)
    days = (scope.dates[-1] - scope.dates[-2]).days if len(scope.dates) > 1 else USUAL_PERIOD
    quiet = [move.project for move in data.changes.quiet] if data.changes else []
    ids = {row.uid: row.id for row in projects}
    judged = []
    for project in data.projects:
        wanted, missing = _required(data, project)
        moment = updated.get(ids[project.uid])
        grade = confidence(
            updated=moment.date() if moment else None,
            data_date=data.data_date,
            period_days=days,
            required=wanted,
            missing=missing,
            quality=facts[ids[project.uid]].quality,
            unapproved=quiet.count(project.uid),
        )
        judged.append(replace(project, confidence=grade))
    return replace(data, projects=tuple(judged))


def _digest(lines: Iterable[Sequence[Any]]) -> str:
    plain = [[cell.isoformat() if isinstance(cell, date) else cell for cell in line] for line in lines]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()


def _expected(session: Session, pack: IssuedView) -> tuple[date, Mapping[str, date]]:
    """Return the data date of a pack, and when it expected each milestone."""
    found = {}
    try:
        for raw in snapshot_raw(session, pack).get("milestones", ()):
            day = raw.get("actual") or raw.get("forecast")
            if day:
                found[str(raw["uid"])] = date.fromisoformat(day)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise PmoError("pack_snapshot_unreadable") from None
    return pack.data_date, found


def _with_trend(stone: PackMilestone, past: Sequence[tuple[date, Mapping[str, date]]], today: date) -> PackMilestone:
    told = tuple((day, expected[stone.uid]) for day, expected in past if stone.uid in expected)
    trend = with_today(told if len(told) + 1 >= len(stone.trend) else stone.trend, today, stone.expected)
    previous = past[-1][1].get(stone.uid, stone.previous)
    return replace(stone, trend=trend, previous=previous)


def _narrowed(before: PackData, now: PackData) -> PackData:
    """Return the pack before with no other projects than this one."""
    kept = {project.uid for project in now.projects}
    return replace(
        before,
        projects=tuple(project for project in before.projects if project.uid in kept),
        risks=tuple(risk for risk in before.risks if risk.project in kept),
        issues=tuple(issue for issue in before.issues if issue.project in kept),
        decisions=tuple(row for row in before.decisions if row.project in kept),
    )


def _updates(session: Session, scope: PackScope) -> dict[int, datetime]:
    """Return when each project's status was last written, in the periods that the pack shows."""
    shown = [period.id for period in scope.shown]
    query = (
        select(StatusUpdate.project_id, func.max(StatusUpdate.updated_at))
        .where(StatusUpdate.period_id.in_(shown))
        .group_by(StatusUpdate.project_id)
    )
    return {project_id: moment for project_id, moment in session.execute(query) if moment is not None}


def _required(data: PackData, project: PackProject) -> tuple[int, list[str]]:
    """Return how many fields are asked for, and which of them are empty."""
    missing = [name for name in REQUIRED if getattr(project, name) in (None, "")]
    status = data.status(project)
    names = list(REQUIRED)
    if status is None or not status.overall:
        missing.append("overall")
    elif status.overall in ("A", "R"):
        missing += [name for name in ON_EXCEPTION if getattr(status, name) in (None, "")]
        names += ON_EXCEPTION
    return len(names) + 1, missing
