"""Rows that go take with them what can't be without them, and nothing else; undo brings all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import (
    Action,
    Baseline,
    ChangeRequest,
    Dependency,
    Project,
    RagOverride,
    Relation,
    Risk,
    RiskResponse,
    RiskTask,
    Task,
)
from pmo_desktop.services.removal import remove

from .world import World, build, dump


@pytest.fixture
def world(tmp_path: Path) -> tuple[Store, World]:
    store = create_store(tmp_path / "a.pmow")
    found: list[World] = []

    def fill(session: Session) -> None:
        world = build(session)
        found.append(world)
        task, risk = world.tasks[1], world.risks[0]
        request = ChangeRequest(project_id=world.project, code="C-1", title="More time")
        action = Action(project_id=None, code="A-1", title="Call them")
        session.add_all([request, action])
        session.flush()
        session.add_all(
            [
                RiskTask(risk_id=risk, task_id=task),
                RiskResponse(risk_id=risk, title="Second supplier"),
                Baseline(project_id=world.project, number=0, change_request_id=request.id),
                Dependency(code="X-1", title="Data", giver_project_id=world.project, taker_project_id=world.other,
                           giver_task_id=task),
                Relation(kind="follow_up", source_table="risk", source_id=risk, target_table="action",
                         target_id=action.id),
                RagOverride(project_id=world.project, period_id=world.period, dimension="cost", rag="G",
                            made_on=date(2026, 11, 1), expires_on=date(2026, 12, 1)),
                Project(code="P-9", name="Draft", draft_of=world.project, archived=True),
            ]
        )  # fmt: skip

    store.write(Message("make"), fill)
    return store, found[0]


def count(store: Store, cls: Any) -> int:
    with store.read() as session:
        return int(session.scalar(select(func.count()).select_from(cls)) or 0)


def test_a_task_takes_its_part_of_a_risk_and_leaves_the_dependency(world: tuple[Store, World]) -> None:
    store, made = world
    store.write(Message("x"), lambda session: remove(session, "task", [made.tasks[1]]))
    assert (count(store, Task), count(store, RiskTask), count(store, Risk)) == (3, 0, 2)
    with store.read() as session:
        (left,) = session.scalars(select(Dependency))
        assert (left.giver_task_id, left.giver_project_id) == (None, made.project)


def test_a_risk_takes_its_responses_and_traces_and_leaves_the_action(world: tuple[Store, World]) -> None:
    store, made = world
    store.write(Message("x"), lambda session: remove(session, "risk", [made.risks[0]]))
    assert [count(store, cls) for cls in (RiskResponse, RiskTask, Relation, Action)] == [0, 0, 0, 1]


def test_a_change_request_leaves_the_baseline_it_permitted(world: tuple[Store, World]) -> None:
    store, _ = world
    store.write(Message("x"), lambda session: remove(session, "change_request", [1]))
    with store.read() as session:
        assert session.scalars(select(Baseline)).one().change_request_id is None


EVERYTHING = (Task, Risk, RiskResponse, RiskTask, Baseline, ChangeRequest, RagOverride, Relation)


def test_a_project_takes_all_that_is_its_own_and_its_drafts(world: tuple[Store, World]) -> None:
    store, made = world
    store.write(Message("x"), lambda session: remove(session, "risk", [made.risks[1]]))  # of the whole portfolio
    store.write(Message("x"), lambda session: remove(session, "project", [made.project]))
    assert [count(store, cls) for cls in EVERYTHING] == [0] * len(EVERYTHING)
    with store.read() as session:
        assert session.scalars(select(Project.id)).all() == [made.other]
        (left,) = session.scalars(select(Dependency))
        assert (left.giver_project_id, left.taker_project_id) == (None, made.other)


@pytest.mark.parametrize(
    "rows",
    [
        lambda made: ("project", [made.project, made.other]),
        lambda made: ("task", list(made.tasks)),
        lambda made: ("risk", list(made.risks)),
    ],
)
def test_undo_brings_all_of_it_back(world: tuple[Store, World], rows: Callable[[World], tuple[str, list[int]]]) -> None:
    store, made = world
    before = dump(store)
    change = store.write(Message("x"), lambda session: remove(session, *rows(made)))
    assert dump(store) != before
    store.revert(change.seq, "undo")
    assert dump(store) == before


def test_a_row_that_is_gone_is_refused(world: tuple[Store, World]) -> None:
    store, _ = world
    with pytest.raises(PmoError) as caught:
        store.write(Message("x"), lambda session: remove(session, "risk", [4711]))
    assert caught.value.message_id == "row_gone"
