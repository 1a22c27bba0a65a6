"""Times the simulation on made-up plans, beside a plain NumPy floor in the same run.

Usage: python benchmarks/simulation.py [--rounds N] [--large]. A plan has half as many links again as tasks, of four
types with lags, holidays and a second calendar for every fifth task, 50 risks of three tasks each, and ten correlated
groups of ten tasks or more. The floor does as many additions and maxima on ready-made durations: no draws, no
calendar, no criticality. Prints a table: tasks, iterations, median milliseconds by the clock and of the processor,
those of the floor by the clock, the ratio of both, and the most memory the process has had so far; then how long a stop
takes to be heeded.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar, standard
from pmo_desktop.domain.plan import LinkKind, Plan, PlanLink, PlanTask
from pmo_desktop.domain.uncertainty import Correlation, Distribution, RiskEvent
from pmo_desktop.scheduling.simulation import Model, simulate

KINDS: tuple[LinkKind, ...] = ("FS", "FS", "FS", "FS", "FS", "FS", "SS", "FF")
ITERATIONS = 10_000


class Stopped(Exception):
    """What the progress raises to stop."""


def made_up_model(tasks: int, risks: int = 50) -> Model:
    """Return a plan with an outline, two calendars, risks and correlation; the same every time."""
    rng = random.Random(tasks)
    rows: list[PlanTask] = []
    leaves: list[int] = []
    for uid in range(1, tasks + 1):
        if uid % 20 == 1:
            rows.append(PlanTask(uid=uid, name=f"Phase {uid}", outline_level=1))
        else:
            duration, calendar = 60 * rng.randint(8, 80), 2 if uid % 5 == 0 else None
            rows.append(
                PlanTask(uid=uid, name=f"Task {uid}", outline_level=2, duration=duration, calendar_uid=calendar)
            )
            leaves.append(uid)
    reach = max(60, len(leaves) // 16)  # so that a large plan is broader, not decades longer
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < tasks * 3 // 2:
        tail = rng.randrange(1, len(leaves))
        pairs.add((leaves[max(0, tail - rng.randint(1, reach))], leaves[tail]))
    links = tuple(
        PlanLink(head, tail, rng.choice(KINDS), 480 * rng.randint(-1, 3) if rng.random() < 0.2 else 0)
        for head, tail in sorted(pairs)
    )
    days = tuple(CalendarException(date(year, 12, 25), date(year, 12, 26)) for year in range(2020, 2060))
    week = standard().days
    calendars = (
        WorkCalendar(1, "Standard", week, exceptions=days),
        WorkCalendar(2, "Six days", (*week[:6], week[1]), exceptions=days),
    )
    plan = Plan(tasks=tuple(rows), links=links, calendars=calendars, calendar_uid=1, plan_start=datetime(2026, 1, 5, 8))
    durations = {}
    for place, uid in enumerate(leaves):
        planned = rows[uid - 1].duration
        kind = ("triangular", "pert")[place % 2]
        durations[uid] = Distribution(kind, (0.9 * planned, float(planned), (1.1 + 0.3 * rng.random()) * planned))  # type: ignore[arg-type]
    keys = {task.uid: f"task {task.uid}" for task in rows}
    events = tuple(
        RiskEvent(
            f"risk {number}",
            f"Risk {number}",
            rng.uniform(0.05, 0.6),
            Distribution("triangular", (1, 3, 10)),
            Distribution("uniform", (1_000, 5_000)),
            tasks=tuple(keys[uid] for uid in rng.sample(leaves, 3)),
        )
        for number in range(risks)
    )
    groups = tuple(
        Correlation(tuple(keys[uid] for uid in leaves[at :: max(10, len(leaves) // 10)]), 0.5) for at in range(10)
    )
    return Model(plan=plan, keys=keys, durations=durations, risks=events, correlation=groups)


def floor(model: Model, iterations: int) -> None:
    """Add and take maxima along the same links with NumPy, over all iterations at once in chunks."""
    place = {task.uid: row for row, task in enumerate(model.plan.tasks)}
    into: list[list[int]] = [[] for _ in place]
    for link in model.plan.links:
        into[place[link.successor]].append(place[link.predecessor])
    chunk = 2_500 if len(place) <= 1_000 else 500
    lengths = np.full((len(place), chunk), 480, dtype=np.int64)
    finishes = np.zeros_like(lengths)
    for _ in range(iterations // chunk):
        for row, heads in enumerate(into):
            start = finishes[heads[0]] if heads else np.zeros(chunk, dtype=np.int64)
            for head in heads[1:]:
                start = np.maximum(start, finishes[head])
            np.add(start, lengths[row], out=finishes[row])
        finishes.max(axis=0)


def milliseconds(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median time of some runs by the clock, and of the processor, which a busy machine does not stretch."""
    times, busy = [], []
    for _ in range(rounds):
        begin, begin_busy = perf_counter(), process_time()
        work()
        times.append((perf_counter() - begin) * 1000)
        busy.append((process_time() - begin_busy) * 1000)
    return statistics.median(times), statistics.median(busy)


def heeded(model: Model) -> float:
    """Return the milliseconds from a wish to stop, in the midst of it, to the end."""
    wished: list[float] = []
    begin = perf_counter()

    def report(done: int, total: int) -> None:
        if wished:
            raise Stopped
        if perf_counter() - begin > 0.3:
            wished.append(perf_counter())

    try:
        simulate(model, ITERATIONS * 10, progress=report)
    except Stopped:
        return (perf_counter() - wished[0]) * 1000
    return 0.0


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="10,000 tasks too")
    arguments = parser.parse_args()
    print(f"{'tasks':>8} {'iterations':>10} {'ms':>8} {'cpu ms':>8} {'floor ms':>9} {'ratio':>6} {'peak MB':>8}")
    for tasks in (100, 1_000, *((10_000,) if arguments.large else ())):
        model = made_up_model(tasks)
        rounds = arguments.rounds if tasks < 10_000 else 1
        full, busy = milliseconds(lambda model=model: simulate(model, ITERATIONS), rounds)
        least, _ = milliseconds(lambda model=model: floor(model, ITERATIONS), rounds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{tasks:>8,} {ITERATIONS:>10,} {full:>8.0f} {busy:>8.0f} {least:>9.0f} {full / least:>6.1f} {peak:>8.0f}"
        )
    print(f"stopped after {heeded(made_up_model(1_000)):.0f} ms")


if __name__ == "__main__":
    main()
