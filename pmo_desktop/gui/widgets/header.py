"""The header of a page: where we are, which period, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..workspace import Workspace
from .header_button import HeaderButton
from .period_button import PeriodButton
from .text import ElidedLabel, Label

TITLE_LETTERS: Final = 24
"""So many letters of a title are always shown."""

HEIGHT: Final = 64
EDGE: Final = 24
GAP: Final = 8


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
        self._buttons: list[HeaderButton] = []
        self._primary: HeaderButton | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 8, EDGE, 8)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self.actions_row)

    def minimumSizeHint(self) -> QSize:
        """Return room for the lines of the title, however large the letters are."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(HEIGHT, hint.height()))

    def set_title(self, title: str) -> None:
        """Show a title."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.ensurePolished()
        metrics = self._title.fontMetrics()
        self._title.setMinimumWidth(metrics.horizontalAdvance(title[:TITLE_LETTERS]) + 4)
        self._fit()

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
    ) -> HeaderButton:
        """Add a button at the right; a page has at most one primary one, and it comes last."""
        button = HeaderButton(self._workspace.icons)
        button.setProperty("kind", "primary" if primary else "default")
        button.say(text, icon, "onAccent" if primary else "text2", tip=tip)
        button.clicked.connect(lambda: run())
        if primary or self._primary is None:
            self.actions_row.addWidget(button)
        else:
            self.actions_row.insertWidget(self.actions_row.indexOf(self._primary), button)
            QWidget.setTabOrder(button, self._primary)
        if primary:
            self._primary = button
        self._buttons.append(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add something else at the right."""
        self.actions_row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit: only now is the style sheet known to the buttons."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Make buttons brief, the least important first, until the title has its room."""
        if not self.isVisible():
            return
        room = self.width() - 2 * EDGE - self._title.minimumWidth()
        first = [self.period] if not self.period.isHidden() else []
        others = [button for button in reversed(self._buttons) if button is not self._primary]
        last = [self._primary] if self._primary is not None else []
        giving_way = [*first, *others, *last]
        for button in giving_way:
            button.set_brief(False)
        for button in giving_way:
            if sum(one.sizeHint().width() + GAP for one in giving_way if not one.isHidden()) <= room:
                return
            button.set_brief(True)
