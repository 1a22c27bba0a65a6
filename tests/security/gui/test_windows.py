"""No text of a user's is markup to the window: nothing is loaded, nothing is opened, nothing is sent anywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView

from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.models.table_model import TableModel
from pmo_desktop.gui.palette import Palette
from pmo_desktop.gui.widgets.data_table import DataTable
from pmo_desktop.services.queries.registry import registry

from ..corpus import CANARY
from .conftest import ROOT
from .walk import faults, places, visit

pytestmark = pytest.mark.gui

TOUR = Path(__file__).with_name("tour.py")
CALLS = "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,connect"


def test_no_label_tooltip_or_cell_of_any_page_is_markup(
    hostile_window: MainWindow, raised: list[BaseException]
) -> None:
    seen = 0
    for place in places(hostile_window):
        visit(hostile_window, place)
        assert faults(hostile_window) == [], place
        seen += 1
    assert seen >= 18
    assert raised == []
    assert any("<img" in row.name for row in hostile_window.workspace.read(registry).rows)


def test_the_check_itself_sees_markup(hostile_window: MainWindow) -> None:
    row = next(row for row in hostile_window.workspace.read(registry).rows if row.name.startswith("<img"))
    label = QLabel(row.name, hostile_window)
    assert len(faults(hostile_window)) == 1
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip(row.name)
    assert len(faults(hostile_window)) == 1
    label.setParent(None)


def test_the_palette_and_the_cells_show_names_as_they_are(hostile_window: MainWindow) -> None:
    names = {row.id: row.name for row in hostile_window.workspace.read(registry).rows}
    hostile_window.go(next(place for place in places(hostile_window) if place.page == "projects"))
    (table, *_) = hostile_window.page().findChildren(DataTable)
    assert isinstance(table.model, TableModel)
    column = table.model.place_of("name")
    for key, name in names.items():
        index = table.model.index(table.model.line_of(key), column)
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            assert index.data(role) == name
        assert name in index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert index.data(Qt.ItemDataRole.ToolTipRole) is None
    hostile_window.search()
    palette = hostile_window.findChild(Palette)
    assert palette is not None
    assert isinstance(palette.line, QLineEdit)
    palette.line.setText("<img")
    assert any("<img" in find.title for find in palette.finds())
    assert faults(palette) == []
    palette.close()
    assert not hostile_window.findChildren(QTableView, "qt_")


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def traced(store: Path, folder: Path, environment: dict[str, str], *options: str) -> list[str]:
    """Return every file and address that the tour opened or asked for."""
    log = folder / "trace"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "400", "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, str(TOUR), str(store), str(folder / "settings"), *options],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this machine does not let a process be traced")
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout.split()[-1]) >= 18
    return log.read_text(errors="replace").splitlines()


WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|\b(?:creat|mkdir\w*|rename\w*|unlink\w*|rmdir)\(")
NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')


@needs_strace
def test_a_walk_over_all_pages_opens_no_foreign_file_no_address_and_writes_in_its_own_places_only(
    hostile_file: Path, tmp_path: Path, child_environment: dict[str, str]
) -> None:
    place = tmp_path / "portfolio"
    place.mkdir()
    store = Path(shutil.copy(hostile_file, place / "a.pmow"))
    calls = traced(store, tmp_path, child_environment)
    assert [call for call in calls if CANARY in call or "canary.invalid" in call] == []
    assert [call for call in calls if "sa_family=AF_INET" in call] == []
    written = {
        name for call in calls if WRITES.search(call) and "ENOENT" not in call for name in NAME.findall(call)[:1]
    }
    own = (str(place), str(tmp_path / "settings"), str(tmp_path / "home"), "/dev/")
    assert {name for name in written if name.startswith("/") and not name.startswith(own)} == set()
    assert sorted(file.name for file in place.iterdir()) == ["a.pmow"]
    assert [file.stat().st_mode & 0o077 for file in place.iterdir()] == [0]
    home = tmp_path / "home"
    assert [file for file in (home / "tmp").rglob("*") if file.is_file()] == [], (
        "files are left in the temporary folder"
    )


@needs_strace
def test_the_walk_would_notice(hostile_file: Path, tmp_path: Path, child_environment: dict[str, str]) -> None:
    store = Path(shutil.copy(hostile_file, tmp_path / "a.pmow"))
    calls = traced(store, tmp_path, child_environment, "--plant")
    assert [call for call in calls if CANARY in call and "openat" in call]


@needs_strace
def test_a_session_of_the_command_line_leaves_nothing_behind(tmp_path: Path, child_environment: dict[str, str]) -> None:
    place = tmp_path / "work"
    place.mkdir()
    samples = ROOT / "resources" / "demo"
    session = (
        ["new", "a.pmow"],
        ["import", str(samples / "registry.csv"), str(samples / "registry.xlsx"), "--store", "a.pmow"],
        ["import", str(samples / "depot-plan.xml"), "--store", "a.pmow"],
        ["pack", "--store", "a.pmow", "--out", "pack.pdf", "--lang", "zh_CN"],
        ["backup", "a.pmow", "copy.pmow"],
        ["pack", "--store", "a.pmow", "--out", "nowhere/pack.pdf"],
    )
    log = tmp_path / "trace"
    written: set[str] = set()
    for arguments in session:
        done = subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={CALLS}", "-o", str(log), sys.executable,
             "-m", "pmo_desktop", *arguments],
            env=child_environment, cwd=place, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        if "not permitted" in done.stderr:
            pytest.skip("this machine does not let a process be traced")
        assert done.returncode in (0, 2), done.stderr
        for call in log.read_text(errors="replace").splitlines():
            assert "sa_family=AF_INET" not in call
            if WRITES.search(call) and "ENOENT" not in call:
                written.update(str(place / name) for name in NAME.findall(call)[:1])
    assert {name for name in written if not name.startswith((str(place), str(tmp_path / "home"), "/dev/"))} == set()
    assert sorted(file.name for file in place.iterdir()) == ["a.pmow", "copy.pmow", "pack.pdf"]
    modes = {file.name: file.stat().st_mode & 0o077 for file in place.iterdir()}
    assert (modes["a.pmow"], modes["copy.pmow"]) == (0, 0)
    assert [file for file in (tmp_path / "home").rglob("*") if file.is_file()] == []
    assert os.listdir(tmp_path / "home" / "tmp") == []
