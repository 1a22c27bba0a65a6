"""What is exported can be brought in again, unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.store import Store
from pmo_desktop.services import imports
from pmo_desktop.services.exports import Register, export_register

from ..services.world import build
from .conftest import LABEL, preview


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
