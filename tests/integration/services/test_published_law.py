"""For every command there is: nothing that was reported in a published period changes, whatever the user does.

Deleting a project takes its reports along; its part of the issued packs stays in their snapshots.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.persistence.tables import RECORDED, Period, Snapshot
from pmo_desktop.services.commands import periods, status

from .examples_packs import prepared
from .test_undo_law import examples
from .world import LABEL, Example, World, build

OF_A_PERIOD: Final = ("status_update", "rag_override", "issued_pack")
"""Tables whose rows say what was reported in a period."""

ALLOWED: Final = frozenset({"packs.reopen", "projects.delete", "periods.note_scores", "periods.note_facts"})
"""Commands that may: a correction, a deletion, and what `publish` itself does."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The example store with all its periods published, closed."""
    path = tmp_path_factory.mktemp("published") / "original.pmow"
    store = create_store(path)
    world = store.write(LABEL, build).result
    assert isinstance(world, World)
    store.write(LABEL, lambda session: status.write(session, world.other, {"overall": "G"}))

    def publish(session: Any) -> None:
        from pmo_desktop.services.commands import packs

        packs.publish(session, prepared(session, world), "Min")
        for key in session.scalars(select(Period.id).where(Period.state == "open")).all():
            periods.publish(session, key)

    store.write(LABEL, publish)
    store.close()
    return path, world


@pytest.fixture
def store(original: tuple[Path, World], tmp_path: Path) -> Iterator[Store]:
    opened = open_store(Path(shutil.copy(original[0], tmp_path / "copy.pmow")))
    yield opened
    opened.close()


def reported(store: Store) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return every row that belongs to the periods that there are, and the snapshots."""
    with store.read() as session:
        connection = session.connection()
        found = {
            name: [tuple(row) for row in connection.execute(RECORDED[name].select().order_by(RECORDED[name].c.id))]
            for name in (*OF_A_PERIOD, "period")
        }
        found["snapshot"] = [tuple(row) for row in connection.execute(select(Snapshot.sha256, Snapshot.body))]
    return found


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_no_command_changes_what_was_reported(store: Store, original: tuple[Path, World], example: Example) -> None:
    name = example.name.partition(" ")[0]
    if name in ALLOWED:
        pytest.skip("may change it")
    world, before = original[1], reported(store)
    try:
        if example.first is not None:
            first = example.first
            store.write(LABEL, lambda session: first(session, world))
        store.write(LABEL, lambda session: example.call(session, world))
    except PmoError:
        pass  # refused: nothing was changed
    after = reported(store)
    for table, rows in before.items():
        assert [row for row in rows if row not in after[table]] == [], table
