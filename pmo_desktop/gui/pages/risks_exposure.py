"""Expected loss over the periods, as columns."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...charts.columns import exposure_columns
from ...charts.scene import Label, Line
from ...services.queries.risks import RiskRegister
from ..painting.scene import measure_with, paint_scene
from ..workspace import Workspace


class ExposureChart(QWidget):
    """Columns of expected loss, the current period dark, the accepted loss as a dashed line."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._register: RiskRegister | None = None
        self.setMinimumSize(QSize(180, 150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(workspace.texts("Exposure over time"))
        workspace.theme.changed.connect(self.update)

    def show_register(self, register: RiskRegister) -> None:
        """Show the exposure of a register."""
        self._register = register
        t = self._workspace.texts
        points = (
            t("{month}: {amount}", month=t.month(p.data_date), amount=t.short_money(p.amount, register.currency))
            for p in register.exposure
        )
        self.setAccessibleDescription("; ".join(points))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns."""
        register = self._register
        if register is None or not register.exposure:
            return
        t, theme = self._workspace.texts, self._workspace.theme
        size = float(theme.fonts.px(12 if t.is_chinese else 11))
        limit = register.rules.tolerances.loss_appetite
        words = () if limit is None else (t("Accepted"), t.short_money(limit, register.currency))
        measure = measure_with(theme)
        # The limit is named beside the columns, where it hides none of their figures.
        beside = max((measure(word, size, "semibold") for word in words), default=-8.0) + 8
        scene = exposure_columns(
            [t.short_month(point.data_date) for point in register.exposure],
            [point.amount for point in register.exposure],
            limit,
            self.width() - beside,
            self.height(),
            size,
            lambda amount: t.short_money(amount, register.currency),
        )
        line = next((part for part in scene if isinstance(part, Line) and part.dash), None)
        if line is not None:
            x = self.width() - beside + 6
            scene += [
                Label(x, line.y1 + size * (1.3 * place - 0.2), word, size, "accentText", "semibold")
                for place, word in enumerate(words)
            ]
        paint_scene(QPainter(self), theme, scene)
