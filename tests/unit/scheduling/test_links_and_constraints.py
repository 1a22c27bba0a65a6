"""Links, lags, constraints and deadlines, each on a plan small enough to check by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from pmo_desktop.domain.plan import PlanLink
from pmo_desktop.scheduling import schedule

from .plans import DAY, at, plan, task


@pytest.mark.parametrize(
    ("text", "start", "finish"),
    [
        ("1 FS 2", at(7), at(8, 17)),
        ("1 FS 2 +1", at(8), at(9, 17)),
        ("1 FS 2 -1", at(6), at(7, 17)),
        ("1 SS 2", at(5), at(6, 17)),
        ("1 SS 2 +1", at(6), at(7, 17)),
        ("1 FF 2", at(5), at(6, 17)),
        ("1 FF 2 +1.5", at(6, 13), at(8, 12)),
        ("1 SF 2 +3", at(6), at(7, 17)),
    ],
)
def test_a_link_holds_its_successor(text: str, start: datetime, finish: datetime) -> None:
    dates = schedule(plan([task(1, 2), task(2, 2)], [text]))[2]
    assert (dates.start, dates.finish) == (start, finish)
    assert dates.driver.kind == "link"


def test_an_elapsed_lag_counts_nights_and_weekends() -> None:
    dates = schedule(plan([task(1, 5), task(2, 1)], [PlanLink(1, 2, "FS", 2 * 1440, "elapsed")]))
    assert dates[2].start == at(12)  # Friday 17:00 and two days are Sunday 17:00
    assert dates[1].total_float == 0


def test_a_percent_lag_is_a_share_of_the_predecessor() -> None:
    dates = schedule(plan([task(1, 4), task(2, 1)], [PlanLink(1, 2, "SS", 50, "percent")]))
    assert dates[2].start == at(7)


def test_a_lag_is_counted_on_the_successors_calendar() -> None:
    dates = schedule(plan([task(1, 5), task(2, 1, calendar_uid=2)], [PlanLink(1, 2, "FS", DAY)]))
    assert dates[2].start == at(10, 1)  # Friday 17:00 and 8 hours round the clock


@pytest.mark.parametrize(
    ("constraint", "date", "start"),
    [
        ("SNET", at(7, 10), at(7, 10)),
        ("SNET", at(2), at(5, 8)),
        ("FNET", at(8, 17), at(7)),
        ("SNLT", at(2), at(2)),
        ("FNLT", at(5, 12), at(1, 13)),
        ("MSO", at(9), at(9)),
        ("MFO", at(9, 12), at(7, 13)),
    ],
)
def test_a_constraint_moves_a_task_that_follows_another(constraint: str, date: datetime, start: datetime) -> None:
    made = plan([task(1, 0), task(2, 2, constraint=constraint, constraint_date=date)], ["1 FS 2"])
    assert schedule(made)[2].start == start


def test_a_free_task_may_start_before_the_project_where_the_user_says_so() -> None:
    early = datetime(2025, 12, 29, 8)
    assert schedule(plan([task(1, 1, constraint="SNET", constraint_date=early)]))[1].start == early


def test_links_win_where_constraints_are_not_to_be_honoured() -> None:
    tasks = [task(1, 5), task(2, 1, constraint="MSO", constraint_date=at(7))]
    strict, soft = plan(tasks, ["1 FS 2"]), plan(tasks, ["1 FS 2"], extra={"HonorConstraints": "0"})
    assert schedule(strict)[2].start == at(7)
    assert schedule(strict)[2].driver.kind == "constraint"
    assert schedule(soft)[2].start == at(12)
    assert schedule(soft)[2].total_float == schedule(soft)[1].total_float == -3 * DAY
    assert schedule(strict)[2].total_float == -3 * DAY


def test_a_deadline_takes_float_away_and_moves_nothing() -> None:
    tasks = [task(1, 5), task(2, 2, deadline=at(6, 12)), task(3, 1)]
    dates = schedule(plan(tasks, ["2 FS 3"]))
    assert dates[2].finish == at(6, 17)
    assert dates[2].total_float == -DAY // 2
    assert dates[2].critical
    assert dates[3].total_float == 2 * DAY


def test_a_task_that_is_to_be_late_takes_up_its_float() -> None:
    dates = schedule(plan([task(1, 5), task(2, 1, constraint="ALAP"), task(3, 1)], ["2 FS 3"]))
    assert (dates[2].start, dates[2].finish) == (at(8), at(8, 17))
    assert dates[3].start == at(9)
    assert dates[2].driver.kind == "latest"


def test_a_late_task_does_not_hold_another_late_task_back() -> None:
    tasks = [task(1, 5), task(2, 1, constraint="ALAP"), task(3, 1, constraint="ALAP")]
    dates = schedule(plan(tasks, ["2 FS 3"]))
    assert (dates[2].start, dates[3].start) == (at(8), at(9))
    assert dates[3].early_start == at(6)
    assert dates[3].total_float == 0


def test_milestones_stay_where_their_predecessor_ends() -> None:
    dates = schedule(plan([task(1, 5), task(2, 0, milestone=True), task(3, 1)], ["1 FS 2", "2 FS 3"]))
    assert dates[2].start == dates[2].finish == at(9, 17)
    assert dates[3].start == at(12)


def test_an_elapsed_task_starts_at_once_and_goes_on_over_the_weekend() -> None:
    cure = task(2, elapsed=True).__class__(uid=2, name="Cure", duration=2 * 1440, elapsed=True)
    dates = schedule(plan([task(1, 5), cure, task(3, 1)], ["1 FS 2", "2 FS 3"]))
    assert (dates[2].start, dates[2].finish) == (at(9, 17), at(11, 17))
    assert dates[3].start == at(12)
    assert dates[2].total_float == 15 * 60  # from Sunday evening to Monday morning
    assert not dates[2].critical


def test_free_float_is_what_moves_nobody_and_total_float_what_keeps_the_end() -> None:
    dates = schedule(plan([task(1, 5), task(2, 1), task(3, 1), task(4, 1)], ["2 FS 3", "3 FS 4"]))
    assert [dates[uid].total_float for uid in (1, 2, 3, 4)] == [0, 2 * DAY, 2 * DAY, 2 * DAY]
    assert [dates[uid].free_float for uid in (1, 2, 3, 4)] == [0, 0, 0, 2 * DAY]


def test_the_slack_limit_makes_more_tasks_critical() -> None:
    made = plan([task(1, 5), task(2, 3)], critical_slack=2 * DAY)
    assert [dates.critical for dates in schedule(made)] == [True, True]


def test_every_chain_has_its_own_critical_path_where_asked() -> None:
    made = plan([task(1, 5), task(2, 3)], extra={"MultipleCriticalPaths": "1"})
    assert [dates.critical for dates in schedule(made)] == [True, True]


def test_scheduling_from_the_finish_puts_everything_late() -> None:
    made = plan(
        [task(1, 2, constraint="ALAP"), task(2, 3, constraint="ALAP"), task(3, 1)],
        ["1 FS 2"],
        from_finish=True,
        plan_finish=at(16, 17),
    )
    dates = schedule(made)
    assert (dates[1].start, dates[2].start, dates[2].finish) == (at(12), at(14), at(16, 17))
    assert dates.project_start == at(12)
    assert dates[3].start == at(12)  # as soon as possible
    assert dates[3].total_float == 4 * DAY


def test_from_the_finish_what_is_to_be_early_holds_those_before_it_early() -> None:
    made = plan(
        [task(1, 1, constraint="ALAP"), task(2, 1), task(3, 5, constraint="ALAP")],
        ["1 FS 2"],
        from_finish=True,
        plan_finish=at(16, 17),
    )
    dates = schedule(made)
    assert dates[1].finish <= dates[2].start
    assert dates[2].start == at(13)


def test_from_the_finish_a_date_that_a_task_must_not_come_before_is_honoured() -> None:
    made = plan(
        [task(1, 2, constraint="SNET", constraint_date=at(15)), task(2, 3, constraint="ALAP")],
        ["1 FS 2"],
        from_finish=True,
        plan_finish=at(16, 17),
    )
    dates = schedule(made)
    assert (dates[1].start, dates[1].late_start) == (at(15), at(12))
    assert dates[1].driver.kind == "constraint"
    assert dates[1].total_float == -3 * DAY
    free = schedule(replace(made, tasks=(replace(made.tasks[0], constraint_date=at(7)), made.tasks[1])))
    assert free[1].start == at(12)


def test_levelling_delay_puts_a_task_off() -> None:
    dates = schedule(plan([task(1, 1, levelling_delay=2 * 1440)]))
    assert dates[1].start == at(7)
    assert dates[1].driver.kind == "levelling"


def test_an_inactive_task_holds_nobody() -> None:
    dates = schedule(plan([task(1, 5), task(2, 9, active=False), task(3, 1)], ["1 FS 2", "2 FS 3"]))
    assert dates[3].start == at(5)
    assert dates[2].start == at(12)
    assert dates.project_finish == at(9, 17)
    assert not dates[2].critical
