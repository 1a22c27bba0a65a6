"""The decision log: what the committee is asked, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from ...domain.pack import PackOption
from ...persistence.tables import Decision
from ..logs import LOGS
from .logs import with_project

CLOSED: Final = LOGS["decision"].closed


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the log shows it."""

    id: int
    uid: str
    project_id: int | None
    project_code: str
    project: str
    code: str
    title: str
    description: str
    recommendation: str
    cost_of_delay: str
    decider: str
    owner: str
    needed_by: date | None
    status: str
    outcome: str
    decided_on: date | None
    act_by: date | None
    raised_on: date | None
    condition: str
    deferred_to: date | None
    pack_number: int | None
    options: tuple[PackOption, ...]

    @property
    def is_open(self) -> bool:
        """Whether the committee has yet to answer."""
        return self.status not in CLOSED

    def value(self, name: str) -> object:
        """Return the value of a field or computed column by its name."""
        return getattr(self, name)


_COLUMNS: Final = (
    "code", "title", "description", "recommendation", "cost_of_delay", "decider", "owner", "needed_by", "status",
    "outcome", "decided_on", "act_by", "raised_on", "condition", "deferred_to", "pack_number",
)  # fmt: skip


def decision_log(session: Session, project_id: int | None = None) -> tuple[DecisionRow, ...]:
    """Return the decisions of a project, or all but those of archived projects; open and most urgent first."""
    rows = [_row(row, code, name) for row, code, name, _ in with_project(session, Decision, project_id)]
    rows.sort(key=lambda row: (not row.is_open, row.needed_by or date.max, row.code))
    return tuple(rows)


def options_of(stored: list[Any]) -> tuple[PackOption, ...]:
    """Return the answers that a decision allows, from the JSON that keeps them."""
    return tuple(
        PackOption(
            str(item.get("name", "")),
            str(item.get("when", "")),
            str(item.get("cost", "")),
            str(item.get("gain", "")),
            str(item.get("risk", "")),
            bool(item.get("recommended")),
        )
        for item in stored
        if isinstance(item, dict)
    )


def _row(decision: Decision, code: str, project: str) -> DecisionRow:
    values: tuple[Any, ...] = (
        decision.id,
        decision.uid,
        decision.project_id,
        code,
        project,
        *(getattr(decision, name) for name in _COLUMNS),
        options_of(decision.options),
    )
    return DecisionRow(*values)
