"""The sample portfolio, made once for all tests of the pack, and copies of it to change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_desktop.persistence.store import Store, open_store
from pmo_desktop.services.demo import create_demo


@pytest.fixture(scope="package")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in English, closed."""
    path = tmp_path_factory.mktemp("sample") / "sample.pmow"
    create_demo(path, "en").close()
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample, open."""
    path = tmp_path / "copy.pmow"
    shutil.copy(sample_file, path)
    store = open_store(path)
    yield store
    store.close()
