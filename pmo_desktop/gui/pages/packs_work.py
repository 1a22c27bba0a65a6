"""The work behind the packs page: plain values in, pages and pictures out, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage

from ...domain.audience import masked
from ...domain.pack import PackData
from ...persistence.atomic import write_bytes
from ...persistence.store import Store
from ...reports.frame import Check
from ...services.pack_definitions import definition_named
from ...services.publishing import WHOLE, again, audience_then, render_copy
from ...services.queries.packs import (
    IssuedView,
    audience_named,
    issued_on,
    issued_pack,
    snapshot_data,
)
from ...services.status_pack import collect_pack, export_beside, export_pack, pack_file_name, paper_of
from ...texts import of
from ..widgets.pdf_preview import PdfPages
from .packs_list import THUMBNAIL

if TYPE_CHECKING:
    from ..jobs import Progress

STEPS: Final = 1000
FINENESS: Final = 2.5
"""Thumbnails are rendered larger and scaled down softly: PDFium's own hairlines would be all that is seen."""


@dataclass(frozen=True)
class PackChoice:
    """What the user chose.

    Attributes:
        project_ids: None for all projects; `as_of`: None for the current period.
        audience: key of the profile of readers.
        issue: number of an issued pack, 0 for the pack as it stands.
        definition: key or name of the definition that a pack as it stands is made by.
    """

    language: str = "en"
    paper: str = "A4"
    project_ids: tuple[int, ...] | None = None
    as_of: date | None = None
    audience: str = WHOLE
    issue: int = 0
    definition: str = "steering"

    @property
    def is_masked(self) -> bool:
        """True when a copy is shown that may leave something out."""
        return self.audience != WHOLE


@dataclass(frozen=True)
class PackView:
    """A pack that is ready to be shown.

    Attributes:
        outline: page number (from 1) and name of each section's and project's first page.
        issued: the pack that was issued, where it is one; None for a pack as it stands.
        blocks, keys: kind and name of each page; proposals: block to the title that the rules propose.
    """

    choice: PackChoice
    data: PackData
    pages: PdfPages
    thumbnails: tuple[QImage, ...]
    checks: tuple[Check, ...]
    outline: tuple[tuple[int, str], ...]
    issued: IssuedView | None = None
    blocks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()


def preview(store: Store, choice: PackChoice, ratio: float) -> Callable[[Progress], PackView]:
    """Return the work that makes a pack to look at; `ratio` is the screen's pixels a pixel."""

    def work(progress: Progress) -> PackView:
        with store.reader() as session:
            issued = issued_of(session, choice)
            if issued is not None:
                data, profile = snapshot_data(session, issued), audience_then(session, issued, choice.audience)
            else:
                data = collect_pack(
                    session, project_ids=choice.project_ids, as_of=choice.as_of, progress=_share(progress, 0.0, 0.3)
                )
                data = replace(data, definition=definition_named(session, choice.definition).definition)
                profile = audience_named(session, choice.audience)
        rendered = render_copy(data, choice.language, choice.paper, profile, _share(progress, 0.3, 0.9))
        pages = PdfPages(rendered.pdf)
        pictures = []
        for at in range(len(pages)):
            progress.report(round(STEPS * (0.9 + 0.1 * at / len(pages))), STEPS)
            pictures.append(pages.thumbnail(at, round(THUMBNAIL * ratio * FINENESS)))
        return PackView(
            choice, data, pages, tuple(pictures), rendered.checks, rendered.outline, issued,
            rendered.blocks, rendered.keys, rendered.proposals,
        )  # fmt: skip

    return work


def issued_of(session: Any, choice: PackChoice) -> IssuedView | None:
    """Return the issued pack that a choice means: the one it names, or that of a published period."""
    if choice.issue:
        return issued_pack(session, choice.issue)
    if choice.project_ids is not None or choice.as_of is None:
        return None
    return issued_on(session, choice.as_of)


def export(
    store: Store, choice: PackChoice, files: dict[str, Path], *, beside: bool = False
) -> Callable[[Progress], tuple[Path, ...]]:
    """Return the work that writes a pack; `files` says where to, for each language; `beside` adds Excel and slides."""

    def work(progress: Progress) -> tuple[Path, ...]:
        written: list[Path] = []
        for at, (language, path) in enumerate(files.items()):
            workbook, slides = (path.with_suffix(suffix) if beside else None for suffix in (".xlsx", ".pptx"))
            written += [file for file in (path, workbook, slides) if file is not None]
            with store.reader() as session:
                issued = issued_of(session, choice)
                if issued is not None:
                    write_bytes(path, again(session, issued.number, language, choice.paper, choice.audience).pdf)
                    profile = audience_then(session, issued, choice.audience)
                    shown = masked(snapshot_data(session, issued), profile)
                    export_beside(shown, of(language), paper_of(choice.paper), workbook, slides)
                    continue
                export_pack(
                    session,
                    path,
                    language=language,
                    paper=choice.paper,
                    as_of=choice.as_of,
                    project_ids=choice.project_ids,
                    audience=choice.audience,
                    definition=choice.definition,
                    workbook=workbook,
                    slides=slides,
                    progress=_share(progress, at / len(files), (at + 1) / len(files)),
                )
        return tuple(written)

    return work


def file_name(data: PackData, language: str) -> str:
    """Return the usual name of a pack's file."""
    return pack_file_name(data.data_date, data.committee, language)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _share(progress: Progress, start: float, end: float) -> Callable[[float], None]:
    return lambda share: progress.report(round(STEPS * (start + (end - start) * share)), STEPS)
