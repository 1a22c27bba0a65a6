"""Registries and risk registers that real offices published, matched without a human."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path

import pytest

from pmo_desktop.domain.messages import Message
from pmo_desktop.interchange.csv_text import decode
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.services import imports
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import risk_register

from .data import folder

LABEL = Message("import_file", {"name": "x"})
FILES = [*sorted(folder("registry").glob("*.csv")), *sorted(folder("risk_evm_csv").glob("*risk*.csv"))]

pytestmark = pytest.mark.oracle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "store.pmow")
    yield made
    made.close()


def rows_in(path: Path) -> int:
    """Return how many records a text has under its header, read in the plainest way there is."""
    text, _ = decode(path.read_bytes(), path.name)
    return sum(any(record) for record in csv.reader(StringIO(text, newline=""))) - 1


def bring(store: Store, path: Path) -> tuple[imports.Preview, imports.Imported]:
    with store.read() as session:
        table = read_table(path)
        kind = imports.kind_of(table, session)
        shown = imports.preview(session, table, imports.match(table, kind, imports.targets(session, kind)))
    done = store.write(LABEL, lambda session: imports.apply(session, shown)).result
    assert isinstance(done, imports.Imported)
    return shown, done


def test_the_published_lists_are_there() -> None:
    if not FILES:
        pytest.skip(f"no lists in {folder('registry')} or {folder('risk_evm_csv')}")
    print(f"{len(FILES)} published lists")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_of_a_published_list_arrives(store: Store, path: Path) -> None:
    shown, done = bring(store, path)
    assert shown.kind == ("risks" if "risk" in path.stem else "registry")
    rows = rows_in(path)
    repeated = sum(note.count or 0 for note in shown.notes if note.id == "import_note_repeated")
    assert done.new + repeated == rows
    with store.read() as session:
        found = len(risk_register(session).rows if shown.kind == "risks" else registry(session).rows)
    assert found == done.new
    print(f"{path.name}: {rows} rows, {done.new} new, {repeated} repeated, {len(shown.problems)} problems")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_list_read_twice_changes_nothing(store: Store, path: Path) -> None:
    bring(store, path)
    shown, done = bring(store, path)
    assert (done.new, done.updated) == (0, 0)
    assert done.unchanged + done.skipped == len(shown.rows)


def known(name: str) -> Path:
    path = next((path for path in FILES if path.name == name), None)
    if path is None:
        pytest.skip(f"{name} is not in {folder('registry').parent}")
    return path


def test_the_federal_list_keeps_its_dates_and_amounts(store: Store) -> None:
    path = known("us_it_dashboard_projects.csv")
    shown, _ = bring(store, path)
    text, _ = decode(path.read_bytes(), path.name)
    wanted = {row["pid"]: row for row in csv.DictReader(StringIO(text, newline=""))}
    with store.read() as session:
        rows = registry(session).rows
    assert len(rows) == len(wanted)
    assert not shown.problems
    for row in rows:
        source = wanted[row.code]
        assert f"{row.start:%d/%m/%Y}" == source["startDate"] if row.start else not source["startDate"]
        assert f"{row.finish:%d/%m/%Y}" == source["completionDate"] if row.finish else not source["completionDate"]
        if source["plannedCost"]:
            assert row.budget == int((Decimal(source["plannedCost"]) * 100).to_integral_value(ROUND_HALF_UP))


def test_the_major_projects_keep_ratings_and_millions(store: Store) -> None:
    bring(store, known("uk_gmpp_dft_2024.csv"))
    with store.read() as session:
        rows = {row.code: row for row in registry(session).rows}
    assert len(rows) == 19
    assert {row.currency for row in rows.values()} == {"GBP"}
    assert rows["DFT_0048_2021-Q3"].budget == 1_959_000_000_00
    assert rows["DFT_0048_2021-Q3"].overall == "G"
    assert sum(bool(row.overall) for row in rows.values()) == 18


def test_the_federal_building_s_risks_keep_scores_and_exposure(store: Store) -> None:
    bring(store, known("risk_register.csv"))
    with store.read() as session:
        rows = {row.code: row for row in risk_register(session).rows}
    first = rows["R001"]
    assert (first.probability, first.impact, first.cost_impact, first.days_impact) == (4, 4, 450_000_00, 30)
    assert first.status == "monitoring"
    assert rows["R006"].status == "closed"
