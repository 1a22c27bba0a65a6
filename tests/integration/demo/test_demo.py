"""The sample is complete, the same every time, and its plans bear out what its reports say."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.plan import Plan
from pmo_desktop.persistence import history
from pmo_desktop.persistence.store import Store
from pmo_desktop.persistence.tables import (
    Action,
    Assumption,
    Benefit,
    ChangeRequest,
    CustomField,
    Decision,
    Issue,
    Lesson,
    Period,
    Programme,
    Project,
    Relation,
    Risk,
    RiskResponse,
    RiskScore,
    RiskTask,
    SavedView,
    StatusUpdate,
    Task,
)
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.demo.content import Content, load
from pmo_desktop.services.fields import FIELDS
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.queries.calibration import calibration
from pmo_desktop.services.queries.logs import traces
from pmo_desktop.services.queries.risk_past import draw_down

NOW = datetime(2026, 11, 20, 17)


@pytest.fixture
def session(demo: Store) -> Iterator[Session]:
    with demo.read() as opened:
        yield opened


def plans(session: Session) -> list[tuple[Project, Plan]]:
    projects = session.scalars(select(Project).order_by(Project.code)).all()
    return [(project, load_plan(session, project.id)) for project in projects]


def test_the_sample_has_what_the_product_shows(session: Session) -> None:
    def count(kind: type[Any]) -> int:
        return len(session.scalars(select(kind)).all())

    assert count(Project) == 24
    assert count(Programme) == 4
    assert count(Risk) >= 60
    assert count(Issue) >= 10
    assert count(Decision) >= 6
    assert count(CustomField) == 3
    assert count(SavedView) >= 3
    periods = session.scalars(select(Period).order_by(Period.data_date)).all()
    assert [period.state for period in periods] == ["published"] * 6 + ["open"]
    assert periods[-1].data_date == NOW.date()


def test_every_project_has_a_plan_of_twelve_to_sixty_tasks(session: Session) -> None:
    for project, plan in plans(session):
        assert 12 <= len(plan.tasks) <= 60, project.code
        assert any(task.key for task in plan.tasks)
        assert plan.resources
        assert plan.links
        assert len(plan.baselines) == len(plan.tasks)
    kinds = {link.kind for _project, plan in plans(session) for link in plan.links}
    assert {"FS", "SS", "FF"} <= kinds
    lags = {link.lag for _project, plan in plans(session) for link in plan.links}
    assert min(lags) < 0 < max(lags)


def test_the_engine_finds_the_dates_that_the_sample_promises(session: Session) -> None:
    for project, plan in plans(session):
        found = schedule(plan)
        assert found.project_finish.date() == project.finish, project.code
        assert project.baseline_finish is not None
        promised = max(line.finish for line in plan.baselines if line.finish)
        assert promised.date() == project.baseline_finish, project.code


def test_progress_agrees_with_the_data_date(session: Session) -> None:
    for project, plan in plans(session):
        found = schedule(plan)
        for task in plan.tasks:
            dates = found[task.uid]
            if dates.summary:
                continue
            if dates.finish <= NOW:
                assert task.percent_complete == 100, (project.code, task.name)
                assert task.actual_finish == dates.finish
            elif dates.start < NOW and not task.milestone:
                assert 0 < task.percent_complete < 100, (project.code, task.name)
                assert task.actual_finish is None
                assert task.actual_start == dates.start
            else:
                assert task.percent_complete == 0, (project.code, task.name)
                assert task.actual_start is None


def test_money_adds_up(session: Session) -> None:
    for project, plan in plans(session):
        costs = [task.cost or 0 for task in plan.tasks]
        assert sum(costs) == project.forecast, project.code
        assert sum(task.actual_cost or 0 for task in plan.tasks) == project.actual
        leaves = {task.uid for task in plan.tasks if task.cost is not None}
        assert sum(line.cost or 0 for line in plan.baselines if line.task_uid in leaves) == project.budget
        for task in plan.tasks:
            labour = sum(item.cost or 0 for item in plan.assignments if item.task_uid == task.uid)
            assert (task.fixed_cost or 0) >= 0
            assert (task.cost or 0) == (task.fixed_cost or 0) + labour


def test_the_reported_status_is_borne_out_by_the_figures(session: Session) -> None:
    current = session.scalars(select(Period).where(Period.state == "open")).one()
    for project in session.scalars(select(Project)):
        update = session.scalars(
            select(StatusUpdate).where(StatusUpdate.project_id == project.id, StatusUpdate.period_id == current.id)
        ).first()
        if update is None or not update.overall:
            continue
        assert project.finish is not None
        assert project.baseline_finish is not None
        assert update.finish == project.finish, project.code
        assert update.forecast == project.forecast, project.code
        slip = (project.finish - project.baseline_finish).days
        overrun = ((project.forecast or 0) - (project.budget or 0)) / (project.budget or 1)
        if update.overall == "R":
            assert slip > 30, project.code
            assert overrun >= 0.10
        if update.overall in "GC":
            assert slip <= 10, project.code
            assert overrun < 0.05
        if update.overall == "A":
            assert slip > 10 or overrun >= 0.05, project.code


def test_amber_and_red_carry_a_reason_and_a_next_step(session: Session) -> None:
    limit = {spec.name: spec.limit for spec in FIELDS["status_update"]}
    for update in session.scalars(select(StatusUpdate)):
        if update.overall in ("A", "R"):
            assert update.reason
            assert update.next_step
            assert update.next_owner
            period = session.get_one(Period, update.period_id)
            assert update.next_due is not None
            assert update.next_due > period.data_date
        assert len(update.reason) <= min(140, limit["reason"])
        assert len(update.next_step) <= limit["next_step"]
        assert "{" not in update.reason + update.next_step + update.ask + update.achieved + update.planned


def test_words_that_name_a_slip_name_the_true_one(session: Session) -> None:
    for update in session.scalars(select(StatusUpdate)):
        project = session.get_one(Project, update.project_id)
        assert project.baseline_finish is not None
        assert update.finish is not None
        slip = (update.finish - project.baseline_finish).days
        for found in re.findall(r"(\d+) days late|晚 (\d+) 天", update.reason):
            assert int("".join(found)) == slip, (project.code, update.reason)


def test_choices_are_ones_that_the_catalogue_knows(session: Session) -> None:
    for table, kind in (("project", Project), ("risk", Risk), ("issue", Issue), ("decision", Decision)):
        for spec in FIELDS[table]:
            if spec.kind != "choice" or spec.home != table:
                continue
            known = {choice.value for choice in spec.choices} | {""}
            for row in session.scalars(select(kind)):
                assert getattr(row, spec.name) in known, (table, spec.name)


def test_open_risks_have_cause_event_effect_and_a_score_for_each_period_since(session: Session) -> None:
    for risk in session.scalars(select(Risk).where(Risk.closed_on.is_(None))):
        assert all((risk.title, risk.cause, risk.event, risk.effect, risk.response_plan, risk.owner, risk.category))
        scores = session.scalars(
            select(RiskScore).where(RiskScore.risk_id == risk.id).order_by(RiskScore.period_id)
        ).all()
        assert scores
        assert (scores[-1].probability, scores[-1].impact) == (risk.probability, risk.impact)


def test_the_two_languages_tell_the_same_with_the_same_numbers(tmp_path: Path) -> None:
    dumps = {}
    for language in ("en", "zh_CN"):
        with_store = create_demo(tmp_path / f"{language}.pmow", language)
        with with_store.read() as session:
            dumps[language] = [
                (project.uid, project.budget, project.forecast, project.actual, project.finish, project.stage)
                for project in session.scalars(select(Project).order_by(Project.code))
            ] + [
                (task.uid, task.duration, task.percent_complete, task.actual_start, task.cost)
                for task in session.scalars(select(Task).order_by(Task.id))
            ]
        with_store.close()
    assert dumps["en"] == dumps["zh_CN"]


def test_no_text_is_left_in_the_other_language() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")

    def pairs(value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for item in value.values():
                yield from pairs(item)
        elif isinstance(value, list):
            if len(value) == 2 and all(isinstance(item, str) for item in value) and chinese.search(value[1]):
                yield value[0], value[1]
            else:
                for item in value:
                    yield from pairs(item)

    found = 0
    for name in ("digital", "grid", "customer", "workplace", "portfolio"):
        for english, other in pairs(load(name)):
            found += 1
            assert not chinese.search(english), english
            assert english
            assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", other)), english
    assert found > 500


def test_two_samples_are_equal(tmp_path: Path) -> None:
    def dump(path: Path) -> list[str]:
        create_demo(path, "en").close()
        with sqlite3.connect(path) as connection:
            lines = [line for line in connection.iterdump() if 'INTO "history' not in line]
        connection.close()
        return lines

    assert dump(tmp_path / "one.pmow") == dump(tmp_path / "two.pmow")


def test_the_history_tells_one_step_that_nobody_can_undo(demo: Store) -> None:
    with demo.read() as session:
        assert [entry.label.id for entry in history.entries(session)] == ["demo_made"]
    assert demo.undo_and_redo() == ([], [])


def test_the_content_names_its_periods() -> None:
    content = Content.of("en")
    assert content.periods[-1] == date(2026, 11, 20)
    assert [day.weekday() for day in content.periods] == [4] * 7


def test_every_log_tells_its_part_of_the_story(session: Session) -> None:
    least = {Action: 10, Assumption: 7, ChangeRequest: 5, Lesson: 5, Benefit: 6, RiskResponse: 8, RiskTask: 6}
    for kind, count in least.items():
        assert len(session.scalars(select(kind)).all()) >= count, kind  # type: ignore[call-overload]
    found = calibration(session)
    assert found.overall is not None
    assert found.count >= 20
    left = draw_down(session, None, date(2026, 11, 20))
    assert left is not None
    assert 0 < left.left < left.set_aside
    for trace in session.scalars(select(Relation)):
        assert traces(session, trace.source_table, trace.source_id)


def test_the_simulated_projects_are_in_doubt_of_their_dates(session: Session) -> None:
    project = session.scalars(select(Project).where(Project.code == "P-124")).one()
    assert session.scalars(select(Task).where(Task.project_id == project.id, Task.shape != "")).first() is not None
