"""What a template holds, in the inspector of the library."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...services.queries.templates import TemplateDetails
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace

MOST_ROWS: Final = 200


class TemplatePanel(QWidget):
    """Name, facts, outline and risks of a template, with what can be done with it.

    Signals:
        used: a template's key.
        renamed, deleted: the id of a template of ours.
        closed: the user shut the inspector.
    """

    used = Signal(str)
    renamed = Signal(int)
    deleted = Signal(int)
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._key = ""
        self._own: int | None = None
        self._name = Label("", "inspector", wrap=True)
        self._about = Label("", "small", wrap=True)
        self._facts = QGridLayout()
        self._facts.setVerticalSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(3)
        shut = QToolButton()
        workspace.icons.put(shut, "x")
        shut.setAccessibleName(t("Close the details"))
        shut.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(Label(t("Template"), "hint"), 1)
        top.addWidget(shut)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addWidget(_divider())
        column.addLayout(self._facts)
        column.addWidget(_divider())
        column.addLayout(self._list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self.use = QPushButton(t("Use template"))
        self.use.setProperty("kind", "primary")
        workspace.icons.put(self.use, "plus", "onAccent")
        self.use.clicked.connect(lambda: self.used.emit(self._key))
        self.use.setEnabled(workspace.can_edit)
        self.rename = QPushButton(t("Rename"))
        workspace.icons.put(self.rename, "pencil")
        self.rename.clicked.connect(lambda: self.renamed.emit(self._own or 0))
        self.delete = QPushButton(t("Delete"))
        workspace.icons.put(self.delete, "trash-2")
        self.delete.clicked.connect(lambda: self.deleted.emit(self._own or 0))
        buttons = QGridLayout()
        buttons.setContentsMargins(16, 8, 16, 16)
        buttons.addWidget(self.use, 0, 0, 1, 2)
        buttons.addWidget(self.rename, 1, 0)
        buttons.addWidget(self.delete, 1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        top.setContentsMargins(16, 12, 10, 4)
        whole.addLayout(top)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def show_template(self, details: TemplateDetails) -> None:
        """Show a template."""
        t, card = self._t, details.card
        self._key, self._own = card.key, card.own
        self._name.setText(card.name)
        self._about.setText(card.description)
        self._about.setVisible(bool(card.description))
        facts = [
            (t("Tasks"), t.number(card.tasks)),
            (t("Milestones"), t.number(card.milestones)),
            (t("Gates"), t.number(len(card.gates))),
            (t("Working days"), t.number(card.days)),
            (t("Risks"), t.number(card.risks)),
            (t("Roles"), t.number(len(details.roles))),
        ]
        _empty(self._facts)
        for place, (name, value) in enumerate(facts):
            self._facts.addWidget(Label(name, "small"), place, 0)
            shown = Label(value, "strong")
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(shown, place, 1)
        _empty(self._list)
        self._list.addWidget(Label(t("Outline"), "caption"))
        for row in details.rows[:MOST_ROWS]:
            line = QWidget()
            inside = QHBoxLayout(line)
            inside.setContentsMargins(12 * (row.level - 1), 0, 0, 0)
            inside.setSpacing(6)
            inside.addWidget(Label(row.number, "hint"))
            words = f"◆ {row.name}" if row.milestone else row.name
            inside.addWidget(ElidedLabel(words, "strong" if row.level == 1 or row.key else ""), 1)
            self._list.addWidget(line)
        if details.risks:
            self._list.addSpacing(8)
            self._list.addWidget(Label(t("Risks"), "caption"))
            for title in details.risks:
                self._list.addWidget(Label(title, "small", wrap=True))
        for button in (self.rename, self.delete):
            button.setVisible(card.own is not None)
            button.setEnabled(self._workspace.can_edit)


def _divider() -> QFrame:
    line = QFrame()
    line.setObjectName("divider")
    return line


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
