"""Hostile plans: a sentence that names the task, or an ordinary result; never a hang."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

import pytest

from pmo_desktop.domain.calendars import WorkCalendar, WorkWeek, standard
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanLink
from pmo_desktop.scheduling import reschedule, schedule
from pmo_desktop.texts import of

from .plans import DAY, at, plan, task

WEEK = standard().days


def refusal(made: Plan) -> str:
    with pytest.raises(PmoError) as refused:
        schedule(made)
    return of("en").say(refused.value)


def test_a_loop_is_told_task_by_task() -> None:
    said = refusal(plan([task(uid) for uid in range(1, 6)], ["1 FS 2", "2 FS 3", "3 SS 4", "4 FS 2", "4 FS 5"]))
    assert "T2 → T3 → T4 → T2" in said
    assert "T5" not in said


def test_a_loop_of_many_tasks_is_told_in_short() -> None:
    links = [f"{uid} FS {uid % 5000 + 1}" for uid in range(1, 5001)]
    said = refusal(plan([task(uid) for uid in range(1, 5001)], links))
    assert len(said) < 400


def test_a_summary_that_waits_for_its_own_task_is_a_loop() -> None:
    made = plan([task(1, name="Phase"), task(2, 1, outline_level=2)], ["2 FS 1"])
    assert "Phase" in refusal(made)
    assert "Phase" in refusal(plan(made.tasks, ["1 FS 2"]))


def test_a_task_that_follows_itself_is_a_loop() -> None:
    assert "T1 → T1" in refusal(plan([task(1)], ["1 FS 1"]))


def test_a_negative_duration_names_its_task() -> None:
    assert "“T1”" in refusal(plan([task(1, -1)]))


def test_a_calendar_that_never_works_is_named() -> None:
    never = WorkCalendar(9, "Never", ((),) * 7)
    assert "“Never”" in refusal(plan([task(1)], calendars=(never,), calendar_uid=9))


def test_missing_calendars_and_tasks_are_named() -> None:
    assert "“T1”" in refusal(plan([task(1, calendar_uid=77)]))
    assert "77" in refusal(plan([task(1)], calendar_uid=77))
    assert "7" in refusal(plan([task(1)], ["1 FS 7"]))
    assert "“Twin”" in refusal(plan([task(1), task(1, name="Twin")]))


@pytest.mark.parametrize("year", [1900, 2200, 9990])
def test_far_years_are_scheduled(year: int) -> None:
    dates = schedule(plan([task(1, 5)], plan_start=datetime(year, 3, 1, 8)))
    assert dates[1].finish.year == year


def test_a_million_days_of_lag_are_counted() -> None:
    assert schedule(plan([task(1), task(2)], [PlanLink(1, 2, "FS", 10**6 * DAY)]))[2].start.year == 5859


@pytest.mark.parametrize("lag", [10**8 * DAY, -(10**8) * DAY, 10**15])
def test_a_lag_beyond_all_calendars_names_the_task(lag: int) -> None:
    assert "“T" in refusal(plan([task(1), task(2)], [PlanLink(1, 2, "FS", lag)]))


def test_twenty_thousand_links_into_one_task_take_no_time() -> None:
    count = 20_000
    made = plan([task(uid) for uid in range(1, count + 2)], [PlanLink(uid, count + 1) for uid in range(1, count + 1)])
    begin = perf_counter()
    assert schedule(made)[count + 1].start == at(6)
    assert perf_counter() - begin < 20


def test_two_linked_phases_of_thousands_of_tasks_take_no_time() -> None:
    rows = [task(1, name="A")] + [task(uid, 1, outline_level=2) for uid in range(2, 3002)]
    rows += [task(5000, name="B")] + [task(uid, 1, outline_level=2) for uid in range(5001, 8001)]
    begin = perf_counter()
    dates = schedule(plan(rows, ["1 FS 5000"]))
    assert dates[8000].start == at(6)
    assert perf_counter() - begin < 20


def test_an_empty_plan_is_a_schedule_of_nothing() -> None:
    dates = schedule(plan([]))
    assert len(dates) == 0
    assert dates.project_start == dates.project_finish


def test_a_plan_without_a_start_begins_with_the_earliest_date_in_it_or_says_so() -> None:
    fixed = task(1, constraint="MSO", constraint_date=at(7))
    assert schedule(plan([fixed, task(2)], plan_start=None))[2].start == at(7)
    assert "no start date" in refusal(plan([task(1)], plan_start=None, name="P"))


def test_a_calendar_that_never_works_names_the_task_that_needs_it() -> None:
    never = WorkCalendar(9, "Never", ((),) * 7)
    made = plan([task(1), task(2, calendar_uid=9), task(3)], ["1 FS 2", "2 FS 3"], calendars=(standard(1), never))
    assert "“T2”" in refusal(made)
    started = task(2, 4, calendar_uid=9, actual_start=at(6), percent_complete=50)
    assert "“T2”" in refusal(replace(made, tasks=(made.tasks[0], started), links=()))


def test_a_calendar_that_ends_names_the_task_that_outlasts_it() -> None:
    ends = WorkCalendar(9, "Season", ((),) * 7, weeks=(WorkWeek(date(2026, 1, 4), date(2026, 1, 31), WEEK),))
    rows = [task(1, 5, calendar_uid=9), task(2, 90, calendar_uid=9)]
    said = refusal(plan(rows, ["1 FS 2"], calendars=(standard(1), ends)))
    assert "“T2”" in said
    assert "“Season”" in said
    before = schedule(plan([rows[0], task(2, 2, calendar_uid=9)], ["1 FS 2"], calendars=(standard(1), ends)))
    with pytest.raises(PmoError, match="task_calendar_exhausted"):
        reschedule(plan(rows, ["1 FS 2"], calendars=(standard(1), ends)), before)
