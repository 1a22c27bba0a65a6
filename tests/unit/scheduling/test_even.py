"""Where one clock counts for all, the short way gives what the general passes give."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.calendars import CalendarException, standard
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import CONSTRAINTS, Plan
from pmo_desktop.scheduling import Schedule, engine, schedule
from pmo_desktop.scheduling.even import even_passes

from .plans import DAY, at, plan, task
from .test_laws import networks

HOLIDAYS = tuple(CalendarException(at(day).date(), at(day).date()) for day in (7, 12, 19))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan on one calendar, with dates, deadlines, manual, inactive and started tasks."""
    made = draw(networks(leads=True, mixed=False, elapsed=False))
    rows = []
    for row in made.tasks:
        moment = at(draw(st.integers(5, 20)), draw(st.sampled_from([8, 8, 10, 12, 17])))
        change: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {},
                    {},
                    {"constraint": draw(st.sampled_from(CONSTRAINTS)), "constraint_date": moment},
                    {"deadline": moment},
                    {"manual": True, "manual_start": moment},
                    {"active": False},
                    {"levelling_delay": draw(st.sampled_from([600, 1440]))},
                    {"actual_start": moment, "percent_complete": draw(st.sampled_from([0, 40, 100]))},
                ]
            )
        )
        rows.append(replace(row, **change))
    return replace(
        made,
        tasks=tuple(rows),
        calendars=(replace(standard(1), exceptions=draw(st.sampled_from([(), HOLIDAYS]))),),
        plan_start=at(5, draw(st.sampled_from([8, 8, 8, 0]))),
        data_date=draw(st.sampled_from([None, at(8), at(12, 12)])),
        reschedule_remaining=draw(st.booleans()),
        extra={"MultipleCriticalPaths": draw(st.sampled_from("01"))},
    )


def outcome(made: Plan) -> list[Any] | str:
    try:
        dates = schedule(made)
    except PmoError as refused:
        return refused.message_id
    late = dates.solved.state.link_late_start, dates.solved.state.link_late_finish
    compared = [getattr(dates, item.name) for item in fields(Schedule) if item.compare]
    return [*compared, list(dates), *map(list, late)]


@given(plans())
def test_the_short_way_gives_what_the_general_passes_give(made: Plan) -> None:
    short = outcome(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, even_passes.__name__, lambda *_: False)
        assert short == outcome(made)


def test_the_short_way_is_taken_where_one_calendar_counts_for_all() -> None:
    made = plan(
        [task(1, 2), task(2, 0), task(3, 1, constraint="SNET", constraint_date=at(14))], ["1 FS 2", "2 SS 3 +1"]
    )
    assert schedule(made).solved.state.worked is not None
    for row in (task(4, 1, calendar_uid=2), task(4, 1, elapsed=True), task(4, 1, deadline=at(10, 12))):
        assert schedule(replace(made, tasks=(*made.tasks, row))).solved.state.worked is None
    assert schedule(replace(made, tasks=(*made.tasks, task(4, 3 * DAY)))).solved.state.worked is not None


def test_a_plan_without_any_active_task_has_dates_too() -> None:
    made = plan([task(1, 0, active=False, deadline=at(5, 17)), task(2, 3, active=False)])
    dates = schedule(made)
    assert dates.project_finish == dates.project_start == at(5)
    assert dates[2].finish == at(7, 17)
