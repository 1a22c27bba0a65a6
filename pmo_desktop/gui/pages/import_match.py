"""The second step of an import: which column fills which field, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...services import imports
from ...services.imports.words import KINDS as WORD_KINDS
from ..models.edits import CellEdit, Reason
from ..widgets.card import Card
from ..widgets.data_table import DataTable
from ..widgets.text import Label, plain_menu_text
from ..workspace import Workspace
from .import_draft import Draft
from .import_lines import field_choices, match_columns, match_lines
from .import_problems import ProblemCard
from .import_words import WordsDialog

FACTORS: Final = (1, 1_000, 10_000, 1_000_000, 100_000_000)
KINDS: Final = tuple(imports.NAMES.items())


class MatchStep(QWidget):
    """The table of matches, what the whole file is, and the values to check.

    Signals:
        matching_changed: an imports.Matching chosen by the user.
        reading_changed: (sheet, kind, header row in the file) chosen by the user; the file is read anew.
        saved_chosen: name of a saved matching.
        save_asked: the user wants to keep the matching under a name.
    """

    matching_changed = Signal(object)
    reading_changed = Signal(object, object, object)
    saved_chosen = Signal(str)
    save_asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._draft: Draft | None = None
        self.card = Card(t("Match columns"))
        self.save = self.card.add_link(t("Save this matching…"), self.save_asked.emit)
        self.kind = self._combo(t("What it is"))
        for _, title in KINDS:
            self.kind.addItem(t(title))
        self.sheet = self._combo(t("Sheet"))
        self.header = QSpinBox()
        self.header.setAccessibleName(t("Header in row"))
        self.header.setMinimum(0)
        self.saved = self._combo(t("Saved matching"))
        self.project = self._combo(t("Project for rows without one"))
        self.table = DataTable(workspace, match_columns(t, ()), commit=self._commit, selectable=False)
        self.table.setObjectName("plain")
        self.factor = self._combo(t("Unit"))
        for factor in FACTORS:
            self.factor.addItem(t("as they are") if factor == 1 else f"× {t.number(factor)}", factor)
        self.order = self._combo(t("Order"))
        self.order.addItem(t("day first"), True)
        self.order.addItem(t("month first"), False)
        self.words = QPushButton(t("Values…"))
        self.words.clicked.connect(self._map_words)
        self.ask_words: Callable[[WordsDialog], bool] = lambda dialog: bool(dialog.exec())
        self.problems = ProblemCard(workspace)
        self._build()
        self._connect()

    def show_draft(self, draft: Draft) -> None:
        """Show a draft; the selected column stays selected."""
        before, self._draft = self._draft, draft
        assert draft.table is not None
        assert draft.matching is not None
        t, table = self._t, draft.table
        if before is None or before.specs != draft.specs:
            self.table.set_columns(match_columns(t, field_choices(draft, t)))
        self.table.set_rows(match_lines(draft, t))
        if before is None or before.table is not table:
            self.table.select(0, "field")
        row = table.numbers[table.header_at] if table.header_at >= 0 else 0
        parts = [t("Sheet “{name}”", name=table.sheet)] if table.sheet else []
        parts.append(t("header in row {row}", row=row) if row else t("no header"))
        parts.append(t.n("{count} row", "{count} rows", len(table.rows)))
        self.card.set_note(" · ".join(parts))
        self._fill(draft, row)
        self._show_reading()

    def focus_target(self) -> QWidget:
        """Return the table."""
        return self.table.view

    def _fill(self, draft: Draft, row: int) -> None:
        assert draft.table is not None
        assert draft.matching is not None
        t = self._t
        blocked = [QSignalBlocker(box) for box in (self.kind, self.sheet, self.header, self.saved, self.project)]
        self.kind.setCurrentIndex(next(at for at, (kind, _) in enumerate(KINDS) if kind == draft.kind))
        self._refill(
            self.sheet, draft.table.sheets, draft.table.sheets.index(draft.table.sheet) if draft.table.sheet else 0
        )
        self.header.setMaximum(draft.table.numbers[min(len(draft.table.numbers), 200) - 1])
        self.header.setValue(row)
        self._refill(self.saved, [t("none"), *draft.saved], 0)
        ids = list(draft.projects)
        at = ids.index(draft.matching.project_id) + 1 if draft.matching.project_id in ids else 0
        self._refill(self.project, [t("the portfolio"), *draft.projects.values()], at)
        for box in (self.sheet, self._labels[self.sheet]):
            box.setVisible(len(draft.table.sheets) > 1)
        for box in (self.saved, self._labels[self.saved]):
            box.setVisible(bool(draft.saved))
        for box in (self.project, self._labels[self.project]):
            box.setVisible("project_id" in draft.specs)
        del blocked

    def _refill(self, box: QComboBox, names: Sequence[str], at: int) -> None:
        box.clear()
        box.addItems([plain_menu_text(name, 40) for name in names])
        box.setCurrentIndex(at)

    def _column(self) -> imports.Column | None:
        at = self.table.current_id()
        if self._draft is None or self._draft.matching is None or at is None:
            return None
        return self._draft.matching.columns[at] if at < len(self._draft.matching.columns) else None

    def _show_reading(self) -> None:
        """Offer the choices that the selected column has."""
        column, draft = self._column(), self._draft
        spec = draft.specs.get(column.field) if draft and column else None
        is_money, is_date = spec is not None and spec.kind == "money", spec is not None and spec.kind == "date"
        blocked = [QSignalBlocker(self.factor), QSignalBlocker(self.order)]
        if column is not None:
            self.factor.setCurrentIndex(max(0, self.factor.findData(column.reading.factor)))
            self.order.setCurrentIndex(0 if column.reading.day_first else 1)
        for box, shown in ((self.factor, is_money), (self.order, is_date)):
            box.setVisible(shown)
            self._labels[box].setVisible(shown)
        del blocked
        self.words.setVisible(spec is not None and spec.kind in WORD_KINDS)
        if draft is not None:
            self.problems.show_problems(draft, column.at if column else None)

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        draft = self._draft
        if draft is None or draft.matching is None or draft.table is None:
            return None
        matching = draft.matching
        for edit in edits:
            known = {name for name, _ in field_choices(draft, self._t)}
            field = str(edit.value or "")
            if field not in known:
                return PmoError("value_not_choice", field=self._t("Field"), value=field)
            matching = matching.with_field(draft.table, draft.specs, edit.row_id, field)
        # The editor closes first: what follows fills the table anew.
        QTimer.singleShot(0, self, lambda: self.matching_changed.emit(matching))
        return None

    def _map_words(self) -> None:
        """Let the user say what the words of the selected column are taken for."""
        column, draft = self._column(), self._draft
        if column is None or draft is None or draft.table is None or draft.matching is None:
            return
        words = imports.words_of(draft.table, draft.matching, draft.specs, column.at)
        dialog = WordsDialog(self._workspace, self, column.header, draft.specs[column.field], words)
        if self.ask_words(dialog):
            self._set_reading(words={**(column.reading.words or {}), **dialog.chosen()})
        dialog.deleteLater()

    def _set_reading(self, **changes: object) -> None:
        column, draft = self._column(), self._draft
        if column is not None and draft is not None and draft.matching is not None:
            self.matching_changed.emit(draft.matching.with_reading(column.at, **changes))

    def _set_project(self, at: int) -> None:
        draft = self._draft
        if draft is not None and draft.matching is not None:
            key = list(draft.projects)[at - 1] if at else None
            self.matching_changed.emit(draft.matching.with_project(key))

    def _read_anew(self, *, header: bool = False) -> None:
        draft = self._draft
        if draft is None or draft.table is None:
            return
        row = self.header.value() if header else None
        sheet = draft.table.sheets[self.sheet.currentIndex()] if draft.table.sheets else None
        self.reading_changed.emit(sheet, KINDS[self.kind.currentIndex()][0], row)

    def _choose_saved(self, at: int) -> None:
        if at > 0 and self._draft is not None:
            self.saved_chosen.emit(list(self._draft.saved)[at - 1])

    # Building

    def _build(self) -> None:
        t = self._t
        self._labels: dict[QWidget, Label] = {}
        tools, foot = QHBoxLayout(), QHBoxLayout()
        for row in (tools, foot):
            row.setSpacing(6)
        for widget, name in (
            (self.kind, t("What it is")), (self.sheet, t("Sheet")), (self.header, t("Header in row")),
            (self.project, t("Project for rows without one")), (self.saved, t("Saved matching")),
        ):  # fmt: skip
            self._add(tools, widget, name)
        tools.addStretch(1)
        for widget, name in ((self.factor, t("Amounts in this column")), (self.order, t("Dates in this column"))):
            self._add(foot, widget, name)
        foot.addWidget(self.words)
        foot.addStretch(1)
        self.card.body.addLayout(tools)
        self.card.body.addWidget(self.table, 1)
        self.card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.card, 1)
        column.addWidget(self.problems)

    def _add(self, row: QHBoxLayout, widget: QWidget, name: str) -> None:
        label = Label(name, "small")
        label.setBuddy(widget)
        self._labels[widget] = label
        row.addWidget(label)
        row.addWidget(widget)
        row.addSpacing(10)

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        return box

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self._read_anew())
        self.sheet.activated.connect(lambda _: self._read_anew())
        self.header.editingFinished.connect(lambda: self._read_anew(header=True))
        self.saved.activated.connect(self._choose_saved)
        self.project.activated.connect(self._set_project)
        self.factor.activated.connect(lambda at: self._set_reading(factor=self.factor.itemData(at)))
        self.order.activated.connect(lambda at: self._set_reading(day_first=self.order.itemData(at)))
        self.table.selection_changed.connect(self._show_reading)
