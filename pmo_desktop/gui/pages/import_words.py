"""What each word of a column is taken for: a list to look through and to correct."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ...services.fields import FieldSpec
from ...services.imports import Word
from ..widgets.text import Label
from ..workspace import Workspace


class WordsDialog(QDialog):
    """A line for each word: the word, how often it is there, and the value it is taken for."""

    def __init__(
        self, workspace: Workspace, parent: QWidget, header: str, spec: FieldSpec, words: Sequence[Word]
    ) -> None:
        super().__init__(parent)
        t = workspace.texts
        self.setWindowTitle(t("Values of “{column}”", column=header[:60]))
        self.setModal(True)
        self.resize(workspace.theme.fonts.px(520), workspace.theme.fonts.px(420))
        self._words = words
        self.boxes: list[QComboBox] = []
        inner = QWidget()
        inner.setObjectName("plain")
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(16)
        for place, title in enumerate((t("In the file"), t("Rows"), t("Taken for"))):
            grid.addWidget(Label(title, "caption"), 0, place)
        choices = _choices(spec, t("Leave empty"), [t(choice.label) for choice in spec.choices])
        for row, word in enumerate(words, 1):
            box = QComboBox()
            box.setAccessibleName(word.text[:80])
            for value, name in choices:
                box.addItem(name.replace("&", "&&"), value)
            known = word.value if word.value is not None else ""
            if box.findData(known) < 0:
                box.addItem(t("“{value}” as it is", value=known[:60]), known)
            box.setCurrentIndex(box.findData(known))
            self.boxes.append(box)
            grid.addWidget(Label(word.text[:80], "" if word.value is not None else "warning"), row, 0)
            grid.addWidget(Label(t.number(word.count), "quiet"), row, 1)
            grid.addWidget(box, row, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(words) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        buttons = QDialogButtonBox()
        self.keep = buttons.addButton(t("Use these values"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep.setProperty("kind", "primary")
        buttons.addButton(t("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def chosen(self) -> dict[str, str]:
        """Return the words that are taken for something else than before, in lower case, and for what."""
        return {
            word.text.casefold(): str(box.currentData())
            for word, box in zip(self._words, self.boxes, strict=True)
            if box.currentData() != word.value
        }


def _choices(spec: FieldSpec, nothing: str, labels: Sequence[str]) -> list[tuple[str, str]]:
    if spec.kind == "score":
        return [("", nothing), *((str(score), str(score)) for score in range(1, 6))]
    named = [(choice.value, label) for choice, label in zip(spec.choices, labels, strict=True)]
    return named if any(value == "" for value, _ in named) else [("", nothing), *named]
