"""A program that edits a store as fast as it can and says each edit only after the store has acknowledged it.

Run as a child by the fault tests: `python worker.py STORE`. Each edit moves one unit between two projects, so a half
transaction would show as a wrong sum; the line printed is the number that the edit wrote.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import open_store
from pmo_desktop.persistence.tables import Project

TOTAL = 1_000_000


def move(session: Session, number: int) -> None:
    """Move one unit from the first project to the second and note the number of the move."""
    first, second = session.get_one(Project, 1), session.get_one(Project, 2)
    assert first.budget is not None
    assert second.budget is not None
    first.budget -= 1
    second.budget += 1
    second.name = str(number)


def main(path: str) -> None:
    """Edit until killed."""
    store = open_store(Path(path))
    with store.read() as session:
        number = int(session.get_one(Project, 2).name)
    while True:
        number += 1
        store.write(Message("edit"), lambda session, number=number: move(session, number))
        os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
