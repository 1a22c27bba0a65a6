"""Registers on paper: what a printed register and the sheet of the highest risks show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.rag import Rag
from ..persistence.atomic import write_bytes
from ..persistence.tables import Project
from ..reports.registers import RegisterColumn, RegisterPrint, TopRisk, TopRisks, render_register, render_top_risks
from ..texts import Texts
from .editing import CLASSES
from .exports import REGISTERS, title_of
from .fields import field
from .queries.portfolio import portfolio
from .queries.risks import RiskRow, risk_register
from .values import show

SHARES: Final[Mapping[str, float]] = {"title": 30, "project_id": 16, "description": 26, "response_plan": 26}
"""Part of the width that wide columns take; others take 10."""

PRINTED: Final[Mapping[str, tuple[str, ...]]] = {
    "risks": ("code", "title", "project_id", "owner", "status", "score", "response_plan", "due", "expected_loss"),
    "issues": ("code", "title", "project_id", "owner", "status", "urgency", "impact", "description", "due"),
    "actions": ("code", "title", "project_id", "owner", "status", "priority", "due", "done_on"),
    "decisions": ("code", "title", "project_id", "decider", "status", "recommendation", "needed_by", "decided_on"),
    "assumptions": ("code", "title", "project_id", "owner", "status", "confidence", "impact", "validate_by", "outcome"),
    "dependencies": (
        "code", "title", "giver_project_id", "taker_project_id", "owner", "status", "needed_by", "promised_on",
    ),
    "changes": (
        "code", "title", "project_id", "raised_by", "status", "days_change", "cost_change", "reason", "decided_on",
    ),
    "lessons": ("code", "title", "project_id", "kind", "status", "description", "recommendation"),
    "benefits": (
        "code", "title", "project_id", "owner", "status", "measure", "target_value", "actual_value", "target_money",
        "actual_money", "due",
    ),
}  # fmt: skip
"""Register to the columns that fit on a sheet."""

NUMBERS: Final = frozenset({"money", "integer", "score", "percent", "number"})
TOP: Final = 10


def register_print(session: Session, register: str, ids: Sequence[int], t: Texts, on: date) -> RegisterPrint:
    """Return what is printed of a register: the rows with these ids, in their order."""
    table = REGISTERS[register][0]
    cls: Any = CLASSES[table]
    rows = {row.id: row for row in session.scalars(select(cls).where(cls.id.in_(ids)))}
    risks = {row.id: row for row in risk_register(session).rows} if register == "risks" else {}
    projects = {row.id: row for row in session.execute(select(Project.id, Project.name, Project.currency))}
    rules = portfolio(session)
    names = {key: project.name for key, project in projects.items()}
    columns = [_column(table, name, t) for name in PRINTED[register]]
    found = []
    for key in ids:
        row = rows[key]
        project = projects.get(getattr(row, "project_id", None) or 0)
        currency = project.currency if project is not None else rules.currency
        found.append(tuple(_words(t, table, name, row, risks.get(key), currency, names) for name in PRINTED[register]))
    ratings = tuple(risks[key].level if key in risks else _unrated() for key in ids) if risks else ()
    return RegisterPrint(title_of(register, t), rules.organisation, on, tuple(columns), tuple(found), ratings)


def top_risks(session: Session, project_id: int | None, t: Texts, on: date) -> TopRisks:
    """Return the highest open risks of a project, or of the portfolio.

    Raises:
        PmoError: no open risk has a score.
    """
    register = risk_register(session, project_id)
    scored = [row for row in register.rows if row.is_open and row.score is not None]
    if not scored:
        raise PmoError("no_scored_risks")
    above = sum(row.above_appetite for row in scored)
    message = t.n("{count} risk above appetite", "{count} risks above appetite", above)
    rules = register.rules
    name = session.get_one(Project, project_id).name if project_id is not None else rules.name
    title = t("Highest risks: {name}", name=name)
    found = tuple(_top(row, t, named=project_id is None) for row in scored[:TOP])
    return TopRisks(title, rules.organisation, on, message, rules.risk_grid, rules.tolerances.appetite, found)


def write_register(session: Session, register: str, ids: Sequence[int], path: Path, t: Texts, on: date) -> int:
    """Write a register as PDF and return how many rows it has.

    Raises:
        PmoError: the file can't be written.
    """
    write_bytes(path, render_register(register_print(session, register, ids, t, on), t))
    return len(ids)


def write_top_risks(session: Session, project_id: int | None, path: Path, t: Texts, on: date) -> None:
    """Write the sheet of the highest risks as PDF.

    Raises:
        PmoError: no open risk has a score, or the file can't be written.
    """
    write_bytes(path, render_top_risks(top_risks(session, project_id, t, on), t))


def _unrated() -> Rag:
    return ""


def _column(table: str, name: str, t: Texts) -> RegisterColumn:
    if name == "score":
        return RegisterColumn(t("Score"), 6, True)
    if name == "expected_loss":
        return RegisterColumn(t("Expected loss"), 10, True)
    spec = field(table, name)
    return RegisterColumn(spec.title(t), SHARES.get(name, 20 if spec.kind == "long_text" else 10), spec.kind in NUMBERS)


def _words(
    t: Texts, table: str, name: str, row: Any, risk: RiskRow | None, currency: str, names: Mapping[int, str]
) -> str:
    if name == "score":
        return "" if risk is None or risk.score is None else str(risk.score)
    if name == "expected_loss":
        loss = None if risk is None else risk.expected_loss
        return "" if loss is None else t.short_money(loss, currency)
    spec, value = field(table, name), getattr(row, name)
    if spec.kind == "project":
        return names.get(value, "") if value is not None else t("Whole portfolio")
    if spec.kind == "money":
        return "" if value is None else t.short_money(value, currency)
    return show(t, spec, value, currency=currency)


def _top(row: RiskRow, t: Texts, *, named: bool) -> TopRisk:
    assert row.probability is not None
    assert row.impact is not None
    now = (row.probability, row.impact)
    before, target = (
        _cell(row.previous_probability, row.previous_impact),
        _cell(row.target_probability, row.target_impact),
    )
    return TopRisk(
        code=row.number,
        title=row.title,
        project=row.project if named else "",
        owner=row.owner,
        response=row.response_plan,
        loss="" if row.expected_loss is None else t.short_money(row.expected_loss, row.currency),
        rating=row.level,
        now=now,
        before=before if before != now else None,
        target=target if target != now else None,
    )


def _cell(probability: int | None, impact: int | None) -> tuple[int, int] | None:
    return None if probability is None or impact is None else (probability, impact)
