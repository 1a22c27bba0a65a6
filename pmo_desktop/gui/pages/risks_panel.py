"""The risk register: table, map and exposure, of one project or of the whole portfolio."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import logs
from ...services.commands import risks as commands
from ...services.commands.risk_scales import set_contingency
from ...services.fields import field, fields_of
from ...services.queries.risk_past import draw_down
from ...services.queries.risks import RiskRegister, RiskRow, risk_register
from ...services.risk_library import occasion, proposals
from ...services.values import Habits, parse
from ...texts.formats import minor_digits
from ..dialogs.risk_library import RiskLibraryDialog
from ..dialogs.risk_scales import RiskScalesDialog
from ..models.columns import Column
from ..models.filters import Filter
from ..models.table_model import Sort
from ..risk_anchors import cell_words
from ..widgets.banner import Banner
from ..widgets.text import ElidedLabel, Label
from .record_details import RecordDetails
from .record_traces import add_traces
from .register_panel import RegisterPanel
from .risk_details import DETAILS, RiskDetails
from .risk_parts import RiskParts
from .risks_exposure import MODES, ExposureChart
from .risks_logs import Entry, follow_up_entry
from .risks_map import RiskMap

SELDOM: Final = frozenset(
    {f"{kind}_{end}" for kind in ("days", "cost") for end in ("low", "likely", "high")}
    | {f"impact_{kind}" for kind in commands.IMPACT_KINDS}
    | {"residual_probability", "residual_impact", "escalation", "review_every", "occurred_on", "closed_on"}
)
"""Fields whose columns few registers show."""

MAP_HEIGHT: Final = 200
"""Pixels, at a text size of 100 %, under which the map can't be read."""

BOTH_CHARTS: Final = 600
"""Pixels, at a text size of 100 %, from which the exposure stands beside the map."""


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
        self.mode = QComboBox()
        self.mode.setAccessibleName(t("What the chart shows"))
        for mode, title in MODES.items():
            self.mode.addItem(t(title), mode)
        self.mode.activated.connect(lambda _: self._choose_mode())
        self.contingency = _link(t("Set aside…"), self._set_contingency)
        self.contingency.hide()
        self.scales = _link(t("Scales…"), self._edit_scales)
        self.scales.setEnabled(self.workspace.can_edit)
        self.ask_amount: Callable[[str], str | None] = self._ask_amount
        self.overdue = Banner(self.workspace.icons, "warning", closable=False)
        self.overdue.hide()
        self.column.insertWidget(0, self.overdue)
        self.similar = Banner(self.workspace.icons, "information", close_name=t("Close"))
        self.similar.closed.connect(self._close_similar)
        self.similar.hide()
        self.column.insertWidget(0, self.similar)
        self._told = False
        self._unit = ElidedLabel("", "hint")
        self._hint = ElidedLabel(t("drag a number to rescore; ring = target"), "hint")
        self._below = below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(12)
        row.addWidget(_card(Label(t("Probability × impact"), "section"), self._hint, self.scales, self.map), 3)
        self._sums = _card(self.mode, self._unit, self.contingency, self.exposure)
        row.addWidget(self._sums, 2)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        px = self.workspace.theme.fonts.px
        self.splitter.setSizes([400, px(300)])
        below.setMinimumHeight(min(px(MAP_HEIGHT), 300))
        self.table.setMinimumHeight(140)
        self.column.addWidget(self.splitter, 1)
        self.table.set_sort(Sort("score", True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the map the whole width where both can't be read side by side."""
        super().resizeEvent(event)
        self._sums.setVisible(self.width() >= self.workspace.theme.fonts.px(BOTH_CHARTS))

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
            *(self.column_for(name, hidden=True, tone=self._review_tone(name)) for name in hidden),
            loss,
            Column("overdue", t("Review overdue"), "bool", get=self._is_overdue, hidden=True),
            self.open_column(),
        ]

    def _is_overdue(self, row: RiskRow) -> bool:
        return row.is_overdue(self.workspace.today())

    def _review_tone(self, name: str) -> Callable[[Any, Any], str] | None:
        return (lambda row, _: "ragRtext" if self._is_overdue(row) else "") if name == "review_on" else None

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
        self.map.describe = lambda cell: cell_words(register.rules, cell, t)
        self._left = self.workspace.read(draw_down, self.project_id, self.workspace.today())
        self.exposure.show_register(register, self._left)
        overdue = sum(map(self._is_overdue, register.rows))
        self.overdue.setVisible(overdue > 0)
        if overdue:
            words = t.n("{count} risk was to be reviewed by now", "{count} risks were to be reviewed by now", overdue)
            self.overdue.say(words, t("Show them"), self.show_overdue)
        self._register = register
        self._say_unit()
        self._say_similar()
        self._below.setVisible(bool(register.rows))

    def open_library(self) -> None:
        """Show the library of risks, and what other projects know."""
        RiskLibraryDialog(self.workspace, self.project_id, self.window()).exec()

    def _close_similar(self) -> None:
        self._told = True
        self.similar.hide()

    def _say_similar(self) -> None:
        """Propose past risks and lessons to a project that has no risks yet, or has just reached a gate."""
        project, t = self.project_id, self.texts
        why = None if project is None or self._told else self.workspace.read(occasion, project)
        found = () if why is None or project is None else self.workspace.read(proposals, project)
        self.similar.setVisible(bool(found))
        if found:
            count = t.n("{count} past risk or lesson is like this project",
                        "{count} past risks and lessons are like this project", len(found))  # fmt: skip
            words = t("Gate {gate} was reached: {count}", gate=why, count=count) if why else count
            self.similar.say(words, t("Show them"), self.open_library)

    def show_overdue(self) -> None:
        """Show the risks whose review is overdue."""
        self.table.set_filters((Filter("overdue", "is", (True,)),), "")
        self.filters.refresh()
        self.table.view.setFocus()

    def _choose_mode(self) -> None:
        self.exposure.choose(self.mode.currentData())
        self.contingency.setVisible(self.exposure.mode == "contingency" and self.workspace.can_edit)
        self._say_unit()

    def _say_unit(self) -> None:
        t, register = self.texts, self._register
        if self.exposure.mode == "contingency":
            left = self._left
            amounts = {} if left is None else {
                "left": t.short_money(left.left, left.currency), "all": t.short_money(left.set_aside, left.currency)
            }  # fmt: skip
            self._unit.setText(t("{left} left of {all}", **amounts) if amounts else t("nothing set aside yet"))
            return
        words = t("expected loss, {currency}", currency=register.currency)
        if register.left_out:
            others = t.n("{count} risk in another currency left out", "{count} risks in other currencies left out",
                         register.left_out)  # fmt: skip
            words = f"{words} · {others}"
        self._unit.setText(words)

    def _edit_scales(self) -> None:
        RiskScalesDialog(self.workspace, self.window()).exec()

    def _ask_amount(self, now: str) -> str | None:
        t = self.texts
        said = t("Amount set aside for risks; empty for none")
        text, kept = QInputDialog.getText(self, t("Contingency"), said, text=now)
        return text if kept else None

    def _set_contingency(self) -> None:
        register, left = self._register, self._left
        unit = 10 ** minor_digits(register.currency)
        text = self.ask_amount("" if left is None else f"{left.set_aside / unit:.{minor_digits(register.currency)}f}")
        if text is None:
            return
        try:
            amount = parse(field("risk", "cost_impact"), text, Habits(currency=register.currency))
        except PmoError as error:
            self.workspace.failed.emit(error)
            return
        kept = amount if isinstance(amount, int) else None
        self.workspace.edit(Message("set_contingency"), set_contingency, self.project_id, kept)

    def _review(self, ids: Sequence[int]) -> None:
        change = self.workspace.edit(
            Message("review_risks", {}, len(ids)), commands.review, ids, self.workspace.today()
        )
        if change is not None:
            self.workspace.done.emit(Message("risks_reviewed", {}, len(ids)))

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
        entries: list[Entry] = [
            (self.texts("Library of risks…"), "library", self.open_library),
            (self.texts("Reviewed today"), "eye", lambda: self._review(ids)),
            (text, "check", lambda: self.workspace.edit(label, commands.close, ids)),
        ]
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


def _link(text: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "link")
    button.clicked.connect(lambda: run())
    return button


def _card(title: QWidget, hint: ElidedLabel, link: QPushButton, content: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(title)
    head.addWidget(hint, 1)
    head.addWidget(link)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.setSpacing(6)
    layout.addLayout(head)
    layout.addWidget(content, 1)
    return card
