"""The settings page: everything applies at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ...texts import LANGUAGES
from ...texts.messages import N_
from ..theme import Choice
from ..widgets.text import Label
from ..workspace import Workspace
from .page import Page

THEMES: Final[dict[Choice, str]] = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}

ZOOMS: Final = (80, 90, 100, 110, 125, 150, 175, 200)


class SettingsPage(Page):
    """Language, look, author, portfolio and backups.

    Signals:
        language_chosen: a language's tag.
        zoom_chosen: text size in percent.
    """

    tables = frozenset({"portfolio"})
    language_chosen = Signal(str)
    zoom_chosen = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent, period=False)
        t = self.texts
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 8, 0, 16)
        self._column.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.content.addWidget(area)
        look = self._card(t("Language and look"))
        self.language = self._combo(dict(LANGUAGES), workspace.texts.language, self.language_chosen.emit)
        themes = {key: t(word) for key, word in THEMES.items()}
        self.theme = self._combo(themes, workspace.theme.choice, self._choose_theme)
        scale = round(workspace.theme.fonts.scale * 100)
        sizes = {str(size): t.percent(size / 100) for size in sorted({*ZOOMS, scale})}
        self.zoom = self._combo(sizes, str(scale), lambda value: self.zoom_chosen.emit(int(value)))
        self._row(look, t("Language"), self.language)
        self._row(look, t("Theme"), self.theme)
        self._row(look, t("Text size"), self.zoom)
        you = self._card(t("You"))
        self.author = self._line(workspace.store.author, self._set_author)
        self._row(you, t("Your name"), self.author, t("Written beside each change in the history."))
        self._column.addStretch(1)

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Settings")

    def _card(self, title: str) -> QGridLayout:
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(760)
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 14, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 180)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(title, "section"), 0, 0, 1, 2)
        self._column.addWidget(card)
        return grid

    def _row(self, grid: QGridLayout, name: str, field: QWidget, note: str = "") -> None:
        row = grid.rowCount()
        label = Label(name)
        label.setBuddy(field)
        field.setAccessibleName(name)
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        if note:
            grid.addWidget(Label(note, "hint"), row + 1, 1)

    def _combo(self, words: dict[str, str] | dict[Choice, str], now: str, chosen: Callable[[str], object]) -> QComboBox:
        box = QComboBox()
        box.setMinimumWidth(240)
        for value, word in words.items():
            box.addItem(word, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.activated.connect(lambda place: chosen(box.itemData(place)))
        return box

    def _line(self, now: str, changed: Callable[[str], object]) -> QLineEdit:
        line = QLineEdit(now)
        line.setMinimumWidth(320)
        line.setMaxLength(200)
        line.editingFinished.connect(lambda: changed(line.text().strip()))
        return line

    def _choose_theme(self, choice: str) -> None:
        for known in THEMES:
            if known == choice:
                self.workspace.settings.put("theme", known)
                self.workspace.theme.choose(known)

    def _set_author(self, name: str) -> None:
        if name:
            self.workspace.settings.put("author", name)
            self.workspace.store.author = name
