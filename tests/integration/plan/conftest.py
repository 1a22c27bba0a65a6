"""A store with one small plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Project
from pmo_desktop.scheduling import Schedule, schedule
from pmo_desktop.services.planning import load_plan, save_plan, task_numbers

LABEL = Message("set_field", {"field": "x"})
START = datetime(2026, 3, 2, 8, 0)  # a Monday


def small_plan() -> Plan:
    """Return two phases: design (blueprint, approved) and build (code, test, done), chained finish to start."""
    return Plan(
        tasks=(
            PlanTask(1, "Design"),
            PlanTask(2, "Blueprint", outline_level=2, duration=2400),
            PlanTask(3, "Approved", outline_level=2, duration=0, milestone=True),
            PlanTask(4, "Build"),
            PlanTask(5, "Code", outline_level=2, duration=4800),
            PlanTask(6, "Test", outline_level=2, duration=2400),
            PlanTask(7, "Done", outline_level=2, duration=0, milestone=True, key=True),
        ),
        links=(PlanLink(2, 3), PlanLink(3, 5), PlanLink(5, 6), PlanLink(6, 7)),
        plan_start=START,
    )


@dataclass
class Book:
    """A store, its project, and the ids of its tasks by name."""

    store: Store
    project_id: int

    def plan(self) -> Plan:
        with self.store.read() as session:
            return load_plan(session, self.project_id)

    def schedule(self) -> Schedule:
        return schedule(self.plan())

    def ids(self, *names: str) -> list[int]:
        found = {task.name: task.uid for task in self.plan().tasks}
        return [found[name] for name in names]

    def id(self, name: str) -> int:
        return self.ids(name)[0]

    def do(self, command: Callable[..., object], *args: Any, **kwargs: Any) -> ChangeSet:
        return self.store.write(LABEL, lambda session: command(session, *args, **kwargs))

    def outline(self) -> list[tuple[str, str]]:
        """Return number and name of each row."""
        plan = self.plan()
        numbers = task_numbers(plan)
        return [(numbers[task.uid], task.name) for task in plan.tasks]

    def project(self) -> Project:
        with self.store.read() as session:
            project = session.get_one(Project, self.project_id)
            session.expunge(project)
            return project


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    store = create_store(tmp_path / "plan.pmow")

    def work(session: Session) -> int:
        project = Project(code="P-1", name="Plan")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        return project.id

    project_id = store.write(LABEL, work).result
    assert isinstance(project_id, int)
    yield Book(store, project_id)
    store.close()
