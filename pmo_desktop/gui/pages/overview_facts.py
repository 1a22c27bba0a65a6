"""The four facts at the top of the overview."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ...charts.portfolio import bullet, squares, stacked
from ...domain.rag import Rag
from ...services.queries.overview import Overview
from ..painting.marks import Marks
from ..widgets.scene_view import SceneView
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace

SHOWN: tuple[Rag, ...] = ("G", "A", "R", "C", "")


class FactCard(QFrame):
    """A title, a figure with a small chart beside it, and a line that says what it means.

    Signals:
        clicked: somebody wants to see what the figure is made of; only where `lead` was called.
    """

    clicked = Signal()

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.figure = Label("", "figure")
        self.line = ElidedLabel("", "small")
        self.chart = SceneView(workspace, name=title)
        self.chart.setMinimumWidth(60)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chart.setFixedHeight(30)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.figure)
        row.addWidget(self.chart, 1, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(Label(title, "medium-quiet"))
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def lead(self) -> None:
        """Let a click lead on."""
        self.setProperty("kind", "clickable")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead on."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def say(self, figure: str, line: str, role: str = "small") -> None:
        """Show figure and line; `role` is the look of the line."""
        self.figure.setText(figure)
        self.line.setText(line)
        self.line.set_role(role)


class StatusCounts(QWidget):
    """How many projects have each rating: mark and number, side by side."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._marks = Marks(workspace.theme)
        self._counts: list[tuple[Rag, int]] = []
        self.setFixedHeight(workspace.theme.fonts.px(30))

    def show_counts(self, counts: list[tuple[Rag, int]]) -> None:
        """Show other counts."""
        self._counts = counts
        t, fonts = self._workspace.texts, self._workspace.theme.fonts
        advance = QFontMetrics(fonts.font(20, 600)).horizontalAdvance
        # However large the text, no count may be cut off: a missing red one would be the one that matters.
        self.setMinimumWidth(sum(fonts.px(31) + advance(str(count)) for _, count in counts))
        words = {
            "G": t("green"),
            "A": t("amber"),
            "R": t("red"),
            "C": t("complete"),
            "": t("not rated"),
        }
        self.setAccessibleName(t.listed(f"{count} {words[rag]}" for rag, count in counts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and numbers."""
        painter = QPainter(self)
        theme = self._workspace.theme
        zoom = theme.fonts.scale
        painter.setFont(theme.fonts.font(20, 600))
        x, middle = 8.0 * zoom, self.height() / 2
        for rag, count in self._counts:
            self._marks.draw(painter, x, middle, 15 * zoom, rag)
            x += 13 * zoom
            text = str(count)
            painter.setFont(theme.fonts.font(20, 600))
            painter.setPen(theme.color("text"))
            painter.drawText(round(x), 0, self.width(), self.height(), Qt.AlignmentFlag.AlignVCenter, text)
            x += painter.fontMetrics().horizontalAdvance(text) + 18 * zoom


class StatusCard(QFrame):
    """Projects by status: counts and one stacked bar."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        t = workspace.texts
        self.counts = StatusCounts(workspace)
        self.bar = SceneView(workspace, name=t("Projects by status"))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.setFixedHeight(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(5)
        layout.addWidget(Label(t("Projects by status"), "medium-quiet"))
        layout.addStretch(1)
        layout.addWidget(self.counts)
        layout.addWidget(self.bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, view: Overview) -> None:
        """Show the counts of an overview."""
        counts = [(rag, view.counts[rag]) for rag in SHOWN if view.counts[rag] or rag in ("G", "A", "R")]
        self.counts.show_counts(counts)
        self.bar.show_scene(lambda width, height: stacked(counts, width, height))


class Facts(QWidget):
    """Status, forecast, milestones and reports in a row."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        t = workspace.texts
        self.status = StatusCard(workspace)
        self.forecast = FactCard(workspace, t("Forecast at completion"))
        self.milestones = FactCard(workspace, t("Milestones met, last 90 days"))
        self.reports = FactCard(workspace, t("Status reports received"))
        self.reports.lead()
        self.reports.clicked.connect(lambda: workspace.open("reports"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._columns = 0
        self.set_columns(4)
        height = max(card.sizeHint().height() for card in (self.status, self.forecast))
        for card in (self.status, self.forecast, self.milestones, self.reports):
            card.setFixedHeight(height + 4)

    def set_columns(self, columns: int) -> None:
        """Show them in one line of four, or in two lines of two."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate((self.status, self.forecast, self.milestones, self.reports)):
            self._grid.addWidget(card, place // columns, place % columns)
        for place, share in enumerate((10, 12, 12, 12)):
            self._grid.setColumnStretch(place, share if place < columns else 0)

    def show_overview(self, view: Overview) -> None:
        """Show the facts of an overview."""
        t = self._workspace.texts
        self.status.show_counts(view)
        self._show_forecast(view)
        total, due = len(view.active), view.period.deadline if view.period else None
        missing = total - view.reported
        line = t("All received")
        if missing and due is not None:
            line = t.n("{count} outstanding, due {day}", "{count} outstanding, due {day}", missing, day=t.date(due))
        elif missing:
            line = t.n("{count} outstanding", "{count} outstanding", missing)
        self.reports.say(f"{view.reported} / {total}", line)
        self.reports.chart.show_scene(lambda width, height: squares(view.reported, total, width), line)

    def show_milestones(self, met: int, due: int) -> None:
        """Show how many of the milestones that were due were met in time."""
        t = self._workspace.texts
        if not due:
            self.milestones.say("–", t("No milestone was due"))
            self.milestones.chart.show_scene(lambda width, height: [])
            return
        line = t("{met} of {due} on time", met=met, due=due)
        self.milestones.say(t.percent(met / due), line, "small" if met * 10 >= due * 8 else "warning")
        self.milestones.chart.show_scene(lambda width, height: squares(met, due, width), line)

    def _show_forecast(self, view: Overview) -> None:
        t = self._workspace.texts
        totals = [one for one in view.totals if one.forecast or one.budget]
        if not totals:
            self.forecast.say("–", t("No budgets yet"))
            self.forecast.chart.show_scene(lambda width, height: [])
            return
        main = next((one for one in totals if one.currency == view.registry.currency), totals[0])
        if not main.forecast:
            self.forecast.say("–", t("No forecasts yet"))
            self.forecast.chart.show_scene(lambda width, height: [])
            return
        over = main.variance
        share = t.percent(main.overrun or 0, 1, signed=True)
        if over > 0:
            line = t("{amount} over budget ({share})", amount=t.short_money(over, main.currency), share=share)
        elif over < 0:
            line = t("{amount} under budget ({share})", amount=t.short_money(-over, main.currency), share=share)
        else:
            line = t("On budget")
        if len(totals) > 1:
            others = t.listed(t.short_money(one.forecast, one.currency) for one in totals if one is not main)
            line = t("{line}; besides {others}", line=line, others=others)
        self.forecast.say(t.short_money(main.forecast, main.currency), line, "warning" if over > 0 else "small")
        self.forecast.chart.show_scene(lambda width, height: bullet(main.forecast, main.budget, width, height), line)
