"""A plan goes into the store and comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain import calendars
from pmo_desktop.domain.calendars import CalendarException, WorkCalendar
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanAssignment, PlanBaseline, PlanLink, PlanResource, PlanTask
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import RECORDED, Project, Task
from pmo_desktop.services.planning import load_plan, save_plan

LABEL = Message("import_plan")
START = datetime(2026, 3, 2, 8, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "plan.pmow")
    yield store
    store.close()


def new_project(store: Store, code: str = "P-1") -> int:
    def work(session: Session) -> int:
        project = Project(code=code, name="Plan", currency="EUR")
        session.add(project)
        session.flush()
        return project.id

    result = store.write(LABEL, work).result
    assert isinstance(result, int)
    return result


def full_plan() -> Plan:
    """Return a plan that uses every kind of row and every field."""
    holiday = CalendarException(date(2026, 5, 1), date(2026, 5, 1), name="May Day")
    own = WorkCalendar(9, "Site", base=7, exceptions=(holiday,), is_base=False, extra={"GUID": "x"})
    return Plan(
        tasks=(
            PlanTask(0, "Bridge", outline_level=0),
            PlanTask(11, "Design <b>&", "A", 1, notes="说明", custom={"188743731": "x"}),
            PlanTask(
                12, "Draw", "A.1", 2, duration=960, duration_format=9, elapsed=True, estimated=True, kind="fixed_work",
                effort_driven=True, calendar_uid=9, ignore_resource_calendar=True, constraint="SNET",
                constraint_date=START, deadline=START, priority=700, levelling_delay=60, percent_complete=40,
                physical_percent_complete=30, actual_start=START, remaining_duration=500, stop=START, resume=START,
                splits=((60, 120), (30, 60)), work=960, actual_work=10, cost=12345, fixed_cost=5, actual_cost=7,
                owner="Li Wei", extra={"Hyperlink": "https://example.org", "LevelingDelayFormat": "7"},
            ),
            PlanTask(13, "Approved", "A.2", 2, milestone=True, key=True, active=False, manual=True, duration=0,
                     manual_start=START, manual_finish=START, actual_finish=START),
        ),
        links=(PlanLink(12, 13, "SS", -50, "percent", 19), PlanLink(12, 13, "FF", 480)),
        calendars=(own, replace(calendars.standard(7), extra={})),
        resources=(
            PlanResource(1, "Li Wei", "work", "LW", "Team", 0.5, 9, 10000, 12000, 100, {"Code": "1"}),
            PlanResource(2, "Concrete", "material"),
        ),
        assignments=(
            PlanAssignment(5, 12, 1, 0.5, 480, 10, 470, 100, 10, 5, 6, 3, START, START, {"x": "y"}),
            PlanAssignment(6, 12),
        ),
        baselines=(PlanBaseline(12, 0, START, START, 480, 480, 99), PlanBaseline(12, 10)),
        plan_start=START, plan_finish=START, from_finish=True, data_date=START, calendar_uid=7, minutes_per_day=420,
        minutes_per_week=2100, days_per_month=22, default_start=540, default_finish=1080, critical_slack=480,
        currency="CNY", extra={"HonorConstraints": "0"}, name="Plan",
    )  # fmt: skip


def in_file_keys(store: Store, project_id: int) -> Plan:
    """Return the stored plan with the keys that its file had."""
    with store.read() as session:
        plan = load_plan(session, project_id)
        keys = {
            table: dict(
                session.execute(
                    select(RECORDED[table].c.id, RECORDED[table].c.file_uid).where(
                        RECORDED[table].c.project_id == project_id
                    )
                ).all()  # type: ignore[arg-type]
            )
            for table in ("task", "resource", "assignment", "calendar")
        }
    task, resource, assignment, calendar = (keys[n] for n in ("task", "resource", "assignment", "calendar"))
    return replace(
        plan,
        tasks=tuple(replace(t, uid=task[t.uid], calendar_uid=calendar.get(t.calendar_uid)) for t in plan.tasks),
        links=tuple(replace(x, predecessor=task[x.predecessor], successor=task[x.successor]) for x in plan.links),
        calendars=tuple(
            sorted(
                (replace(c, uid=calendar[c.uid], base=calendar.get(c.base)) for c in plan.calendars),
                key=lambda c: -c.uid,
            )
        ),
        resources=tuple(
            replace(r, uid=resource[r.uid], calendar_uid=calendar.get(r.calendar_uid)) for r in plan.resources
        ),
        assignments=tuple(
            replace(a, uid=assignment[a.uid], task_uid=task[a.task_uid], resource_uid=resource.get(a.resource_uid))
            for a in plan.assignments
        ),
        baselines=tuple(replace(b, task_uid=task[b.task_uid]) for b in plan.baselines),
        calendar_uid=calendar.get(plan.calendar_uid),
    )


def test_every_field_of_a_plan_comes_back(store: Store) -> None:
    project_id = new_project(store)
    plan = full_plan()
    store.write(LABEL, lambda session: save_plan(session, project_id, plan))
    assert in_file_keys(store, project_id) == plan


def test_saving_again_replaces_the_plan_and_undo_brings_the_old_one_back(store: Store) -> None:
    project_id = new_project(store)
    store.write(LABEL, lambda session: save_plan(session, project_id, full_plan()))
    with store.read() as session:
        before = load_plan(session, project_id)
    change = store.write(LABEL, lambda session: save_plan(session, project_id, Plan(tasks=(PlanTask(1, "Only"),))))
    with store.read() as session:
        assert [task.name for task in load_plan(session, project_id).tasks] == ["Only"]
    store.revert(change.seq, "undo")
    with store.read() as session:
        assert load_plan(session, project_id) == before


def test_a_link_to_a_task_that_is_not_there_is_refused_whole(store: Store) -> None:
    project_id = new_project(store)
    broken = Plan(tasks=(PlanTask(1, "A"),), links=(PlanLink(1, 99),))
    with pytest.raises(PmoError) as caught:
        store.write(LABEL, lambda session: save_plan(session, project_id, broken))
    assert caught.value.message_id == "plan_reference_missing"
    with store.read() as session:
        assert session.scalars(select(Task)).all() == []


def test_calendars_that_inherit_from_each_other_are_refused(store: Store) -> None:
    project_id = new_project(store)
    circle = (WorkCalendar(1, "A", base=2), WorkCalendar(2, "B", base=1))
    with pytest.raises(PmoError):
        store.write(LABEL, lambda session: save_plan(session, project_id, Plan(calendars=circle)))


def test_how_a_plan_takes_progress_is_kept(store: Store) -> None:
    project_id = new_project(store)
    plan = replace(full_plan(), reschedule_remaining=True, progress_mode="retained_logic")
    store.write(LABEL, lambda session: save_plan(session, project_id, plan))
    assert in_file_keys(store, project_id) == plan


def test_a_missing_project_has_no_plan(store: Store) -> None:
    with store.read() as session, pytest.raises(PmoError) as caught:
        load_plan(session, 4711)
    assert caught.value.message_id == "project_gone"
