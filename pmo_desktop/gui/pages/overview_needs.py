"""What waits for the PMO: a work list with one verb a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...services.queries.overview import Need, NeedKind
from ...texts import Texts
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace

ICONS: Final[dict[NeedKind, tuple[str, str]]] = {
    "reports": ("file-clock", "ragAtext"),
    "better": ("eye", "ragAtext"),
    "stale": ("history", "ragAtext"),
    "decisions": ("scale", "ragRtext"),
    "risks_unowned": ("shield-alert", "ragAtext"),
    "risks_stale": ("shield-alert", "text2"),
    "issues_overdue": ("circle-alert", "ragAtext"),
    "data": ("circle-alert", "text2"),
}


def title_of(need: Need, t: Texts) -> str:
    """Return what is asked for."""
    count = need.count
    match need.kind:
        case "reports":
            return t.n("{count} status report missing", "{count} status reports missing", count)
        case "better":
            return t.n("{count} project better than calculated", "{count} projects better than calculated", count)
        case "stale":
            return t.n("{count} project without news", "{count} projects without news", count)
        case "decisions":
            return t.n("{count} decision for the committee", "{count} decisions for the committee", count)
        case "risks_unowned":
            return t.n("{count} high risk without an owner", "{count} high risks without an owner", count)
        case "risks_stale":
            return t.n("{count} high risk not reviewed", "{count} high risks not reviewed", count)
        case "issues_overdue":
            return t.n("{count} issue overdue", "{count} issues overdue", count)
        case "data":
            return t.n("{count} data check", "{count} data checks", count)


def line_of(need: Need, t: Texts) -> str:
    """Return for whom or what, and until when."""
    names = t.listed(need.names)
    if need.kind == "data":
        return t("Forecast finish is before the data date")
    if need.kind == "stale":
        return t("No report for more than one and a half periods")
    if need.kind == "risks_stale":
        return t("Not updated for more than 30 days")
    if need.due is not None:
        due = t("due {day}", day=t.date(need.due, year=False))
        return f"{due} · {names}" if names else due
    return names


def verb_of(need: Need, t: Texts) -> str:
    """Return what the button does."""
    match need.kind:
        case "reports" | "better" | "stale":
            return t("Review")
        case "risks_unowned":
            return t("Assign")
        case "data":
            return t("Fix")
    return t("Open")


class NeedsList(QWidget):
    """The rows; `run` does what a row's verb says."""

    def __init__(self, workspace: Workspace, run: Callable[[Need], object]) -> None:
        super().__init__()
        self._workspace, self._run = workspace, run
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show other rows."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not needs:
            self._rows.addWidget(Label(self._workspace.texts("Nothing waits for you."), "quiet"))
        for place, need in enumerate(needs):
            if place:
                rule = QFrame()
                rule.setObjectName("divider")
                self._rows.addWidget(rule)
            self._rows.addWidget(self._row(need))

    def _row(self, need: Need) -> QWidget:
        t = self._workspace.texts
        icon = QToolButton()
        icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name, token = ICONS[need.kind]
        self._workspace.icons.put(icon, name, token)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = title_of(need, t)
        words.addWidget(ElidedLabel(title, "medium"))
        words.addWidget(ElidedLabel(line_of(need, t), "hint"))
        verb = QPushButton(verb_of(need, t))
        verb.setProperty("kind", "ghost")
        verb.setAccessibleName(f"{verb.text()}: {title}")
        verb.clicked.connect(lambda: self._run(need))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(verb)
        return row
