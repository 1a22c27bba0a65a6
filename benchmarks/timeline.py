"""The portfolio timeline of a large store: 300 projects with 60,000 tasks on screen in a second.

`python -m benchmarks.timeline [--projects 300 --tasks 60000]`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=300)
    parser.add_argument("--tasks", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), options.projects, options.tasks, options.rounds)


def measure(folder: Path, projects: int, tasks: int, rounds: int) -> int:
    """Make a store and time what a user does on its timeline."""
    from PySide6.QtWidgets import QApplication

    from pmo_desktop.domain.messages import Message
    from pmo_desktop.gui.application import Look, make_application
    from pmo_desktop.gui.jobs import Jobs
    from pmo_desktop.gui.pages.timeline import TimelinePage
    from pmo_desktop.gui.settings import Settings
    from pmo_desktop.gui.workspace import Workspace
    from pmo_desktop.persistence.store import create_store
    from pmo_desktop.services.demo.large import make_large

    store = create_store(folder / "large.pmow")
    store.write(Message("demo_made"), lambda session: make_large(session, projects=projects, tasks=tasks))
    app = make_application(sys.argv[:1])
    look = Look(app, Settings(folder / "settings"))
    workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(), look.settings)

    def opened() -> TimelinePage:
        page = TimelinePage(workspace)
        page.resize(1920, 1000)
        page.refresh_if_stale()
        page.show()
        QApplication.processEvents()
        page.grab()
        return page

    def settled() -> None:
        while workspace.jobs.is_busy():
            QApplication.processEvents()
            time.sleep(0.005)

    figures: dict[str, float] = {}
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        page = opened()
        times.append(time.perf_counter() - begin)
        settled()
        figures["plans scheduled beside the window"] = time.perf_counter() - begin
        page.close()
    figures["page on screen"] = statistics.median(times)
    page = opened()
    settled()
    chart = page.chart

    def repaint() -> None:
        chart.horizontalScrollBar().setValue(chart.horizontalScrollBar().value() ^ 1)
        chart.viewport().repaint()

    figures["one frame"] = median(repaint, 40)

    def search() -> None:
        for word in ("works", ""):
            page.table.set_text(word)

    figures["search"] = median(search, 5) / 2
    figures["open every project"] = median(lambda: page.tools.parts.toggle(), 4)
    store.close()
    print(f"{projects} projects, {tasks} tasks")
    for name, seconds in figures.items():
        print(f"{name:<36}{seconds * 1000:>8.0f} ms")
    return 0


def median(run: Callable[[], object], times: int) -> float:
    """Return the median time of some runs, in seconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
