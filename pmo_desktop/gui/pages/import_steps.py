"""The four steps of an import at the left: where we are, what is done, what was said on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ..widgets.text import Label
from ..workspace import Workspace

CIRCLE: Final = 22


class StepButton(QAbstractButton):
    """One step: a number in a circle, its name, and a quiet note."""

    def __init__(self, workspace: Workspace, number: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._number = number
        self._note = ""
        self.is_done = False
        self.is_current = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def note(self) -> str:
        """Return the note shown."""
        return self._note

    def show_as(self, *, is_done: bool, is_current: bool, note: str) -> None:
        """Look done, current or still to come."""
        self.is_done, self.is_current, self._note = is_done, is_current, note
        self.setAccessibleDescription(note)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(160, self._workspace.theme.fonts.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint circle, name and note."""
        theme = self._workspace.theme
        px = theme.fonts.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = px(CIRCLE)
        circle = QRectF(4, 4, size, size)
        filled = self.is_done or self.is_current
        painter.setBrush(theme.color("accent") if filled else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(theme.color("lineStrong"), 1.2))
        painter.drawEllipse(circle)
        if self.is_done and not self.is_current:
            pixmap = self._workspace.icons.pixmap("check", "onAccent", 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(circle.center().x() - 7, circle.center().y() - 7), pixmap)
        else:
            painter.setPen(theme.color("onAccent" if filled else "text3"))
            painter.setFont(theme.fonts.font(12, 600))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        left = size + 14
        room = self.width() - left - 2
        name = theme.fonts.font(13, 600 if self.is_current else 500)
        self._line(painter, QRect(left, 4, room, size), self.text(), name, "text" if filled else "text3")
        if self._note:
            below = QRect(left, 4 + size - 2, room, self.height() - size - 2)
            self._line(painter, below, self._note, theme.fonts.role("small"), "text3")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _line(self, painter: QPainter, area: QRect, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._workspace.theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class StepList(QFrame):
    """The steps, and what they promise.

    Signals:
        chosen: number (from 0) of a step that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, workspace: Workspace, names: Sequence[str], promise: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(workspace.theme.fonts.px(212))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, 14, 14)
        column.setSpacing(10)
        self.buttons: list[StepButton] = []
        for at, name in enumerate(names):
            button = StepButton(workspace, at + 1, name, self)
            button.clicked.connect(lambda _=False, at=at: self.chosen.emit(at))
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(Label(promise, "hint", wrap=True))

    def show_state(self, current: int, reachable: Sequence[bool], notes: Sequence[str]) -> None:
        """Show where we are; steps that can't be reached yet are disabled."""
        for at, button in enumerate(self.buttons):
            button.show_as(is_done=at < current, is_current=at == current, note=notes[at])
            button.setEnabled(reachable[at])
