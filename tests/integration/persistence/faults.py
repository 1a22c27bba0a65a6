"""What the fault tests share: a store to hurt, a worker to interrupt, and the judgement afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.backup import check
from pmo_desktop.persistence.store import create_store, open_store
from pmo_desktop.persistence.tables import Project

from .worker import TOTAL

WORKER = Path(__file__).with_name("worker.py")
ROOT = WORKER.parents[3]


def make_store(path: Path) -> None:
    """Make a store with the two projects that the worker moves units between."""

    def fill(session: Session) -> None:
        session.add(Project(code="A", name="A", budget=TOTAL))
        session.add(Project(code="B", name="0", budget=0))

    store = create_store(path)
    store.write(Message("make"), fill)
    store.close()


def interrupt(path: Path, seconds: float, stop: Callable[[subprocess.Popen[bytes]], None]) -> int:
    """Let a worker edit the store for `seconds`, stop it, and return the last edit that it acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, str(WORKER), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert worker.stdout is not None
    assert worker.stderr is not None
    first = worker.stdout.readline()
    assert first, worker.stderr.read().decode()
    threading.Event().wait(seconds)
    stop(worker)
    worker.kill()
    rest = worker.stdout.read()
    worker.stdout.close()
    worker.stderr.close()
    worker.wait()
    lines = (first + rest).split(b"\n")[:-1]
    return int(lines[-1])


def judge(path: Path, acknowledged: int) -> int:
    """Check that the store is sound and holds every acknowledged edit; return the last edit that it holds."""
    store = open_store(path)
    assert store.read_only is None
    with store.read() as session:
        first, second = session.get_one(Project, 1), session.get_one(Project, 2)
        number, sums = int(second.name), (first.budget or 0) + (second.budget or 0)
    undoable, _ = store.undo_and_redo()
    store.close()
    assert number >= acknowledged, "an acknowledged edit is lost"
    assert number <= acknowledged + 1, "an edit is there that was never finished"
    assert sums == TOTAL, "half an edit is in the store"
    assert second.budget == number
    assert undoable[-1].seq == number + 1
    assert check(path) == []
    return number
