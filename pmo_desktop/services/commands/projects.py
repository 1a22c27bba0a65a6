"""Projects: made, put away, brought back, copied, deleted with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Portfolio, Project, Risk
from ..editing import load, new_row, next_code
from ..plan_copies import copy_plan, values_of
from ..removal import remove

CODE_PREFIX: Final = "P-"


def create(session: Session, values: Mapping[str, object]) -> int:
    """Add a project and return its id; without a code it gets the next one, without a currency the portfolio's."""
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, "project", CODE_PREFIX)
    if not values.get("currency"):
        values = {name: value for name, value in values.items() if name != "currency"}
        fixed["currency"] = session.scalar(select(Portfolio.currency).limit(1)) or "EUR"
    row = new_row(session, "project", values, **fixed)
    return int(row.id)


def archive(session: Session, ids: Sequence[int]) -> None:
    """Put projects away: they keep everything and leave the registry, the overview and new packs."""
    for row in load(session, "project", ids):
        row.archived = True


def restore(session: Session, ids: Sequence[int]) -> None:
    """Bring archived projects back."""
    for row in load(session, "project", ids):
        row.archived = False


def delete(session: Session, ids: Sequence[int]) -> None:
    """Delete projects with all that is theirs: plans, drafts, baselines, reports, registers."""
    remove(session, "project", ids)


def duplicate(session: Session, project_id: int) -> int:
    """Copy a project with its plan and risks under the next code, and return the copy's id.

    What happened to the first stays with it: reports, baselines, issues, decisions and actual costs.
    """
    (source,) = load(session, "project", [project_id])
    copy = Project(**values_of(source, "id", "uid", "code", "calendar_id", "actual", "baseline_finish"))
    copy.code = next_code(session, "project", CODE_PREFIX)
    session.add(copy)
    session.flush()
    copy_plan(session, source, copy)
    risks = list(session.scalars(select(Risk).where(Risk.project_id == project_id).order_by(Risk.id)))
    for risk in risks:
        twin_risk = Risk(**values_of(risk, "id", "uid", "project_id", "code"), project_id=copy.id)
        twin_risk.code = next_code(session, "risk", "R-")
        session.add(twin_risk)
        session.flush()
    return copy.id
