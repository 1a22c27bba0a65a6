"""The rules of one set as a table of limits, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag_measures import MEASURES, dimension_words
from ...domain.rag_rules import Rule
from ...services.values import number
from ..widgets.text import Label
from ..workspace import Workspace

SIDES: Final = (True, False)


class RuleRow:
    """The editors of one measure: where amber begins, where red, and whether the limit itself counts."""

    def __init__(self, workspace: Workspace, measure: str) -> None:
        t = workspace.texts
        self.measure = measure
        name = t.say(Message(MEASURES[measure].label))
        falls = MEASURES[measure].falls
        words = (t("at most"), t("below")) if falls else (t("from"), t("above"))
        self.caption = Label(name, wrap=True)
        self.lines: list[QLineEdit] = []
        self.sides: list[QComboBox] = []
        for word in (t("Amber"), t("Red")):
            side = QComboBox()
            for value, text in zip(SIDES, words, strict=True):
                side.addItem(text, value)
            side.setAccessibleName(f"{name}: {word}")
            line = QLineEdit()
            line.setMaxLength(8)
            line.setMaximumWidth(workspace.theme.fonts.px(72))
            line.setAccessibleName(f"{name}: {word}")
            self.lines.append(line)
            self.sides.append(side)

    def show_rule(self, rule: Rule | None, *, editable: bool) -> None:
        """Show a rule, or that the measure has none."""
        limits = (rule.amber, rule.red) if rule is not None else (None, None)
        starts = (rule.amber_from, rule.red_from) if rule is not None else (True, True)
        for line, side, limit, start in zip(self.lines, self.sides, limits, starts, strict=True):
            line.setText("" if limit is None else f"{limit:g}")
            line.setEnabled(editable)
            side.setCurrentIndex(SIDES.index(start))
            side.setEnabled(editable)

    def rule(self) -> Rule | None:
        """Return the rule as typed, None where no limit is.

        Raises:
            PmoError: a limit is no number.
        """
        limits = []
        for line in self.lines:
            text = line.text().strip()
            value = number(text) if text else None
            if text and value is None:
                raise PmoError("value_not_number", field=Message(MEASURES[self.measure].label), value=text)
            limits.append(None if value is None else float(value))
        if limits == [None, None]:
            return None
        amber_from, red_from = (bool(side.currentData()) for side in self.sides)
        return Rule(self.measure, limits[0], limits[1], amber_from, red_from)


class RulesTable(QScrollArea):
    """All measures by dimension, each with its limits.

    Signals:
        edited: a limit was typed or a side chosen.
    """

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        t = workspace.texts
        self.rows: dict[str, RuleRow] = {}
        self._is_filling = False
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        at = 0
        for dimension in dict.fromkeys(measure.dimension for measure in MEASURES.values()):
            if at:
                rule_line = QFrame()
                rule_line.setObjectName("divider")
                grid.addWidget(rule_line, at, 0, 1, 5)
                at += 1
            grid.addWidget(Label(t.say(dimension_words(dimension)), "strong"), at, 0)
            grid.addWidget(Label(t("Amber"), "caption"), at, 1, 1, 2)
            grid.addWidget(Label(t("Red"), "caption"), at, 3, 1, 2)
            at += 1
            for measure in MEASURES.values():
                if measure.dimension != dimension:
                    continue
                row = self.rows[measure.id] = RuleRow(workspace, measure.id)
                row.caption.setBuddy(row.lines[0])
                grid.addWidget(row.caption, at, 0)
                for place, (side, line) in enumerate(zip(row.sides, row.lines, strict=True)):
                    grid.addWidget(side, at, 1 + 2 * place)
                    grid.addWidget(line, at, 2 + 2 * place)
                    line.textEdited.connect(lambda _: self._changed())
                    side.currentIndexChanged.connect(lambda _: self._changed())
                at += 1
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(at, 1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_rules(self, rules: Sequence[Rule], *, editable: bool) -> None:
        """Show the rules of a set."""
        self._is_filling = True
        by_measure = {rule.measure: rule for rule in rules}
        for measure, row in self.rows.items():
            row.show_rule(by_measure.get(measure), editable=editable)
        self._is_filling = False

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules as typed.

        Raises:
            PmoError: a limit is no number.
        """
        found = (row.rule() for row in self.rows.values())
        return tuple(rule for rule in found if rule is not None)

    def _changed(self) -> None:
        if not self._is_filling:
            self.edited.emit()
