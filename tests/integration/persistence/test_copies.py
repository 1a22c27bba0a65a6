"""Backups, upgrades and exports are whole or not there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Text

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence import atomic, files, schema
from pmo_desktop.persistence.backup import KEEP_NEWEST, backup, backup_now, check, folder_of, newest, surplus
from pmo_desktop.persistence.files import SCHEMA_VERSION
from pmo_desktop.persistence.migrate import migrate
from pmo_desktop.persistence.store import open_store
from pmo_desktop.persistence.tables import Project

from .faults import ROOT, judge, make_store

NEXT = SCHEMA_VERSION + 1
KEPT = f"a.v{SCHEMA_VERSION}.pmow"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.pmow"
    make_store(path)
    return path


def test_a_backup_opens_and_holds_what_the_store_holds(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    backup(path, tmp_path / "b.pmow")
    store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "later"))
    store.close()
    assert judge(tmp_path / "b.pmow", 0) == 0
    assert (tmp_path / "b.pmow").stat().st_mode & 0o077 == 0


def test_a_backup_never_takes_another_files_place(path: Path, tmp_path: Path) -> None:
    with pytest.raises(PmoError) as error:
        backup(path, path)
    assert error.value.message_id == "store_exists"
    with pytest.raises(PmoError) as error:
        backup(tmp_path / "gone.pmow", tmp_path / "b.pmow")
    assert error.value.message_id == "store_missing"
    with pytest.raises(PmoError) as error:
        backup(path, tmp_path / "no" / "b.pmow")
    assert error.value.message_id == "backup_failed"
    assert judge(path, 0) == 0


def test_backups_are_numbered_and_the_newest_is_found(path: Path, tmp_path: Path) -> None:
    folder = folder_of(path, tmp_path / "backups")
    assert newest(folder) is None
    made = [backup_now(path, folder, datetime(2026, 3, 1, 8, minute)) for minute in range(3)]
    assert newest(folder) == made[-1]
    assert check(made[-1]) == []


def stamps(times: list[datetime]) -> list[tuple[Path, int, datetime]]:
    """Return made-up backups numbered in the order of `times`."""
    return [(Path(f"{number}.pmow"), number, at) for number, at in enumerate(times, 1)]


def test_a_year_of_backups_is_thinned_to_hours_days_weeks_and_months() -> None:
    now = datetime(2026, 12, 31, 18)
    found = stamps([now - timedelta(hours=hour) for hour in range(24 * 365, -1, -1)])
    kept = len(found) - len(surplus(found, now))
    assert 24 + 12 <= kept <= 24 + 14 + 8 + 12


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400), timedelta(days=3650)])
def test_a_clock_that_jumps_never_costs_the_newest_backups(jump: timedelta) -> None:
    start = datetime(2026, 3, 1, 8)
    found = stamps([start + timedelta(minutes=15 * n) for n in range(20)])
    removed = surplus(found, start + jump)
    assert not {path for path, number, _ in found if number > 20 - KEEP_NEWEST} & set(removed)
    if jump < timedelta(0):
        assert removed == []


def add_column(operations: Operations) -> None:
    operations.add_column("project", Column("codename", Text))


def fill_column(operations: Operations) -> None:
    operations.execute("UPDATE project SET codename = 'x' || code")


STEPS: dict[int, Callable[[Operations], None]] = {
    NEXT: add_column,
    SCHEMA_VERSION + 2: fill_column,
}


def codenames(path: Path) -> tuple[int, list[str]]:
    """Return the schema version and the new column of an upgraded store."""
    connection = files.connect(path, mode="ro")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    names = [row[0] for row in connection.execute("SELECT codename FROM project ORDER BY id")]
    connection.close()
    return version, names


def test_an_upgrade_runs_every_step_and_keeps_the_old_file(path: Path) -> None:
    kept = migrate(path, STEPS)
    assert codenames(path) == (SCHEMA_VERSION + 2, ["xA", "xB"])
    assert kept.name == KEPT
    assert judge(kept, 0) == 0


def test_a_step_that_fails_leaves_the_old_store_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(PmoError) as error:
        migrate(path, {NEXT: add_column, SCHEMA_VERSION + 2: add_column})
    assert error.value.message_id == "upgrade_failed"
    assert path.read_bytes() == before
    assert judge(path, 0) == 0


UPGRADE = """
import os, signal, sys
from pathlib import Path
from tests.integration.persistence import test_copies
calls = 0
def counted(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("fsync", "replace", "open"):
    setattr(os, name, counted(getattr(os, name)))
from pmo_desktop.persistence import migrate
real = migrate.Operations.add_column, migrate.Operations.execute
migrate.Operations.add_column = counted(real[0])
migrate.Operations.execute = counted(real[1])
migrate.migrate(Path(sys.argv[1]), test_copies.STEPS)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_an_upgrade_killed_at_any_step_can_be_done_again(path: Path, tmp_path: Path) -> None:
    """Killed before each of its writes in turn, the store is the old one or the new one, and a retry finishes."""
    for call in range(1, 40):
        folder = tmp_path / str(call)
        folder.mkdir()
        store = folder / "a.pmow"
        shutil.copy(path, store)
        run = subprocess.run(
            [sys.executable, "-c", UPGRADE, store, str(call)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        )
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL
        if files_version(store) == SCHEMA_VERSION:
            assert judge(store, 0) == 0
            migrate(store, STEPS)
        assert codenames(store) == (SCHEMA_VERSION + 2, ["xA", "xB"])
        atomic.sweep(folder)
        assert {file.name for file in folder.iterdir()} <= {"a.pmow", KEPT}
    else:
        pytest.fail("the upgrade never ran to its end")
    assert call > 8


def files_version(path: Path) -> int:
    """Return the schema version in a store's header."""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_an_older_store_is_upgraded_when_it_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(schema, "upgrade", lambda path: migrate(path, {NEXT: lambda operations: None}))
    store = open_store(path)
    store.close()
    assert files_version(path) == NEXT
    assert path.with_name(KEPT).exists()


def test_writing_a_file_replaces_it_whole(tmp_path: Path) -> None:
    target = tmp_path / "pack.pdf"
    atomic.write_bytes(target, b"one")
    atomic.write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["pack.pdf"]


def test_a_file_that_can_not_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "pack.pdf"
    atomic.write_bytes(target, b"one")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PmoError) as error:
        atomic.write_bytes(target, b"two")
    assert error.value.message_id == "export_disk_full"
    assert target.read_bytes() == b"one"
    assert [file.name for file in tmp_path.iterdir()] == ["pack.pdf"]
    with pytest.raises(PmoError) as error:
        atomic.write_bytes(tmp_path / "no" / "pack.pdf", b"x")
    assert error.value.message_id == "export_failed"


def test_a_check_names_what_is_wrong(path: Path) -> None:
    connection = files.connect(path, mode="rw")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE project SET programme_id = 99 WHERE id = 1")
    connection.close()
    assert [problem.id for problem in check(path)] == ["check_reference"]
