"""The DCMA's points and the GAO's practices as indicators."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanAssignment, PlanBaseline, PlanResource
from pmo_desktop.scheduling import Indicator, Limits, check_quality, limits_from, schedule
from pmo_desktop.texts import of

from .plans import DAY, at, plan, task
from .test_laws import networks


def report(made: Plan, limits: Limits | None = None) -> tuple[Indicator, ...]:
    found = check_quality(made, schedule(made), limits)
    assert [item.number for item in found.dcma] == list(range(1, 15))
    assert [item.number for item in found.gao] == list(range(1, 11))
    return (*found.dcma, *found.gao)


def point(made: Plan, number: int, limits: Limits | None = None) -> Indicator:
    return report(made, limits)[number - 1]


def practice(made: Plan, number: int) -> Indicator:
    return report(made)[13 + number]


def chain(*days: float, **fields: Any) -> Plan:
    rows = [task(uid, length) for uid, length in enumerate(days, 1)]
    return plan(rows, [f"{uid} FS {uid + 1}" for uid in range(1, len(days))], **fields)


def test_the_note_says_that_indicators_are_no_verdict() -> None:
    made = chain(1, 1)
    assert "not a verdict" in of("en").say(check_quality(made, schedule(made)).note)


def test_missing_logic_names_the_open_ends() -> None:
    made = chain(1, 1, 1, 1)
    found = point(made, 1)
    assert (found.state, found.value, found.uids) == ("not_met", 0.5, (1, 4))
    assert of("en").say(found.message) == "2 of 4 tasks; up to 5% are accepted"
    assert point(made, 1, Limits(logic=0.5)).state == "met"
    phased = plan([task(1, 1), task(2, name="Phase"), task(3, 1, outline_level=2), task(4, 1)], ["1 FS 2", "2 FS 4"])
    assert point(phased, 1).uids == (1, 4)


def test_links_are_counted_by_kind_lead_and_lag() -> None:
    made = plan([task(uid, 5) for uid in range(1, 5)], ["1 FS 2 -1", "2 SS 3 +2", "3 FS 4", "1 FF 4"])
    leads, lags, kinds = (point(made, number) for number in (2, 3, 4))
    assert (leads.state, leads.value, leads.links, leads.uids) == ("not_met", 1, (made.links[0],), (2,))
    assert (lags.state, lags.value, lags.links) == ("not_met", 0.25, (made.links[1],))
    assert (kinds.state, kinds.value, kinds.links) == ("not_met", 0.5, (made.links[1], made.links[3]))


def test_constraints_floats_and_durations() -> None:
    made = plan(
        [
            task(1, 60),
            task(2, 1),
            task(3, 1, constraint="MSO", constraint_date=at(8)),
            task(4, 1, constraint="SNET", constraint_date=at(8)),
            task(5, 70, elapsed=True),
            task(6, 3, deadline=at(6, 17)),
        ]
    )
    assert point(made, 5).uids == (3,)
    assert point(made, 6).uids == (2, 4, 5)
    assert (point(made, 7).uids, point(made, 7).value) == ((6,), 1)
    assert point(made, 8).uids == (1,)
    assert point(made, 8, Limits(duration_days=60)).uids == ()


def test_dates_before_and_after_the_data_date() -> None:
    rows = [
        task(1, 1, actual_start=at(5), actual_finish=at(12, 17), percent_complete=100),
        task(2, 1),
        task(3, 1, constraint="SNET", constraint_date=at(20)),
        task(4, 9, actual_start=at(6), percent_complete=20),
    ]
    assert point(plan(rows), 9).state == "not_checked"
    assert point(plan(rows, data_date=at(9)), 9).uids == (1, 2)


def test_resources_costs_and_small_tasks() -> None:
    rows = [task(1, 2), task(2, 2), task(3, 0.5), task(4, 2, cost=100), task(5, 0, milestone=True)]
    made = plan(rows, resources=(PlanResource(1, "R"),), assignments=(PlanAssignment(1, 1, 1, work=960),))
    assert point(made, 10).uids == (2,)


def test_missed_tasks_and_execution_index() -> None:
    rows = [
        task(1, 1, actual_start=at(5), actual_finish=at(5, 17), percent_complete=100),
        task(2, 5),
        task(3, 1),
    ]
    kept = tuple(PlanBaseline(uid, 0, at(5), at(day, 17), DAY) for uid, day in ((1, 5), (2, 6), (3, 20)))
    made = plan(rows, ["1 FS 2", "2 FS 3"], baselines=kept, data_date=at(8))
    missed, index = point(made, 11), point(made, 14)
    assert (missed.state, missed.value, missed.uids) == ("not_met", 0.5, (2,))
    assert (index.state, index.value, index.uids) == ("not_met", 0.5, (2,))
    for number in (11, 14):
        assert point(replace(made, baselines=()), number).state == "not_checked"
        assert point(replace(made, data_date=None), number).state == "not_checked"


def test_the_critical_path_test_stretches_a_task_and_looks_at_the_finish() -> None:
    made = chain(5, 5, 5)
    found = point(made, 12)
    assert (found.state, found.value, found.uids) == ("met", 600, (1,))
    held = replace(made, tasks=(*made.tasks[:2], task(3, 5, constraint="MSO", constraint_date=at(19))))
    assert (point(held, 12).state, point(held, 12).value) == ("not_met", 595)  # the fixed date hides the delay
    fixed = plan([task(1, 5, manual=True, manual_start=at(5), manual_finish=at(9, 17))])
    found = point(fixed, 12)
    assert (found.state, found.value) == ("not_met", 0)
    assert "moved by 0 days only" in of("en").say(found.message)
    begun = replace(made, tasks=(task(1, 5, actual_start=at(5), percent_complete=20), *made.tasks[1:]))
    assert point(begun, 12).state == "met"


def test_the_length_index_needs_a_target() -> None:
    made = chain(5, 5)
    assert point(made, 13).value == 1
    late = replace(made, tasks=(made.tasks[0], replace(made.tasks[1], deadline=at(14, 17))))
    found = point(late, 13)
    assert (found.state, found.value) == ("not_met", pytest.approx(0.8))
    kept = replace(made, baselines=(PlanBaseline(2, 0, at(12), at(20, 17)),))
    assert point(kept, 13).value == pytest.approx(1.2)


def test_the_practices_point_at_tasks() -> None:
    rows = [
        task(1, name="Phase"),
        task(2, 1, outline_level=2, name="Same"),
        task(3, 1, outline_level=2, name="Same", estimated=True),
        task(4, 1, constraint="MSO", constraint_date=at(5)),
        task(5, 1, actual_start=at(5), percent_complete=50),
    ]
    made = plan(rows, ["2 FS 3", "1 FS 4", "3 FS 5"], data_date=at(5))
    assert practice(made, 1).uids == (2, 3)
    assert 5 in practice(made, 2).uids
    assert practice(made, 4).uids == (3,)
    assert practice(made, 5).uids == (1, 4, 5)
    assert practice(made, 8).state == "not_checked"
    assert practice(made, 9).uids == (5,)
    assert practice(made, 10).state == "not_checked"
    kept = replace(made, baselines=tuple(PlanBaseline(uid, 0, at(5), at(6)) for uid in (2, 3, 4)))
    assert practice(kept, 10).uids == (5,)
    broken = plan([task(1, 5), task(2, 9, constraint="SNET", constraint_date=at(20))], ["1 FS 2"])
    assert practice(broken, 6).uids == (2,)
    assert practice(broken, 7).state == "met"


def test_limits_are_data() -> None:
    assert limits_from({}) == Limits()
    assert limits_from({"logic": 0.1, "float_days": 20, "length_index": 1.0}).float_days == 20
    for bad in ({"nonsense": 1}, {"logic": 2}, {"logic": "5%"}, {"float_days": 0.5}, {"leads": -1}, {"lags": True}):
        with pytest.raises(PmoError, match="quality_limit"):
            limits_from(bad)


def test_empty_and_finished_plans_have_nothing_to_check() -> None:
    for made in (plan([]), plan([task(1, 1, actual_start=at(5), actual_finish=at(5, 17), percent_complete=100)])):
        assert {item.state for item in report(made)} <= {"met", "not_checked"}


@given(networks(leads=True))
def test_every_finding_can_be_told(made: Plan) -> None:
    uids = {row.uid for row in made.tasks}
    for item in report(replace(made, data_date=at(9))):
        assert set(item.uids) <= uids
        for language in ("en", "zh_CN"):
            assert of(language)(item.title)
            assert of(language).say(item.message)
