"""Find and replace in the text cells of a plan, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from ..models.edits import CellEdit
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from .rows import PlanRow

if TYPE_CHECKING:
    from .panel import PlanPanel

REPLACED = ("text", "long_text", "person")
"""Kinds of columns in which words can be replaced."""


class ReplaceDialog(QDialog):
    """What to find, what to put there, and in how many cells it would be done."""

    def __init__(self, panel: PlanPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        t = panel.texts
        self.setWindowTitle(t("Replace"))
        self.wanted, self.put = QLineEdit(), QLineEdit()
        self.whole = QCheckBox(t("In the selected rows only"))
        several = len(panel.selected_ids()) > 1
        self.whole.setChecked(several)
        self.whole.setEnabled(several)
        self.count = Label("", "hint")
        form = QFormLayout()
        for text, field in ((t("Find"), self.wanted), (t("Replace with"), self.put)):
            field.setMinimumWidth(panel.workspace.theme.fonts.px(260))
            field.textChanged.connect(self._show_count)
            form.addRow(text, field)
        self.whole.toggled.connect(self._show_count)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.keep = keep_button(box, t, t("Replace all"))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(self.whole)
        layout.addWidget(self.count)
        layout.addWidget(box)
        self._show_count()

    def edits(self) -> list[CellEdit]:
        """Return the cells that would change, with their new text."""
        panel, wanted = self._panel, self.wanted.text()
        if not wanted:
            return []
        rows = panel.outline.selected_rows() if self.whole.isChecked() else panel.model.lines
        columns = [c for c in panel.table.shown_columns() if c.kind in REPLACED and c.editable]
        columns = [c for c in columns if c.key not in ("predecessors", "successors", "wbs")]
        found = []
        for row in rows:
            if not isinstance(row, PlanRow):
                continue
            for column in columns:
                text = str(column.value(row) or "")
                if wanted in text and panel.table.cells.can_edit(row, column):
                    found.append(CellEdit(row.id, column, text.replace(wanted, self.put.text())))
        return found

    def accept(self) -> None:
        """Replace, as one step."""
        edits = self.edits()
        refusal = self._panel.edits.commit(edits, "fill") if edits else None
        if refusal is not None:
            self.count.setText(self._panel.texts.say(refusal))
            return
        super().accept()

    def _show_count(self) -> None:
        t, count = self._panel.texts, len(self.edits())
        self.count.setText(
            t.n("{count} cell would change", "{count} cells would change", count) if self.wanted.text() else ""
        )
        self.keep.setEnabled(count > 0)


def open_replace(panel: PlanPanel) -> None:
    """Open the dialog."""
    dialog = ReplaceDialog(panel)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
