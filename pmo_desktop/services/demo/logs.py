"""The sample's logs beside the risks, what was done about risks, and those that have ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.recorder import insert_rows
from ...persistence.tables import (
    Action,
    Assumption,
    Benefit,
    ChangeRequest,
    CorrelationGroup,
    Lesson,
    Portfolio,
    Project,
    Relation,
    Risk,
    RiskResponse,
    RiskTask,
    Task,
)
from ..editing import CLASSES
from ..queries.risk_past import CONTINGENCY
from .content import Content, day, demo_uid, load, minor

Row = dict[str, object]

LOGS: Final[Mapping[str, tuple[type[Any], tuple[str, ...]]]] = {
    "actions": (
        Action, ("code", "project_id", "owner", "priority", "status", "raised_on", "due", "done_on", "title"),
    ),
    "assumptions": (
        Assumption,
        ("code", "project_id", "owner", "category", "status", "confidence", "impact", "raised_on", "validate_by",
         "validated_on", "title", "description", "outcome"),
    ),
    "changes": (
        ChangeRequest,
        ("code", "project_id", "raised_by", "owner", "category", "priority", "status", "raised_on", "due",
         "days_change", "cost_change", "decider", "decided_on", "title", "reason", "scope_change", "decision"),
    ),
    "lessons": (
        Lesson,
        ("code", "project_id", "kind", "status", "category", "stage", "owner", "raised_on", "title", "description",
         "cause", "recommendation", "keywords"),
    ),
    "benefits": (
        Benefit,
        ("code", "project_id", "owner", "measure", "baseline_value", "target_value", "actual_value", "target_money",
         "actual_money", "due", "status", "title"),
    ),
}  # fmt: skip
"""Key of the data to the table and the columns of a line."""

PEOPLE: Final = frozenset({"owner", "raised_by", "decider"})
DAYS: Final = frozenset({"raised_on", "due", "done_on", "validate_by", "validated_on", "decided_on"})
MONEY: Final = frozenset({"cost_change", "target_money", "actual_money"})
EMPTY: Final = frozenset({"outcome", "decision", "actual_value", "decider"})
"""Columns of text, which hold "" where the data say nothing."""


def write_logs(session: Session, content: Content, projects: Mapping[str, int]) -> None:
    """Write all of it; risks, decisions and plans are in the store already."""
    data = load("logs")
    for key, (cls, names) in LOGS.items():
        insert_rows(session, cls, [_row(cls, names, raw, content, projects) for raw in data[key]])
    insert_rows(session, Risk, [_ended(raw, content, projects) for raw in data["ended"]])
    risks = {row.code: row.id for row in session.execute(select(Risk.code, Risk.id))}
    insert_rows(session, RiskResponse, [_response(at, raw, content, risks) for at, raw in enumerate(data["responses"])])
    insert_rows(session, Relation, [_trace(session, raw) for raw in data["traces"]])
    _tasks(session, data, risks)
    for code in data["estimates"]:
        _estimates(session, code, projects[code])
    uids = {row.code: row.uid for row in session.execute(select(Project.code, Project.uid))}
    portfolio = session.scalars(select(Portfolio)).one()
    kept = {uids[code] if code else "": minor(amount) for code, amount in data["contingency"]}
    portfolio.settings = {**portfolio.settings, CONTINGENCY: kept}
    session.flush()


def _row(
    cls: type[Any], names: Sequence[str], raw: Sequence[Any], content: Content, projects: Mapping[str, int]
) -> Row:
    row: Row = {"uid": demo_uid(cls.__tablename__, raw[0])}
    for name, value in zip(names, raw, strict=True):
        row[name] = _value(name, value, content, projects)
    return row


def _value(name: str, value: Any, content: Content, projects: Mapping[str, int]) -> object:
    if value is None:
        return "" if name in EMPTY else None
    if name == "project_id":
        return projects[value]
    if name in PEOPLE:
        return content.person(value)
    if name in DAYS:
        return day(value)
    if name in MONEY:
        return minor(value)
    if name == "keywords":
        return _words(value, content)
    return content.say(value) if isinstance(value, list) else value


def _words(pairs: Sequence[str], content: Content) -> list[str]:
    half = len(pairs) // 2
    return list(pairs[half:] if content.texts.is_chinese else pairs[:half])


def _ended(raw: Sequence[Any], content: Content, projects: Mapping[str, int]) -> Row:
    code, project, category, owner, probability, impact, cost, days, outcome, on, title = raw
    occurred = outcome == "o"
    return {
        "uid": demo_uid("risk", code),
        "project_id": projects[project],
        "code": code,
        "title": content.say(title),
        "category": category,
        "owner": content.person(owner),
        "kind": "threat",
        "status": "occurred" if occurred else "closed",
        "inherent_probability": probability,
        "inherent_impact": impact,
        "probability": probability,
        "impact": impact,
        "cost_impact": minor(cost),
        "days_impact": days,
        "occurred_on": day(on) if occurred else None,
        "closed_on": day(on),
        "identified_on": content.periods[0],
    }


def _response(at: int, raw: Sequence[Any], content: Content, risks: Mapping[str, int]) -> Row:
    code, title, strategy, owner, cost, due, status, done, likelihood, days_cut, cost_cut = raw
    return {
        "uid": demo_uid("risk_response", code, at),
        "risk_id": risks[code],
        "position": at,
        "title": content.say(title),
        "strategy": strategy,
        "owner": content.person(owner),
        "cost": minor(cost),
        "due": day(due),
        "status": status,
        "done_on": day(done),
        "likelihood_after": likelihood,
        "days_cut": days_cut,
        "cost_cut": cost_cut,
    }


def _trace(session: Session, raw: Sequence[str]) -> Row:
    source, first, target, second, kind = raw
    return {
        "uid": demo_uid("relation", first, second),
        "kind": kind,
        "source_table": source,
        "source_id": _id(session, source, first),
        "target_table": target,
        "target_id": _id(session, target, second),
    }


def _id(session: Session, table: str, code: str) -> int:
    cls: Any = CLASSES[table]
    return int(session.scalars(select(cls.id).where(cls.code == code)).one())


def _tasks(session: Session, data: Mapping[str, Any], risks: Mapping[str, int]) -> None:
    """Let risks delay the next tasks of their project that are not done."""
    rows = []
    for code, count, _, factor in data["mapped"]:
        project = session.get_one(Risk, risks[code]).project_id
        for task in _ahead(session, project)[:count]:
            rows.append(
                {"uid": demo_uid("risk_task", code, task.uid), "risk_id": risks[code], "task_id": task.id,
                 "factor": factor}
            )  # fmt: skip
    insert_rows(session, RiskTask, rows)


def _ahead(session: Session, project_id: int | None) -> list[Task]:
    """Return the tasks of a project that are no summaries and still have work to do."""
    tasks = session.scalars(select(Task).where(Task.project_id == project_id).order_by(Task.position)).all()
    levels = [task.outline_level for task in tasks] + [0]
    return [
        task
        for at, task in enumerate(tasks)
        if levels[at + 1] <= levels[at] and not task.milestone and task.percent_complete < 100 and task.duration
    ]


def _estimates(session: Session, code: str, project_id: int) -> None:
    """Give the tasks ahead a best and a worst case; those that test and train hang together."""
    (group,) = insert_rows(
        session,
        CorrelationGroup,
        [{"uid": demo_uid("correlation_group", code), "project_id": project_id, "name": code, "rho": 0.5}],
    )
    for at, task in enumerate(_ahead(session, project_id)):
        task.shape = "pert" if at % 3 else "triangular"
        task.optimistic, task.most_likely = round(task.duration * 0.9), task.duration
        task.pessimistic = round(task.duration * (1.25 if at % 2 else 1.4))
        task.correlation_group_id = group if at % 2 else None
    session.flush()
