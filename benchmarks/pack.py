"""Seconds and pages per second of the status pack: 24 projects, both languages.

    python benchmarks/pack.py [rounds]

The first pack of a language also loads its fonts; it is timed apart. CPU seconds are given besides, because they
hold on a busy machine too.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pmo_desktop import texts
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up import pack


def measured(language: str, rounds: int) -> tuple[float, float, float, int, int]:
    """Return seconds of the first pack, best seconds and best CPU seconds of the next ones, pages, bytes."""
    data, t = pack(language), texts.of(language)
    spent, worked = [], []
    for _ in range(rounds + 1):
        begun, began = time.perf_counter(), time.process_time()
        made = render_pack(data, t)
        spent.append(time.perf_counter() - begun)
        worked.append(time.process_time() - began)
    return spent[0], min(spent[1:]), min(worked[1:]), made.pages, len(made.pdf)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{'language':<10}{'first, s':>10}{'next, s':>10}{'CPU, s':>10}{'pages':>8}{'pages/s':>10}{'kB':>8}")
    for language in texts.LANGUAGES:
        first, again, cpu, pages, size = measured(language, rounds)
        print(
            f"{language:<10}{first:>10.2f}{again:>10.2f}{cpu:>10.2f}{pages:>8}{pages / again:>10.0f}{size / 1000:>8.0f}"
        )


if __name__ == "__main__":
    main()
