"""The portfolio timeline as a PDF file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..persistence.atomic import write_bytes
from ..reports.portfolio import PortfolioTimeline, render_portfolio
from ..reports.style import Paper
from ..texts import Texts


def write_timeline(
    path: Path,
    data: PortfolioTimeline,
    t: Texts,
    paper: Paper = "A4",
    report: Callable[[int, int], object] = lambda done, total: None,
) -> None:
    """Write the timeline to a file.

    Raises:
        PmoError: the file can't be written; an old one is still there.
    """
    write_bytes(path, render_portfolio(data, t, paper, report))
