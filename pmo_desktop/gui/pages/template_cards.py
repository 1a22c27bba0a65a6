"""A template as a card: its plan drawn small, its name, what is in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ...services.queries.templates import TemplateCard
from ..theme import Theme
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace

CARD_WIDTH: Final = 236
PICTURE_HEIGHT: Final = 112
MOST_BARS: Final = 16


class Picture(QWidget):
    """The plan of a template, drawn small: phases dark, tasks light, gates as diamonds."""

    def __init__(self, theme: Theme, bars: tuple[tuple[int, float, float, bool], ...]) -> None:
        super().__init__()
        self._theme = theme
        self._bars = _thinned(bars)
        self.setFixedHeight(theme.fonts.px(PICTURE_HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a sheet with the plan on it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.color("subtle"))
        sheet = area.adjusted(area.width() * 0.12, 12, -area.width() * 0.12, -12)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(sheet, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        rows = max(len(self._bars), 1)
        step = (sheet.height() - 16) / rows
        thick = min(4.0, step * 0.55)
        left, width = sheet.x() + sheet.width() * 0.34, sheet.width() * 0.6
        for place, (level, start, finish, milestone) in enumerate(self._bars):
            y = sheet.y() + 8 + place * step
            is_phase = level <= 1 and not milestone
            painter.setBrush(theme.color("ink" if is_phase else "prev"))
            indent = 0 if is_phase else 6
            name_width = sheet.width() * (0.2 if is_phase else 0.13 + 0.05 * (place % 3))
            painter.drawRoundedRect(QRectF(sheet.x() + 8 + indent, y, name_width, thick * 0.75), 1, 1)
            x = left + width * start
            if milestone:
                painter.setBrush(theme.color("critDone"))
                centre, r = QPointF(left + width * finish, y + thick / 2), 3.2
                painter.drawPolygon(
                    QPolygonF([centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r),
                               centre + QPointF(-r, 0)])
                )  # fmt: skip
                continue
            painter.setBrush(theme.color("ink" if is_phase else "bar"))
            painter.drawRoundedRect(QRectF(x, y, max(width * (finish - start), 2.5), thick), 1, 1)


def _thinned(bars: tuple[tuple[int, float, float, bool], ...]) -> list[tuple[int, float, float, bool]]:
    """Return at most so many bars as can be told apart: all phases first, then an even choice of the rest."""
    if len(bars) <= MOST_BARS:
        return list(bars)
    phases = [at for at, bar in enumerate(bars) if bar[0] <= 1 and not bar[3]]
    rest = [at for at in range(len(bars)) if at not in set(phases)]
    room = max(MOST_BARS - len(phases), 4)
    step = len(rest) / room
    chosen = {rest[int(place * step)] for place in range(room)}
    return [bars[at] for at in sorted({*phases[:MOST_BARS], *chosen})]


class Card(QFrame):
    """A template that can be chosen by mouse and by keyboard.

    Signals:
        chosen, used: the key of the template.
    """

    chosen = Signal(str)
    used = Signal(str)

    def __init__(self, workspace: Workspace, facts: TemplateCard) -> None:
        super().__init__()
        t = workspace.texts
        self.facts = facts
        self.setObjectName("card")
        self.setProperty("kind", "clickable")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(workspace.theme.fonts.px(CARD_WIDTH) - 24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name = ElidedLabel(facts.name, "strong")
        about = Label(facts.description, "small", wrap=True)
        about.setAlignment(Qt.AlignmentFlag.AlignTop)
        about.setFixedHeight(round(about.fontMetrics().lineSpacing() * 3.1))
        counts = ElidedLabel(
            t("{tasks} tasks · {milestones} milestones · {risks} risks",
              tasks=facts.tasks, milestones=facts.milestones, risks=facts.risks), "hint",
        )  # fmt: skip
        tags = QHBoxLayout()
        tags.setSpacing(6)
        tags.addWidget(Label(t("Project"), "tag"))
        if facts.own is not None:
            tags.addWidget(Label(t("Ours"), "tag-accent"))
        tags.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(12, 8, 12, 12)
        words.setSpacing(4)
        words.addWidget(name)
        words.addWidget(about)
        words.addWidget(counts)
        words.addSpacing(2)
        words.addLayout(tags)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 0)
        column.setSpacing(0)
        column.addWidget(Picture(workspace.theme, facts.bars))
        column.addLayout(words)
        self.setAccessibleName(facts.name)
        self.setAccessibleDescription(facts.description)

    def set_chosen(self, chosen: bool) -> None:
        """Frame the card, or not."""
        self.setProperty("selected", "true" if chosen else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.setFocus()
        self.chosen.emit(self.facts.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Use it."""
        self.used.emit(self.facts.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use it with Enter, choose it with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.used.emit(self.facts.key)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.facts.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A card that is reached by Tab is the chosen one."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.chosen.emit(self.facts.key)
