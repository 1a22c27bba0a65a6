"""A status pack says what the store holds, for the period that was asked for, and is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.snapshot import from_json, to_json
from pmo_desktop.persistence.backup import copy_checked
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.persistence.tables import Link, Project, StatusUpdate, Task
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.queries.periods import current_period
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import risk_register
from pmo_desktop.services.status_pack import (
    collect_pack,
    export_pack,
    pack_file_name,
    paper_of,
    project_ids_of,
)

HOSTILE = '<b>&amp;"$\\frac{1}{0}$" =cmd|calc ‮txt 😀 汉字\x00\x1f ' + "long " * 2000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = create_demo(tmp_path_factory.mktemp("pack") / "sample.pmow", "en")
    yield store
    store.close()


@pytest.fixture
def session(demo: Store) -> Iterator[Session]:
    with demo.read() as opened:
        yield opened


def test_the_pack_agrees_with_the_registry(session: Session) -> None:
    pack, shown = collect_pack(session), registry(session)
    assert [p.code for p in pack.projects] == [row.code for row in shown.rows]
    for project, row in zip(pack.projects, shown.rows, strict=True):
        assert project.slip == row.slip
        assert project.variance == row.variance
        assert pack.rating(project) == row.overall
        assert project.percent_complete == row.percent_complete or not row.reported
        assert project.planned_percent == row.planned_percent
        history = tuple(status.overall if (status := project.status_on(day)) else "" for day in pack.periods)
        assert history == row.strip
    assert pack.periods == shown.strip_periods


def test_the_pack_agrees_with_the_risk_register(session: Session) -> None:
    pack, register = collect_pack(session), risk_register(session)
    found = {risk.uid: risk for risk in pack.risks}
    assert len(found) == len(register.rows)
    for row in register.rows:
        risk = found[row.uid]
        assert (risk.score, risk.previous_score, risk.target_score) == (row.score, row.previous_score, row.target_score)
        assert risk.expected_loss == row.expected_loss
        assert risk.is_open == row.is_open
    assert [(point.data_date, point.amount) for point in pack.exposure] == [
        (point.data_date, point.amount) for point in register.exposure
    ]


def test_a_past_period_is_shown_as_it_was_reported(session: Session) -> None:
    pack = collect_pack(session, as_of=date(2026, 9, 30))
    assert pack.data_date == date(2026, 9, 18)
    assert pack.previous_date == date(2026, 8, 21)
    assert not pack.draft
    assert pack.issue == 5
    billing = next(project for project in pack.projects if project.code == "P-124")
    assert billing.slip == 30
    assert pack.rating(billing) == "A"
    assert max(status.data_date for status in billing.statuses) == pack.data_date
    assert all(decision.decided_on is None or decision.decided_on <= pack.data_date for decision in pack.decisions)
    assert any(decision.is_open and decision.code == "D-013" for decision in pack.decisions)
    assert len(pack.risks) < len(collect_pack(session).risks)


def test_chosen_projects_are_all_that_is_in_the_pack(session: Session) -> None:
    ids = project_ids_of(session, ["p-124", " P-130 "])
    pack = collect_pack(session, project_ids=ids)
    assert [project.code for project in pack.projects] == ["P-124", "P-130"]
    uids = {project.uid for project in pack.projects}
    assert {risk.project for risk in pack.risks} == uids
    assert {stone.project for stone in pack.milestones} == uids
    assert len(pack.programmes) == 2


def test_causes_lead_from_the_plan_to_the_forecast(session: Session) -> None:
    pack = collect_pack(session)
    told = [project for project in pack.projects if project.causes]
    assert len(told) >= 15
    for project in told:
        assert sum(cause.amount for cause in project.causes) == project.variance
        sizes = [abs(cause.amount) for cause in project.causes if cause.name]
        assert sizes == sorted(sizes, reverse=True)
        assert len(project.causes) <= 5
        assert min(sizes) * 100 >= sum(sizes)


def test_a_milestone_is_reached_only_up_to_the_data_date(session: Session) -> None:
    pack = collect_pack(session, as_of=date(2026, 7, 17))
    assert all(stone.actual is None or stone.actual <= pack.data_date for stone in pack.milestones)
    golive = [stone for stone in collect_pack(session).milestones if stone.name == "Go-live"]
    assert all(len(stone.trend) >= 3 for stone in golive if stone.previous)


def test_the_snapshot_gives_the_pack_back(session: Session) -> None:
    pack = collect_pack(session)
    assert from_json(to_json(pack)) == pack


def test_the_calculated_rating_is_that_of_the_rules(session: Session) -> None:
    pack = collect_pack(session)
    known = {row.uid: row for row in registry(session).rows}
    for project in pack.projects:
        status = project.status_on(pack.data_date)
        assert status is None or status.calculated == known[project.uid].calculated
    assert {status.calculated for project in pack.projects for status in project.statuses} >= {"G", "A", "R"}


def test_a_report_that_is_too_old_is_not_printed_as_a_rating(demo: Store, tmp_path: Path) -> None:
    copy_checked(demo.path, tmp_path / "old.pmow")
    store = open_store(tmp_path / "old.pmow")

    def age(session: Session) -> None:
        newest = session.query(StatusUpdate).filter_by(period_id=current_period_id(session)).first()
        assert newest is not None
        newest.updated_at = datetime(2026, 9, 1)

    store.write(Message("set_status"), age)
    with store.read() as session:
        pack = collect_pack(session)
    statuses = [project.status_on(pack.data_date) for project in pack.projects]
    assert sum(status is not None and not status.overall for status in statuses) == 1
    store.close()


def current_period_id(session: Session) -> int:
    period = current_period(session)
    assert period is not None
    return period.id


def test_the_same_store_writes_the_same_bytes(demo: Store, tmp_path: Path) -> None:
    written = []
    for name in ("one.pdf", "two.pdf"):
        with demo.reader() as session:
            export_pack(session, tmp_path / name, language="zh_CN", project_ids=project_ids_of(session, ["P-124"]))
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert written[0].startswith(b"%PDF-")


def test_progress_rises_to_one(demo: Store, tmp_path: Path) -> None:
    seen: list[float] = []
    with demo.reader() as session:
        export_pack(session, tmp_path / "pack.pdf", language="en", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[0] < 0.1
    assert seen[-1] == 1.0


def test_a_cancelled_export_leaves_nothing(demo: Store, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise StoppedError

    with demo.reader() as session, pytest.raises(StoppedError):
        export_pack(session, tmp_path / "pack.pdf", language="en", progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "xx"}, "language_unknown"),
        ({"language": "en", "paper": "A3"}, "paper_unknown"),
        ({"language": "en", "as_of": date(2020, 1, 1)}, "pack_period_missing"),
        ({"language": "en", "project_ids": [999_999]}, "project_gone"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_written(
    demo: Store, tmp_path: Path, options: dict[str, object], message: str
) -> None:
    with demo.reader() as session, pytest.raises(PmoError) as caught:
        export_pack(session, tmp_path / "pack.pdf", **options)  # type: ignore[arg-type]
    assert caught.value.message_id == message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(demo: Store, tmp_path: Path) -> None:
    with demo.reader() as session, pytest.raises(PmoError) as caught:
        export_pack(session, tmp_path / "missing" / "pack.pdf", language="en")
    assert caught.value.message_id == "export_failed"


def test_an_unknown_project_code_is_said(session: Session) -> None:
    with pytest.raises(PmoError) as caught:
        project_ids_of(session, ["P-124", "X-1"])
    assert caught.value.values["code"] == "X-1"


def test_paper_names_are_forgiving() -> None:
    assert paper_of(" letter ") == "Letter"


def test_an_empty_store_gives_a_pack(tmp_path: Path) -> None:
    store = create_store(tmp_path / "empty.pmow")
    with store.reader() as session:
        rendered = export_pack(session, tmp_path / "pack.pdf", language="en", as_of=date(2026, 1, 31))
    store.close()
    assert rendered.pages >= 1


def test_a_plan_with_a_loop_still_gives_a_pack(tmp_path: Path) -> None:
    store = create_demo(tmp_path / "loop.pmow", "en")

    def close_the_loop(session: Session) -> None:
        link = session.scalars(select(Link).limit(1)).one()
        session.add(
            Link(project_id=link.project_id, predecessor_id=link.successor_id, successor_id=link.predecessor_id)
        )

    store.write(Message("demo_made"), close_the_loop)
    with store.reader() as session:
        pack = collect_pack(session, project_ids=project_ids_of(session, ["P-101"]))
    store.close()
    assert pack.milestones
    assert all(stone.forecast is None for stone in pack.milestones)


def test_hostile_text_does_not_break_a_page(tmp_path: Path) -> None:
    store = create_demo(tmp_path / "hostile.pmow", "en")

    def spoil(session: Session) -> None:
        for project in session.scalars(select(Project).limit(3)):
            project.name = project.manager = project.description = HOSTILE
        for task in session.scalars(select(Task).where(Task.milestone).limit(20)):
            task.name = HOSTILE

    store.write(Message("demo_made"), spoil)
    with store.reader() as session:
        rendered = export_pack(session, tmp_path / "pack.pdf", language="en")
    store.close()
    assert rendered.pages > 10


@pytest.mark.parametrize(
    ("committee", "language", "name"),
    [
        ("Steering committee", "en", "2026-11 Steering committee pack EN.pdf"),
        ("指导委员会", "zh_CN", "2026-11 指导委员会 报告包 ZH.pdf"),
        ('..\\a/b:c*?"<>|\n', "en", "2026-11 abc pack EN.pdf"),
        ("", "en", "2026-11 pack EN.pdf"),
    ],
)
def test_the_file_name_is_safe(committee: str, language: str, name: str) -> None:
    assert pack_file_name(date(2026, 11, 20), committee, language) == name
