"""A plan brought in again keeps what was said of its tasks elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanTask
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Dependency, Project, Risk, RiskTask, Task
from pmo_desktop.services.planning import save_plan

LABEL = Message("x")
FIRST = Plan(tasks=(PlanTask(11, "Design"), PlanTask(12, "Code"), PlanTask(13, "Test")))
AGAIN = Plan(tasks=(PlanTask(14, "Learn"), PlanTask(12, "Write the code"), PlanTask(11, "Design")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "a.pmow")

    def fill(session: Session) -> None:
        session.add_all([Project(code="A", name="A"), Project(code="B", name="B")])
        session.flush()
        ids = save_plan(session, 1, FIRST)
        session.add(Risk(project_id=1, code="R-1", title="Late"))
        session.flush()
        session.add_all([RiskTask(risk_id=1, task_id=ids[12], days_likely=4), RiskTask(risk_id=1, task_id=ids[13])])
        session.add(Dependency(code="X", title="Code", giver_project_id=1, giver_task_id=ids[12], taker_project_id=2))
        session.add(Dependency(code="Y", title="Test", giver_project_id=2, taker_project_id=1, taker_task_id=ids[13]))
        session.get_one(Task, ids[11]).gate = "G2"
        session.get_one(Task, ids[12]).shape, session.get_one(Task, ids[12]).pessimistic = "pert", 960

    store.write(LABEL, fill)
    yield store
    store.close()


def test_gates_estimates_risks_and_dependencies_stay_with_their_task(store: Store) -> None:
    store.write(LABEL, lambda session: save_plan(session, 1, AGAIN))
    with store.read() as session:
        tasks = {task.file_uid: task for task in session.query(Task)}
        assert [task.name for task in sorted(tasks.values(), key=lambda one: one.position)] == [
            "Learn", "Write the code", "Design",
        ]  # fmt: skip
        assert (tasks[11].gate, tasks[12].shape, tasks[12].pessimistic, tasks[14].gate) == ("G2", "pert", 960, "")
        assert [(row.task_id, row.days_likely) for row in session.query(RiskTask)] == [(tasks[12].id, 4)]
        ends = [(row.giver_task_id, row.taker_task_id) for row in session.query(Dependency).order_by(Dependency.code)]
        assert ends == [(tasks[12].id, None), (None, None)]
        assert session.query(Dependency).filter_by(code="Y").one().taker_project_id == 1


def test_undo_brings_them_back_to_the_tasks_that_were(store: Store) -> None:
    def look() -> tuple[object, ...]:
        with store.read() as session:
            names = {task.id: (task.name, task.gate) for task in session.query(Task)}
            hit = sorted((names[row.task_id], row.days_likely or 0) for row in session.query(RiskTask))
            given = [names.get(row.giver_task_id or 0) for row in session.query(Dependency).order_by(Dependency.code)]
            return sorted(names.values()), hit, given

    before = look()
    change = store.write(LABEL, lambda session: save_plan(session, 1, AGAIN))
    assert look() != before
    store.revert(change.seq, "undo")
    assert look() == before
