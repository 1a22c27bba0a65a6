"""The quiet numbers beside the pages' names."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain import risk as scoring
from ...domain.stages import FINISHED
from ...persistence.tables import Issue, Project, Risk
from . import issues as log


def page_counts(session: Session) -> dict[str, int]:
    """Return how many projects are active, and how many risks and issues are open, by the page that shows them."""
    projects = select(func.count()).where(Project.archived.is_(False), Project.stage.not_in(FINISHED))
    risks = select(func.count()).where(Risk.status.not_in(scoring.CLOSED))
    issues = select(func.count()).where(Issue.status.not_in(log.CLOSED))
    count = session.scalar
    return {"projects": count(projects) or 0, "risks": (count(risks) or 0) + (count(issues) or 0)}
