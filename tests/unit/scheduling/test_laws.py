"""What must hold for every plan, whatever it looks like."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.plan import LagKind, LinkKind, Plan, PlanLink, PlanTask
from pmo_desktop.domain.worktime import to_instant, to_moment
from pmo_desktop.scheduling import Schedule, schedule
from pmo_desktop.scheduling.clocks import Clocks

from .plans import at, plan

KINDS: tuple[LinkKind, ...] = ("FS", "SS", "FF", "SF")


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    leads: bool = False,
    mixed: bool = True,
    elapsed: bool = True,
    kinds: tuple[LinkKind, ...] = KINDS,
) -> Plan:
    """A plan without loops, with milestones, lags and, where mixed, several calendars."""
    count = draw(st.integers(1, 12))
    calendar = st.sampled_from([None, None, 1, 2, 3]) if mixed else st.none()
    tasks = [
        PlanTask(
            uid=uid,
            name=f"T{uid}",
            duration=draw(st.sampled_from([0, 30, 240, 480, 960, 1500, 2400])),
            calendar_uid=draw(calendar),
            elapsed=elapsed and draw(st.integers(0, 5)) == 0,
        )
        for uid in range(1, count + 1)
    ]
    links = []
    for _ in range(draw(st.integers(0, 2 * count)) if count > 1 else 0):
        tail = draw(st.integers(2, count))
        lag_kind: LagKind = draw(st.sampled_from(["working", "percent", *(["elapsed"] if elapsed else [])]))
        lag = draw(st.integers(-600 if leads else 0, 900)) if draw(st.booleans()) else 0
        lag = lag % 120 if lag_kind == "percent" else lag
        links.append(PlanLink(draw(st.integers(1, tail - 1)), tail, draw(st.sampled_from(kinds)), lag, lag_kind))
    return plan(tasks, links)


@given(networks(elapsed=False, mixed=False))
def test_floats_are_never_negative_without_deadlines_and_somebody_is_critical(made: Plan) -> None:
    dates = schedule(made)
    assert all(0 <= free <= total for free, total in zip(dates.free_float, dates.total_float, strict=True))
    assert max(to_moment(finish) for finish in dates.finish) == dates.project_finish


@given(networks(mixed=False, elapsed=False, leads=True))
def test_links_hold(made: Plan) -> None:
    dates = schedule(made)
    clock = Clocks(made).project
    tasks = {task.uid: task for task in made.tasks}
    for link in made.links:
        head, tail = dates[link.predecessor], dates[link.successor]
        begin = to_instant(head.finish if link.kind in ("FS", "FF") else head.start)
        end = to_instant(tail.finish if link.kind in ("FF", "SF") else tail.start)
        lag = round(tasks[link.predecessor].duration * link.lag / 100) if link.lag_kind == "percent" else link.lag
        if link.lag_kind == "elapsed":
            assert clock.between(begin + lag, end) >= 0
        else:
            assert clock.between(begin, end) >= lag


@given(networks(leads=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_links_changes_no_date(made: Plan, dice: random.Random) -> None:
    tasks, links = list(made.tasks), list(made.links)
    dice.shuffle(tasks)
    dice.shuffle(links)
    shuffled = schedule(replace(made, tasks=tuple(tasks), links=tuple(links)))
    straight = schedule(made)
    for task in tasks:
        one, two = straight[task.uid], shuffled[task.uid]
        assert replace(one, driver=two.driver) == two


@given(networks(leads=True, kinds=("FS", "SS")), st.integers(0, 11), st.integers(1, 2000))
def test_a_longer_task_never_ends_the_project_earlier(made: Plan, which: int, more: int) -> None:
    row = which % len(made.tasks)
    links = tuple(link for link in made.links if "percent" not in link.lag_kind)
    made = replace(made, links=links)
    longer = list(made.tasks)
    longer[row] = replace(longer[row], duration=longer[row].duration + more)
    assert schedule(replace(made, tasks=tuple(longer))).project_finish >= schedule(made).project_finish


@given(networks(kinds=("FS",), mixed=False, elapsed=False), st.integers(0, 11))
def test_a_task_that_starts_at_its_late_start_does_not_move_the_end(made: Plan, which: int) -> None:
    row = which % len(made.tasks)
    before = schedule(made)
    tasks = list(made.tasks)
    late = before.at(row).late_start
    tasks[row] = replace(tasks[row], constraint="SNET", constraint_date=late)
    after = schedule(replace(made, tasks=tuple(tasks)))
    clock = Clocks(made).project
    assert clock.between(to_instant(before.project_finish), to_instant(after.project_finish)) == 0


@given(networks(mixed=False, kinds=("FS", "SS")))
def test_a_driving_link_is_one_that_leaves_no_room(made: Plan) -> None:
    dates = schedule(made)
    for task in dates:
        if task.driver.kind == "link" and task.driver.link is not None:
            assert task.driver.link.successor == task.uid
            alone = replace(made, links=tuple(link for link in made.links if link is not task.driver.link))
            assert schedule(alone)[task.uid].start <= task.start


@given(networks(leads=True))
def test_the_same_plan_gives_the_same_schedule(made: Plan) -> None:
    first: Schedule = schedule(made)
    assert list(first) == list(schedule(made))


@given(networks(mixed=False, elapsed=False, leads=True), st.integers(0, 11), st.integers(5, 25))
def test_total_float_is_what_dates_can_slip_and_a_deadline_takes_it_away(made: Plan, which: int, day: int) -> None:
    row = which % len(made.tasks)
    tasks = list(made.tasks)
    tasks[row] = replace(tasks[row], deadline=at(day, 17))
    dates = schedule(replace(made, tasks=tuple(tasks)))
    clock = Clocks(made).project
    for one in dates:
        assert one.total_float == clock.between(to_instant(one.finish), to_instant(one.late_finish))
        assert one.critical == (one.total_float <= 0)
        assert one.free_float <= max(one.total_float, 0) or one.total_float < 0
    assert dates.total_float[row] <= clock.between(dates.finish[row], to_instant(at(day, 17)))
    assert any(dates.critical)


@given(networks(mixed=False, elapsed=False, kinds=("FS", "SS")), st.integers(0, 11))
def test_a_task_that_slips_by_its_free_float_moves_nobody(made: Plan, which: int) -> None:
    row = which % len(made.tasks)
    links = tuple(link for link in made.links if link.lag_kind == "working")
    made = replace(made, links=links)
    before = schedule(made)
    clock = Clocks(made).project
    tasks = list(made.tasks)
    later = to_moment(clock.start_at(clock.work_at(before.start[row]) + before.free_float[row]))
    tasks[row] = replace(tasks[row], constraint="SNET", constraint_date=later)
    after = schedule(replace(made, tasks=tuple(tasks)))
    for other, (was, now) in enumerate(zip(before.start, after.start, strict=True)):
        assert other == row or clock.between(was, now) == 0
    assert clock.between(to_instant(before.project_finish), to_instant(after.project_finish)) == 0
