"""Variances against any baseline and between any two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan
from pmo_desktop.scheduling import against_baseline, baseline_of, between_baselines, schedule, set_baselines

from .plans import DAY, at, plan, task
from .test_laws import networks


def slipped(number: int = 0) -> Plan:
    """A plan with a baseline, after which the first task became two days longer and dearer."""
    made = plan([task(1, 3, work=1440, cost=100), task(2, 2)], ["1 FS 2"])
    kept = baseline_of(made, schedule(made), number)
    longer = replace(made.tasks[0], duration=5 * DAY, work=2400, cost=170)
    return replace(made, tasks=(longer, made.tasks[1]), baselines=kept)


@pytest.mark.parametrize("number", range(11))
def test_now_against_each_baseline(number: int) -> None:
    made = slipped(number)
    first, second = against_baseline(made, schedule(made), number)
    assert (first.start, first.finish, first.duration, first.work, first.cost) == (0, 2 * DAY, 2 * DAY, 960, 70)
    assert (second.start, second.finish, second.duration) == (2 * DAY, 2 * DAY, 0)
    assert (second.start_days, second.finish_days) == (4, 4)  # over a weekend
    assert first.before is not None
    assert first.before.finish == at(7, 17)
    assert set_baselines(made) == (number,)


def test_a_task_that_is_new_or_gone_has_no_variance() -> None:
    made = slipped()
    made = replace(made, tasks=(*made.tasks[1:], task(3, 1)), links=())
    second, third = against_baseline(made, schedule(made))
    assert second.start == -3 * DAY
    assert third.before is None
    assert third.finish is None


def test_two_baselines_against_each_other() -> None:
    made = slipped(2)
    later = replace(made, baselines=(*made.baselines, *baseline_of(made, schedule(made), 7)))
    first, second = between_baselines(later, 2, 7)
    assert (first.finish, first.cost, second.start) == (2 * DAY, 70, 2 * DAY)
    assert [item.finish for item in between_baselines(later, 7, 2)] == [-2 * DAY, -2 * DAY]
    assert between_baselines(later, 3, 4) == ()
    assert set_baselines(later) == (2, 7)


def test_summaries_have_variances_too() -> None:
    made = plan([task(1, name="Phase"), task(2, 1, outline_level=2, cost=5)])
    made = replace(made, baselines=baseline_of(made, schedule(made)))
    longer = replace(made, tasks=(made.tasks[0], replace(made.tasks[1], duration=2 * DAY, cost=9)))
    phase = against_baseline(longer, schedule(longer))[0]
    assert (phase.finish, phase.duration, phase.cost) == (DAY, DAY, 4)


def test_a_number_that_is_none_is_told() -> None:
    made = slipped()
    for call in (lambda: between_baselines(made, 0, 11), lambda: against_baseline(made, schedule(made), -1)):
        with pytest.raises(PmoError, match="baseline_unknown"):
            call()


@given(networks(leads=True), st.integers(0, 10))
def test_a_plan_does_not_differ_from_its_own_baseline(made: Plan, number: int) -> None:
    kept = replace(made, baselines=baseline_of(made, schedule(made), number))
    for item in against_baseline(kept, schedule(kept), number):
        assert {item.start, item.finish, item.start_days, item.finish_days, item.duration, item.work} == {0}
        assert item.before == item.after
