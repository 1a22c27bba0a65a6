"""The risk register: table, map and exposure, of one project or of the whole portfolio."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...services.commands import logs
from ...services.commands import risks as commands
from ...services.fields import fields_of
from ...services.queries.choices import References
from ...services.queries.risks import RiskRegister, RiskRow, risk_register
from ..models.columns import Column
from ..models.table_model import Sort
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .record_details import RecordDetails
from .record_traces import add_traces
from .register_panel import RegisterPanel
from .risk_parts import RiskParts
from .risks_exposure import ExposureChart
from .risks_logs import Entry, follow_up_entry
from .risks_map import RiskMap
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


SELDOM: Final = frozenset(
    {f"{kind}_{end}" for kind in ("days", "cost") for end in ("low", "likely", "high")}
    | {f"impact_{kind}" for kind in commands.IMPACT_KINDS}
    | {"residual_probability", "residual_impact", "escalation", "review_every", "occurred_on", "closed_on"}
)
"""Fields whose columns few registers show."""


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
        self.extra.addLayout(grid)
        self.extra.addWidget(self._loss)

    def show_register(self, register: RiskRegister) -> None:
        """Know the grid that scores are coloured by."""
        self._grid = register.rules.risk_grid

    def show_row(self, row: Any | None, references: References) -> None:
        """Show a risk with its scores and its expected loss."""
        super().show_row(row, references)
        if not isinstance(row, RiskRow):
            return
        for which, (probability, impact) in commands.PAIRS.items():
            button = self.scores[which]
            button.show_score(getattr(row, probability), getattr(row, impact), self._grid)
            button.setEnabled(self._workspace.can_edit)
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


class RiskPanel(RegisterPanel):
    """Table, map and exposure; place `details` into an inspector."""

    table_name: ClassVar[str] = "risk"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"risk", "risk_score", "risk_response", "risk_task", "task", "project", "period", "portfolio", "relation"}
    )
    detail_rows: ClassVar[Sequence[Sequence[str]]] = DETAILS

    def make_details(self) -> RecordDetails:
        """Return the inspector of a risk."""
        details = RiskDetails(self.workspace)
        parts = RiskParts(self.workspace)
        details.put_below("response_plan", parts)
        details.shown.connect(parts.show_row)
        add_traces(details, self.workspace)
        return details

    def arrange(self) -> None:
        """Put the map and the exposure under the table."""
        t = self.texts
        self.map = RiskMap(self.workspace)
        self.map.can_rescore = self.workspace.can_edit
        self.map.chosen.connect(self._choose)
        self.map.opened.connect(lambda _: self.details_asked.emit())
        self.map.rescored.connect(self._rescore)
        self.exposure = ExposureChart(self.workspace)
        self._unit = ElidedLabel("", "hint")
        self._hint = ElidedLabel(t("drag a number to rescore; ring = target"), "hint")
        self._below = below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(12)
        row.addWidget(_card(t("Probability × impact"), self._hint, self.map), 3)
        row.addWidget(_card(t("Exposure over time"), self._unit, self.exposure), 2)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([400, 300])
        self.table.setMinimumHeight(140)
        self.column.addWidget(self.splitter, 1)
        self.table.set_sort(Sort("score", True))

    def columns(self) -> list[Column]:
        """Return the columns: identity, people, score and movement first, the rest hidden until asked for."""
        t = self.texts
        score = Column(
            "score",
            t("Score"),
            "exposure",
            76,
            get=lambda row: (row.score, row.level) if row.score is not None else None,
            order=lambda value: value[0] if isinstance(value, tuple) else value,
        )
        loss = Column(
            "expected_loss",
            t("Expected loss"),
            "money",
            104,
            shown=lambda row, value: "" if value is None else t.money(value, row.currency),
            hidden=True,
        )
        hidden = (
            "status", "kind", "category", "probability", "impact", "inherent_probability", "inherent_impact",
            "target_probability", "target_impact", "likelihood", "cost_impact", "days_impact", "proximity", "response",
            "response_plan", "due", "identified_on", "review_on", "cause", "event", "effect", "trigger",
            *(spec.name for spec in fields_of("risk") if spec.name in SELDOM),
        )  # fmt: skip
        return [
            self.column_for("code", width=72, pinned=True),
            self.column_for("title", stretch=True, weight=500, width=236),
            *self.project_column(),
            self.column_for("owner", width=132),
            score,
            Column("trend", t("Trend"), "trend", 60, optional=4),
            self.column_for("reviewed_on", title=t("Updated"), width=104, optional=3),
            *(self.column_for(name, hidden=True) for name in hidden),
            loss,
            self.open_column(),
        ]

    def load(self) -> tuple[RiskRow, ...]:
        """Return the risks, and show them on map and exposure."""
        register = self.workspace.read(risk_register, self.project_id)
        self._show(register)
        return register.rows

    def _show(self, register: RiskRegister) -> None:
        t = self.texts
        if isinstance(self.details, RiskDetails):
            self.details.show_register(register)
        self.map.show_risks(register.rows, register.rules.risk_grid, register.rules.tolerances.appetite)
        self.exposure.show_register(register)
        self._below.setVisible(bool(register.rows))
        words = t("expected loss, {currency}", currency=register.currency)
        if register.left_out:
            others = t.n("{count} risk in another currency left out", "{count} risks in other currencies left out",
                         register.left_out)  # fmt: skip
            words = f"{words} · {others}"
        self._unit.setText(words)

    def add(self, values: Mapping[str, object]) -> ChangeSet | None:
        """Add a risk."""
        title = self.texts("New risk")
        return self.workspace.edit(Message("add_risk"), commands.create, {"title": title, **values})

    def take_out(self, ids: Sequence[int]) -> Message | None:
        """Delete risks."""
        change = self.workspace.edit(Message("delete_risks", {}, len(ids)), commands.delete, ids)
        return None if change is None else Message("risks_deleted", {}, len(ids))

    def menu_entries(self, ids: Sequence[int]) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what can be done with the selected risks."""
        label = Message("close_risks", {}, len(ids))
        text = self.texts("Close the risk") if len(ids) == 1 else self.texts("Close the risks")
        entries: list[Entry] = [(text, "check", lambda: self.workspace.edit(label, commands.close, ids))]
        row = self.row_of(ids[0]) if len(ids) == 1 else None
        if row is None:
            return entries
        occurred = (self.texts("It occurred: make it an issue"), "circle-alert", lambda: self._occur(row))
        return [*entries, occurred, follow_up_entry(self.workspace, "risk", row.id)]

    def _occur(self, row: Any) -> None:
        label = Message("risk_occurs", {"code": row.code})
        if self.workspace.edit(label, logs.occur, row.id, self.workspace.today()):
            self.workspace.done.emit(Message("risk_became", {"code": row.code}))

    def empty_words(self) -> tuple[str, str, str]:
        """Return what the empty register says."""
        t = self.texts
        return (
            t("No risks yet"),
            t("Write down what could go wrong, or bring the register that you have."),
            t("New risk"),
        )

    def _follow(self) -> None:
        super()._follow()
        self.map.select(self.table.current_id())

    def _choose(self, risk_id: int) -> None:
        """Select in the table what was chosen on the map, and keep the keyboard where it is."""
        self.show_record(risk_id)
        self.map.setFocus()

    def _rescore(self, risk_id: int, probability: int, impact: int) -> None:
        row = self.row_of(risk_id)
        if not isinstance(row, RiskRow):
            return
        label = Message("rescore_risk", {"code": row.code})
        if self.workspace.edit(label, commands.rescore, risk_id, probability, impact) is not None:
            said = {"code": row.code, "old": row.score, "new": probability * impact}
            self.workspace.done.emit(Message("risk_rescored", said))


def _card(title: str, hint: ElidedLabel, content: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Label(title, "section"))
    head.addWidget(hint, 1)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.setSpacing(6)
    layout.addLayout(head)
    layout.addWidget(content, 1)
    return card
