"""What is done to the cells of a data table: type, copy, paste, fill, clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...domain.errors import PmoError
from ...services.values import Habits, empty, parse
from ..clipboard import put_table, take_table, take_text
from ..delegates.cell_editors import Chosen
from ..models.columns import Column
from ..models.edits import CellEdit, Commit, Reason
from ..workspace import Workspace
from .table_view import TableView


class TableCells:
    """Turns what was typed or pasted into edits, and has them written as one step.

    Attributes:
        habits: what a typed text leaves open in a row: its currency, names of programmes.
        refused: told of a refusal that no open editor can show.
        take_table: given a pasted text whose first line names columns, as that means rows to add; None where none can.
        shown_columns: the columns in sight, in their order.
    """

    def __init__(self, workspace: Workspace, view: TableView, commit: Commit | None) -> None:
        self._workspace = workspace
        self._view = view
        self._model = view.table_model
        self._commit = commit
        self.habits: Callable[[Any], Habits] = self._plain_habits
        self.refused: Callable[[PmoError], object] = workspace.failed.emit
        self.take_table: Callable[[str], object] | None = None
        self.shown_columns: Callable[[], list[Column]] = list
        self.looks_at_period = True  # False for rows that are the same whichever period is on show

    @property
    def can_write(self) -> bool:
        """True when the table writes edits at all."""
        return self._commit is not None

    def can_edit(self, row: Any, column: Column) -> bool:
        """Tell whether a cell can be typed into."""
        is_past = self.looks_at_period and self._workspace.looks_back
        return column.is_open(row) and self._commit is not None and self._workspace.can_edit and not is_past

    def take(self, line: int, column: Column, entry: object, *, everywhere: bool) -> PmoError | None:
        """Write what an editor holds, into all selected cells of the column when `everywhere`; return a refusal."""
        row = self._model.row_at(line)
        if row is None:
            return None
        try:
            value = entry.value if isinstance(entry, Chosen) else self._parse(row, column, str(entry))
        except PmoError as error:
            return error
        rows = [row]
        if everywhere:
            place = self._model.place_of(column.key)
            held = {
                at
                for top, left, bottom, right in self._view.spans()
                if left <= place <= right
                for at in range(top, bottom + 1)
            }
            rows = [one for one in map(self._model.row_at, sorted(held | {line})) if one is not None]
        return self._write_edits([CellEdit(one.id, column, value) for one in rows], "cell")

    def copy(self, *, headers: bool = False) -> None:
        """Copy the selected cells."""
        block = self._selected()
        if block is None:
            return
        lines, columns = block
        rows = [[self._model.words(self._model.lines[line], column) for column in columns] for line in lines]
        if headers:
            rows.insert(0, [column.title for column in columns])
        put_table(rows)

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Put the clipboard's block at the current cell as one step; nothing is written when a cell is refused."""
        block, index = take_table(), self._view.currentIndex()
        if self.take_table is not None and self._is_headed(block):
            self.take_table(take_text())
            return
        if not block or not index.isValid() or self._model.row_at(index.row()) is None:
            return
        lines = [line for line in range(index.row(), len(self._model.lines)) if self._model.row_at(line) is not None]
        columns = self._columns_from(index.column())
        chosen = self._selected()
        if len(block) == 1 and len(block[0]) == 1 and chosen is not None and len(chosen[0]) * len(chosen[1]) > 1:
            lines, columns = chosen
            block = [[block[0][0]] * len(columns)] * len(lines)
        if (refusal := _too_large(block, len(lines), len(columns))) is not None:
            self.refused(refusal)
            return
        edits: list[CellEdit] = []
        for line, texts in zip(lines, block, strict=False):
            row = self._model.lines[line]
            for column, text in zip(columns, texts, strict=False):
                if not self.can_edit(row, column):
                    continue
                try:
                    edits.append(CellEdit(row.id, column, self._parse(row, column, text)))
                except PmoError as error:
                    self.refused(error)
                    return
        self._write(edits, "paste")

    def fill_down(self) -> None:
        """Give the value of the top selected row to the rows below it."""
        block = self._selected()
        if block is None or len(block[0]) < 2:
            return
        lines, columns = block
        top = self._model.lines[lines[0]]
        rows = [self._model.lines[line] for line in lines[1:]]
        cells = [(row, column) for column in columns for row in rows if self.can_edit(row, column)]
        self._write([CellEdit(row.id, column, column.value(top)) for row, column in cells], "fill")

    def clear(self) -> None:
        """Empty the selected cells."""
        self._set_selected(lambda column: None if column.spec is None else empty(column.spec), "clear")

    def set_ratings(self, rating: str) -> None:
        """Put a rating into the selected status cells."""
        self._set_selected(lambda column: rating, "cell", kinds=frozenset({"rag"}))

    def put_today(self) -> None:
        """Put the data date into the selected date cells."""
        self._set_selected(lambda column: self._workspace.today(), "cell", kinds=frozenset({"date"}))

    def _is_headed(self, block: Sequence[Sequence[str]]) -> bool:
        """Tell whether the first line of a block names columns of this table."""
        if len(block) < 2:
            return False
        names = {column.title.casefold() for column in self._model.columns if column.title}
        for column in self._model.columns:
            if column.spec is not None:
                names |= {name.casefold() for name in (column.spec.label, *column.spec.synonyms)}
        cells = [cell.strip().casefold() for cell in block[0] if cell.strip()]
        known = sum(cell in names for cell in cells)
        return known >= 2 and known * 2 >= len(cells)

    def _plain_habits(self, row: Any) -> Habits:
        currency = str(getattr(row, "currency", "") or "EUR")
        return Habits(currency=currency, today=self._workspace.today())

    def _parse(self, row: Any, column: Column, text: str) -> object:
        if column.spec is None:
            return text
        if column.choices:
            for value, word in column.choices:
                if word.casefold() == text.strip().casefold():
                    return value
        return parse(column.spec, text, self.habits(row))

    def _write_edits(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        rows = {row.id: row for row in self._model.rows}
        moved = [edit for edit in edits if _plain(edit.column.value(rows[edit.row_id])) != _plain(edit.value)]
        if not moved or self._commit is None:
            return None
        return self._commit(moved, reason)

    def _write(self, edits: Sequence[CellEdit], reason: Reason) -> None:
        refusal = self._write_edits(edits, reason)
        if refusal is not None:
            self.refused(refusal)

    def _set_selected(
        self, value: Callable[[Column], object], reason: Reason, kinds: frozenset[str] | None = None
    ) -> None:
        edits = []
        for top, left, bottom, right in self._view.spans():
            for line in range(top, bottom + 1):
                row = self._model.row_at(line)
                for column in self._model.columns[left : right + 1]:
                    if row is None or (kinds and column.kind not in kinds) or not self.can_edit(row, column):
                        continue
                    edits.append(CellEdit(row.id, column, value(column)))
        self._write(edits, reason)

    def _selected(self) -> tuple[list[int], list[Column]] | None:
        lines = self._view.selected_lines()
        if not lines:
            return None
        places = {at for _, left, _, right in self._view.spans() for at in range(left, right + 1)}
        keys = {self._model.columns[at].key for at in places}
        return lines, [column for column in self.shown_columns() if column.key in keys]

    def _columns_from(self, logical: int) -> list[Column]:
        shown = self.shown_columns()
        start = next((at for at, c in enumerate(shown) if c.key == self._model.columns[logical].key), 0)
        return shown[start:]


def _too_large(block: Sequence[Sequence[str]], lines: int, columns: int) -> PmoError | None:
    """Return why a block does not fit; what hangs over is never dropped in silence."""
    if len(block) > lines:
        return PmoError("paste_too_long", rows=len(block), room=lines)
    widest = max((len(texts) for texts in block), default=0)
    return PmoError("paste_too_wide", columns=widest, room=columns) if widest > columns else None


def _plain(value: object) -> object:
    """Return a value as it is compared: nothing is nothing, whatever its type; the order of tags counts."""
    if value in ("", None) or value == [] or value == ():
        return None
    return tuple(value) if isinstance(value, list) else value
