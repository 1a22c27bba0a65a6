"""The logs beside the risk register: records added, ended, deleted, and what one record leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Relation
from ..editing import CLASSES, load, new_row, next_code
from ..logs import LOGS
from ..removal import remove
from . import risks

TITLE_AND_PROJECT: Final = ("title", "project_id", "owner")
"""What a record hands on to the one that it leads to."""


def create(session: Session, table: str, values: Mapping[str, object]) -> int:
    """Add a record to a log and return its id; without a code it gets the next one of the whole store."""
    log = LOGS[table]
    fixed: dict[str, object] = {}
    if not values.get("code"):
        values = {name: value for name, value in values.items() if name != "code"}
        fixed["code"] = next_code(session, table, log.prefix)
    if log.raised and log.raised not in values:
        fixed[log.raised] = date.today()
    return int(new_row(session, table, values, **fixed).id)


def end(session: Session, table: str, ids: Sequence[int], on: date) -> None:
    """End records well on a day: an issue is closed, an action done, a benefit realised."""
    status, day = LOGS[table].ended
    for row in load(session, table, ids):
        row.status = status
        if day:
            setattr(row, day, on)


def delete(session: Session, table: str, ids: Sequence[int]) -> None:
    """Delete records with their traces."""
    remove(session, table, ids)


def occur(session: Session, risk_id: int, on: date) -> int:
    """Note that a risk occurred, and return the id of the issue that it became.

    Raises:
        PmoError: the risk is gone, or has become an issue already.
    """
    (risk,) = load(session, "risk", [risk_id])
    if risk.occurred_on is not None:
        raise PmoError("risk_occurred_already", code=risk.code)
    risk.status, risk.occurred_on = "occurred", on
    issue = _lead_to(session, "risk", risk, "issue", "became")
    issue.description, issue.cause, issue.category = risk.effect or risk.event, risk.cause, risk.category
    issue.urgency, issue.impact, issue.raised_on = 5, risk.impact, on
    return int(issue.id)


def fail(session: Session, assumption_id: int, on: date, into: Literal["risk", "issue"]) -> int:
    """Note that an assumption does not hold, and return the id of the risk or issue that it became.

    Raises:
        PmoError: the assumption is gone, or has failed already.
    """
    (row,) = load(session, "assumption", [assumption_id])
    if row.status == "failed":
        raise PmoError("assumption_failed_already", code=row.code)
    row.status, row.validated_on = "failed", on
    made = _lead_to(session, "assumption", row, into, "became")
    made.category, made.cause, made.impact = row.category, row.description, row.impact
    if into == "issue":
        made.raised_on = on
    else:
        made.identified_on = on
    return int(made.id)


def follow_up(session: Session, table: str, row_id: int, values: Mapping[str, object]) -> int:
    """Add an action to any record of a register, and return the action's id."""
    (source,) = load(session, table, [row_id])
    given = {"title": source.title, "project_id": source.project_id, **values}
    action = create(session, "action", given)
    relate(session, "follow_up", (table, row_id), ("action", action))
    return action


def decide_change(session: Session, request_id: int, approved: bool, decider: str, on: date, words: str = "") -> None:
    """Note whether a change request was approved, by whom and when."""
    (row,) = load(session, "change_request", [request_id])
    row.status = "approved" if approved else "rejected"
    row.decider, row.decided_on, row.decision = decider, on, words


def relate(session: Session, kind: str, source: tuple[str, int], target: tuple[str, int]) -> int:
    """Connect two records, each a table and an id, and return the id of the connection.

    Raises:
        PmoError: one of them is gone, or they are connected like this already.
    """
    for table, row_id in (source, target):
        load(session, table, [row_id])
    row = Relation(kind=kind, source_table=source[0], source_id=source[1], target_table=target[0], target_id=target[1])
    same = session.query(Relation.id).filter_by(
        kind=kind, source_table=source[0], source_id=source[1], target_table=target[0], target_id=target[1]
    )
    if source == target or same.first() is not None:
        raise PmoError("relation_exists")
    session.add(row)
    session.flush()
    return row.id


def unrelate(session: Session, relation_id: int) -> None:
    """Take a connection away."""
    (row,) = load(session, "relation", [relation_id])
    session.delete(row)


def _lead_to(session: Session, table: str, row: Any, into: str, kind: str) -> Any:
    """Return the new record that a record became, connected with it."""
    values = {name: getattr(row, name) for name in TITLE_AND_PROJECT}
    made = risks.create(session, values) if into == "risk" else create(session, into, values)
    relate(session, kind, (table, row.id), (into, made))
    return session.get_one(CLASSES[into], made)
