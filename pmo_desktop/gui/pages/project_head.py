"""The ratings beside a project's name: the overall chip, and each dimension with where it moves."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...domain.rag import Dimension, Rag, movement
from ...services.queries.registry import ProjectRow
from ...texts import Texts
from ..painting.marks import Marks
from ..workspace import Workspace

SHOWN: Final[tuple[Dimension, ...]] = ("schedule", "cost", "scope", "risk", "benefits")
CHIP: Final = {"R": "ragRsoft", "A": "ragAsoft", "G": "ragGsoft", "C": "ragCsoft", "": "ragNsoft"}
CHIP_TEXT: Final = {"R": "ragRtext", "A": "ragAtext", "G": "ragGtext", "C": "ragCtext", "": "ragNtext"}
ARROWS: Final = {1: "↓", 0: "→", -1: "↑"}


def rating_word(rag: Rag, t: Texts) -> str:
    """Return the short word of a rating."""
    match rag:
        case "G":
            return t("Green")
        case "A":
            return t("Amber")
        case "R":
            return t("Red")
        case "C":
            return t("Complete")
    return t("Not rated")


def dimension_word(dimension: Dimension, t: Texts) -> str:
    """Return the name of a dimension."""
    match dimension:
        case "schedule":
            return t("Schedule")
        case "cost":
            return t("Cost")
        case "scope":
            return t("Scope")
        case "risk":
            return t("Risk")
        case "resources":
            return t("Resources")
        case "benefits":
            return t("Benefits")
    return t("Status")


class RatingRow(QWidget):
    """Paints the ratings of a project; narrow windows lose dimensions from the right."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = workspace.texts
        self._marks = Marks(workspace.theme)
        self._project: ProjectRow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(workspace.theme.fonts.px(26))
        workspace.theme.changed.connect(self.update)

    def show_project(self, project: ProjectRow) -> None:
        """Show the ratings of a project."""
        self._project = project
        self.setAccessibleName(self._words())
        self.setToolTip(self._words())
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        if self._project is None:
            return ""
        project, t = self._project, self._t
        parts = [self._word()]
        if project.is_stale:
            parts.append(t("No report for more than one and a half periods"))
        if project.better:
            parts.append(t("Reported better than calculated"))
        for dimension in self._rated():
            parts.append(f"{dimension_word(dimension, t)}: {rating_word(project.rating(dimension), t)}")
        return "\n".join(parts)

    def _rated(self) -> list[Dimension]:
        project = self._project
        return [d for d in SHOWN if project is not None and project.rating(d)]

    def sizeHint(self) -> QSize:
        """Return the room that every rating wants."""
        gap = self._workspace.theme.fonts.px(20)
        return QSize(round(self._chip_width() + sum(self._width(d) for d in self._rated())) + gap, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of the overall chip without its word."""
        return QSize(self._workspace.theme.fonts.px(26), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        project = self._project
        if project is None:
            return
        theme, t = self._workspace.theme, self._t
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        px = theme.fonts.px
        has_word = self.width() >= self._chip_width()
        chip = QRectF(0, middle - px(11), self._chip_width() if has_word else px(26), px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(CHIP[project.overall]))
        painter.drawRoundedRect(chip, 5, 5)
        tick, stale = project.doubts("overall")
        self._marks.draw(
            painter, chip.x() + px(13), middle, px(13), project.overall, letter=False, tick=tick, stale=stale
        )
        painter.setFont(theme.fonts.font(13, 600))
        painter.setPen(theme.color(CHIP_TEXT[project.overall]))
        if not has_word:
            return
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(chip.adjusted(px(25), 0, 0, 0), side, self._word())
        x = chip.right() + px(16)
        painter.setFont(theme.fonts.font(13))
        for dimension in self._rated():
            width = self._width(dimension)
            if x + width > self.width() + 4:
                return
            rag = project.rating(dimension)
            self._marks.draw(painter, x + px(7), middle, px(14), rag, tick=project.is_better(dimension))
            previous = project.previous.get(dimension, "")
            arrow = ARROWS[movement(previous, rag)] if previous else ""
            painter.setPen(theme.color("text"))
            text = dimension_word(dimension, t)
            metrics = QFontMetrics(painter.font())
            base = middle + metrics.ascent() / 2 - 1
            painter.drawText(QPointF(x + px(20), base), text)
            painter.setPen(theme.color("text3"))
            painter.drawText(QPointF(x + px(20) + metrics.horizontalAdvance(text + " "), base), arrow)
            x += width

    def _chip_width(self) -> float:
        if self._project is None:
            return 0
        fonts = self._workspace.theme.fonts
        return QFontMetrics(fonts.font(13, 600)).horizontalAdvance(self._word()) + fonts.px(35)

    def _word(self) -> str:
        project = self._project
        if project is None:
            return ""
        return self._t("Out of date") if project.is_stale else rating_word(project.overall, self._t)

    def _width(self, dimension: Dimension) -> float:
        fonts = self._workspace.theme.fonts
        metrics = QFontMetrics(fonts.font(13))
        return metrics.horizontalAdvance(dimension_word(dimension, self._t) + " →") + fonts.px(20) + fonts.px(14)
