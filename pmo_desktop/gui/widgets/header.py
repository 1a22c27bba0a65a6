"""The header of a page: where we are, which period, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..workspace import Workspace
from .period_button import PeriodButton
from .text import ElidedLabel, Label

TITLE_LETTERS: Final = 24
"""So many letters of a title are always shown."""


class PageHeader(QWidget):
    """Title and subtitle at the left, period selector and actions at the right.

    Signals:
        crumb_clicked: the place number (from 0) of a step of the breadcrumb.
    """

    crumb_clicked = Signal(int)

    def __init__(self, workspace: Workspace, *, period: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(4)
        self._title = ElidedLabel("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._subtitle = ElidedLabel("", "hint")
        self._subtitle.hide()
        self.beside_title = QHBoxLayout()
        self.beside_title.setSpacing(12)
        self.beside_title.addWidget(self._title)
        self.beside_title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addLayout(self._crumbs)
        words.addLayout(self.beside_title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        self.period = PeriodButton(workspace)
        if not period:  # showing a widget that has no parent yet would make it a window
            self.period.hide()
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self.actions_row)
        self.setMinimumHeight(64)

    def set_title(self, title: str) -> None:
        """Show a title."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.ensurePolished()
        metrics = self._title.fontMetrics()
        self._title.setMinimumWidth(metrics.horizontalAdvance(title[:TITLE_LETTERS]) + 4)

    def put_beside_title(self, widget: QWidget) -> None:
        """Put a widget right after the title; where room is short, it gives way first."""
        self.beside_title.insertWidget(1, widget)

    def title(self) -> str:
        """Return the title shown."""
        return self._title.text()

    def set_subtitle(self, subtitle: str) -> None:
        """Show a quiet line under the title, or none."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_breadcrumb(self, steps: Sequence[str]) -> None:
        """Show the way here above the title; each step can be clicked."""
        while self._crumbs.count():
            item = self._crumbs.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for place, step in enumerate(steps):
            if place:
                self._crumbs.addWidget(Label("›", "quiet"))
            button = QPushButton(step.replace("&", "&&"))
            button.setProperty("kind", "crumb")
            button.clicked.connect(lambda _=False, place=place: self.crumb_clicked.emit(place))
            self._crumbs.addWidget(button)
        self._crumbs.addStretch(1)

    def add_button(
        self, text: str, icon: str, run: Callable[[], object], *, primary: bool = False, tip: str = ""
    ) -> QPushButton:
        """Add a button at the right; a page has at most one primary one, and it comes last."""
        button = QPushButton(text)
        button.setProperty("kind", "primary" if primary else "default")
        self._workspace.icons.put(button, icon, "onAccent" if primary else "text2")
        button.clicked.connect(lambda: run())
        button.setToolTip(tip)
        self.actions_row.addWidget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add something else at the right."""
        self.actions_row.addWidget(widget)
