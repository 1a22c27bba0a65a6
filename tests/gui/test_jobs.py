"""Jobs beside the window: progress, cancel, and their two kinds of failure."""

from __future__ import annotations

import gc
import logging
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.failures import LOG, CrashReports, start_log, where
from pmo_desktop.gui.jobs import Jobs, Progress, in_thread

pytestmark = pytest.mark.gui

TITLE = Message("find_milestones")


def test_a_job_runs_in_a_thread_and_its_result_comes_to_the_window(qtbot: QtBot) -> None:
    jobs = Jobs(in_thread)
    found: list[tuple[bool, bool]] = []
    window = threading.get_ident()

    def work(progress: Progress) -> bool:
        progress.report(1, 1)
        return threading.get_ident() != window

    jobs.start(TITLE, work, lambda beside: found.append((beside, threading.get_ident() == window)))
    qtbot.waitUntil(lambda: bool(found))
    assert found == [(True, True)]
    assert not jobs.is_busy()


def test_nobody_looks_for_cycles_while_a_job_runs(qtbot: QtBot) -> None:
    gc.enable()
    jobs = Jobs(in_thread)
    seen: list[bool] = []

    def work(progress: Progress) -> None:
        seen.append(gc.isenabled())

    with qtbot.waitSignal(jobs.ended):
        jobs.start(Message("x"), work, lambda _: None)
    assert seen == [False]
    assert gc.isenabled()


def test_a_cancelled_job_reports_nothing(qtbot: QtBot) -> None:
    jobs = Jobs(in_thread)
    begun, go = threading.Event(), threading.Event()
    told: list[object] = []

    def work(progress: Progress) -> None:
        begun.set()
        go.wait(5)
        progress.report(1, 2)

    job = jobs.start(TITLE, work, told.append, told.append)
    assert begun.wait(5)
    with qtbot.waitSignal(jobs.ended):
        job.cancel()
        go.set()
    assert told == []


def test_an_error_for_the_user_goes_to_the_message_bar(qtbot: QtBot) -> None:
    jobs = Jobs(in_thread)

    def work(progress: Progress) -> None:
        raise PmoError("disk_full")

    with qtbot.waitSignal(jobs.failed) as signal:
        jobs.start(TITLE, work, lambda _: None)
    assert signal.args is not None
    assert signal.args[0].message_id == "disk_full"


def test_a_crash_report_names_places_and_quotes_no_data(tmp_path: Path) -> None:
    shown: list[str] = []
    file = start_log(tmp_path)
    assert file is not None
    reports = CrashReports(shown.append)
    with pytest.raises(ValueError, match="salary") as raised:
        raise ValueError("salary of Anna: 81,000")
    reports.report(raised.type, raised.value, raised.tb)
    assert "ValueError" in where(raised.value)
    assert "test_jobs.py" in shown[0]
    assert "salary" not in shown[0]
    assert "salary" not in file.read_text(encoding="utf-8")
    for handler in list(LOG.handlers):
        if isinstance(handler, logging.FileHandler):
            LOG.removeHandler(handler)
            handler.close()
