"""Our dates against those that the plans' own tools stored, to the minute."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from pmo_desktop.domain.plan import Plan
from pmo_desktop.domain.recurrence import days_of
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.mspdi_fields import children
from pmo_desktop.interchange.xml import parse
from pmo_desktop.scheduling import Schedule, schedule
from pmo_desktop.scheduling.clocks import Clocks

from .data import ScheduleCase, or_skip, schedule_cases

pytestmark = pytest.mark.oracle

CASES = schedule_cases()
HARD = [case for case in CASES if not case.mismatch]
SOFT = [case for case in CASES if case.mismatch]
DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")

GONE = "the MPP keeps the gaps of split tasks, its conversion to XML leaves them out"
REASONS: dict[tuple[str, str], str] = {
    ("mpxj_mpp14splittask", field): GONE
    for field in ("finish", "early_finish", "late_start", "late_finish", "total_slack")
}
"""File and field that differ for a reason; every other difference is a failure."""


@cache
def computed(case: ScheduleCase) -> tuple[Plan, Schedule]:
    plan = read_plan(case.content())
    return plan, schedule(plan)


def differences(case: ScheduleCase) -> tuple[int, dict[str, list[str]]]:
    """Return how many values were compared, and by field those that differ."""
    plan, dates = computed(case)
    clock = Clocks(plan).project
    compared = 0
    found: dict[str, list[str]] = {}
    for row in case.rows():
        ours = dates[int(row["uid"])]
        pairs: list[tuple[str, Any, Any, bool]] = []
        for field in DATES:
            stored = datetime.fromisoformat(row[field])
            mine = getattr(ours, field)
            pairs.append((field, stored, mine, clock.between(to_instant(stored), to_instant(mine)) == 0))
        slack = round(float(row["total_slack_h"] or 0) * 60)
        pairs.append(("total_slack", slack, ours.total_float, slack == ours.total_float))
        critical = row["critical"] == "1"
        pairs.append(("critical", critical, ours.critical, critical == ours.critical))
        compared += len(pairs)
        for field, stored_value, mine_value, same in pairs:
            if not same:
                found.setdefault(field, []).append(
                    f"task {row['uid']} {row['name']!r}: stored {stored_value}, ours {mine_value}"
                )
    return compared, found


@pytest.mark.parametrize("case", or_skip(HARD, "plans with stored dates"), ids=lambda case: getattr(case, "name", ""))
def test_every_stored_date_float_and_criticality_is_ours_too(case: ScheduleCase) -> None:
    compared, found = differences(case)
    print(f"{case.name}: {compared} values of {len(case.rows())} tasks")
    assert not found


@pytest.mark.parametrize("case", or_skip(SOFT, "disputed plans"), ids=lambda case: getattr(case, "name", ""))
def test_where_engines_disagree_ours_differs_from_the_stored_dates_for_a_named_reason_only(case: ScheduleCase) -> None:
    compared, found = differences(case)
    print(f"{case.name}: {compared} values, {sum(map(len, found.values()))} differ")
    for field, rows in found.items():
        reason = REASONS.get((case.name, field))
        print(f"  {field}: {len(rows)} because {reason}")
    unexplained = {
        field: rows for field, rows in found.items() if (case.name, field) not in REASONS and not _disputed(case, field)
    }
    assert not unexplained


def _disputed(case: ScheduleCase, field: str) -> bool:
    """Return whether the index says that another engine misses the stored value of this field too."""
    words = "".join(word.capitalize() for word in field.split("_"))
    return words in case.mismatch


@pytest.mark.parametrize("case", or_skip(CASES, "plans"), ids=lambda case: getattr(case, "name", ""))
def test_stored_dates_are_not_looked_at(case: ScheduleCase) -> None:
    """With every stored date of the computed kinds wiped out of the file, the result is the same."""
    content = case.content()
    wiped = re.sub(rb"<(Early|Late)(Start|Finish)>[^<]*</(Early|Late)(Start|Finish)>", b"", content)
    head, tasks, rest = wiped.partition(b"<Tasks>")
    body, end, tail = rest.partition(b"</Tasks>")
    body = re.sub(rb"<(TotalSlack|FreeSlack|StartSlack|FinishSlack|Critical)>[^<]*</\1>", b"", body)
    if not any(task.manual for task in computed(case)[0].tasks):  # a manual task's dates are inputs
        body = re.sub(rb"<(Start|Finish)>[^<]*</\1>", b"", body)
    blind = schedule(read_plan(head + tasks + body + end + tail))
    assert list(blind) == list(computed(case)[1])


def test_recurring_exceptions_fall_on_the_days_that_the_tool_listed() -> None:
    """MS Project writes exceptions twice: as a rule, and as the days that come of it."""
    checked = 0
    for case in CASES:
        root = parse(case.content())
        by_uid = {calendar.uid: calendar for calendar in computed(case)[0].calendars}
        for group in children(root, "Calendars"):
            for element in children(group, "Calendar"):
                calendar = by_uid[next(int(child.text or "") for child in children(element, "UID"))]
                listed = _listed_days(element)
                if listed and any(True for _ in children(element, "Exceptions")):
                    assert {day for rule in calendar.exceptions for day in days_of(rule)} == listed
                    checked += len(listed)
    if not checked:
        pytest.skip("no plan lists its exceptions twice")
    print(f"{checked} days of recurring exceptions")


def _listed_days(calendar: Any) -> set[date]:
    days: set[date] = set()
    for group in children(calendar, "WeekDays"):
        for weekday in children(group, "WeekDay"):
            if next((item.text for item in children(weekday, "DayType")), "") != "0":
                continue
            for period in children(weekday, "TimePeriod"):
                begin = datetime.fromisoformat(next(item.text or "" for item in children(period, "FromDate"))).date()
                end = datetime.fromisoformat(next(item.text or "" for item in children(period, "ToDate"))).date()
                days.update(begin + timedelta(days=number) for number in range((end - begin).days + 1))
    return days


def test_the_number_of_compared_plans_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        tasks = sum(len(computed(case)[0].tasks) for case in CASES)
        values = sum(differences(case)[0] for case in CASES)
        print(f"\noracle schedules: {len(HARD)} hard and {len(SOFT)} disputed plans, {tasks} tasks, {values} values")
