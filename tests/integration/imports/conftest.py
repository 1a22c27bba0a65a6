"""A new store, and an import in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pmo_desktop.domain.messages import Message
from pmo_desktop.interchange.spreadsheet import SheetTable, read_table
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.services import imports
from pmo_desktop.services.commands import portfolio

LABEL = Message("import_file", {"name": "x"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "store.pmow")
    made.write(LABEL, lambda session: portfolio.set_up(session, {"name": "Works"}, date(2026, 11, 20)))
    yield made
    made.close()


Read = Callable[[str], SheetTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return the table of a text."""

    def table(text: str) -> SheetTable:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return read_table(path)

    return table


def preview(
    store: Store, table: SheetTable, kind: imports.Kind = "registry", fixes: imports.Fixes | None = None,
    change: Callable[[imports.Matching], imports.Matching] = lambda matching: matching,
) -> imports.Preview:  # fmt: skip
    with store.read() as session:
        matching = change(imports.match(table, kind, imports.targets(session, kind)))
        return imports.preview(session, table, matching, fixes)


def apply(store: Store, shown: imports.Preview) -> imports.Imported:
    result = store.write(LABEL, lambda session: imports.apply(session, shown)).result
    assert isinstance(result, imports.Imported)
    return result
