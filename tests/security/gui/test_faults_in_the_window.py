"""The real window when it is killed, locked out, left without its file or without room."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.failures import CrashReports
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.catalogue import PAGES
from pmo_desktop.persistence.backup import backup_now, check, newest
from pmo_desktop.persistence.store import create_store, open_store
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import projects
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.status_pack import export_pack

from ...integration.persistence.faults import make_store
from ...integration.persistence.worker import TOTAL
from .conftest import ROOT

pytestmark = pytest.mark.gui

EDITOR = Path(__file__).with_name("editor.py")


def interrupt(path: Path, folder: Path, environment: dict[str, str], seconds: float) -> int:
    """Let the window edit for `seconds`, kill it, and return the last edit that it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, str(EDITOR), str(path), str(folder)],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    guard = threading.Timer(60, process.kill)
    guard.start()
    ready = process.stdout.readline()
    first = process.stdout.readline()
    if ready:
        threading.Event().wait(seconds)
    process.kill()
    guard.cancel()
    rest = process.stdout.read()
    said = process.stderr.read().decode(errors="replace")
    process.stdout.close()
    process.stderr.close()
    process.wait()
    assert ready == b"ready\n", said
    assert first, said
    return int((first + rest).split(b"\n")[:-1][-1])


def judge(path: Path, acknowledged: int) -> int:
    """Check that the store holds every acknowledged edit whole and that undo goes on; return the last edit it holds."""
    assert check(path) == []
    store = open_store(path)
    assert store.read_only is None

    def now() -> tuple[int, int]:
        with store.read() as session:
            first, second = session.get_one(Project, 1), session.get_one(Project, 2)
            assert (first.budget or 0) + (second.budget or 0) == TOTAL, "half an edit is in the store"
            assert second.budget == int(second.name)
            return int(second.name), first.budget or 0

    number, _ = now()
    undo, redo = store.undo_and_redo()
    # Every seventh edit is undone and done again: killed between the two, it waits on the redo stack.
    was_undone = number == acknowledged - 1 and acknowledged % 7 == 0 and len(redo) == 1
    assert was_undone or acknowledged <= number <= acknowledged + 1
    assert len(undo) == min(number + 1, 1_000)
    store.revert(undo[-1].seq, "undo")
    assert now()[0] == number - 1
    store.revert(undo[-1].seq, "redo")
    assert now()[0] == number
    store.close()
    return number


def kills(tmp_path: Path, environment: dict[str, str], rounds: int, seed: int) -> int:
    path, dice, number = tmp_path / "a.pmow", random.Random(seed), 0
    make_store(path)
    for _ in range(rounds):
        number = judge(path, interrupt(path, tmp_path / "settings", environment, dice.uniform(0.0, 0.4)))
    assert sorted(file.name for file in tmp_path.glob("a.pmow*") if file.suffix != ".lock") in (
        ["a.pmow"], ["a.pmow", "a.pmow-journal"],
    )  # fmt: skip
    return number


def test_a_killed_window_loses_no_acknowledged_edit(tmp_path: Path, child_environment: dict[str, str]) -> None:
    assert kills(tmp_path, child_environment, rounds=2, seed=5) > 2


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_a_window_killed_100_times_loses_no_acknowledged_edit(
    tmp_path: Path, child_environment: dict[str, str], seed: int
) -> None:
    print(f"\nedits over 25 kills of the window: {kills(tmp_path, child_environment, rounds=25, seed=seed)}")


@pytest.fixture
def desk(look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    """The desk as the program has it, jobs at once; a crash dialog is an error of the test."""
    monkeypatch.setattr("pmo_desktop.gui.jobs.in_thread", inline)
    monkeypatch.setattr(Jobs.__init__, "__defaults__", (inline, None))
    look.settings.put("backups", str(tmp_path / "backups"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app, look)
    crashes: list[str] = []
    reports = CrashReports(crashes.append, desk.show_refusal)
    reports.install()
    yield desk
    desk._close_window()
    desk.close_down()
    if desk.start:
        desk.start.close()
        desk.start.deleteLater()
    reports.remove()
    desk.deleteLater()
    assert crashes == []


@cache
def sample() -> bytes:
    """The sample portfolio's bytes: made once, as it takes a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pmow"
        create_demo(path, "en").close()
        return path.read_bytes()


def file(folder: Path) -> Path:
    path = folder / "a.pmow"
    path.write_bytes(sample())
    path.chmod(0o600)
    return path


def opened(desk: Desk, path: Path) -> MainWindow:
    assert desk.open_file(path)
    assert desk.window is not None
    desk.window.go(Place("projects"))
    return desk.window


def rename(window: MainWindow, name: str) -> object:
    def command(session: object) -> None:
        row = session.get(Project, 1)  # type: ignore[attr-defined]
        row.name = name

    return window.workspace.edit(Message("set_field", {"field": "x"}), command)


def test_a_second_window_looks_and_says_why_it_can_not_edit(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path)
    first = open_store(path)
    window = opened(desk, path)
    assert window.state_bar.isVisible()
    assert "open in another window" in window.state_bar.text()
    assert rename(window, "mine") is None
    assert "open in another window" in window.message_bar.text()
    assert not window.commands["edit.undo"].isEnabled()
    for entry in PAGES:
        window.go(Place(entry.name))
        window.grab()
    before = {row.name for row in window.workspace.read(registry).rows}
    for page in ("projects", "risks", "templates"):
        window.go(Place(page))
        for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_N):
            QTest.keyClick(window.page().focus_target(), key)
    first.close()
    assert {row.name for row in window.workspace.read(registry).rows} == before


def test_a_file_opened_twice_from_one_window_stays_writable(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path)
    window = opened(desk, path)
    assert desk.open_file(path)
    assert desk.window is window
    assert window.workspace.can_edit
    assert rename(window, "still mine") is not None


def test_a_file_that_took_the_place_of_the_open_one_can_be_opened(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path)
    window = opened(desk, path)
    other = tmp_path / "other.pmow"
    shutil.copy(path, other)
    os.replace(other, path)
    assert rename(window, "mine") is None
    assert "replaced" in window.message_bar.text()
    assert desk.open_file(path)
    assert desk.window is not None
    assert desk.window.workspace.can_edit
    assert rename(desk.window, "mine") is not None


@pytest.mark.parametrize("how", ["deleted", "emptied", "overwritten", "cut"])
def test_a_store_that_is_lost_while_the_window_is_open_is_said_and_the_program_goes_on(
    desk: Desk, tmp_path: Path, how: str
) -> None:
    path = file(tmp_path)
    window = opened(desk, path)
    match how:
        case "deleted":
            path.unlink()
        case "emptied":
            os.truncate(path, 0)
        case "cut":
            os.truncate(path, path.stat().st_size // 3)
        case _:
            with path.open("r+b") as handle:
                handle.write(os.urandom(path.stat().st_size))
    assert rename(window, "mine") is None
    assert window.message_bar.isVisible()
    assert len(window.message_bar.text()) > 40
    for entry in PAGES:
        _go(window, entry.name)
    sound = file_in(tmp_path / "sound")
    assert desk.open_file(sound)
    assert desk.window is not None
    assert rename(desk.window, "mine") is not None


def _go(window: MainWindow, page: str) -> None:
    """Click on a page in the sidebar, so that what is raised goes where it goes in the program."""
    QTest.mouseClick(window.sidebar.buttons[page], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def file_in(folder: Path) -> Path:
    folder.mkdir()
    return file(folder)


needs_mount = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="needs root to mount",
)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], check=False).returncode:
        pytest.skip("this machine does not let a disk be mounted")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(place: Path, leave: int) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as handle:
        try:
            while True:
                handle.write(b"x" * 4096)
        except OSError:
            handle.truncate(max(handle.tell() - leave, 0))
    return filler


@needs_mount
@pytest.mark.parametrize("leave", [0, 120_000])
def test_a_full_disk_leaves_the_old_pack_or_the_new_one(tmp_path: Path, small: Path, leave: int) -> None:
    store, target = open_store(file(tmp_path)), small / "pack.pdf"
    target.write_bytes(b"the old pack")
    filler = fill(small, leave)
    told = ""
    with store.read() as session:
        try:
            export_pack(session, target, language="en")
        except Exception as error:  # which it is, is what this test is about
            told = getattr(error, "message_id", repr(error))
    assert told in ("", "export_disk_full")
    assert target.read_bytes() == b"the old pack" if told else target.read_bytes().startswith(b"%PDF")
    assert {one.name for one in small.iterdir()} == {"pack.pdf", "filler"}, "a half file is left"
    filler.unlink()
    with store.read() as session:
        export_pack(session, target, language="en")
    assert target.read_bytes().rstrip().endswith(b"%%EOF")
    store.close()


@needs_mount
@pytest.mark.parametrize("leave", [0, 200_000])
def test_a_full_disk_leaves_only_whole_backups(tmp_path: Path, small: Path, leave: int) -> None:
    path, folder = tmp_path / "a.pmow", small / "backups"
    store = create_store(path)
    store.write(Message("make"), lambda session: projects.create(session, {"name": "x"}))
    store.close()
    first = backup_now(path, folder, datetime(2026, 11, 22, 9))
    filler = fill(small, leave)

    def until_full() -> None:
        for hour in range(10, 24):
            backup_now(path, folder, datetime(2026, 11, 22, hour))

    with pytest.raises(PmoError) as error:
        until_full()
    assert error.value.message_id == "backup_failed"
    found = sorted(folder.glob("*"))
    assert first in found
    assert [check(one) for one in found] == [[] for _ in found], "a backup is not whole, or a part of one is left"
    filler.unlink()
    assert newest(folder) != backup_now(path, folder, datetime(2026, 11, 23))
