"""Long work beside the window: plain values in, plain values out, progress between."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from ..domain.errors import PmoError
from ..domain.messages import Message

T = TypeVar("T")


class Cancelled(Exception):
    """The user stopped a job; nothing is reported."""


class Progress:
    """A job's way to say how far it is, and to learn that it should stop.

    Attributes:
        cancelled: True once the user asked the job to stop.
    """

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._last = 0.0
        self.cancelled = False

    def report(self, done: int, total: int) -> None:
        """Show `done` of `total`.

        Raises:
            Cancelled: the user asked the job to stop.
        """
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last > 0.05:  # a busy job must not flood the window
            self._last = now
            self._report(done, total)


class Runner(Protocol):
    """What runs a job: a thread, or in tests the caller itself."""

    def __call__(self, run: Callable[[], None]) -> None:
        """Run it now or soon."""


def in_thread(run: Callable[[], None]) -> None:
    """Run a job in a thread of Qt's pool."""
    QThreadPool.globalInstance().start(QRunnable.create(run))


def inline(run: Callable[[], None]) -> None:
    """Run a job at once in the caller's thread: for tests."""
    run()


class Job(QObject):
    """One piece of long work.

    Signals:
        progressed: (done, total).
        ended: the job is over, however it ended.
    """

    progressed = Signal(int, int)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self,
        title: Message,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[PmoError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.progress = Progress(self.progressed.emit)
        self._work = work
        self._done = done
        self._failed = failed
        self._finished.connect(self._take, Qt.ConnectionType.AutoConnection)

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self.progress.cancelled = True

    def run(self) -> None:
        """Do the work; called in the job's own thread."""
        result: Any = None
        error: BaseException | None = None
        try:
            result = self._work(self.progress)
        except BaseException as raised:  # carried to the window's thread and raised there
            error = raised
        self._finished.emit(result, error)

    def _take(self, result: Any, error: BaseException | None) -> None:
        self.ended.emit()
        if error is None:
            self._done(result)
        elif isinstance(error, PmoError):
            self._failed(error)
        elif not isinstance(error, Cancelled):
            raise error


class Jobs(QObject):
    """Runs jobs and knows which are under way.

    Signals:
        started: a Job began.
        ended: a Job is over.
        failed: a job ended with a PmoError.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner = in_thread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: list[Job] = []

    def start(
        self,
        title: Message,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[PmoError], None] | None = None,
    ) -> Job:
        """Run `work` beside the window and give its result to `done` in the window's thread.

        Errors for the user go to the message bar unless `failed` takes them.
        """
        job = Job(title, work, done, failed or self.failed.emit, self)
        self._running.append(job)
        job.ended.connect(lambda: self._end(job))
        self.started.emit(job)
        self._runner(job.run)
        return job

    def is_busy(self) -> bool:
        """Tell whether a job is under way."""
        return bool(self._running)

    def cancel_all(self) -> None:
        """Ask every job to stop, as the window closes."""
        for job in self._running:
            job.cancel()

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait for the threads of all jobs; return False when time ran out."""
        return QThreadPool.globalInstance().waitForDone(int(seconds * 1000)) and threading.active_count() > 0

    def _end(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        self.ended.emit(job)
        job.deleteLater()
