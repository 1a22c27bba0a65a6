"""`new`, `check`, `backup`, and the opening of stores for all commands."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..persistence import backup as copies
from ..persistence.store import Store, create_store, open_store
from ..services.commands import portfolio
from .output import Output


@contextmanager
def opened(path: str, *, writing: bool = False) -> Iterator[Store]:
    """Give the store at a path, closed in the end.

    Raises:
        PmoError: it can't be opened, or can't be written where that is wanted.
    """
    store = open_store(Path(path))
    try:
        if writing and store.read_only:
            raise PmoError(store.read_only.id, **store.read_only.values)
        yield store
    finally:
        store.close()


def new(arguments: Namespace, output: Output) -> int:
    """Make a store, empty or with the sample portfolio."""
    t = output.texts
    path = Path(arguments.store)
    if arguments.demo:
        from ..services.demo import create_demo

        was_there = path.exists()
        try:
            store = create_demo(path, t.language)
        except PmoError:
            if not was_there:
                path.unlink(missing_ok=True)  # a full disk leaves no half-filled sample behind
            raise
    else:
        store = create_store(path)
        values = {"name": t("Portfolio"), "currency": "CNY" if t.is_chinese else "EUR"}
        store.write(Message("set_up_portfolio"), lambda session: portfolio.set_up(session, values, date.today()))
    store.close()
    output.say(t("Made {path}.", path=str(path)))
    return 0


def check(arguments: Namespace, output: Output) -> int:
    """Check a store; status 1 where something is wrong."""
    t = output.texts
    problems = [t.say(problem) for problem in copies.check(Path(arguments.store))]
    if output.as_json:
        output.document({"store": arguments.store, "ok": not problems, "problems": problems})
    for problem in problems:
        output.say(problem)
    if not problems:
        output.say(t("{path} is whole.", path=arguments.store))
    return 1 if problems else 0


def backup(arguments: Namespace, output: Output) -> int:
    """Write a consistent copy of a store."""
    copies.backup(Path(arguments.store), Path(arguments.dest))
    output.say(output.texts("{path} was copied to {copy}.", path=arguments.store, copy=arguments.dest))
    return 0
