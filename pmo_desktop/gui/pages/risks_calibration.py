"""Which probabilities came true: the reliability curve, and the score of each owner and category."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.calibration import LEAST, Calibration, Score
from ...services.fields import field
from ...services.queries.calibration import calibration
from ..models.columns import Column
from ..painting import statistics
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace


@dataclass(frozen=True)
class ScoreRow:
    """A score as a line of the table."""

    id: int
    kind: str
    score: Score


class CalibrationDialog(QDialog):
    """The curve at the left, the scores at the right; one sentence where too few risks have ended."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = t = workspace.texts
        self.setWindowTitle(t("Calibration"))
        px = workspace.theme.fonts.px
        self.found: Calibration = workspace.read(calibration)
        self.summary = Label(self._words(), "body", wrap=True)
        self.table = DataTable(workspace, self._columns(), selectable=False, whole_rows=True)
        close = QPushButton(t("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        if self.found.overall is not None:
            self.table.set_rows(self._rows())
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(self._curve(), 1)
            row.addWidget(self.table, 1)
            layout.addLayout(row, 1)
            self.resize(px(980), px(520))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _words(self) -> str:
        t, overall = self._t, self.found.overall
        if overall is None:
            return t(
                "{count} risks have ended. From {least} on, what was said stands beside what came true.",
                count=self.found.count,
                least=LEAST,
            )
        said, true = t.percent(overall.said), t.percent(overall.came_true)
        better = overall.skill is not None and overall.skill > 0
        verdict = (
            t("That is better than always saying {share}.", share=true)
            if better
            else t("Always saying {share} would have been as good.", share=true)
        )
        score = t.number(overall.brier, 3)
        lead = t(
            "{count} risks have ended: {said} was said on average, {true} came true. Brier score {score}; 0 is best.",
            count=overall.count,
            said=said,
            true=true,
            score=score,
        )
        return f"{lead} {verdict}"

    def _rows(self) -> list[ScoreRow]:
        t = self._t
        groups = [(t("Owner"), one) for one in self.found.owners] + [
            (t("Category"), one) for one in self.found.categories
        ]
        return [ScoreRow(at, kind, one) for at, (kind, one) in enumerate(groups, 1)]

    def _columns(self) -> list[Column]:
        t, spec = self._t, field("risk", "category")

        def name(row: ScoreRow) -> str:
            choice = spec.choice(row.score.name) if row.kind == t("Category") else None
            return t(choice.label) if choice is not None else row.score.name

        def share(row: ScoreRow, value: float) -> str:
            return t.percent(value)

        return [
            Column("kind", t("By"), "text", 84, get=lambda row: row.kind),
            Column("name", t("Name"), "text", 140, get=name, stretch=True, weight=500),
            Column("count", t("Risks"), "integer", 64, get=lambda row: row.score.count),
            Column("said", t("Said"), "number", 64, get=lambda row: row.score.said, shown=share),
            Column("true", t("Came true"), "number", 88, get=lambda row: row.score.came_true, shown=share),
            Column("brier", t("Brier"), "number", 64, get=lambda row: row.score.brier,
                   shown=lambda row, value: t.number(value, 3)),
        ]  # fmt: skip

    def _curve(self) -> QWidget:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

        ink = statistics.Ink(self._workspace.theme, self._t)
        figure = statistics.new_figure(ink)
        statistics.draw_reliability(figure, ink, self.found.curve)
        canvas = FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]
        canvas.setAccessibleName(self._words())
        card = Card()
        card.body.addWidget(canvas, 1)
        return card
