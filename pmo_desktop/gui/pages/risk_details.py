"""The inspector of a risk: its scores on top, then its fields."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QGridLayout

from ...domain.messages import Message
from ...services.commands import risks as commands
from ...services.queries.choices import References
from ...services.queries.risk_past import score_history
from ...services.queries.risks import RiskRegister, RiskRow
from ..risk_anchors import cell_words
from ..widgets.text import Label
from ..workspace import Workspace
from .record_details import RecordDetails
from .risks_history import ScoreHistory
from .risks_scores import ScoreButton

DETAILS: Final = (
    (),
    ("cause",),
    ("event",),
    ("effect",),
    (),
    ("status", "owner"),
    ("response", "due"),
    ("response_plan",),
    (),
    ("likelihood", "proximity"),
    ("cost_impact", "days_impact"),
    ("cost_low", "cost_likely"),
    ("cost_high", "days_low"),
    ("days_likely", "days_high"),
    (),
    ("impact_time", "impact_cost"),
    ("impact_scope", "impact_quality"),
    ("impact_reputation", "residual_probability"),
    ("residual_impact", "escalation"),
    (),
    ("kind", "category"),
    ("trigger",),
    ("identified_on", "review_on"),
    ("review_every", "occurred_on"),
)


class RiskDetails(RecordDetails):
    """The inspector of a risk: its three scores on top."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "risk", DETAILS)
        t = workspace.texts
        self._grid = ""
        self.scores: dict[commands.Score, ScoreButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        titles: tuple[tuple[commands.Score, str], ...] = (
            ("inherent", t("Inherent")),
            ("current", t("Current")),
            ("target", t("Target")),
        )
        for place, (which, title) in enumerate(titles):
            button = ScoreButton(workspace, title)
            button.setObjectName(f"score_{which}")
            button.picked.connect(lambda p, i, which=which: self._rescore(which, p, i))
            caption = Label(title, "caption")
            caption.setContentsMargins(4, 0, 0, 0)
            caption.setBuddy(button)
            grid.addWidget(caption, 0, place)
            grid.addWidget(button, 1, place)
            grid.setColumnStretch(place, 1)
            self.scores[which] = button
        self._loss = Label("", "hint", wrap=True)
        self._loss.setContentsMargins(4, 0, 4, 0)
        self.history = ScoreHistory(workspace)
        self.extra.addLayout(grid)
        self.extra.addWidget(self.history)
        self.extra.addWidget(self._loss)

    def show_register(self, register: RiskRegister) -> None:
        """Know the grid that scores are coloured by."""
        self._grid = register.rules.risk_grid
        for button in self.scores.values():
            button.describe = lambda cell: cell_words(register.rules, cell, self._t)

    def show_row(self, row: Any | None, references: References) -> None:
        """Show a risk with its scores and its expected loss."""
        super().show_row(row, references)
        if not isinstance(row, RiskRow):
            return
        for which, (probability, impact) in commands.PAIRS.items():
            button = self.scores[which]
            button.show_score(getattr(row, probability), getattr(row, impact), self._grid)
            button.setEnabled(self._workspace.can_edit)
        self.history.show_scores(self._workspace.read(score_history, row.id))
        self._loss.setText(self._loss_words(row))
        self._loss.setVisible(bool(self._loss.text()))

    def _loss_words(self, row: RiskRow) -> str:
        t = self._t
        amount = None if row.expected_loss is None else t.money(abs(row.expected_loss), row.currency)
        words = []
        if amount is not None:
            is_gain = row.kind == "opportunity"
            words.append(
                t("Expected gain {amount}", amount=amount) if is_gain else t("Expected loss {amount}", amount=amount)
            )
        if row.above_appetite:
            words.append(t("above appetite"))
        return " · ".join(words)

    def _rescore(self, which: commands.Score, probability: int, impact: int) -> None:
        if isinstance(self.row, RiskRow):
            label = Message("rescore_risk", {"code": self.row.code})
            self._workspace.edit(label, commands.rescore, self.row.id, probability, impact, which)
