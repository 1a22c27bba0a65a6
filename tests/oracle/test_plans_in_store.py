"""Plans made by other tools come out of the store as they went in, and schedule to the same dates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import RECORDED, Project
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.planning import load_plan, save_plan

from .data import ScheduleCase, or_skip, schedule_cases

pytestmark = pytest.mark.oracle

CASES = schedule_cases()


def stored(store: Store, plan: Plan) -> Plan:
    """Return a plan after it was in a store, with the keys of its file again."""

    def work(session: Session) -> int:
        project = Project(code="P-1", name=plan.name or "Plan")
        session.add(project)
        session.flush()
        save_plan(session, project.id, plan)
        return project.id

    project_id = store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    with store.read() as session:
        kept = load_plan(session, project_id)
        tables = ("task", "resource", "assignment", "calendar")
        keys: dict[str, dict[int | None, int]] = {}
        for name in tables:
            columns = RECORDED[name].c
            query = select(columns.id, columns.file_uid).where(columns.project_id == project_id)
            keys[name] = {row.id: row.file_uid for row in session.execute(query)}
    task, resource, assignment, calendar = (keys[name] for name in tables)
    return replace(
        kept,
        tasks=tuple(replace(t, uid=task[t.uid], calendar_uid=calendar.get(t.calendar_uid)) for t in kept.tasks),
        links=tuple(replace(x, predecessor=task[x.predecessor], successor=task[x.successor]) for x in kept.links),
        calendars=tuple(replace(c, uid=calendar[c.uid], base=calendar.get(c.base)) for c in kept.calendars),
        resources=tuple(
            replace(r, uid=resource[r.uid], calendar_uid=calendar.get(r.calendar_uid)) for r in kept.resources
        ),
        assignments=tuple(
            replace(a, uid=assignment[a.uid], task_uid=task[a.task_uid], resource_uid=resource.get(a.resource_uid))
            for a in kept.assignments
        ),
        baselines=tuple(replace(b, task_uid=task[b.task_uid]) for b in kept.baselines),
        calendar_uid=calendar.get(kept.calendar_uid),
    )


@pytest.mark.parametrize("case", or_skip(CASES, "plans of other tools"), ids=lambda case: getattr(case, "name", ""))
def test_a_plan_comes_out_of_the_store_as_it_went_in(case: ScheduleCase, tmp_path: Path) -> None:
    plan = read_plan(case.content())
    store = create_store(tmp_path / "plan.pmow")
    kept = stored(store, plan)
    store.close()
    for part in ("tasks", "links", "resources", "assignments", "baselines"):
        assert getattr(kept, part) == getattr(plan, part), part
    assert {c.uid: c for c in kept.calendars} == {c.uid: c for c in plan.calendars}
    settings = (
        "plan_start", "plan_finish", "from_finish", "data_date", "calendar_uid", "minutes_per_day", "minutes_per_week",
        "days_per_month", "default_start", "default_finish", "critical_slack", "extra",
    )  # fmt: skip
    for name in settings:
        assert getattr(kept, name) == getattr(plan, name), name
    ours, theirs = schedule(kept), schedule(plan)
    assert (ours.start, ours.finish, ours.total_float) == (theirs.start, theirs.finish, theirs.total_float)
    print(f"{case.name}: {len(plan.tasks)} tasks, {len(plan.links)} links, {len(plan.assignments)} assignments kept")
