"""The sample portfolio, made once in each language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pmo_desktop.persistence.store import Store
from pmo_desktop.services.demo import create_demo


@pytest.fixture(scope="session", params=["en", "zh_CN"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the sample."""
    store = create_demo(tmp_path_factory.mktemp("demo") / "sample.pmow", request.param)
    yield store
    store.close()
