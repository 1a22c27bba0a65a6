"""The answers that a decision allows, in its inspector."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ...services.queries.decisions import DecisionRow
from ..dialogs.edit_options import EditOptions
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace


class DecisionOptions(QWidget):
    """The options of the decision that the inspector shows, one a line, and the way to edit them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._row: DecisionRow | None = None
        t = workspace.texts
        caption = Label(t("Options"), "caption")
        caption.setContentsMargins(4, 6, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(4, 0, 0, 0)
        self.edit = QPushButton(t("Edit the options"))
        self.edit.setProperty("kind", "ghost")
        workspace.icons.put(self.edit, "pencil")
        self.edit.setEnabled(workspace.can_edit)
        self.edit.clicked.connect(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption)
        column.addLayout(self._lines)
        column.addWidget(self.edit, 0)

    def show_row(self, row: Any | None) -> None:
        """Show the options of a decision."""
        self._row = row if isinstance(row, DecisionRow) else None
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        if self._row is None:
            return
        t = self._workspace.texts
        for number, option in enumerate(self._row.options, 1):
            words = [option.name, option.when, option.cost, t("recommended") if option.recommended else ""]
            self._lines.addWidget(ElidedLabel(f"{number}  " + " · ".join(word for word in words if word)))

    def _edit(self) -> None:
        if self._row is not None:
            EditOptions(self._workspace, self._row, self.window()).exec()
