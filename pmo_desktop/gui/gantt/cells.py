"""What keys and the clipboard do to the cells of a plan."""

from __future__ import annotations

from typing import Final

from ...domain.errors import PmoError
from ..clipboard import put_table, take_table
from ..delegates.cell_editors import Chosen, editable_text
from ..models.columns import Column
from ..workspace import Workspace
from .edits import PlanEdits
from .outline import OutlineModel, OutlineView
from .rows import PlanRow

DATES: Final = ("start", "finish", "deadline")
CLEARED: Final = ("start", "predecessors", "owner", "deadline")
"""Columns whose cells Delete empties; a name, a duration or progress is never empty."""


class PlanCells:
    """The cells of one plan's outline: typed into, copied, pasted, filled, emptied."""

    def __init__(self, workspace: Workspace, model: OutlineModel, outline: OutlineView, edits: PlanEdits) -> None:
        self._workspace = workspace
        self._t = workspace.texts
        self._model = model
        self._edits = edits
        self._outline = outline
        model.can_edit = self.can_edit
        outline.copy_asked.connect(self.copy)
        outline.paste_asked.connect(self.paste)
        outline.fill_asked.connect(self.fill_down)
        outline.clear_asked.connect(lambda: self.put("", CLEARED))
        outline.today_asked.connect(lambda: self.put(self._workspace.today(), DATES))

    def paste(self) -> None:
        """Put a block of cells at the current one, as one step; lines below the last row become new tasks."""
        block, index = take_table(), self._outline.currentIndex()
        if not block or not index.isValid() or not self._workspace.can_edit:
            return
        shown = self.shown_columns()
        columns = shown[shown.index(self._model.columns[index.column()]) :]
        lines = self._outline.selected_lines() if len(block) == 1 else []
        if len(lines) > 1:
            block = block * len(lines)  # one line goes into every selected row
        first = lines[0] if lines else index.row()
        cells: list[tuple[int, dict[str, object]]] = []
        new_rows: list[dict[str, object]] = []
        for at, texts in enumerate(block):
            row = self._model.row_at(first + at)
            named = [(c, text) for c, text in zip(columns, texts, strict=False) if c.editable]
            if row is None:
                new_rows.append({column.key: text for column, text in named if text})
            else:
                cells.append((row.id, {c.key: text for c, text in named if self.can_edit(row, c)}))
        if cells:
            self._edits.paste(cells, new_rows)

    def fill_down(self) -> None:
        """Give the current column's value of the top selected row to the rows below it."""
        rows, index = self._outline.selected_rows(), self._outline.currentIndex()
        if len(rows) < 2 or not index.isValid():
            return
        column = self._model.columns[index.column()]
        value = editable_text(column, rows[0], self._t)
        self._type([row.id for row in rows[1:] if self.can_edit(row, column)], column.key, value)

    def _type(self, ids: list[int], key: str, value: object) -> None:
        refusal = self._edits.type(ids, key, value) if ids else None
        if refusal is not None:
            self._workspace.failed.emit(refusal)

    def put(self, value: object, keys: tuple[str, ...]) -> None:
        """Put a value into the current column of the selected rows, where the column takes it."""
        index = self._outline.currentIndex()
        if index.isValid() and self._model.columns[index.column()].key in keys:
            column = self._model.columns[index.column()]
            self._type([r.id for r in self._outline.selected_rows() if self.can_edit(r, column)], column.key, value)

    def shown_columns(self) -> list[Column]:
        """Return the columns in sight."""
        return [c for at, c in enumerate(self._model.columns) if not self._outline.isColumnHidden(at)]

    def copy(self, headers: bool) -> None:
        """Copy the selected rows, for spreadsheets and mails; with the titles of the columns where `headers`."""
        columns = self.shown_columns()
        rows = [[self._model.words(row, column) for column in columns] for row in self._outline.selected_rows()]
        if headers:
            rows.insert(0, [column.title for column in columns])
        if rows:
            put_table(rows)

    def can_edit(self, row: PlanRow, column: Column) -> bool:
        """Return whether a cell takes what is typed: a summary's dates are computed."""
        if not (column.editable and self._workspace.can_edit):
            return False
        return not row.is_summary or column.key in ("name", "owner", "predecessors", "deadline")

    def take(self, line: int, column: Column, entry: object, *, everywhere: bool) -> PmoError | None:
        """Take what was typed into a cell, `everywhere` into all selected rows; return why not."""
        row = self._model.row_at(line)
        if row is None:
            return None
        ids = [r.id for r in self._outline.selected_rows()] if everywhere else [row.id]
        value = entry.value if isinstance(entry, Chosen) else entry
        return self._edits.type(ids, column.key, value)
