"""Publishing in one line, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import Store
from pmo_desktop.services.commands import packs
from pmo_desktop.services.publishing import Order, Prepared, prepare
from pmo_desktop.services.queries.periods import current_period

LABEL = Message("publish_pack", {"number": 7})


@dataclass(frozen=True)
class Issued:
    """A pack that was published, and its files."""

    prepared: Prepared
    files: tuple[Path, ...]
    number: int

    def pdf(self, *words: str) -> Path:
        """Return the file whose name holds all the words."""
        return next(file for file in self.files if file.suffix == ".pdf" and all(word in file.name for word in words))


def order(store: Store, **more: Any) -> Order:
    """Return the order of the current period's pack."""
    with store.read() as session:
        period = current_period(session)
    assert period is not None
    return Order(period.id, **more)


def publish(store: Store, folder: Path, **more: Any) -> Issued:
    """Publish the current period's pack into a folder."""
    wanted = more.pop("order", None) or order(store, **more)
    with store.reader() as session:
        prepared = prepare(session, wanted)
    staged = prepared.stage(folder)
    change = store.write(LABEL, lambda session: packs.publish(session, prepared, "Min"), origin="made")
    assert isinstance(change.result, int)
    return Issued(prepared, staged.release(), change.result)
