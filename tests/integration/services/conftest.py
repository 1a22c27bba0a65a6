"""The example store, open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pmo_desktop.domain.changes import ChangeSet
from pmo_desktop.persistence.store import Store, create_store

from .world import LABEL, World, build


@dataclass
class Desk:
    """An open example store."""

    store: Store
    world: World

    def do(self, command: Callable[..., object], *args: Any, **kwargs: Any) -> ChangeSet:
        """Run a command as one step."""
        return self.store.write(LABEL, lambda session: command(session, *args, **kwargs))

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Return what a query answers."""
        with self.store.read() as session:
            return query(session, *args, **kwargs)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = create_store(tmp_path / "desk.pmow")
    world = store.write(LABEL, build).result
    assert isinstance(world, World)
    yield Desk(store, world)
    store.close()
