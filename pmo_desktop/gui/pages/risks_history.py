"""How a risk's score moved over the reporting periods, as a small line."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...charts.scene import Label
from ...charts.small import sparkline
from ..painting.scene import paint_scene
from ..widgets.text import plain_tooltip
from ..workspace import Workspace

LINE: Final = QSize(120, 22)


class ScoreHistory(QWidget):
    """The line of the scores, and in words how they moved since the first one; hidden where nothing was noted yet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.scores: tuple[tuple[date, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        workspace.theme.changed.connect(self.update)
        self.hide()

    def show_scores(self, scores: tuple[tuple[date, int], ...]) -> None:
        """Show scores, each with the day of its report."""
        self.scores = scores
        self.setVisible(len(scores) > 1)
        t = self._workspace.texts
        told = "; ".join(f"{t.month(day)} {score}" for day, score in scores)
        self.setAccessibleName(t("Score over time: {scores}", scores=told))
        self.setToolTip(plain_tooltip(self.accessibleName()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line."""
        px = self._workspace.theme.fonts.px
        return QSize(px(LINE.width() * 2), px(LINE.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, first and last score beside it."""
        t, theme = self._workspace.texts, self._workspace.theme
        painter = QPainter(self)
        size = float(theme.fonts.px(12 if t.is_chinese else 11))
        px = theme.fonts.px
        middle = self.height() / 2 + size * 0.34
        first, last = self.scores[0][1], self.scores[-1][1]
        painter.save()
        painter.translate(px(30), self.height() * 0.2)
        paint_scene(
            painter, theme, sparkline([float(score) for _, score in self.scores], px(LINE.width()), self.height() * 0.6)
        )
        painter.restore()
        words = t("since {month}", month=t.month(self.scores[0][0]))
        labels = (
            Label(px(4), middle, str(first), size, "text3"),
            Label(px(38 + LINE.width()), middle, str(last), size, "text", "semibold"),
            Label(px(62 + LINE.width()), middle, words, size, "text3"),
        )
        paint_scene(painter, theme, labels)
