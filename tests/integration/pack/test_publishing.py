"""Publishing freezes a period for ever: number, snapshot, files, and nothing that edits it afterwards."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.snapshot import digest, from_json, to_bytes
from pmo_desktop.persistence import snapshots
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.persistence.tables import IssuedPack, Period, Project, Snapshot, StatusUpdate, TaskBaseline
from pmo_desktop.services.commands import packs, periods, rows, status
from pmo_desktop.services.publishing import again, prepare
from pmo_desktop.services.queries.packs import (
    audience_named,
    audiences,
    issued_pack,
    issued_packs,
    snapshot_data,
)
from pmo_desktop.services.queries.periods import current_period
from pmo_desktop.services.status_pack import collect_pack

from .publish import LABEL, order, publish

EDIT = Message("set_field", {"field": "x"})


def test_a_published_pack_has_its_data_its_number_its_files_and_a_manifest(sample: Store, tmp_path: Path) -> None:
    issued = publish(sample, tmp_path, languages=("en", "zh_CN"), audiences=("steering", "supplier"))
    with sample.read() as session:
        (pack, *earlier) = issued_packs(session)
        data = snapshot_data(session, pack)
        period = session.get_one(Period, pack.period_id)
        state, moment = period.state, period.published_at
    assert (pack.number, pack.version, pack.corrects, pack.author) == (7, 1, None, "Min")
    assert [other.number for other in earlier] == [6, 5, 4, 3, 2, 1]
    assert data == issued.prepared.data
    assert pack.snapshot == digest(data) == hashlib.sha256(to_bytes(data)).hexdigest()
    assert (state, moment) == ("published", pack.published_at)
    assert [file.name for file in issued.files] == [
        "2026-11 Steering committee pack EN v1.pdf",
        "2026-11 Steering committee 报告包 ZH v1.pdf",
        "2026-11 Steering committee pack EN v1 supplier.pdf",
        "2026-11 Steering committee 报告包 ZH v1 supplier.pdf",
        "2026-11 pack 7 v1 manifest.json",
    ]
    written = json.loads(issued.files[-1].read_text(encoding="utf-8"))
    assert written == pack.manifest
    assert written["snapshot"] == pack.snapshot
    for line, file in zip(written["files"], issued.files, strict=False):
        assert line["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert {"renderer", "program", "reportlab", "zlib", "fonts"} == set(written["made_by"])
    assert len(written["made_by"]["fonts"]) == 6
    assert [path.name for path in tmp_path.glob(".*.part")] == []


def test_the_snapshot_holds_all_and_the_body_is_canonical(sample: Store, tmp_path: Path) -> None:
    issued = publish(sample, tmp_path)
    body = issued.prepared.body
    assert from_json(body) == issued.prepared.data
    assert to_bytes(from_json(body)) == body
    assert b'": ' not in body.split(b'"title"')[0]
    with sample.read() as session:
        stored = session.scalars(select(Snapshot.body).where(Snapshot.sha256 == digest(issued.prepared.data))).one()
    assert len(stored) < len(body) / 3


def test_undo_does_not_take_a_published_pack_back_nor_anything_before_it(sample: Store, tmp_path: Path) -> None:
    with sample.read() as session:
        project = session.scalars(select(Project.id).limit(1)).one()
    sample.write(EDIT, lambda session: rows.set_values(session, "project", [project], {"description": "x"}))
    assert len(sample.undo_and_redo()[0]) == 1
    publish(sample, tmp_path)
    assert sample.undo_and_redo() == ([], [])


def test_a_published_period_is_read_only_in_every_command_that_writes_it(sample: Store, tmp_path: Path) -> None:
    publish(sample, tmp_path)
    with sample.read() as session:
        period = current_period(session)
        assert period is not None
        report, project = session.execute(
            select(StatusUpdate.id, StatusUpdate.project_id).where(StatusUpdate.period_id == period.id).limit(1)
        ).one()
    attempts = {
        "a report": lambda session: rows.set_values(session, "status_update", [report], {"reason": "x"}),
        "a status": lambda session: status.write(session, project, {"overall": "G"}),
        "a rating": lambda session: rows.set_values(session, "project", [project], {"rag_overall": "G"}),
        "the period": lambda session: periods.publish(session, period.id),
    }
    for name, attempt in attempts.items():
        with pytest.raises(PmoError) as caught:
            sample.write(EDIT, attempt)
        assert caught.value.message_id in ("period_published", "period_none_open"), name
    with sample.reader() as session, pytest.raises(PmoError) as refused:
        prepare(session, order(sample))
    assert refused.value.message_id == "period_published"


def test_the_next_period_leaves_the_figures_of_the_published_one(sample: Store, tmp_path: Path) -> None:
    before = publish(sample, tmp_path).prepared.data
    sample.write(EDIT, lambda session: periods.open_next(session, date(2026, 12, 18)))

    def worsen(session: object) -> None:
        for project in session.scalars(select(Project)):  # type: ignore[attr-defined]
            project.forecast = 1
            project.name = "Renamed"

    sample.write(EDIT, worsen)
    with sample.read() as session:
        assert snapshot_data(session, issued_pack(session, 7)) == before
        shown = collect_pack(session, as_of=date(2026, 11, 20))
    assert shown.issue == 7
    assert [p.forecast for p in shown.projects if shown.status(p)] == [
        p.forecast for p in before.projects if before.status(p)
    ]


def test_a_correction_is_a_new_version_that_says_what_it_corrects(sample: Store, tmp_path: Path) -> None:
    first = publish(sample, tmp_path)
    period = first.prepared.order.period_id
    sample.write(Message("reopen_period", {"day": date(2026, 11, 20)}), lambda session: packs.reopen(session, period))
    sample.write(
        EDIT,
        lambda session: status.write(session, session.scalars(select(Project.id)).first(), {"reason": "Corrected"}),
    )
    with sample.reader() as session, pytest.raises(PmoError) as caught:
        prepare(session, order(sample, note="  "))
    assert caught.value.message_id == "pack_correction_needs_note"
    second = publish(sample, tmp_path, note="The reason of one project was wrong.")
    with sample.read() as session:
        newest, old = issued_packs(session)[:2]
        assert snapshot_data(session, old) == first.prepared.data
        kept = snapshot_data(session, newest)
    assert (newest.number, newest.version, newest.corrects) == (8, 2, 7)
    assert newest.note == kept.correction == "The reason of one project was wrong."
    assert (old.is_newest, newest.is_newest) == (False, True)
    assert second.files[0].name.endswith("EN v2.pdf")
    assert first.files[0].exists()
    # It is set beside the pack of the period before, not beside the version that it corrects.
    assert kept.changes is not None
    assert kept.changes.issue == 6


def test_only_a_published_period_with_a_pack_is_opened_again(sample: Store, tmp_path: Path) -> None:
    wanted = order(sample).period_id
    with pytest.raises(PmoError) as caught:
        sample.write(EDIT, lambda session: packs.reopen(session, wanted))
    assert caught.value.message_id == "period_open_already"
    sample.write(EDIT, lambda session: periods.publish(session, wanted))
    with pytest.raises(PmoError) as caught:
        sample.write(EDIT, lambda session: packs.reopen(session, wanted))
    assert caught.value.message_id == "period_without_pack"


def test_a_change_between_preparing_and_publishing_is_noticed(sample: Store, tmp_path: Path) -> None:
    with sample.reader() as session:
        prepared = prepare(session, order(sample))
    staged = prepared.stage(tmp_path)
    sample.write(EDIT, lambda session: setattr(session.scalars(select(Project)).first(), "description", "new"))
    with pytest.raises(PmoError) as caught:
        sample.write(LABEL, lambda session: packs.publish(session, prepared), origin="made")
    assert caught.value.message_id == "pack_changed_meanwhile"
    staged.discard()
    assert list(tmp_path.glob("*.pdf")) == []
    assert list(tmp_path.glob(".*.part")) == []
    with sample.read() as session:
        assert len(issued_packs(session)) == 6


def test_a_folder_that_is_not_there_leaves_nothing_published(sample: Store, tmp_path: Path) -> None:
    with sample.reader() as session:
        prepared = prepare(session, order(sample))
    with pytest.raises(PmoError) as caught:
        prepared.stage(tmp_path / "missing")
    assert caught.value.message_id == "export_failed"


def test_preparing_can_be_cancelled(sample: Store) -> None:
    class StoppedError(Exception):
        pass

    seen: list[float] = []

    def stop(share: float) -> None:
        seen.append(share)
        if share > 0.5:
            raise StoppedError

    with sample.reader() as session, pytest.raises(StoppedError):
        prepare(session, order(sample, languages=("en", "zh_CN")), stop)
    assert seen == sorted(seen)


def test_a_pack_can_be_the_first_of_a_store(tmp_path: Path) -> None:
    store = create_store(tmp_path / "new.pmow")
    store.write(EDIT, lambda session: periods.open_next(session, date(2026, 1, 30)))
    issued = publish(store, tmp_path)
    store.close()
    assert issued.number == 1
    assert issued.prepared.data.changes is None


def test_a_snapshot_that_was_damaged_is_said(sample: Store, tmp_path: Path) -> None:
    publish(sample, tmp_path)
    sample.close()
    with sqlite3.connect(sample.path) as connection:
        connection.execute(
            "UPDATE snapshot SET body = zeroblob(20) "
            "WHERE sha256 IN (SELECT snapshot FROM issued_pack WHERE number = 7)"
        )
    connection.close()
    store = open_store(sample.path)
    with store.read() as session, pytest.raises(PmoError) as caught:
        again(session, 7, "en", "A4")
    store.close()
    assert caught.value.message_id == "snapshot_damaged"


def test_a_baseline_that_was_edited_quietly_shows_in_the_next_pack(sample: Store, tmp_path: Path) -> None:
    publish(sample, tmp_path)
    sample.write(EDIT, lambda session: periods.open_next(session, date(2026, 12, 18)))
    with sample.read() as session:
        project = session.scalars(select(Project).where(Project.code == "P-118")).one()
        uid, key = project.uid, project.id

    def edit(session: object) -> None:
        line = session.scalars(select(TaskBaseline).where(TaskBaseline.project_id == key)).first()  # type: ignore[attr-defined]
        line.finish = datetime(2028, 1, 31, 17)

    sample.write(EDIT, edit)
    with sample.read() as session:
        data = collect_pack(session)
    assert data.changes is not None
    assert [(move.project, move.kind) for move in data.changes.quiet] == [(uid, "baseline_edited")]
    grade = next(p.confidence for p in data.projects if p.uid == uid)
    assert grade is not None
    assert grade.unapproved == 1


def test_the_trend_of_a_milestone_is_that_of_the_issued_packs(sample: Store) -> None:
    with sample.read() as session:
        data = collect_pack(session)
        told = {pack.data_date: snapshot_data(session, pack) for pack in issued_packs(session)}
    stone = next(m for m in data.milestones if m.name == "UAT exit" and m.actual is None)
    assert [day for day, _ in stone.trend] == [*sorted(told), data.data_date]
    for day, expected in stone.trend[:-1]:
        assert next(m for m in told[day].milestones if m.uid == stone.uid).expected == expected
    assert stone.trend[-1][1] == stone.expected
    assert stone.previous == stone.trend[-2][1]


def test_audiences_are_edited_named_and_forgotten(sample: Store) -> None:
    made = sample.write(
        EDIT, lambda session: packs.save_audience(session, "", "Auditors", ["names"], [" private "], new=True)
    ).result
    sample.write(EDIT, lambda session: packs.save_audience(session, "board", "", ["money"]))
    with sample.read() as session:
        auditors = audience_named(session, "auditors")
        assert (auditors.masks, auditors.tags) == (frozenset({"names"}), ("private",))
        assert audience_named(session, "Board").masks == frozenset({"money"})
        board = next(view.id for view in audiences(session) if view.audience.key == "board")
        assert len(audiences(session)) == 5
    with pytest.raises(PmoError) as caught:
        sample.write(EDIT, lambda session: packs.save_audience(session, "", "AUDITORS", [], new=True))
    assert caught.value.message_id == "audience_name_taken"
    with pytest.raises(PmoError) as caught:
        sample.write(EDIT, lambda session: packs.save_audience(session, "", " ", [], new=True))
    assert caught.value.message_id == "audience_needs_name"
    sample.write(EDIT, lambda session: packs.delete_audience(session, board))
    sample.write(EDIT, lambda session: packs.delete_audience(session, made))
    with sample.read() as session:
        assert audience_named(session, "board").masks == frozenset({"issues"})
        with pytest.raises(PmoError) as caught:
            audience_named(session, "auditors")
    assert caught.value.message_id == "audience_unknown"


def test_a_copy_made_again_is_masked_as_the_audience_was_then(sample: Store, tmp_path: Path) -> None:
    issued = publish(sample, tmp_path, audiences=("supplier",))
    sample.write(EDIT, lambda session: packs.save_audience(session, "supplier", "", []))
    with sample.read() as session:
        made = again(session, 7, "en", "A4", "supplier")
    assert made.pdf == issued.pdf("supplier").read_bytes()


@pytest.mark.parametrize(
    "body", [b"[]", b"3", b"{", b'{"schema": 1, "milestones": [{"forecast": "soon"}]}', b"[" * 5000]
)
def test_a_snapshot_that_is_none_is_said_in_a_sentence(sample: Store, body: bytes) -> None:
    def plant(session: Any) -> None:
        pack = session.scalars(select(IssuedPack).where(IssuedPack.number == 6)).one()
        pack.snapshot = snapshots.put(session, body)

    sample.write(EDIT, plant)
    with sample.read() as session:
        with pytest.raises(PmoError) as caught:
            collect_pack(session)
        assert caught.value.message_id == "pack_snapshot_unreadable"
        with pytest.raises(PmoError) as caught:
            again(session, 6, "en", "A4")
        assert caught.value.message_id == "pack_snapshot_unreadable"
