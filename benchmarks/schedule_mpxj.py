"""Times our engine beside MPXJ's MicrosoftScheduler on the same plans in the same run.

    python benchmarks/schedule_mpxj.py [--rounds N] [--only PREFIX]

Needs an environment of its own that has mpxj and jpype1 (and numpy and lxml for us); says so and ends where they are
missing. Plans are those of the folder `schedules` below the one that PMO_ORACLE_DATA names: MPXJ reads the MPP, we read
its XML. Scheduling alone is timed, by turns, after the virtual machine has warmed up: the processor time of the thread
that schedules, which other programs do not disturb, and the time on the wall; medians. Prints a table.

MPXJ's reader leaves tasks that are tied to each other, with calendars ready to count, and its scheduler walks them;
ours leaves plain values, and `prepare` ties them. So two times of ours are taken: `ours` schedules a prepared plan,
`whole` prepares it too. Both end with early, late and planned dates, total floats and criticality of all rows; free
floats and sums are worked out when they are asked for, as MPXJ does with all its floats.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pmo_desktop.domain.plan import Plan
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.scheduling import prepare, schedule

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 60
BATCH = 5


def plans(prefix: str) -> list[tuple[str, Path, Path]]:
    """Return name, MPP and XML of the plans that are there in both forms."""
    folder = Path(os.environ.get("PMO_ORACLE_DATA", ROOT / ".." / "shared" / "data")) / "schedules"
    found = []
    for binary in sorted(folder.glob(f"{prefix}*.mpp")):
        for suffix in (".mspdi.xml", ".mspdi.xml.gz"):
            text = binary.with_name(binary.stem + suffix)
            if text.is_file():
                found.append((binary.stem, binary, text))
                break
    return found


def read(path: Path) -> Plan:
    """Return a plan of an XML file."""
    content = path.read_bytes()
    return read_plan(gzip.decompress(content) if path.suffix == ".gz" else content)


def virtual_machine() -> Any:
    """Return MPXJ's scheduler and its reader, or None where they are missing."""
    try:
        jpype = import_module("jpype")
        import_module("mpxj")  # puts the classes on the path
    except ImportError:
        return None
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx1g")
    return jpype.JClass("org.mpxj.cpm.MicrosoftScheduler"), jpype.JClass("org.mpxj.reader.UniversalProjectReader")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of processor and on the wall of one call, the mean of a few."""
    begin, busy = perf_counter(), thread_time()
    for _ in range(BATCH):
        work()
    return (thread_time() - busy) * 1000 / BATCH, (perf_counter() - begin) * 1000 / BATCH


def scheduled_by_mpxj(scheduler_class: Any, project: Any, begin: Any) -> None:
    """Let MPXJ put dates into its project."""
    scheduler_class().schedule(project, begin)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="mp_")
    arguments = parser.parse_args()
    machine = virtual_machine()
    if machine is None:
        print("Skipped: mpxj and jpype1 can't be imported. Run it in an environment that has them.")
        return 0
    cases = plans(arguments.only)
    if not cases:
        print("Skipped: no plan is there both as MPP and as XML. Set PMO_ORACLE_DATA.")
        return 0
    scheduler_class, reader_class = machine
    head = f"{'plan':<20} {'tasks':>6} {'links':>6} {'MPXJ ms':>8} {'ours ms':>8} {'ratio':>6}"
    print(f"{head} {'whole ms':>9} {'ratio':>6}  on the wall")
    ratios = []
    for name, binary, text in cases:
        plan, project = read(text), reader_class().read(str(binary))
        begin = project.getProjectProperties().getStartDate()
        ours, whole = partial(schedule, plan, prepare(plan)), partial(schedule, plan)
        theirs = partial(scheduled_by_mpxj, scheduler_class, project, begin)
        try:
            for _ in range(WARM_UP):
                theirs()
        except Exception as error:  # a Java exception of any kind
            print(f"{name:<42} MPXJ can't schedule it: {str(error).splitlines()[0][:60]}")
            continue
        timed(ours)
        rounds = [(*timed(ours), *timed(whole), *timed(theirs)) for _ in range(arguments.rounds)]
        mine, wall, all_of_it, all_wall, other, other_wall = (
            statistics.median(times) for times in zip(*rounds, strict=True)
        )
        ratios.append(other / mine)
        sizes = f"{len(plan.tasks):>6,} {len(plan.links):>6,}"
        figures = f"{other:>8.2f} {mine:>8.3f} {other / mine:>6.1f} {all_of_it:>9.2f} {other / all_of_it:>6.1f}"
        print(f"{name:<20} {sizes} {figures} {other_wall:.2f}/{wall:.3f}/{all_wall:.2f}")
    if ratios:
        print(f"median ratio {statistics.median(ratios):.1f}, least {min(ratios):.1f} ({len(ratios)} plans)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
