"""The decision log: what the committee is asked, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.pack import PackOption
from ...persistence.tables import Action, Decision, Meeting, Project, Relation, StatusUpdate
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


@dataclass(frozen=True, slots=True)
class Ask:
    """What a project asked for in a report and what is no decision yet."""

    update_id: int
    project: str
    words: str


def asks_to_raise(session: Session, period_id: int) -> tuple[Ask, ...]:
    """Return the asks of a period's reports that were not made decisions, by project."""
    raised = select(Relation.source_id).where(Relation.kind == "asked", Relation.source_table == "status_update")
    query = (
        select(StatusUpdate.id, StatusUpdate.ask, Project.name)
        .join(Project, StatusUpdate.project_id == Project.id)
        .where(StatusUpdate.period_id == period_id, StatusUpdate.ask != "", StatusUpdate.id.not_in(raised))
        .where(Project.archived.is_(False))
        .order_by(Project.name)
    )
    return tuple(Ask(row.id, row.name, row.ask) for row in session.execute(query))


Standing = Literal["acted", "waiting", "overdue"]


def standings(session: Session, today: date) -> dict[int, Standing]:
    """Return for each decision that was taken whether it was acted on: by its actions, else by its day.

    A decision without actions and without a day leaves nothing to do.
    """
    actions: dict[int, list[Action]] = {}
    query = select(Relation.source_id, Action).join(Action, Relation.target_id == Action.id)
    for decision_id, action in session.execute(
        query.where(Relation.source_table == "decision", Relation.target_table == "action")
    ):
        actions.setdefault(decision_id, []).append(action)
    found: dict[int, Standing] = {}
    for row in session.scalars(select(Decision).where(Decision.status == "decided")):
        left = [action for action in actions.get(row.id, []) if action.status not in LOGS["action"].closed]
        days = [action.due for action in left if action.due is not None]
        if row.id not in actions and row.act_by is not None:
            found[row.id] = "overdue" if row.act_by < today else "waiting"
        elif any(day < today for day in days):
            found[row.id] = "overdue"
        else:
            found[row.id] = "waiting" if left else "acted"
    return found


def latency(session: Session, least: int = 5) -> tuple[float, int] | None:
    """Return the median days from asking to deciding, and of how many decisions; None below `least`."""
    query = select(Decision.raised_on, Decision.decided_on).where(
        Decision.raised_on.is_not(None), Decision.decided_on.is_not(None)
    )
    days = [(row.decided_on - row.raised_on).days for row in session.execute(query)]
    return (float(median(days)), len(days)) if len(days) >= least else None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The meeting on a period: when and where, who came, what was said."""

    held_on: date | None = None
    place: str = ""
    attendees: str = ""
    notes: str = ""


def meeting_of(session: Session, period_id: int) -> MeetingView:
    """Return what is kept of a period's meeting; empty where nothing is."""
    row = session.scalars(select(Meeting).where(Meeting.period_id == period_id)).first()
    return MeetingView() if row is None else MeetingView(row.held_on, row.place, row.attendees, row.notes)
