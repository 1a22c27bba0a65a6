"""The library of risks: generic ones, and risks and lessons of other projects, searched and adopted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message
from ...services.commands.risk_library import adopt
from ...services.fields import field
from ...services.risk_library import Find, proposals, search
from ...texts.messages import N_
from ..widgets.button_box import close_button
from ..widgets.text import Label
from ..workspace import Workspace

ORIGINS: Final = {"library": N_("Library"), "risk": N_("Risk"), "lesson": N_("Lesson")}
WAIT: Final = 150
"""Milliseconds of rest after which what was typed is searched."""


class RiskLibraryDialog(QDialog):
    """Type to search, Enter to adopt; without words the proposals for the project come first, then the library."""

    def __init__(self, workspace: Workspace, project_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = t = workspace.texts
        self._project_id = project_id
        self.finds: tuple[Find, ...] = ()
        self.setWindowTitle(t("Library of risks"))
        px = workspace.theme.fonts.px
        self.resize(px(820), px(560))
        self.line = QLineEdit()
        self.line.setPlaceholderText(t("Search generic risks, past risks and lessons"))
        self.line.setAccessibleName(t("Search generic risks, past risks and lessons"))
        self.line.setClearButtonEnabled(True)
        self.count = Label("", "hint")
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(t("Library of risks"))
        self.table.setHorizontalHeaderLabels([t("Title"), t("Category"), t("From"), t("Happened")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.about = QPlainTextEdit()
        self.about.setReadOnly(True)
        self.about.setTabChangesFocus(True)
        self.about.setAccessibleName(t("What it says"))
        self.about.setMaximumHeight(px(130))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close_button(buttons, t)
        self.take = QPushButton(t("Adopt"))
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        for widget in (self.line, self.count, self.table, self.about, buttons):
            column.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_up)
        self.line.textChanged.connect(lambda _: self._timer.start(WAIT))
        self.table.itemSelectionChanged.connect(self._show_about)
        self.table.cellDoubleClicked.connect(lambda *_: self.adopt_selected())
        self.take.clicked.connect(self.adopt_selected)
        buttons.rejected.connect(self.reject)
        self.look_up()

    def look_up(self) -> None:
        """Show what holds the words, or the proposals and the library where there are none."""
        t, words = self._t, self.line.text()
        found = self._workspace.read(search, t, words, self._project_id)
        near: tuple[Find, ...] = ()
        if not words.strip() and self._project_id is not None:
            near = self._workspace.read(proposals, self._project_id)
        self.finds = (*near, *found)
        named = t.n("{count} like this project", "{count} like this project", len(near)) if near else ""
        self.count.setText(
            " · ".join(part for part in (t.n("{count} find", "{count} finds", len(self.finds)), named) if part)
        )
        self.table.setRowCount(len(self.finds))
        category = field("risk", "category")
        for row, find in enumerate(self.finds):
            choice = category.choice(find.category)
            often = t("{happened} of {ended}", happened=find.happened, ended=find.ended) if find.ended else "–"
            origin = " · ".join(part for part in (t(ORIGINS[find.source]), find.origin) if part)
            for column, text in enumerate((find.title, t(choice.label) if choice else find.category, origin, often)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if self.finds:
            self.table.selectRow(0)
        self.take.setEnabled(bool(self.finds) and self._workspace.can_edit)
        self._show_about()

    def chosen(self) -> list[Find]:
        """Return the selected finds, in their order."""
        return [self.finds[row] for row in sorted({index.row() for index in self.table.selectedIndexes()})]

    def adopt_selected(self) -> None:
        """Take the selected finds over into the project, each as a step that can be undone."""
        for find in self.chosen():
            change = self._workspace.edit(Message("adopt_risk", {"title": find.title}), adopt, find, self._project_id)
            if change is not None:
                self._workspace.done.emit(Message("risk_adopted", {"title": find.title}))

    def _show_about(self) -> None:
        chosen = self.chosen()
        t = self._t
        if not chosen:
            self.about.setPlainText("")
            return
        find = chosen[0]
        lines = [find.text]
        if find.ended:
            often = t(
                "Of {ended} risks of this category that have ended here, {happened} happened.",
                ended=find.ended,
                happened=find.happened,
            )
            lines.append(often)
        self.about.setPlainText("\n".join(lines))
        self.take.setText(t("Make it an action") if find.source == "lesson" else t("Adopt"))
