"""Where the columns of a data table stand: order, widths, which are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..models.columns import Column
from .table_view import TableView

NARROWEST: Final = 160
"""Width of the stretching column on a narrow window: names never fall under some 24 letters."""

WORDY: Final = frozenset({"text", "long_text", "person", "choice", "progress", "tags", "programme", "project", "link"})
"""Kinds of columns that read better with more room."""


class TableLayout:
    """Lays out the columns of one view; widths are kept at a text size of 100 %."""

    def __init__(self, view: TableView, px: Any) -> None:
        self._view = view
        self._model = view.table_model
        self._px = px
        self._widths: dict[str, int] = {}
        self.is_busy = False

    def ordered(self) -> Iterator[tuple[int, Column]]:
        """Yield all columns in their order with their logical places, without the boxes to tick."""
        header = self._view.header
        for visual in range(header.count()):
            logical = header.logicalIndex(visual)
            if self._model.columns[logical].kind != "select":
                yield logical, self._model.columns[logical]

    def state(self) -> list[dict[str, Any]]:
        """Return order, widths and what is shown, as JSON values."""
        return [
            {
                "key": column.key,
                "width": self._widths.get(column.key, column.width),
                "shown": not self._view.isColumnHidden(logical),
            }
            for logical, column in self.ordered()
        ]

    def restore(self, columns: Sequence[Mapping[str, Any]], first: int) -> None:
        """Stand as `state` said; `first` is the place of the first column that can move."""
        header = self._view.header
        self.is_busy = True
        for place, item in enumerate(columns, first):
            logical = self._model.place_of(str(item["key"]))
            if logical >= 0:
                self._widths[str(item["key"])] = int(item.get("width", 120))
                self._view.setColumnHidden(logical, not item.get("shown", True))
                header.moveSection(header.visualIndex(logical), min(place, header.count() - 1))
        self.is_busy = False
        self.fit()

    def reset(self) -> None:
        """Hide what columns hide by default."""
        self.is_busy = True
        for logical, column in enumerate(self._model.columns):
            self._view.setColumnHidden(logical, column.hidden)
        self.is_busy = False
        self.fit()

    def fit(self) -> None:
        """Give columns their widths; the stretching one takes what is left, or gives way down to its least width."""
        room = self._view.viewport().width()
        self.is_busy = True
        used, stretch = 0, -1
        for logical, column in enumerate(self._model.columns):
            if self._view.isColumnHidden(logical):
                continue
            width = self._px(self._widths.get(column.key, column.width))
            if column.stretch and stretch < 0:
                stretch = logical
            self._view.setColumnWidth(logical, width)
            used += width
        if stretch >= 0:
            least, own = self._px(NARROWEST), self._view.columnWidth(stretch)
            spare = room - used - self._widen(room - used - own, stretch)
            self._view.setColumnWidth(stretch, max(least, own + spare))
        self.is_busy = False

    def _widen(self, spare: int, stretch: int) -> int:
        """Let the columns of words share what the stretching one would not need; return how much they took."""
        if spare <= 0:
            return 0
        words = [
            logical
            for logical, column in enumerate(self._model.columns)
            if column.kind in WORDY and logical != stretch and not self._view.isColumnHidden(logical)
        ]
        taken = 0
        for logical in words:
            width = self._view.columnWidth(logical)
            more = min(round(width * 0.4), spare // len(words))
            self._view.setColumnWidth(logical, width + more)
            taken += more
        return taken

    def note_width(self, logical: int, width: int, scale: float) -> None:
        """Remember a width that the user gave."""
        self._widths[self._model.columns[logical].key] = max(32, round(width / scale))

    def fit_column(self, logical: int) -> None:
        """Make a column as wide as its widest text."""
        column = self._model.columns[logical]
        texts = [column.title, *(self._model.words(row, column) for row in self._model.rows[:2000])]
        widest = max(self._view.row_painter.cells.text_width(column, text) for text in texts)
        self._view.setColumnWidth(logical, max(48, min(widest, 600)))
