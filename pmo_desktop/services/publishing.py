"""Publishing: a period's data frozen, its copies made, the manifest that says what was issued, and copies made again.

Three steps, because pages take seconds and belong into a job: `prepare` reads and paints, `Prepared.stage` writes the
files under names that nobody takes for a pack, and `commands.packs.publish` freezes it all in one transaction, after
which `Staged.release` gives the files their names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from .. import texts
from ..domain import audience as profiles
from ..domain.audience import Audience, masked
from ..domain.errors import PmoError
from ..domain.pack import PackData
from ..domain.snapshot import canonical, digest, to_bytes
from ..persistence import atomic, snapshots
from ..persistence.tables import IssuedPack, Period
from ..reports.edition import edition_of, renderer
from ..reports.pack import RenderedPack, render_pack
from .commands.periods import publish as publish_period
from .pack_definitions import definition_named
from .queries.packs import IssuedView, audience_named, issued_pack, snapshot_data
from .queries.periods import PeriodView, periods
from .status_pack import collect_pack, pack_file_name, paper_of

Progress = Callable[[float], None]
"""Told the share done, 0 to 1; what it raises cancels the work."""

WHOLE: Final = "steering"
"""The audience that sees everything; its files carry no audience in their name."""

COLLECTING: Final = 0.1
"""Share of the whole work that collecting the data takes."""


@dataclass(frozen=True)
class Order:
    """What is to be published: one copy for each language and audience.

    Attributes:
        period_id: the open period.
        audiences: keys or names.
        note: what a correction corrects.
        published_at: the moment that every copy bears; now when None.
        definition: key or name of the definition that says which pages it has; "" for all.
    """

    period_id: int
    languages: tuple[str, ...] = ("en",)
    audiences: tuple[str, ...] = (WHOLE,)
    paper: str = "A4"
    note: str = ""
    published_at: datetime | None = None
    definition: str = ""


@dataclass(frozen=True)
class Copy:
    """One PDF of a pack."""

    name: str
    language: str
    paper: str
    audience: Audience
    rendered: RenderedPack

    def line(self) -> dict[str, object]:
        """Return what the manifest says of it."""
        pdf = self.rendered.pdf
        return {
            "name": self.name,
            "language": self.language,
            "paper": self.paper,
            "audience": self.audience.key,
            "pages": self.rendered.pages,
            "bytes": len(pdf),
            "sha256": hashlib.sha256(pdf).hexdigest(),
        }


@dataclass(frozen=True)
class Staged:
    """Files that are written but do not have their names yet."""

    files: tuple[tuple[Path, Path], ...]

    def release(self) -> tuple[Path, ...]:
        """Give the files their names and return them.

        Raises:
            PmoError: the folder can't be written any more; the pack is published, its files can be made again.
        """
        for partial, path in self.files:
            try:
                atomic.replace(partial, path)
            except OSError as error:
                raise PmoError("export_failed", path=str(path), reason=error.strerror or str(error)) from None
        return tuple(path for _, path in self.files)

    def discard(self) -> None:
        """Remove the files, because the pack was not published."""
        for partial, _ in self.files:
            partial.unlink(missing_ok=True)


@dataclass(frozen=True)
class Prepared:
    """A pack that is ready to be frozen.

    Attributes:
        body: the snapshot; `manifest`: what was made from it.
    """

    order: Order
    data: PackData
    body: bytes
    manifest: Mapping[str, Any]
    copies: tuple[Copy, ...]

    def stage(self, folder: Path) -> Staged:
        """Write all files of the pack into a folder under names that nobody takes for a pack.

        Raises:
            PmoError: the folder can't be written or the disk is full; nothing is left behind.
        """
        manifest = json.dumps(self.manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        contents = [(copy.name, copy.rendered.pdf) for copy in self.copies]
        contents.append((manifest_name(self.data), manifest.encode()))
        staged: list[tuple[Path, Path]] = []
        with ExitStack() as unless_whole:
            unless_whole.callback(lambda: Staged(tuple(staged)).discard())
            for name, content in contents:
                partial = folder / f".{name[:60]}.{self.manifest['snapshot'][:8]}.part"
                staged.append((partial, folder / name))
                atomic.write_bytes(partial, content)
            unless_whole.pop_all()
        return Staged(tuple(staged))


def prepare(session: Session, order: Order, progress: Progress | None = None) -> Prepared:
    """Return the pack of a period as it would be published now, painted in every copy that was ordered.

    Raises:
        PmoError: the period is published or gone, a correction does not say what it corrects, or a language, paper or
            audience is not there.
    """
    data = freeze(session, order, _part(progress, 0.0, COLLECTING))
    chosen = [audience_named(session, word) for word in order.audiences]
    copies = render_copies(data, order.languages, chosen, order.paper, _part(progress, COLLECTING, 1.0))
    return Prepared(order, data, to_bytes(data), manifest_of(data, copies, chosen), copies)


def freeze(session: Session, order: Order, progress: Progress | None = None) -> PackData:
    """Return the data of a period's pack as they would be frozen now, with number, version and moment.

    Raises:
        PmoError: the period is published or gone, or a correction does not say what it corrects.
    """
    period = _open_period(session, order.period_id)
    data = collect_pack(session, as_of=period.data_date, progress=progress)
    if data.corrects is not None and not order.note.strip():
        raise PmoError("pack_correction_needs_note", number=data.corrects)
    if order.definition:
        data = replace(data, definition=definition_named(session, order.definition).definition)
    moment = (order.published_at or datetime.now()).replace(microsecond=0)
    return canonical(replace(data, draft=False, published_at=moment, correction=order.note.strip()))


def render_copies(
    data: PackData,
    languages: Sequence[str],
    audiences: Iterable[Audience],
    paper: str,
    progress: Progress | None = None,
) -> tuple[Copy, ...]:
    """Return a copy of an issued pack for each language and audience."""
    wanted = [(language, audience) for audience in audiences for language in languages]
    copies = []
    for at, (language, audience) in enumerate(wanted):
        part = _part(progress, at / len(wanted), (at + 1) / len(wanted))
        name = copy_name(data, language, audience)
        copies.append(
            Copy(name, language, paper_of(paper), audience, render_copy(data, language, paper, audience, part))
        )
    return tuple(copies)


def render_copy(
    data: PackData, language: str, paper: str, audience: Audience, progress: Progress | None = None
) -> RenderedPack:
    """Return one copy of a pack: the same pack, language, paper and audience give the same bytes.

    Raises:
        PmoError: the language or the paper is not there.
    """
    t, sheet = texts.of(language), paper_of(paper)
    shown = masked(canonical(data), audience) if audience.masks else data
    edition = edition_of(data, language, sheet, audience.key, digest(data))
    return render_pack(shown, t, sheet, progress, edition)


def keep(session: Session, prepared: Prepared, author: str = "") -> int:
    """Freeze a prepared pack under its number, publish its period, and return the number."""
    data, order = prepared.data, prepared.order
    assert data.published_at is not None
    row = IssuedPack(
        number=data.issue,
        period_id=order.period_id,
        definition_id=definition_named(session, order.definition).id if order.definition else None,
        version=data.version,
        corrects=data.corrects,
        name=data.title,
        published_at=data.published_at,
        author=author,
        snapshot=snapshots.put(session, prepared.body),
        manifest=dict(prepared.manifest),
        note=data.correction,
    )
    session.add(row)
    publish_period(session, order.period_id)
    session.get_one(Period, order.period_id).published_at = data.published_at
    session.flush()
    return row.number


def again(session: Session, number: int, language: str, paper: str, audience: str = WHOLE) -> RenderedPack:
    """Return a copy of a pack that was issued, made anew from its snapshot.

    An audience is masked as it was when the pack was issued; one that got no copy then is masked as it is today.

    Raises:
        PmoError: there is no such pack, audience, language or paper, or the snapshot is damaged.
    """
    pack = issued_pack(session, number)
    return render_copy(snapshot_data(session, pack), language, paper, audience_then(session, pack, audience))


def audience_then(session: Session, pack: IssuedView, word: str) -> Audience:
    """Return an audience as it was when a pack was issued, or as it is today where it got no copy.

    Raises:
        PmoError: there is no such audience.
    """
    for kept in pack.audiences:
        if word.strip().casefold() in (kept.key.casefold(), kept.name.casefold()):
            return kept
    return audience_named(session, word)


def manifest_of(data: PackData, copies: Sequence[Copy], audiences: Iterable[Audience]) -> dict[str, Any]:
    """Return what was issued: number, period, the digest of the data and of every file, and what made them."""
    moment = data.published_at
    assert moment is not None
    return {
        "number": data.issue,
        "version": data.version,
        "corrects": data.corrects,
        "correction": data.correction,
        "data_date": data.data_date.isoformat(),
        "published_at": moment.isoformat(),
        "snapshot": digest(data),
        "store_head": data.store_head,
        "audiences": [profiles.to_json(audience) for audience in audiences],
        "files": [copy.line() for copy in copies],
        "made_by": dict(renderer()),
    }


def copy_name(data: PackData, language: str, audience: Audience) -> str:
    """Return the name of a copy's file: `2026-11 Steering committee pack EN v1.pdf`."""
    stem = pack_file_name(data.data_date, data.committee, language).removesuffix(".pdf")
    reader = "" if audience.key == WHOLE else (audience.name or audience.key)
    kept = "".join(char for char in reader if char.isalnum() or char in " -")[:40]
    return " ".join([stem, f"v{data.version}", *kept.split()]) + ".pdf"


def manifest_name(data: PackData) -> str:
    """Return the name of the manifest beside the copies."""
    return f"{data.data_date:%Y-%m} pack {data.issue} v{data.version} manifest.json"


def _open_period(session: Session, period_id: int) -> PeriodView:
    found = next((period for period in periods(session) if period.id == period_id), None)
    if found is None:
        raise PmoError("row_gone")
    if not found.is_open:
        raise PmoError("period_published")
    return found


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)
