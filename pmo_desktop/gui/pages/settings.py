"""The settings page: everything applies at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.portfolio import set_up
from ...services.commands.rows import set_values
from ...services.fields import fields_of
from ...services.queries.portfolio import portfolio
from ...texts import LANGUAGES
from ...texts.messages import N_
from ..settings import default_backups
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
        self._portfolio = workspace.read(portfolio)
        self._card_of_portfolio()
        self._card_of_backups()
        self._column.addStretch(1)

    def _card_of_portfolio(self) -> None:
        t, now = self.texts, self._portfolio
        card = self._card(t("Portfolio"))
        self.fields: dict[str, QLineEdit] = {}
        for spec in fields_of("portfolio"):
            line = self._line(str(getattr(now, spec.name)), partial(self._set_portfolio, spec.name))
            line.setMaxLength(spec.limit)
            line.setEnabled(self.workspace.can_edit)
            self.fields[spec.name] = line
            self._row(card, spec.title(t), line)
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        card.addWidget(self.error, card.rowCount(), 1)

    def _card_of_backups(self) -> None:
        t = self.texts
        card = self._card(t("Backups"))
        self.backups = self._line(self.workspace.settings.text("backups", str(default_backups())), self._set_backups)
        self.backups.setAccessibleName(t("Folder of backups"))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.backups)
        choose = QPushButton(t("Choose…"))
        choose.clicked.connect(self._choose_backups)
        layout.addWidget(choose)
        note = t("A checked copy is made every 15 minutes of work and when the file is closed.")
        self._row(card, t("Folder"), row, note)

    def reload(self) -> None:
        """Show the portfolio's values as they are."""
        self._portfolio = self.workspace.read(portfolio)
        for name, line in self.fields.items():
            if not line.hasFocus():
                line.setText(str(getattr(self._portfolio, name)))

    def _set_portfolio(self, name: str, text: str) -> None:
        if text == getattr(self._portfolio, name):
            return
        spec = next(spec for spec in fields_of("portfolio") if spec.name == name)
        label = Message("set_field", {"field": spec.caption})
        try:
            if self._portfolio.id:
                self.workspace.attempt(label, set_values, "portfolio", [self._portfolio.id], {name: text})
            else:
                values = {"name": self.workspace.store.path.stem, "currency": "EUR", name: text}
                self.workspace.attempt(label, set_up, values, date.today())
        except PmoError as error:
            self.error.setText(self.texts.say(error))
            self.error.show()
            self.fields[name].setText(str(getattr(self._portfolio, name)))
            return
        self.error.hide()
        self.reload()

    def _set_backups(self, folder: str) -> None:
        self.workspace.settings.put("backups", folder or None)

    def _choose_backups(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.texts("Folder of backups"), self.backups.text())
        if folder:
            self.backups.setText(folder)
            self._set_backups(folder)

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Settings")

    def _card(self, title: str) -> QGridLayout:
        card = QFrame()
        card.setObjectName("card")
        px = self.workspace.theme.fonts.px
        card.setMaximumWidth(px(760))
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 14, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, px(180))
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
            grid.addWidget(Label(note, "hint", wrap=True), row + 1, 1)

    def _combo(self, words: dict[str, str] | dict[Choice, str], now: str, chosen: Callable[[str], object]) -> QComboBox:
        box = QComboBox()
        box.setMinimumWidth(self.workspace.theme.fonts.px(240))
        for value, word in words.items():
            box.addItem(word, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.activated.connect(lambda place: chosen(box.itemData(place)))
        return box

    def _line(self, now: str, changed: Callable[[str], object]) -> QLineEdit:
        line = QLineEdit(now)
        line.setMinimumWidth(self.workspace.theme.fonts.px(320))
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
