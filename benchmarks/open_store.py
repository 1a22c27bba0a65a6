"""Opening a large store: file to registry rows, 300 projects with 60,000 tasks, at most 2 s.

`python -m benchmarks.open_store [--projects 300 --tasks 60000]`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.stores import make_store
from pmo_desktop.__main__ import collect_seldom
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.queries.overview import overview
from pmo_desktop.services.queries.registry import registry


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=300)
    parser.add_argument("--tasks", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    collect_seldom()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.pmow"
        make_store(path, options.projects, options.tasks)
        size = path.stat().st_size / 1e6
        steps: dict[str, list[float]] = {"open and verify": [], "registry": [], "overview": []}
        for _ in range(options.rounds):
            marks = [time.perf_counter()]
            store = open_store(path)
            marks.append(time.perf_counter())
            with store.read() as session:
                registry(session)
            marks.append(time.perf_counter())
            with store.read() as session:
                overview(session)
            marks.append(time.perf_counter())
            store.close()
            for name, start, end in zip(steps, marks, marks[1:], strict=False):
                steps[name].append(end - start)
    print(f"{options.projects} projects, {options.tasks} tasks, {size:.1f} MB")
    total = 0.0
    for name, times in steps.items():
        total += statistics.median(times)
        print(f"{name:<24}{statistics.median(times) * 1000:>8.0f} ms")
    print(f"{'together':<24}{total * 1000:>8.0f} ms   (at most 2000)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
