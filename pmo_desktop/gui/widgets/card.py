"""Cards: what pages put their content on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from .text import ElidedLabel, Label


class Card(QFrame):
    """A bordered surface with a title, a quiet note and a link.

    Attributes:
        body: the layout under the title.
    """

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = Label(title, "section")
        self._note = ElidedLabel(note, "hint")
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addStrut(self.fontMetrics().height() + 8)  # titles stand level, with a link beside them or without
        self._head.addWidget(self._title)
        self._head.addWidget(self._note, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(self._head)
        layout.addLayout(self.body, 1)
        self._title.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """Show a quiet note beside the title."""
        self._note.setText(note)

    def add_link(self, text: str, run: Callable[[], object]) -> QPushButton:
        """Put a link at the right of the title."""
        button = QPushButton(text)
        button.setProperty("kind", "link")
        button.clicked.connect(lambda: run())
        self._head.addWidget(button)
        return button
