"""What was said last month, beside what is written now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ...domain.rag import to_rag
from ...domain.rag_measures import rating_words
from ...services.fields import field
from ..widgets.text import Label
from ..workspace import Workspace

SHOWN: Final = ("reason", "next_step", "achieved", "not_achieved", "planned", "ask")


class LastMonth(QFrame):
    """The report of the period before, as plain text that can be selected."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self._t = workspace.texts
        self._title = Label("", "section")
        self._body = QVBoxLayout()
        self._body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._body)

    def show_report(self, last: Mapping[str, object]) -> None:
        """Show what `queries.reporting.last_report` returned; nothing where there was no report."""
        t = self._t
        while self._body.count():
            item = self._body.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.setVisible(bool(last))
        day = last.get("data_date")
        if not isinstance(day, date):
            return
        rating = t.say(rating_words(to_rag(str(last.get("overall", "")))))
        self._title.setText(t("Said for {period}: {rating}", period=t.month(day), rating=rating))
        for name in SHOWN:
            words = str(last.get(name) or "")
            if not words:
                continue
            if name == "next_step":
                words = self._step(words, last)
            self._body.addWidget(Label(field("status_update", name).title(t), "caption"))
            line = Label(words, "small", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._body.addWidget(line)

    def _step(self, words: str, last: Mapping[str, object]) -> str:
        owner, due = str(last.get("next_owner") or ""), last.get("next_due")
        parts = [words, owner, self._t.date(due) if isinstance(due, date) else ""]
        return " · ".join(part for part in parts if part)
