"""What happens when something went wrong that nobody foresaw: a log line, and a dialog that tells the user.

Errors for the user are `PmoError`s and do not come here: they are caught by `Workspace.edit`, by the job runner and at
start-up. Everything else is a bug. Its transaction has rolled back, so the data are as they were before the step.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from ..domain.errors import PmoError

LOG = logging.getLogger("pmo_desktop")

LARGEST = 500_000
"""Bytes of a log after which the next start begins a new one; the one before is kept."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def start_log(folder: Path) -> Path | None:
    """Log to a file in `folder` from now on; return it, or None where it can't be written."""
    file = folder / "pmo-desktop.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".old.log"))
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return file


def where(error: BaseException) -> str:
    """Return where an error came from, without its message: messages quote the user's data."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        lines.append(type(current).__name__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


class CrashReports:
    """Takes over `sys.excepthook`: writes each unforeseen error to the log and shows it once.

    Args:
        show: shows the report's text to the user.
        refuse: shows a sentence for the user that reached us because nobody was there to take it.
    """

    def __init__(self, show: Callable[[str], None], refuse: Callable[[PmoError], None] | None = None) -> None:
        self._show = show
        self._refuse = refuse
        self._previous: Hook = sys.excepthook
        self._showing = False

    def install(self) -> None:
        """Take over from the hook in place."""
        self._previous = sys.excepthook
        sys.excepthook = self.report

    def remove(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._previous

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log and show one error; Ctrl+C ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            self._previous(kind, error, trace)
            return
        if isinstance(error, PmoError) and self._refuse is not None:
            LOG.warning("refused: %s", error.message_id)
            self._refuse(error)
            return
        text = where(error)
        LOG.error("unforeseen error\n%s", text)
        if sys.stderr is not None:
            # A desktop keeps in its journal what a program writes here, so this is a log too: no message, no value.
            sys.stderr.write(text + "\n")
        if not self._showing:
            self._showing = True
            try:
                self._show(text)
            finally:
                self._showing = False
