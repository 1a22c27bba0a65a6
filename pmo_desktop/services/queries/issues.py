"""The issue log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Issue, Project

CLOSED: Final = frozenset({"resolved", "closed"})


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue as the log shows it."""

    id: int
    uid: str
    project_id: int | None
    project_code: str
    project: str
    code: str
    title: str
    description: str
    category: str
    status: str
    urgency: int | None
    impact: int | None
    owner: str
    raised_on: date | None
    due: date | None
    closed_on: date | None
    resolution: str

    @property
    def is_open(self) -> bool:
        """Whether it still needs an answer."""
        return self.status not in CLOSED

    @property
    def score(self) -> int | None:
        """Urgency × impact, 1 to 25."""
        return self.urgency * self.impact if self.urgency is not None and self.impact is not None else None

    def value(self, name: str) -> object:
        """Return the value of a field or computed column by its name."""
        return getattr(self, name)


_COLUMNS: Final = (
    "code", "title", "description", "category", "status", "urgency", "impact", "owner", "raised_on", "due",
    "closed_on", "resolution",
)  # fmt: skip


def issue_log(session: Session, project_id: int | None = None) -> tuple[IssueRow, ...]:
    """Return the issues of a project, or all but those of archived projects; open and worst first."""
    query = select(Issue, Project.code.label("project_code"), Project.name.label("project")).outerjoin(
        Project, Issue.project_id == Project.id
    )
    if project_id is None:
        query = query.where(Project.archived.is_not(True))
    else:
        query = query.where(Issue.project_id == project_id)
    rows = [_row(record) for record in session.execute(query)]
    rows.sort(key=lambda row: (not row.is_open, -(row.score or 0), row.due or date.max, row.code))
    return tuple(rows)


def _row(record: Any) -> IssueRow:
    issue = record.Issue
    values: tuple[Any, ...] = (
        issue.id,
        issue.uid,
        issue.project_id,
        record.project_code or "",
        record.project or "",
        *(getattr(issue, name) for name in _COLUMNS),
    )
    return IssueRow(*values)
