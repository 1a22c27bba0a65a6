"""How long the Gantt takes to open and to paint: `python -m benchmarks.gantt [--rows 100000] [--frames 60]`."""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pmo_desktop.__main__ import collect_seldom
from pmo_desktop.domain.plan import Plan, PlanBaseline, PlanLink, PlanTask

if TYPE_CHECKING:
    from pmo_desktop.gui.workspace import Workspace


def made_plan(rows: int) -> Plan:
    """Return a plan in chains of nine tasks under a summary, each chain tied to the next, with a baseline."""
    tasks, links, frozen = [], [], []
    start = datetime(2026, 3, 2, 8)
    for row in range(rows):
        summary = row % 10 == 0
        milestone = row % 10 == 9
        tasks.append(
            PlanTask(
                row + 1,
                f"Task {row}",
                outline_level=1 if summary else 2,
                duration=0 if milestone else 480 * (1 + row % 7),
                milestone=milestone,
                owner=f"Person {row % 23}",
                percent_complete=row % 4 * 25 if row < rows // 3 and not (summary or milestone) else 0,
            )
        )
        if not summary and row % 10 > 1:
            links.append(PlanLink(row, row + 1))
        if row % 10 == 9 and row % 1000 != 999 and row + 3 < rows:
            links.append(PlanLink(row + 1, row + 3))
        if row % 10 == 5 and row + 1000 < rows:
            links.append(PlanLink(row + 1, row + 1001))
        if not summary:
            frozen.append(PlanBaseline(row + 1, 0, start, datetime(2026, 4, 10 + row % 20, 17)))
    return Plan(tasks=tuple(tasks), links=tuple(links), baselines=tuple(frozen), plan_start=start)


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--edited", type=int, default=10_000, help="rows of the plan that is edited")
    options = parser.parse_args()
    collect_seldom()

    from PySide6.QtWidgets import QApplication

    from pmo_desktop.gui.application import Look, make_application
    from pmo_desktop.gui.gantt.panel import PlanPanel
    from pmo_desktop.gui.jobs import Jobs, inline
    from pmo_desktop.gui.settings import Settings
    from pmo_desktop.gui.workspace import Workspace
    from pmo_desktop.persistence.store import create_store
    from pmo_desktop.scheduling import schedule
    from pmo_desktop.services.planning_cache import PlanCache
    from pmo_desktop.services.queries.plan import PlanView

    plan = made_plan(options.rows)
    with tempfile.TemporaryDirectory() as folder:
        app = make_application(sys.argv[:1])
        settings = Settings(Path(folder))
        settings.put("language", "en")
        settings.put("theme", "light")
        look = Look(app, settings)
        store = create_store(Path(folder) / "a.pmow")
        workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), settings)
        begin = perf_counter()
        result = schedule(plan)
        print_line("schedule", [perf_counter() - begin])
        panel = PlanPanel(workspace, 1, PlanCache())
        panel.resize(1920, 1080)
        panel.show()
        view = PlanView(1, plan, result, None, 0, (0,))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begin = perf_counter()
        panel.show_plan(view)
        QApplication.processEvents()
        print_line("show the plan", [perf_counter() - begin])
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{'memory that showing it takes':34}{(after - before) / 1024:10.1f} MB")
        chart = panel.chart
        bar = chart.verticalScrollBar()
        for name, per_day in (("months", 2.6), ("weeks", 8.0), ("days", 28.0)):
            chart.zoom_to(per_day)
            chart.go_to_row(0)
            print_line(f"chart, {name}", frames(chart.viewport(), bar.setValue, bar.maximum(), options.frames))
        print_line("outline", frames(panel.outline.viewport(), bar.setValue, bar.maximum(), options.frames))
        panel.close()
        early, anywhere = edits(workspace, made_plan(options.edited))
        print_line(f"edit, {options.edited} rows, first tasks", early)
        print_line(f"edit, {options.edited} rows, anywhere", anywhere)
        store.close()
    return 0


def edits(workspace: Workspace, plan: Plan) -> tuple[list[float], list[float]]:
    """Return the seconds of edits of a plan on its page: typed, committed, scheduled, outline and Gantt repainted.

    Those of its first tasks move half of the plan, those of tasks spread over the plan mostly a few.
    """
    from PySide6.QtWidgets import QApplication
    from sqlalchemy.orm import Session

    from pmo_desktop.domain.messages import Message
    from pmo_desktop.gui.pages.project import ProjectPage
    from pmo_desktop.persistence.tables import Project
    from pmo_desktop.services.planning import save_plan

    def work(session: Session) -> int:
        project = Project(code="P-1", name="Large")
        session.add(project)
        session.flush()
        save_plan(session, project.id, plan)
        return project.id

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    page = ProjectPage(workspace, project_id)
    workspace.changed.connect(page.take)
    page.resize(1600, 900)
    page.show()
    page.refresh_if_stale()
    QApplication.processEvents()
    seconds = []
    step = max(10, len(plan.tasks) // 220 * 10)
    for at, row in enumerate([*range(11, 131, 10), *range(11, len(plan.tasks), step)]):
        task_id = page.plan.model.rows[row].id
        begin = perf_counter()
        page.plan.edits.type([task_id], "duration", f"{3 + at % 5}d")
        page.plan.outline.viewport().repaint()
        page.plan.chart.viewport().repaint()
        seconds.append(perf_counter() - begin)
    workspace.changed.disconnect(page.take)
    page.close()
    return seconds[2:12], seconds[12:]


def frames(widget: object, scroll: Callable[[int], None], last: int, count: int) -> list[float]:
    """Return the seconds of each of `count` full repaints, spread over the whole plan."""
    from PySide6.QtWidgets import QApplication

    seconds = []
    for at in range(count):
        scroll(last * at // count)
        QApplication.processEvents()
        begin = perf_counter()
        widget.repaint()  # type: ignore[attr-defined]
        seconds.append(perf_counter() - begin)
    return seconds


def print_line(name: str, seconds: list[float]) -> None:
    """Print one line of the table, in milliseconds."""
    worst = sorted(seconds)[max(0, round(len(seconds) * 0.95) - 1)]
    print(f"{name:34}{statistics.median(seconds) * 1000:10.1f} ms median{worst * 1000:10.1f} ms p95")


if __name__ == "__main__":
    sys.exit(main())
