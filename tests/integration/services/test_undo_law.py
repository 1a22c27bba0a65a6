"""For every command: taking it back restores the store to the byte of every row, bringing it back returns the rest.

Each vertical puts its examples into a module `examples_….py` of this folder; a command without an example fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.services import commands

from . import __path__ as here
from .world import LABEL, Example, World, build, dump


def examples() -> list[Example]:
    """Return the examples of all verticals."""
    modules = (importlib.import_module(f"{__package__}.{found.name}") for found in pkgutil.iter_modules(here)
               if found.name.startswith("examples_"))  # fmt: skip
    return [example for module in modules for example in module.EXAMPLES]


def every_command() -> dict[str, Callable[..., object]]:
    """Return the public functions of `services.commands` that take a session."""
    found = {}
    for info in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"{commands.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and next(iter(inspect.signature(function).parameters), "") == "session":
                found[f"{info.name}.{name}"] = function
    return found


@dataclass(frozen=True)
class Original:
    """The example store, closed, to be copied for each test."""

    path: Path
    world: World


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = tmp_path_factory.mktemp("law") / "original.pmow"
    store = create_store(path)
    world = store.write(LABEL, build).result
    store.close()
    assert isinstance(world, World)
    return Original(path, world)


@pytest.fixture
def store(original: Original, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "copy.pmow"
    shutil.copy(original.path, path)
    opened = open_store(path)
    yield opened
    opened.close()


def test_every_command_has_an_example() -> None:
    shown = {f"{example.command.__module__.rpartition('.')[2]}.{example.command.__name__}" for example in examples()}
    assert sorted(every_command().keys() - shown) == []


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_taking_a_command_back_restores_every_row(store: Store, original: Original, example: Example) -> None:
    world = original.world
    if example.first is not None:
        first = example.first
        store.write(LABEL, lambda session: first(session, world))
    before = dump(store)
    change = store.write(LABEL, lambda session: example.call(session, world))
    after = dump(store)
    assert change.rows, "the example changes nothing"
    assert after != before
    store.revert(change.seq, "undo")
    assert dump(store) == before
    store.revert(change.seq, "redo")
    assert dump(store) == after
    store.revert(change.seq, "undo")
    assert dump(store) == before


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_command_that_is_refused_half_way_changes_nothing(store: Store, original: Original, example: Example) -> None:
    world = original.world
    if example.first is not None:
        first = example.first
        store.write(LABEL, lambda session: first(session, world))
    before = dump(store)

    def work(session: object) -> None:
        example.call(session, world)  # type: ignore[arg-type]
        raise PmoError("row_gone")

    with pytest.raises(PmoError):
        store.write(LABEL, work)
    assert dump(store) == before
