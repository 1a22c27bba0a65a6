"""The sheet of shortcuts, from the same table as menus and palette; and what the program is made of."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..._generated.ui_about import Ui_About
from ..actions import AREAS, COMMANDS, shown_keys
from ..widgets.button_box import close_button
from ..widgets.text import Label
from ..workspace import Workspace


class ShortcutsDialog(QDialog):
    """All keys by area."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = workspace.texts
        self.setWindowTitle(t("Shortcuts"))
        px, room = workspace.theme.fonts.px, self.screen().availableSize() * 0.95
        self.resize(min(px(820), room.width()), min(px(640), room.height()))
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setSpacing(32)
        halves = (("anywhere", "status", "timeline", "pack"), ("tables", "plan"))
        for half in halves:
            column = QVBoxLayout()
            column.setSpacing(6)
            for area in half:
                column.addWidget(Label(t(AREAS[area]), "section"))
                column.addLayout(self._keys(workspace, area))
                column.addSpacing(12)
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        close = QPushButton(t("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(scroll, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _keys(self, workspace: Workspace, area: str) -> QGridLayout:
        t = workspace.texts
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        known = [command for command in COMMANDS if command.area == area and command.keys]
        for place, command in enumerate(known):
            keys = "   ".join(shown_keys(key) for key in command.keys)
            grid.addWidget(Label(keys, "medium"), place, 0)
            grid.addWidget(Label(t(command.title).rstrip("…"), "small", wrap=True), place, 1)
        return grid


class AboutDialog(QDialog):
    """Name, version and the licences of what comes with the program."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_About()
        self.form.setupUi(self)
        try:
            self.form.heading.setText(f"PMO Desktop {version('pmo-desktop')}")
        except PackageNotFoundError:  # run from a folder of sources that was never installed
            self.form.heading.setText("PMO Desktop")
        close_button(self.form.buttons, workspace.texts).setDefault(True)
