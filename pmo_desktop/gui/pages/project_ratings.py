"""A rating that can be chosen: four marks in a row, by mouse or by G, A, R, C."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...domain.rag import Rag
from ..painting.marks import Marks
from ..workspace import Workspace
from .project_head import rating_word

ORDER: Final[tuple[Rag, ...]] = ("G", "A", "R", "C")
KEYS: Final[dict[str, Rag]] = {
    "G": "G", "A": "A", "R": "R", "C": "C", "1": "G", "2": "A", "3": "R", "绿": "G", "黄": "A", "红": "R",
}  # fmt: skip
CELL: Final = 30


class RatingPicker(QWidget):
    """Four marks; the chosen one is framed, what was reported last period has a line under it.

    Signals:
        picked: the rating; choosing the chosen one again takes it away ("").
        stepped: the keyboard goes to the dimension above (-1) or below (1).
        asked: the user wants to know what the rules say.
    """

    picked = Signal(str)
    stepped = Signal(int)
    asked = Signal()

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._title = title
        self._marks = Marks(workspace.theme)
        self._rating: Rag = ""
        self._previous: Rag = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        workspace.theme.changed.connect(self.update)

    @property
    def rating(self) -> Rag:
        """The rating shown."""
        return self._rating

    def show_rating(self, rating: Rag, previous: Rag) -> None:
        """Show a rating, and that of the period before."""
        self._rating, self._previous = rating, previous
        t = self._workspace.texts
        self.setAccessibleName(f"{self._title}: {rating_word(rating, t)}")
        words = rating_word(rating, t)
        self.setToolTip(t("{now}, was {before}", now=words, before=rating_word(previous, t)) if previous else words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of four marks."""
        px = self._workspace.theme.fonts.px
        return QSize(px(CELL) * len(ORDER) + 4, px(CELL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks: the chosen one in full, the others faint."""
        theme = self._workspace.theme
        cell = theme.fonts.px(CELL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, rag in enumerate(ORDER):
            area = QRectF(place * cell + 2, 2, cell - 3, self.height() - 4)
            if rag == self._rating:
                painter.setBrush(theme.color("subtle"))
                painter.setPen(QPen(theme.color("lineStrong"), 1))
                painter.drawRoundedRect(area, 6, 6)
            chosen = rag == self._rating
            painter.setOpacity(1.0 if chosen else (0.35 if self.isEnabled() else 0.15))
            self._marks.draw(painter, area.center().x(), area.center().y(), 16 * theme.fonts.scale, rag)
            painter.setOpacity(1.0)
            if rag == self._previous and rag != self._rating:
                painter.setPen(QPen(theme.color("text3"), 1.5))
                y = area.bottom() - 1.5
                painter.drawLine(round(area.center().x()) - 5, round(y), round(area.center().x()) + 5, round(y))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the mark under the mouse."""
        place = int(event.position().x() // self._workspace.theme.fonts.px(CELL))
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(ORDER):
            self._pick(ORDER[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter or by arrow; up and down go to the other dimensions, "?" asks why."""
        rag = KEYS.get(event.text().upper())
        at = ORDER.index(self._rating) if self._rating in ORDER else -1
        if rag is not None:
            if rag != self._rating:
                self.picked.emit(rag)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.text() in ("?", "？"):
            self.asked.emit()
        elif event.key() == Qt.Key.Key_Right:
            self._pick(ORDER[min(at + 1, len(ORDER) - 1)], toggle=False)
        elif event.key() == Qt.Key.Key_Left:
            self._pick(ORDER[max(at - 1, 0)], toggle=False)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._rating:
            self.picked.emit("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def _pick(self, rag: Rag, *, toggle: bool = True) -> None:
        if rag != self._rating:
            self.picked.emit(rag)
        elif toggle:
            self.picked.emit("")
