"""How long the register of risks takes with 5,000 of them: `python -m benchmarks.registers`."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RISKS = 5_000
RUNS = 7


def main() -> int:
    """Print the median of opening the register with its map, and of filtering it, in milliseconds."""
    from pmo_desktop.domain.messages import Message
    from pmo_desktop.gui.application import Look, make_application
    from pmo_desktop.gui.jobs import Jobs, inline
    from pmo_desktop.gui.pages.risks_panel import RiskPanel
    from pmo_desktop.gui.settings import Settings
    from pmo_desktop.gui.workspace import Workspace
    from pmo_desktop.persistence.store import create_store

    with tempfile.TemporaryDirectory() as folder:
        app = make_application(sys.argv[:1])
        settings = Settings(Path(folder))
        look = Look(app, settings)
        store = create_store(Path(folder) / "register.pmow")
        store.write(Message("add_risk"), fill)
        workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), settings)
        opened, filtered = [], []
        for run in range(RUNS):
            begin = time.perf_counter()
            panel = RiskPanel(workspace)
            panel.resize(1200, 800)
            panel.reload()
            panel.show()
            panel.grab()
            opened.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            panel.table.set_text(f"risk {run + 1}")
            panel.table.grab()
            filtered.append(time.perf_counter() - begin)
            panel.close()
            panel.deleteLater()
        print(f"{RISKS} risks: open {1000 * sorted(opened)[RUNS // 2]:.0f} ms, "
              f"filter {1000 * sorted(filtered)[RUNS // 2]:.0f} ms, load {os.getloadavg()[0]:.1f}")  # fmt: skip
        store.close()
    return 0


def fill(session: Any) -> None:
    """Write the risks, scored, in ten projects."""
    from pmo_desktop.domain.uid import new_uid
    from pmo_desktop.persistence.recorder import insert_rows
    from pmo_desktop.persistence.tables import Risk
    from pmo_desktop.services.commands import portfolio, projects

    portfolio.set_up(session, {"name": "Works"}, date(2026, 11, 20))
    keys = [projects.create(session, {"name": f"Project {at}"}) for at in range(10)]
    dice = random.Random(1)
    rows = [
        {
            "uid": new_uid(), "project_id": dice.choice(keys), "code": f"R-{at:04d}", "title": f"Risk {at} of many",
            "category": dice.choice(["technical", "supplier", "people"]), "owner": f"Owner {at % 40}",
            "probability": dice.randint(1, 5), "impact": dice.randint(1, 5), "cost_impact": dice.randint(1, 10**8),
        }
        for at in range(RISKS)
    ]  # fmt: skip
    insert_rows(session, Risk, rows)


if __name__ == "__main__":
    sys.exit(main())
