"""The minutes of a period's meeting, read from the store."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.minutes import Minutes, MinutesAction, MinutesItem
from ..persistence.tables import Action, Decision, Meeting, Period, Relation
from .queries.logs import with_project
from .queries.portfolio import portfolio


def minutes_of(session: Session, period_id: int) -> Minutes:
    """Return the minutes of a period: what was answered on the day of its meeting, and what was asked and not reached.

    Raises:
        PmoError: nothing is kept of a meeting of that period.
    """
    row = session.scalars(select(Meeting).where(Meeting.period_id == period_id)).first()
    period = session.get(Period, period_id)
    if row is None or period is None or row.held_on is None:
        raise PmoError("meeting_missing")
    items, met = [], set()
    for decision, _, project, _ in with_project(session, Decision, None):
        said = decision.decided_on == row.held_on or decision.status == "deferred"
        if said or decision.status == "open":
            met.add(decision.id)
            items.append(_item(decision, project))
    items.sort(key=lambda item: (item.verdict == "open", item.code))
    rules = portfolio(session)
    return Minutes(
        organisation=rules.organisation,
        committee=rules.committee,
        data_date=period.data_date,
        held_on=row.held_on,
        place=row.place,
        attendees=row.attendees,
        notes=row.notes,
        items=tuple(items),
        actions=_actions(session, met, row.held_on),
    )


def _item(decision: Decision, project: str) -> MinutesItem:
    return MinutesItem(
        code=decision.code,
        title=decision.title,
        project=project,
        verdict=decision.status,
        outcome=decision.outcome,
        condition=decision.condition,
        owner=decision.owner,
        act_by=decision.act_by,
        deferred_to=decision.deferred_to,
    )


def _actions(session: Session, decisions: set[int], held_on: date) -> tuple[MinutesAction, ...]:
    """Return the actions that follow from these decisions, and those that were raised on the day."""
    ends = select(Relation.target_id).where(
        Relation.source_table == "decision", Relation.target_table == "action", Relation.source_id.in_(decisions)
    )
    wanted = set(session.scalars(ends))
    return tuple(
        MinutesAction(action.code, action.title, project, action.owner, action.due)
        for action, _, project, _ in with_project(session, Action, None)
        if action.id in wanted or action.raised_on == held_on
    )
