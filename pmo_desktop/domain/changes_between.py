"""What changed from one pack to the next, computed from their two snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from .pack import PackData, PackDecision, PackIssue, PackMilestone, PackProject, PackRisk
from .pack_history import (
    MilestoneMove,
    MoneyMove,
    PackBaseline,
    PackChanges,
    RatingMove,
    RegisterMove,
    ScopeMove,
)
from .rag import DIMENSIONS, SEVERITY


class _Known(Protocol):
    @property
    def uid(self) -> str: ...


Record = TypeVar("Record", bound=_Known)


def changes_between(before: PackData, now: PackData) -> PackChanges:
    """Return the movements from the pack `before` to the pack `now`, the gravest of each kind first.

    Records are the same when their uid is; what is only in one pack came or went. A project that came brings no
    movements of its own, and one that went leaves none.
    """
    return PackChanges(
        issue=before.issue,
        since=before.data_date,
        ratings=tuple(_ratings(before, now)),
        milestones=tuple(_milestones(before, now)),
        money=tuple(_money(before, now)),
        registers=(*_risks(before, now), *_issues(before, now), *_decisions(before, now)),
        scope=tuple(_scope(before, now)),
    )


def _pairs(before: PackData, now: PackData) -> Iterator[tuple[PackProject, PackProject]]:
    known = _by_uid(before.projects)
    for project in now.projects:
        if project.uid in known:
            yield known[project.uid], project


def _ratings(before: PackData, now: PackData) -> list[RatingMove]:
    found = []
    for old, new in _pairs(before, now):
        then, today = before.status(old), now.status(new)
        for dimension in DIMENSIONS:
            was = then.rating(dimension) if then else ""
            is_now = today.rating(dimension) if today else ""
            if was != is_now:
                found.append(RatingMove(new.uid, dimension, was, is_now, today.reason if today else ""))
    # What got worse goes first, overall before single dimensions.
    return sorted(found, key=lambda m: (SEVERITY[m.before] >= SEVERITY[m.now], m.dimension != "overall",
                                        -SEVERITY[m.now]))  # fmt: skip


def _milestones(before: PackData, now: PackData) -> list[MilestoneMove]:
    known, current = _by_uid(before.milestones), _by_uid(now.milestones)
    both = {project.uid for _, project in _pairs(before, now)}
    found = [move for stone in now.milestones if stone.project in both and (move := _moved(known, stone))]
    for old in before.milestones:
        if old.uid not in current and old.project in both and old.actual is None:
            found.append(MilestoneMove("dropped", old.project, old.uid, old.name, old.expected))
    order = ("moved", "dropped", "added", "reached")
    return sorted(found, key=lambda m: (order.index(m.kind), -m.days))


def _moved(known: Mapping[str, PackMilestone], stone: PackMilestone) -> MilestoneMove | None:
    old = known.get(stone.uid)
    if old is None:
        return MilestoneMove("added", stone.project, stone.uid, stone.name, None, stone.expected)
    was, is_now = old.expected, stone.expected
    days = (is_now - was).days if was and is_now else 0
    if stone.actual and not old.actual:
        return MilestoneMove("reached", stone.project, stone.uid, stone.name, was, is_now, days)
    if was == is_now:
        return None
    return MilestoneMove("moved", stone.project, stone.uid, stone.name, was, is_now, days)


def _money(before: PackData, now: PackData) -> list[MoneyMove]:
    found = []
    for old, new in _pairs(before, now):
        if old.currency != new.currency:
            continue
        if old.budget != new.budget:
            found.append(MoneyMove(new.uid, "budget", old.budget, new.budget, new.currency))
        if old.forecast != new.forecast:
            found.append(MoneyMove(new.uid, "forecast", old.forecast, new.forecast, new.currency))
    return sorted(found, key=lambda m: -abs(m.amount or 0))


def _risks(before: PackData, now: PackData) -> list[RegisterMove]:
    known, current = _by_uid(before.risks), _by_uid(now.risks)
    found = []
    for risk in now.risks:
        old = known.get(risk.uid)
        was_open, was = (old.is_open, old.score) if old else (False, None)
        if risk.is_open and not was_open:
            found.append(_of_risk("opened", risk, None, risk.score))
        elif was_open and not risk.is_open:
            found.append(_of_risk("closed", risk, was, None))
        elif risk.is_open and was != risk.score:
            found.append(_of_risk("moved", risk, was, risk.score))
    found += [
        _of_risk("closed", old, old.score, None) for old in before.risks if old.is_open and old.uid not in current
    ]
    return sorted(found, key=lambda m: (-max(m.now or 0, m.before or 0), m.code))


def _of_risk(kind: str, risk: PackRisk, before: int | None, now: int | None) -> RegisterMove:
    return RegisterMove("risk", kind, risk.project, risk.uid, risk.code, risk.title, before, now)  # type: ignore[arg-type]


def _issues(before: PackData, now: PackData) -> list[RegisterMove]:
    was_open = {issue.uid: issue for issue in before.issues if issue.is_open}
    is_open = {issue.uid: issue for issue in now.issues if issue.is_open}
    current = _by_uid(now.issues)
    opened = [_of_issue("opened", issue) for uid, issue in is_open.items() if uid not in was_open]
    closed = [_of_issue("closed", current.get(uid, old)) for uid, old in was_open.items() if uid not in is_open]
    return [*opened, *closed]


def _of_issue(kind: str, issue: PackIssue) -> RegisterMove:
    return RegisterMove("issue", kind, issue.project, issue.uid, issue.code, issue.title)  # type: ignore[arg-type]


def _decisions(before: PackData, now: PackData) -> list[RegisterMove]:
    known = _by_uid(before.decisions)
    found = []
    for decision in now.decisions:
        old = known.get(decision.uid)
        if decision.is_open and (old is None or not old.is_open):
            found.append(_of_decision("opened", decision))
        elif not decision.is_open and (old is None or old.is_open):
            found.append(_of_decision("decided", decision))
    return found


def _of_decision(kind: str, row: PackDecision) -> RegisterMove:
    return RegisterMove("decision", kind, row.project, row.uid, row.code, row.title)  # type: ignore[arg-type]


def _scope(before: PackData, now: PackData) -> Iterator[ScopeMove]:
    known, current = _by_uid(before.projects), _by_uid(now.projects)
    found = []
    for old, new in _pairs(before, now):
        moves = list(_baselines(before, now, new))
        found += moves
        if old.baseline_finish and old.baseline_finish != new.baseline_finish:
            is_told = any(move.kind in ("baseline_set", "baseline_edited") for move in moves)
            if not is_told:
                agreed = _approved(before, now, new.uid)
                found.append(
                    ScopeMove("promise", new.uid, new.name, 0, old.baseline_finish, new.baseline_finish,
                              change_request=agreed)
                )  # fmt: skip
    yield from sorted(found, key=lambda move: (not move.is_quiet, not move.approved))
    for project in now.projects:
        if project.uid not in known:
            yield ScopeMove("added", project.uid, project.name)
    for project in before.projects:
        if project.uid not in current:
            yield ScopeMove("dropped", project.uid, project.name)


def _baselines(before: PackData, now: PackData, project: PackProject) -> Iterator[ScopeMove]:
    known = {line.number: line for line in before.baselines if line.project == project.uid}
    for line in now.baselines:
        if line.project != project.uid:
            continue
        old = known.get(line.number)
        if old is None:
            yield _of_baseline("baseline_set", project, PackBaseline(project.uid), line, line.change_request)
        elif old.digest != line.digest:
            # A request that was behind the baseline already does not excuse another change of it.
            fresh = line.change_request if line.change_request != old.change_request else ""
            is_fresh = any(r.code == fresh and r.is_approved for r in now.change_requests if fresh)
            agreed = fresh if is_fresh else _approved(before, now, project.uid)
            yield _of_baseline("baseline_edited", project, old, line, agreed)
        elif line.approved and not old.approved:
            yield _of_baseline("baseline_approved", project, old, line, line.change_request)


def _of_baseline(kind: str, project: PackProject, old: PackBaseline, new: PackBaseline, agreed: str) -> ScopeMove:
    return ScopeMove(
        kind,  # type: ignore[arg-type]
        project.uid,
        project.name,
        new.number,
        old.finish,
        new.finish,
        old.cost,
        new.cost,
        agreed,
        old.approved,
    )


def _approved(before: PackData, now: PackData, project: str) -> str:
    """Return the code of a change request of the project that was approved between the two packs, "" for none."""
    was = {request.uid for request in before.change_requests if request.is_approved}
    for request in now.change_requests:
        if request.project == project and request.is_approved and request.uid not in was:
            return request.code or request.title
    return ""


def _by_uid(records: Iterable[Record]) -> dict[str, Record]:
    return {record.uid: record for record in records}
