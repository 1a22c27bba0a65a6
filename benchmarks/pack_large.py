"""Time and memory of large packs: 100 projects, and a pack of about a thousand pages.

    python -m benchmarks.pack_large [projects …]

Each pack is made in a process of its own, so that its memory is its own; the figure is the most that the process
ever held, the interpreter, the fonts and the finished file included.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import replace

from pmo_desktop import texts
from pmo_desktop.domain.pack import PackData
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up_registers import full_pack

SIZES = (100, 950)


def many(count: int) -> PackData:
    """Return the made-up portfolio with so many projects, each with its milestones, risks and status."""
    data = full_pack()
    projects, stones, risks = [], [], []
    for at in range(count):
        model = data.projects[at % 24]
        uid = f"{model.uid}x{at}"
        projects.append(replace(model, uid=uid, code=f"P-{at:04d}", name=f"{model.name} {at}"))
        stones += [replace(s, uid=f"{s.uid}x{at}", project=uid) for s in data.milestones if s.project == model.uid]
        risks += [replace(r, uid=f"{r.uid}x{at}", project=uid) for r in data.risks if r.project == model.uid]
    return replace(data, projects=tuple(projects), milestones=tuple(stones), risks=tuple(risks))


def measure(count: int) -> None:
    """Print one line of the table."""
    data = many(count)
    begun, began = time.perf_counter(), time.process_time()
    made = render_pack(data, texts.of("en"))
    spent, worked = time.perf_counter() - begun, time.process_time() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>8}{made.pages:>8}{spent:>10.2f}{worked:>10.2f}{made.pages / spent:>10.0f}"
        f"{len(made.pdf) / 1e6:>8.1f}{held:>10.0f}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        measure(int(sys.argv[2]))
        return
    print(f"{'projects':>8}{'pages':>8}{'s':>10}{'CPU, s':>10}{'pages/s':>10}{'MB':>8}{'RAM, MB':>10}", flush=True)
    for count in [int(word) for word in sys.argv[1:]] or SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.pack_large", "--one", str(count)], check=True)


if __name__ == "__main__":
    main()
