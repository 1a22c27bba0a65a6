"""The timeline as it is on screen, made into a PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ...domain.messages import Message
from ...reports.portfolio import PortfolioTimeline, PrintedLine, PrintedLink
from ...services.queries.dependencies import DependencyRow
from ...services.queries.portfolio import portfolio
from ...services.timeline_print import write_timeline
from ..models.table_model import Group

if TYPE_CHECKING:
    from ..jobs import Progress
    from .timeline import TimelinePage

Ask = Callable[[Path], Path | None]


def printed(page: TimelinePage) -> PortfolioTimeline:
    """Return what is on screen, as it is printed: the lines in sight in their order, and all dependencies."""
    lines = page.table.model.lines
    codes = ["" if isinstance(line, Group) else str(line.value("code") or "") for line in lines]
    rules = page.workspace.read(portfolio)
    return PortfolioTimeline(
        rules.organisation or rules.name,
        page.tabs.title,
        page.workspace.today(),
        tuple(PrintedLine(code, line) for code, line in zip(codes, page.chart.timeline, strict=True)),
        tuple(page.chart.arrows) if page.chart.show_links else (),
        tuple(_link(row) for row in page.links),
        page.chart.show_baseline,
    )


def export_pdf(page: TimelinePage, ask: Ask | None = None) -> None:
    """Ask where to, and write the timeline there beside the window.

    Attributes:
        ask: asks the user for the file, given a proposal; the system's dialog without it.
    """
    workspace, t = page.workspace, page.texts
    folder = Path(workspace.settings.text("export_folder", str(workspace.store.path.parent)))
    proposed = folder / f"{workspace.store.path.stem} {t('Timeline')} {workspace.today():%Y-%m-%d}.pdf"
    path = (ask or _asker(page))(proposed)
    if path is None:
        return
    target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    workspace.settings.put("export_folder", str(target.parent))
    data = printed(page)

    def work(progress: Progress) -> None:
        write_timeline(target, data, t, "A4", progress.report)

    def done(_: None) -> None:
        workspace.told.emit(Message("timeline_exported", {"name": target.name}))

    workspace.jobs.start(Message("timeline_writing"), work, done)


def _link(row: DependencyRow) -> PrintedLink:
    comes, limit = row.need.comes, row.need.limit
    return PrintedLink(
        row.code,
        row.title,
        row.giver.words,
        row.taker.words,
        row.state,
        row.margin,
        _day(comes),
        _day(limit),
        row.delivered_on is not None or row.status == "delivered",
    )


def _day(moment: date | None) -> date | None:
    return date(moment.year, moment.month, moment.day) if moment is not None else None


def _asker(page: TimelinePage) -> Ask:
    def ask(proposed: Path) -> Path | None:
        t = page.texts
        name, _ = QFileDialog.getSaveFileName(page, t("Export as PDF"), str(proposed), f"{t('PDF file')} (*.pdf)")
        return Path(name) if name else None

    return ask
