"""What was changed in a draft and in its plan, differently: somebody decides, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...services.draft_merge import Clash
from ...texts import Texts
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from .draft_words import clash_title, clash_value

SIDES: Final = ("before", "plan", "draft")


class ClashDialog(QDialog):
    """One line a clash: what it was when the draft was made, in the plan now and in the draft, and which one stays."""

    def __init__(
        self, t: Texts, name: str, clashes: Sequence[tuple[Clash, str]], currency: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clashes = clashes
        self.setWindowTitle(t("Apply the draft “{name}”", name=name))
        self.resize(860, 460)
        self.choices: list[QComboBox] = []
        titles = (t("Task"), t("What"), t("When copied"), t("In the plan now"), t("In the draft"), t("Keep"))
        self.table = QTableWidget(len(clashes), len(titles))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setAccessibleName(t("Changes made in both"))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, (clash, task) in enumerate(clashes):
            words = (task, clash_title(t, clash), *(clash_value(t, clash, side, currency) for side in SIDES))
            for column, text in enumerate(words):
                item = QTableWidgetItem(text[:400])
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(row, column, item)
            choice = QComboBox()
            choice.addItem(t("The plan’s"), False)
            choice.addItem(t("The draft’s"), True)
            choice.setAccessibleName(t("Keep, for {what}", what=f"{task} {words[1]}"))
            self.table.setCellWidget(row, len(titles) - 1, choice)
            self.choices.append(choice)
        header = self.table.horizontalHeader()
        header.setMaximumSectionSize(self.fontMetrics().averageCharWidth() * 40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 22)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        keep_button(buttons, t, t("Apply to the plan"))
        for text, place in ((t("All from the plan"), 0), (t("All from the draft"), 1)):
            every = QPushButton(text)
            every.clicked.connect(lambda _=False, place=place: self._choose_all(place))
            buttons.addButton(every, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        sentence = t.n(
            "{count} change of this draft was made in the plan too, but differently, since the draft was made. "
            "Decide which one stays; all others are applied.",
            "{count} changes of this draft were made in the plan too, but differently, since the draft was made. "
            "Decide which ones stay; all others are applied.",
            len(clashes),
        )
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(20, 18, 20, 16)
        column_.setSpacing(12)
        column_.addWidget(Label(sentence, wrap=True))
        column_.addWidget(self.table, 1)
        column_.addWidget(buttons)

    def decisions(self) -> Mapping[str, bool]:
        """Return for each clash whether the draft goes before."""
        pairs = zip(self._clashes, self.choices, strict=True)
        return {clash.code: bool(choice.currentData()) for (clash, _), choice in pairs}

    def _choose_all(self, place: int) -> None:
        for choice in self.choices:
            choice.setCurrentIndex(place)
