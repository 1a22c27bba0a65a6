"""What is shown of the timeline, and how near: the buttons at the end of its filter line."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from ..widgets.text import plain_tooltip
from ..workspace import Workspace


class TimelineTools(QObject):
    """The buttons, put into a layout.

    Signals:
        asked: nearer, farther, fit or today.
    """

    asked = Signal(str)

    def __init__(self, workspace: Workspace, row: QHBoxLayout) -> None:
        super().__init__()
        self._workspace, self._row = workspace, row
        t = workspace.texts
        self.parts = self._switch("rows-3", t("Phases and gates under each project"), on=False)
        self.stones = self._switch("diamond", t("All milestones, not only gates and key ones"), on=False)
        self.baseline = self._switch("git-commit-horizontal", t("Baseline"), on=True)
        self.links = self._switch("link", t("Arrows of dependencies"), on=True)
        line = QFrame()
        line.setObjectName("verticalDivider")
        line.setFixedHeight(18)
        row.addSpacing(4)
        row.addWidget(line)
        row.addSpacing(4)
        for icon, words, name, keys in (
            ("zoom-out", t("Show a longer time"), "farther", "-"),
            ("zoom-in", t("Show a shorter time"), "nearer", "+"),
            ("maximize", t("Show the whole portfolio"), "fit", "0"),
            ("crosshair", t("Go to the data date"), "today", "T"),
        ):
            button = self._button(icon, words, keys)
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
        self.panel = self._button("panel-right", t("Dependencies"), "Alt+Return")
        self.panel.setCheckable(True)

    def _switch(self, icon: str, words: str, *, on: bool) -> QToolButton:
        button = self._button(icon, words, "")
        button.setCheckable(True)
        button.setChecked(on)
        return button

    def _button(self, icon: str, words: str, keys: str) -> QToolButton:
        button = QToolButton()
        self._workspace.icons.put(button, icon)
        button.setAccessibleName(words)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        button.setToolTip(plain_tooltip(f"{words}  {shown}".strip()))
        self._row.addWidget(button)
        return button
