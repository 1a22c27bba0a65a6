"""The table of a plan: the registry's table with the outline's lines, keys and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from ...services.queries.plan import PlanView
from ..models.edits import Commit
from ..widgets.data_table import DataTable
from ..widgets.table_cells import TableCells
from ..workspace import Workspace
from .cells import PlanCells
from .columns import plan_columns
from .edits import PlanEdits
from .outline import OutlineView
from .outline_model import OutlineModel
from .rows import PlanRow, PlanSource


class PlanTable(DataTable):
    """Outline, filters, groups, columns and views of one plan.

    Signals:
        lines_changed: other rows have a line, or stand in another order.
    """

    model_type = OutlineModel
    model: OutlineModel
    view: OutlineView
    cells: PlanCells
    lines_changed = Signal()

    def __init__(self, workspace: Workspace, edits: PlanEdits) -> None:
        self._edits = edits
        self._source: PlanSource | None = None
        self._made_for: object = None
        super().__init__(workspace, plan_columns(workspace.texts), commit=edits.commit, selectable=False)
        self.setObjectName("planTable")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        pinned = self.pinned.view
        assert isinstance(pinned, OutlineView)
        pinned.rows_dragged.connect(self.view.rows_dragged)
        self.model.has_blank = workspace.can_edit
        for signal in (self.model.modelReset, self.model.layoutChanged):
            signal.connect(self.lines_changed)
        self.model.rowsInserted.connect(lambda *_: self.lines_changed.emit())
        self.model.rowsRemoved.connect(lambda *_: self.lines_changed.emit())

    def make_view(self, *, whole_rows: bool = False) -> OutlineView:
        """Return a view of the outline."""
        return OutlineView(self._workspace.theme, self._workspace.icons, self._t, self.model)

    def make_cells(self, commit: Commit | None) -> TableCells:
        """Return what turns typing into edits of the plan."""
        return PlanCells(self._workspace, self.view, self._edits)

    def show_plan(self, view: PlanView, *, same_tasks: bool) -> None:
        """Show a plan, or the same plan after an edit of its values."""
        made_for = (view.custom, view.baselines, view.calendar_names, [item.key for item in view.issued])
        if made_for != self._made_for:
            self._made_for = made_for
            self.set_columns(plan_columns(self._t, view))
        if same_tasks and self._source is not None:
            self._source.view = view
            self.model.values_changed()
            self._show_state()
        else:
            self._source = source = PlanSource(view)
            self.set_rows([PlanRow(source, row, task.uid) for row, task in enumerate(view.plan.tasks)])

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected tasks, in the order shown."""
        return [row.id for row in self.view.selected_rows()]

    def rows_shown(self, blank: int) -> list[int]:
        """Return the plan's row of each line; `blank` for lines that show no task."""
        lines = self.model.lines
        if self.model.group:
            return [getattr(line, "row", blank) for line in lines]
        rows = [line.row for line in lines]
        if rows and lines[-1].id < 0:
            rows[-1] = blank
        return rows

    def state(self) -> dict[str, Any]:
        """Return how the table looks; summaries that are closed belong to the plan, not to a view."""
        return super().state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        super().restore(state)
        self.view.can_drag = self._workspace.can_edit and self.model.is_whole

    def find_words(self, text: str, step: int) -> bool:
        """Go to the next row (1), or the one before (-1), that holds a text; return whether there is one."""
        lines: Sequence[Any] = self.model.lines
        at, count = self.view.currentIndex().row(), len(lines)
        for distance in range(1, count + 1):
            place = (at + step * distance) % count
            row = lines[place]
            if isinstance(row, PlanRow) and self.model.matches(row, text):
                self.view.go_to(place, max(0, self.view.currentIndex().column()))
                return True
        return False

    def _sort_by(self, logical: int) -> None:
        """Leave rows where they are: a click on a title selects the column; its menu sorts."""
