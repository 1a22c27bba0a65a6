"""`pmo-desktop simulate`: a case file, and a stored project with its register."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pmo_desktop import cli
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.domain.uncertainty import Distribution
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import CorrelationGroup, Project, Risk, RiskResponse, RiskTask, Task
from pmo_desktop.scheduling import schedule
from pmo_desktop.scheduling.simulation import simulate
from pmo_desktop.scheduling.simulation.fitness import unfit
from pmo_desktop.services.planning import save_plan
from pmo_desktop.services.simulation import ProjectModel, project_model
from tests.unit.scheduling.plans import at, plan, task

LABEL = Message("set_field", {"field": "x"})

CASE = {
    "tasks": [{"id": "a", "duration": {"triangular": [8, 10, 15]}}, {"id": "b", "duration": {"fixed": [5]}}],
    "links": [["a", "b"]],
    "risks": [
        {"id": "r", "probability": 0.3, "days": {"fixed": [10]}, "cost": {"uniform": [1, 2]}, "tasks": ["a"]}
    ],
    "correlation": [{"tasks": ["a", "b"], "rho": 0.5}],
}  # fmt: skip

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        status = cli.run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def test_a_case_prints_its_spreads_and_criticality(run: Run, case: Path) -> None:
    status, out, err = run("simulate", case, "--json", "--iterations", 20_000)
    assert (status, err) == (0, "")
    found = json.loads(out)
    names = {"mean", "sd", "p10", "p50", "p80", "p90"}
    assert set(found["finish_days"]) == names
    assert set(found["cost"]) == names
    assert found["criticality"] == {"a": 1.0, "b": 1.0}
    assert found["finish_days"]["mean"] == pytest.approx(11 + 5 + 3, rel=0.002)
    assert found["cost"]["mean"] == pytest.approx(0.45, rel=0.01)
    assert found["planned"]["finish_days"] == 15


def test_the_same_seed_prints_the_same_and_a_small_case_is_done_more_often(run: Run, case: Path) -> None:
    first, again = (run("simulate", case, "--json", "--iterations", 500, "--seed", 3)[1] for _ in range(2))
    assert first == again
    assert first != run("simulate", case, "--json", "--iterations", 500, "--seed", 4)[1]
    assert json.loads(run("simulate", case, "--json")[1])["iterations"] == 500_000


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_person_reads_a_table(run: Run, case: Path, language: str) -> None:
    status, out, _ = run("simulate", case, "--lang", language, "--iterations", 500)
    assert status == 0
    assert "P80" in out
    assert ("Criticality" if language == "en" else "关键度") in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--iterations", "0"),
        ("--iterations", "many"),
        ("--seed", "-1"),
        ("--store", "x.pmow"),
        ("gone.json",),
    ],
)
def test_a_wrong_wish_is_one_line(run: Run, case: Path, arguments: tuple[str, ...]) -> None:
    status, out, err = run("simulate", *([] if arguments[0].endswith(".json") else [case]), *arguments, "--json")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


class Book:
    """A store with one project: a chain of design, code and test below a summary."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store: Store = create_store(path)
        rows = (
            PlanTask(11, "Build"),
            PlanTask(12, "Design", outline_level=2, duration=5 * 480, cost=100_00),
            PlanTask(13, "Code", outline_level=2, duration=10 * 480),
            PlanTask(14, "Test", outline_level=2, duration=5 * 480),
        )
        made = Plan(rows, (PlanLink(12, 13), PlanLink(13, 14)), plan_start=datetime(2026, 3, 2, 8))

        def work(session: Session) -> object:
            project = Project(code="P-1", name="One", currency="EUR")
            session.add(project)
            session.flush()
            self.project_id = project.id
            self.ids = dict(save_plan(session, project.id, made))
            test = session.get_one(Task, self.ids[14])
            test.shape, test.most_likely = "fixed", 5 * 480
            return None

        self.store.write(LABEL, work)

    def add_risk(self, tasks: tuple[int, ...] = (), responses: tuple[dict[str, Any], ...] = (), **fields: Any) -> None:
        given = {"project_id": self.project_id, "code": "R-1", "title": "Late", "likelihood": 40} | fields

        def work(session: Session) -> object:
            risk = Risk(**given)
            session.add(risk)
            session.flush()
            session.add_all([RiskTask(risk_id=risk.id, task_id=task) for task in tasks])
            session.add_all([RiskResponse(risk_id=risk.id, **response) for response in responses])
            return None

        self.store.write(LABEL, work)

    def model(self) -> ProjectModel:
        with self.store.read() as session:
            return project_model(session, self.project_id)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.pmow")
    yield made
    made.store.close()


def test_a_project_is_its_plan_with_a_template_where_there_is_no_estimate(book: Book) -> None:
    project = book.model()
    assert [(note.id, note.count) for note in project.notes] == [("simulation_template_used", 2)]
    result = simulate(project.model, 4_000)
    assert result.planned_days == 20
    assert result.finish_days.mean == pytest.approx(5 + 15 * 1.05, rel=0.001)
    assert result.cost_spread.mean == pytest.approx(100_00 * 1.05, rel=0.001)


def test_open_risks_of_the_register_count_and_closed_ones_do_not(book: Book) -> None:
    design = book.ids[12]
    book.add_risk(days_impact=10, cost_impact=500_00, tasks=(design,))
    book.add_risk(code="R-2", status="closed", days_impact=99)
    book.add_risk(code="R-3", likelihood=None, probability=3, days_impact=None, cost_impact=None)
    book.add_risk(code="R-4", kind="opportunity", likelihood=None, probability=5, days_impact=2)
    project = book.model()
    assert [risk.name for risk in project.model.risks] == ["R-1 Late", "R-4 Late"]
    assert [(note.id, note.count) for note in project.notes][1:] == [
        ("simulation_risks_left_out", 1),
        ("simulation_risks_unmapped", 1),
    ]
    first, fourth = project.model.risks
    assert (first.probability, first.tasks) == (0.4, (project.model.keys[design],))
    assert (fourth.probability, fourth.opportunity) == (0.9, True)
    result = simulate(project.model, 4_000)
    assert result.finish_days.mean == pytest.approx(20.75 + 4 - 1.8, rel=0.002)


def test_a_target_is_a_response_and_responses_of_their_own_go_before_it(book: Book) -> None:
    book.add_risk(days_impact=10, target_probability=1, response_plan="Second source")
    (risk,) = book.model().model.risks
    assert [(item.name, item.cost, item.probability) for item in risk.responses] == [("Second source", 0, 0.025)]
    done = {"title": "Did", "status": "done", "probability_after": 1}
    train = {"title": "Train", "cost": 10, "days_cut": 90, "likelihood_after": 15}
    book.add_risk(code="R-2", days_impact=10, target_probability=1, responses=(done, train))
    _, other = book.model().model.risks
    assert [(item.name, item.cost, item.probability) for item in other.responses] == [("Train", 10, 0.15)]
    assert other.responses[0].days == Distribution("fixed", (pytest.approx(1.0),))


def test_three_points_of_the_register_and_of_the_plan_are_triangles(book: Book) -> None:
    book.add_risk(days_low=2, days_high=10, cost_low=1, cost_likely=2, cost_high=9, tasks=(book.ids[13],))
    (risk,) = book.model().model.risks
    assert risk.days == Distribution("triangular", (2, 6, 10))
    assert risk.cost == Distribution("triangular", (1, 2, 9))

    def estimate(session: Session) -> None:
        task = session.get_one(Task, book.ids[12])
        task.shape, task.optimistic, task.most_likely, task.pessimistic = "pert", 480, 960, 4800

    book.store.write(LABEL, estimate)
    assert book.model().model.durations[book.ids[12]] == Distribution("pert", (480, 960, 4800))


def test_a_task_may_be_hit_by_days_or_a_factor_of_its_own(book: Book) -> None:
    book.add_risk(days_impact=4, likelihood=100, tasks=(book.ids[12], book.ids[13]))

    def own(session: Session) -> None:
        hit = session.query(RiskTask).filter_by(task_id=book.ids[13]).one()
        hit.days_likely, hit.factor = 1, 2.0

    before = simulate(book.model().model, 500).finish_days.mean
    book.store.write(LABEL, own)
    (risk,) = book.model().model.risks
    assert [(one.task, one.days, one.factor) for one in risk.hits] == [
        (book.model().model.keys[book.ids[13]], Distribution("fixed", (1,)), Distribution("fixed", (2.0,)))
    ]
    # Code takes twice its time (10.5 days in the middle) and one day more in place of four.
    assert simulate(book.model().model, 500).finish_days.mean - before == pytest.approx(7.5, rel=0.01)


def test_a_response_leaves_a_share_of_the_days_of_a_task(book: Book) -> None:
    book.add_risk(days_impact=4, likelihood=100, tasks=(book.ids[12],), responses=({"title": "Train", "days_cut": 75},))

    def own(session: Session) -> None:
        session.query(RiskTask).one().days_likely = 8

    book.store.write(LABEL, own)
    model = book.model().model
    (response,) = model.risks[0].responses
    after = model.responding(frozenset({response.key}))
    assert after.risks[0].hits[0].days == Distribution("fixed", (2.0,))
    gained = simulate(model, 500).finish_days.mean - simulate(after, 500).finish_days.mean
    assert gained == pytest.approx(6, rel=0.01)


def test_the_ends_of_three_points_out_of_order_are_one_sentence(book: Book) -> None:
    book.add_risk(days_low=9, days_likely=1, days_high=3)
    with pytest.raises(PmoError) as caught:
        simulate(book.model().model, 100)
    assert "R-1 Late" in str(caught.value.values)


def test_tasks_of_a_group_vary_together(book: Book) -> None:
    def group(session: Session) -> None:
        made = CorrelationGroup(project_id=book.project_id, name="One team", rho=0.5)
        session.add(made)
        session.flush()
        for uid in (12, 13):
            session.get_one(Task, book.ids[uid]).correlation_group_id = made.id

    book.store.write(LABEL, group)
    (found,) = book.model().model.correlation
    assert (found.rho, len(found.tasks)) == (0.5, 2)


def test_a_stored_project_prints_dates_too(book: Book, run: Run) -> None:
    book.add_risk(days_impact=10, cost_impact=500_00)
    book.store.close()
    status, out, err = run("simulate", "--store", book.path, "--project", "p-1", "--iterations", 1_000, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["finish"]["planned"] == "2026-03-27T17:00"
    assert found["finish"]["p10"] <= found["finish"]["p50"] <= found["finish"]["p80"] <= found["finish"]["p90"]
    assert found["criticality"] == {"12": 1.0, "13": 1.0, "14": 1.0}
    assert found["currency"] == "EUR"
    assert [risk["name"] for risk in found["risks"]] == ["R-1 Late"]
    assert {row["name"] for row in found["tasks"]} == {"Design", "Code"}
    status, out, _ = run("simulate", "--store", book.path, "--project", "P-1", "--iterations", 100, "--lang", "zh_CN")
    assert status == 0
    assert "R-1 Late" in out
    assert run("simulate", "--store", book.path, "--project", "P-9")[0] == 2


def test_a_network_that_is_not_fit_is_said_with_its_tasks() -> None:
    rows = [
        task(1, 2),
        task(2, 1, constraint="MSO", constraint_date=at(5)),
        task(3, 1),
        task(4, 1, manual=True, manual_start=at(7)),
        task(5, 1, percent_complete=100, actual_start=at(5), actual_finish=at(5, 17)),
    ]
    made = plan(rows, ["1 FS 2"])
    found = {item.message.id: item.tasks for item in unfit(made, schedule(made))}
    assert found == {
        "simulation_negative_float": (1, 2),
        "simulation_hard_constraints": (2,),
        "simulation_manual_tasks": (4,),
        "simulation_open_starts": (1, 3, 4),
        "simulation_open_ends": (2, 3, 4),
    }
    sound = plan([task(1, 1), task(2, 1), task(3, 1)], ["1 FS 2", "2 FS 3"])
    assert unfit(sound, schedule(sound)) == ()


def test_links_of_summaries_close_open_ends() -> None:
    rows = [task(1, 1), task(2), task(3, 1, outline_level=2), task(4, 1, outline_level=2), task(5, 1)]
    made = plan(rows, ["1 FS 2", "2 FS 5"])
    assert unfit(made, schedule(made)) == ()
