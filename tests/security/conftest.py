"""One hostile store for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_desktop.persistence.store import Store, open_store

from .corpus import CANARY, corpus
from .hostile_store import make


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that is there and that nothing may open."""
    path = tmp_path_factory.mktemp("canary") / CANARY
    path.write_bytes(b"\x89PNG\r\n\x1a\n not a picture")
    return path


@pytest.fixture(scope="session")
def texts_(canary: Path) -> list[str]:
    """The corpus."""
    return corpus(str(canary))


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory, texts_: list[str]) -> Path:
    """A store with the whole corpus in it, closed."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.pmow"
    make(path, texts_, count=60).close()
    return path


@pytest.fixture
def hostile(hostile_file: Path) -> Iterator[Store]:
    """The hostile store, open."""
    store = open_store(hostile_file)
    yield store
    store.close()
