"""What the commands of a plan do, by their names: keys, buttons and menus all ask for these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...domain.worktime import to_instant
from ..dialogs.custom_fields import CustomFieldsDialog
from ..widgets.column_chooser import ColumnChooser
from .asking import ask_data_date, ask_shift
from .menus import LOOKING
from .more import extra
from .paste_preview import open_paste_preview
from .replace import open_replace

if TYPE_CHECKING:
    from .panel import PlanPanel


class PlanCommands:
    """The commands of one plan's panel."""

    def __init__(self, panel: PlanPanel) -> None:
        self._panel = panel
        edits, chart, outline, ids = panel.edits, panel.chart, panel.outline, panel.selected_ids
        self._by_name: dict[str, Callable[[], object]] = {
            "task": self.add_row,
            "milestone": lambda: self.add_row(milestone=True),
            "insert": self.add_row,
            "after": self.add_after,
            "delete": self.delete_selected,
            "indent": lambda: self._indent(1),
            "outdent": lambda: self._indent(-1),
            "up": lambda: edits.move_by(ids(), -1),
            "down": lambda: edits.move_by(ids(), 1),
            "link": lambda: edits.link(ids()),
            "unlink": lambda: edits.unlink(ids()),
            "undo": panel.workspace.undo,
            "redo": panel.workspace.redo,
            "nearer": lambda: chart.zoom_step(-1),
            "farther": lambda: chart.zoom_step(1),
            "fit": chart.fit,
            "today": lambda: self._go("today"),
            "scroll": lambda: self._go("scroll"),
            "first": lambda: self._go("first"),
            "last": lambda: self._go("last"),
            "line_up": lambda: outline.move_by(-1, 0),
            "line_down": lambda: outline.move_by(1, 0),
            "data_date": lambda: ask_data_date(panel),
            "shift": lambda: ask_shift(panel),
            "template": panel.template_asked.emit,
            "find": panel.begin_search,
            "find_next": lambda: panel.find_again(1),
            "find_previous": lambda: panel.find_again(-1),
            "outline": panel.to_outline,
            "why": panel.explain,
            "expand": lambda: panel.model.open_all(True),
            "collapse": lambda: panel.model.open_all(False),
            "columns": lambda: ColumnChooser(panel.workspace, panel.table).open_below(panel.tools.columns),
            "fields": lambda: CustomFieldsDialog(panel.workspace, panel, record="task").exec(),
            "fill_right": panel.table.cells.fill_right,
            "switch": panel.table.cells.switch,
            "paste_preview": lambda: open_paste_preview(panel),
            "replace": lambda: open_replace(panel),
        }

    def run(self, name: str) -> None:
        """Do a command on the selection, where the store lets it."""
        can = self._panel.can_edit
        added = extra(name)
        if added is not None:
            if can or not added.edits:
                added.run(self._panel)
        elif name in self._by_name and (name in LOOKING or can):
            self._by_name[name]()

    def add_row(self, *, milestone: bool = False) -> None:
        """Add a row above the current one, or at the end, and let the user name it."""
        panel, t = self._panel, self._panel.texts
        current = panel.outline.current_row()
        name = t("New milestone") if milestone else t("New task")
        added = panel.edits.add([name], before=None if current is None else current.id, milestone=milestone)
        if added:
            panel.select(added[0], edit=True)

    def add_after(self) -> None:
        """Add a row below the current one, on its level, and let the user name it."""
        panel = self._panel
        current = panel.outline.current_row()
        before, level = None, None
        if current is not None:
            level = current.task.outline_level
            rows = panel.model.rows[current.row + 1 :]
            below = next((row for row in rows if row.task.outline_level <= level), None)
            before = None if below is None else below.id
        added = panel.edits.add([panel.texts("New task")], before=before, level=level)
        if added:
            panel.select(added[0], edit=True)

    def delete_selected(self) -> None:
        """Delete the selected rows; the row after them becomes the current one."""
        panel = self._panel
        ids = panel.selected_ids()
        if not ids:
            return
        line, column = panel.outline.selected_lines()[0], panel.outline.currentIndex().column()
        panel.edits.delete(ids)
        if panel.model.lines:
            panel.outline.go_to(min(line, len(panel.model.lines) - 1), max(column, 0))

    def _indent(self, step: int) -> None:
        """Put the selected rows deeper or higher; on the line to type into, the task that will be typed there."""
        panel = self._panel
        ids = panel.selected_ids()
        if not ids and panel.outline.is_on_blank():
            panel.model.set_blank_level(panel.model.lines[-1].level + step)
        elif step > 0:
            panel.edits.indent(ids)
        else:
            panel.edits.outdent(ids)

    def _go(self, name: str) -> None:
        panel = self._panel
        view = panel.view
        if view is None or view.schedule is None:
            return
        match name:
            case "first":
                panel.chart.go_to(to_instant(view.schedule.project_start))
            case "last":
                panel.chart.go_to(to_instant(view.schedule.project_finish))
            case "today":
                if panel.chart.data_date is not None:
                    panel.chart.go_to(to_instant(panel.chart.data_date))
            case "scroll":
                current = panel.outline.current_row()
                if current is not None:
                    panel.chart.go_to_row(current.row)
