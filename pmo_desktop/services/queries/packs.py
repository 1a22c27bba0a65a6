"""Issued packs: which there are, what they were made from, and whom copies are made for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...domain import audience as profiles
from ...domain.audience import Audience
from ...domain.errors import PmoError
from ...domain.pack import PackData
from ...domain.snapshot import from_json
from ...persistence import snapshots
from ...persistence.tables import Audience as AudienceRow
from ...persistence.tables import IssuedPack, Period


@dataclass(frozen=True)
class IssuedView:
    """A pack that was published.

    Attributes:
        snapshot: SHA-256 of the data it was made from.
        manifest: its files with their digests, and what made them; see `publishing.manifest_of`.
        note: what a correction corrects; "" for a first version.
        is_newest: False once another version corrects it.
    """

    id: int
    number: int
    version: int
    corrects: int | None
    name: str
    period_id: int
    data_date: date
    published_at: datetime
    author: str
    snapshot: str
    manifest: Mapping[str, Any]
    note: str
    is_newest: bool = True

    @property
    def files(self) -> tuple[Mapping[str, str], ...]:
        """What the manifest says of each file: name, language, paper, audience, sha256; damaged lines are left out."""
        wanted = ("name", "language", "paper", "audience", "sha256")
        found = self.manifest.get("files", ())
        lines = [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []
        return tuple(
            {name: str(line[name]) for name in wanted} for line in lines if all(name in line for name in wanted)
        )

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The profiles by which its copies were masked.

        Raises:
            PmoError: one is damaged; a copy would tell too much.
        """
        found = self.manifest.get("audiences", ())
        return tuple(profiles.from_json(raw) for raw in found) if isinstance(found, list) else ()


@dataclass(frozen=True)
class AudienceView:
    """A profile of readers; `id` is None for one that comes with the program and was not changed."""

    id: int | None
    audience: Audience


def issued_packs(session: Session) -> tuple[IssuedView, ...]:
    """Return all issued packs, newest first."""
    rows = list(session.execute(_issued().order_by(IssuedPack.number.desc())))
    corrected = {row[0].corrects for row in rows}
    return tuple(_view(row, corrected) for row in rows)


def issued_pack(session: Session, number: int) -> IssuedView:
    """Return an issued pack.

    Raises:
        PmoError: there is no pack of that number.
    """
    found = next((pack for pack in issued_packs(session) if pack.number == number), None)
    if found is None:
        newest = session.scalar(select(func.max(IssuedPack.number))) or 0
        raise PmoError("pack_number_unknown", number=number, newest=newest)
    return found


def newest_of_period(session: Session, period_id: int) -> IssuedView | None:
    """Return the newest version that was published of a period's pack."""
    return next((pack for pack in issued_packs(session) if pack.period_id == period_id), None)


def issued_on(session: Session, day: date) -> IssuedView | None:
    """Return the pack that was issued of the newest period with that data date or an earlier one.

    None where that period is open, or no pack of it was published.
    """
    query = select(Period).where(Period.data_date <= day).order_by(Period.data_date.desc(), Period.id.desc()).limit(1)
    period = session.scalars(query).first()
    return newest_of_period(session, period.id) if period is not None and period.state == "published" else None


def next_number(session: Session) -> int | None:
    """Return the number after the last issued pack's; None where none was issued."""
    newest = session.scalar(select(func.max(IssuedPack.number)))
    return newest + 1 if newest else None


def snapshot_data(session: Session, pack: IssuedView) -> PackData:
    """Return the data that a pack was made from.

    Raises:
        PmoError: they are missing or damaged.
    """
    return from_json(snapshots.get(session, pack.snapshot))


def snapshot_raw(session: Session, pack: IssuedView) -> Mapping[str, Any]:
    """Return the data as plain JSON values, for the few of them that a look back needs.

    Raises:
        PmoError: they are missing or damaged.
    """
    try:
        raw = json.loads(snapshots.get(session, pack.snapshot))
    except (ValueError, RecursionError):
        raise PmoError("pack_snapshot_unreadable") from None
    if not isinstance(raw, dict):
        raise PmoError("pack_snapshot_unreadable")
    return raw


def packs_before(session: Session, day: date) -> tuple[IssuedView, ...]:
    """Return the newest version of every period's pack with an earlier data date, oldest first."""
    found: dict[int, IssuedView] = {}
    for pack in issued_packs(session):
        if pack.data_date < day:
            found.setdefault(pack.period_id, pack)
    return tuple(sorted(found.values(), key=lambda pack: pack.data_date))


def audiences(session: Session) -> tuple[AudienceView, ...]:
    """Return whom copies of a pack are made for: the program's own, as changed here, then the organisation's."""
    kept = [
        AudienceView(row.id, profiles.from_json({"name": row.name, **row.definition}))
        for row in session.scalars(select(AudienceRow).order_by(AudienceRow.position, AudienceRow.id))
    ]
    by_key = {view.audience.key: view for view in kept}
    presets = [by_key.pop(item.key, AudienceView(None, item)) for item in profiles.PRESETS]
    return (*presets, *by_key.values())


def audience_named(session: Session, word: str) -> Audience:
    """Return the audience of a key or name, however it is capitalised.

    Raises:
        PmoError: there is none.
    """
    known = [view.audience for view in audiences(session)]
    for item in known:
        if word.strip().casefold() in (item.key.casefold(), item.name.casefold() or item.key.casefold()):
            return item
    raise PmoError("audience_unknown", audience=word, known=", ".join(item.name or item.key for item in known))


def _issued() -> Select[IssuedPack, date]:
    return select(IssuedPack, Period.data_date).join(Period, Period.id == IssuedPack.period_id)


def _view(row: Any, corrected: set[int | None]) -> IssuedView:
    pack, data_date = row
    return IssuedView(
        id=pack.id,
        number=pack.number,
        version=pack.version,
        corrects=pack.corrects,
        name=pack.name,
        period_id=pack.period_id,
        data_date=data_date,
        published_at=pack.published_at,
        author=pack.author,
        snapshot=pack.snapshot,
        manifest=pack.manifest if isinstance(pack.manifest, dict) else {},
        note=pack.note,
        is_newest=pack.number not in corrected,
    )
