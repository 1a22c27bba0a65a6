"""The work behind the packs page: plain values in, pages and pictures out, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

from ... import texts
from ...domain.pack import PackData
from ...persistence.store import Store
from ...reports.frame import Check
from ...reports.pack import render_pack
from ...services.status_pack import collect_pack, export_pack, pack_file_name, paper_of
from ..widgets.pdf_preview import PdfPages
from .packs_list import THUMBNAIL

if TYPE_CHECKING:
    from ..jobs import Progress

STEPS: Final = 1000
FINENESS: Final = 2.5
"""Thumbnails are rendered larger and scaled down softly: PDFium's own hairlines would be all that is seen."""


@dataclass(frozen=True)
class PackChoice:
    """What the user chose. `project_ids` is None for all projects, `as_of` None for the current period."""

    language: str = "en"
    paper: str = "A4"
    project_ids: tuple[int, ...] | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class PackView:
    """A pack that is ready to be shown.

    Attributes:
        outline: page number (from 1) and name of each section's and project's first page.
        ratio: pixels of a thumbnail for one on screen.
    """

    choice: PackChoice
    data: PackData
    pages: PdfPages
    thumbnails: tuple[QImage, ...]
    checks: tuple[Check, ...]
    outline: tuple[tuple[int, str], ...]


def preview(store: Store, choice: PackChoice, ratio: float) -> Callable[[Progress], PackView]:
    """Return the work that makes a pack to look at; `ratio` is the screen's pixels a pixel."""

    def work(progress: Progress) -> PackView:
        with store.reader() as session:
            data = collect_pack(
                session, project_ids=choice.project_ids, as_of=choice.as_of, progress=_share(progress, 0.0, 0.3)
            )
        rendered = render_pack(data, texts.of(choice.language), paper_of(choice.paper), _share(progress, 0.3, 0.9))
        pages = PdfPages(rendered.pdf)
        pictures = []
        for at in range(len(pages)):
            progress.report(round(STEPS * (0.9 + 0.1 * at / len(pages))), STEPS)
            pictures.append(pages.thumbnail(at, round(THUMBNAIL * ratio * FINENESS)))
        return PackView(choice, data, pages, tuple(pictures), rendered.checks, rendered.outline)

    return work


def export(store: Store, choice: PackChoice, files: dict[str, Path]) -> Callable[[Progress], tuple[Path, ...]]:
    """Return the work that writes a pack; `files` says where to, for each language."""

    def work(progress: Progress) -> tuple[Path, ...]:
        for at, (language, path) in enumerate(files.items()):
            with store.reader() as session:
                export_pack(
                    session,
                    path,
                    language=language,
                    paper=choice.paper,
                    as_of=choice.as_of,
                    project_ids=choice.project_ids,
                    progress=_share(progress, at / len(files), (at + 1) / len(files)),
                )
        return tuple(files.values())

    return work


def file_name(data: PackData, language: str) -> str:
    """Return the usual name of a pack's file."""
    return pack_file_name(data.data_date, data.committee, language)


def _share(progress: Progress, start: float, end: float) -> Callable[[float], None]:
    return lambda share: progress.report(round(STEPS * (start + (end - start) * share)), STEPS)
