"""One edit, one transaction, one change set, one line of history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence import history
from pmo_desktop.persistence.recorder import insert_rows
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.persistence.tables import RECORDED, History, Link, Programme, Project, Task

LABEL = Message("edit")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "a.pmow")
    store.write(LABEL, lambda session: session.add(Project(code="P-1", name="One", budget=100, start=date(2026, 1, 5))))
    yield store
    store.close()


def dump(store: Store) -> list[tuple[object, ...]]:
    """Return every recorded row of the store."""
    with store.read() as session:
        connection = session.connection()
        return [
            (name, *row)
            for name, table in sorted(RECORDED.items())
            for row in connection.execute(table.select().order_by(table.c.id))
        ]


def rename(session: Session, name: str) -> None:
    session.get_one(Project, 1).name = name


def test_an_edit_records_only_the_columns_that_moved(store: Store) -> None:
    change = store.write(LABEL, lambda session: rename(session, "Two"))
    assert [(row.table, row.id, row.before, row.after) for row in change.rows] == [
        ("project", 1, {"name": "One"}, {"name": "Two"})
    ]


def test_the_old_value_is_the_stored_one_even_when_the_row_was_never_read(store: Store) -> None:
    """SQLAlchemy's own attribute history has no old value for an expired attribute."""

    def work(session: Session) -> None:
        project = session.get_one(Project, 1)
        session.expire(project)
        project.name = "Two"

    assert store.write(LABEL, work).rows[0].before == {"name": "One"}


def test_several_flushes_give_one_change_a_row(store: Store) -> None:
    def work(session: Session) -> None:
        for name in ("Two", "Three", "Four"):
            rename(session, name)
            session.flush()

    assert [row.after for row in store.write(LABEL, work).rows] == [{"name": "Four"}]


def test_an_edit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    def work(session: Session) -> None:
        rename(session, "Two")
        session.flush()
        rename(session, "One")

    assert store.write(LABEL, work).seq == 0
    with store.read() as session:
        assert history.last_seq(session) == 1


def test_a_row_that_is_added_and_deleted_at_once_is_not_recorded(store: Store) -> None:
    def work(session: Session) -> None:
        row = Programme(name="short-lived")
        session.add(row)
        session.flush()
        session.delete(row)

    assert store.write(LABEL, work).rows == ()


def test_a_command_that_refuses_changes_nothing(store: Store) -> None:
    before = dump(store)

    def work(session: Session) -> None:
        rename(session, "Two")
        session.flush()
        raise PmoError("language_unknown", language="x", known="y")

    with pytest.raises(PmoError):
        store.write(LABEL, work)
    assert dump(store) == before
    store.write(LABEL, lambda session: rename(session, "Two"))


@pytest.mark.parametrize(
    "statement", [update(Project).values(name="x"), delete(Project), insert(Project).values(code="x", name="x")]
)
def test_bulk_statements_are_refused_because_they_would_go_unrecorded(store: Store, statement: object) -> None:
    with pytest.raises(RuntimeError, match="bulk DML"):
        store.write(LABEL, lambda session: session.execute(statement))  # type: ignore[call-overload]


def test_the_history_itself_can_not_be_edited_by_a_command(store: Store) -> None:
    with pytest.raises(RuntimeError, match="only the store"):
        store.write(LABEL, lambda session: setattr(session.get_one(History, 1), "author", "x"))


def test_rows_inserted_in_bulk_are_recorded_and_undone(store: Store) -> None:
    before = dump(store)
    rows = [{"project_id": 1, "position": n, "name": f"Task {n}"} for n in range(3000)]
    change = store.write(LABEL, lambda session: insert_rows(session, Task, rows))
    assert list(change.result) == [row.id for row in change.rows]  # type: ignore[call-overload]
    assert len(change.rows) == 3000
    store.revert(change.seq, "undo")
    assert dump(store) == before


def test_an_id_is_never_given_twice(store: Store) -> None:
    first = store.write(LABEL, lambda session: insert_rows(session, Task, [{"project_id": 1, "position": 1}]))
    store.revert(first.seq, "undo")
    second = store.write(LABEL, lambda session: insert_rows(session, Task, [{"project_id": 1, "position": 1}]))
    assert first.rows[0].id != second.rows[0].id


def test_undo_and_redo_restore_the_rows_exactly(store: Store) -> None:
    def work(session: Session) -> None:
        rename(session, "Two")
        programme = Programme(name="New", position=3)
        session.add(programme)
        session.flush()
        project = session.get_one(Project, 1)
        project.programme_id = programme.id
        project.start = None
        project.tags = ["a", "b"]
        project.plan_start = datetime(2026, 3, 1, 8)
        tasks = [Task(project_id=1, position=n, name=str(n)) for n in (1, 2)]
        session.add_all(tasks)
        session.flush()
        session.add(Link(project_id=1, predecessor_id=tasks[0].id, successor_id=tasks[1].id))

    before = dump(store)
    change = store.write(LABEL, work)
    after = dump(store)
    undone = store.revert(change.seq, "undo")
    assert dump(store) == before
    assert undone.undoes == change.seq
    assert undone.ids("task") == change.ids("task")
    store.revert(change.seq, "redo")
    assert dump(store) == after


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.pmow"
    store = create_store(path)
    store.write(Message("first"), lambda session: session.add(Project(code="P-1", name="One")))
    store.write(Message("second", {"on": date(2026, 2, 3)}), lambda session: rename(session, "Two"))
    store.write(Message("third"), lambda session: rename(session, "Three"))
    store.revert(3, "undo")
    store.close()
    store = open_store(path)
    undo, redo = store.undo_and_redo()
    assert [entry.label.id for entry in undo] == ["first", "second"]
    assert undo[1].label.values == {"on": date(2026, 2, 3)}
    assert [entry.label.id for entry in redo] == ["third"]
    store.revert(undo[-1].seq, "undo")
    with store.read() as session:
        assert session.get_one(Project, 1).name == "One"
    store.revert(undo[-1].seq, "redo")
    store.revert(redo[-1].seq, "redo")
    with store.read() as session:
        assert session.get_one(Project, 1).name == "Three"
    assert [entry.seq for entry in store.undo_and_redo()[0]] == [1, 2, 3]
    store.close()


def test_a_new_edit_forgets_what_could_be_redone(store: Store) -> None:
    change = store.write(LABEL, lambda session: rename(session, "Two"))
    store.revert(change.seq, "undo")
    store.write(LABEL, lambda session: rename(session, "Three"))
    assert store.undo_and_redo()[1] == []


def test_what_was_made_with_the_store_can_not_be_undone(store: Store) -> None:
    store.write(LABEL, lambda session: rename(session, "Two"), origin="made")
    assert store.undo_and_redo() == ([], [])
    change = store.write(LABEL, lambda session: rename(session, "Three"))
    assert [entry.seq for entry in store.undo_and_redo()[0]] == [change.seq]


def test_undo_refuses_when_a_row_is_gone(store: Store) -> None:
    change = store.write(LABEL, lambda session: rename(session, "Two"))
    store.write(LABEL, lambda session: session.delete(session.get_one(Project, 1)))
    before = dump(store)
    with pytest.raises(PmoError) as error:
        store.revert(change.seq, "undo")
    assert error.value.message_id == "undo_row_gone"
    assert dump(store) == before


def test_the_history_gives_a_change_set_back_whole(store: Store) -> None:
    change = store.write(Message("plural", {"name": "x"}, 3), lambda session: rename(session, "Two"))
    with store.read() as session:
        loaded: ChangeSet = history.load(session, change.seq)
        assert loaded.rows == change.rows
        assert loaded.label == change.label
        assert [entry.seq for entry in history.entries_of_row(session, "project", 1)] == [2, 1]
        assert [entry.seq for entry in history.entries(session, before=2)] == [1]


def test_an_edited_or_removed_line_of_history_shows(store: Store) -> None:
    for name in ("Two", "Three"):
        store.write(LABEL, lambda session, name=name: rename(session, name))
    with store.read() as session:
        assert history.broken_link(session) is None
        session.connection().execute(update(History.__table__).where(History.seq == 2).values(author="x"))
        assert history.broken_link(session) == 2
    with store.read() as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        session.connection().execute(delete(History.__table__).where(History.seq == 1))
        assert history.broken_link(session) == 1
