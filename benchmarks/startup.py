"""Start-up: from the process's start to a shown window, against an empty PySide6 window in the same run.

`python -m benchmarks.startup [--rounds 5]`. Aims: at most 1.8 times the empty window, and the demo store's data on
screen at most 0.8 s after that.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EMPTY = """
import time, os
start = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        print("shown", time.time(), flush=True)
        QTimer.singleShot(0, lambda: os._exit(0))
window = Window(); window.setCentralWidget(QLabel("empty")); window.resize(900, 600); window.show()
app.exec()
"""

OURS = """
import os, sys, time
from pathlib import Path
import pmo_desktop.gui.application as application
from pmo_desktop.gui.desk import Desk
from PySide6.QtCore import QTimer
show_start = Desk.show_start
def shown(self, **options):
    show_start(self, **options)
    self.start.painted.connect(lambda: print("shown", time.time(), flush=True))
Desk.show_start = shown
build = Desk._build_window
def built(self, place):
    build(self, place)
    from pmo_desktop.gui.main_window import MainWindow
    def ready():
        if self.window.isVisible():
            self.window.repaint()
            print("data", time.time(), flush=True)
            os._exit(0)
    QTimer.singleShot(0, ready)
Desk._build_window = built
application.run(Path(sys.argv[1]), False)
"""


def measure(code: str, arguments: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Run a program and return the seconds from its start to each moment that it told."""
    import time

    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    moments = [line.split() for line in done.stdout.splitlines()]
    told = [parts for parts in moments if len(parts) == 2 and parts[0] in ("shown", "data")]
    found = {name: float(moment) - start for name, moment in told}
    if not found:
        raise SystemExit(done.stderr)
    return found


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        from pmo_desktop.gui.sample import make_sample

        store = Path(folder) / "demo.pmow"
        make_sample(store, "en")
        empty: list[float] = []
        ours: list[dict[str, float]] = []
        measure(OURS, [str(store)], environment)  # the first run compiles
        for _ in range(rounds):
            empty.append(measure(EMPTY, [], environment)["shown"])
            ours.append(measure(OURS, [str(store)], environment))
    base, shown = statistics.median(empty), statistics.median(one["shown"] for one in ours)
    data = statistics.median(one["data"] - one["shown"] for one in ours)
    print(f"{'empty PySide6 window':<34}{base * 1000:>8.0f} ms")
    print(f"{'our window shown':<34}{shown * 1000:>8.0f} ms   ratio {shown / base:.2f} (at most 1.8)")
    print(f"{'demo data on screen after that':<34}{data * 1000:>8.0f} ms   (at most 800)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
