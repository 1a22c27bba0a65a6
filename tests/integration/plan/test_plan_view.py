"""A plan's view goes on from the one before an edit, and says the same as one that knew nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.plan import Plan, PlanBaseline, PlanLink, PlanTask
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.queries.plan import PlanView

START = datetime(2026, 3, 2, 8)
TOLD = ("row_of", "numbers", "parents", "shapes", "deadlines", "frozen", "frozen_instants", "frozen_by_number",
        "link_rows", "first_row")  # fmt: skip

tasks = st.builds(
    PlanTask,
    uid=st.integers(1, 12),
    name=st.just("A"),
    outline_level=st.integers(1, 3),
    duration=st.sampled_from((0, 480)),
    deadline=st.sampled_from((None, datetime(2026, 4, 1, 17))),
    wbs=st.sampled_from(("", "", "X")),
)
rows = st.lists(tasks, min_size=1, max_size=8, unique_by=lambda task: task.uid)


def view_of(plan: Plan) -> PlanView:
    return PlanView(1, plan, schedule(plan), None, 0, (0,))


def made(some: list[PlanTask]) -> Plan:
    leaves = [task for task, below in zip(some, [*some[1:], some[0]], strict=True)
              if below.outline_level <= task.outline_level]  # fmt: skip
    links = tuple(PlanLink(one.uid, two.uid) for one, two in pairwise(leaves))
    frozen = tuple(PlanBaseline(task.uid, 0, START, datetime(2026, 4, 1 + task.uid % 28, 17)) for task in some)
    return Plan(tasks=tuple(some), links=links, baselines=frozen, plan_start=START)


@given(rows, st.data())
def test_what_is_taken_over_is_what_would_be_worked_out(some: list[PlanTask], data: st.DataObject) -> None:
    before = view_of(made(some))
    for name in TOLD:
        getattr(before, name)
    kind = data.draw(st.sampled_from(("add", "delete", "move", "level", "value")))
    at = data.draw(st.integers(0, len(some) - 1))
    edited = list(some)
    if kind == "add":
        edited.insert(at, PlanTask(99, "New", outline_level=data.draw(st.integers(1, 3)), duration=480))
    elif kind == "delete" and len(some) > 1:
        del edited[at]
    elif kind == "move":
        edited.insert(data.draw(st.integers(0, len(some) - 1)), edited.pop(at))
    elif kind == "level":
        edited[at] = replace(edited[at], outline_level=data.draw(st.integers(1, 3)))
    else:
        edited[at] = replace(edited[at], duration=960, deadline=None)
    plan = made(edited)
    if plan.links == before.plan.links:
        plan = replace(plan, links=before.plan.links)
    if plan.baselines == before.plan.baselines:
        plan = replace(plan, baselines=before.plan.baselines)
    now, fresh = view_of(plan), view_of(plan)
    same = now.take_over(before)
    assert same == ([task.uid for task in edited] == [task.uid for task in some])
    for name in TOLD:
        assert getattr(now, name) == getattr(fresh, name), name
    for row in range(len(edited)):
        assert now.predecessors(row) == fresh.predecessors(row)
        assert now.successor_text(row) == fresh.successor_text(row)
