"""The estimates of the tasks of a plan, as a table to type into."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.estimates import SHAPES, TaskEstimate, set_estimates
from ...services.queries.estimates import EstimateRow, estimates_of
from ...services.values import number
from ...texts.messages import N_
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from ..workspace import Workspace

WORDS: Final = {
    "": N_("By the template"),
    "triangular": N_("Triangle"),
    "pert": N_("PERT"),
    "uniform": N_("Even"),
    "lognormal": N_("Lognormal"),
    "fixed": N_("Fixed"),
}
TITLES: Final = (
    N_("Task"), N_("Shape"), N_("Best, days"), N_("Most likely, days"), N_("Worst, days"), N_("Varies with"),
    N_("Correlation"),
)  # fmt: skip
POINTS: Final = (2, 3, 4)
GROUP, RHO = 5, 6


class TaskEstimatesDialog(QDialog):
    """A row for each task that can be late; all of them are kept as one step."""

    def __init__(self, workspace: Workspace, project_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = t = workspace.texts
        self._project_id = project_id
        self.rows: tuple[EstimateRow, ...] = workspace.read(estimates_of, project_id)
        self.setWindowTitle(t("Estimates of the tasks"))
        px = workspace.theme.fonts.px
        self.resize(px(860), px(560))
        hint = Label(
            t("Working days. Tasks with the same name under “Varies with” are late together, by the correlation."),
            "hint",
            wrap=True,
        )
        self.table = QTableWidget(len(self.rows), len(TITLES))
        self.table.setAccessibleName(t("Estimates of the tasks"))
        self.table.setHorizontalHeaderLabels([t(title) for title in TITLES])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(px(34))
        self.shapes: list[QComboBox] = []
        for at, row in enumerate(self.rows):
            self._fill(at, row)
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Ok)
        keep_button(buttons, t, t("Keep the estimates"))
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        for widget in (hint, self.table, self.error, buttons):
            column.addWidget(widget)

    def keep(self) -> None:
        """Keep the estimates, or say what is wrong with one."""
        try:
            found = [self._estimate(at, row) for at, row in enumerate(self.rows)]
            self._workspace.attempt(Message("set_estimates"), set_estimates, self._project_id, found)
        except PmoError as error:
            self.error.setText(self._t.say(error))
            self.error.show()
            return
        self.accept()

    def _fill(self, at: int, row: EstimateRow) -> None:
        name = QTableWidgetItem(row.name)
        name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(at, 0, name)
        box = QComboBox()
        for shape in SHAPES:
            box.addItem(self._t(WORDS[shape]), shape)
        box.setCurrentIndex(box.findData(row.shape))
        box.setAccessibleName(self._t("Shape"))
        self.table.setCellWidget(at, 1, box)
        self.shapes.append(box)
        for column, point in zip(POINTS, (row.optimistic, row.most_likely, row.pessimistic), strict=True):
            self.table.setItem(at, column, QTableWidgetItem("" if point is None else f"{point / row.per_day:.4g}"))
        self.table.setItem(at, GROUP, QTableWidgetItem(row.group))
        self.table.setItem(at, RHO, QTableWidgetItem(f"{row.rho:g}" if row.group else ""))

    def _estimate(self, at: int, row: EstimateRow) -> TaskEstimate:
        points = [self._number(at, column, row.name) for column in POINTS]
        best, likely, worst = (None if point is None else round(point * row.per_day) for point in points)
        shape = str(self.shapes[at].currentData())
        if not shape and any(point is not None for point in points):
            shape = "triangular"
        rho = self._number(at, RHO, row.name)
        return TaskEstimate(row.task_id, shape, best, likely, worst, self._text(at, GROUP), 0.5 if rho is None else rho)

    def _text(self, at: int, column: int) -> str:
        item = self.table.item(at, column)
        return item.text().strip() if item is not None else ""

    def _number(self, at: int, column: int, name: str) -> float | None:
        text = self._text(at, column)
        value = number(text) if text else None
        if text and value is None:
            raise PmoError("estimate_range", task=name)
        return None if value is None else float(value)
