"""What keys and the clipboard do to the cells of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...domain.errors import PmoError
from ..clipboard import put_table, take_table
from ..delegates.cell_editors import Chosen, editable_text
from ..models.columns import Column
from ..models.edits import CellEdit
from ..widgets.table_cells import TableCells
from ..workspace import Workspace
from .edits import PlanEdits
from .outline import OutlineView
from .outline_model import OutlineModel
from .rows import BLANK, BlankRow, PlanRow

NEVER_EMPTY: Final = frozenset(
    {"name", "duration", "finish", "percent_complete", "physical_percent_complete", "priority", "constraint", "kind"}
)
"""Columns whose cells Delete leaves alone."""

OF_SUMMARIES: Final = frozenset(
    {"name", "owner", "predecessors", "successors", "deadline", "wbs", "notes", "active", "fixed_cost", "manual"}
)
"""Columns that a summary takes typing in: what it sums up is calculated."""


class PlanCells(TableCells):
    """The cells of one plan's table: typed into, copied, pasted, filled, emptied."""

    _view: OutlineView
    _model: OutlineModel

    def __init__(self, workspace: Workspace, view: OutlineView, edits: PlanEdits) -> None:
        super().__init__(workspace, view, edits.commit)
        self._edits = edits
        self._t = workspace.texts

    def can_edit(self, row: PlanRow | BlankRow, column: Column) -> bool:
        """Return whether a cell takes what is typed: a summary's dates are computed."""
        if not (column.editable and self._workspace.can_edit):
            return False
        return not row.is_summary or column.key in OF_SUMMARIES or column.key.startswith("custom:")

    def take(self, line: int, column: Column, entry: object, *, everywhere: bool) -> PmoError | None:
        """Take what was typed into a cell, `everywhere` into all selected ones; below the last row it is a new task."""
        row = self._model.row_at(line)
        if row is None or row.id != BLANK:
            return super().take(line, column, entry, everywhere=everywhere)
        value = entry.value if isinstance(entry, Chosen) else str(entry).strip()
        if value in ("", None):
            return None
        new = {"name": self._t("New task"), column.key: value}
        added = self._edits.add_typed(new, row.level)
        if isinstance(added, PmoError):
            return added
        self._model.set_blank_level(None)
        if added:
            self._view.go_to(self._model.line_of(added[0]), self._model.place_of(column.key))
        return None

    def copy(self, *, headers: bool = False) -> None:
        """Copy the selected cells as they are typed, so that what was copied can be pasted."""
        block = self._selected()
        if block is None:
            return
        lines, columns = block
        rows = [line for line in map(self._model.row_at, lines) if line is not None and line.id != BLANK]
        table = [[self._copied(row, column) for column in columns] for row in rows]
        if headers:
            table.insert(0, [column.title for column in columns])
        if table:
            put_table(table)

    def _copied(self, row: PlanRow, column: Column) -> str:
        if column.typed is not None:
            return editable_text(column, row, self._t)
        return self._model.words(row, column)

    def clear(self) -> None:
        """Empty the selected cells, those that can be empty."""
        edits = [
            CellEdit(row.id, column, "")
            for row, column in self._cells()
            if column.key not in NEVER_EMPTY and column.kind != "bool"
        ]
        self._write(edits, "clear")

    def put_today(self) -> None:
        """Put the data date into the selected date cells."""
        today = self._workspace.today()
        self._write([CellEdit(row.id, column, today) for row, column in self._cells() if column.kind == "date"], "cell")

    def switch(self) -> None:
        """Turn the selected yes-or-no cells into the other of what the current one is."""
        row = self._model.row_at(self._view.currentIndex().row())
        current = self._model.columns[self._view.currentIndex().column()]
        if isinstance(row, PlanRow):
            value = not current.value(row)
            self._write([CellEdit(one.id, column, value) for one, column in self._cells() if column == current], "cell")

    def fill_right(self) -> None:
        """Give the leftmost selected value of each row to the cells right of it; one cell takes what is left of it."""
        found = self._selected()
        if found is None:
            return
        columns = found[1]
        if len(columns) == 1:
            shown = self.shown_columns()
            at = shown.index(columns[0])
            columns = shown[max(at - 1, 0) : at + 1]
        rows = [row for row in map(self._model.row_at, found[0]) if isinstance(row, PlanRow)]
        cells = [(row, column) for row in rows for column in columns[1:] if self.can_edit(row, column)]
        edits = [CellEdit(row.id, column, editable_text(columns[0], row, self._t)) for row, column in cells]
        self._write(edits, "fill")

    def fill_down(self) -> None:
        """Give the values of the top selected row to the rows below it; one row takes those of the row above.

        Of whole rows only the current column is filled.
        """
        found = self._selected()
        if found is None:
            return
        lines, columns = found
        if self._view.whole_rows_selected():
            columns = [self._model.columns[self._view.currentIndex().column()]]
        if len(lines) == 1:
            lines = [line for line in (lines[0] - 1, lines[0]) if line >= 0]
        rows = [row for row in map(self._model.row_at, lines) if isinstance(row, PlanRow)]
        cells = [(row, column) for column in columns for row in rows[1:] if self.can_edit(row, column)]
        self._write([CellEdit(row.id, column, self._filled(column, rows[0])) for row, column in cells], "fill")

    def paste(self) -> None:
        """Put a block of cells at the current one, as one step; lines below the last row become new tasks."""
        block, index = take_table(), self._view.currentIndex()
        if not block or not index.isValid() or not self._workspace.can_edit:
            return
        columns = self._columns_from(index.column())
        chosen = self._selected()
        if len(block) == 1 and len(block[0]) == 1 and chosen is not None:
            columns = chosen[1]
            block = [[block[0][0]] * len(columns)]
        widest = max(len(texts) for texts in block)
        if widest > len(columns):
            self.refused(PmoError("paste_too_wide", columns=widest, room=len(columns)))
            return
        chosen_rows = self._view.selected_rows()
        if len(block) == 1 and len(chosen_rows) > 1:
            block, rows = block * len(chosen_rows), chosen_rows  # one line goes into every selected row
        else:
            rows = [row for row in self._model.lines[index.row() :] if isinstance(row, PlanRow)]
        if len(block) > len(rows) and not self._model.is_whole:
            self.refused(PmoError("paste_too_long", rows=len(block), room=len(rows)))
            return
        cells: list[tuple[int, dict[str, object]]] = []
        new_rows: list[dict[str, object]] = []
        for at, texts in enumerate(block):
            named = [(c, text) for c, text in zip(columns, texts, strict=False) if c.editable]
            if at < len(rows):
                row = rows[at]
                cells.append((row.id, {c.key: self.read(c, text) for c, text in named if self.can_edit(row, c)}))
            else:
                new_rows.append({c.key: self.read(c, text) for c, text in named if text})
        if cells or new_rows:
            self._edits.paste(cells, new_rows)

    def read(self, column: Column, text: str) -> object:
        """Return what a text means in a column: one of its choices by its word, else the text for the plan to read."""
        if column.choices:
            wanted = text.strip().casefold()
            for value, word in column.choices:
                if word.casefold() == wanted:
                    return value
        return text

    # Inside

    def _parse(self, row: Any, column: Column, text: str) -> object:
        return self.read(column, text)

    def _filled(self, column: Column, row: PlanRow) -> object:
        return column.value(row) if column.choices else editable_text(column, row, self._t)

    def _cells(self) -> list[tuple[PlanRow, Column]]:
        """Return the selected cells that can be typed into."""
        found = []
        shown = {column.key for column in self.shown_columns()}
        for top, left, bottom, right in self._view.spans():
            columns = [column for column in self._model.columns[left : right + 1] if column.key in shown]
            rows: Sequence[Any] = [self._model.row_at(line) for line in range(top, bottom + 1)]
            found += [
                (row, column)
                for row in rows
                for column in columns
                if isinstance(row, PlanRow) and self.can_edit(row, column)
            ]
        return found

    def _write_edits(self, edits: Sequence[CellEdit], reason: Any) -> PmoError | None:
        edits = [edit for edit in edits if edit.row_id != BLANK]
        return self._edits.commit(edits, reason) if edits else None
