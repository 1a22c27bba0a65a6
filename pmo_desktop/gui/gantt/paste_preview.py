"""What a paste would do to a plan, shown before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from ...domain.errors import PmoError
from ...services.plan_paste import rehearse
from ...texts import Texts
from ...texts.messages import N_
from ..clipboard import take_table
from ..models.columns import Column
from ..widgets.button_box import keep_button
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from .pasting import PastedLine, headings, mark_changes, read_block
from .rows import PlanRow

if TYPE_CHECKING:
    from .panel import PlanPanel

STATES: Final = {"new": N_("New"), "changed": N_("Changed"), "unchanged": N_("Unchanged")}


class PastePreview(QDialog):
    """The lines of the block with what each would do; cells that are refused are left out.

    Attributes:
        lines: the lines of the block.
        is_headed: whether its first line names columns.
    """

    def __init__(self, panel: PlanPanel, block: list[list[str]]) -> None:
        super().__init__(panel)
        self._panel = panel
        t = panel.texts
        self.setWindowTitle(t("Paste with a preview"))
        self.resize(panel.workspace.theme.fonts.px(980), panel.workspace.theme.fonts.px(480))
        found = headings(block, panel.model.columns)
        self.is_headed = bool(found)
        self.lines = self._read(block, found)
        columns = [c for c in (found or self._columns_here()) if c is not None]
        used = {key for line in self.lines for key in line.cells}
        self._columns = [column for column in columns if column.key in used]
        self.summary, self.ignored, self.error = Label("", "small"), Label("", "hint"), Label("", "error", wrap=True)
        self.error.hide()
        self._check()
        self.table = DataTable(panel.workspace, self._shown(t), selectable=False, whole_rows=True)
        self.table.set_rows(self.lines)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        new, changed = (sum(line.state == state for line in self.lines) for state in ("new", "changed"))
        self.keep = keep_button(box, t, t.n("Paste {count} row", "Paste {count} rows", new + changed))
        self.keep.setEnabled(bool(new + changed) and self.error.isHidden())
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._say(t, block, found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (self.summary, self.ignored, self.table, self.error, box):
            layout.addWidget(widget)

    def accept(self) -> None:
        """Paste, as one step."""
        cells, new_rows = [], []
        for line in self.lines:
            values = self._values(line)
            if line.row is None:
                new_rows.append(values)
            elif values:
                cells.append((line.row.id, values))
        refusal = self._panel.edits.put(cells, new_rows) if cells or new_rows else None
        if refusal is not None:
            self._refuse(refusal)
            return
        super().accept()

    def _read(self, block: list[list[str]], found: list[Column | None]) -> list[PastedLine]:
        panel = self._panel
        view = panel.view
        if view is None:
            return []
        if found:
            lines = read_block(block[1:], found, view, ())
        else:
            begin = max(panel.outline.currentIndex().row(), 0)
            rows = [row for row in panel.model.lines[begin:] if isinstance(row, PlanRow)]
            lines = read_block(block, self._columns_here(), view, rows)
            if not rows:
                lines = [PastedLine(line.id, None, line.cells) for line in lines]
        mark_changes(lines, panel.model.columns, panel.texts, panel.today())
        return lines

    def _columns_here(self) -> list[Column]:
        panel = self._panel
        shown, current = panel.table.shown_columns(), panel.outline.currentIndex().column()
        key = panel.model.columns[current].key if current >= 0 else "name"
        keys = [column.key for column in shown]
        return shown[keys.index(key) :] if key in keys else shown

    def _values(self, line: PastedLine) -> dict[str, object]:
        """Return what a line would write: the cells that change and are not refused."""
        panel = self._panel
        by_key = {column.key: column for column in panel.model.columns}
        values: dict[str, object] = {}
        for key in line.cells:
            column = by_key[key]
            if key in line.moved and key not in line.problems:
                values[key] = panel.table.cells.read(column, line.cells[key])
        if line.row is None:
            values.setdefault("name", panel.texts("New task"))
        return values

    def _check(self) -> None:
        """Try it out: note the reason in each cell that is refused."""
        panel, t = self._panel, self._panel.texts
        tried = [(None if line.row is None else line.row.id, self._values(line)) for line in self.lines]
        try:
            found = rehearse(panel.workspace.store, panel.edits.project_id, tried, panel.today())
        except PmoError as error:
            self._refuse(error)
            return
        for problem in found:
            if problem.line < 0:
                self._refuse(problem.reason)
            else:
                self.lines[problem.line].problems[problem.field] = t.say(problem.reason)

    def _refuse(self, error: PmoError) -> None:
        self.error.setText(self._panel.texts.say(error))
        self.error.show()

    def _shown(self, t: Texts) -> list[Column]:
        columns = [
            Column("state", t("What happens"), "text", 90, get=lambda line: t(STATES[line.state]),
                   tone=lambda line, value: "text3" if line.state == "unchanged" else "accentText"),
            Column("at", "#", "text", 44, get=lambda line: "" if line.row is None else str(
                line.row.row + line.row.view.first_row), tone=lambda line, value: "text3"),
        ]  # fmt: skip
        pasted = [_pasted(column) for column in self._columns if column.key != "row"]
        if any(line.problems for line in self.lines):
            reason = Column("problem", t("Left out, and why"), "text", 300, get=lambda line: " ".join(
                line.problems.values()), tone=lambda line, value: "ragRtext")  # fmt: skip
            pasted.insert(1, reason)
        return columns + pasted

    def _say(self, t: Texts, block: list[list[str]], found: list[Column | None]) -> None:
        counts = {state: sum(line.state == state for line in self.lines) for state in STATES}
        left = sum(len(line.problems) for line in self.lines)
        words = t("{new} new, {changed} changed, {same} unchanged",
                  new=counts["new"], changed=counts["changed"], same=counts["unchanged"])  # fmt: skip
        if left:
            words += "   ·   " + t.n("{count} cell is left out", "{count} cells are left out", left)
        self.summary.setText(words)
        unknown = [cell for cell, column in zip(block[0], found, strict=False) if column is None and cell.strip()]
        if unknown:
            self.ignored.setText(t("Not known here: {headings}", headings=t.listed(unknown)))
        self.ignored.setVisible(bool(unknown))


def _pasted(column: Column) -> Column:
    """Return the column of a block's cells: what would change stands out, what is refused is red."""

    def tone(line: PastedLine, value: object) -> str:
        if column.key in line.problems:
            return "ragRtext"
        return "text" if column.key in line.moved else "text3"

    return Column(
        column.key, column.note or column.title, "text", max(column.width, 90), tone=tone,
        get=lambda line: line.cells.get(column.key, ""), stretch=column.key == "name",
    )  # fmt: skip


def open_paste_preview(panel: PlanPanel) -> None:
    """Show what pasting the clipboard would do."""
    block = take_table()
    if not block or panel.view is None:
        return
    dialog = PastePreview(panel, block)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
