"""Going on from a schedule gives what the full pass gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.calendars import CalendarException, night_shift
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import CONSTRAINTS, Plan, PlanAssignment, PlanLink, PlanResource, PlanTask, ProgressMode
from pmo_desktop.scheduling import Schedule, incremental, reschedule, schedule
from pmo_desktop.scheduling.forward import forward_pass

from .plans import DAY, at, plan, task
from .test_laws import KINDS, networks


def same(one: Schedule, two: Schedule) -> bool:
    names = [item.name for item in fields(Schedule) if item.compare]
    differing = [(name, getattr(one, name), getattr(two, name)) for name in names]
    assert [entry for entry in differing if entry[1] != entry[2]] == []
    return list(one) == list(two)


@st.composite
def outlines(draw: st.DrawFn) -> Plan:
    """A plan with phases, some of them linked, manual, constrained and started tasks and a resource."""
    made = draw(networks(leads=True))
    rows: list[PlanTask] = []
    for index, row in enumerate(made.tasks):
        if draw(st.integers(0, 3)) == 0:
            rows.append(PlanTask(uid=100 + index, name=f"P{index}", outline_level=draw(st.integers(1, 2))))
        level = rows[-1].outline_level + 1 if rows and rows[-1].uid >= 100 else draw(st.integers(1, 3))
        rows.append(replace(row, outline_level=level))
    links = list(made.links)
    for phase in [row.uid for row in rows if row.uid >= 100]:
        if draw(st.integers(0, 3)) == 0:
            after = draw(st.sampled_from([row.uid for row in rows]))
            pair = (phase, after) if draw(st.booleans()) else (after, phase)
            links.append(PlanLink(*pair))
    resources = (PlanResource(uid=1, name="R", calendar_uid=3),)
    assignments = tuple(PlanAssignment(uid, uid, 1, work=DAY) for uid in draw(st.sets(st.integers(1, 12), max_size=2)))
    known = {row.uid for row in rows}
    kept = tuple(one for one in assignments if one.task_uid in known)
    whole = replace(made, tasks=tuple(rows), links=tuple(links), resources=resources, assignments=kept)
    modes: tuple[ProgressMode, ...] = ("project", "project", "retained_logic", "progress_override", "actual_dates")
    whole = replace(whole, data_date=at(draw(st.integers(5, 25))), progress_mode=draw(st.sampled_from(modes)))
    for _ in range(draw(st.integers(0, 3))):
        whole = edited(draw, whole, only_tasks=True)
    return whole


def change_of(draw: Any, row: PlanTask) -> dict[str, Any]:
    """Return the changed fields of a task."""
    days = draw(st.integers(5, 25))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return {"duration": draw(st.sampled_from([0, 60, 480, 960, 4800])), "elapsed": draw(st.booleans())}
    if kind == 1:
        moved = draw(st.sampled_from(CONSTRAINTS))
        return {"constraint": moved, "constraint_date": None if moved in ("ASAP", "ALAP") else at(days)}
    if kind == 2:
        return {"actual_start": at(days), "percent_complete": draw(st.sampled_from([0, 30, 100]))}
    if kind == 3:
        return {"actual_start": None, "percent_complete": 0}
    if kind == 4:
        return {"deadline": draw(st.sampled_from([None, at(days, 17)]))}
    if kind == 5:
        return {"calendar_uid": draw(st.sampled_from([None, 1, 2, 3]))}
    if kind == 6:
        return {"manual": not row.manual, "manual_start": draw(st.sampled_from([None, at(days)]))}
    if kind == 7:
        return {"active": not row.active}
    if kind == 8:
        return {"levelling_delay": draw(st.sampled_from([0, 1440, 600]))}
    return {"name": "other", "percent_complete": 50, "work": 60, "fixed_cost": 5}


def edited(draw: Any, made: Plan, *, only_tasks: bool = False) -> Plan:
    """Return the plan after one edit."""
    kind = draw(st.integers(0, 2 if only_tasks else 13))
    if kind <= 3:
        rows = list(made.tasks)
        place = draw(st.integers(0, len(rows) - 1))
        rows[place] = replace(rows[place], **change_of(draw, rows[place]))
        return replace(made, tasks=tuple(rows))
    uids = [row.uid for row in made.tasks]
    links = list(made.links)
    if kind == 4:
        pair = draw(st.sampled_from(uids)), draw(st.sampled_from(uids))
        added = PlanLink(*pair, draw(st.sampled_from(KINDS)), draw(st.sampled_from([0, 480, -240])))
        links.insert(draw(st.integers(0, len(links))), added)
        return replace(made, links=tuple(links))
    if kind == 5 and links:
        del links[draw(st.integers(0, len(links) - 1))]
        return replace(made, links=tuple(links))
    if kind == 6:
        one = PlanAssignment(99, draw(st.sampled_from(uids)), 1, work=2 * DAY)
        return replace(made, assignments=(*made.assignments, one))
    if kind == 7:
        return replace(made, calendars=(made.calendars[0], made.calendars[1], night_shift(3)), critical_slack=480)
    return rearranged(draw, made, kind)


def rearranged(draw: Any, made: Plan, kind: int) -> Plan:
    """Return the plan with a row more, less, elsewhere or deeper, a holiday, or other settings."""
    rows = list(made.tasks)
    place = draw(st.integers(0, len(rows) - 1))
    if kind == 8:
        fresh = max(row.uid for row in rows) + 1
        rows.insert(place, PlanTask(uid=fresh, outline_level=rows[place].outline_level, duration=960))
    elif kind == 9 and len(rows) > 1:
        gone = rows.pop(place).uid
        kept = tuple(one for one in made.links if gone not in (one.predecessor, one.successor))
        left = tuple(one for one in made.assignments if one.task_uid != gone)
        return replace(made, tasks=tuple(rows), links=kept, assignments=left)
    elif kind == 10:
        rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(place))
    elif kind == 11:
        rows[place] = replace(
            rows[place], outline_level=max(1, rows[place].outline_level + draw(st.sampled_from([-1, 1])))
        )
    elif kind == 12:
        day = at(draw(st.integers(5, 20))).date()
        holiday = CalendarException(day, day, hours=draw(st.sampled_from([(), ((600, 900),)])))
        first = replace(made.calendars[0], exceptions=(*made.calendars[0].exceptions, holiday))
        return replace(made, calendars=(first, *made.calendars[1:]))
    else:
        day_of_data = draw(st.sampled_from([None, at(9), at(14, 12)]))
        return replace(made, data_date=day_of_data, reschedule_remaining=draw(st.booleans()), plan_start=at(6))
    return replace(made, tasks=tuple(rows))


def outcome(work: Callable[[], Schedule]) -> Schedule | str:
    try:
        return work()
    except PmoError as refused:
        return refused.message_id


@given(outlines(), st.data())
def test_any_edits_one_after_the_other_equal_the_full_pass(made: Plan, data: st.DataObject) -> None:
    try:
        kept = schedule(made)
    except PmoError:
        return
    for _ in range(4):
        after = edited(data.draw, made)
        before = list(kept)
        full = outcome(partial(schedule, after))
        going_on = outcome(partial(reschedule, after, kept))
        assert list(kept) == before
        if isinstance(full, str) or isinstance(going_on, str):
            assert full == going_on
            continue
        assert same(going_on, full)
        made, kept = after, going_on


def chained(count: int) -> Plan:
    rows = [task(uid, 1) for uid in range(1, count + 1)]
    return plan(rows, [PlanLink(uid, uid + 1) for uid in range(1, count // 2)])


def test_only_what_the_edit_can_reach_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = chained(1000)
    kept = schedule(made)
    seen: list[int] = []
    real = forward_pass

    def counting(plan: Plan, network: Any, state: Any, begin: int, *, nodes: Any) -> None:
        taken = (seen.append(node) or node for node in nodes)  # type: ignore[func-returns-value]
        real(plan, network, state, begin, nodes=taken)

    monkeypatch.setattr(incremental, real.__name__, counting)
    rows = list(made.tasks)
    rows[795] = replace(rows[795], duration=9 * DAY)
    after = replace(made, tasks=tuple(rows))
    assert same(reschedule(after, kept, [796]), schedule(after))
    assert seen == [795]
    seen.clear()
    rows[489] = replace(rows[489], duration=2 * DAY)
    after = replace(after, tasks=tuple(rows))
    assert reschedule(after, kept).finish[489:499] == schedule(after).finish[489:499]
    assert sorted(seen) == [*range(489, 500), 795]


def test_a_new_link_that_makes_a_loop_is_refused_and_changes_nothing() -> None:
    made = chained(50)
    kept = schedule(made)
    before = list(kept)
    with pytest.raises(PmoError, match="link_loop"):
        reschedule(replace(made, links=(*made.links, PlanLink(9, 3))), kept)
    assert list(kept) == before


@pytest.mark.parametrize(
    "change",
    [
        {"calendar_uid": 2},
        {"plan_start": at(8)},
        {"critical_slack": DAY},
        {"from_finish": True, "plan_finish": at(30)},
        {"plan_start": None},
    ],
)
def test_settings_reach_everything(change: dict[str, Any]) -> None:
    made = chained(30)
    made = replace(made, tasks=(replace(made.tasks[0], constraint="MSO", constraint_date=at(6)), *made.tasks[1:]))
    after = replace(made, **change)
    assert same(reschedule(after, schedule(made)), schedule(after))


def test_rows_can_come_go_and_move() -> None:
    made = chained(30)
    kept = schedule(made)
    for rows in (made.tasks[::-1], (*made.tasks, task(77)), (replace(made.tasks[0], active=False), *made.tasks[1:])):
        after = replace(made, tasks=tuple(rows))
        assert same(reschedule(after, kept), schedule(after))


def test_a_phase_that_another_link_holds_now_tells_its_tasks() -> None:
    rows = [task(1, 2), task(2, 2), task(3, name="Phase"), task(4, 1, outline_level=2)]
    made = plan(rows, ["1 FS 3", "2 FS 3"])
    after = replace(made, tasks=(task(1, 1), *rows[1:]))
    assert same(reschedule(after, schedule(made)), schedule(after))
    assert reschedule(after, schedule(made))[4].driver.link == made.links[1]


@pytest.mark.parametrize("row", [0, 250, 499])
@pytest.mark.parametrize("change", [{"duration": 9 * DAY}, {"constraint": "SNET", "constraint_date": at(20)}])
def test_an_edit_that_moves_everything_equals_the_full_pass_too(row: int, change: dict[str, Any]) -> None:
    made = chained(1000)
    rows = list(made.tasks)
    rows[row] = replace(rows[row], **change)
    after = replace(made, tasks=tuple(rows))
    assert same(reschedule(after, schedule(made)), schedule(after))


def test_a_lag_in_percent_follows_the_duration_that_it_is_a_part_of() -> None:
    made = plan([task(1, 4), task(2, 1)], [PlanLink(1, 2, "SS", 50, "percent")])
    after = replace(made, tasks=(task(1, 8), made.tasks[1]))
    assert reschedule(after, schedule(made))[2].start == at(9)
    assert same(reschedule(after, schedule(made)), schedule(after))
