"""Whatever is in a file: it is stored as it was read, or refused with a sentence, and never hangs."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.spreadsheet import Cell, SheetTable, read_table
from pmo_desktop.persistence.store import Store
from pmo_desktop.services import imports
from pmo_desktop.services.fields import FIELDS, FieldSpec
from pmo_desktop.services.imports import cells, headers
from pmo_desktop.services.values import Habits

from ..services.world import dump
from .conftest import LABEL, preview

SAMPLES = Path(__file__).parents[3] / "resources" / "demo"
SPECS = [spec for table in ("project", "risk") for spec in FIELDS[table] if spec.editable]

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.text(max_size=60),
    st.from_regex(r"\s*[-+(]?[€£$¥]?\d{1,20}([.,' ]\d{1,4}){0,3}\s*(k|m|bn|万|亿|%)?\)?", fullmatch=True),
    st.from_regex(r"\d{1,4}[-/. 年]\d{1,2}[-/. 月]\d{1,4}日?", fullmatch=True),
    st.sampled_from(
        ["NaN", "inf", "-inf", "1e999", "9" * 5000, "1E-05", "٣٤", "²", "Ⅷ", "0x10", "1_000", "tbc", "=1+1"]
    ),
)


@given(spec=st.sampled_from(SPECS), cell=CELLS, day_first=st.booleans(), factor=st.sampled_from([1, 1000, 10**8]))
@settings(max_examples=400)
def test_a_cell_is_a_checked_value_or_a_refusal(spec: FieldSpec, cell: Cell, day_first: bool, factor: int) -> None:
    try:
        value = cells.read(spec, cell, cells.Reading(factor, day_first), Habits(today=date(2026, 11, 20)))
    except PmoError as error:
        texts.of("en").say(error)
        return
    assert value is None or isinstance(value, (str, int, float, date, list))
    if isinstance(value, int) and not isinstance(value, bool):
        assert abs(value) < 2**63
    if isinstance(value, str):
        assert "\x00" not in value
        value.encode("utf-8")


@given(rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_is_shown_applied_and_taken_back(store: Store, rows: list[list[Cell]]) -> None:
    header: tuple[Cell, ...] = ("Project No", "Project", "Status", "Finish", "Budget", "Tags")
    grid = (header, *(tuple(row) for row in rows))
    count = len(grid)
    table = SheetTable("x", "", (), grid, tuple(range(1, count + 1)), tuple(range(1, 7)), 0)
    before = dump(store)
    with store.read() as session:
        specs = imports.targets(session, "registry")

    def all_matched(matching: imports.Matching) -> imports.Matching:
        for at, name in enumerate(("code", "name", "rag_overall", "finish", "budget", "tags")):
            matching = matching.with_field(table, specs, at, name)
        return matching

    shown = preview(store, table, change=all_matched)
    for problem in shown.problems:
        assert texts.of("zh_CN").say(problem.message)
    change = store.write(LABEL, lambda session: imports.apply(session, shown))
    again = preview(store, table, change=all_matched)
    keyed = {row.row for row in shown.rows if row.state == "new" and row.key}
    assert not [row for row in again.rows if row.row in keyed and row.state != "unchanged"]
    if change.rows:
        store.revert(change.seq, "undo")
    assert dump(store) == before


EVIL = [
    "(" * 5000, "a" * 30_000 + "!", " " * 30_000 + "x", "1," * 10_000, "1" * 30_000, "-" * 10_000, "[(" * 5000,
    "_x000" * 5000, "年月日" * 5000, "1 " * 10_000, "\n" * 10_000 + "x", "%" * 10_000, "/" * 10_000, "aA" * 10_000,
    "1/" * 10_000, "é" * 10_000, "'" * 10_000, "e+" * 5000, "🟢" * 5000, "\u0301" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", EVIL, ids=lambda text: repr(text[:4]))
def test_no_text_makes_a_reader_slow(text: str) -> None:
    started = time.perf_counter()
    headers.unit(text)
    headers.likeness(text, "approved budget")
    cells.day_first([text])
    cells.shares([text])
    cells.lacks_unit([text])
    for spec in SPECS:
        try:
            cells.read(spec, text, cells.Reading(), Habits())
        except PmoError:
            continue
    assert time.perf_counter() - started < 3


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 60)]
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 20))
            case 3:
                changed[at:at] = changed[max(0, at - 80) : at]
            case _:
                changed = changed[: max(at, 1)]
        if not changed:
            return b""
    return bytes(changed)


def _table_to_the_end(store: Store, path: Path) -> None:
    with store.read() as session:
        table = read_table(path)
        kind = imports.kind_of(table, session)
        shown = imports.preview(session, table, imports.match(table, kind, imports.targets(session, kind)))
        for message in (*shown.notes, *(problem.message for problem in shown.problems)):
            texts.of("en").say(message)
    change = store.write(LABEL, lambda session: imports.apply(session, shown))
    if change.rows:
        store.revert(change.seq, "undo")


def _plan_to_the_end(store: Store, path: Path) -> None:
    plan = read_plan(path)
    with store.read() as session:
        shown = imports.preview_plan(session, path.name, plan)
        for note in shown.notes:
            texts.of("en").say(note)
    change = store.write(LABEL, lambda session: imports.apply_plan(session, shown))
    store.revert(change.seq, "undo")


def _fuzz(store: Store, folder: Path, name: str, rounds: int, seed: int) -> tuple[int, int]:
    """Return how many damaged files were imported and how many refused."""
    chance = random.Random(seed)
    data = (SAMPLES / name).read_bytes()
    before = dump(store)
    to_the_end: Callable[[Store, Path], None] = _plan_to_the_end if name.endswith(".xml") else _table_to_the_end
    imported = refused = 0
    for _ in range(rounds):
        path = folder / name
        path.write_bytes(_mutated(data, chance))
        try:
            to_the_end(store, path)
            imported += 1
        except PmoError as error:
            texts.of("en").say(error)
            refused += 1
    assert dump(store) == before
    return imported, refused


@pytest.mark.parametrize("name", ["registry.csv", "registry.xlsx", "risks.csv", "depot-plan.xml"])
def test_damaged_files_are_imported_or_refused_with_a_sentence(store: Store, tmp_path: Path, name: str) -> None:
    imported, refused = _fuzz(store, tmp_path, name, 40, seed=20261122)
    assert imported + refused == 40
    assert refused


@pytest.mark.fuzz
@pytest.mark.soak
@pytest.mark.parametrize("name", ["registry.csv", "registry.xlsx", "risks.csv", "depot-plan.xml"])
def test_many_damaged_files_are_imported_or_refused_with_a_sentence(store: Store, tmp_path: Path, name: str) -> None:
    print(name, _fuzz(store, tmp_path, name, 5_000, seed=int(time.time())))


def test_dates_beyond_reason_are_refused() -> None:
    finish = next(spec for spec in SPECS if spec.name == "finish")
    for cell in (date(1, 1, 1), datetime(9999, 12, 31), "01/01/1800", 0, 5, 10**9, -1, True, "30/02/2027"):
        with pytest.raises(PmoError):
            cells.read(finish, cell, cells.Reading(), Habits())
    assert cells.read(finish, 46_568, cells.Reading(), Habits()) == date(2027, 6, 30)


def test_messages_of_files_are_flat_and_short(store: Store) -> None:
    grid: tuple[tuple[Cell, ...], ...] = (("Project No", "Project", "Finish"), ("P-1", "One", "tbc\n" * 500))
    shown = preview(store, SheetTable("x", "", (), grid, (1, 2), (1, 2, 3), 0), change=_finish_matched(store))
    (problem,) = shown.problems
    assert isinstance(problem.message, Message)
    assert len(texts.of("en").say(problem.message)) < 200
    assert "\n" not in texts.of("en").say(problem.message)


def _finish_matched(store: Store) -> Callable[[imports.Matching], imports.Matching]:
    def change(matching: imports.Matching) -> imports.Matching:
        columns = tuple(
            column if column.header != "Finish" else type(column)(column.at, column.header, "finish", "chosen")
            for column in matching.columns
        )
        return type(matching)(matching.kind, columns)

    return change
