"""One edit, from the cell to the committed, recorded change with every visible view refreshed; and the filter.

`python -m benchmarks.edit [--projects 50 --tasks 10000]`. Aims: 50 ms an edit with 10,000 tasks in the store; 50 ms a
filter of 1,000 rows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.stores import make_store
from pmo_desktop.__main__ import collect_seldom
from pmo_desktop.gui.application import Look, make_application
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.models.edits import CellEdit
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.projects import ProjectsPage
from pmo_desktop.gui.settings import Settings
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.store import open_store


def median(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return median and worst milliseconds of a call."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), max(times)


def measure(projects: int, tasks: int, rounds: int) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each figure with its median and its worst value."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.pmow"
        make_store(path, projects, tasks)
        app = make_application(sys.argv[:1])
        settings = Settings(Path(folder))
        settings.put("language", "en")
        look = Look(app, settings)
        store = open_store(path)
        workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), settings)
        window = MainWindow(workspace)
        window.resize(1440, 900)
        page = window.go(Place("projects"))
        assert isinstance(page, ProjectsPage)
        window.show()
        app.processEvents()
        table = page.table
        names = iter(range(10_000))

        def edit(key: str, value: Callable[[], object]) -> Callable[[], None]:
            column = table.model.column(key)
            assert column is not None

            def run() -> None:
                row = table.rows()[next(names) % projects]
                refusal = page.commit([CellEdit(row.id, column, value())], "cell")
                assert refusal is None
                table.view.viewport().repaint()

            return run

        ratings = iter("GAR" * 10_000)
        yield "edit a name", *median(edit("name", lambda: f"Name {next(names)}"), rounds)
        yield "edit a status", *median(edit("rag_overall", lambda: next(ratings)), rounds)
        yield "undo", *median(lambda: (workspace.undo(), table.view.viewport().repaint()), rounds)
        texts = iter(("bil", "grid", "custom 1", "work") * 1000)

        def filtered() -> None:
            table.set_text(next(texts))
            table.view.viewport().repaint()

        yield "filter the registry", *median(filtered, rounds)
        table.set_text("")
        yield "repaint the table", *median(table.view.viewport().repaint, rounds)
        window.disconnect_all()
        window.close()
        store.close()


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    collect_seldom()
    print(f"{options.projects} projects, {options.tasks} tasks: {'median':>10} {'worst':>10}")
    for name, middle, worst in measure(options.projects, options.tasks, options.rounds):
        print(f"{name:<32}{middle:>8.1f} ms{worst:>8.1f} ms   (at most 50)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
