"""Work that is under way: where its rest goes, and what waits for what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.plan import Plan, PlanTask, ProgressMode
from pmo_desktop.scheduling import schedule, why_start
from pmo_desktop.texts import of

from .plans import DAY, at, plan, task
from .test_laws import networks

MODES: tuple[ProgressMode, ...] = ("project", "retained_logic", "progress_override", "actual_dates")


def begun(uid: int, days: float, done: float, start: Any, **fields: Any) -> PlanTask:
    """Return a task of which so many days are done."""
    return task(
        uid,
        days,
        actual_start=start,
        percent_complete=round(100 * done / days),
        remaining_duration=round((days - done) * DAY),
        **fields,
    )


def out_of_sequence(mode: ProgressMode, **fields: Any) -> Plan:
    """Task 2 has begun although task 1, which it should wait for, has not finished."""
    rows = [begun(1, 5, 1, at(5)), begun(2, 4, 2, at(6)), task(3, 1)]
    return plan(rows, ["1 FS 2", "2 FS 3"], data_date=at(12), progress_mode=mode, **fields)


def test_unless_told_otherwise_the_data_date_moves_nothing() -> None:
    made = plan([begun(1, 4, 1, at(5)), task(2, 1)], data_date=at(14))
    dates = schedule(made)
    assert dates[1].finish == at(8, 17)
    assert dates[2].start == at(5)


def test_remaining_work_goes_after_the_data_date_when_asked() -> None:
    made = plan(
        [
            begun(1, 4, 1, at(5)),
            task(2, 1),
            task(3, 1, actual_start=at(5), actual_finish=at(5, 17), percent_complete=100),
        ],
        ["1 FS 2"],
        data_date=at(14),
        reschedule_remaining=True,
    )
    dates = schedule(made)
    assert (dates[1].start, dates[1].finish) == (at(5), at(16, 17))
    assert dates[2].start == at(19)
    assert dates[3].finish == at(5, 17)
    alone = replace(made, links=())
    answer = why_start(alone, schedule(alone), 2)
    assert schedule(alone)[2].driver.kind == "data_date"
    assert of("en").say(answer.message) == (
        "It starts on 14 Jan 2026 because work that is not done can’t be put before the data date, 14 Jan 2026."
    )
    assert [step.kind for step in answer.steps] == ["data_date"]


def test_work_that_is_ahead_of_the_data_date_is_left_alone() -> None:
    made = plan([begun(1, 4, 3, at(5))], data_date=at(6), reschedule_remaining=True)
    assert schedule(made)[1].finish == at(8, 17)


def test_a_task_that_was_stopped_resumes_at_its_date_or_at_the_data_date_whatever_is_later() -> None:
    stopped = begun(1, 4, 2, at(5), stop=at(6, 17), resume=at(12))
    for data_date, finish in ((at(8), at(13, 17)), (at(14), at(15, 17))):
        made = plan([stopped], data_date=data_date, reschedule_remaining=True)
        assert schedule(made)[1].finish == finish


@pytest.mark.parametrize(
    ("mode", "finish"),
    [
        ("project", at(9, 17)),  # MS Project: it began, so it goes on
        ("retained_logic", at(19, 17)),  # 2 days after what it should have waited for
        ("progress_override", at(13, 17)),  # 2 days after the data date
        ("actual_dates", at(9, 17)),  # 4 days after it began
    ],
)
def test_what_began_out_of_sequence(mode: ProgressMode, finish: Any) -> None:
    dates = schedule(out_of_sequence(mode))
    assert dates[1].finish == (at(9, 17) if mode in ("project", "actual_dates") else at(15, 17))
    assert dates[2].start == at(6)
    assert dates[2].finish == finish


def test_links_that_are_overridden_hold_no_predecessor_back() -> None:
    kept, overridden = schedule(out_of_sequence("retained_logic")), schedule(out_of_sequence("progress_override"))
    assert kept[1].total_float == 0
    assert kept[1].critical
    assert overridden[1].late_finish == overridden.project_finish


def test_retained_links_to_the_finish_and_of_phases_count_too() -> None:
    rows = [task(1, 8), begun(2, 4, 2, at(6))]
    made = plan(rows, ["1 FF 2"], data_date=at(12), progress_mode="retained_logic")
    assert schedule(made)[2].finish == schedule(made)[1].finish == at(21, 17)
    rows = [task(1, 3), task(2, name="Phase"), begun(3, 4, 2, at(6), outline_level=2)]
    made = plan(rows, ["1 FS 2"], data_date=at(12), progress_mode="retained_logic")
    assert schedule(made)[3].finish == at(16, 17)


def test_manual_tasks_and_plans_from_their_finish_do_not_wait_for_the_data_date() -> None:
    made = plan([task(1, 1, manual=True, manual_start=at(6))], data_date=at(14), reschedule_remaining=True)
    assert schedule(made)[1].start == at(6)
    back = plan([task(1, 1)], from_finish=True, plan_finish=at(9, 17), data_date=at(14), reschedule_remaining=True)
    assert schedule(back)[1].start == at(9)


@given(networks(), st.integers(5, 20), st.sampled_from(MODES[1:]))
def test_nothing_that_is_to_be_done_lies_before_the_data_date(made: Plan, day: int, mode: ProgressMode) -> None:
    held = replace(made, data_date=at(day), progress_mode=mode)
    dates = schedule(held)
    assert all(one.start >= at(day) for one in dates)
    for one in dates:
        assert why_start(held, dates, one.uid).steps[-1].kind in ("data_date", "project")


@given(networks(), st.integers(5, 20))
def test_retained_logic_never_ends_before_progress_override(made: Plan, day: int) -> None:
    rows = [replace(row, actual_start=at(5), percent_complete=50) if row.uid % 2 else row for row in made.tasks]
    ends = [
        schedule(replace(made, tasks=tuple(rows), data_date=at(day), progress_mode=mode)).project_finish
        for mode in ("retained_logic", "progress_override")
    ]
    assert ends[0] >= ends[1]
