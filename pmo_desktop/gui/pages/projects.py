"""The project registry: a table of all projects with Excel's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...services.commands import programmes, projects
from ...services.planning_cache import PlanCache
from ...services.queries.registry import ProjectRow, Registry, registry
from ...services.queries.reports import projects_touched
from ...services.values import Habits
from ..dialogs.bulk_edit import BulkEditDialog
from ..dialogs.custom_fields import CustomFieldsDialog
from ..edits import table_commit
from ..widgets.data_table import DataTable
from ..widgets.filter_bar import FilterBar
from ..widgets.view_tabs import ViewTabs
from ..workspace import Workspace
from .calendar_dialog import open_calendars
from .page import Page
from .projects_columns import built_in_views, columns_of, selection_words
from .projects_details import ProjectDetails
from .status_open import RATED, open_next_status
from .status_why import open_why


class ProjectsPage(Page):
    """All projects: views, filters, groups, cells that are edited in place."""

    tables = frozenset({"programme", "custom_field", "saved_view"}) | RATED

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self._holds_archived = False
        self.registry = self._read()
        self.commit = table_commit(workspace, "project")
        self.table = DataTable(workspace, columns_of(self.registry, t), commit=self.commit)
        self.table.habits = self._habits
        self.table.menu_actions = self._row_menu
        self.table.cells.take_table = lambda text: workspace.open("import", text=text)
        self.table.empty.say(
            "table-2",
            t("No projects yet"),
            t("Add the first one, or bring the list you already have."),
            [(t("New project"), "plus", self.new_project), (t("Import…"), "import", lambda: workspace.open("import"))],
        )
        self.tabs = ViewTabs(workspace, "projects", self.table, built_in_views(self.registry, t))
        self.bar = FilterBar(workspace, self.table)
        self.bar.note.setText(t("Amounts in {currency}", currency=self.registry.currency))
        self.header.add_button(t("Import…"), "import", lambda: workspace.open("import"))
        self._new = self.header.add_button(t("New project"), "plus", self.new_project, primary=True)
        self._new.setEnabled(workspace.can_edit)
        self.content.addWidget(self.tabs)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.table, 1)
        self.details = ProjectDetails(workspace)
        self.details.stepped.connect(lambda step: self.table.view.move_by(step, 0))
        self.details.closed.connect(lambda: self._show_details(False))
        self.set_inspector(self.details)
        panel = QToolButton()
        panel.setCheckable(True)
        workspace.icons.put(panel, "panel-right")
        panel.setAccessibleName(t("Details"))
        panel.setToolTip(t("Details"))
        panel.clicked.connect(self._show_details)
        self._panel = panel
        self.bar.tools.addWidget(panel)
        self._show_details(workspace.settings.flag("projects_details"))
        self.table.activated.connect(lambda key: workspace.open("project", key))
        self.table.selection_changed.connect(self._say_selection)
        self.table.view_changed.connect(self._look_at_filters)
        self.table.refused.connect(workspace.failed)
        self.table.rows_deleted.connect(self._delete)
        self._link = workspace.plan_figures.measured.connect(self._measured)
        self.tabs.reload()

    def let_go(self) -> None:
        """Stop listening to what outlives the page."""
        QObject.disconnect(self._link)

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Projects")

    def reload(self) -> None:
        """Load all projects."""
        before = self.registry
        self._holds_archived = self._shows_archived()
        self.registry = self._read(include_archived=self._holds_archived)
        self.workspace.plan_figures.ask(self.registry)
        if before.fields != self.registry.fields or before.programmes != self.registry.programmes:
            self.table.set_columns(columns_of(self.registry, self.texts))
            self._show_new_fields({spec.name for spec in before.fields})
        if (before.currency, before.is_live) != (self.registry.currency, self.registry.is_live):
            self.table.set_columns(columns_of(self.registry, self.texts))
            self.bar.note.setText(self.texts("Amounts in {currency}", currency=self.registry.currency))
        self.table.set_rows(self.registry.rows)
        self.tabs.use(built_in_views(self.registry, self.texts))
        self._say_selection()

    def apply(self, change: ChangeSet) -> None:
        """Take in a change: of a few projects load only those."""
        touched = change.tables()
        if "saved_view" in touched:
            self.tabs.reload()
        moved = touched & self.tables - {"saved_view"}
        if moved and moved <= {"project", "status_update"} and self._only_values(change):
            self._reload_some(change)
        elif moved:
            self.reload()
        self.workspace.plan_figures.ask(self.registry)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the page does for the window's commands."""
        return {
            "row.new": self.new_project,
            "project.new": self.new_project,
            "project.from_template": lambda: self.workspace.open("templates"),
            "programme.new": self.new_programme,
            "project.open": self._open_current,
            "status.write": self.write_status,
            "project.archive": self._archive,
            "project.restore": self._restore,
            "project.fields": self.edit_fields,
            "project.calendars": lambda: open_calendars(self, self.workspace, PlanCache(), None),
            "view.inspector": lambda: self._show_details(not self.inspector_is_shown),
            "edit.find": self.bar.focus_search,
            "edit.bulk": self.bulk_edit,
            "edit.delete": lambda: self._delete(self.table.selected_ids()),
        }

    def status_text(self) -> str:
        """Return the sums of the selection, or of all rows shown."""
        picked = self.table.selected_rows()
        several = len(picked) > 1 or self.table.view.whole_rows_selected()
        shown: list[ProjectRow] = [line for line in self.table.model.lines if isinstance(line, ProjectRow)]
        return selection_words(self.texts, picked if several else shown, len(self.registry.rows), len(picked) * several)

    def focus_target(self) -> QWidget:
        """Return the table."""
        return self.table.view

    def state(self) -> dict[str, Any]:
        """Return view, look and selection."""
        return {"view": self.tabs.current, "table": self.table.state(), "row": self.table.current_id()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        if state.get("view"):
            self.tabs.choose(str(state["view"]))
        if isinstance(state.get("table"), dict):
            self.table.restore(state["table"])
            self.table.view_changed.emit()
        if isinstance(state.get("row"), int):
            self.table.select(state["row"])

    # What can be done

    def new_project(self) -> None:
        """Add a project and open its name for typing."""
        values: dict[str, object] = {"name": self.texts("New project")}
        current = self.table.current_id()
        row = self.registry.row(current) if current is not None else None
        if row is not None and row.programme_id is not None:
            values["programme_id"] = row.programme_id
        change = self.workspace.edit(Message("add_project"), projects.create, values)
        if change is None:
            return
        key = int(str(change.result))
        if self.table.model.line_of(key) < 0:
            self.table.clear_filter()
        self.table.select(key, "name", edit=True)

    def write_status(self) -> None:
        """Open the status of the current project, or of the first one that has none."""
        key = self.table.current_id()
        if key is not None:
            self.workspace.open("project", key, status=True)
        else:
            open_next_status(self.workspace)

    def explain(self) -> None:
        """Say why the current project's rating is calculated as it is."""
        key = self.table.current_id()
        row = self.registry.row(key) if key is not None else None
        if row is not None:
            open_why(self.workspace, row, "overall", self.bar)

    def new_programme(self) -> None:
        """Ask for a name and add a programme."""
        t = self.texts
        name, ok = QInputDialog.getText(self, t("New programme"), t("Name of the programme"))
        if ok and name.strip():
            change = self.workspace.edit(Message("add_programme"), programmes.create, {"name": name.strip()})
            if change is not None:
                self.workspace.done.emit(Message("programme_added", {"name": name.strip()}))

    def bulk_edit(self) -> None:
        """Set one or several fields of all selected projects."""
        rows = self.table.selected_rows()
        if rows:
            columns = [column for column in self.table.model.columns if column.editable and column.key != "code"]
            dialog = BulkEditDialog(self.workspace, "project", columns, [row.id for row in rows], self)
            dialog.exec()

    def edit_fields(self) -> None:
        """Add, rename and delete fields of the organisation's own."""
        CustomFieldsDialog(self.workspace, self).exec()

    def _show_new_fields(self, known: set[str]) -> None:
        """Put a field that was just added in sight: nobody adds one to look for it."""
        new = {spec.name for spec in self.registry.fields if spec.is_custom} - known
        if new:
            columns = [(column.key, shown or column.key in new) for column, shown in self.table.ordered_columns()]
            self.table.show_columns(columns)

    def _habits(self, row: ProjectRow) -> Habits:
        known = {programme.name.casefold(): programme.id for programme in self.registry.programmes}
        codes = {programme.code.casefold(): programme.id for programme in self.registry.programmes if programme.code}
        return Habits(currency=row.currency, today=self.workspace.today(), programmes={**codes, **known})

    def _read(self, *, include_archived: bool = False, ids: Iterable[int] | None = None) -> Registry:
        workspace = self.workspace
        return workspace.read(
            registry,
            include_archived=include_archived,
            ids=ids,
            period_id=workspace.period_id,
            plans=workspace.plan_figures.known,
        )

    def _measured(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self.is_stale = True

    def _shows_archived(self) -> bool:
        return any(condition.key == "archived" for condition in self.table.model.filters)

    def _only_values(self, change: ChangeSet) -> bool:
        return not any(row.table == "project" and (row.before is None or row.after is None) for row in change.rows)

    def _reload_some(self, change: ChangeSet) -> None:
        ids = self.workspace.read(projects_touched, change)
        if len(ids) > 50:
            self.reload()
            return
        fresh = self._read(include_archived=True, ids=ids)
        shown = {row.id: row for row in fresh.rows if self._shows_archived() or not row.archived}
        rows = [shown.get(row.id, row) if row.id in ids else row for row in self.registry.rows]
        rows = [row for row in rows if row.id not in ids or row.id in shown]
        if {row.id for row in rows} & ids != set(shown):
            self.reload()
            return
        self.registry = _with_rows(self.registry, rows)
        self.table.set_rows(rows)
        self.tabs.use(built_in_views(self.registry, self.texts))
        self._say_selection()

    def _look_at_filters(self) -> None:
        if self._shows_archived() != self._holds_archived and not self.is_stale:
            self.reload()
        self._say_selection()

    def _say_selection(self) -> None:
        self.status_changed.emit(self.status_text())
        self._fill_details()

    def _show_details(self, shown: bool) -> None:
        self.workspace.settings.put("projects_details", shown)
        self._panel.setChecked(shown)
        self.show_inspector(shown)
        self._fill_details()
        if not shown:
            self.table.view.setFocus()

    def _fill_details(self) -> None:
        if self.inspector_is_shown:
            key = self.table.current_id()
            row = self.registry.row(key) if key is not None else None
            names = {programme.id: programme.name for programme in self.registry.programmes}
            habits = self._habits(row) if row is not None else Habits()
            self.details.show_row(row, names, habits, is_live=self.registry.is_live)

    def _open_current(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.workspace.open("project", key)

    def _archive(self) -> None:
        ids = [row.id for row in self.table.selected_rows() if not row.archived]
        if ids and self.workspace.edit(Message("archive_projects", {}, len(ids)), projects.archive, ids) is not None:
            self.workspace.done.emit(Message("projects_archived", {}, len(ids)))

    def _restore(self) -> None:
        ids = [row.id for row in self.table.selected_rows() if row.archived]
        if ids and self.workspace.edit(Message("restore_projects", {}, len(ids)), projects.restore, ids) is not None:
            self.workspace.done.emit(Message("projects_restored", {}, len(ids)))

    def _delete(self, ids: list[int]) -> None:
        if ids and self.workspace.edit(Message("delete_projects", {}, len(ids)), projects.delete, ids) is not None:
            self.workspace.done.emit(Message("projects_deleted", {}, len(ids)))

    def _duplicate(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.workspace.edit(Message("duplicate_project"), projects.duplicate, key)

    def _row_menu(self, menu: QMenu) -> None:
        t, can = self.texts, self.workspace.can_edit
        rows = self.table.selected_rows()
        picked, archived = len(rows), sum(row.archived for row in rows)
        for text, icon, run, enabled in (
            (t("Open the project"), "arrow-right", self._open_current, picked == 1),
            (t("Write status"), "file-clock", self.write_status, self.workspace.period_is_open and picked == 1),
            (t("Why this rating?"), "circle-help", self.explain, picked == 1),
            (t("Edit the selected rows…"), "pencil", self.bulk_edit, can and picked > 0),
            (t("Duplicate"), "copy", self._duplicate, can and picked == 1),
            (t("Archive"), "archive", self._archive, can and picked > archived),
            *([(t("Restore"), "archive-restore", self._restore, can)] if archived else []),
            (t("Delete"), "trash-2", lambda: self._delete(self.table.selected_ids()), can and picked > 0),
        ):
            action = QAction(self.workspace.icons.icon(icon), text, menu)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, run=run: run())
            menu.addAction(action)


def _with_rows(known: Registry, rows: list[ProjectRow]) -> Registry:
    return Registry(
        tuple(rows),
        known.programmes,
        known.fields,
        known.period,
        known.strip_periods,
        known.currency,
        {row.id: row for row in rows},
        known.is_live,
    )
