"""Real projects of a public research collection: our early starts against the planned ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pmo_desktop.domain.calendars import DAY, CalendarException, Hours, WorkCalendar
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.scheduling import schedule

from .data import dslib_cases, or_skip

pytestmark = pytest.mark.oracle

CASES = [(name, project) for name, project in dslib_cases() if project["checks"]["cpm_equals_planned_start"]]


def plan_of(project: dict[str, Any]) -> Plan:
    """Return a project of the collection as a plan; its durations and lags are working hours."""
    agenda = project["calendar"]
    hours: Hours = tuple((60 * hour, 60 * hour + 60) for hour in agenda["working_hours"])
    joined: list[tuple[int, int]] = []
    for begin, end in hours:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    days = [tuple(joined) if (weekday - 1) % 7 in agenda["working_weekdays"] else () for weekday in range(7)]
    assert all(end <= DAY for _, end in joined)
    holidays = [date.fromisoformat(day[:10]) for day in agenda["holidays"]]
    calendar = WorkCalendar(
        1,
        "Agenda",
        tuple(days),
        exceptions=tuple(CalendarException(day, day) for day in holidays),  # type: ignore[arg-type]
    )
    return Plan(
        tasks=tuple(
            PlanTask(uid=item["id"], name=item["name"], duration=round(item["duration_wh"] * 60))
            for item in project["activities"]
        ),
        links=tuple(
            PlanLink(item["pred"], item["succ"], item["type"], round(item["lag_wh"] * 60))
            for item in project["relations"]
        ),
        calendars=(calendar,),
        calendar_uid=1,
        plan_start=datetime.fromisoformat(agenda["project_start"]),
    )


@pytest.mark.parametrize("case", or_skip(CASES, "projects of plain critical paths"), ids=lambda case: case and case[0])
def test_every_planned_start_is_our_early_start(case: tuple[str, dict[str, Any]]) -> None:
    name, project = case
    dates = schedule(plan_of(project))
    wrong = {}
    for item in project["activities"]:
        planned = datetime.fromisoformat(item["baseline_start"])
        ours = dates[item["id"]].start
        if ours != planned:
            wrong[item["name"]] = (planned, ours)
    print(f"{name}: {len(project['activities'])} starts")
    assert not wrong


def test_the_number_of_compared_projects_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        starts = sum(len(project["activities"]) for _, project in CASES)
        print(f"\noracle projects: {len(CASES)}, {starts} planned starts")
