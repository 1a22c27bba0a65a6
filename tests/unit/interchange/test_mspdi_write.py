"""A plan that is written comes back the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.plan import Plan, PlanTask
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.mspdi_write import write_plan
from pmo_desktop.scheduling import schedule

SAMPLE = read_plan(Path(__file__).with_name("house.xml"))


def there_and_back(plan: Plan) -> Plan:
    return read_plan(write_plan(plan, schedule(plan)))


def bare(plan: Plan) -> Plan:
    """The plan without what reading alone adds."""
    extra = {name: value for name, value in plan.extra.items() if name not in ("BlankRows", "SaveVersion", "Name")}
    tasks = tuple(replace(task, duration=0) if task.outline_level == 0 else task for task in plan.tasks)
    return replace(plan, extra=extra, unknown={}, problems=(), plan_finish=None, tasks=tasks)


def test_the_sample_comes_back_field_by_field() -> None:
    back = bare(there_and_back(SAMPLE))
    sample = bare(SAMPLE)
    for ours, theirs in zip(back.tasks, sample.tasks, strict=True):
        assert {**theirs.extra, **ours.extra} == ours.extra
    keep = {task.uid: task.extra for task in sample.tasks}
    assert replace(back, tasks=tuple(replace(task, extra=keep[task.uid]) for task in back.tasks)) == replace(
        sample,
        tasks=tuple(
            replace(task, manual_start=task.manual_start, manual_finish=task.manual_finish) for task in sample.tasks
        ),
    )


def test_dates_are_the_same_after_a_journey() -> None:
    assert list(schedule(there_and_back(SAMPLE))) == list(schedule(SAMPLE))


@given(st.text(max_size=40))
def test_any_text_survives_or_loses_only_what_xml_cannot_hold(text: str) -> None:
    plan = Plan(tasks=(PlanTask(uid=1, name=text),), plan_start=SAMPLE.plan_start)
    name = there_and_back(plan).tasks[0].name
    kept = "".join(char for char in text if char in "\t\n\r" or (ord(char) >= 32 and char not in "\ufffe\uffff"))
    assert name == kept.replace("\r\n", "\n").replace("\r", "\n") or name == kept
