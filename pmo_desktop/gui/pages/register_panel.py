"""What the registers share: a table of rows, its filter, new and deleted rows, and the inspector that follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...services.fields import field
from ...services.queries.choices import References, references
from ...services.values import Habits
from ..edits import table_commit
from ..exporting import Ask, export_rows, print_rows
from ..models.columns import Column, column_of
from ..models.filters import Filter
from ..widgets.data_table import DataTable
from ..widgets.filter_bar import FilterBar
from ..workspace import Workspace
from .log_looks import TABS
from .record_details import RecordDetails


class RegisterPanel(QWidget):
    """A register of one project, or of the whole portfolio.

    The host places `details` into its inspector, calls `reload` and `apply`, and offers `commands`.

    Attributes:
        table_name: table of the field catalogue; `tables`: what it shows rows of.
        details: the inspector.

    Signals:
        status_changed: what the status bar says.
        details_asked: the inspector is wanted.
        counted: how many rows are open, for a tab.
    """

    table_name: ClassVar[str]
    tables: ClassVar[frozenset[str]]
    detail_rows: ClassVar[Sequence[Sequence[str]]] = ()
    status_changed = Signal(str)
    details_asked = Signal()
    counted = Signal(int)

    def __init__(self, workspace: Workspace, project_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.texts = workspace.texts
        self.project_id = project_id
        self.rows: tuple[Any, ...] = ()
        self.references = References({}, {}, {}, {})
        self.details = self.make_details()
        self.details.stepped.connect(self._step)
        self.details.project_asked.connect(lambda key: workspace.open("project", key))
        self.table = DataTable(
            workspace, self.columns(), commit=table_commit(workspace, self.table_name), selectable=False
        )
        self.table.habits = self._habits
        self.table.selection_changed.connect(self._follow)
        self.table.activated.connect(lambda _: self.details_asked.emit())
        self.table.rows_deleted.connect(self.delete)
        self.table.refused.connect(workspace.failed)
        self.table.menu_actions = self._fill_menu
        if self.table_name == "risk" and project_id is None:
            self.table.cells.take_table = lambda text: workspace.open("import", text=text)
        self.filters = FilterBar(workspace, self.table)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(self.filters)
        self.arrange()
        self._say_empty()
        self.table.set_filters((Filter("is_open", "is", (True,)),))

    # What a register is: each says it for itself

    def columns(self) -> list[Column]:
        """Return the columns of the table."""
        return [self.column_for("code"), self.column_for("title", stretch=True), self.open_column()]

    def load(self) -> tuple[Any, ...]:
        """Return the rows."""
        return ()

    def add(self, values: Mapping[str, object]) -> ChangeSet | None:
        """Add a row; None where it was refused."""
        return None

    def take_out(self, ids: Sequence[int]) -> Message | None:
        """Delete rows; return what the toast says, None where it was refused."""
        return None

    def empty_words(self) -> tuple[str, str, str]:
        """Return title and line of the empty state, and the text of its button."""
        return "", "", ""

    def new_words(self) -> str:
        """Return the text of the button that adds a row."""
        return self.empty_words()[2]

    def menu_entries(self, ids: Sequence[int]) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what can be done with the selected rows: (text, icon, what it does)."""
        return []

    def make_details(self) -> RecordDetails:
        """Return the inspector."""
        return RecordDetails(self.workspace, self.table_name, self.detail_rows)

    def arrange(self) -> None:
        """Lay out the table and what stands beside it."""
        self.column.addWidget(self.table, 1)

    def column_for(self, name: str, **more: Any) -> Column:
        """Return the column of a field of this register."""
        spec = field(self.table_name, name)
        names = self.references.projects if spec.kind == "project" else None
        return column_of(spec, self.texts, names=names, **more)

    def project_column(self) -> list[Column]:
        """Return the column of the project, none in the register of one project."""
        if self.project_id is not None:
            return []
        whole = self.texts("Whole portfolio")
        return [self.column_for("project_id", width=150, optional=2, shown=lambda row, _: row.project or whole)]

    def open_column(self) -> Column:
        """Return the hidden column that tells open rows from closed ones."""
        return Column("is_open", self.texts("Still open"), "bool", hidden=True)

    # Loading

    def reload(self) -> None:
        """Load everything that is shown."""
        known = self.workspace.read(references)
        if known != self.references:
            self.references = known
            self.table.set_columns(self.columns())
        self.rows = self.load()
        self.table.set_rows(self.rows)
        self.counted.emit(sum(row.is_open for row in self.rows))
        self.filters.show_count()
        if self.table.current_id() is None and self.table.model.lines:
            self.table.view.go_to(0, 0)
        self._show_details()

    def apply(self, change: ChangeSet) -> None:
        """Take in a change."""
        if change.tables() & self.tables:
            self.reload()
            self.table.view.scrollTo(self.table.view.currentIndex())  # another score is another place in the order

    def show_record(self, row_id: int) -> None:
        """Select a record, whatever the filter leaves in sight."""
        if not self.table.select(row_id):
            self.table.clear_filter()
            self.table.select(row_id)

    def row_of(self, row_id: int | None) -> Any | None:
        """Return a loaded row."""
        return next((row for row in self.rows if row.id == row_id), None)

    # Doing

    def add_new(self) -> None:
        """Add a row and put the cursor into its name."""
        change = self.add({} if self.project_id is None else {"project_id": self.project_id})
        if change is None or not isinstance(change.result, int):
            return
        if self.row_of(change.result) is None:
            self.reload()
        if not self.table.select(change.result, "title"):
            self.table.clear_filter()
        self.table.select(change.result, "title", edit=True)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete rows, with a toast that offers to take it back."""
        if ids:
            said = self.take_out(list(ids))
            if said is not None:
                self.workspace.done.emit(said)

    def delete_selected(self) -> None:
        """Delete the selected rows."""
        self.delete(self.table.selected_ids())

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this register does for commands of `gui.actions`."""
        found: dict[str, Callable[[], object]] = {
            "edit.find": self.filters.focus_search,
            "file.print": lambda: self.print_shown(),
            "file.export": lambda: self.export_shown(),
        }
        if self.workspace.can_edit:
            found |= {"row.new": self.add_new, "edit.delete": self.delete_selected}
        return found

    def shown_ids(self) -> list[int]:
        """Return the rows that the filter leaves in sight, in their order."""
        found = map(self.table.model.row_at, range(len(self.table.model.lines)))
        return [row.id for row in found if row is not None]

    def print_shown(self, ask: Ask | None = None) -> None:
        """Write the rows in sight as PDF."""
        print_rows(self.workspace, self, TABS[self.table_name], self.shown_ids(), ask)

    def export_shown(self, ask: Ask | None = None) -> None:
        """Write the rows in sight as a spreadsheet that can be brought in again."""
        export_rows(self.workspace, self, TABS[self.table_name], self.shown_ids(), ask)

    def state(self) -> dict[str, Any]:
        """Return how it looks, as JSON values."""
        return {"table": self.table.state(), "row": self.table.current_id()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        look, row = state.get("table"), state.get("row")
        if isinstance(look, Mapping):
            self.table.restore(look)
            self.filters.refresh()
        if isinstance(row, int):
            self.table.select(row)

    def status_text(self) -> str:
        """Return what the status bar says."""
        return self.texts("{count} of {all} selected", count=len(self.table.selected_ids()), all=len(self.rows))

    # Inside

    def _fill_menu(self, menu: QMenu) -> None:
        ids = self.table.selected_ids()
        t = self.texts
        entries: list[tuple[str, str, Callable[[], object]]] = [
            (t("Show the details"), "info", self.details_asked.emit)
        ]
        if self.workspace.can_edit and ids:
            entries += self.menu_entries(ids)
            entries.append((t("Delete"), "trash-2", lambda: self.delete(ids)))
        entries += [
            (t("Print the rows in sight…"), "printer", lambda: self.print_shown()),
            (t("Export the rows in sight…"), "download", lambda: self.export_shown()),
        ]
        for text, icon, run in entries:
            action = QAction(text, menu)
            self.workspace.icons.put(action, icon)
            action.triggered.connect(lambda _=False, run=run: run())
            menu.addAction(action)

    def _habits(self, row: Any) -> Habits:
        return Habits(
            currency=str(getattr(row, "currency", "") or "EUR"),
            today=self.workspace.today(),
            projects=self.references.project_by_word,
        )

    def _follow(self) -> None:
        self._show_details()
        self.status_changed.emit(self.status_text())

    def _show_details(self) -> None:
        self.details.show_row(self.row_of(self.table.current_id()), self.references)

    def _step(self, by: int) -> None:
        ids = [row.id for row in map(self.table.model.row_at, range(len(self.table.model.lines))) if row is not None]
        current = self.table.current_id()
        place = ids.index(current) + by if current in ids else 0
        if 0 <= place < len(ids):
            self.table.select(ids[place])

    def _say_empty(self) -> None:
        title, line, button = self.empty_words()
        actions = [(button, "plus", self.add_new)] if self.workspace.can_edit else []
        if self.workspace.can_edit and self.project_id is None:
            actions.append((self.texts("Import"), "import", lambda: self.workspace.open("import")))
        self.table.empty.say("shield-alert", title, line, actions)
