"""From the order to the published pack: the work beside the window, then one transaction in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...persistence.store import Store
from ...services.commands import packs
from ...services.publishing import Order, Prepared, Staged, prepare
from ..workspace import Workspace
from .packs_work import STEPS

if TYPE_CHECKING:
    from ..jobs import Progress

Published = Callable[[Prepared, tuple[Path, ...]], None]
"""Told what was published and which files there are."""


def publish(workspace: Workspace, order: Order, folder: Path, published: Published) -> None:
    """Make and freeze a pack in the background; a refusal goes to the message bar and leaves nothing behind."""
    work = _work(workspace.store, order, folder)
    workspace.jobs.start(Message("pack_publishing"), work, partial(_land, workspace, published))


def _work(store: Store, order: Order, folder: Path) -> Callable[[Progress], tuple[Prepared, Staged]]:
    def work(progress: Progress) -> tuple[Prepared, Staged]:
        with store.reader() as session:
            prepared = prepare(session, order, lambda share: progress.report(round(STEPS * share), STEPS))
        return prepared, prepared.stage(folder)

    return work


def _land(workspace: Workspace, published: Published, made: tuple[Prepared, Staged]) -> None:
    """Freeze what was made: in the window's thread, which alone may write."""
    prepared, staged = made
    try:
        change = _freeze(workspace, prepared)
    except PmoError as error:
        staged.discard()
        workspace.failed.emit(error)
        return
    workspace.adopt(change)
    try:
        files = staged.release()
    except PmoError as error:
        workspace.failed.emit(error)
        return
    published(prepared, files)


def _freeze(workspace: Workspace, prepared: Prepared) -> ChangeSet:
    store = workspace.store
    label = Message("publish_pack", {"number": prepared.data.issue})
    return store.write(label, lambda session: packs.publish(session, prepared, store.author), origin="made")
