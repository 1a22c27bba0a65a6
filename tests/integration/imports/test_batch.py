"""Files that are imported together: all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.store import Store
from pmo_desktop.services import imports

from ..services.world import dump
from .conftest import LABEL, Read

SAMPLES = Path(__file__).parents[3] / "resources" / "demo"


def sources() -> list[imports.Source]:
    return [
        imports.Source("depot-plan.xml", read_plan(SAMPLES / "depot-plan.xml")),
        *(imports.Source(name, read_table(SAMPLES / name)) for name in ("registry.csv", "registry.xlsx", "risks.csv")),
    ]


def test_the_bundled_files_arrive_together_and_leave_together(store: Store) -> None:
    before = dump(store)
    change = store.write(LABEL, lambda session: imports.import_all(session, sources()))
    plan, first, second, risks = change.result  # type: ignore[misc]
    assert (plan.kind, plan.counts["tasks"], plan.counts["links"]) == ("mspdi", 15, 14)
    assert (first.counts["new"], len(first.problems)) == (8, 1)
    assert (second.counts["new"], second.counts["updated"], second.counts["unchanged"]) == (1, 3, 5)
    assert risks.counts["new"] == 7
    assert [note.id for file in (first, second, risks) for note in file.notes] == ["import_note_programmes"]
    store.revert(change.seq, "undo")
    assert dump(store) == before


def test_one_bad_file_keeps_all_out(store: Store, read: Read) -> None:
    before = dump(store)
    bad = imports.Source("bad.csv", read("What,Where\n1,2\n3,4\n"))
    with pytest.raises(PmoError, match="import_kind_unclear"):
        store.write(LABEL, lambda session: imports.import_all(session, [*sources(), bad]))
    assert dump(store) == before


def test_risks_for_a_project_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(PmoError, match="import_project_unknown"):
        store.write(LABEL, lambda session: imports.import_all(session, sources()[3:], project="Z-1"))
