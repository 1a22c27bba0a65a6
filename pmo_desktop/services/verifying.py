"""Is this PDF the pack that was issued? Answered from the store's manifests and snapshots; the file is only read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy.orm import Session

from ..domain.audience import Audience
from ..domain.errors import PmoError
from ..domain.messages import Message
from ..reports.edition import Edition, edition_in, reader, renderer
from ..texts import LANGUAGES
from .publishing import render_copy
from .queries.packs import IssuedView, audiences, issued_packs, snapshot_data
from .status_pack import paper_of

LARGEST: Final = 500_000_000
"""Bytes of a PDF above which nothing is read: no pack is as large."""

State: TypeAlias = Literal["issued", "altered", "draft", "elsewhere", "uncertain", "foreign"]
"""issued: byte for byte. altered: says it is a pack of this store, but its bytes are others. draft: never issued.
elsewhere: a pack of another store, or of a copy of this one. uncertain: neither can be shown, because the program now
draws pages otherwise than the one that issued the pack. foreign: no pack, or another program wrote it anew."""


SENTENCES: Final[Mapping[State, str]] = {
    "issued": "verdict_issued",
    "altered": "verdict_altered",
    "draft": "verdict_draft",
    "elsewhere": "verdict_elsewhere",
    "uncertain": "verdict_uncertain",
    "foreign": "verdict_foreign",
}
"""The message that says what a state means."""


@dataclass(frozen=True)
class Verdict:
    """What was found out about a PDF.

    Attributes:
        sha256: of the file.
        number, version, data_date, published_at, author, language, paper, audience: of the issued pack that it is or
            says to be; empty where there is none.
        in_manifest: the file was written when the pack was published, not made again later.
        corrected_by: number of a newer version, None when this is the newest.
        redraws: whether this program makes the same bytes from the snapshot; None when that was not tried.
        changed_parts: what makes pages and is another now than when the pack was issued.
    """

    state: State
    sha256: str
    number: int = 0
    version: int = 0
    data_date: date | None = None
    published_at: datetime | None = None
    author: str = ""
    language: str = ""
    paper: str = ""
    audience: str = ""
    in_manifest: bool = False
    corrected_by: int | None = None
    redraws: bool | None = None
    changed_parts: tuple[str, ...] = ()

    @property
    def is_issued(self) -> bool:
        """True when the file is a pack as it was issued."""
        return self.state == "issued"

    def messages(self) -> tuple[Message, ...]:
        """Return what was found out, in sentences."""
        values: dict[str, object] = {"number": str(self.number), "version": str(self.version)}
        if self.published_at is not None:
            values["moment"] = self.published_at
        found = [Message(SENTENCES[self.state], values)]
        if self.is_issued and not self.in_manifest:
            found.append(Message("verdict_made_again"))
        if self.corrected_by is not None:
            found.append(Message("verdict_corrected", {"number": str(self.corrected_by)}))
        if self.is_issued and self.redraws is False:
            found.append(Message("verdict_redraws", {"parts": ", ".join(self.changed_parts) or "–"}))
        return tuple(found)


def verify(session: Session, pdf: bytes) -> Verdict:
    """Return whether a PDF is a pack that was issued from this store.

    Raises:
        PmoError: the snapshot of the pack is missing or damaged.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    packs = issued_packs(session)
    for pack in packs:
        for line in pack.files:
            if line["sha256"] == sha256:
                return _from_manifest(session, packs, pack, line, sha256)
    edition = edition_in(pdf)
    if edition is None:
        return Verdict("foreign", sha256)
    if not edition.number:
        return Verdict("draft", sha256, language=edition.language, paper=edition.paper)
    found = next((pack for pack in packs if pack.snapshot == edition.snapshot), None)
    if found is None:
        return Verdict("elsewhere", sha256, edition.number, edition.version)
    return _by_drawing(session, packs, found, edition, pdf, sha256)


def _from_manifest(
    session: Session, packs: Iterable[IssuedView], pack: IssuedView, line: Mapping[str, str], sha256: str
) -> Verdict:
    audience = _audience(session, pack, reader(line["audience"]))
    again = None
    if audience is not None:
        again = _drawn(session, pack, line["language"], line["paper"], audience)
    redraws = again is not None and hashlib.sha256(again).hexdigest() == sha256
    return _verdict("issued", sha256, packs, pack, line["language"], line["paper"], line["audience"],
                    in_manifest=True, redraws=redraws)  # fmt: skip


def _by_drawing(
    session: Session, packs: Iterable[IssuedView], pack: IssuedView, edition: Edition, pdf: bytes, sha256: str
) -> Verdict:
    """Judge a file that is in no manifest: a copy made later is what this program makes from the snapshot."""
    audience = _audience(session, pack, edition.audience)
    key = audience.key if audience else ""
    again = _drawn(session, pack, edition.language, edition.paper, audience) if audience else None
    if again == pdf:
        return _verdict("issued", sha256, packs, pack, edition.language, edition.paper, key, redraws=True)
    known = {(line["language"], line["paper"], reader(line["audience"])) for line in pack.files}
    was_issued = (edition.language, edition.paper, edition.audience) in known
    # Where this very copy is in the manifest, other bytes are another file, whoever draws pages how.
    state: State = "altered" if was_issued or _draws_as_then(session, pack) else "uncertain"
    return _verdict(state, sha256, packs, pack, edition.language, edition.paper, key, redraws=False)


def _verdict(
    state: State,
    sha256: str,
    packs: Iterable[IssuedView],
    pack: IssuedView,
    language: str,
    paper: str,
    audience: str,
    *,
    in_manifest: bool = False,
    redraws: bool | None = None,
) -> Verdict:
    newer = [other.number for other in packs if other.period_id == pack.period_id and other.number > pack.number]
    return Verdict(
        state,
        sha256,
        pack.number,
        pack.version,
        pack.data_date,
        pack.published_at,
        pack.author,
        language,
        paper,
        audience,
        in_manifest,
        max(newer, default=None),
        redraws,
        _changed(pack),
    )


def _audience(session: Session, pack: IssuedView, named: str) -> Audience | None:
    """Return the audience that a file names, as it was then, else as it is today; None for one that is gone."""
    kept = pack.audiences
    today = [view.audience for view in audiences(session)]
    return next((item for item in (*kept, *today) if reader(item.key) == named), None)


def _drawn(session: Session, pack: IssuedView, language: str, paper: str, audience: Audience) -> bytes | None:
    """Return a copy made from the snapshot; None where the language or the paper is no longer there."""
    try:
        sheet = paper_of(paper)
    except PmoError:
        return None
    if language not in LANGUAGES:
        return None
    return render_copy(snapshot_data(session, pack), language, sheet, audience).pdf


def _draws_as_then(session: Session, pack: IssuedView) -> bool:
    """Return whether this program draws a pack as it was drawn when issued, by drawing one of its copies once more."""
    for line in pack.files:
        audience = _audience(session, pack, reader(line["audience"]))
        if audience is not None:
            again = _drawn(session, pack, line["language"], line["paper"], audience)
            return again is not None and hashlib.sha256(again).hexdigest() == line["sha256"]
    return not _changed(pack)


def _changed(pack: IssuedView) -> tuple[str, ...]:
    """Return what makes pages and is another now than when a pack was issued."""
    kept = pack.manifest.get("made_by")
    then = kept if isinstance(kept, dict) else {}
    return tuple(name for name, value in renderer().items() if then.get(name) != value)
