"""Why a task starts when it does, and why it is critical."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.calendars import CalendarException, standard
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanAssignment, PlanLink, PlanResource
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.scheduling import Explanation, schedule, why_critical, why_start
from pmo_desktop.scheduling.late_causes import LateCauses
from pmo_desktop.texts import of

from .plans import DAY, at, plan, task
from .test_laws import networks

ROOTS = {"project", "constraint", "actual", "manual", "external", "deadline", "finish", "data_date", "conflict"}


def started(made: Plan, uid: int) -> Explanation:
    return why_start(made, schedule(made), uid)


def critical(made: Plan, uid: int) -> Explanation:
    return why_critical(made, schedule(made), uid)


def said(made: Explanation, language: str = "en") -> str:
    return of(language).say(made.message)


def test_a_predecessor_and_a_holiday_are_told_in_both_languages() -> None:
    calendar = replace(
        standard(1), exceptions=(CalendarException(date(2026, 12, 19), date(2027, 1, 10), name="Winter break"),)
    )
    made = plan(
        [task(1, 5, name="Build interfaces", wbs="2.2"), task(2, 1, name="Test", wbs="2.3")],
        ["1 FS 2"],
        calendars=(calendar,),
        plan_start=at(14, month=12),
    )
    answer = started(made, 2)
    assert said(answer) == (
        "It starts on 11 Jan 2027 because “2.2 Build interfaces” finishes on 18 Dec 2026 (finish to start), "
        "then the calendar “Standard” has no working time until 11 Jan 2027 (“Winter break”)."
    )
    assert said(answer, "zh_CN") == (
        "该任务于 2027-01-11 开始，因为“2.2 Build interfaces”于 2026-12-18 完成（完成-开始），"
        "然后日历“Standard”到 2027-01-11 才有工作时间（“Winter break”）。"
    )
    assert [step.kind for step in answer.steps] == ["calendar", "link", "project"]
    assert answer.steps[0].calendar_uid == 1
    assert answer.steps[1].task_uid == 1
    assert answer.steps[1].link == made.links[0]


@pytest.mark.parametrize(
    ("fields", "kinds", "sentence"),
    [
        ({}, ["project"], "It starts on 05 Jan 2026 because the plan starts on 05 Jan 2026."),
        (
            {"constraint": "SNET", "constraint_date": at(7)},
            ["constraint"],
            "It starts on 07 Jan 2026 because it must not start before 07 Jan 2026.",
        ),
        (
            {"constraint": "MFO", "constraint_date": at(9, 17)},
            ["duration", "constraint"],
            (
                "It starts on 08 Jan 2026 because it must finish on 09 Jan 2026, "
                "then its duration of 2 days leads back to 08 Jan 2026."
            ),
        ),
        ({"actual_start": at(6)}, ["actual"], "It started on 06 Jan 2026: this is its actual start."),
        (
            {"manual": True, "manual_start": at(6)},
            ["manual"],
            "It starts on 06 Jan 2026 because its dates are set by hand.",
        ),
        (
            {"manual_start": at(6), "extra": {"ExternalTask": "1"}},
            ["external"],
            "It starts on 06 Jan 2026 because it belongs to another plan, which has it on this date.",
        ),
        (
            {"levelling_delay": 2880},
            ["levelling", "project"],
            (
                "It starts on 07 Jan 2026 because the plan starts on 05 Jan 2026, "
                "then levelling puts it off by 2 calendar days, until 07 Jan 2026."
            ),
        ),
    ],
)
def test_what_stands_in_the_task_itself(fields: dict[str, Any], kinds: list[str], sentence: str) -> None:
    answer = started(plan([task(1, 2, **fields)]), 1)
    assert said(answer) == sentence
    assert [step.kind for step in answer.steps] == kinds


def test_each_kind_of_link_is_told_with_its_lag() -> None:
    rows = [task(1, 5), task(2, 2)]
    for text, words in (
        ("1 FS 2 +2", "“T1” finishes on 09 Jan 2026 (finish to start), then a lag of 2 days runs until 13 Jan 2026"),
        ("1 FS 2 -2", "“T1” finishes on 09 Jan 2026 (finish to start), then a lead of 2 days goes back to 08 Jan 2026"),
        ("1 SS 2 +1", "“T1” starts on 05 Jan 2026 (start to start), then a lag of 1 day runs until"),
        ("1 FF 2", "then its duration of 2 days leads back to 08 Jan 2026"),
        ("1 SF 2 +3", "“T1” starts on 05 Jan 2026 and it must not finish before that (start to finish)"),
    ):
        assert words in said(started(plan(rows, [text]), 2))


def test_moments_are_told_where_days_are_not_enough() -> None:
    answer = started(plan([task(1, 0.25), task(2, 1)], ["1 FS 2"]), 2)
    assert "starts on 05 Jan 2026 10:00 because “T1” finishes on 05 Jan 2026 10:00" in said(answer)


def test_a_link_to_a_phase_and_a_phase_itself_are_told() -> None:
    rows = [task(1, 3), task(2, name="Phase", wbs="2"), task(3, 1, outline_level=2), task(4, 2, outline_level=2)]
    made = plan(rows, ["1 FS 2"])
    answer = started(made, 3)
    assert [step.kind for step in answer.steps] == ["summary", "link", "project"]
    assert "and the whole phase “2 Phase” waits for that" in said(answer)
    phase = started(made, 2)
    assert phase.steps[0].task_uid == 3
    assert said(phase) == "It starts on 08 Jan 2026 because “T3” is the first task below it."
    held = replace(rows[1], constraint="SNET", constraint_date=at(12))
    answer = started(plan([rows[0], held, *rows[2:]]), 4)
    assert [(step.kind, step.task_uid) for step in answer.steps] == [("summary", 2), ("constraint", 2)]


def test_a_date_that_goes_before_the_links_tells_what_they_would_allow() -> None:
    made = plan([task(1, 5), task(2, 1, constraint="MSO", constraint_date=at(7))], ["1 FS 2"])
    assert said(started(made, 2)) == (
        "It starts on 07 Jan 2026 because it must start on 07 Jan 2026, "
        "although its links would let it start only on 12 Jan 2026."
    )
    assert said(critical(made, 2)).startswith("It is critical: it lacks 3 days, because it must start on 07 Jan 2026")


def test_a_resources_calendar_is_named() -> None:
    made = plan(
        [task(1, 1)],
        resources=(PlanResource(uid=7, name="Guard", calendar_uid=3),),
        assignments=(PlanAssignment(1, 1, 7, work=DAY),),
    )
    step = started(made, 1).steps[0]
    assert (step.kind, step.calendar_uid, step.resource_uid) == ("calendar", 3, 7)


def test_a_task_put_late_is_followed_to_what_it_must_not_delay() -> None:
    made = plan([task(1, 2, constraint="ALAP"), task(2, 1), task(3, 5)], ["1 FS 2"])
    answer = started(made, 1)
    assert [step.kind for step in answer.steps] == ["latest", "link", "finish"]
    assert said(answer) == (
        "It starts on 07 Jan 2026 because it is put as late as possible, "
        "then “T2” must start by 09 Jan 2026 (finish to start)."
    )


def test_critical_and_not_critical() -> None:
    made = plan([task(1, 5), task(2, 1), task(3, 2), task(4, 1, active=False)], ["1 FS 3", "2 FS 3"])
    answer = critical(made, 1)
    assert said(answer) == ("It is critical: it has no float, so a delay moves the plan’s finish, 13 Jan 2026.")
    assert [(step.kind, step.task_uid) for step in answer.steps] == [("link", 3), ("finish", 3)]
    assert said(critical(made, 2)) == (
        "It is not critical: it has a float of 4 days. Beyond that, a delay moves the plan’s finish, 13 Jan 2026."
    )
    assert said(critical(made, 4)) == "It is not critical: it is inactive."
    near = replace(made, critical_slack=4 * DAY)
    assert "its float of 4 days is no more than 4 days, the plan’s threshold" in said(critical(near, 2))
    assert said(critical(made, 1), "zh_CN").startswith("该任务是关键任务：它没有浮动时间，因此任何延误都会推迟")


def test_deadlines_fixed_dates_finished_tasks_and_phases() -> None:
    late = plan([task(1, 5), task(2, 3, deadline=at(13, 17))], ["1 FS 2"])
    assert said(critical(late, 1)) == "It is critical: it lacks 1 day, because the deadline of “T2” is 13 Jan 2026."
    held = plan([task(1, 5), task(2, 3, constraint="FNLT", constraint_date=at(16, 17))], ["1 FS 2"])
    assert "“T2” has to keep, 16 Jan 2026" in said(critical(plan([*held.tasks, task(3, 30)], ["1 FS 2"]), 1))
    done = plan([task(1, 1, actual_start=at(5), actual_finish=at(5, 17), percent_complete=100)])
    assert said(critical(done, 1)) == "It is not critical: it was finished on 05 Jan 2026."
    rows = [task(1, name="Phase"), task(2, 2, outline_level=2), task(3, 4)]
    answer = critical(plan(rows, []), 1)
    assert said(answer) == "It is not critical: the least float below it is 2 days, that of “T2”."
    assert answer.steps[0].task_uid == 2


def test_a_task_that_is_gone_is_told() -> None:
    with pytest.raises(PmoError, match="explained_task_missing"):
        started(plan([task(1)]), 9)


@given(networks(leads=True))
def test_every_chain_ends_at_a_first_cause(made: Plan) -> None:
    dates = schedule(made)
    for row in made.tasks:
        for answer in (why_start(made, dates, row.uid), why_critical(made, dates, row.uid)):
            assert answer.steps[-1].kind in ROOTS
            for language in ("en", "zh_CN"):
                assert said(answer, language)
                assert all(of(language).say(step.message) for step in answer.steps)


@given(networks(kinds=("FS", "SS", "FF")))
def test_the_links_of_a_chain_alone_give_the_same_start(made: Plan) -> None:
    dates = schedule(made)
    for row in made.tasks:
        chain = {step.link for step in why_start(made, dates, row.uid).steps if step.link is not None}
        alone = replace(made, links=tuple(link for link in made.links if link in chain))
        assert schedule(alone)[row.uid].start == dates[row.uid].start


@given(networks(leads=True), st.integers(0, 11), st.integers(1, 40))
def test_the_nearest_limit_is_the_late_finish(made: Plan, which: int, days: int) -> None:
    rows = list(made.tasks)
    place = which % len(rows)
    rows[place] = replace(rows[place], deadline=at(5 + days % 25, 17))
    made = replace(made, tasks=tuple(rows))
    solved = schedule(made).solved
    late = LateCauses(solved)
    for row in range(len(rows)):
        assert late.bound(row).at == solved.state.link_late_finish[row]


def test_a_loop_of_explanations_can_not_be() -> None:
    links = [PlanLink(uid, uid + 1) for uid in range(1, 3000)]
    made = plan([task(uid, 1) for uid in range(1, 3001)], links)
    answer = started(made, 3000)
    assert len([step for step in answer.steps if step.kind == "link"]) == 2999
    assert to_instant(answer.steps[-1].at) == to_instant(at(5))
