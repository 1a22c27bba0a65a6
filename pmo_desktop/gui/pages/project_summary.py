"""The summary of a project: this period's status to be written, the essentials, the next milestones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag import DIMENSIONS, Rag, to_rag
from ...services.commands import rows, status
from ...services.fields import FieldSpec, field
from ...services.queries.milestones import milestones_of
from ...services.queries.plan import PlanView
from ...services.queries.registry import ProjectRow
from ...services.values import Habits
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .project_head import dimension_word
from .project_ratings import RatingPicker
from .projects_columns import plan_says
from .record_fields import FieldEditor

WORDS: Final = ("reason", "next_step", "next_owner", "next_due", "achieved", "not_achieved", "planned", "ask")
ESSENTIALS: Final = (
    "name", "code", "programme_id", "sponsor", "manager", "project_class", "stage", "budget", "forecast", "actual",
    "description",
)  # fmt: skip
NEXT_MILESTONES: Final = 6


class SummaryPanel(QScrollArea):
    """Status, essentials and next milestones of one project, edited in place."""

    def __init__(self, workspace: Workspace, project_id: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = workspace.texts
        self._project_id = project_id
        self._project: ProjectRow | None = None
        self.pickers: dict[str, RatingPicker] = {}
        self.words: dict[str, FieldEditor] = {}
        self.essentials: dict[str, FieldEditor] = {}
        self._counters: dict[str, Label] = {}
        self._facts = Label("", "small", wrap=True)
        self._coming = QVBoxLayout()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 4, 4, 4)
        columns.setSpacing(12)
        columns.addLayout(self._status_column(), 3)
        columns.addLayout(self._facts_column(), 2)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_project(self, project: ProjectRow, view: PlanView | None) -> None:
        """Show a project; what is being typed stays."""
        self._project = project
        period = self._workspace.current_period
        open_now = self._workspace.period_is_open and period is not None
        habits = Habits(currency=project.currency, today=self._workspace.today())
        for name, picker in self.pickers.items():
            picker.show_rating(to_rag(project.ratings.get(name, "")), to_rag(project.previous.get(name, "")))
            picker.setEnabled(open_now)
        for name, editor in self.words.items():
            value = project.words.get(name, None if name == "next_due" else "")
            editor.show_value(value, habits, {}, editable=open_now)
            if name in self._counters:
                self._count(name, str(value or ""))
        names = {} if project.programme_id is None else {project.programme_id: project.programme}
        for name, editor in self.essentials.items():
            editable = self._workspace.can_edit and name != "programme_id"
            locked = plan_says(self._t) if project.has_plan and editor.spec.from_plan else ""
            editor.show_value(project.value(name), habits, names, editable=editable, locked=locked)
        self._title.setText(
            self._t("Status for {period}", period=self._t.month(period.data_date)) if period else self._t("Status")
        )
        self._show_facts(project, view)

    def begin(self) -> None:
        """Put the keyboard where a status begins."""
        self.verticalScrollBar().setValue(0)
        self.pickers["overall"].setFocus()

    def status_text(self) -> str:
        """Return what is missing in the status."""
        project = self._project
        if project is None or project.overall not in ("A", "R") or project.words.get("reason"):
            return ""
        return self._t("Amber and red need a reason and a next step.")

    # Inside

    def _status_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        card, inside = _card()
        self._title = Label(self._t("Status"), "section")
        inside.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, dimension in enumerate(DIMENSIONS):
            word = self._t("Overall") if dimension == "overall" else dimension_word(dimension, self._t)
            picker = RatingPicker(self._workspace, word)
            picker.setObjectName(f"rating_{dimension}")
            picker.picked.connect(lambda rag, name=dimension: self._rate(name, rag))
            caption = Label(word, "strong" if dimension == "overall" else "")
            caption.setBuddy(picker)
            grid.addWidget(caption, place % 4, 2 * (place // 4))
            grid.addWidget(picker, place % 4, 2 * (place // 4) + 1)
            self.pickers[dimension] = picker
        grid.setColumnStretch(4, 1)
        inside.addLayout(grid)
        row = QGridLayout()
        row.setHorizontalSpacing(12)
        for name in WORDS:
            spec = field("status_update", name)
            editor = FieldEditor(self._workspace, spec, self._write)
            self.words[name] = editor
            if name in ("reason", "next_step"):
                counter = Label("", "hint")
                self._counters[name] = counter
        row.addWidget(self.words["reason"], 0, 0, 1, 2)
        row.addWidget(self._counters["reason"], 1, 0, 1, 2)
        row.addWidget(self.words["next_step"], 2, 0, 1, 2)
        row.addWidget(self.words["next_owner"], 3, 0)
        row.addWidget(self.words["next_due"], 3, 1)
        inside.addLayout(row)
        column.addWidget(card)
        card, inside = _card()
        for name in ("achieved", "not_achieved", "planned", "ask"):
            inside.addWidget(self.words[name])
        column.addWidget(card)
        column.addStretch(1)
        return column

    def _facts_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        card, inside = _card()
        inside.addWidget(Label(self._t("Next milestones"), "section"))
        inside.addLayout(self._coming)
        column.addWidget(card)
        card, inside = _card()
        inside.addWidget(Label(self._t("Essentials"), "section"))
        inside.addWidget(self._facts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        wide = ("name", "description")
        place = 0
        for name in ESSENTIALS:
            editor = FieldEditor(self._workspace, field("project", name), self._set)
            self.essentials[name] = editor
            if name in wide:
                place += place % 2
                grid.addWidget(editor, place // 2, 0, 1, 2)
                place += 2
            else:
                grid.addWidget(editor, place // 2, place % 2)
                place += 1
        inside.addLayout(grid)
        column.addWidget(card)
        column.addStretch(1)
        return column

    def _show_facts(self, project: ProjectRow, view: PlanView | None) -> None:
        t = self._t
        parts = []
        if project.start and project.finish:
            parts.append(t("{start} to {finish}", start=t.date(project.start), finish=t.date(project.finish)))
        if project.slip:
            parts.append(t("slip {days} d", days=t.number(project.slip, signed=True)))
        if view is not None and view.plan.tasks:
            parts.append(t.n("{count} task", "{count} tasks", len(view)))
        self._facts.setText(" · ".join(parts))
        while self._coming.count():
            item = self._coming.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        ahead = [row for row in milestones_of(view) if not row.reached] if view is not None else []
        for row in ahead[:NEXT_MILESTONES]:
            line = QWidget()
            inside = QHBoxLayout(line)
            inside.setContentsMargins(0, 1, 0, 1)
            inside.addWidget(ElidedLabel(row.name, "strong" if row.key else ""), 1)
            slip = t("{slip} d", slip=t.number(row.slip, signed=True)) if row.slip else ""
            late = (row.slip or 0) >= 30
            inside.addWidget(Label(slip, "error" if late else "hint"))
            inside.addWidget(Label(t.date(row.forecast), "small"))
            self._coming.addWidget(line)
        if not ahead:
            self._coming.addWidget(Label(t("No milestone lies ahead."), "quiet"))

    def _rate(self, name: str, rag: Rag) -> None:
        self._attempt(status.write, self._project_id, {name: rag}, tell=True)

    def _write(self, spec: FieldSpec, value: object) -> PmoError | None:
        return self._attempt(status.write, self._project_id, {spec.name: value})

    def _set(self, spec: FieldSpec, value: object) -> PmoError | None:
        label = Message("set_field", {"field": spec.caption})
        try:
            self._workspace.attempt(label, rows.set_values, "project", [self._project_id], {spec.name: value})
        except PmoError as error:
            return error
        return None

    def _attempt(self, command: Callable[..., object], *args: object, tell: bool = False) -> PmoError | None:
        try:
            self._workspace.attempt(Message("set_status"), command, *args, author=self._workspace.store.author)
        except PmoError as error:
            if tell:
                self._workspace.failed.emit(error)
            return error
        return None

    def _count(self, name: str, text: str) -> None:
        limit = self.words[name].spec.limit
        counter = self._counters[name]
        counter.setText(self._t("{used} of {limit} characters", used=len(text), limit=limit) if text else "")
        counter.setVisible(bool(text))


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 12, 16, 14)
    inside.setSpacing(8)
    return card, inside
