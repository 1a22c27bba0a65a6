"""Plans from MS Project's XML into a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.persistence.store import Store
from pmo_desktop.persistence.tables import Project, Task
from pmo_desktop.services import imports
from pmo_desktop.services.commands import projects

from ..services.world import dump
from .conftest import LABEL

SAMPLE = Path(__file__).parents[3] / "resources" / "demo" / "depot-plan.xml"


def bring(store: Store, **how: object) -> imports.PlanImported:
    plan = read_plan(SAMPLE)
    with store.read() as session:
        shown = imports.preview_plan(session, SAMPLE.name, plan, **how)  # type: ignore[arg-type]
    done = store.write(LABEL, lambda session: imports.apply_plan(session, shown)).result
    assert isinstance(done, imports.PlanImported)
    return done


def test_a_plan_makes_a_project_of_its_own_and_one_undo_takes_it_back(store: Store) -> None:
    before = dump(store)
    done = bring(store)
    assert (done.created, done.tasks, done.code) == (True, 15, "P-001")
    with store.read() as session:
        project = session.get_one(Project, done.project_id)
        assert project.name == "Tram Depot Extension"
        assert session.scalar(select(func.count()).select_from(Task)) == 15
    store.revert(store.undo_and_redo()[0][-1].seq, "undo")
    assert dump(store) == before


def test_a_plan_goes_into_the_project_of_its_name_that_has_none_yet(store: Store) -> None:
    key = store.write(LABEL, lambda session: projects.create(session, {"name": "tram depot extension"})).result
    done = bring(store)
    assert (done.project_id, done.created) == (key, False)
    assert bring(store).created, "the project has tasks now, so a second one is made"


def test_a_named_project_gets_the_plan_in_place_of_its_own(store: Store) -> None:
    first = bring(store)
    with store.read() as session:
        shown = imports.preview_plan(session, SAMPLE.name, read_plan(SAMPLE), code=first.code)
    assert (shown.replaces, shown.project_id) == (15, first.project_id)
    second = bring(store, code=first.code.lower())
    assert (second.project_id, second.created) == (first.project_id, False)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 15


def test_a_code_that_is_free_is_given_to_the_new_project(store: Store) -> None:
    assert bring(store, code="D-7").code == "D-7"


def test_fields_that_are_not_understood_are_counted(store: Store) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    plan = read_plan(text.replace("<Summary>0</Summary>", "<Summary>0</Summary><Nonsense>7</Nonsense>").encode())
    with store.read() as session:
        shown = imports.preview_plan(session, "plan.xml", plan)
    assert shown.counts["tasks"] == 15
    assert sum(shown.unknown.values()) == 12


@pytest.mark.parametrize("cut", [10, 200, 3_000, 9_000])
def test_a_plan_that_ends_too_early_is_refused(cut: int) -> None:
    with pytest.raises(PmoError):
        read_plan(SAMPLE.read_bytes()[:cut])
