"""Summaries, manual tasks, assignments, splits and progress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_desktop.domain.plan import PlanAssignment, PlanResource
from pmo_desktop.scheduling import schedule

from .plans import DAY, at, plan, task


def outline() -> list:  # type: ignore[type-arg]
    return [
        task(1, name="Phase A"),
        task(2, 2, outline_level=2),
        task(3, 3, outline_level=2, work=100, cost=500),
        task(4, name="Phase B"),
        task(5, 1, outline_level=2),
        task(6, 1, outline_level=2, work=20, cost=7),
    ]


def test_a_summary_spans_its_tasks_and_sums_them_up() -> None:
    made = outline()
    made[1] = replace(made[1], percent_complete=50)
    dates = schedule(plan(made, ["2 FS 3"]))
    phase = dates[1]
    assert phase.summary
    assert (phase.start, phase.finish, phase.duration) == (at(5), at(9, 17), 5 * DAY)
    assert (phase.percent_complete, phase.work, phase.cost) == (20, 100, 500)


def test_a_link_to_a_summary_holds_its_tasks() -> None:
    dates = schedule(plan(outline(), ["2 FS 3", "1 FS 4"]))
    assert dates[5].start == dates[6].start == at(12)
    assert dates[5].driver.link is not None
    assert dates[5].driver.link.successor == 4
    assert dates[2].total_float == dates[3].total_float == 0


def test_a_link_to_one_task_of_a_later_phase_frees_the_others() -> None:
    dates = schedule(plan(outline(), ["2 FS 3", "1 FS 6"]))
    assert dates[6].start == at(12)
    assert dates[5].start == at(5)


def test_summaries_in_summaries_hand_down_what_they_wait_for() -> None:
    made = [
        task(1, 1),
        task(2, name="Outer"),
        task(3, name="Inner", outline_level=2),
        task(4, 1, outline_level=3),
        task(5, 1, outline_level=2),
    ]
    dates = schedule(plan(made, ["1 FS 2", "5 FS 3"]))
    assert dates[5].start == at(6)
    assert dates[4].start == at(7)


def test_a_summary_with_a_constraint_holds_its_tasks() -> None:
    made = outline()
    made[3] = replace(made[3], constraint="SNET", constraint_date=at(8))
    dates = schedule(plan(made))
    assert dates[5].start == dates[6].start == at(8)
    assert dates[5].driver.kind == "constraint"


def test_fifty_levels_are_no_matter() -> None:
    made = [task(uid, outline_level=uid) for uid in range(1, 51)]
    dates = schedule(plan(made))
    assert dates[1].finish == dates[50].finish == at(5, 17)
    assert dates[1].summary
    assert not dates[50].summary


def test_a_manual_task_stays_and_its_successors_follow_it() -> None:
    made = [task(1, 5), task(2, 2, manual=True, manual_start=at(6), manual_finish=at(7, 17)), task(3, 1)]
    dates = schedule(plan(made, ["1 FS 2", "2 FS 3"]))
    assert (dates[2].start, dates[2].finish) == (at(6), at(7, 17))
    assert dates[3].start == at(8)
    assert dates[2].driver.kind == "manual"


def test_a_manual_task_with_only_a_finish_or_nothing_at_all_gets_dates() -> None:
    made = [task(1, 2, manual=True, manual_finish=at(9, 17)), task(2, 2, manual=True), task(3, 2)]
    dates = schedule(plan(made, ["1 FS 2"]))
    assert dates[1].start == at(8)
    assert dates[2].start == at(12)


def test_a_task_of_another_plan_keeps_its_dates_and_widens_no_summary() -> None:
    other = task(2, 2, outline_level=2, manual_start=at(14), manual_finish=at(15, 17), extra={"ExternalTask": "1"})
    dates = schedule(plan([task(1, name="Phase"), other, task(3, 1, outline_level=2), task(4, 1)], ["2 FS 4"]))
    assert dates[2].start == at(14)
    assert dates[4].start == at(16)
    assert dates[1].finish == at(5, 17)


def work_resource(uid: int, calendar: int | None = None) -> PlanResource:
    return PlanResource(uid=uid, name=f"R{uid}", calendar_uid=calendar)


def test_a_resources_calendar_decides_when_its_task_is_worked_at() -> None:
    made = plan(
        [task(1, 2)],
        resources=(work_resource(1, calendar=3),),
        assignments=(PlanAssignment(1, 1, 1, work=2 * DAY),),
    )
    dates = schedule(made)[1]
    assert (dates.start, dates.finish) == (at(5, 23), at(7, 8))


@pytest.mark.parametrize("change", [{"kind": "fixed_duration"}, {"ignore_resource_calendar": True}])
def test_a_fixed_duration_or_the_users_word_leaves_the_resource_out(change: dict[str, object]) -> None:
    made = plan(
        [task(1, 2, **change)],
        resources=(work_resource(1, calendar=3),),
        assignments=(PlanAssignment(1, 1, 1, work=2 * DAY),),
    )
    assert schedule(made)[1].finish == at(6, 17)


def test_two_resources_with_different_calendars_span_their_task() -> None:
    made = plan(
        [task(1, 4)],
        resources=(work_resource(1), work_resource(2, calendar=3)),
        assignments=(PlanAssignment(1, 1, 1, work=2 * DAY), PlanAssignment(2, 1, 2, work=3 * DAY)),
    )
    dates = schedule(made)[1]
    assert (dates.start, dates.finish) == (at(5), at(8, 8))


def test_material_does_not_work_and_has_no_calendar() -> None:
    made = plan(
        [task(1, 2)],
        resources=(PlanResource(uid=1, name="Sand", kind="material", calendar_uid=3),),
        assignments=(PlanAssignment(1, 1, 1),),
    )
    assert schedule(made)[1].finish == at(6, 17)


def test_the_gaps_of_a_split_task_put_off_its_finish() -> None:
    assert schedule(plan([task(1, 3, splits=((DAY, 2 * DAY),))]))[1].finish == at(9, 17)


def test_a_finished_task_keeps_its_actual_dates_and_has_no_float() -> None:
    done = task(2, 2, actual_start=at(5), actual_finish=at(7, 12), percent_complete=100)
    dates = schedule(plan([task(1, 9), done, task(3, 1)], ["2 FS 3"]))
    assert (dates[2].start, dates[2].finish, dates[2].late_finish) == (at(5), at(7, 12), at(7, 12))
    assert dates[2].total_float == 0
    assert not dates[2].critical
    assert dates[3].start == at(7, 13)


def test_a_started_task_keeps_its_start_and_slips_by_its_finish_only() -> None:
    begun = task(2, 2, actual_start=at(6), percent_complete=50, remaining_duration=DAY)
    dates = schedule(plan([task(1, 9), begun], ["1 FS 2"]))
    assert (dates[2].start, dates[2].finish) == (at(6), at(7, 17))
    assert dates[2].late_start == at(6)


def test_work_that_was_interrupted_goes_on_where_it_resumes() -> None:
    begun = task(
        1, 4, actual_start=at(5), percent_complete=50, remaining_duration=2 * DAY, stop=at(6, 17), resume=at(12)
    )
    assert schedule(plan([begun]))[1].finish == at(13, 17)


def test_a_phase_that_has_begun_slips_by_its_finish_only_and_a_finished_one_is_not_critical() -> None:
    begun = task(3, 2, outline_level=2, actual_start=at(5), percent_complete=50, remaining_duration=DAY)
    made = [task(1, 5), task(2, name="Phase"), begun]
    dates = schedule(plan(made))
    assert dates[2].total_float == dates[3].total_float == 3 * DAY
    assert not dates[2].critical
    done = replace(begun, percent_complete=100, remaining_duration=0, actual_finish=at(9, 17))
    dates = schedule(plan([task(1, 1), made[1], done]))
    assert dates[2].total_float == 0
    assert not dates[2].critical
