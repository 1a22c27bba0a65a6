"""The dialog for an error that nobody foresaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..widgets.text import Label

if TYPE_CHECKING:
    from ..application import Look


class CrashDialog(QDialog):
    """Says that a step failed and the data are as before, and shows where, to be copied into a report.

    The report holds places in the program only, never the user's data.
    """

    def __init__(self, look: Look, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = look.texts
        self.setWindowTitle(t("Something went wrong"))
        self.resize(640, 380)
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setAccessibleName(t("Details"))
        copy = QPushButton(t("Copy details"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = QPushButton(t("Continue"))
        close.setProperty("kind", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Label(t("This step failed because of a fault in the program"), "section"))
        layout.addWidget(
            Label(
                t(
                    "The step was not carried out; everything before it is saved. You can go on working. "
                    "The details below name places in the program, none of your data."
                ),
                wrap=True,
            )
        )
        layout.addWidget(details, 1)
        layout.addLayout(buttons)
