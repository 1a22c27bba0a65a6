"""Compares any two issued packs: what moved from one to the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.changes_between import changes_between
from ...domain.pack import PackData
from ...services.queries.packs import IssuedView, snapshot_data
from ..pages.packs_changes import SECTIONS, change_lines
from ..widgets.button_box import close_button
from ..widgets.text import Label, plain_tooltip
from ..workspace import Workspace


class ComparePacksDialog(QDialog):
    """Two packs to choose, and what changed between them."""

    def __init__(
        self, workspace: Workspace, packs: Sequence[IssuedView], number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        t = workspace.texts
        self.setWindowTitle(t("Compare packs"))
        self._packs = {pack.number: pack for pack in packs}
        self._data: dict[int, PackData] = {}
        earlier = [pack.number for pack in packs if pack.data_date < self._packs[number].data_date]
        other = max(earlier, default=min(self._packs))
        self.before = self._chooser(t("From"), other)
        self.now = self._chooser(t("To"), number)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(t("What changed"))
        self.tree.setWordWrap(True)
        self.summary = Label("", "hint", wrap=True)
        row = QHBoxLayout()
        for word, box in ((t("From"), self.before), (t("To"), self.now)):
            row.addWidget(Label(word, "small"))
            row.addWidget(box, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close_button(buttons, t)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.summary)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.resize(workspace.theme.fonts.px(760), workspace.theme.fonts.px(560))
        self.before.currentIndexChanged.connect(self.compare)
        self.now.currentIndexChanged.connect(self.compare)
        self.compare()

    def compare(self) -> None:
        """Show what changed between the two packs that are chosen."""
        t, theme = self._workspace.texts, self._workspace.theme
        before, now = self._of(self.before), self._of(self.now)
        lines = change_lines(t, changes_between(before, now), now)
        self.tree.clear()
        for key, name in SECTIONS.items():
            own = [line for line in lines if line.section == key]
            if not own:
                continue
            head = QTreeWidgetItem([t("{name} ({count})", name=t(name), count=t.number(len(own)))])
            self.tree.addTopLevelItem(head)
            for line in own:
                item = QTreeWidgetItem([line.text])
                item.setToolTip(0, plain_tooltip(line.text))
                if line.is_bad:
                    item.setForeground(0, QColor(theme.color("ragRtext")))
                head.addChild(item)
            head.setExpanded(True)
        self.summary.setText(
            t.n("{count} movement", "{count} movements", len(lines)) if lines else t("Nothing moved between them.")
        )

    def _of(self, box: QComboBox) -> PackData:
        number = int(box.currentData())
        if number not in self._data:
            self._data[number] = self._workspace.read(snapshot_data, self._packs[number])
        return self._data[number]

    def _chooser(self, name: str, number: int) -> QComboBox:
        t = self._workspace.texts
        box = QComboBox()
        box.setAccessibleName(name)
        for pack in self._packs.values():
            box.addItem(
                t("Pack {number} · {month}", number=str(pack.number), month=t.month(pack.data_date)), pack.number
            )
        box.setCurrentIndex(box.findData(number))
        return box
