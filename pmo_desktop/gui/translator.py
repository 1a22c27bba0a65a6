"""Serves the compiled forms, and what Qt itself says in our windows, from our own catalogue."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from ..texts import Texts
from ..texts.messages import N_

OF_QT: Final = (
    N_("&Undo"),
    N_("&Redo"),
    N_("Cu&t"),
    N_("&Copy"),
    N_("&Paste"),
    N_("Delete"),
    N_("Select All"),
    N_("OK"),
    N_("Cancel"),
)
"""What Qt writes into the menus of its text fields and onto the buttons of its small dialogs."""

KEYS: Final = "QShortcut"
"""Qt's context for the names of keys, which stay as they are printed on them."""


class Translator(QTranslator):
    """Answers Qt from the texts of the language in use; what they lack stays as it is written."""

    def __init__(self, app: QCoreApplication, texts: Texts) -> None:
        super().__init__(app)
        self._texts = texts
        app.installTranslator(self)

    def use(self, texts: Texts) -> None:
        """Answer in another language from now on; windows must be built anew."""
        self._texts = texts

    def translate(self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1) -> str:
        """Return a sentence of a form or of Qt in the language in use."""
        return source if context == KEYS else self._texts(source)


def installed(app: QCoreApplication, texts: Texts) -> Translator:
    """Return the one translator of the application, set to these texts."""
    known = app.findChild(Translator)
    if known is None:
        return Translator(app, texts)
    known.use(texts)
    return known
