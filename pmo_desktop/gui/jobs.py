"""Long work beside the window: plain values in, plain values out, progress between.

A job's thread holds no QObject but the long-lived `Jobs`, through whose signals it reports: a QObject whose last
reference goes in another thread is destroyed there, and takes the process with it.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

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
    """What runs a job: a thread, or in tests the caller itself. Returns the thread, where there is one."""

    def __call__(self, run: Callable[[], None]) -> threading.Thread | None:
        """Run it now or soon."""


def in_thread(run: Callable[[], None]) -> threading.Thread:
    """Run a job in a thread of its own."""
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def inline(run: Callable[[], None]) -> None:
    """Run a job at once in the caller's thread: for tests."""
    run()


class Job(QObject):
    """One piece of long work, as the window sees it.

    Attributes:
        title: what it does, for the status bar.
        progress: how it is told to stop.

    Signals:
        progressed: (done, total).
        ended: the job is over, however it ended.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(
        self, title: Message, progress: Progress, done: Callable[[Any], None], failed: Callable[[PmoError], None]
    ) -> None:
        super().__init__()
        self.title = title
        self.progress = progress
        self.done = done
        self.failed = failed
        self.thread_of_work: threading.Thread | None = None

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self.progress.cancelled = True


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
    _reported = Signal(int, int, int)
    _landed = Signal(int, object, object)

    def __init__(self, runner: Runner = in_thread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: dict[int, Job] = {}
        self._count = 0
        self._reported.connect(self._show)
        self._landed.connect(self._land)

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
        self._count += 1
        number = self._count
        progress = Progress(partial(self._reported.emit, number))
        job = Job(title, progress, done, failed or self.failed.emit)
        self._running[number] = job
        self.started.emit(job)
        if self._runner is not inline:
            # Python looks for cycles in whatever thread it is in. A window that is part of one must not be deleted in
            # another thread than its own, so nobody looks while a job runs.
            gc.disable()
        job.thread_of_work = self._runner(partial(_run, work, progress, partial(self._landed.emit, number)))
        return job

    def is_busy(self) -> bool:
        """Tell whether a job is under way."""
        return bool(self._running)

    @property
    def newest(self) -> Job | None:
        """The job that was begun last of those under way."""
        return next(reversed(self._running.values()), None)

    def cancel_all(self) -> None:
        """Ask every job to stop, as the window closes."""
        for job in self._running.values():
            job.cancel()

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait for the threads of all jobs; return False when time ran out."""
        end = time.monotonic() + seconds
        threads = [job.thread_of_work for job in self._running.values() if job.thread_of_work is not None]
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
        over = not any(thread.is_alive() for thread in threads)
        if over:
            gc.enable()
        return over

    def _show(self, number: int, done: int, total: int) -> None:
        if number in self._running:
            self._running[number].progressed.emit(done, total)

    def _land(self, number: int, result: Any, error: BaseException | None) -> None:
        job = self._running.pop(number)
        if not self._running:
            gc.enable()
        job.ended.emit()
        self.ended.emit(job)
        if error is None:
            job.done(result)
        elif isinstance(error, PmoError):
            job.failed(error)
        elif not isinstance(error, Cancelled):
            raise error


Land = Callable[[Any, BaseException | None], None]


def _run(work: Callable[[Progress], Any], progress: Progress, land: Land) -> None:
    """Do the work of a job in its own thread, and hand over what came of it."""
    result: Any = None
    error: BaseException | None = None
    try:
        result = work(progress)
    except BaseException as raised:  # carried to the window's thread and raised there
        error = raised
    land(result, error)
