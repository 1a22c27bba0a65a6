"""Opening meeting mode: the pack is made beside the window, then the meeting fills the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ...domain.messages import Message
from ...persistence.store import Store
from ...services.publishing import WHOLE, again, render_copy
from ...services.queries.packs import audience_named, newest_of_period
from ...services.queries.periods import current_period
from ...services.status_pack import collect_pack
from ..workspace import Workspace
from .window import MeetingWindow

if TYPE_CHECKING:
    from ..jobs import Progress


PAPER: Final = "A4"


def open_meeting(workspace: Workspace, parent: QWidget) -> None:
    """Show the pack of the current period, as issued where it was, with its questions, on the whole screen."""

    def show(pdf: bytes) -> None:
        window = MeetingWindow(workspace, pdf, parent)
        window.resize(parent.window().size())  # what it has where the desktop knows no full screen
        window.showFullScreen()

    workspace.jobs.start(Message("pack_preview"), _pack(workspace.store, workspace.texts.language), show)


def _pack(store: Store, language: str) -> Callable[[Progress], bytes]:
    def work(progress: Progress) -> bytes:
        def share(done: float) -> None:
            progress.report(round(1000 * done), 1000)

        with store.reader() as session:
            period = current_period(session)
            issued = newest_of_period(session, period.id) if period is not None else None
            if issued is not None:
                return again(session, issued.number, language, PAPER).pdf
            data = collect_pack(session)
            return render_copy(data, language, PAPER, audience_named(session, WHOLE), share).pdf

    return work
