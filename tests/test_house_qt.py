"""The binding and the test harness: what the pins and the strict settings promise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

pytestmark = pytest.mark.gui

CALLS = 20_000


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
