"""Why a rating is what the rules say: one sentence, the override beside it, and the way to the figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.rag import DIMENSIONS, Dimension, to_rag
from ...domain.rag_measures import dimension_words, rating_words
from ...domain.rag_status import Override, is_better
from ...services.queries.registry import ProjectRow
from ...texts import Texts
from ..painting.marks import Marks
from ..widgets.text import Label, plain_tooltip
from ..workspace import Workspace

TAB_OF: Final[dict[str, str]] = {
    "slip_days": "plan",
    "slip_workdays": "plan",
    "slip_share": "plan",
    "spi": "plan",
    "behind_share": "plan",
    "stones_late": "milestones",
    "key_stones_late": "milestones",
    "stones_on_time": "milestones",
    "critical_slip": "milestones",
    "unstaffed": "plan",
    "risk_score": "risks",
    "risks_above": "risks",
    "loss_share": "risks",
    "issues_overdue": "risks",
}
"""Which tab of the project shows a measure's figures; those of money stand in the summary."""

FIELD_OF: Final[dict[str, str]] = {"overrun_share": "forecast", "cpi": "actual", "overspent_share": "actual"}
"""Which field of the summary a measure is made from."""


def override_words(one: Override, t: Texts) -> str:
    """Return who overrode a rating, until when and why."""
    rating = t.say(rating_words(one.rag))
    until = t.date(one.expires_on)
    if one.author:
        return t(
            "Set to {rating} by {author} until {until}: {reason}",
            rating=rating,
            author=one.author,
            until=until,
            reason=one.reason,
        )
    return t("Set to {rating} until {until}: {reason}", rating=rating, until=until, reason=one.reason)


def stale_words(project: ProjectRow, t: Texts) -> str:
    """Return since when nothing was reported, "" where the last report is young enough."""
    if not project.is_stale:
        return ""
    if project.reported_on is None:
        return t("Nothing was ever reported, though the project has begun.")
    return t("Last reported {day}: more than one and a half periods ago.", day=t.date(project.reported_on))


class RatingDoubt(QWidget):
    """What the rules say of a project's overall rating; nothing where they agree with it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._t = workspace.texts
        self.text = Label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.addWidget(self.text)

    def show_project(self, project: ProjectRow) -> None:
        """Show what speaks against the rating of a project."""
        t = self._t
        parts = [stale_words(project, t)]
        judgement = project.computed.get("overall")
        if judgement is not None and judgement.rag:
            parts.append(t("Calculated: {why}", why=t.say(judgement.explanation)))
        if project.better:
            parts.append(t("Reported better than calculated."))
        parts += [
            f"{t.say(dimension_words(dimension))}: {override_words(project.overrides[dimension], t)}"
            for dimension in DIMENSIONS
            if dimension in project.overrides
        ]
        self.text.setText("\n".join(part for part in parts if part))
        self.text.set_role("warning" if project.better or project.is_stale else "small")
        self.setVisible(bool(self.text.text()))


class CalculatedMark(QAbstractButton):
    """The computed rating of a dimension; a click says why."""

    def __init__(self, workspace: Workspace, dimension: Dimension) -> None:
        super().__init__()
        self._workspace = workspace
        self._marks = Marks(workspace.theme)
        self.dimension = dimension
        self.project: ProjectRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        workspace.theme.changed.connect(self.update)

    def show_project(self, project: ProjectRow) -> None:
        """Show what the rules say of a project."""
        self.project = project
        t = self._workspace.texts
        rag = project.computed_rating(self.dimension)
        said = t(
            "{dimension}, calculated: {rating}. Why?",
            dimension=t.say(dimension_words(self.dimension)),
            rating=t.say(rating_words(rag)),
        )
        judgement = project.computed.get(self.dimension)
        self.setAccessibleName(said)
        self.setToolTip(plain_tooltip(t.say(judgement.explanation) if judgement is not None else said))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a mark."""
        side = self._workspace.theme.fonts.px(30)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark; a ring around it while it has the keyboard or the mouse."""
        project, theme = self.project, self._workspace.theme
        if project is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, 6, 6)
        rag = project.computed_rating(self.dimension)
        reported = to_rag(project.ratings.get(self.dimension, ""))
        centre = area.center()
        self._marks.draw(painter, centre.x(), centre.y(), 14 * theme.fonts.scale, rag)
        if is_better(reported, rag):  # a line under what contradicts the report
            painter.setPen(QPen(theme.color("text"), 1.5))
            y = round(area.bottom() - 1)
            painter.drawLine(round(centre.x()) - 6, y, round(centre.x()) + 6, y)


class WhyPopover(QFrame):
    """What the rules say of one dimension, and what can be done about it.

    Signals:
        override_asked: the user wants to override the dimension; `withdraw_asked`: to take an override back.
    """

    override_asked = Signal(str)
    withdraw_asked = Signal(int)

    def __init__(self, workspace: Workspace, project: ProjectRow, dimension: Dimension, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self._workspace, self._project = workspace, project
        t = workspace.texts
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        name = t.say(dimension_words(dimension))
        reported = t.say(rating_words(to_rag(project.ratings.get(dimension, ""))))
        computed = t.say(rating_words(project.computed_rating(dimension)))
        head = t("{dimension}: reported {reported}, calculated {computed}", dimension=name, reported=reported,
                 computed=computed)  # fmt: skip
        column.addWidget(Label(head, "strong"))
        judgement = project.computed.get(dimension)
        self.why = Label(t.say(judgement.explanation) if judgement is not None else "", wrap=True)
        self.why.setMinimumWidth(workspace.theme.fonts.px(360))
        column.addWidget(self.why)
        one = project.overrides.get(dimension)
        if one is not None:
            column.addWidget(Label(override_words(one, t), "warning", wrap=True))
        row = QHBoxLayout()
        rule = judgement.rule if judgement is not None else ""
        if rule in TAB_OF or rule in FIELD_OF:
            tab, figure = TAB_OF.get(rule, "summary"), FIELD_OF.get(rule, "")
            self._add(row, t("Show the figures"), lambda: workspace.open("project", project.id, tab=tab, figure=figure))
        if workspace.period_is_open and not workspace.looks_back:
            if one is not None:
                self._add(row, t("Withdraw the override"), lambda: self.withdraw_asked.emit(one.id))
            elif judgement is not None and judgement.rag in ("A", "R"):
                self._add(row, t("Override…"), lambda: self.override_asked.emit(dimension))
        self._add(row, t("Rules…"), self._open_rules)
        row.addStretch(1)
        column.addLayout(row)
        if self.buttons:
            self.buttons[0].setFocus()

    def open_at(self, widget: QWidget) -> None:
        """Show it under a widget, inside the screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = widget.screen().availableGeometry()
        x = max(screen.left(), min(place.x(), screen.right() - self.width() - 8))
        above = widget.mapToGlobal(QPoint(0, -self.height() - 4)).y()
        fits = place.y() + self.height() < screen.bottom()
        self.move(x, place.y() if fits else max(screen.top(), above))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _add(self, row: QHBoxLayout, text: str, run: Callable[[], object]) -> None:
        button = QPushButton(text)
        button.setProperty("kind", "ghost")
        button.setAutoDefault(False)

        def act() -> None:
            self.close()
            run()

        button.clicked.connect(act)
        row.addWidget(button)
        self.buttons.append(button)

    def _open_rules(self) -> None:
        from .rag_rules_dialog import RagRulesDialog

        RagRulesDialog(self._workspace, self._workspace_window(), self._project.project_class).exec()

    def _workspace_window(self) -> QWidget | None:
        parent = self.parentWidget()
        return parent.window() if parent is not None else None


def open_why(workspace: Workspace, project: ProjectRow, dimension: Dimension, anchor: QWidget) -> WhyPopover:
    """Show under a widget why a rating is calculated as it is, and let it be overridden."""
    from .status_override import ask_override, withdraw_override

    popover = WhyPopover(workspace, project, dimension, anchor)
    popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    period = workspace.period_id
    if period is not None:
        popover.override_asked.connect(lambda _: ask_override(workspace, project, period, dimension, anchor))
    popover.withdraw_asked.connect(lambda _: withdraw_override(workspace, project, dimension))
    popover.open_at(anchor)
    return popover
