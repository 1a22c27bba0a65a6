"""The buttons of forms: verbs that name the result, for which Qt Designer has only its standard ones."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from ...texts import Texts

_Standard = QDialogButtonBox.StandardButton


def keep_button(box: QDialogButtonBox, t: Texts, verb: str) -> QPushButton:
    """Return the button that goes ahead, named by its verb and made the one that Return presses."""
    box.button(_Standard.Cancel).setText(t("Cancel"))
    button = box.button(_Standard.Ok)
    button.setText(verb)
    button.setProperty("kind", "primary")
    # The box has shown its buttons to the style sheet already.
    button.style().unpolish(button)
    button.style().polish(button)
    button.setDefault(True)
    return button


def close_button(box: QDialogButtonBox, t: Texts) -> QPushButton:
    """Return the only button of a dialog that keeps nothing, or has kept everything already."""
    button = box.button(_Standard.Close)
    button.setText(t("Close"))
    return button
