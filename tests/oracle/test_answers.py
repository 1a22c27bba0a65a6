"""Explanations, paths, quality and going on from a schedule, on plans that people made."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pmo_desktop.domain.plan import Plan
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.scheduling import (
    check_quality,
    float_paths,
    longest_path,
    reschedule,
    schedule,
    why_critical,
    why_start,
)
from pmo_desktop.texts import of

from .data import ScheduleCase, or_skip, schedule_cases

pytestmark = pytest.mark.oracle

CASES = schedule_cases()
FIRST_CAUSES = {"project", "constraint", "actual", "manual", "external", "deadline", "finish", "data_date"}
ASKED = 150
"""Tasks of a plan that are asked about."""


def asked(plan: Plan) -> list[int]:
    uids = [task.uid for task in plan.tasks]
    return uids if len(uids) <= ASKED else random.Random(1).sample(uids, ASKED)


@pytest.mark.parametrize("case", or_skip(CASES, "plans"), ids=lambda case: getattr(case, "name", ""))
def test_every_task_can_be_explained(case: ScheduleCase) -> None:
    plan = read_plan(case.content())
    dates = schedule(plan)
    texts = of("zh_CN")
    for uid in asked(plan):
        for answer in (why_start(plan, dates, uid), why_critical(plan, dates, uid)):
            assert texts.say(answer.message)
            assert all(texts.say(step.message) for step in answer.steps)
            causes = {step.kind for step in answer.steps}
            assert not answer.steps or causes & FIRST_CAUSES
    assert longest_path(plan, dates).uids or not plan.tasks
    assert float_paths(plan, dates, count=3) is not None
    report = check_quality(plan, dates)
    print(f"{case.name}: {sum(item.state == 'not_met' for item in (*report.dcma, *report.gao))} indicators not met")


@pytest.mark.parametrize("case", or_skip(CASES, "plans"), ids=lambda case: getattr(case, "name", ""))
def test_going_on_after_edits_equals_the_full_pass(case: ScheduleCase) -> None:
    plan = read_plan(case.content())
    dates = schedule(plan)
    dice = random.Random(2)
    for _ in range(8):
        rows = list(plan.tasks)
        place = dice.randrange(len(rows))
        rows[place] = replace(rows[place], duration=rows[place].duration + dice.choice([-60, 480, 960]) % 9600)
        links = list(plan.links)
        if links and dice.random() < 0.5:
            del links[dice.randrange(len(links))]
        plan = replace(plan, tasks=tuple(rows), links=tuple(links))
        dates = reschedule(plan, dates)
        assert list(dates) == list(schedule(plan))
