"""What opening a file does, for every kind of file that is offered."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence import store as store_module
from pmo_desktop.persistence.backup import check
from pmo_desktop.persistence.files import APPLICATION_ID, SCHEMA_VERSION
from pmo_desktop.persistence.store import create_store, open_store
from pmo_desktop.persistence.tables import Project

from .faults import judge, make_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.pmow"
    make_store(path)
    return path


def refused(path: Path) -> str:
    """Return the message id with which a file is refused, and see that it was not touched."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(PmoError) as error:
        open_store(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(path.name + ".lock").exists()
    return error.value.message_id


def tamper(path: Path, *statements: str) -> None:
    """Run statements on the file behind the program's back."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_new_store_says_what_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    connection.close()
    assert check(path) == []


def test_a_store_and_its_lock_are_private(path: Path) -> None:
    store = open_store(path)
    lock = path.with_name(path.name + ".lock")
    assert {file.stat().st_mode & 0o077 for file in (path, lock)} == {0}
    store.close()
    assert not lock.exists()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.pmow") == "store_missing"
    assert not (tmp_path / "gone.pmow").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "store_is_folder"


def test_an_empty_file_never_opens_as_an_empty_portfolio(tmp_path: Path) -> None:
    path = tmp_path / "empty.pmow"
    path.touch()
    assert refused(path) == "store_empty"


@pytest.mark.parametrize("content", [b"x" * 4096, b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\x00" * 4080])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.pmow"
    path.write_bytes(content)
    assert refused(path) == "store_foreign"


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.pmow"
    tamper(path, "CREATE TABLE project (id INTEGER)")
    assert refused(path) == "store_foreign"


def test_a_newer_store_is_refused_and_not_changed(path: Path) -> None:
    tamper(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert refused(path) == "store_newer"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON project BEGIN DELETE FROM task; END",
        "CREATE VIEW v AS SELECT * FROM project",
        "CREATE TABLE extra (a)",
        "ALTER TABLE project ADD COLUMN extra TEXT",
        "CREATE INDEX i ON project (lower(name))",
        "DROP INDEX ix_task_place",
    ],
)
def test_a_store_with_anything_of_somebody_elses_is_refused_before_a_write(path: Path, statement: str) -> None:
    tamper(path, statement)
    assert refused(path) == "store_shape"


def test_a_truncated_store_is_refused(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert refused(path) == "store_damaged"


def test_a_store_with_a_zeroed_page_is_refused(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x00" * 4096)
    assert refused(path) in ("store_damaged", "store_shape")


def test_creating_never_overwrites(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(PmoError) as error:
        create_store(path)
    assert error.value.message_id == "store_exists"
    assert path.read_bytes() == before


def test_creating_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PmoError) as error:
        create_store(tmp_path / "no" / "a.pmow")
    assert error.value.message_id == "store_not_made"


def test_a_second_window_reads_and_can_not_write(path: Path) -> None:
    first = open_store(path)
    second = open_store(path)
    assert second.read_only is not None
    assert second.read_only.id == "store_open_elsewhere"
    with second.read() as session:
        assert session.get_one(Project, 1).code == "A"
    with pytest.raises(PmoError) as error:
        second.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    assert error.value.message_id == "store_open_elsewhere"
    second.close()
    first.close()
    third = open_store(path)
    assert third.read_only is None
    third.close()


def test_an_edit_made_behind_our_back_is_never_overwritten(path: Path) -> None:
    store = open_store(path)
    copy = path.with_name("copy.pmow")
    shutil.copy(path, copy)
    other = open_store(copy)
    other.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "theirs"))
    other.close()
    os.replace(copy, path)
    with pytest.raises(PmoError) as error:
        store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    assert error.value.message_id == "store_replaced"
    store.close()
    again = open_store(path)
    with again.read() as session:
        assert session.get_one(Project, 1).name == "theirs"
    again.close()


def test_a_writer_that_passed_the_lock_is_noticed(path: Path) -> None:
    store = open_store(path)
    os.rename(path.with_name(path.name + ".lock"), path.with_name("away"))
    other = open_store(path)
    assert other.read_only is None
    other.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "theirs"))
    with pytest.raises(PmoError) as error:
        store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    assert error.value.message_id == "store_changed_elsewhere"
    other.close()
    store.close()


def test_a_store_that_another_program_writes_to_says_so(path: Path) -> None:
    store = open_store(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(PmoError) as error:
        store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    assert error.value.message_id == "store_busy"
    other.execute("ROLLBACK")
    other.close()
    store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    store.close()


def test_a_store_that_may_not_be_written_opens_for_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o400)
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK)  # root may write everything
    store = open_store(path)
    assert store.read_only is not None
    assert store.read_only.id == "store_read_only"
    with store.read() as session:
        assert session.get_one(Project, 1).code == "A"
    store.close()


def test_a_folder_that_takes_no_lock_file_opens_for_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_lock(self: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(store_module.Lock, "acquire", no_lock)
    store = open_store(path)
    assert store.read_only is not None
    assert store.read_only.id == "store_folder_read_only"
    store.close()


def test_the_program_does_not_break_its_own_lock_by_looking_at_other_files(path: Path) -> None:
    """Opening and reading through `read` and `reader` must not drop the writer's lock."""
    store = open_store(path)
    with store.reader() as session:
        assert session.get_one(Project, 2).name == "0"
    store.write(Message("edit"), lambda session: setattr(session.get_one(Project, 1), "name", "mine"))
    store.close()


def test_a_store_is_what_it_was_after_closing_and_opening_again(path: Path) -> None:
    assert judge(path, 0) == 0
