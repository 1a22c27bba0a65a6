"""Expected loss over the periods, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...charts.columns import exposure_columns
from ...charts.loss_bars import loss_bars
from ...charts.scene import Label, Line
from ...services.fields import field
from ...services.queries.risk_past import DrawDown, Part, exposure_by
from ...services.queries.risks import RiskRegister
from ...texts import Texts
from ...texts.messages import N_
from ..painting.scene import measure_with, paint_scene
from ..workspace import Workspace

Mode = Literal["time", "project", "category", "owner", "contingency"]

MODES: Final[Mapping[Mode, str]] = {
    "time": N_("Exposure over time"),
    "project": N_("Exposure by project"),
    "category": N_("Exposure by category"),
    "owner": N_("Exposure by owner"),
    "contingency": N_("Contingency left"),
}
"""What the chart can show."""


class ExposureChart(QWidget):
    """Expected loss: over the periods as columns with the accepted loss as a dashed line, or in its parts as bars.

    For the contingency the columns are what was left at each report, the dashed line what is still needed.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._register: RiskRegister | None = None
        self._left: DrawDown | None = None
        self.mode: Mode = "time"
        self.setMinimumSize(QSize(180, 150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(workspace.texts("Exposure over time"))
        workspace.theme.changed.connect(self.update)

    def choose(self, mode: Mode) -> None:
        """Show the exposure in another way."""
        self.mode = mode
        self.setAccessibleName(self._workspace.texts(MODES[mode]))
        self.update()

    def show_register(self, register: RiskRegister, left: DrawDown | None = None) -> None:
        """Show the exposure of a register, and what is left of its contingency."""
        self._register, self._left = register, left
        t = self._workspace.texts
        points = (
            t("{month}: {amount}", month=t.month(p.data_date), amount=t.short_money(p.amount, register.currency))
            for p in register.exposure
        )
        self.setAccessibleDescription("; ".join(points))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, or the bars."""
        register, left = self._register, self._left
        if register is None:
            return
        t = self._workspace.texts
        match self.mode:
            case "time":
                points = [(point.data_date, point.amount) for point in register.exposure]
                self._paint_columns(points, register.rules.tolerances.loss_appetite, t("Accepted"), register.currency)
            case "contingency" if left is not None:
                self._paint_columns(left.points, left.needed, t("Needed"), left.currency)
            case "project" | "category" | "owner":
                self._paint_bars(register, self.mode)

    def _paint_bars(self, register: RiskRegister, part: Part) -> None:
        t, theme = self._workspace.texts, self._workspace.theme
        nobody = {"project": t("Whole portfolio"), "category": t("No category"), "owner": t("Nobody")}[part]
        named = exposure_by(register.rows, part, register.currency)
        scene = loss_bars(
            [(_name_of(t, part, name) or nobody, amount) for name, amount in named],
            t("All others"),
            self.width(),
            self.height(),
            float(theme.fonts.px(12 if t.is_chinese else 11)),
            measure_with(theme),
            lambda amount: t.short_money(amount, register.currency),
        )
        paint_scene(QPainter(self), theme, scene)

    def _paint_columns(self, points: Sequence[tuple[date, int]], limit: int | None, name: str, currency: str) -> None:
        if not points:
            return
        t, theme = self._workspace.texts, self._workspace.theme
        size = float(theme.fonts.px(12 if t.is_chinese else 11))
        words = () if limit is None else (name, t.short_money(limit, currency))
        measure = measure_with(theme)
        # The limit is named beside the columns, where it hides none of their figures.
        beside = max((measure(word, size, "semibold") for word in words), default=-8.0) + 8
        scene = exposure_columns(
            [t.short_month(day) for day, _ in points],
            [amount for _, amount in points],
            limit,
            self.width() - beside,
            self.height(),
            size,
            lambda amount: t.short_money(amount, currency),
        )
        line = next((part for part in scene if isinstance(part, Line) and part.dash), None)
        if line is not None:
            x = self.width() - beside + 6
            scene += [
                Label(x, line.y1 + size * (1.3 * place - 0.2), word, size, "accentText", "semibold")
                for place, word in enumerate(words)
            ]
        paint_scene(QPainter(self), theme, scene)


def _name_of(t: Texts, part: Part, name: str) -> str:
    choice = field("risk", "category").choice(name) if part == "category" else None
    return t(choice.label) if choice else name
