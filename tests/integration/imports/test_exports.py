"""What is exported can be brought in again, unchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.store import Store
from pmo_desktop.services import imports
from pmo_desktop.services.commands import dependencies, logs, projects, risks
from pmo_desktop.services.exports import REGISTERS, Register, export_register
from pmo_desktop.services.fields import FieldSpec, fields_of
from pmo_desktop.services.queries.risks import risk_register
from pmo_desktop.services.removal import remove

from ..services.world import build
from .conftest import LABEL, Read, apply, preview


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize(("register", "kind", "rows"), [("projects", "registry", 2), ("risks", "risks", 2)])
def test_an_exported_register_is_read_back_as_unchanged(
    store: Store, tmp_path: Path, register: Register, kind: imports.Kind, rows: int, suffix: str, language: str
) -> None:
    store.write(LABEL, build)
    path = tmp_path / f"out{suffix}"
    with store.read() as session:
        assert export_register(session, register, path, texts.of(language)) == rows
    table = read_table(path)
    with store.read() as session:
        assert imports.kind_of(table, session) == kind
    shown = preview(store, table, kind)
    assert shown.problems == ()
    assert [dict(row.values) for row in shown.rows] == [{}] * rows
    assert shown.counts["unchanged"] == rows


def test_only_the_wanted_rows_are_written_in_their_order(store: Store, tmp_path: Path) -> None:
    world = store.write(LABEL, build).result
    path = tmp_path / "out.csv"
    with store.read() as session:
        export_register(session, "projects", path, texts.of("en"), ids=[world.other, world.project])  # type: ignore[attr-defined]
    assert [row[0] for row in read_table(path).rows] == ["M-1", "P-001"]


def test_another_extension_or_folder_is_refused_and_nothing_is_written(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "out.pdf", tmp_path / "nowhere" / "out.csv"):
        with store.read() as session, pytest.raises(PmoError):
            export_register(session, "projects", path, texts.of("en"))
    assert not (tmp_path / "out.pdf").exists()


def full(spec: FieldSpec, project: int, other: int) -> object:
    """Return a value for a field, awkward where it may be."""
    match spec.kind:
        case "choice":
            return spec.choices[-1].value
        case "date":
            return date(2026, 3, 4)
        case "project":
            return other if spec.name.startswith("taker") else project
        case "money":
            return 123_456_78
        case "score" | "integer" | "percent" | "number":
            return 4
        case "duration":
            return 490
        case "tags":
            return ["go-live", "供应商"]
        case "long_text":
            return f"{spec.name}: =1+1\nsecond line, “quoted”; 中文"
        case _:
            return f"{spec.name} -5 中文"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("register", REGISTERS)
def test_the_round_trip_of_a_register_with_every_field_changes_nothing(
    store: Store, tmp_path: Path, register: str, suffix: str, language: str
) -> None:
    table = REGISTERS[register][0]

    def fill(session: Session) -> None:
        here = projects.create(session, {"name": "Billing", "code": "P-1", "currency": "EUR"})
        there = projects.create(session, {"name": "Metering", "code": "P-2", "currency": "JPY"})
        for code, first, second in (("X-1", here, there), ("X-2", there, here)):
            values = {spec.name: full(spec, first, second) for spec in fields_of(table) if spec.editable}
            values |= {"code": code, "title": f"Title of {code}"}
            _create(session, table, values)
        bare: dict[str, object] = {"title": "Only a title"}
        _create(session, table, bare | ({"giver_project_id": here} if table == "dependency" else {}))

    store.write(LABEL, fill)
    path = tmp_path / f"out{suffix}"
    with store.read() as session:
        assert export_register(session, register, path, texts.of(language)) == 3
    read = read_table(path)
    with store.read() as session:
        assert imports.kind_of(read, session) == register
    shown = preview(store, read, register)  # type: ignore[arg-type]
    assert shown.problems == ()
    assert shown.unknown == ()
    assert [dict(row.values) for row in shown.rows] == [{}] * 3
    assert shown.counts["unchanged"] == 3


@pytest.mark.parametrize("register", REGISTERS)
def test_an_exported_register_fills_an_empty_one_alike(store: Store, tmp_path: Path, register: str) -> None:
    table = REGISTERS[register][0]

    def fill(session: Session) -> int:
        here = projects.create(session, {"name": "Billing", "code": "P-1"})
        there = projects.create(session, {"name": "Metering", "code": "P-2"})
        values = {spec.name: full(spec, here, there) for spec in fields_of(table) if spec.editable}
        return _create(session, table, values | {"code": "X-1", "title": "Title"})

    made = store.write(LABEL, fill).result
    first, again = tmp_path / "first.xlsx", tmp_path / "again.xlsx"
    with store.read() as session:
        export_register(session, register, first, texts.of("en"))
    store.write(LABEL, lambda session: remove(session, table, [made]))
    assert apply(store, preview(store, read_table(first), register)).new == 1  # type: ignore[arg-type]
    with store.read() as session:
        export_register(session, register, again, texts.of("en"))
    assert read_table(again).rows == read_table(first).rows


def test_the_same_title_in_two_projects_is_two_risks(store: Store, read: Read) -> None:
    def fill(session: Session) -> None:
        for code in ("P-1", "P-2"):
            key = projects.create(session, {"name": code, "code": code})
            risks.create(session, {"title": "Key person leaves", "project_id": key, "probability": 2, "impact": 2})

    store.write(LABEL, fill)
    shown = preview(
        store, read("Risk,Project,Probability,Impact\nKey person leaves,P-1,3,2\nKey person leaves,P-2,4,2\n"), "risks"
    )
    assert len({row.id for row in shown.rows}) == 2
    assert [dict(row.values) for row in shown.rows] == [{"probability": 3}, {"probability": 4}]


def test_a_best_case_above_the_worst_one_stops_the_import_and_nothing_is_written(store: Store, read: Read) -> None:
    table = read("Risk,Probability,Impact,Cost at best,Cost at worst\nLate,3,3,500,100\n")
    with pytest.raises(PmoError) as refusal:
        apply(store, preview(store, table, "risks"))
    assert refusal.value.message_id == "three_points_out_of_order"
    with store.read() as session:
        assert risk_register(session).rows == ()


def _create(session: Session, table: str, values: dict[str, object]) -> int:
    match table:
        case "risk":
            return risks.create(session, values)
        case "dependency":
            return dependencies.create(session, values)
        case _:
            return logs.create(session, table, values)
