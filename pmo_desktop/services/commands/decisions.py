"""Decisions: asked for, with their answers; recorded at the meeting; followed by actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.pack import PackOption
from ...persistence.tables import Decision, Meeting, Project, StatusUpdate
from ..editing import load
from ..fields import field
from ..queries.decisions import asks_to_raise
from ..values import check, clean
from . import logs

Verdict = Literal["decided", "deferred", "withdrawn"]
LINE: Final = 160
"""Characters of an ask that become the question; the whole is its description."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the committee said to a question.

    Attributes:
        condition: what has to be done for the answer to hold; it becomes an action of `owner` due on `act_by`.
        deferred_to: the day to which it was put off.
    """

    verdict: Verdict = "decided"
    outcome: str = ""
    condition: str = ""
    owner: str = ""
    act_by: date | None = None
    deferred_to: date | None = None


def set_options(session: Session, decision_id: int, options: Sequence[PackOption]) -> None:
    """Set the answers that a decision allows, at most one of them recommended."""
    (row,) = load(session, "decision", [decision_id])
    row.options = [
        {
            "name": clean(option.name),
            "when": clean(option.when),
            "cost": clean(option.cost),
            "gain": clean(option.gain),
            "risk": clean(option.risk),
            "recommended": option.recommended,
        }
        for option in options
    ]


def record(session: Session, decision_id: int, answer: Answer, on: date) -> tuple[int, ...]:
    """Note what the committee answered on a day, and return the ids of the actions that follow.

    Who is to carry it out gets an action where a person or a day is named, and another one for the condition.
    """
    row: Decision
    (row,) = load(session, "decision", [decision_id])
    row.status = answer.verdict
    row.outcome = str(check(field("decision", "outcome"), answer.outcome))
    row.condition = str(check(field("decision", "condition"), answer.condition))
    row.decided_on = None if answer.verdict == "deferred" else on
    row.deferred_to = answer.deferred_to if answer.verdict == "deferred" else None
    if answer.deferred_to is not None and answer.verdict == "deferred":
        row.needed_by = answer.deferred_to
    row.act_by = answer.act_by
    if answer.owner:
        row.owner = str(check(field("decision", "owner"), answer.owner))
    if answer.verdict != "decided":
        return ()
    made = []
    for kind, words in (("follow_up", answer.outcome or row.title), ("condition", answer.condition)):
        is_wanted = bool(words) if kind == "condition" else bool(answer.owner or answer.act_by)
        if is_wanted:
            values = {"title": _line(words), "project_id": row.project_id, "owner": row.owner, "due": answer.act_by}
            action = logs.create(session, "action", {**values, "raised_on": on})
            logs.relate(session, kind, ("decision", row.id), ("action", action))
            made.append(action)
    return tuple(made)


def raise_asks(session: Session, period_id: int, on: date) -> tuple[int, ...]:
    """Make a decision of each ask in a period's reports that is none yet, and return their ids."""
    made = []
    for ask in asks_to_raise(session, period_id):
        project = session.get_one(Project, session.get_one(StatusUpdate, ask.update_id).project_id)
        values = {
            "title": _line(ask.words),
            "description": ask.words if len(ask.words) > LINE else "",
            "project_id": project.id,
            "owner": project.manager,
            "decider": project.sponsor,
        }
        decision = logs.create(session, "decision", {**values, "raised_on": on})
        logs.relate(session, "asked", ("status_update", ask.update_id), ("decision", decision))
        made.append(decision)
    return tuple(made)


def hold_meeting(session: Session, period_id: int, held_on: date, place: str, attendees: str, notes: str) -> int:
    """Keep when and where a period's meeting was, who came and what was said; return its id."""
    row = session.scalars(select(Meeting).where(Meeting.period_id == period_id)).first()
    if row is None:
        row = Meeting(period_id=period_id)
        session.add(row)
    row.held_on = held_on
    row.place, row.attendees, row.notes = clean(place), clean(attendees, lines=True), clean(notes, lines=True)
    session.flush()
    return row.id


def _line(words: str) -> str:
    first = words.strip().partition("\n")[0].strip()
    return first if len(first) <= LINE else first[: LINE - 1] + "…"
