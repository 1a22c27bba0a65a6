"""The binding and the test harness: what the pins and the strict settings promise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pmo_desktop._generated import resources_rc

pytestmark = pytest.mark.gui

CALLS = 20_000

SLOT_THAT_RAISES = """
from PySide6.QtCore import QTimer

def test_slot(qtbot):
    def slot():
        raise ValueError("in a slot")
    QTimer.singleShot(0, slot)
    qtbot.wait(20)
"""

WARNING_OF_QT = """
from PySide6.QtCore import qWarning

def test_warning(qtbot):
    qWarning("something is off")
"""

WARNING_OF_PYTHON = """
import warnings

def test_warning():
    warnings.warn("old", DeprecationWarning)
"""


def test_painting_and_setting_text_keep_every_reference_to_none(qapp: QApplication) -> None:
    """PySide6 6.12 under Python 3.11 drops one on each void call until the process aborts."""
    label, image = QLabel(), QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setPen(Qt.PenStyle.NoPen)
        label.setText("x")
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS / 10


@pytest.mark.parametrize(
    "test", [SLOT_THAT_RAISES, WARNING_OF_QT, WARNING_OF_PYTHON], ids=["slot", "qt warning", "python warning"]
)
def test_what_would_pass_in_silence_fails_a_test(repository: Path, tmp_path: Path, test: str) -> None:
    """The settings of pyproject.toml at work: exceptions in slots, warnings of Qt and of Python."""
    (tmp_path / "test_it.py").write_text(test)
    settings = ["-c", str(repository / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, str(tmp_path / "test_it.py")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed" in done.stdout or "1 error" in done.stdout


def test_every_icon_is_in_the_program_and_can_be_drawn(repository: Path, qapp: QApplication) -> None:
    assert resources_rc.qt_resource_name
    for file in (repository / "resources" / "icons").glob("*.svg"):
        assert QFile.exists(f":/icons/{file.name}"), file.name
        assert not QIcon(f":/icons/{file.name}").pixmap(16, 16).isNull(), file.name


@pytest.mark.screen
def test_a_window_is_shown_where_there_is_a_screen(qtbot: QtBot) -> None:
    label = QLabel("PMO Desktop")
    qtbot.addWidget(label)
    with qtbot.waitExposed(label):
        label.show()
    assert QGuiApplication.platformName() in ("offscreen", "xcb", "wayland", "windows", "cocoa")
