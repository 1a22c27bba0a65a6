"""A risk's score as a button: mark, number, factors; a click opens a small map to choose another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ...charts.heatmap import TINTS, Cell, impact_words, probability_words
from ...domain.pack import DEFAULT_GRID
from ...domain.risk import level
from ..painting.marks import paint_mark
from ..widgets.text import plain_tooltip
from ..workspace import Workspace

CELL: Final = QSize(44, 30)
EDGE: Final = 10


class ScoreButton(QAbstractButton):
    """Shows probability × impact with its mark.

    Attributes:
        describe: says what a cell means, for tooltips.

    Signals:
        picked: the probability and impact that were chosen.
    """

    picked = Signal(int, int)

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._title = title
        self._cell: Cell | None = None
        self._grid = DEFAULT_GRID
        self._map: ScoreMap | None = None
        self.describe: Callable[[Cell], str] = lambda cell: ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        workspace.theme.changed.connect(self.update)
        self.show_score(None, None, DEFAULT_GRID)

    def show_score(self, probability: int | None, impact: int | None, grid: str) -> None:
        """Show a score, or that nobody has judged."""
        t = self._workspace.texts
        self._cell = (probability, impact) if probability is not None and impact is not None else None
        self._grid = grid
        if self._cell is None:
            words = t("{title}: not scored", title=self._title)
        else:
            words = t(
                "{title}: score {score}, {probability}, {impact}",
                title=self._title,
                score=self._cell[0] * self._cell[1],
                probability=probability_words(t)[self._cell[0] - 1],
                impact=impact_words(t)[self._cell[1] - 1],
            )
        self.setAccessibleName(words)
        meaning = self.describe(self._cell) if self._cell is not None else ""
        self.setToolTip(plain_tooltip(f"{words}\n{meaning}" if meaning else words))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for mark, score and factors."""
        fonts = self._workspace.theme.fonts
        return QSize(fonts.px(84), fonts.px(26))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a tinted chip and, beside it, the two factors."""
        theme = self._workspace.theme
        fonts = theme.fonts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        chip = QRectF(4, 1, fonts.px(44), height - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._cell is None:
            painter.setBrush(theme.color("ragNsoft"))
            painter.drawRoundedRect(chip, 5, 5)
            painter.setPen(theme.color("text3"))
            painter.setFont(fonts.role("body"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "–")
        else:
            probability, impact = self._cell
            rag = level(probability, impact, self._grid)
            painter.setBrush(theme.color(TINTS.get(rag, "ragNsoft")))
            painter.drawRoundedRect(chip, 5, 5)
            size = fonts.px(11)
            paint_mark(painter, theme, chip.x() + size * 1.05, height / 2, size, rag, letter=False)
            painter.setPen(theme.color(f"rag{rag}text" if rag else "text2"))
            painter.setFont(fonts.role("body", weight=600))
            number = chip.adjusted(size * 1.6, 0, 0, 0)
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(probability * impact))
            painter.setPen(theme.color("text3"))
            painter.setFont(fonts.role("small"))
            rest = QRectF(chip.right() + 6, 0, self.width() - chip.right() - 6, height)
            painter.drawText(
                rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{probability} × {impact}"
            )
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip.adjusted(0, 0, 0, 0), 5, 5)

    def _open(self) -> None:
        self._map = ScoreMap(self._workspace, self._cell or (3, 3), self._grid, self)
        self._map.describe = self.describe
        self._map.picked.connect(self.picked)
        self._map.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._map.show()
        self._map.setFocus()


class ScoreMap(QWidget):
    """A small map to choose a score from, by mouse or by arrows and Enter.

    Signals:
        picked: probability and impact.
    """

    picked = Signal(int, int)

    def __init__(self, workspace: Workspace, cell: Cell, grid: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._cell = cell
        self._grid = grid
        self.describe: Callable[[Cell], str] = lambda cell: ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(workspace.texts("Choose probability and impact"))
        fonts = workspace.theme.fonts
        self._width, self._height = fonts.px(CELL.width()), fonts.px(CELL.height())
        self._caption = fonts.px(20)
        self.setFixedSize(5 * self._width + 2 * EDGE, 5 * self._height + 2 * EDGE + self._caption)

    def box_of(self, probability: int, impact: int) -> QRectF:
        """Return where a cell is."""
        x = EDGE + (impact - 1) * self._width
        return QRectF(x, EDGE + (5 - probability) * self._height, self._width, self._height).adjusted(1, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells with their scores, and the words of the cell in question."""
        t, theme = self._workspace.texts, self._workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setFont(theme.fonts.role("small"))
        for probability in range(1, 6):
            for impact in range(1, 6):
                rag = level(probability, impact, self._grid)
                box = self.box_of(probability, impact)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(TINTS.get(rag, "subtle")))
                painter.drawRoundedRect(box, 3, 3)
                if (probability, impact) == self._cell:
                    painter.setPen(QPen(theme.color("focus"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
                painter.setPen(theme.color(f"rag{rag}text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(probability * impact))
        words = f"{probability_words(t)[self._cell[0] - 1]} × {impact_words(t)[self._cell[1] - 1]}"
        painter.setPen(theme.color("text2"))
        foot = QRectF(EDGE, self.height() - EDGE - self._caption + 4, self.width() - 2 * EDGE, self._caption)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        cell = self._at(event)
        if cell is not None and cell != self._cell:
            self._cell = cell
            self.setToolTip(plain_tooltip(self.describe(cell)))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse."""
        cell = self._at(event)
        if cell is not None:
            self._pick(cell)

    def _at(self, event: QMouseEvent) -> Cell | None:
        impact = int((event.position().x() - EDGE) // self._width) + 1
        probability = 5 - int((event.position().y() - EDGE) // self._height)
        return (probability, impact) if 1 <= impact <= 5 and 1 <= probability <= 5 else None

    def _pick(self, cell: Cell) -> None:
        self.picked.emit(*cell)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, choose by Enter, leave by Esc."""
        probability, impact = self._cell
        match event.key():
            case Qt.Key.Key_Up:
                self._cell = (min(probability + 1, 5), impact)
            case Qt.Key.Key_Down:
                self._cell = (max(probability - 1, 1), impact)
            case Qt.Key.Key_Right:
                self._cell = (probability, min(impact + 1, 5))
            case Qt.Key.Key_Left:
                self._cell = (probability, max(impact - 1, 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._pick(self._cell)
            case _:
                super().keyPressEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when something else is used."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close()
