"""The summary of a project: this period's status to be written, the essentials, the next milestones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import rows
from ...services.fields import FieldSpec, field
from ...services.queries.milestones import milestones_of
from ...services.queries.plan import PlanView
from ...services.queries.registry import ProjectRow
from ...services.queries.reporting import last_report
from ...services.values import Habits
from ..widgets.text import ElidedLabel, Label
from ..workspace import Workspace
from .projects_columns import is_figure, period_says, plan_says
from .record_fields import FieldEditor
from .status_form import StatusForm
from .status_last import LastMonth
from .status_open import open_next_status

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
        self.form = StatusForm(workspace, project_id)
        self.form.next_asked.connect(self._next)
        self.form.copy.clicked.connect(lambda: self.form.put_last(self._last))
        self.last = LastMonth(workspace)
        self._last: Mapping[str, object] = {}
        self.essentials: dict[str, FieldEditor] = {}
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
        habits = Habits(currency=project.currency, today=self._workspace.today())
        workspace = self._workspace
        self._last = workspace.read(last_report, self._project_id, workspace.period_id)
        self.form.show_project(project, has_last=bool(self._last))
        self.last.show_report(self._last)
        names = {} if project.programme_id is None else {project.programme_id: project.programme}
        for name, editor in self.essentials.items():
            editable = workspace.can_edit and not workspace.looks_back and name != "programme_id"
            locked = plan_says(self._t) if project.has_plan and editor.spec.from_plan else ""
            if not workspace.period_is_open and is_figure(name):
                locked = period_says(self._t)
            editor.show_value(project.value(name), habits, names, editable=editable, locked=locked)
        self._show_facts(project, view)

    def begin(self) -> None:
        """Put the keyboard where a status begins."""
        self.verticalScrollBar().setValue(0)
        self.form.begin()

    def show_figure(self, name: str) -> QWidget | None:
        """Bring one of the essentials into sight and return it, None where there is none of that name."""
        editor = self.essentials.get(name)
        if editor is None:
            return None
        self.ensureWidgetVisible(editor)
        editor.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return editor.shown

    def status_text(self) -> str:
        """Return what is missing in the status."""
        return self.form.problems.text().partition("\n")[0]

    # Inside

    def _status_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self.form)
        column.addStretch(1)
        return column

    def _next(self) -> None:
        open_next_status(self._workspace, self._project_id)

    def _facts_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.last)
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

    def _set(self, spec: FieldSpec, value: object) -> PmoError | None:
        label = Message("set_field", {"field": spec.caption})
        try:
            self._workspace.attempt(label, rows.set_values, "project", [self._project_id], {spec.name: value})
        except PmoError as error:
            return error
        return None


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 12, 16, 14)
    inside.setSpacing(8)
    return card, inside
