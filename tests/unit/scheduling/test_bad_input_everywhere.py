"""Hostile plans through everything that asks the engine: a sentence or an answer, soon, and the plan as it was."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

import pytest

from pmo_desktop.domain.calendars import CalendarException, WorkCalendar, standard
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanAssignment, PlanLink, PlanResource
from pmo_desktop.scheduling import (
    against_baseline,
    baseline_of,
    check_quality,
    float_paths,
    link_floats,
    longest_path,
    reschedule,
    schedule,
    why_critical,
    why_start,
)
from pmo_desktop.texts import of

from .plans import DAY, MONDAY, at, plan, task

NEVER = WorkCalendar(9, "Never", ((), (), (), (), (), (), ()))
MANY = 20_000
SECONDS = 30.0


def fan_in() -> Plan:
    rows = [task(uid) for uid in range(1, MANY + 2)]
    return plan(rows, [PlanLink(uid, MANY + 1) for uid in range(1, MANY + 1)])


def fan_out() -> Plan:
    rows = [task(uid) for uid in range(1, MANY + 2)]
    return plan(rows, [PlanLink(1, uid) for uid in range(2, MANY + 2)])


def long_chain() -> Plan:
    rows = [task(uid) for uid in range(1, MANY + 1)]
    return plan(rows, [PlanLink(uid, uid + 1) for uid in range(1, MANY)])


def deep(levels: int) -> Plan:
    rows = [task(uid, outline_level=uid) for uid in range(1, levels + 1)]
    return plan([*rows, task(levels + 1)], [PlanLink(levels // 2, levels + 1)])


def daily_exceptions() -> Plan:
    free = [
        CalendarException(date(1900, 1, 1), date(2299, 12, 31), name="Odd days", recurrence="every_days", period=2),
        CalendarException(date(1, 1, 1), date(9999, 12, 31), recurrence="monthly_day", month_day=31),
    ]
    return plan([task(1, 500), task(2, 3)], ["1 FS 2"], calendars=(replace(standard(1), exceptions=tuple(free)),))


def lagged(minutes: int) -> Plan:
    return plan([task(1), task(2)], [PlanLink(1, 2, "FS", minutes)])


def resourced(**fields: float) -> Plan:
    return plan(
        [task(1, 2), task(2, 2)],
        ["1 FS 2"],
        resources=(PlanResource(1, "R", calendar_uid=3), PlanResource(2, "S")),
        assignments=tuple(PlanAssignment(uid, 1, uid, **fields) for uid in (1, 2)),  # type: ignore[arg-type]
    )


ANSWERED: dict[str, Callable[[], Plan]] = {
    "fan in": fan_in,
    "fan out": fan_out,
    "a long chain": long_chain,
    "50 levels": lambda: deep(50),
    "500 levels": lambda: deep(500),
    "exceptions every other day": daily_exceptions,
    "a million days of lag": lambda: lagged(10**6 * DAY),
    "a million days of lead": lambda: lagged(-(10**5) * DAY),
    "the year 1900": lambda: plan([task(1, 5), task(2, 5)], ["1 FS 2"], plan_start=datetime(1900, 1, 1, 8)),
    "the year 2200": lambda: plan([task(1, 5), task(2, 5)], ["1 FS 2"], plan_start=datetime(2200, 1, 1, 8)),
    "units without end": lambda: resourced(units=float("inf"), work=960),
    "units that are no number": lambda: resourced(units=float("nan"), work=960),
    "hardly any units": lambda: resourced(units=1e-3, work=960),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_everything_answers_soon_and_leaves_the_plan_alone(name: str) -> None:
    made = ANSWERED[name]()
    kept = deepcopy(made)
    begin = perf_counter()
    dates = schedule(made)
    last = made.tasks[-1].uid
    texts = of("en")
    for answer in (why_start(made, dates, last), why_critical(made, dates, last), why_critical(made, dates, 1)):
        assert texts.say(answer.message)
    assert longest_path(made, dates).uids
    assert float_paths(made, dates, count=3)
    assert len(link_floats(made, dates)) == len(made.links)
    assert len(check_quality(made, dates).dcma) == 14
    based = replace(made, baselines=baseline_of(made, dates))
    assert len(against_baseline(based, dates)) == len(made.tasks)
    longer = replace(made, tasks=(*made.tasks[:-1], replace(made.tasks[-1], duration=960)))
    assert reschedule(longer, dates).finish == schedule(longer).finish
    assert perf_counter() - begin < SECONDS
    assert made == kept


REFUSED: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "a negative duration": (
        lambda made: replace(made, tasks=(made.tasks[0], replace(made.tasks[1], duration=-1))),
        "“T2” has a negative duration",
    ),
    "a loop": (lambda made: replace(made, links=(*made.links, PlanLink(2, 1))), "T1 → T2 → T1"),
    "a calendar without working time": (
        lambda made: replace(
            made, calendars=(*made.calendars, NEVER), tasks=(replace(made.tasks[0], calendar_uid=9), made.tasks[1])
        ),
        "“Never” has no working time",
    ),
    "a resource that never works": (
        lambda made: replace(
            made,
            calendars=(*made.calendars, NEVER),
            resources=(PlanResource(1, "R", calendar_uid=9),),
            assignments=(PlanAssignment(1, 1, 1, work=DAY),),
        ),
        "“Never” has no working time",
    ),
    "a lag beyond all calendars": (lambda made: replace(made, links=(PlanLink(1, 2, "FS", 10**15),)), "“T2”"),
    "a duration beyond all calendars": (
        lambda made: replace(made, tasks=(replace(made.tasks[0], duration=10**15), made.tasks[1])),
        "“T1”",
    ),
    "a link to nowhere": (lambda made: replace(made, links=(PlanLink(1, 99),)), "99"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_is_told_and_the_schedule_before_stays(name: str) -> None:
    made = plan([task(1, 2), task(2, 2)], ["1 FS 2"], plan_start=MONDAY)
    before = schedule(made)
    dates = list(before)
    change, words = REFUSED[name]
    broken = change(made)
    kept = deepcopy(broken)
    for work in (lambda: schedule(broken), lambda: reschedule(broken, before)):
        with pytest.raises(PmoError) as refused:
            work()
        assert words in of("en").say(refused.value)
        assert of("zh_CN").say(refused.value)
    assert broken == kept
    assert list(before) == dates
    assert before[2].finish == at(8, 17)
