"""Times the engine on made-up plans, beside a bare critical-path pass in plain Python in the same run.

Usage: python benchmarks/schedule.py [--rounds N]. Prints two tables. Full passes: tasks, links, median milliseconds of
a full schedule with calendars, of the bare pass (integers, no calendar, no floats), and their ratio. Edits of the plan
of 10,000 tasks: median and worst milliseconds of going on from the schedule before. Times are those of the processor,
which other programs disturb least; `--wall` takes the clock on the wall.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar, standard
from pmo_desktop.domain.plan import LinkKind, Plan, PlanLink, PlanTask
from pmo_desktop.scheduling import longest_path, reschedule, schedule

KINDS: tuple[LinkKind, ...] = ("FS", "FS", "FS", "FS", "FS", "FS", "SS", "FF")


def made_up_plan(tasks: int, links: int, *, holidays: bool = True) -> Plan:
    """Return a plan with an outline, four link types, lags and holidays; the same every time."""
    rng = random.Random(tasks)
    rows: list[PlanTask] = []
    leaves: list[int] = []
    for uid in range(1, tasks + 1):
        if uid % 10 == 1:
            rows.append(PlanTask(uid=uid, name=f"Phase {uid}", outline_level=1))
        else:
            rows.append(PlanTask(uid=uid, name=f"Task {uid}", outline_level=2, duration=60 * rng.randint(0, 80)))
            leaves.append(uid)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        tail = rng.randrange(1, len(leaves))
        head = max(0, tail - rng.randint(1, 200))
        pairs.add((leaves[head], leaves[tail]))
    made = tuple(
        PlanLink(head, tail, rng.choice(KINDS), 480 * rng.randint(-1, 3) if rng.random() < 0.2 else 0)
        for head, tail in sorted(pairs)
    )
    calendar = standard(1)
    if holidays:
        days = [CalendarException(date(year, 12, 25), date(year, 12, 26)) for year in range(2020, 2060)]
        calendar = WorkCalendar(1, "Standard", calendar.days, exceptions=tuple(days))
    return Plan(
        tasks=tuple(rows), links=made, calendars=(calendar,), calendar_uid=1, plan_start=datetime(2026, 1, 5, 8)
    )


def bare_pass(durations: list[int], edges: list[list[int]]) -> int:
    """Return the length of the longest path: what any critical-path program must at least do."""
    size = len(durations)
    waits = [0] * size
    for several in edges:
        for node in several:
            waits[node] += 1
    early = [0] * size
    order = [node for node in range(size) if not waits[node]]
    for node in order:
        finish = early[node] + durations[node]
        for following in edges[node]:
            if finish > early[following]:
                early[following] = finish
            waits[following] -= 1
            if not waits[following]:
                order.append(following)
    end = max(early[node] + durations[node] for node in range(size))
    late = [end] * size
    for node in reversed(order):
        for following in edges[node]:
            late[node] = min(late[node], late[following] - durations[following])
    return end


def milliseconds(work: Callable[[], object], rounds: int, clock: Callable[[], float]) -> float:
    """Return the median time of some runs."""
    times = []
    for _ in range(rounds):
        begin = clock()
        work()
        times.append((clock() - begin) * 1000)
    return statistics.median(times)


def edits(plan: Plan) -> dict[str, Callable[[random.Random], Plan]]:
    """Return ways to edit a plan, by name."""
    leaves = [row for row, task in enumerate(plan.tasks) if task.outline_level == 2]
    place = {task.uid: row for row, task in enumerate(plan.tasks)}
    driving = [place[uid] for uid in longest_path(plan, schedule(plan)).uids]

    def with_task(row: int, **change: Any) -> Plan:
        rows = list(plan.tasks)
        rows[row] = replace(rows[row], **change)
        return replace(plan, tasks=tuple(rows))

    def longer(rng: random.Random) -> Plan:
        row = rng.choice(leaves)
        return with_task(row, duration=plan.tasks[row].duration + 480)

    def longer_near_the_end(rng: random.Random) -> Plan:
        row = rng.choice(leaves[-len(leaves) // 10 :])
        return with_task(row, duration=plan.tasks[row].duration + 480)

    def moving_the_end(rng: random.Random) -> Plan:
        row = rng.choice(driving)
        return with_task(row, duration=plan.tasks[row].duration + 480)

    def renamed(rng: random.Random) -> Plan:
        return with_task(rng.choice(leaves), name="Another name")

    def linked(rng: random.Random) -> Plan:
        at = rng.randrange(len(leaves) - 1)
        return replace(plan, links=(*plan.links, PlanLink(plan.tasks[leaves[at]].uid, plan.tasks[leaves[at + 1]].uid)))

    def unlinked(rng: random.Random) -> Plan:
        at = rng.randrange(len(plan.links))
        return replace(plan, links=plan.links[:at] + plan.links[at + 1 :])

    return {
        "a longer task": longer,
        "a longer task near the end": longer_near_the_end,
        "a longer task that moves the end": moving_the_end,
        "another name": renamed,
        "one more link": linked,
        "one link less": unlinked,
    }


def time_edits(rounds: int, clock: Callable[[], float]) -> None:
    """Print what edits cost."""
    plan = made_up_plan(10_000, 15_000)
    kept = schedule(plan)
    rng = random.Random(7)
    print(f"\n{'edit of 10,000 tasks':<34} {'median ms':>9} {'worst ms':>9}")
    for name, edit in edits(plan).items():
        times = []
        for _ in range(4 * rounds):
            after = edit(rng)
            begin = clock()
            reschedule(after, kept)
            times.append((clock() - begin) * 1000)
        print(f"{name:<34} {statistics.median(times):>9.1f} {max(times):>9.1f}")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--wall", action="store_true")
    arguments = parser.parse_args()
    rounds, clock = arguments.rounds, perf_counter if arguments.wall else process_time
    print(f"{'tasks':>8} {'links':>8} {'holidays':>8} {'full ms':>9} {'bare ms':>9} {'ratio':>7}")
    sizes = ((1_000, True), (10_000, False), (10_000, True), (100_000, True))
    for tasks, holidays in sizes:
        links = tasks * 3 // 2
        plan = made_up_plan(tasks, links, holidays=holidays)
        place = {task.uid: index for index, task in enumerate(plan.tasks)}
        edges: list[list[int]] = [[] for _ in plan.tasks]
        for link in plan.links:
            edges[place[link.predecessor]].append(place[link.successor])
        durations = [task.duration for task in plan.tasks]
        full = milliseconds(partial(schedule, plan), rounds, clock)
        bare = milliseconds(partial(bare_pass, durations, edges), rounds, clock)
        print(f"{tasks:>8,} {links:>8,} {holidays!s:>8} {full:>9.1f} {bare:>9.1f} {full / bare:>7.1f}")
    time_edits(rounds, clock)


if __name__ == "__main__":
    main()
