"""The theme: one set of colour tokens at a time, put on the application as palette and style sheet."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ..domain.tokens import DARK, LIGHT
from .fonts import Fonts
from .outlines import outline
from .style_sheet import style_sheet

Choice = Literal["system", "light", "dark"]

SCHEMES: Final[Mapping[Choice, Qt.ColorScheme]] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}

IMAGES: Final = {"chevron-down": "text2", "chevron-up": "text2", "check": "onAccent"}
"""Icons that the style sheet shows, with their colours."""


def parse_color(text: str) -> QColor:
    """Return a token's colour; the last byte of `#rrggbbaa` is its alpha."""
    if len(text) == 9:
        color = QColor(text[:7])
        color.setAlpha(int(text[7:], 16))
        return color
    return QColor(text)


class Theme(QObject):
    """The colours in use, light or dark, following the system unless the user chose.

    Signals:
        changed: other colours are in use; who paints, repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, fonts: Fonts, choice: Choice = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self.fonts = fonts
        self._colors: dict[str, QColor] = {}
        self.is_dark = False
        self._folder = QTemporaryDir()
        # The interpreter ends without destroying this object, and the folder would stay behind.
        weakref.finalize(self, self._folder.remove)
        app.styleHints().setColorScheme(SCHEMES[choice])
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._take()
        self.apply()

    @property
    def choice(self) -> Choice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Use the system's theme, or always the light or the dark one."""
        self._choice = choice
        self._app.styleHints().setColorScheme(SCHEMES[choice])
        self._refresh()

    def color(self, token: str) -> QColor:
        """Return the colour of a token of `domain.tokens`."""
        return self._colors[token]

    def tokens(self) -> Mapping[str, str]:
        """Return all tokens of the theme in use."""
        return DARK if self.is_dark else LIGHT

    def apply(self) -> None:
        """Put font, palette and style sheet on the application, for example after the text size changed."""
        self._app.setFont(self.fonts.body)
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(style_sheet(self.tokens(), self.fonts, self._images()))

    def _images(self) -> str:
        """Return the folder of the sheet's small pictures in the theme's colours; a sheet takes only files."""
        folder = Path(self._folder.path()) / ("dark" if self.is_dark else "light")
        if not folder.is_dir():
            folder.mkdir()
            for name, token in IMAGES.items():
                (folder / f"{name}.svg").write_bytes(outline(name, self.tokens()[token]))
        return folder.as_posix()

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        before = self.is_dark
        self._take()
        if self.is_dark != before:
            self.apply()
            self.changed.emit()

    def _take(self) -> None:
        system = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.is_dark = self._choice == "dark" or (self._choice == "system" and system)
        self._colors = {name: parse_color(value) for name, value in self.tokens().items()}

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for which, token in (
            (role.Window, "app"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "subtle"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "ragRtext"),
            (role.Highlight, "selected"),
            (role.HighlightedText, "text"),
            (role.PlaceholderText, "text3"),
            (role.Link, "accentText"),
            (role.LinkVisited, "accentText"),
            (role.Accent, "accent"),
            (role.ToolTipBase, "toast"),
            (role.ToolTipText, "toastText"),
            (role.Light, "raised"),
            (role.Midlight, "hover"),
            (role.Mid, "line"),
            (role.Dark, "lineStrong"),
            (role.Shadow, "lineStrong"),
        ):
            palette.setColor(which, self.color(token))
        for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("disabled"))
        palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, self.color("selectedInactive"))
        return palette
