"""The dates of every iteration are those that the engine gives a plan with that iteration's durations."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.plan import Constraint, Plan, PlanAssignment, PlanLink, PlanResource, ProgressMode
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.scheduling import schedule
from pmo_desktop.scheduling.simulation.passes import Passes
from tests.unit.scheduling.plans import MONDAY, at, plan, task
from tests.unit.scheduling.test_laws import networks

LENGTHS = (0, 30, 480, 700, 2400, 9000)


def passes_of(made: Plan) -> Passes:
    return Passes(schedule(made).solved)


def check(made: Plan, lengths: list[list[int]]) -> None:
    """Compare a plan with lengths, a list an iteration, with the engine's dates for each."""
    passes = passes_of(made)
    ours = passes.forward(np.array(lengths, dtype=np.int64).T)
    for number, chosen in enumerate(lengths):
        tasks = []
        for row, length in zip(made.tasks, chosen, strict=True):
            done = row.duration - (row.remaining_duration or 0)
            rest = None if row.remaining_duration is None else max(0, length - done)
            tasks.append(replace(row, duration=length, remaining_duration=rest))
        theirs = schedule(replace(made, tasks=tuple(tasks)))
        for row in passes.counting:
            finish = ours.finish[row]
            assert finish is not None
            assert int(finish[number]) == theirs.early_finish[row], (made.tasks[row].name, chosen)
        assert int(ours.end[number]) == to_instant(theirs.project_finish)


def some_lengths(made: Plan, dice: random.Random) -> list[list[int]]:
    return [[dice.choice(LENGTHS) for _ in made.tasks] for _ in range(4)] + [[item.duration for item in made.tasks]]


@given(networks(leads=True), st.randoms(use_true_random=False))
def test_links_lags_and_calendars(made: Plan, dice: random.Random) -> None:
    check(made, some_lengths(made, dice))


@given(networks(), st.randoms(use_true_random=False))
def test_constraints_delays_and_the_users_own_dates(made: Plan, dice: random.Random) -> None:
    kinds: tuple[Constraint, ...] = ("ASAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO")
    tasks = []
    for row in made.tasks:
        day = MONDAY + timedelta(hours=dice.randint(0, 900))
        fields = dice.choice(
            (
                {},
                {"constraint": dice.choice(kinds), "constraint_date": day},
                {"levelling_delay": dice.choice((0, 600, 3000))},
                {"manual": True, "manual_start": day},
                {"manual": True, "manual_finish": day},
                {"active": False},
            )
        )
        tasks.append(replace(row, **fields))  # type: ignore[arg-type]
    check(replace(made, tasks=tuple(tasks)), some_lengths(made, dice))


@pytest.mark.parametrize("mode", ["project", "retained_logic", "progress_override", "actual_dates"])
@given(networks(mixed=False, elapsed=False), st.randoms(use_true_random=False))
def test_progress(mode: ProgressMode, made: Plan, dice: random.Random) -> None:
    tasks = []
    for row in made.tasks:
        begun = MONDAY + timedelta(days=dice.randint(0, 4))
        rest = row.duration // 2
        fields = dice.choice(
            (
                {},
                {"actual_start": begun, "percent_complete": 50, "remaining_duration": rest},
                {"actual_start": begun, "actual_finish": begun + timedelta(days=1), "percent_complete": 100},
            )
        )
        tasks.append(replace(row, **fields))  # type: ignore[arg-type]
    made = replace(made, tasks=tuple(tasks), progress_mode=mode)
    if dice.random() < 0.7:
        made = replace(made, data_date=MONDAY + timedelta(days=dice.randint(0, 9)), reschedule_remaining=True)
    lengths = [
        [max(length, row.duration) for row, length in zip(made.tasks, chosen, strict=True)]
        for chosen in some_lengths(made, dice)
    ]
    check(made, lengths)


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_summaries_that_wait_and_are_waited_for(kind: str) -> None:
    rows = [
        task(1, 3),
        task(2, outline_level=1),
        task(3, 2, outline_level=2),
        task(4, 4, outline_level=2),
        task(5, 1, outline_level=1),
    ]
    made = plan(rows, ["1 FS 2 +1", f"2 {kind} 5", "3 SS 4 +1"])
    check(made, [[480, 480, 960, 1920, 480], [2400, 480, 4800, 480, 0], [0, 480, 480, 480, 960]])


def test_a_resources_calendar_counts() -> None:
    resources = (PlanResource(1, "Night shift", calendar_uid=3), PlanResource(2, "Day shift"))
    pairs = [(1, 1, 1), (2, 2, 1), (3, 2, 2)]
    assignments = tuple(PlanAssignment(uid, row, resource, work=960) for uid, row, resource in pairs)
    rows = [task(1, 2), task(2, 2), task(3, 1)]
    made = plan(rows, ["1 FS 2", "2 FS 3"], resources=resources, assignments=assignments)
    check(made, [[960, 960, 480], [480, 960, 480], [2400, 960, 480]])


def test_a_lag_in_percent_goes_with_the_length() -> None:
    made = plan([task(1, 0), task(2, 1)], [PlanLink(1, 2, "FS", 50, "percent")])
    check(made, [[0, 480], [960, 480], [700, 30]])


def test_dates_far_beyond_the_tables_are_worked_out() -> None:
    made = plan([task(1, 1), task(2, 1, constraint="SNET", constraint_date=at(5))], ["1 FS 2"])
    check(made, [[480, 480], [480 * 260 * 300, 480]])


def test_the_finish_is_held_by_the_path_that_is_the_longest_in_each_iteration() -> None:
    made = plan([task(1, 1), task(2, 1), task(3, 1)], ["1 FS 3", "2 FS 3"])
    passes = passes_of(made)
    flags = passes.critical(passes.forward(np.array([[480, 960, 480], [960, 480, 480], [480, 480, 480]])))
    held = [[] if flag is None else flag.tolist() for flag in flags]
    assert held == [[False, True, True], [True, False, True], [True, True, True]]


def test_remaining_work_that_still_waits_lets_what_it_waits_for_hold_the_finish() -> None:
    begun = task(2, 2, actual_start=MONDAY, percent_complete=50, remaining_duration=480)
    made = plan([task(1, 3), begun], ["1 FS 2"], data_date=MONDAY, progress_mode="retained_logic")
    passes = passes_of(made)
    flags = passes.critical(passes.forward(np.array([[1440, 10], [960, 4800]])))
    assert [None if flag is None else flag.tolist() for flag in flags] == [[True, False], [True, True]]


def test_what_waits_on_a_date_of_its_own_lets_nothing_before_it_hold_the_finish() -> None:
    late = task(2, 1, constraint="SNET", constraint_date=at(20))
    passes = passes_of(plan([task(1, 1), late], ["1 FS 2"]))
    flags = passes.critical(passes.forward(np.array([[480, 480 * 20], [480, 480]])))
    assert flags[0] is not None
    assert flags[0].tolist() == [False, True]


@given(networks())
def test_a_plan_scheduled_from_its_finish_is_simulated_from_the_start_that_leaves_it(made: Plan) -> None:
    made = replace(made, plan_start=None, plan_finish=at(30, 17), from_finish=True)
    dates = schedule(made)
    passes = Passes(dates.solved)
    ours = passes.forward(np.array([[row.duration] for row in made.tasks], dtype=np.int64))
    for row in passes.counting:
        finish = ours.finish[row]
        assert finish is not None
        assert int(finish[0]) == dates.early_finish[row]
