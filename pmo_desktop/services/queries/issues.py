"""The issue log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from ...persistence.tables import Issue
from ..logs import LOGS
from .logs import with_project

CLOSED: Final = LOGS["issue"].closed


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
    cause: str
    raised_by: str
    escalation: str

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
    "closed_on", "resolution", "cause", "raised_by", "escalation",
)  # fmt: skip


def issue_log(session: Session, project_id: int | None = None) -> tuple[IssueRow, ...]:
    """Return the issues of a project, or all but those of archived projects; open and worst first."""
    rows = [_row(row, code, name) for row, code, name, _ in with_project(session, Issue, project_id)]
    rows.sort(key=lambda row: (not row.is_open, -(row.score or 0), row.due or date.max, row.code))
    return tuple(rows)


def _row(issue: Issue, code: str, project: str) -> IssueRow:
    values: tuple[Any, ...] = (
        issue.id,
        issue.uid,
        issue.project_id,
        code,
        project,
        *(getattr(issue, name) for name in _COLUMNS),
    )
    return IssueRow(*values)
