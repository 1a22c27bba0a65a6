"""Packs that are issued, periods that are opened again to correct one, and whom copies are made for."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain import audience as profiles
from ...domain.audience import Audience
from ...domain.errors import PmoError
from ...persistence.tables import Audience as AudienceRow
from ...persistence.tables import History
from ..editing import load
from ..publishing import Prepared, keep
from ..queries.packs import audiences, newest_of_period


def publish(session: Session, prepared: Prepared, author: str = "") -> int:
    """Freeze a prepared pack under its number, publish its period, and return the number.

    The caller writes it with the origin "made": an issued pack can't be taken back, only corrected.

    Raises:
        PmoError: the portfolio was changed since the pack was prepared, or the period is published already.
    """
    data = prepared.data
    head = session.scalar(select(History.chain).order_by(History.seq.desc()).limit(1)) or ""
    if head != data.store_head:
        raise PmoError("pack_changed_meanwhile")
    return keep(session, prepared, author)


def reopen(session: Session, period_id: int) -> None:
    """Open a published period again, so that its pack can be corrected; what was issued stays as it is.

    Raises:
        PmoError: the period is open, or no pack of it was issued.
    """
    (row,) = load(session, "period", [period_id])
    if row.state == "open":
        raise PmoError("period_open_already")
    if newest_of_period(session, period_id) is None:
        raise PmoError("period_without_pack")
    row.state = "open"


def save_audience(
    session: Session, key: str, name: str, masks: Iterable[str], tags: Iterable[str] = (), *, new: bool = False
) -> int:
    """Keep what an audience's copy leaves out, and return the profile's id.

    Attributes:
        key: the profile that is changed; with `new` one is made, under a key of its own.

    Raises:
        PmoError: it has no name, another one has it, or there is no such kind of mask.
    """
    wanted = Audience(key, name.strip(), frozenset(masks), tuple(tag.strip() for tag in tags if tag.strip()))
    if not wanted.masks <= set(profiles.KINDS):
        raise PmoError("audience_unreadable")
    known = audiences(session)
    if new or key not in {preset.key for preset in profiles.PRESETS}:
        if not wanted.name:
            raise PmoError("audience_needs_name")
        others = [view.audience for view in known if new or view.audience.key != key]
        if wanted.name.casefold() in {word.casefold() for one in others for word in (one.name, one.key)}:
            raise PmoError("audience_name_taken", name=wanted.name)
    found = None if new else next((view.id for view in known if view.audience.key == key and view.id), None)
    if found is None:
        last = session.scalar(select(func.max(AudienceRow.position))) or 0
        row = AudienceRow(name=wanted.name, position=last + 1, definition={})
        session.add(row)
        session.flush()
        if new:
            wanted = Audience(row.uid, wanted.name, wanted.masks, wanted.tags)
    else:
        row = session.get_one(AudienceRow, found)
    row.name, row.definition = wanted.name, profiles.to_json(wanted)
    session.flush()
    return row.id


def delete_audience(session: Session, audience_id: int) -> None:
    """Forget a profile; one of the program's own is again as it came. Issued packs keep what they were masked by."""
    (row,) = load(session, "audience", [audience_id])
    session.delete(row)
    session.flush()
