"""Text on screen that is never taken for markup."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

ELLIPSIS: Final = Qt.TextElideMode.ElideRight


class Label(QLabel):
    """A line or a paragraph of plain text; `role` picks its look in the style sheet.

    Qt guesses whether a label holds HTML and would load what an `<img>` in a project's name points at.
    """

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the look."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class FormLabel(Label):
    """The label of forms in `ui/`: their compiled code passes the parent alone and sets the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where room is short, with the whole text as its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the room that the whole text wants."""
        margins = self.contentsMargins()
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + margins.left() + margins.right() + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the tooltip only when text is cut."""
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), ELLIPSIS, area.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def plain_tooltip(text: str) -> str:
    """Return text for a tooltip: escaped, so that it is never taken for markup, and wrapped by Qt."""
    if not text:
        return ""
    return f"<p>{escape(text[:2000])}</p>".replace("\n", "<br>")


def plain_menu_text(text: str, limit: int = 60) -> str:
    """Return user text for a menu or a tab, where `&` would become an underline."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return short.replace("\n", " ").replace("&", "&&")
