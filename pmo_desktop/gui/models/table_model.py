"""The item model of a data table: plain rows, shown through an array of lines.

Sorting, filtering and grouping make a new array of lines; Qt's proxy models would take a thousand times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ...texts import Texts
from ..widgets.text import plain_tooltip
from .columns import Column, order_of, spoken, words_of
from .filters import Filter, keep

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Returns the row object, or the Group of a group line."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Group:
    """A line above the rows that share a value."""

    value: object
    title: str
    rows: tuple[Any, ...]
    is_open: bool


@dataclass(frozen=True)
class Sort:
    """Sort by a column; `falling` puts the largest first."""

    key: str
    falling: bool = False


class TableModel(QAbstractTableModel):
    """Rows in lines. Each row has an `id`; a line is a row or a Group."""

    def __init__(self, t: Texts, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.columns: list[Column] = list(columns)
        self._by_key: dict[str, Column] = {column.key: column for column in columns}
        self._plain, self._shaped = _looked_through(columns)
        self.rows: Sequence[Any] = ()
        self.lines: list[Any] = []
        self.filters: tuple[Filter, ...] = ()
        self.text = ""
        self.sorts: tuple[Sort, ...] = ()
        self.group = ""
        self.closed: set[object] = set()
        self.shown_count = 0
        self.can_edit: Callable[[Any, Column], bool] = lambda row, column: True
        self._search: dict[int, str] = {}
        self._line_of: dict[int, int] = {}

    # What is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = list(columns)
        self._by_key = {column.key: column for column in columns}
        self._plain, self._shaped = _looked_through(columns)
        self._search.clear()
        self._arrange()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, or the same ones with new values: what did not move keeps its line and selection."""
        known = self.rows
        self.rows = rows
        if len(known) != len(rows) or len(self._search) > 4 * len(rows) + 100:
            self._search.clear()
        else:
            for old, new in zip(known, rows, strict=True):
                if old is not new and old != new:
                    self._search.pop(old.id, None)
                    self._search.pop(new.id, None)
        self.rearrange()

    def rearrange(self) -> None:
        """Filter, sort and group anew, keeping selection and current cell on their rows."""
        self._show(self._lines())

    def _show(self, lines: list[Any]) -> None:
        before = [self.identity(line) for line in self.lines]
        after = [self.identity(line) for line in lines]
        if before == after:
            self._take(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        if len(before) != len(after):
            # The view notes selection and current cell by row id, and finds them again after the reset.
            self.beginResetModel()
            self._take(lines)
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        place = {identity: at for at, identity in enumerate(after)}
        moved = []
        for index in held:
            at = place.get(before[index.row()])
            moved.append(QModelIndex() if at is None else self.createIndex(at, index.column()))
        self._take(lines)
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def arrange_by(
        self,
        *,
        filters: Iterable[Filter] | None = None,
        text: str | None = None,
        sorts: Iterable[Sort] | None = None,
        group: str | None = None,
    ) -> None:
        """Change how rows are filtered, sorted and grouped; what is not named stays."""
        if filters is not None:
            self.filters = tuple(filters)
        if text is not None:
            self.text = text
        if sorts is not None:
            self.sorts = tuple(sorts)
        if group is not None:
            self.group = group
        self.rearrange()

    def toggle(self, line: int) -> None:
        """Open or close a group."""
        group = self.lines[line]
        if isinstance(group, Group):
            self.closed ^= {group.value}
            self.rearrange()

    def column(self, key: str) -> Column | None:
        """Return the column with this key."""
        return self._by_key.get(key)

    def place_of(self, key: str) -> int:
        """Return the place of a column, -1 where there is none."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def row_at(self, line: int) -> Any | None:
        """Return the row of a line, None for a group."""
        if not 0 <= line < len(self.lines):
            return None
        found = self.lines[line]
        return None if isinstance(found, Group) else found

    def line_of(self, row_id: int) -> int:
        """Return the line of a row, -1 while it is not shown."""
        return self._line_of.get(row_id, -1)

    def line_with(self, identity: object) -> int:
        """Return the line of a row or of a group by its identity, -1 while it is not shown."""
        return next((at for at, line in enumerate(self.lines) if self.identity(line) == identity), -1)

    def words(self, row: Any, column: Column) -> str:
        """Return the text of a cell."""
        return words_of(column, row, column.value(row), self._t)

    # Inside

    @staticmethod
    def identity(line: Any) -> object:
        """Return what stays the same when a row or a group moves to another line."""
        return ("group", line.value) if isinstance(line, Group) else line.id

    def _arrange(self) -> None:
        self._take(self._lines())

    def _take(self, lines: list[Any]) -> None:
        self.lines = lines
        self._line_of = {line.id: at for at, line in enumerate(lines) if not isinstance(line, Group)}

    def _lines(self) -> list[Any]:
        rows = self.rows
        places = keep(rows, self._by_key, self.filters)
        words = self.text.casefold().split()
        if words:
            places = [at for at in places if self._matches(rows[at], words)]
        shown = [rows[at] for at in places]
        self.shown_count = len(shown)
        for sort in reversed(self.sorts):
            column = self._by_key.get(sort.key)
            if column is None:
                continue
            keyed = [(order_of(column, column.value(row)), row) for row in shown]
            filled = sorted((k for k in keyed if k[0][0] == 0), key=lambda k: k[0][1], reverse=sort.falling)
            shown = [row for _, row in filled] + [row for key, row in keyed if key[0]]
        group = self._by_key.get(self.group)
        return self._grouped(shown, group) if group is not None else shown

    def _grouped(self, shown: list[Any], column: Column) -> list[Any]:
        members: dict[object, list[Any]] = {}
        for row in shown:
            value = column.value(row)
            value = tuple(value) if isinstance(value, list) else value
            members.setdefault(value, []).append(row)
        lines: list[Any] = []
        for value in sorted(members, key=lambda value: order_of(column, value)):
            rows = members[value]
            title = words_of(column, rows[0], value, self._t) or self._t("{column} not set", column=column.title)
            group = Group(value, title, tuple(rows), value not in self.closed)
            lines.append(group)
            if group.is_open:
                lines.extend(rows)
        return lines

    def _matches(self, row: Any, words: Sequence[str]) -> bool:
        text = self._search.get(row.id)
        if text is None:
            parts = [str(c.value(row) or "") for c in self._plain]
            parts += [self.words(row, c) for c in self._shaped]
            text = self._search[row.id] = "\n".join(part for part in parts if part).casefold()
        return all(word in text for word in words)

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says. The view paints from `lines` itself and does not ask."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ROW_ROLE:
            return line
        if isinstance(line, Group):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == 0:
                return line.title
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.words(line, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(column, line, column.value(line), self._t)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                why = column.locked(line) if column.locked is not None else ""
                return plain_tooltip(why) if role == Qt.ItemDataRole.ToolTipRole and why else why or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.title
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft
                side = Qt.AlignmentFlag.AlignHCenter if column.is_centred else side
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        line = self.lines[index.row()]
        if isinstance(line, Group):
            return flags
        flags |= Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()]
        if column.editable and self.can_edit(line, column):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def mimeTypes(self) -> list[str]:
        """Return no types: rows are not dragged as Qt's pickled format."""
        return []


def _looked_through(columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Return what a search looks through: columns of plain text, shown or not, and of the others those shown first."""
    wanted = [c for c in columns if not c.is_numeric and c.kind not in ("strip", "trend")]
    plain = [c for c in wanted if c.shown is None and c.kind in ("text", "long_text", "person")]
    return plain, [c for c in wanted if c not in plain and not c.hidden]
