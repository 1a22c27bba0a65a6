"""Laws of work, duration and units that hold whatever is changed, in any order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Assignment, Project, Task
from pmo_desktop.services.commands import assignments, plan, plan_rows
from pmo_desktop.services.planning import load_plan

from .conftest import LABEL

KINDS = ("fixed_units", "fixed_duration", "fixed_work")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("units"), st.integers(0, 2), st.sampled_from((0.1, 0.5, 1.0, 2.0, 3.5))),
        st.tuples(st.just("work"), st.integers(0, 2), st.integers(1, 40_000)),
        st.tuples(st.just("duration"), st.integers(1, 20_000)),
        st.tuples(st.just("resources"), st.sampled_from(("Anna", "Anna; Bo", "Bo[50%]; Chen", "Anna[200%]; Bo; Chen"))),
        st.tuples(st.just("total"), st.integers(1, 40_000)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("laws")
    return create_store(folder / "laws.pmow")


def step(session: Any, task_id: int, change: tuple[Any, ...]) -> None:
    rows = list(session.scalars(select(Assignment.id).where(Assignment.task_id == task_id).order_by(Assignment.id)))
    match change:
        case ("units", place, units) if rows:
            assignments.set_units(session, [rows[place % len(rows)]], units)
        case ("work", place, minutes) if rows:
            assignments.set_work(session, [rows[place % len(rows)]], minutes)
        case ("duration", minutes):
            plan.set_task(session, [task_id], {"duration": minutes})
        case ("resources", text):
            plan.set_task(session, [task_id], {"resources": text})
        case ("total", minutes):
            plan.set_task(session, [task_id], {"work": minutes})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(KINDS), driven=st.booleans(), steps=STEPS)
def test_after_every_change_the_three_agree(store: Store, kind: str, driven: bool, steps: list[Any]) -> None:
    def work(session: Any) -> None:
        project = Project(code="L", name="Laws", currency="EUR")
        session.add(project)
        session.flush()
        (task_id,) = plan_rows.add_tasks(session, project.id, ["Task"])
        plan.set_task(session, [task_id], {"kind": kind, "effort_driven": driven, "resources": "Anna; Bo"})
        for change in steps:
            before = session.get_one(Task, task_id).duration
            step(session, task_id, change)
            session.expire_all()
            task = session.get_one(Task, task_id)
            rows = list(session.scalars(select(Assignment).where(Assignment.task_id == task_id)))
            assert all(row.work >= 0 and row.units >= 0 for row in rows)
            assert task.work == sum(row.work for row in rows)  # the task’s work is that of its people
            assert task.duration > 0
            # Nobody needs longer than the task, and somebody needs all of it where the duration follows.
            lengths = [row.work / row.units for row in rows if row.units]
            tolerance = len(rows) + 0.001 * task.duration
            assert max(lengths) <= task.duration + tolerance
            if kind == "fixed_duration" and change[0] != "duration":
                assert task.duration == before
            if change[0] == "total":
                assert sum(row.work for row in rows) == change[1]
        assert load_plan(session, project.id).tasks
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.write(LABEL, work)


class _UndoneError(Exception):
    """Takes an example back."""
