"""The lines of a plan's table: rows that open and close, filtered with their summaries, sorted within them, grouped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt

from ...charts.gantt import visible
from ...texts import Texts
from ..models.columns import Column, order_of
from ..models.filters import keep
from ..models.table_model import Group, Index, Sort, TableModel
from .rows import BLANK, BlankRow, PlanRow

OWN: Final = frozenset({"name", "owner", "wbs", "notes", "outline_level", "summary"})
"""Columns in which a summary has a value of its own; a filter on another one asks only the tasks that it sums up."""


class OutlineModel(TableModel):
    """Rows of a plan; those below a closed summary have no line, and below the last one is a line to type into.

    Attributes:
        shut: ids of the closed summaries.
        has_blank: whether there is a line to type into.
        blank_level: the level that a task typed there will have; None for that of the last row.
    """

    def __init__(self, t: Texts, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(t, columns, parent)
        self.shut: set[int] = set()
        self.has_blank = False
        self.blank_level: int | None = None
        self._found: set[int] | None = None

    # Lines

    @property
    def is_whole(self) -> bool:
        """True while the rows stand as in the plan: nothing is filtered, sorted or grouped."""
        return not (self.text or self.filters or self.sorts or self.group)

    @property
    def can_shut(self) -> bool:
        """True while closed summaries are shown closed: a filter shows what it found."""
        return not (self.text or self.filters or self.group)

    def is_found(self, row: PlanRow) -> bool:
        """Return whether a row was found itself; others are shown for what is below them."""
        return self._found is None or row.id in self._found

    def _lines(self) -> list[Any]:
        rows = self.rows
        self._found = None
        self.shown_count = len(rows)
        column = self.column(self.group) if self.group else None
        if column is not None:
            tasks = [row for row in self._matching() if not row.is_summary]
            self.shown_count = len(tasks)
            return self._grouped(tasks, column)
        if self.text or self.filters:
            return self._in_order(self._with_summaries(self._matching()), is_open=True)
        if self.sorts:
            return self._in_order(list(range(len(rows))), is_open=False)
        shut = {at for at, row in enumerate(rows) if row.id in self.shut} if self.shut else set()
        lines = [rows[at] for at in visible(self._levels(), shut)] if shut else list(rows)
        if self.has_blank:
            lines.append(self._blank())
        return lines

    def _matching(self) -> list[PlanRow]:
        """Return the rows that meet the filters and hold the words."""
        rolled = [condition for condition in self.filters if condition.key not in OWN]
        places = keep(self.rows, self._by_key, self.filters)
        words = self.text.casefold().split()
        found = [
            row
            for row in (self.rows[at] for at in places)
            if not (rolled and row.is_summary) and (not words or self._matches(row, words))
        ]
        self.shown_count = len(found)
        self._found = {row.id for row in found}
        return found

    def _with_summaries(self, found: Sequence[PlanRow]) -> list[int]:
        """Return the places of rows and of the summaries that they belong to, in order."""
        parents = self._parents()
        kept: set[int] = set()
        for row in found:
            at = row.row
            while at >= 0 and at not in kept:
                kept.add(at)
                at = parents[at]
        return sorted(kept)

    def _in_order(self, places: list[int], *, is_open: bool) -> list[Any]:
        """Return the rows at these places, each summary's own sorted among themselves."""
        rows, sorts = self.rows, [sort for sort in self.sorts if sort.key in self._by_key]
        if not sorts:
            return [rows[at] for at in places]
        parents = self._parents()
        below: dict[int, list[int]] = {}
        for at in places:
            below.setdefault(parents[at], []).append(at)
        lines: list[Any] = []
        waiting = self._sorted(below.get(-1, []), sorts)[::-1]
        while waiting:
            at = waiting.pop()
            lines.append(rows[at])
            if is_open or rows[at].id not in self.shut:
                waiting += self._sorted(below.get(at, []), sorts)[::-1]
        return lines

    def _sorted(self, places: list[int], sorts: Sequence[Sort]) -> list[int]:
        for sort in reversed(sorts):
            column = self._by_key[sort.key]
            keyed = [(order_of(column, column.value(self.rows[at])), at) for at in places]
            filled = sorted((k for k in keyed if k[0][0] == 0), key=lambda k: k[0][1], reverse=sort.falling)
            places = [at for _, at in filled] + [at for key, at in keyed if key[0]]
        return places

    def _blank(self) -> BlankRow:
        last = self.rows[-1].task.outline_level if self.rows else 0
        level = max(last, 1) if self.blank_level is None else min(max(self.blank_level, 1), last + 1)
        return BlankRow(len(self.rows), level)

    def _levels(self) -> list[int]:
        return [task.outline_level for task in self.rows[0].view.plan.tasks] if self.rows else []

    def _parents(self) -> Sequence[int]:
        parents: Sequence[int] = self.rows[0].view.parents if self.rows else []
        return parents

    def _matches(self, row: Any, words: Sequence[str]) -> bool:
        text = self._search.get(row.id)
        if text is None:
            task = row.task
            own = [str(value) for value in task.custom.values()] if task.custom else []
            people = row.view.resource_names(row.row)
            parts = (task.name, task.owner, row.view.numbers[row.row], task.notes, *people, *own)
            text = self._search[row.id] = "\n".join(parts).casefold()
        return all(word in text for word in words)

    # What is shown

    def _show(self, lines: list[Any]) -> None:
        """Show other lines; rows that come or go in one block leave the others where they are."""
        old, grown = self.lines, len(lines) - len(self.lines)
        first = self._unlike(old, lines) if grown and old and lines else -1
        if first < 0 or not _alike(old[first - min(grown, 0) :], lines[first + max(grown, 0) :]):
            super()._show(lines)
            return
        # First the rows come or go, with the others as they were; then all show what they are now.
        if grown > 0:
            self.beginInsertRows(QModelIndex(), first, first + grown - 1)
            self._take([*old[:first], *lines[first : first + grown], *old[first:]])
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, first - grown - 1)
            self._take([*old[:first], *old[first - grown :]])
            self.endRemoveRows()
        self._take(lines)
        self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))

    @staticmethod
    def _unlike(old: list[Any], new: list[Any]) -> int:
        """Return the first line that is another one."""
        same, both = TableModel.identity, min(len(old), len(new))
        return next((at for at in range(both) if same(old[at]) != same(new[at])), both)

    def values_changed(self) -> None:
        """Show the same rows with the values that they have now."""
        self._search.clear()
        if self.shut or not self.is_whole:
            self.rearrange()
        elif self.lines:
            if isinstance(self.lines[-1], BlankRow):
                self.lines[-1] = self._blank()  # the last row may stand on another level now
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))

    def toggle(self, line: int) -> None:
        """Open or close the summary, or the group, in a line."""
        row = self.row_at(line)
        if row is None:
            super().toggle(line)
        elif row.is_summary:
            self.shut ^= {row.id}
            self.rearrange()

    def reveal(self, task_id: int) -> None:
        """Open the summaries above a task, so that it has a line unless a filter leaves it out."""
        at = next((at for at, row in enumerate(self.rows) if row.id == task_id), -1)
        parents = self._parents()
        above = set()
        while at >= 0 and (at := parents[at]) >= 0:
            above.add(self.rows[at].id)
        if above & self.shut:
            self.shut -= above
            self.rearrange()

    def open_all(self, opened: bool) -> None:
        """Open or close every summary."""
        self.shut = set() if opened else {row.id for row in self.rows if row.is_summary}
        self.rearrange()

    def show_blank(self, shown: bool) -> None:
        """Have a line to type into below the last row, or not."""
        if shown != self.has_blank:
            self.has_blank = shown
            self.rearrange()

    def set_blank_level(self, level: int | None) -> None:
        """Say which level a task typed below the last row will have."""
        self.blank_level = level
        line = len(self.lines) - 1
        if line >= 0 and self.lines[line].id == BLANK:
            self.lines[line] = self._blank()
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    def matches(self, row: PlanRow, text: str) -> bool:
        """Return whether a row holds all words of a text."""
        words = text.casefold().split()
        return bool(words) and self._matches(row, words)

    def words(self, row: Any, column: Column) -> str:
        """Return the text of a cell."""
        return "" if row.id == BLANK else super().words(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says; nothing below the last row."""
        if index.isValid() and not isinstance(self.lines[index.row()], Group) and self.lines[index.row()].id == BLANK:
            spoken = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
            is_name = self.columns[index.column()].key == "name"
            return self._t("Type here to add a task") if spoken and is_name else None
        return super().data(index, role)


def _alike(old: Sequence[Any], new: Sequence[Any]) -> bool:
    same = TableModel.identity
    return len(old) == len(new) and all(same(one) == same(other) for one, other in zip(old, new, strict=True))
