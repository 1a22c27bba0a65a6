"""The inspector of the registry: one project, read and edited in place."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.rows import set_values
from ...services.fields import FieldSpec, field
from ...services.queries.registry import ProjectRow
from ...services.values import Habits
from ..widgets.text import Label
from ..workspace import Workspace
from .projects_columns import is_figure, period_says, plan_says
from .record_fields import FieldEditor
from .status_why import RatingDoubt

ROWS: Final = (
    ("rag_overall", "percent_complete"),
    ("reason",),
    ("next_step",),
    ("next_owner", "next_due"),
    (),
    ("manager", "sponsor"),
    ("programme_id", "stage"),
    ("start", "baseline_finish"),
    ("finish", "project_class"),
    ("budget", "forecast"),
    ("tags",),
    (),
    ("description",),
)
"""Fields side by side; an empty row draws a line."""


class ProjectDetails(QWidget):
    """Shows a project's essentials and last status; each edit is one step.

    Signals:
        stepped: the user wants the previous (-1) or the next (1) project.
        closed: the user closes the inspector.
    """

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._row: ProjectRow | None = None
        self.editors: dict[str, FieldEditor] = {}
        t = workspace.texts
        self._code = Label("", "quiet")
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 0)
        head.setSpacing(2)
        head.addWidget(self._code, 1)
        for icon, name, run in (
            ("chevron-up", t("Previous"), lambda: self.stepped.emit(-1)),
            ("chevron-down", t("Next"), lambda: self.stepped.emit(1)),
            ("x", t("Close the details"), self.closed.emit),
        ):
            button = QToolButton()
            workspace.icons.put(button, icon)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda _=False, run=run: run())
            head.addWidget(button)
        open_project = QPushButton(t("Open the project"))
        open_project.setProperty("kind", "ghost")
        open_project.clicked.connect(self._open)
        inner = QWidget()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(12, 6, 12, 12)
        self._body.setSpacing(8)
        self._body.addWidget(self._editor("name"))
        self._body.addWidget(open_project, 0, Qt.AlignmentFlag.AlignLeft)
        self._why = RatingDoubt(workspace)
        self._body.addWidget(self._why)
        for names in ROWS:
            self._add_row(names)
        self._body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._nothing = Label(t("Select a row to see its details."), "quiet", wrap=True)
        self._nothing.setContentsMargins(16, 4, 12, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self._scroll, 1)
        self.show_row(None, {}, Habits())

    def show_row(
        self, row: ProjectRow | None, programmes: dict[int, str], habits: Habits, *, is_live: bool = True
    ) -> None:
        """Show a project, or that none is selected; `is_live` is False for a period that is only looked at."""
        if self._row is not None and (row is None or row.id != self._row.id):
            for editor in self.editors.values():
                editor.keep()
        self._row = row
        self._scroll.setVisible(row is not None)
        self._nothing.setVisible(row is None)
        self._code.setText(row.code if row is not None else "")
        if row is not None:
            self._why.show_project(row)
            for name, editor in self.editors.items():
                t, can_edit = self._workspace.texts, self._workspace.can_edit and not self._workspace.looks_back
                locked = plan_says(t) if row.has_plan and editor.spec.from_plan else ""
                if not is_live and is_figure(name):
                    locked = period_says(t)
                editor.show_value(row.value(name), habits, programmes, editable=can_edit, locked=locked)

    def _add_row(self, names: tuple[str, ...]) -> None:
        if not names:
            line = QFrame()
            line.setObjectName("divider")
            self._body.addWidget(line)
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        for place, name in enumerate(names):
            grid.addWidget(self._editor(name), 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self._body.addLayout(grid)

    def _editor(self, name: str) -> FieldEditor:
        is_title = name == "name"
        role = "inspector" if is_title else ""
        spec = field("project", name)
        editor = FieldEditor(self._workspace, spec, self._commit, role=role, caption=not is_title)
        self.editors[name] = editor
        return editor

    def _commit(self, spec: FieldSpec, value: Any) -> PmoError | None:
        if self._row is None:
            return None
        label = Message("set_field", {"field": spec.caption})
        try:
            self._workspace.attempt(label, set_values, "project", [self._row.id], {spec.name: value})
        except PmoError as error:
            return error
        return None

    def _open(self) -> None:
        if self._row is not None:
            self._workspace.open("project", self._row.id)
