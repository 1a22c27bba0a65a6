"""A store that somebody made or changed with another tool: refused with the row named, or read; never obeyed."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import JSON, Date, DateTime, Integer, String, select
from sqlalchemy.orm import Session

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.persistence.backup import check
from pmo_desktop.persistence.store import create_store, open_store
from pmo_desktop.persistence.tables import RECORDED, StatusUpdate, Task
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.imports import apply_plan, preview_plan
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.queries.history import changes_of, history_page
from pmo_desktop.services.queries.overview import overview
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import risk_register

from ..integration.services.world import build

PLAN = Path(__file__).parents[1] / "unit" / "interchange" / "house.xml"

Tamper = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.pmow"
    store = create_store(path)
    store.write(Message("make"), build)
    store.close()
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "a.pmow"))


def statements(*lines: str) -> Tamper:
    def tamper(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        for line in lines:
            connection.execute(line)
        connection.close()

    return tamper


def table(name: str, old: str, new: str) -> Tamper:
    """Return what rewrites a table's own definition, which no statement of SQL could do."""

    def tamper(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        assert old in sql, sql
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql.replace(old, new), name))
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute(f"PRAGMA schema_version = {version + 1}")
        connection.close()

    return tamper


TAMPERED: dict[str, Tamper] = {
    "a trigger": statements("CREATE TRIGGER t AFTER INSERT ON project BEGIN DELETE FROM task; END"),
    "a view": statements("CREATE VIEW v AS SELECT * FROM project"),
    "a view in a table's place": statements(
        "ALTER TABLE saved_view RENAME TO saved_view_", "CREATE VIEW saved_view AS SELECT * FROM saved_view_"
    ),
    "an endless view": statements(
        "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    ),
    "a generated column": table("project", "name TEXT", "name TEXT GENERATED ALWAYS AS (hex(zeroblob(4000000)))"),
    "a rule that takes memory": table("project", "name TEXT", "name TEXT CHECK (length(hex(zeroblob(9000000))) > 0)"),
    "a rule that deletes": table("task", "REFERENCES project (id)", "REFERENCES project (id) ON DELETE CASCADE"),
    "a rule that replaces": table("project", "UNIQUE (code)", "UNIQUE (code) ON CONFLICT REPLACE"),
    "a default that acts": table("project", "manager TEXT", "manager TEXT DEFAULT (hex(randomblob(100000000)))"),
    "another order of letters": table("project", "name TEXT", "name TEXT COLLATE NOCASE"),
    "any type allowed": table("project", "STRICT", ""),
    "a key of another table": table("project", "REFERENCES programme (id)", "REFERENCES task (id)"),
    "an index on an expression": statements(
        "DROP INDEX ix_task_place", "CREATE INDEX ix_task_place ON task (abs(position))"
    ),
    "an index on some rows": statements(
        "DROP INDEX ix_task_place", "CREATE INDEX ix_task_place ON task (project_id, position) WHERE position > 5"
    ),
    "a virtual table": statements("CREATE VIRTUAL TABLE v USING fts5(a)"),
    "ids given twice": table("project", "AUTOINCREMENT", ""),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_store_with_foreign_rules_is_refused_quickly_and_not_written(path: Path, name: str) -> None:
    TAMPERED[name](path)
    before, begun = path.read_bytes(), time.perf_counter()
    with pytest.raises(PmoError) as error:
        open_store(path)
    assert error.value.message_id in ("store_shape", "store_damaged")
    assert time.perf_counter() - begun < 3
    assert path.read_bytes() == before


BAD: dict[type, tuple[object, ...]] = {
    Date: ("tbc", "2026-02-30", "2026-13-01", "", "0000-01-01", "2026-1-1", "now", "2460000.5", b"\xff".hex()),
    DateTime: ("tbc", "2026-02-30 08:00:00.000000", "2026-11-02T25:00", "", "2026-11-02", "x" * 19),
    JSON: ("", "{", "null", "5", '"x"', "[[[", "{]", "NaN"),
}
"""Text that a STRICT table takes and that is no date and no list."""


def places() -> list[tuple[str, str, object]]:
    found = []
    for name, one in RECORDED.items():
        for column in one.c:
            values = next((BAD[kind] for kind in BAD if isinstance(column.type, kind)), ())
            found += [(name, column.name, value) for value in values]
    return found


def test_a_value_that_is_none_is_refused_with_its_row(sound: Path, tmp_path: Path) -> None:
    tried = 0
    for name, column, value in places():
        path = Path(shutil.copy(sound, tmp_path / "bad.pmow"))
        connection = sqlite3.connect(path, isolation_level=None)
        found = connection.execute(f'SELECT max(id) FROM "{name}"').fetchone()[0]
        if found is not None:
            connection.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE id = ?', (value, found))
        connection.close()
        if found is None:
            continue
        tried += 1
        with pytest.raises(PmoError) as error:
            open_store(path).close()
        assert error.value.message_id == "store_value_bad"
        assert (error.value.values["table"], error.value.values["row"]) == (name, str(found))
        assert error.value.values["column"] == column
        assert [problem.id for problem in check(path)] == ["check_value"]
        assert column in texts.of("zh_CN").say(error.value)
    assert tried > 150


@pytest.mark.parametrize("blob", [b"\xff\xfe", b"a\xc3", b"\xed\xa0\x80", b"\x80"])
def test_text_that_is_no_utf_8_is_refused_with_its_row(path: Path, blob: bytes) -> None:
    statements(f"UPDATE project SET sponsor = CAST(x'{blob.hex()}' AS TEXT) WHERE id = 2")(path)
    with pytest.raises(PmoError) as error:
        open_store(path).close()
    assert error.value.values["table"] == "project"
    assert error.value.values["row"] == "2"
    assert error.value.values["column"] == "sponsor"


@pytest.mark.parametrize(
    "change",
    [
        "label = 'x'", "label = '{}'", "label = '[]'", "label = '{\"message\": 5, \"values\": {}}'", "at = 'yesterday'",
        "label = '{\"message\": \"x\"}'",
    ],
)  # fmt: skip
def test_a_history_that_can_not_be_told_is_refused(path: Path, change: str) -> None:
    statements(f"UPDATE history SET {change} WHERE seq = 1")(path)
    with pytest.raises(PmoError) as error:
        open_store(path).close()
    assert error.value.message_id == "store_value_bad"


@pytest.mark.parametrize(
    "change",
    [
        "rows = x'00'", "rows = zeroblob(0)", "origin = 'other'",
        "label = '{\"message\": \"of_a_newer_program\", \"values\": {}, \"count\": null}'",
        "label = '{\"message\": \"set_field\", \"values\": {}, \"count\": null}'",
        "label = '{\"message\": \"label:{a.b}\", \"values\": {}, \"count\": null}'",
        "label = '{\"message\": \"edit_cells\", \"values\": {}, \"count\": null}'",
    ],
)  # fmt: skip
def test_a_history_of_another_hand_opens_and_undo_refuses_with_a_sentence(path: Path, change: str) -> None:
    statements(f"UPDATE history SET {change} WHERE seq = 1")(path)
    store = open_store(path)
    try:
        undo, _ = store.undo_and_redo()
        for entry in undo:
            assert texts.of("en").say(entry.label)
        with store.read() as session:
            assert registry(session).rows
            for entry in history_page(session).entries:
                texts.of("zh_CN").say(entry.label)
        if "rows" in change:
            with pytest.raises(PmoError) as error:
                store.revert(1, "undo")
            assert error.value.message_id == "history_unreadable"
            with store.read() as session, pytest.raises(PmoError):
                changes_of(session, 1)
    finally:
        store.close()
    assert [problem.id for problem in check(path)] == ["check_history"]


def test_a_step_that_unpacks_to_more_than_any_edit_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    with store.read() as session:
        assert changes_of(session, 1)
        monkeypatch.setattr("pmo_desktop.persistence.history.LARGEST", 1_000)
        with pytest.raises(PmoError) as error:
            changes_of(session, 1)
    assert error.value.message_id == "history_unreadable"
    store.close()


def test_every_moment_that_is_stored_is_read_back(path: Path) -> None:
    """A check that rounded a fraction of a second up would lock one user in two thousand out."""
    for fraction in (0, 1, 499_999, 500_000, 999_499, 999_500, 999_900, 999_999):
        for moment in (datetime(2026, 12, 31, 23, 59, 59, fraction), datetime(1, 1, 1), datetime.max):
            store = open_store(path)

            def note(session: Session, moment: datetime = moment) -> None:
                for row in session.scalars(select(StatusUpdate)):
                    row.updated_at = moment
                for task in session.scalars(select(Task)):
                    task.deadline = moment

            store.write(Message("make"), note)
            store.close()
    assert check(path) == []
    open_store(path).close()


@pytest.mark.parametrize("seed", range(2))
def test_what_the_program_itself_writes_is_never_refused(tmp_path: Path, seed: int) -> None:
    """The check of values must not lock anybody out: odd plans that the reader takes are opened again."""
    path, chance = tmp_path / "a.pmow", random.Random(seed)
    store = create_store(path)
    store.write(Message("make"), build)
    taken = 0
    for _ in range(25):
        try:
            plan = read_plan(mutated(PLAN.read_text("utf-8"), chance).encode())
            with store.read() as session:
                shown = preview_plan(session, "x", plan, new=True)
            store.write(Message("make"), lambda session, shown=shown: apply_plan(session, shown))
        except PmoError:
            continue
        taken += 1
    store.close()
    assert taken > 4
    assert check(path) == []
    open_store(path).close()


ODD = {
    r"\d{4}-.*": ("9999-12-31T23:59:00", "0001-01-01T00:00:00", "1984-01-01T08:00:00"),
    r"\d+:\d+.*": ("24:00:00", "00:00:00", "23:59:00"),
    r"P.*": ("PT0H0M0S", "PT999999H0M0S", "PT0H1M0S"),
    r"-?\d+(\.\d+)?": ("0", "1", "2", "999999999", "7"),
}
"""Odd values of the kind that a pattern tells."""


def mutated(text: str, chance: random.Random) -> str:
    """Return an MSPDI text with two values replaced by odd ones of their kind."""
    values = [found for found in re.finditer(r"<(\w+)>([^<>\n]+)<", text) if "UID" not in found[1]]
    for found in sorted(chance.sample(values, 2), key=lambda found: found.start(), reverse=True):
        odd = next((ODD[kind] for kind in ODD if re.fullmatch(kind, found[2])), ("\u202ex", "<b>".replace("<", "&lt;")))
        text = text[: found.start(2)] + chance.choice(odd) + text[found.end(2) :]
    return text


def corrupt(path: Path, chance: random.Random) -> str:
    """Put a value that STRICT takes into a random cell; return which."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    while True:
        name, one = chance.choice(sorted(RECORDED.items()))
        column = chance.choice([c for c in one.c if c.name not in ("id", "uid")])
        key = connection.execute(f'SELECT id FROM "{name}" ORDER BY random() LIMIT 1').fetchone()
        if key is None:
            continue
        value: object = chance.choice([-1, 0, 1, 7, 10**9, -(10**12), 2**63 - 1, -(2**63)])
        if isinstance(column.type, (String, Date, DateTime, JSON)):
            value = chance.choice(["", "X", "<b>", "9999-12-31", "0001-01-01", "{}", "[]", "[1]", '{"a": 5}', "a\x00b"])
        elif not isinstance(column.type, Integer):
            value = chance.choice([0, 1, -1e308, 1e308, 9e999])
        try:
            connection.execute(f'UPDATE "{name}" SET "{column.name}" = ? WHERE id = ?', (value, key[0]))
        except sqlite3.IntegrityError:
            continue
        connection.close()
        return f"{name}.{column.name} = {value!r}"


def look_at_everything(path: Path) -> str:
    """Open a store and ask what every page asks; return the id of the refusal, or ""."""
    store = None
    try:
        store = open_store(path)
        store.undo_and_redo()
        with store.read() as session:
            rows = registry(session, include_archived=True).rows
            risk_register(session)
            overview(session)
            for row in rows:
                schedule(load_plan(session, row.id))
    except PmoError as error:
        return error.message_id if texts.of("en").say(error) else "no sentence"
    finally:
        if store is not None:
            store.close()
    return ""


def rounds(sound: Path, folder: Path, count: int, seed: int) -> dict[str, int]:
    chance, came = random.Random(seed), {"": 0}
    for _ in range(count):
        path = Path(shutil.copy(sound, folder / "corrupt.pmow"))
        what = corrupt(path, chance)
        try:
            refusal = look_at_everything(path)
            assert refusal != "no sentence"
        except BaseException:
            print("corrupted:", what)
            raise
        came[refusal] = came.get(refusal, 0) + 1
    return came


def test_a_store_with_any_value_changed_is_shown_or_refused_with_a_sentence(sound: Path, tmp_path: Path) -> None:
    assert sum(rounds(sound, tmp_path, 120, seed=20261122).values()) == 120


@pytest.mark.soak
def test_thousands_of_changed_values_are_shown_or_refused(sound: Path, tmp_path: Path) -> None:
    print("\nchanged values:", rounds(sound, tmp_path, 3_000, seed=int(time.time())))
