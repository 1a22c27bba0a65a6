"""Somebody who presses everything: no exception, no abort, nothing that grows, and a store that is still sound."""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMenu, QWidget
from shiboken6 import isValid

from pmo_desktop.gui.application import Look
from pmo_desktop.gui.jobs import Jobs, inline
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.backup import check
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.demo import create_demo

from ..corpus import corpus
from .walk import places

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore("does not support grabbing the", extend=True),  # menus, without a window system
]

KEYS = [
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_F6,
        Qt.Key.Key_Insert,
        Qt.Key.Key_Delete,
    ),
]
WITH_CONTROL = [
    *(Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_A, Qt.Key.Key_K, Qt.Key.Key_B),
    *(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_Plus),
    *(Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_Home, Qt.Key.Key_End),
]
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
NONE = Qt.KeyboardModifier.NoModifier


class Monkey:
    """Sends random events to whatever is in front."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.events = 0
        self._dice = random.Random(seed)
        self._words = [
            text[:30] for text in corpus() if text and not any("\ud800" <= char <= "\udfff" for char in text)
        ]
        self._places = list(places(window))
        self._begun = time.monotonic()
        # A menu or a list that Qt itself runs waits for an answer inside the event that opened it.
        self._rescue = QTimer(window)
        self._rescue.setInterval(200)
        self._rescue.timeout.connect(self._free)
        self._rescue.start()

    def _free(self) -> None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is not None and time.monotonic() - self._begun > 0.4:
            front.close()

    def act(self) -> None:
        """Do one thing."""
        dice = self._dice
        self._begun = time.monotonic()
        target = self._target()
        if target is None:
            return
        match dice.randrange(12):
            case 0 | 1 | 2:
                self._click(target)
            case 3:
                self._drag(target)
            case 4 | 5 | 6:
                self._key(target, dice.choice(KEYS), dice.choice((NONE, NONE, Qt.KeyboardModifier.ShiftModifier)))
            case 7:
                self._key(target, dice.choice(WITH_CONTROL), Qt.KeyboardModifier.ControlModifier)
            case 8 | 9:
                self._type(target, dice.choice(self._words))
            case 10:
                spot = self._spot(target)
                angle = QPoint(0, dice.choice((-120, 120, 480)))
                wheel = QWheelEvent(
                    QPointF(spot), QPointF(target.mapToGlobal(spot)), QPoint(), angle, Qt.MouseButton.NoButton, NONE,
                    Qt.ScrollPhase.NoScrollPhase, False,
                )  # fmt: skip
                self._send(target, wheel)
            case _:
                self._go_or_resize()

    def _target(self) -> QWidget | None:
        front: QWidget | None = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        if not isValid(front):
            return None
        inside = [child for child in front.findChildren(QWidget) if isValid(child) and child.isVisible()]
        focus = QApplication.focusWidget()
        if focus is not None and self._dice.random() < 0.5 and focus in inside:
            return focus
        return self._dice.choice(inside) if inside else front

    def _spot(self, target: QWidget) -> QPoint:
        return QPoint(self._dice.randrange(max(target.width(), 1)), self._dice.randrange(max(target.height(), 1)))

    def _send(self, target: QWidget, event: QEvent) -> None:
        self.events += 1
        if isValid(target):
            QApplication.sendEvent(target, event)

    def _mouse(self, target: QWidget, kind: QEvent.Type, spot: QPoint, button: Qt.MouseButton) -> None:
        if isValid(target):
            held = button if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
            place = QPointF(target.mapToGlobal(spot))
            self._send(target, QMouseEvent(kind, QPointF(spot), place, button, held, NONE))

    def _click(self, target: QWidget) -> None:
        spot, button = self._spot(target), self._dice.choice(BUTTONS)
        self._mouse(target, QEvent.Type.MouseButtonPress, spot, button)
        self._mouse(target, QEvent.Type.MouseButtonRelease, spot, button)
        if self._dice.random() < 0.2:
            self._mouse(target, QEvent.Type.MouseButtonDblClick, spot, button)
            self._mouse(target, QEvent.Type.MouseButtonRelease, spot, button)

    def _drag(self, target: QWidget) -> None:
        self._mouse(target, QEvent.Type.MouseButtonPress, self._spot(target), Qt.MouseButton.LeftButton)
        for _ in range(4):
            if isValid(target):
                self._mouse(target, QEvent.Type.MouseMove, self._spot(target), Qt.MouseButton.LeftButton)
        if isValid(target):
            self._mouse(target, QEvent.Type.MouseButtonRelease, self._spot(target), Qt.MouseButton.LeftButton)

    def _key(self, target: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        self._send(target, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
        self._send(target, QKeyEvent(QEvent.Type.KeyRelease, key, modifiers))

    def _type(self, target: QWidget, words: str) -> None:
        for char in words:
            self._send(target, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, char))

    def _go_or_resize(self) -> None:
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            if self._dice.random() < 0.8:
                self.window.go(self._dice.choice(self._places))
            else:
                self.window.resize(QSize(self._dice.randrange(960, 1700), self._dice.randrange(600, 1000)))
        self.events += 1


@pytest.fixture
def demo_window(
    tmp_path: Path, look: Look, qtbot: object, monkeypatch: pytest.MonkeyPatch, raised: list[BaseException]
) -> Iterator[MainWindow]:
    """The window on the sample; what would wait for an answer for ever goes on by itself."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "demo.pmow"
    create_demo(path, "en").close()
    store = open_store(path)
    space = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), look.settings)
    window = MainWindow(space)

    def at_once(dialog: QDialog, *place: object) -> int:
        dialog.show()
        QApplication.processEvents()
        dialog.reject()
        return 0

    monkeypatch.setattr(QDialog, "exec", at_once)
    monkeypatch.setattr(QMenu, "exec", lambda menu, *place: menu.popup(*place[:1]) if place else None)
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, lambda *place, **words: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *place, **words: "")
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", lambda *place, **words: ("<b>x", True))
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda address: True)
    window.show()
    window.go(Place("projects"))
    yield window
    window.disconnect_all()
    window.close()
    window.deleteLater()
    space.deleteLater()
    store.close()


def run(window: MainWindow, raised: list[BaseException], seconds: float, seed: int) -> int:
    """Let the monkey play; return the events it sent."""
    monkey, until = Monkey(window, seed), time.monotonic() + seconds
    while time.monotonic() < until:
        monkey.act()
        if monkey.events % 20 == 0:
            QApplication.processEvents()
        assert raised == [], f"seed {seed}, event {monkey.events}"
        if not window.isVisible():
            window.show()
    for _ in range(10):
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is None:
            break
        popup.close()
    QApplication.processEvents()
    return monkey.events


def judge(window: MainWindow) -> None:
    """Check that the file is sound and that everything the monkey did can be taken back."""
    path = window.workspace.store.path
    assert check(path) == []
    undo, _ = window.workspace.store.undo_and_redo()
    for entry in reversed(undo[-30:]):
        window.workspace.store.revert(entry.seq, "undo")
    assert check(path) == []


def test_somebody_who_presses_everything_breaks_nothing(demo_window: MainWindow, raised: list[BaseException]) -> None:
    counted = sys.getrefcount(None)
    events = run(demo_window, raised, float(os.environ.get("PMO_MONKEY_SECONDS", "8")), seed=20261122)
    gc.collect()
    assert events > 200
    # 6.12 on Python 3.11 loses a reference to None with each void call: the count would fall by thousands.
    assert sys.getrefcount(None) > counted - 500
    judge(demo_window)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_two_minutes_of_pressing_everything(demo_window: MainWindow, raised: list[BaseException], seed: int) -> None:
    counted = sys.getrefcount(None)
    events = run(demo_window, raised, 120, seed=seed)
    gc.collect()
    print(f"\nseed {seed}: {events} events, references to None {sys.getrefcount(None) - counted:+}")
    assert sys.getrefcount(None) > counted - 500
    judge(demo_window)


def test_references_to_none_are_not_lost(styled_app: QApplication) -> None:
    """Twenty thousand void calls: the binding of one release died after five thousand."""
    label = QLabel()
    counted = sys.getrefcount(None)
    for at in range(20_000):
        label.setText(str(at))
    assert abs(sys.getrefcount(None) - counted) < 200
    label.deleteLater()
