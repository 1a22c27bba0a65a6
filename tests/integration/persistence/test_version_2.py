"""A store of version 1, upgraded to version 2."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.uid import new_uid
from pmo_desktop.persistence import schema, snapshots
from pmo_desktop.persistence.files import APPLICATION_ID, connect
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.persistence.tables import CustomField, History, Project, Snapshot, Task

TABLES = Path(__file__).with_name("version_1.sql")
PROJECT = """
INSERT INTO project (id, uid, code, name, description, sponsor, manager, project_class, stage, archived, currency, tags,
    custom, from_finish, minutes_per_day, minutes_per_week, days_per_month, default_start, default_finish,
    critical_slack, plan_extra)
VALUES (?, ?, ?, 'Name', '', '', '', '', 'idea', 0, 'EUR', '[]', '{}', 0, 480, 2400, 20, 480, 1020, 0, ?)
"""
TASK = """
INSERT INTO task (id, uid, project_id, position, outline_level, wbs, name, milestone, key, active, manual, duration,
    duration_format, elapsed, estimated, kind, effort_driven, ignore_resource_calendar, constraint_type, priority,
    levelling_delay, percent_complete, physical_percent_complete, splits, owner, notes, custom, extra)
VALUES (1, 'u', 1, 0, 1, '', 'Dig', 0, 0, 1, 0, 480, 7, 0, 0, 'fixed_units', 0, 0, 'ASAP', 500, 0, 0, 0, '[]', '', '',
    '{}', '{}')
"""
FIELD = "INSERT INTO custom_field (id, uid, name, kind, choices, position) VALUES (1, 'f', 'Region', 'text', '[]', 0)"


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A store as version 1 left it, with a plan that came from Primavera."""
    path = tmp_path / "old.pmow"
    path.touch()
    connection = connect(path, mode="rw")
    connection.executescript(TABLES.read_text(encoding="utf-8"))
    modes = {"mode:progress_mode": "retained_logic", "mode:reschedule_remaining": True, "Author": "x"}
    connection.execute(PROJECT, (1, "p1", "A", json.dumps(modes)))
    connection.execute(PROJECT, (2, "p2", "B", "{}"))
    connection.execute(TASK)
    connection.execute(FIELD)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    return path


def test_it_has_the_tables_of_a_new_store_and_its_rows(old_store: Path) -> None:
    store = open_store(old_store)
    with store.read() as session:
        first, second = session.get_one(Project, 1), session.get_one(Project, 2)
        assert (first.progress_mode, first.reschedule_remaining) == ("retained_logic", True)
        assert first.plan_extra == {"Author": "x"}
        assert (second.progress_mode, second.reschedule_remaining) == ("project", False)
        task = session.get_one(Task, 1)
        assert (task.name, task.gate, task.origin_id, task.shape) == ("Dig", "", None, "")
        assert session.get_one(CustomField, 1).record == "project"
    store.close()
    connection = connect(old_store, mode="ro")
    assert schema.shape(connection) == schema.expected_shape()
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_what_it_was_stays_beside_it_and_edits_can_be_undone(old_store: Path) -> None:
    store = open_store(old_store)
    made = store.write(Message("edit"), lambda session: setattr(session.get_one(Task, 1), "gate", "G3"))
    store.revert(made.seq, "undo")
    with store.read() as session:
        assert session.get_one(Task, 1).gate == ""
    store.close()
    kept = sqlite3.connect(old_store.with_name("old.v1.pmow"))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_store(tmp_path / "new.pmow")


def keep(store: Store, body: bytes) -> str:
    """Keep a snapshot beside a project that is new, as publishing keeps it beside the issued pack."""

    def work(session: Session) -> str:
        session.add(Project(code=new_uid(), name="Name"))
        return snapshots.put(session, body)

    return str(store.write(Message("edit"), work).result)


def test_a_snapshot_is_kept_once_under_its_digest_and_outlives_undo(store: Store) -> None:
    digest = keep(store, b"{}")
    assert keep(store, b"{}") == digest
    with store.read() as session:
        assert session.query(Snapshot).count() == 1
        seq = session.scalars(select(History.seq)).all()[-1]
    store.revert(seq, "undo")
    with store.read() as session:
        assert snapshots.get(session, digest) == b"{}"
    store.close()


def test_a_snapshot_that_was_changed_or_is_gone_is_refused(store: Store, tmp_path: Path) -> None:
    digest = keep(store, b"[1]")
    store.close()
    connection = sqlite3.connect(tmp_path / "new.pmow")
    connection.execute("UPDATE snapshot SET body = x'00'")
    connection.commit()
    connection.close()
    opened = open_store(tmp_path / "new.pmow")
    with opened.read() as session:
        with pytest.raises(PmoError) as caught:
            snapshots.get(session, digest)
        assert caught.value.message_id == "snapshot_damaged"
        with pytest.raises(PmoError) as caught:
            snapshots.get(session, "0" * 64)
        assert caught.value.message_id == "snapshot_missing"
    opened.close()
