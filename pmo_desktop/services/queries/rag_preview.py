"""What other rules would change: the figures of all projects, judged again without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.rag import DIMENSIONS, Dimension, Rag
from ...domain.rag_rules import Figures
from ...domain.stages import FINISHED
from ...persistence.tables import Project
from ..rag import Facts, RuleBook, project_facts, rate, register_figures
from .periods import current_period


@dataclass(frozen=True)
class Measured:
    """A project with everything that its rules can ask for."""

    id: int
    code: str
    name: str
    facts: Facts
    figures: Figures


@dataclass(frozen=True)
class Change:
    """A computed rating that other rules would give."""

    project_id: int
    code: str
    name: str
    dimension: Dimension
    before: Rag
    after: Rag


def measured_projects(session: Session, plans: Mapping[int, Figures] | None = None) -> tuple[Measured, ...]:
    """Return the figures of all active projects in the current period; `plans` are those of scheduled plans."""
    period = current_period(session)
    if period is None:
        return ()
    query = select(Project.id, Project.code, Project.name).where(
        Project.archived.is_(False), Project.draft_of.is_(None), Project.stage.not_in(FINISHED)
    )
    rows = session.execute(query.order_by(Project.code)).all()
    ids = [row.id for row in rows]
    facts = project_facts(session, period, ids)
    registers = register_figures(session, period)
    return tuple(
        Measured(
            row.id, row.code, row.name, facts[row.id], {**registers.get(row.id, {}), **(plans or {}).get(row.id, {})}
        )
        for row in rows
    )


def changes_between(projects: Iterable[Measured], before: RuleBook, after: RuleBook) -> tuple[Change, ...]:
    """Return every rating that would change, project by project."""
    found = []
    for project in projects:
        facts = project.facts
        old = rate(before.of(facts.project_class), facts, project.figures)
        new = rate(after.of(facts.project_class), facts, project.figures)
        for dimension in DIMENSIONS:
            was = old[dimension].rag if dimension in old else ""
            now = new[dimension].rag if dimension in new else ""
            if was != now:
                found.append(Change(project.id, project.code, project.name, dimension, was, now))
    return tuple(found)
