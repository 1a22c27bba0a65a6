"""What one edit changed: the record that refresh, undo, history, comparison and merge are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .messages import Message

Image = Mapping[str, object]

Origin = Literal["edit", "made", "undo", "redo"]
"""`made` is what was there from the start, as the sample portfolio is: nothing up to it can be undone."""


@dataclass(frozen=True)
class RowChange:
    """One row before and after: `before is None` for an insert, `after is None` for a delete.

    Images of an insert and a delete hold every column; those of an update hold only the columns that moved.
    """

    table: str
    id: int
    before: Image | None
    after: Image | None

    def inverse(self) -> RowChange:
        """Return the change that takes the row back."""
        return RowChange(self.table, self.id, self.after, self.before)


@dataclass(frozen=True)
class ChangeSet:
    """All rows that one committed transaction changed, in the order in which they were written.

    Attributes:
        seq: its number in the store's history, counting from 1.
        label: what the user did, for the Undo menu and the History page.
        undoes: the history number that an undo or a redo takes back, else None.
    """

    seq: int
    label: Message
    rows: tuple[RowChange, ...]
    at: datetime
    author: str
    origin: Origin = "edit"
    undoes: int | None = None
    result: object = field(default=None, compare=False)

    def ids(self, table: str) -> frozenset[int]:
        """Return the ids of the rows of `table` that were inserted, updated or deleted."""
        return frozenset(row.id for row in self.rows if row.table == table)

    def tables(self) -> frozenset[str]:
        """Return the names of the tables that changed."""
        return frozenset(row.table for row in self.rows)

    def inverse(self) -> Iterator[RowChange]:
        """Yield the changes that take everything back, last change first."""
        for row in reversed(self.rows):
            yield row.inverse()
