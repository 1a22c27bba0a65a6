"""The inspector of a register: one record, read and edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from ...services.commands import rows as row_commands
from ...services.fields import FieldSpec, field
from ...services.queries.choices import References
from ...services.values import Habits
from ..widgets.text import Label, plain_menu_text
from ..workspace import Workspace
from .record_fields import FieldEditor

EDGE: Final = 12  # the fields' own padding makes it 16


class RecordDetails(QWidget):
    """Shows the fields of one row of a register; each edit is one step.

    Attributes:
        layout_of: rows of field names; a row of one takes the whole width; an empty row draws a line.

    Signals:
        stepped: the user wants the previous (-1) or the next (1) record.
        closed: the user closes the inspector.
        project_asked: the id of a project to open.
        shown: the row that is now shown, or None.
    """

    stepped = Signal(int)
    closed = Signal()
    project_asked = Signal(int)
    shown = Signal(object)

    def __init__(self, workspace: Workspace, table: str, layout_of: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self.table = table
        self.row: Any | None = None
        self.editors: dict[str, FieldEditor] = {}
        self._code = Label("", "quiet")
        self._code.setContentsMargins(4, 0, 0, 0)
        self._previous = self._tool("chevron-up", t("Previous"), lambda: self.stepped.emit(-1))
        self._next = self._tool("chevron-down", t("Next"), lambda: self.stepped.emit(1))
        close = self._tool("x", t("Close the details"), self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 10, 8, 0)
        head.setSpacing(2)
        head.addWidget(self._code, 1)
        for button in (self._previous, self._next, close):
            head.addWidget(button)
        self._project = QPushButton()
        self._project.setProperty("kind", "ghost")
        self._project.clicked.connect(self._open_project)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(EDGE, 6, EDGE, EDGE)
        self.body.setSpacing(8)
        self.body.addWidget(self._editor("title"))
        self.body.addWidget(self._project, 0, Qt.AlignmentFlag.AlignLeft)
        self.extra = QVBoxLayout()
        self.extra.setSpacing(8)
        self.body.addLayout(self.extra)
        for names in layout_of:
            self._add_row(names)
        self.body.addStretch(1)
        inner = QWidget()
        inner.setLayout(self.body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._nothing = Label(t("Select a row to see its details."), "quiet", wrap=True)
        self._nothing.setContentsMargins(EDGE + 4, 4, EDGE, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self._scroll, 1)
        self.show_row(None, References({}, {}, {}, {}))

    def _tool(self, icon: str, name: str, run: Any) -> QToolButton:
        button = QToolButton()
        self._workspace.icons.put(button, icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: run())
        return button

    def _add_row(self, names: Sequence[str]) -> None:
        if not names:
            line = QFrame()
            line.setObjectName("divider")
            self.body.addWidget(line)
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        for place, name in enumerate(names):
            grid.addWidget(self._editor(name), 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)

    def _editor(self, name: str) -> FieldEditor:
        is_title = name == "title"
        spec = field(self.table, name)
        editor = FieldEditor(
            self._workspace, spec, self._commit, role="inspector" if is_title else "", caption=not is_title
        )
        self.editors[name] = editor
        return editor

    def put_below(self, name: str, widget: QWidget) -> None:
        """Put a widget below the row of a field."""
        for place in range(self.body.count()):
            item = self.body.itemAt(place)
            row = None if item is None else item.layout()
            if row is not None and row.indexOf(self.editors[name]) >= 0:
                self.body.insertWidget(place + 1, widget)
                return

    def show_row(self, row: Any | None, references: References) -> None:
        """Show a row, or that none is selected; what is being typed in an editor of the same row stays."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.keep()
        self.row = row
        self._scroll.setVisible(row is not None)
        self._nothing.setVisible(row is None)
        self._code.setText("" if row is None else row.code)
        self.shown.emit(row)
        if row is None:
            return
        currency = getattr(row, "currency", "") or "EUR"
        habits = Habits(currency=currency, today=self._workspace.today(), projects=references.project_by_word)
        names: Mapping[int, str] = references.projects
        for name, editor in self.editors.items():
            editor.show_value(row.value(name), habits, names, editable=self._workspace.can_edit)
        self._project.setText(plain_menu_text(row.project or self._t("Whole portfolio"), 40))
        self._project.setEnabled(row.project_id is not None)

    def keep(self) -> None:
        """Keep what is being typed."""
        for editor in self.editors.values():
            editor.keep()

    def _commit(self, spec: FieldSpec, value: object) -> PmoError | None:
        if self.row is None:
            return None
        label = Message("set_field", {"field": spec.caption})
        try:
            self._workspace.attempt(label, row_commands.set_values, self.table, [self.row.id], {spec.name: value})
        except PmoError as error:
            return error
        return None

    def _open_project(self) -> None:
        if self.row is not None and self.row.project_id is not None:
            self.project_asked.emit(self.row.project_id)
