"""The risk matrix on screen: shows risks by number, selects them, and rescores them by drag or key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from ...charts.heatmap import Cell, MapFrame, RiskPoint, frame, heat_map, impact_words, probability_words
from ...charts.scene import Box, Label, Line, Scene
from ...domain.pack import DEFAULT_GRID
from ...domain.risk import score
from ...services.queries.risks import RiskRow
from ..painting.scene import measure_with, paint_scene
from ..widgets.banner import announce
from ..widgets.text import plain_tooltip
from ..workspace import Workspace

TEXT: Final = 11
"""Size of the map's texts, px at 100 %."""

STEPS: Final = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}


class RiskMap(QWidget):
    """Five by five cells with the open risks in them.

    A number is dragged to another cell to rescore it. By keyboard: arrows move between cells, Enter chooses the next
    risk of the cell, Alt with an arrow moves the chosen risk by one cell.

    Signals:
        chosen: the id of a risk.
        rescored: the id of a risk, its new probability and impact.
        opened: the id of a risk whose details are wanted.
    """

    chosen = Signal(int)
    rescored = Signal(int, int, int)
    opened = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = workspace.texts
        self._rows: dict[int, RiskRow] = {}
        self._grid = DEFAULT_GRID
        self._appetite = 25
        self._selected: int | None = None
        self._cursor: Cell = (5, 1)
        self._pressed: tuple[int, QPointF] | None = None
        self._dragged: QPointF | None = None
        self._scene: Scene | None = None
        self.can_rescore = True
        self.describe: Callable[[Cell], str] = lambda cell: ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(320, 190))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self._t("Risk map"))
        workspace.theme.changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        """Return a size at which three numbers fit into a cell."""
        return QSize(520, 260)

    def show_risks(self, rows: Sequence[RiskRow], grid: str, appetite: int) -> None:
        """Show the open and scored ones of these risks."""
        self._rows = {row.id: row for row in rows if row.is_open and row.score is not None}
        self._grid = grid
        self._appetite = appetite
        if self._selected not in self._rows:
            self._selected = None
        red = sum(row.level == "R" for row in self._rows.values())
        above = sum(row.above_appetite for row in self._rows.values())
        self.setAccessibleDescription(
            self._t(
                "{risks} open risks with a score, {red} of them red, {above} above appetite",
                risks=len(self._rows),
                red=red,
                above=above,
            )
        )
        self._forget()

    def select(self, risk_id: int | None) -> None:
        """Show a risk as selected, with the way to its target."""
        if risk_id == self._selected:
            return
        self._selected = risk_id if risk_id in self._rows else None
        if self._selected is not None:
            self._cursor = self._cell_of(self._selected)
        self._forget()

    @property
    def selected(self) -> int | None:
        """The id of the risk shown as selected."""
        return self._selected

    def place_of(self, risk_id: int) -> QPointF | None:
        """Return the middle of a risk's number, None where it is not drawn."""
        for part in self._drawn():
            if isinstance(part, Box) and part.key == ("risk", risk_id) and not part.dash:
                return QPointF(part.x + part.width / 2, part.y + part.height / 2)
        return None

    def middle_of(self, probability: int, impact: int) -> QPointF:
        """Return the middle of a cell."""
        place = self._frame()
        x, y = place.corner((probability, impact))
        return QPointF(x + place.cell_width / 2, y + place.cell_height / 2)

    # What is drawn

    def _forget(self) -> None:
        self._scene = None
        self.update()

    @property
    def _size(self) -> float:
        return float(self._workspace.theme.fonts.px(12 if self._t.is_chinese else TEXT))

    def _frame(self) -> MapFrame:
        return frame(self.width(), self.height(), self._size, self._t, measure_with(self._workspace.theme))

    def _cell_of(self, risk_id: int) -> Cell:
        row = self._rows[risk_id]
        assert row.probability is not None
        assert row.impact is not None
        return row.probability, row.impact

    def _drawn(self) -> Scene:
        if self._scene is None:
            ordered = sorted(self._rows.values(), key=lambda row: (row.id != self._selected, row.code))
            points = [self._point(row) for row in ordered]
            self._scene = heat_map(
                points,
                self._grid,
                self._appetite,
                self.width(),
                self.height(),
                self._size,
                self._t,
                measure_with(self._workspace.theme),
            )
        return self._scene

    def _point(self, row: RiskRow) -> RiskPoint:
        is_selected = row.id == self._selected
        before: Cell | None = None
        if row.previous_probability is not None and row.previous_impact is not None:
            before = (row.previous_probability, row.previous_impact)
        # With forty risks on the map, arrows and rings of all of them would hide what one of them does.
        return RiskPoint(row.number, self._cell_of(row.id), before if is_selected else None, key=("risk", row.id))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map, the selection, the cell with the keyboard, and what is being dragged."""
        theme = self._workspace.theme
        painter = QPainter(self)
        paint_scene(painter, theme, self._drawn())
        place = self._frame()
        if self._selected is not None:
            self._paint_selection(painter, place)
        if self.hasFocus() and self._dragged is None:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._cell_box(place, self._cursor).adjusted(2, 2, -2, -2), 3, 3)
        if self._dragged is not None and self._pressed is not None:
            self._paint_drag(painter, place)

    def _paint_selection(self, painter: QPainter, place: MapFrame) -> None:
        assert self._selected is not None
        row = self._rows[self._selected]
        at = self.place_of(row.id)
        if at is None:
            return
        theme = self._workspace.theme
        size = self._size
        if row.target_probability and row.target_impact and row.target_score != row.score:
            target: Cell = (row.target_probability, row.target_impact)
            end, reach = self._room_in(place, target, at)
            way = end - at
            length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1.0)
            stop = end - way * (reach / length)
            start = at + way * (reach / length)
            ring = Box(end.x() - reach, end.y() - reach, 2 * reach, 2 * reach, "", "ink", 1.4, reach, (3, 2))
            arrow = Line(start.x(), start.y(), stop.x(), stop.y(), "ink", 1.4, arrow=True)
            paint_scene(painter, theme, (ring, arrow))
        metrics = measure_with(theme)(row.number, size, "bold")
        width = max(metrics + size * 0.9, size * 1.75) + 6
        height = size * 1.75 + 6
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        halo = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        painter.drawRoundedRect(halo, height / 2, height / 2)

    def _room_in(self, place: MapFrame, cell: Cell, start: QPointF) -> tuple[QPointF, float]:
        """Return a place in a cell for the ring of a target, beside the numbers that are there, and its radius."""
        size = self._size
        box = self._cell_box(place, cell)
        pills = [
            QRectF(part.x, part.y, part.width, part.height)
            for part in self._drawn()
            if isinstance(part, Box) and part.key and part.key[0] == "risk"
        ]
        places = [QPointF(box.x() + box.width() * share, box.bottom() - size * 1.2) for share in (0.2, 0.5, 0.8)]
        for middle in sorted(places, key=lambda point: (point - start).manhattanLength()):
            ring = QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size)
            if not any(ring.intersects(pill) for pill in pills):
                return middle, size
        # The cell is full: between its letter and its score there is always room for a small one.
        return QPointF(box.center().x(), box.y() + size * 0.85), size * 0.7

    def _paint_drag(self, painter: QPainter, place: MapFrame) -> None:
        assert self._pressed is not None
        assert self._dragged is not None
        theme = self._workspace.theme
        cell = place.cell(self._dragged.x(), self._dragged.y())
        if cell is not None:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._cell_box(place, cell).adjusted(2, 2, -2, -2), 3, 3)
        row = self._rows[self._pressed[0]]
        size = self._size
        width = max(measure_with(theme)(row.number, size, "bold") + size, size * 1.9)
        x, y = self._dragged.x(), self._dragged.y()
        pill = Box(x - width / 2, y - size * 0.95, width, size * 1.9, "accent", "surface", 1, size)
        text = Label(x, y + size * 0.34, row.number, size, "onAccent", "bold", "middle")
        paint_scene(painter, theme, (pill, text))

    def _cell_box(self, place: MapFrame, cell: Cell) -> QRectF:
        x, y = place.corner(cell)
        return QRectF(x, y, place.cell_width, place.cell_height)

    # Mouse

    def _risk_at(self, position: QPointF) -> int | None:
        for part in reversed(self._drawn()):
            if isinstance(part, Box) and part.key and part.key[0] == "risk" and not part.dash:
                box = QRectF(part.x, part.y, part.width, part.height).adjusted(-2, -2, 2, 2)
                if box.contains(position):
                    return int(part.key[1])
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the risk under the mouse, or the next one of the cell."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        risk = self._risk_at(event.position())
        if risk is not None:
            self._pressed = (risk, event.position())
            self._choose(risk)
            return
        cell = self._frame().cell(event.position().x(), event.position().y())
        if cell is not None:
            self._cursor = cell
            self._choose_next(cell)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the pressed number along."""
        if self._pressed is None or not self.can_rescore:
            over = self._risk_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        distance = (event.position() - self._pressed[1]).manhattanLength()
        if self._dragged is not None or distance >= QApplication.startDragDistance():
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Rescore what was dragged to another cell."""
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()
        if pressed is None or dragged is None:
            return
        cell = self._frame().cell(event.position().x(), event.position().y())
        if cell is not None:
            self._rescore(pressed[0], cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the details of the risk under the mouse."""
        risk = self._risk_at(event.position())
        if risk is not None:
            self.opened.emit(risk)

    def _rescore(self, risk_id: int, cell: Cell) -> None:
        if self.can_rescore and cell != self._cell_of(risk_id):
            self._cursor = cell
            self.rescored.emit(risk_id, *cell)

    def _choose(self, risk_id: int) -> None:
        self._cursor = self._cell_of(risk_id)
        self.select(risk_id)
        self.chosen.emit(risk_id)

    def _choose_next(self, cell: Cell) -> None:
        here = sorted((row for row in self._rows.values() if self._cell_of(row.id) == cell), key=lambda row: row.code)
        if here:
            ids = [row.id for row in here]
            place = ids.index(self._selected) + 1 if self._selected in ids else 0
            self._choose(ids[place % len(ids)])

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between cells, choose a risk, move it."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move_selected(step)
            else:
                self._cursor = _within(self._cursor, step)
                self._say_cell()
                self.update()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose_next(self._cursor)
            return
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self._pressed = self._dragged = None
            self.update()
            return
        super().keyPressEvent(event)

    def _move_selected(self, step: Cell) -> None:
        if self._selected is not None:
            self._rescore(self._selected, _within(self._cell_of(self._selected), step))

    def _say_cell(self) -> None:
        announce(self, self.cell_text(self._cursor))

    def cell_text(self, cell: Cell) -> str:
        """Return what a screen reader says of a cell."""
        codes = [row.code for row in self._rows.values() if self._cell_of(row.id) == cell]
        return self._t(
            "{probability}, {impact}, score {score}: {risks}",
            probability=probability_words(self._t)[cell[0] - 1],
            impact=impact_words(self._t)[cell[1] - 1],
            score=score(*cell),
            risks=self._t.listed(codes) or self._t("no risk"),
        )

    def event(self, event: QEvent) -> bool:
        """Tell which risk is under the mouse, or what the cell means."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            risk = self._risk_at(QPointF(event.pos()))
            cell = self._frame().cell(event.pos().x(), event.pos().y())
            text = self.describe(cell) if cell is not None else ""
            if risk is not None:
                text = f"{self._rows[risk].code}  {self._rows[risk].title}"
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        self._forget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell has the keyboard."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self.update()


def _within(cell: Cell, step: Cell) -> Cell:
    return min(max(cell[0] + step[0], 1), 5), min(max(cell[1] + step[1], 1), 5)
