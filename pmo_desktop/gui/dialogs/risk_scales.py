"""The scales of risks, edited together: the matrix and its presets, bands, anchors, appetite."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QDialog, QFormLayout, QHeaderView, QSpinBox, QTableWidgetItem, QWidget

from ..._generated.ui_risk_scales import Ui_RiskScales
from ...charts.heatmap import TINTS, Cell, impact_words, probability_words
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.risk import GRIDS
from ...services.commands.risk_scales import ANCHOR_LIMIT, set_scales
from ...services.commands.risks import IMPACT_KINDS
from ...services.queries.portfolio import portfolio
from ...services.values import number
from ...texts.formats import minor_digits
from ...texts.messages import N_
from ..risk_anchors import KINDS, anchors_of
from ..widgets.banner import announce
from ..widgets.button_box import keep_button
from ..workspace import Workspace

PRESETS: Final = {
    "balanced": N_("Balanced, cell by cell"),
    "pm2": N_("PM²-like: green to 2, red from 20"),
    "cautious": N_("4 / 9 / 15: green to 4, amber to 9"),
    "thirds": N_("6 / 12: green to 6, amber to 12"),
}
LETTERS: Final = "GAR"
STEPS: Final = {
    Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1),
}  # fmt: skip


class GridEdit(QWidget):
    """Five by five cells; a click turns a cell to the next colour, G, A and R set it.

    Signals:
        changed: the grid was edited.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, grid: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = workspace.texts
        self.grid = grid
        self._cell: Cell = (1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._t("Matrix"))
        px = workspace.theme.fonts.px
        self._left = px(100)
        self._size = QSize(px(46), px(30))
        self.setFixedSize(self._left + 5 * self._size.width(), 5 * self._size.height() + px(22))

    def box_of(self, cell: Cell) -> QRectF:
        """Return where a cell is; probability rises upwards."""
        probability, impact = cell
        x, y = self._left + (impact - 1) * self._size.width(), (5 - probability) * self._size.height()
        return QRectF(x, y, self._size.width(), self._size.height()).adjusted(1, 1, -1, -1)

    def show_grid(self, grid: str) -> None:
        """Show another grid."""
        self.grid = grid
        self.update()

    def set_cell(self, cell: Cell, letter: str) -> None:
        """Give a cell a colour."""
        at = 5 * (cell[0] - 1) + cell[1] - 1
        self.grid = self.grid[:at] + letter + self.grid[at + 1 :]
        self.changed.emit()
        self.update()

    def letter_of(self, cell: Cell) -> str:
        """Return the letter of a cell."""
        return self.grid[5 * (cell[0] - 1) + cell[1] - 1]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells with letter and score, and the words of both axes."""
        t, theme = self._t, self._workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.fonts.role("small"))
        middle = Qt.AlignmentFlag.AlignCenter
        for probability in range(1, 6):
            word = QRectF(0, self.box_of((probability, 1)).y(), self._left - 8, self._size.height() - 2)
            painter.setPen(theme.color("text2"))
            painter.drawText(word, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             probability_words(t)[probability - 1])  # fmt: skip
            for impact in range(1, 6):
                cell = (probability, impact)
                box, letter = self.box_of(cell), self.letter_of(cell)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(TINTS[letter]))
                painter.drawRoundedRect(box, 3, 3)
                painter.setPen(theme.color(f"rag{letter}text"))
                painter.drawText(box, middle, f"{letter} {probability * impact}")
        painter.setPen(theme.color("text2"))
        foot = QRectF(
            self._left, 5 * self._size.height(), 5 * self._size.width(), self.height() - 5 * self._size.height()
        )
        words = impact_words(t)
        painter.drawText(foot, middle, f"{words[0]}  →  {words[-1]}")
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.box_of(self._cell), 3, 3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the cell under the mouse to the next colour."""
        for probability in range(1, 6):
            for impact in range(1, 6):
                if self.box_of((probability, impact)).contains(event.position()):
                    self._cell = (probability, impact)
                    self.set_cell(self._cell, LETTERS[(LETTERS.index(self.letter_of(self._cell)) + 1) % 3])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, set a colour by its letter."""
        step, letter = STEPS.get(Qt.Key(event.key())), event.text().upper()
        if step is not None:
            self._cell = (min(max(self._cell[0] + step[0], 1), 5), min(max(self._cell[1] + step[1], 1), 5))
        elif letter and letter in LETTERS:
            self.set_cell(self._cell, letter)
        elif event.key() == Qt.Key.Key_Space:
            self.set_cell(self._cell, LETTERS[(LETTERS.index(self.letter_of(self._cell)) + 1) % 3])
        else:
            super().keyPressEvent(event)
            return
        words = f"{probability_words(self._t)[self._cell[0] - 1]}, {impact_words(self._t)[self._cell[1] - 1]}"
        announce(self, f"{words}: {self.letter_of(self._cell)}")
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell has the keyboard."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self.update()


class RiskScalesDialog(QDialog):
    """All scales on one form; they are kept together, as one step that can be undone."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = t = workspace.texts
        self._rules = workspace.read(portfolio)
        self.form = Ui_RiskScales()
        self.form.setupUi(self)
        self.form.error.hide()
        px, room = workspace.theme.fonts.px, self.screen().availableSize()
        self.setMinimumWidth(min(px(760), room.width() - 40))  # at 200 % on a small screen: what there is
        self.resize(self.minimumWidth(), min(px(600), room.height() - 60))
        self.form.lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.grid = GridEdit(workspace, self._rules.risk_grid)
        self.form.matrix.addWidget(self.grid)
        if self.minimumWidth() < self.grid.width() + px(260):
            self.form.upper.setDirection(QBoxLayout.Direction.TopToBottom)
        self.form.matrix.addStretch(1)
        self.form.preset.addItem(t("Own colours"), None)
        for key, title in PRESETS.items():
            self.form.preset.addItem(t(title), key)
        self.form.preset.activated.connect(lambda _: self._take_preset())
        self.grid.changed.connect(self._show_preset)
        self._show_preset()
        self.form.appetite.setValue(self._rules.tolerances.appetite)
        limit = self._rules.tolerances.loss_appetite
        unit = int(10 ** minor_digits(self._rules.currency))
        self.form.loss.setText("" if limit is None else f"{limit / unit:.{minor_digits(self._rules.currency)}f}")
        self.form.loss.setPlaceholderText(t("no limit, {currency}", currency=self._rules.currency))
        self.bands: list[QSpinBox] = []
        for place, end in enumerate(self._rules.bands):
            box = QSpinBox()
            box.setRange(1, 99)
            box.setMinimumWidth(px(56))
            box.setValue(end)
            box.setAccessibleName(probability_words(t)[place])
            box.setToolTip(probability_words(t)[place])
            self.form.bands.addWidget(box)
            self.bands.append(box)
        self._fill_anchors()
        keep_button(self.form.buttons, t, t("Keep the scales"))
        self.form.buttons.accepted.connect(self.keep)

    def keep(self) -> None:
        """Keep all scales, or say what is wrong with one."""
        try:
            self._workspace.attempt(
                Message("set_risk_scales"),
                set_scales,
                grid=self.grid.grid,
                bands=[box.value() for box in self.bands],
                appetite=self.form.appetite.value(),
                loss_appetite=self._loss(),
                anchors=self._anchors(),
            )
        except PmoError as error:
            self.form.error.setText(self._t.say(error))
            self.form.error.show()
            return
        self.accept()

    def _loss(self) -> int | None:
        text = self.form.loss.text().strip()
        if not text:
            return None
        amount = number(text)
        if amount is None:
            raise PmoError("risk_appetite_range")
        found: int = round(amount * 10 ** minor_digits(self._rules.currency))
        return found

    def _take_preset(self) -> None:
        key = self.form.preset.currentData()
        if key is not None:
            self.grid.show_grid(GRIDS[key])

    def _show_preset(self) -> None:
        same = next((key for key, grid in GRIDS.items() if grid == self.grid.grid), None)
        self.form.preset.setCurrentIndex(max(0, self.form.preset.findData(same)) if same else 0)

    def _fill_anchors(self) -> None:
        t, table = self._t, self.form.anchors
        table.setColumnCount(5)
        table.setRowCount(len(KINDS))
        table.setHorizontalHeaderLabels([f"{at}  {word}" for at, word in enumerate(impact_words(t), 1)])
        table.setVerticalHeaderLabels([t(title) for title in KINDS.values()])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(self._workspace.theme.fonts.px(42))
        for row, words in enumerate(anchors_of(self._rules, t).values()):
            for column, word in enumerate(words):
                table.setItem(row, column, QTableWidgetItem(word[:ANCHOR_LIMIT]))

    def _anchors(self) -> dict[str, list[str]]:
        """Return the words of the kinds that were edited, and of those that were the organisation's own already."""
        table, before = self.form.anchors, anchors_of(self._rules, self._t)
        own = self._rules.settings.get("impact_anchors")
        found = {}
        for row, kind in enumerate(IMPACT_KINDS):
            words = [item.text().strip() if (item := table.item(row, at)) else "" for at in range(5)]
            if words != list(before[kind]) or (isinstance(own, dict) and kind in own):
                found[kind] = words
        return found
