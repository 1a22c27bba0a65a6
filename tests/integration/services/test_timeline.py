"""The timeline of the sample portfolio and of a large one, and the dependencies between projects."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Dependency, Project
from pmo_desktop.services.commands import baselines, dependencies, plan, plan_rows, projects
from pmo_desktop.services.commands.dependencies import End
from pmo_desktop.services.demo import make_demo
from pmo_desktop.services.demo.large import make_large
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.queries import dependencies as queries
from pmo_desktop.services.queries.dependencies import DependencyRow, dated, ends_of, task_choices
from pmo_desktop.services.queries.timeline import (
    Outline,
    external_links,
    gate_in,
    outlines,
    plans_touched,
    timeline,
)
from tests.integration.plan.conftest import START, small_plan

from .world import LABEL


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = create_store(tmp_path_factory.mktemp("timeline") / "demo.pmow")
    store.write(Message("demo_made"), lambda session: make_demo(session, "en"))
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two projects with the same plan, the second of them 14 days later, both with a baseline."""
    store = create_store(tmp_path / "two.pmow")
    store.write(LABEL, _two)
    yield store
    store.close()


def _two(session: Session) -> None:
    from dataclasses import replace

    for number in (1, 2):
        project = Project(code=f"P-{number}", name=f"Project {number}")
        session.add(project)
        session.flush()
        start = START + timedelta(days=14 * (number - 1))
        save_plan(session, project.id, replace(small_plan(), plan_start=start))
        baselines.set_baseline(session, project.id, 0)


def ids(store: Store, project_id: int) -> dict[str, int]:
    with store.read() as session:
        return {task.name: task.uid for task in load_plan(session, project_id).tasks}


def read(store: Store) -> tuple[DependencyRow, ...]:
    with store.read() as session:
        rows = queries.dependencies(session)
        return dated(rows, outlines(session, [1, 2], ends_of(rows)))


def link(store: Store, giver: End, taker: End, **values: object) -> int:
    change = store.write(
        LABEL, lambda session: dependencies.create(session, {"title": "Data", **values}, giver=giver, taker=taker)
    )
    assert isinstance(change.result, int)
    return change.result


def test_the_sample_has_phases_gates_and_baselines_that_fit_its_stored_dates(demo: Store) -> None:
    with demo.read() as session:
        view = timeline(session)
        found = outlines(session, [row.id for row in view.rows])
    planned = [row for row in view.rows if row.has_plan]
    assert len(planned) > 10
    for row in planned:
        outline = found[row.id]
        assert outline.problem is None
        assert len(outline.phases) >= 2, row.code
        assert row.start is not None
        assert row.finish is not None
        first = min(phase.start.date() for phase in outline.phases)
        last = max([*(phase.finish.date() for phase in outline.phases), *(stone.at.date() for stone in outline.stones)])
        assert row.start <= first, row.code
        assert last <= row.finish, row.code
        assert view.promised_start[row.id] <= row.finish
    codes = {stone.code for outline in found.values() for stone in outline.stones}
    assert {"", "G1", "G2", "G3", "G4"} <= codes


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sample_has_dependencies_of_every_state(tmp_path: Path, language: str) -> None:
    store = create_store(tmp_path / "demo.pmow")
    store.write(Message("demo_made"), lambda session: make_demo(session, language))
    with store.read() as session:
        rows = queries.dependencies(session)
        found = outlines(session, sorted({row.giver.project_id or 0 for row in rows} | {
            row.taker.project_id or 0 for row in rows}), ends_of(rows))  # fmt: skip
    store.close()
    states = {row.code: row.state for row in dated(rows, found)}
    assert states == {
        "DP-001": "ok",
        "DP-002": "broken",
        "DP-003": "ok",
        "DP-004": "tight",
        "DP-005": "tight",
        "DP-006": "done",
    }
    assert all(row.taker.task for row in rows)
    (broken,) = (row for row in dated(rows, found) if row.state == "broken")
    assert broken.hold_until is not None


def test_a_large_portfolio_is_read_at_once_and_its_plans_in_seconds(tmp_path: Path) -> None:
    store = create_store(tmp_path / "large.pmow")
    store.write(Message("demo_made"), lambda session: make_large(session, projects=60, tasks=12_000, risks=10))
    steps: list[tuple[int, int]] = []
    with store.read() as session:
        timeline(session)
        begin = time.process_time()
        view = timeline(session)
        read_in = time.process_time() - begin
        found = outlines(session, [row.id for row in view.rows], (), lambda done, total: steps.append((done, total)))
    store.close()
    assert read_in < 0.2, "60 of 300 projects: nothing is scheduled to open the page"
    assert len(found) == 60
    assert all(outline.phases for outline in found.values())
    assert steps == [(done, 60) for done in range(60)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Gate 3: design approved", "G3"), ("上线决策（关口 4）", "G4"), ("阶段门2", "G2"), ("Investigate 3 sites", ""),
     ("Go / no-go (GATE 04)", "G4"), ("Gateway", "")],
)  # fmt: skip
def test_gates_are_known_by_their_names(name: str, code: str) -> None:
    assert gate_in(name) == code


def test_a_gate_code_goes_before_the_name(store: Store) -> None:
    done = ids(store, 1)["Done"]

    def set_code(session: Session) -> None:
        from pmo_desktop.persistence.tables import Task

        session.get_one(Task, done).gate = "DR5"

    store.write(LABEL, set_code)
    with store.read() as session:
        stones = outlines(session, [1])[1].stones
    assert [(stone.code, stone.name) for stone in stones] == [("", "Approved"), ("DR5", "Done")]


@pytest.mark.parametrize(
    ("kind", "given", "taken", "lag", "state"),
    [
        ("FS", "Blueprint", "Blueprint", 0, "ok"),  # 6 Mar 17:00 to 16 Mar 08:00 is ten days
        ("FS", "Code", "Blueprint", 0, "broken"),  # 20 Mar after 16 Mar
        ("FS", "Blueprint", "Blueprint", 5 * 480, "tight"),  # 13 Mar
        ("FS", "Blueprint", "Blueprint", 6 * 480, "broken"),  # 16 Mar 17:00
        ("FS", "Code", "Blueprint", -5 * 480, "tight"),  # 13 Mar
        ("SS", "Code", "Blueprint", 0, "tight"),  # 9 Mar to 16 Mar
        ("FF", "Code", "Blueprint", 0, "tight"),  # 20 Mar to 20 Mar, the same minute
        ("SF", "Test", "Blueprint", 0, "broken"),  # 23 Mar after 20 Mar
    ],
)
def test_the_state_follows_kind_and_lag(store: Store, kind: str, given: str, taken: str, lag: int, state: str) -> None:
    link(store, End(1, ids(store, 1)[given]), End(2, ids(store, 2)[taken]), kind=kind, lag=lag)
    (row,) = read(store)
    assert row.state == state


def test_a_date_that_was_asked_for_goes_before_a_later_start(store: Store) -> None:
    giver, taker = End(1, ids(store, 1)["Approved"]), End(2, ids(store, 2)["Test"])
    key = link(store, giver, taker)
    assert read(store)[0].state == "ok"
    store.write(LABEL, lambda session: dependencies.change(session, key, {"needed_by": date(2026, 3, 5)}))
    (row,) = read(store)
    assert (row.state, row.margin) == ("broken", -1)
    assert row.hold_until is None, "moving the taker would not help"
    store.write(LABEL, lambda session: dependencies.deliver(session, [key], date(2026, 3, 4)))
    assert read(store)[0].state == "done"


def test_from_outside_the_promise_counts_and_to_outside_the_date_asked_for(store: Store) -> None:
    taker = End(2, ids(store, 2)["Blueprint"])
    link(store, End(), taker, promised_on=date(2026, 3, 20))
    link(store, End(1), End(), needed_by=date(2026, 12, 1))
    assert [row.state for row in read(store)] == ["broken", "ok"]


def test_holding_the_taker_moves_its_start_and_only_that(store: Store) -> None:
    key = link(store, End(1, ids(store, 1)["Done"]), End(2, ids(store, 2)["Blueprint"]))
    (row,) = read(store)
    assert row.hold_until == datetime(2026, 3, 27, 17)
    with store.read() as session:
        before = load_plan(session, 1)
    until = row.hold_until
    store.write(LABEL, lambda session: dependencies.hold_taker(session, key, until))
    (row,) = read(store)
    assert row.state == "tight"
    assert row.taker_start == datetime(2026, 3, 30, 8)
    with store.read() as session:
        assert load_plan(session, 1) == before


def test_a_taker_that_ends_with_the_giver_is_held_by_its_start(store: Store) -> None:
    link(store, End(1, ids(store, 1)["Done"]), End(2, ids(store, 2)["Blueprint"]), kind="FF")
    (row,) = read(store)
    assert row.hold_until is not None
    assert row.hold_until - datetime(2026, 3, 16, 8) == datetime(2026, 3, 27, 17) - datetime(2026, 3, 20, 17)


def test_what_cannot_be_is_refused_and_nothing_changes(store: Store) -> None:
    first, second = ids(store, 1), ids(store, 2)
    for giver, taker, message in (
        (End(1), End(1), "dependency_same"),
        (End(1, first["Code"]), End(1, first["Code"]), "dependency_same"),
        (End(1, first["Code"]), End(1), "dependency_same"),
        (End(), End(), "dependency_no_project"),
        (End(1, second["Code"]), End(2), "task_gone"),
        (End(99), End(2), "project_gone"),
    ):
        with pytest.raises(PmoError) as refused:
            link(store, giver, taker)
        assert refused.value.message_id == message
    with pytest.raises(PmoError, match="value_required"):
        link(store, End(1), End(2), title="")
    assert read(store) == ()
    whole = link(store, End(1), End(2))
    with pytest.raises(PmoError, match="dependency_no_task"):
        store.write(LABEL, lambda session: dependencies.hold_taker(session, whole, datetime(2027, 1, 1)))


def test_a_lag_of_a_million_days_is_refused_and_one_in_a_file_harms_nothing(store: Store) -> None:
    with pytest.raises(PmoError, match="dependency_lag_long"):
        link(store, End(1), End(2), lag=480 * 10**6)
    link(store, End(1), End(2), lag=480)

    def write(session: Session) -> None:
        row = session.query(Dependency).one()
        row.lag, row.kind, row.status = 480 * 10**12, "<b>", "?"

    store.write(LABEL, write)
    (row,) = read(store)
    assert row.state == "unknown"
    assert row.hold_until is None


def test_two_tasks_of_one_project_may_depend_on_each_other(store: Store) -> None:
    link(store, End(1, ids(store, 1)["Code"]), End(1, ids(store, 1)["Test"]))
    assert [row.state for row in read(store)] == ["tight"]


def test_a_deleted_task_leaves_the_link_to_its_project_and_codes_run_on(store: Store) -> None:
    code = ids(store, 1)["Code"]
    link(store, End(1, code), End(2))
    link(store, End(2), End(1))
    store.write(LABEL, lambda session: plan_rows.delete_tasks(session, [code]))
    rows = sorted(read(store), key=lambda row: row.code)
    assert [(row.code, row.giver.project_id, row.giver.task_id) for row in rows] == [
        ("DP-001", 1, None),
        ("DP-002", 2, None),
    ]
    store.write(LABEL, lambda session: projects.delete(session, [2]))
    with store.read() as session:
        left = {(row.giver_project_id, row.taker_project_id) for row in session.query(Dependency)}
    assert left == {(1, None), (None, 1)}


def test_links_of_archived_projects_are_not_listed(store: Store) -> None:
    link(store, End(1), End(2))
    store.write(LABEL, lambda session: projects.archive(session, [2]))
    assert read(store) == ()


def test_the_plan_hears_of_its_links_to_other_projects(store: Store) -> None:
    code, test = ids(store, 1)["Code"], ids(store, 2)["Test"]
    key = link(store, End(1, code), End(2, test), needed_by=date(2026, 5, 1))
    with store.read() as session:
        (given,) = external_links(session, 1)
        (taken,) = external_links(session, 2)
    assert (given.dependency_id, given.task_id, given.gives, given.code, given.task) == (key, code, True, "P-2", "Test")
    assert (taken.task_id, taken.gives, taken.project, taken.other_task_id) == (test, False, "Project 1", code)
    assert taken.needed_by == date(2026, 5, 1)


def test_only_plans_that_a_change_touched_are_scheduled_again(store: Store) -> None:
    code = ids(store, 2)["Code"]
    for command, expected in (
        (lambda session: plan.set_task(session, [code], {"duration": "12d"}), {2}),
        (lambda session: plan_rows.add_tasks(session, 1, ["More"]), {1}),
        (lambda session: plan_rows.delete_tasks(session, [code]), {2}),
        (lambda session: dependencies.create(session, {"title": "x"}, giver=End(1), taker=End(2)), set()),
    ):
        change = store.write(LABEL, command)
        with store.read() as session:
            assert plans_touched(session, change) == expected


def test_tasks_are_offered_in_the_order_of_the_outline(store: Store) -> None:
    with store.read() as session:
        words = [name for _, name in task_choices(session, 1)]
    assert words == ["Design", "Blueprint", "Approved", "Build", "Code", "Test", "Done"]


def test_a_project_without_tasks_has_an_empty_outline(store: Store) -> None:
    store.write(LABEL, lambda session: projects.create(session, {"name": "New"}))
    with store.read() as session:
        assert outlines(session, [3]) == {3: Outline()}
        assert outlines(session, [77])[77].problem is not None
